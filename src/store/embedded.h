/* SPDX-License-Identifier: MIT */
/* The SQL files of this folder as strings; embed.cmake writes the C file that defines them. */
#ifndef KB_STORE_EMBEDDED_H
#define KB_STORE_EMBEDDED_H

/* schema.sql: the newest schema, which is version kb_migration_count + 1. */
extern const char kb_schema_sql[];

/* migrations/NNN.sql in order: [i] brings schema i + 1 to i + 2. */
extern const char *const kb_migrations[];
extern const int kb_migration_count;

#endif

# SPDX-License-Identifier: MIT
#
# Turns schema.sql and migrations/NNN.sql into one C file, so that the program needs no
# data file at run time.  See embedded.h for what it defines.
#
#     cmake -DOUT=<file.c> -DSQL_DIR=<src/store> -P embed.cmake
cmake_minimum_required(VERSION 3.21)

# Appends `const char <name>[]` with the bytes of `file` and a zero byte.
function(append_array name file)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  file(APPEND ${OUT}.new "${ARGN}const char ${name}[] = {\n${bytes}\n0 };\n")
endfunction()

file(WRITE ${OUT}.new "/* Made by embed.cmake from schema.sql and migrations/. */\n#include \"store/embedded.h\"\n\n")
append_array(kb_schema_sql ${SQL_DIR}/schema.sql)

file(GLOB migrations ${SQL_DIR}/migrations/*.sql)
list(SORT migrations)
set(names "")
set(count 0)
foreach(file IN LISTS migrations)
  math(EXPR count "${count} + 1")
  get_filename_component(number ${file} NAME_WE)
  if(NOT number MATCHES "^0*${count}$")
    message(FATAL_ERROR "${file}: migrations are numbered 001.sql, 002.sql, ... without gaps")
  endif()
  append_array(migration_${count} ${file} "static ")
  string(APPEND names "migration_${count}, ")
endforeach()
file(APPEND ${OUT}.new "const char *const kb_migrations[] = { ${names}0 };\nconst int kb_migration_count = ${count};\n")
file(RENAME ${OUT}.new ${OUT})

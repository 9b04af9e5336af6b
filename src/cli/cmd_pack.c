/* SPDX-License-Identifier: MIT */
/* kodebok pack: the language packs, for reading and copying. */
#include "command.h"

#include <string.h>

enum { MOST_PACKS = 16 };

static void list_packs(void)
{
    const kb_pack *pack;
    for (size_t i = 0; (pack = kb_pack_at(i)) != NULL; i++)
        printf("%-6s %s\n", pack->id.ptr, pack->title.ptr);
}

static int no_such_pack(const char *name)
{
    const char *names[MOST_PACKS + 1] = { NULL };
    char room[96];
    const kb_pack *pack;
    for (size_t i = 0; i < MOST_PACKS && (pack = kb_pack_at(i)) != NULL; i++)
        names[i] = pack->id.ptr;
    return usage_error(&cmd_pack, "no language pack is called '%s'%s", name,
                       did_you_mean(name, strlen(name), names, room, sizeof room));
}

static int print_pack(const cli_options *options)
{
    if (options->operand_count == 0) {
        list_packs();
        return EXIT_DONE;
    }
    const char *name = options->operands[0];
    const kb_pack *pack = kb_pack_find((kb_str){ name, strlen(name) });
    if (pack == NULL)
        return no_such_pack(name);
    fwrite(pack->yaml.ptr, 1, pack->yaml.len, stdout);
    return EXIT_DONE;
}

static const char *const takes[] = { NULL };

const command_spec cmd_pack = {
    .name = "pack",
    .operands = "[PACK]",
    .summary = "the language packs, or one of them in full",
    .text =
        "A language pack holds the words that negate, the words that begin a clause, answers that\n"
        "say nothing, and abbreviations.  A codebook names it, as in negation: {use: nb-1}.\n"
        "Without PACK the packs are listed.",
    .examples = "  kodebok pack\n  kodebok pack nb-1",
    .options = takes,
    .least = 0,
    .most = 1,
    .run = print_pack,
};

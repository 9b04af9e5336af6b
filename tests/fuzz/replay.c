/* SPDX-License-Identifier: MIT */
/*
 * Runs a harness over the files named on the command line, without libFuzzer,
 * so that every seed and every old crash is also an ordinary test.
 *
 * Each file is also given cut short in some places, and always in memory of
 * exactly its size, so that the sanitizers see a read past the end.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_SEED_BYTES = 1 << 20, CUTS = 8 };

static int run_exact(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (copy == NULL)
        return 1;
    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    return 0;
}

static int replay(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    size_t size = fread(bytes, 1, MAX_SEED_BYTES, file);
    fclose(file);
    int failed = run_exact(bytes, size);
    for (size_t cut = 0; cut < CUTS; cut++)
        failed |= run_exact(bytes, size * cut / CUTS);
    return failed;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "%s: no seeds\n", argv[0]);
        return 1;
    }
    uint8_t *bytes = malloc(MAX_SEED_BYTES);
    int failed = bytes == NULL;
    for (int i = 1; !failed && i < argc; i++)
        failed = replay(argv[i], bytes);
    free(bytes);
    return failed;
}

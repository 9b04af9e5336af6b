/* SPDX-License-Identifier: MIT */
/*
 * SHA-256 for processors without instructions of its own for it.
 *
 * A third of the work on a block of 64 bytes does not depend on the block before (the message
 * schedule of FIPS 180-4, section 6.2.2); here it is done for eight blocks at a time (Gueron and
 * Krasnov, "Parallelizing message schedules to accelerate the computations of hash functions",
 * 2012).  That is about twice as fast as nettle's code for such processors; where there are such
 * instructions, nettle uses them.
 */
#ifndef KB_BASE_SHA256_WIDE_H
#define KB_BASE_SHA256_WIDE_H

#include <kodebok/base.h>

enum { KB_SHA256_WIDE_BYTES = 8 * 64 };

/* Whether this processor is better served here than by nettle. */
bool kb_sha256_is_wide(void);

/* Works `len` bytes, a multiple of KB_SHA256_WIDE_BYTES, into the state; only where is_wide. */
void kb_sha256_wide(uint32_t state[8], const unsigned char *bytes, size_t len);

#endif

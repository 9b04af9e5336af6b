/* SPDX-License-Identifier: MIT */
/* The version, which CMakeLists.txt alone knows. */
#include <kodebok/base.h>

const char *kb_version(void)
{
    return KB_VERSION;
}

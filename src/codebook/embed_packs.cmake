# SPDX-License-Identifier: MIT
#
# Turns packs/*.yaml into one C file, so that a codebook means the same wherever the
# program is installed.  See packs.h for what it defines.
#
#     cmake -DOUT=<file.c> -DPACK_DIR=<src/codebook/packs> -P embed_packs.cmake
cmake_minimum_required(VERSION 3.21)

# Sets `out` to the text that stands after `key: ` in the first line that begins so.
function(find_value file key out)
  file(STRINGS ${file} lines REGEX "^${key}: " LIMIT_COUNT 1 ENCODING UTF-8)
  string(REGEX REPLACE "^${key}: *'?([^']*)'?$" "\\1" value "${lines}")
  if(value STREQUAL "")
    message(FATAL_ERROR "${file}: needs a line '${key}: ...'")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

file(WRITE ${OUT}.new "/* Made by embed_packs.cmake from packs/. */\n#include \"codebook/packs.h\"\n\n")
file(GLOB packs ${PACK_DIR}/*.yaml)
list(SORT packs)
set(records "")
set(count 0)
foreach(pack IN LISTS packs)
  get_filename_component(name ${pack} NAME_WE)
  find_value(${pack} id id)
  find_value(${pack} language language)
  find_value(${pack} title title)
  if(NOT id STREQUAL name)
    message(FATAL_ERROR "${pack}: its id is '${id}'")
  endif()
  file(READ ${pack} bytes HEX)
  file(SHA256 ${pack} sha256)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  file(APPEND ${OUT}.new "static const char pack_${count}[] = {\n${bytes}\n0 };\n")
  string(APPEND records "    { TEXT(\"${id}\"), TEXT(\"${language}\"), TEXT(\"${title}\"),\n"
    "      TEXT(pack_${count}), \"${sha256}\" },\n")
  math(EXPR count "${count} + 1")
endforeach()
file(APPEND ${OUT}.new "\n#define TEXT(array) { array, sizeof(array) - 1 }\n"
  "const kb_pack kb_packs[] = {\n${records}};\nconst size_t kb_pack_count = ${count};\n")
file(RENAME ${OUT}.new ${OUT})

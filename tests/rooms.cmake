# Fails when a room reaches further than it may:
#   - for the public header of a room that its USES line does not name,
#   - for another room's private header, unless it is one of base's,
#   - for a third-party library outside that library's doors,
#   - for SQL outside the store.
# Run by ctest: cmake -DARROWS=<build>/rooms.cmake -DROOT=<source> -P rooms.cmake
cmake_minimum_required(VERSION 3.21)
include(${ARROWS}) # rooms, uses_<room>, headers_<room>

# The doors: what an include looks like, and the files in src/ that may have it.
set(doors
  "yaml\\.h"       "codebook/yaml\\.c"
  "pcre2\\.h"      "match/regex\\.c"
  "sqlite3\\.h"    "store/[a-z_]+\\.[ch]"
  "unicode/.*"     "base/(unicode|convert)\\.c"
  "hunspell/.*"    "match/dictionary\\.c"
  "libstemmer\\.h" "match/stem\\.c"
  "nettle/.*"      "base/sha256\\.c"
  "jansson\\.h"    "report/write_json\\.c")

set(statement "\"(SELECT|PRAGMA) |INSERT INTO|UPDATE [A-Za-z_]+ SET|DELETE FROM|CREATE (TABLE|VIEW|INDEX)")

set(broken 0)
macro(complain text)
  message("${name}: ${text}")
  math(EXPR broken "${broken} + 1")
endmacro()

# Sets `owner` to the room that the public header <kodebok/`header`.h> belongs to.
function(find_owner header)
  set(owner "${header}" PARENT_SCOPE)
  foreach(candidate IN LISTS rooms)
    if(header IN_LIST headers_${candidate})
      set(owner ${candidate} PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

macro(check_public header)
  find_owner(${header})
  if(NOT owner STREQUAL room AND NOT owner IN_LIST uses_${room})
    complain("room '${room}' may not use room '${owner}'")
  endif()
endmacro()

macro(check_private target)
  if("${target}" STREQUAL "..")
    complain("'../' is not a way into another room")
  elseif(NOT "${target}" STREQUAL "base")
    complain("the private headers of '${target}' are its own")
  elseif(NOT "base" IN_LIST uses_${room})
    complain("room '${room}' may not use room 'base'")
  endif()
endmacro()

macro(check_doors include)
  list(LENGTH doors last)
  math(EXPR last "${last} - 1")
  foreach(at RANGE 0 ${last} 2)
    math(EXPR next "${at} + 1")
    list(GET doors ${at} library)
    list(GET doors ${next} door)
    if("${include}" MATCHES "^${library}$" AND NOT "${name}" MATCHES "^src/${door}$")
      complain("<${include}> is only for src/${door}")
    endif()
  endforeach()
endmacro()

foreach(room IN LISTS rooms)
  set(files)
  foreach(header IN LISTS headers_${room})
    file(GLOB found ${ROOT}/include/kodebok/${header}.h)
    list(APPEND files ${found})
  endforeach()
  file(GLOB found ${ROOT}/src/${room}/*.[ch])
  list(APPEND files ${found})

  foreach(file IN LISTS files)
    file(RELATIVE_PATH name ${ROOT} ${file})
    file(STRINGS ${file} lines REGEX "^ *# *include *[<\"]")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^ *# *include *([<\"])([^>\"]*).*" "\\1;\\2" parts "${line}")
      list(GET parts 0 quote)
      list(GET parts 1 include)
      if(include STREQUAL "kodebok.h" AND NOT room STREQUAL "cli")
        complain("<kodebok.h> is for programs; name the rooms")
      elseif(include MATCHES "^kodebok/(.*)\\.h$")
        check_public(${CMAKE_MATCH_1})
      elseif(quote STREQUAL "\"" AND include MATCHES "^([a-z.]+)/")
        check_private(${CMAKE_MATCH_1})
      elseif(NOT EXISTS ${ROOT}/src/${room}/${include} OR quote STREQUAL "<")
        check_doors("${include}")
      endif()
    endforeach()

    file(STRINGS ${file} lines REGEX "${statement}")
    if(lines AND NOT room STREQUAL "store")
      complain("SQL belongs into src/store")
    endif()
  endforeach()
endforeach()

# A folder that no kb_room() names would go unguarded.
file(GLOB folders RELATIVE ${ROOT}/src ${ROOT}/src/*/*.c)
foreach(file IN LISTS folders)
  get_filename_component(room ${file} DIRECTORY)
  if(NOT room IN_LIST rooms)
    set(name src/${file})
    complain("'${room}' is not a room of src/CMakeLists.txt")
  endif()
endforeach()

if(broken)
  message(FATAL_ERROR "${broken} finding(s); the rooms and their arrows are drawn in src/README.md")
endif()

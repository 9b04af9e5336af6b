# The libraries kodebok stands on, as the one target kodebok::dependencies.
#
# Read by our own build, and installed: whoever links the static library needs
# them too.
set(KODEBOK_PC_MODULES icu-uc nettle yaml-0.1 libpcre2-8 sqlite3 hunspell jansson)

if(NOT TARGET kodebok::dependencies)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(KODEBOK_DEPENDENCIES REQUIRED IMPORTED_TARGET GLOBAL ${KODEBOK_PC_MODULES})

  # libstemmer comes without a .pc file.
  find_library(KODEBOK_STEMMER_LIBRARY NAMES stemmer REQUIRED)
  find_path(KODEBOK_STEMMER_INCLUDE_DIR NAMES libstemmer.h REQUIRED)
  mark_as_advanced(KODEBOK_STEMMER_LIBRARY KODEBOK_STEMMER_INCLUDE_DIR)

  add_library(kodebok::dependencies INTERFACE IMPORTED GLOBAL)
  target_link_libraries(kodebok::dependencies INTERFACE
    PkgConfig::KODEBOK_DEPENDENCIES ${KODEBOK_STEMMER_LIBRARY})
  target_include_directories(kodebok::dependencies INTERFACE ${KODEBOK_STEMMER_INCLUDE_DIR})
endif()

#!/bin/sh
# Installs into a scratch folder and builds docs/example.c against it, through
# pkg-config and through find_package, as strangers would.  Run by ctest, which
# sets KB_SOURCE CMAKE GENERATOR CC BUILD SCRATCH LIBDIR SANITIZE.
set -eu
prefix=$SCRATCH/prefix
example=$KB_SOURCE/docs/example.c
book=$prefix/share/kodebok/codebooks/samhandling.yaml
rm -rf "$SCRATCH"
mkdir -p "$SCRATCH"
flags=${SANITIZE:+-fsanitize=$SANITIZE}

"$CMAKE" --install "$BUILD" --prefix "$prefix" >"$SCRATCH/install.log"
"$prefix/bin/kodebok" --version
for file in "$book" "$prefix/include/kodebok.h" "$prefix/share/man/man1/kodebok.1"; do
    [ -f "$file" ] || { echo "not installed: $file"; exit 1; }
done

export PKG_CONFIG_PATH="$prefix/$LIBDIR/pkgconfig"
# pkg-config quotes its words for the shell, spaces in paths included.
eval '"$CC" -std=c17 $flags "$example" -o "$SCRATCH/by-pkg-config"' "$(pkg-config --cflags --libs kodebok)"
LD_LIBRARY_PATH="$prefix/$LIBDIR" "$SCRATCH/by-pkg-config" "$book" >"$SCRATCH/1.txt"

"$CMAKE" -G "$GENERATOR" -S "$KB_SOURCE/tests/install" -B "$SCRATCH/build" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$CC" -DCMAKE_C_FLAGS="$flags" -DEXAMPLE="$example" >"$SCRATCH/cmake.log"
"$CMAKE" --build "$SCRATCH/build" >>"$SCRATCH/cmake.log"
"$SCRATCH/build/example" "$book" >"$SCRATCH/2.txt"

[ -s "$SCRATCH/1.txt" ] || { echo "the example printed nothing"; exit 1; }
cmp "$SCRATCH/1.txt" "$SCRATCH/2.txt"

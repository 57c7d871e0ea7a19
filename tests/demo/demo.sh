#!/usr/bin/env bash
# The main job, shown: a bundled plugin and a module that nobody here wrote, loaded and called without Python.
set -euo pipefail
cd "$(dirname "$0")/../.."
gilded=bin/gilded

show() {
  printf '$ gilded'
  for word in "$@"; do
    case $word in *[!a-zA-Z0-9_./=-]*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
  done
  printf '\n'
  "$gilded" "$@"
}

echo "A plugin, built with gilded's own headers:"
mkdir -p .cache/demo
gcc -shared -fPIC $("$gilded" config --cflags) extensions/spam/spam.c -o .cache/demo/spam.abi3.so
show call --path .cache/demo spam repeat "'spam '" times=3
show call --path .cache/demo spam __repr__ --on 'Samples([1.5, 2.5])'

echo
echo "A module from a Debian package, compiled for CPython, as it is:"
go run ./tests/debs/cmd/fetch python3-crc32c 2>/dev/null || true # what matters is whether the module is there
module=$(find "${GILDED_DEBS:-.cache/debs}" -name 'crc32c.*.so' 2>/dev/null | head -n 1)
if [ -n "$module" ]; then
  show call "$module" crc32c "b'123456789'"
  show inspect "$module"
else
  echo "python3-crc32c could not be fetched: there is no apt-get here, or no network"
  [ -z "${CI:-}" ]
fi

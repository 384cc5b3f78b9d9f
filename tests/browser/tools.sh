#!/bin/sh
# Install axe-core and the Nu HTML checker from npm into a folder, once; print the folder.
# The tests look for it in WEEKNOTES_BROWSER_TOOLS, else in ~/.cache/weeknotes-browser-tools.
set -eu
tools=${WEEKNOTES_BROWSER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/weeknotes-browser-tools}
if [ ! -f "$tools/node_modules/axe-core/axe.min.js" ] || [ ! -f "$tools/node_modules/vnu-jar/build/dist/vnu.jar" ]; then
  mkdir -p "$tools"
  npm install --silent --no-audit --no-fund --no-save --prefix "$tools" axe-core@4 vnu-jar@26 >&2
fi
echo "$tools"

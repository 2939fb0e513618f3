#!/usr/bin/env bash
# Compiles requirements/*.lock from pyproject.toml: every wheel of every platform with its SHA-256, no address in
# the files, so that any mirror or folder of wheels can serve them. Run only when a dependency changes:
#   scripts/lock.sh            keeps what is pinned already where it still fits
#   scripts/lock.sh --upgrade  takes the newest that pyproject.toml allows
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet uv

# Extras stay in the names: an older pip would else look for the newest coverage[toml] beside the pinned coverage.
compile() {
  "$tools/bin/uv" pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header --quiet "$@"
}
compile "$@" --output-file requirements/run.lock
compile "$@" --extra dev --constraint requirements/run.lock --output-file requirements/dev.lock
compile "$@" --extra dev --extra bench --constraint requirements/dev.lock --output-file requirements/bench.lock

if grep -nE '://|--(extra-)?index-url|--find-links' requirements/*.lock; then
  echo 'a lock file names an address' >&2
  exit 1
fi
grep -c -- '--hash=' requirements/*.lock

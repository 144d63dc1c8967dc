# What the set-up scripts share. Sourced, never run.
# shellcheck shell=bash

# The root of the project, whatever folder the script was called from.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root

say() { printf '==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }

# fail "what happened" "what to do next" ...
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '       %s\n' "$@" >&2; fi
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

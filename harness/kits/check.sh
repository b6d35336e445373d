# What the checks of all kits share.

# From nothing to a green first test, on a machine that has nothing else to do.
FIRST_TEST_SECONDS_MAX=60
# Of the user's own code.
FIRST_TEST_LINES_MAX=15

say() { printf '== kits: %s\n' "$*"; }
stop() {
    printf '\n== kits: %s\n' "$*" >&2
    exit 1
}

place=$(mktemp -d "${TMPDIR:-/tmp}/esia-kits-XXXXXX")
trap 'leave' EXIT
# Who is ended clears up all the same.
trap 'exit 143' TERM INT HUP
leave() {
    end_left >/dev/null
    rm -rf "$place"
}

# clean_place KIT: an empty folder, and a folder for temporary files by which everything that was started is known again.
clean_place() {
    clean=$place/$1
    mkdir -p "$clean/tmp"
    export TMPDIR=$clean/tmp
    cd "$clean"
}

# The processes that have our folder of temporary files in their environment, except for this shell and what it runs.
left() {
    local at
    for at in /proc/[0-9]*; do
        [ "$(readlink "$at/exe" 2>/dev/null)" != "$(readlink /proc/$$/exe)" ] || continue
        ! tr '\0' '\n' 2>/dev/null <"$at/environ" | grep -q "^TMPDIR=$place/" || printf '%s\n' "${at#/proc/}"
    done
}

# Ends what was left, each process by its id, and tells what it was.
end_left() {
    local id
    for id in $(left); do
        printf '%s: %s\n' "$id" "$(tr '\0' ' ' 2>/dev/null <"/proc/$id/cmdline")"
        kill "$id" 2>/dev/null || true
    done
}

# A server ends a moment after the process whose end ends it.
nothing_left() {
    local tries
    for tries in $(seq 50); do
        [ -n "$(left)" ] || break
        sleep 0.1
    done
    local orphans
    orphans=$(end_left)
    [ -z "$orphans" ] || stop "processes outlived the tests:
$orphans"
}

# Only where nothing was killed: who is killed cannot clear up.
no_folder_left() {
    local folders
    folders=$(find "$TMPDIR" -maxdepth 1 -name 'esia-*')
    [ -z "$folders" ] || stop "folders outlived the tests: $folders"
}

# quietly COMMAND...: its output is shown when it fails.
quietly() {
    "$@" >"$clean/output" 2>&1 </dev/null || {
        local code=$?
        cat "$clean/output" >&2
        stop "$* ended with $code"
    }
}

now_ms() { date +%s%3N; }
begin() { began=$(now_ms); }
took() { printf '%d.%01d s' $((($(now_ms) - began) / 1000)) $((($(now_ms) - began) % 1000 / 100)); }

# Where others compute too, as on a shared build machine, everything takes longer by their share.
seconds_max() { awk -v max="$FIRST_TEST_SECONDS_MAX" -v cores="$(nproc)" '{ print int(max * ($1 > cores ? $1 / cores : 1)) }' /proc/loadavg; }

# first WHAT COMMAND...: the first test, counted from `begin` on.
first() {
    local what=$1
    shift
    quietly "$@"
    [ $(($(now_ms) - began)) -le $(($(seconds_max) * 1000)) ] ||
        stop "$what: $(took) from nothing to a green first test, more than $(seconds_max) s"
    say "$what: from nothing to a green first test in $(took)"
    nothing_left
    no_folder_left
}

# keep FILE...: what was tried stays where `make packages` leaves everything that it builds.
keep() {
    mkdir -p "$root/.build/packages"
    cp "$@" "$root/.build/packages/"
}

# shown README FILE: the very file is in the README, and short.
shown() {
    python3 - "$1" "$2" <<'PYTHON' || stop "$1 does not show $2 as it is"
import sys
readme, file = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
sys.exit(0 if f"\n{file}```" in readme else 1)
PYTHON
    local lines
    lines=$(grep -cvE '^ *(//.*)?$' "$2")
    [ "$lines" -le "$FIRST_TEST_LINES_MAX" ] || stop "$2 has $lines lines, more than $FIRST_TEST_LINES_MAX"
}

version() { sed -n '/^\[workspace\.package\]/,/^$/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml"; }

# npm wants the version written down; everything else takes it from Cargo.toml.
versions_agree() {
    local wanted file found
    wanted=$(version)
    for file in "$kits/npm/package.json" "$kits/npm/platform/linux-x64/package.json"; do
        found=$(grep -E '"version"|"@esia-sim/' "$file" | grep -oE '"[0-9][^"]*"' | sort -u)
        [ "$found" = "\"$wanted\"" ] || stop "$file says $found, Cargo.toml says $wanted"
    done
}

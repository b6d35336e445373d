# What the scripts of the packages share. Sourced from the root of the repository.

packages=$PWD/.build/packages
bin_dir=${ESIA_SIM_BIN_DIR:-$PWD/target/release}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# The moment of every file within a package: that of the commit, so that a second build is the same to the byte.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH

say() { printf '== packages: %s\n' "$*"; }
stop() {
    printf '\n== packages stopped: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# need_tools TOOL:PACKAGE...: installs with apt what is not here, where that may be done; otherwise names it and stops.
need_tools() {
    local pair missing=()
    for pair in "$@"; do
        have "${pair%%:*}" || missing+=("${pair#*:}")
    done
    [ "${#missing[@]}" = 0 ] && return
    if have apt-get && [ "$(id -u)" = 0 ]; then
        say "apt-get install ${missing[*]}"
        DEBIAN_FRONTEND=noninteractive apt-get --option DPkg::Lock::Timeout=300 --yes --no-install-recommends install "${missing[@]}" \
            >"$packages/apt.log" 2>&1 </dev/null && return
        tail -n 10 "$packages/apt.log" >&2
    fi
    stop "missing here: ${missing[*]}. Run this once, then the same again:
    sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${missing[*]}"
}

need_programs() {
    local program
    for program in esia-idp esia-harness; do
        [ -x "$bin_dir/$program" ] || stop "$bin_dir/$program is not there: run \`make release\`, or name the folder of the programs in ESIA_SIM_BIN_DIR"
    done
}

# stripped PROGRAM TARGET: a copy without symbols.
stripped() {
    install -D -m 755 "$bin_dir/$1" "$2"
    strip --strip-unneeded --remove-section=.comment --remove-section=.note "$2"
}

# oldest_glibc PROGRAM...: the version of the C library that the programs ask for.
oldest_glibc() { objdump -p "$@" | sed -n 's/.* GLIBC_\([0-9.]*\)$/\1/p' | sort -V | tail -n 1; }

# debian_root FOLDER: a fresh root of Debian's essential packages, unpacked from a copy that the first run makes.
debian_root() {
    local suite=${ESIA_SIM_SUITE:-bookworm} archive keys=/usr/share/keyrings/debian-archive-keyring.gpg
    archive=$packages/root-$suite.tar
    if [ ! -f "$archive" ]; then
        rm -rf "$archive.part"
        say "a root of Debian $suite's essential packages (once; about a minute)"
        mmdebstrap --variant=essential --mode=root --format=tar "$suite" "$archive.part" \
            "deb [signed-by=$keys] ${ESIA_SIM_DEBIAN:-http://deb.debian.org/debian} $suite main" >"$packages/root.log" 2>&1 || {
            grep '^[EW]' "$packages/root.log" >&2 || tail -n 10 "$packages/root.log" >&2
            stop "the root could not be made"
        }
        mv "$archive.part" "$archive"
    fi
    rm -rf "$1"
    mkdir -p "$1"
    tar -C "$1" --numeric-owner -xf "$archive"
}

# same_twice BUILD FILE: builds a package again and compares.
same_twice() {
    local first
    first=$(mktemp)
    cp "$2" "$first"
    "$1" >/dev/null
    cmp "$first" "$2" || stop "a second build of $(basename "$2") differs from the first"
    rm -f "$first"
}

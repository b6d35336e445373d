# The Rust toolchain: the one that is here, rustup's, or Debian's, whichever is new enough.

oldest_rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

rust_here() { cargo --version 2>/dev/null | cut -d ' ' -f 2 || true; }

have_rust() {
    local here
    here=$(rust_here)
    [ -n "$here" ] && at_least "$oldest_rust" "$here"
}

rust() {
    have_rust && return
    if ! have rustup && may_install; then
        apt_update
        rust_from_debian
        have_rust && return
    fi
    if have rustup; then
        step "rustup toolchain install stable"
        rustup toolchain install stable --profile minimal --component rustfmt --component clippy >>"$log" 2>&1 || tail -n 5 "$log" >&2
        have_rust && return
        rustup default stable >>"$log" 2>&1 || true
        have_rust && return
    fi
    local here
    here=$(rust_here)
    stop "Rust $oldest_rust or newer is needed; here is ${here:-none}. Run this once, then the same make again:
    $(rust_command)"
}

rust_from_debian() {
    local version
    version=$(apt_version cargo)
    if [ -n "$version" ] && at_least "$oldest_rust" "$version"; then
        step "apt-get install cargo rustc rustfmt rust-clippy"
        apt_install cargo rustc rustfmt rust-clippy || tail -n 5 "$log" >&2
    elif [ -n "$(apt_version rustup)" ]; then
        step "apt-get install rustup"
        apt_install rustup || tail -n 5 "$log" >&2
    fi
}

rust_command() {
    if have rustup; then
        echo "rustup toolchain install stable && rustup default stable"
    elif [ -n "$(apt_version rustup)" ]; then
        echo "sudo apt-get install --yes rustup && rustup default stable"
    else
        have curl || have_not_curl="sudo apt-get install --yes curl && "
        echo "${have_not_curl:-}curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y"
    fi
}

# rust_component SUBCOMMAND PACKAGE: a cargo subcommand that a minimal toolchain leaves out.
rust_component() {
    cargo "$1" --version >/dev/null 2>&1 && return
    if have rustup; then
        step "rustup component add rustfmt clippy"
        rustup component add rustfmt clippy >>"$log" 2>&1 || tail -n 5 "$log" >&2
    elif may_install; then
        apt_update
        step "apt-get install $2"
        apt_install "$2" || tail -n 5 "$log" >&2
    fi
    cargo "$1" --version >/dev/null 2>&1 || stop "cargo $1 is missing. Run this once, then the same make again:
    $(have rustup && echo "rustup component add rustfmt clippy" || command_for "$2")"
}

# The cargo subcommand that builds fuzz targets and runs them.
cargo_fuzz() {
    cargo fuzz --version >/dev/null 2>&1 && return
    step "cargo install cargo-fuzz --locked (some minutes)"
    cargo install cargo-fuzz --locked >>"$log" 2>&1 || tail -n 5 "$log" >&2
    cargo fuzz --version >/dev/null 2>&1 || stop "cargo-fuzz is missing and could not be installed (see .build/setup.log). Run this once, then the same make again:
    cargo install cargo-fuzz --locked"
}

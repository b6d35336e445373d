# Debian packages: what a target needs (it stops without), what it wants (it says what is left out), and their installation.

needed=()
wanted=()

step() { printf '== setup: %s\n' "$*"; }
stop() {
    printf '\n== setup stopped: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Each tool: a check, and the Debian packages that bring it.
have_compiler() { printf '#include <stdlib.h>\nint main(void){return 0;}' | cc -x c - -o .build/cc-probe 2>/dev/null; }
have_certificates() { [ -n "${SSL_CERT_FILE:-}" ] || [ -d /etc/pki/tls/certs ] || [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/ssl/cert.pem ]; }
have_openssl() { have openssl; }
have_python() { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }
have_node() { have node && have npm; }
have_gost() { have openssl && openssl engine gost >/dev/null 2>&1; }
have_browser() { have chromedriver && { have chromium || have chromium-browser || have google-chrome; }; }

debian_compiler="gcc libc6-dev"
debian_certificates="ca-certificates"
debian_openssl="openssl"
debian_python="python3 python3-venv"
debian_node="nodejs npm"
debian_gost="libengine-gost-openssl"
debian_browser="chromium chromium-driver"

missing_of() {
    local tool packages
    for tool in "$@"; do
        if ! "have_$tool"; then
            packages="debian_$tool"
            printf '%s ' "${!packages}"
        fi
    done
}

need() { read -ra needed <<<"$(missing_of "$@")"; }
want() { read -ra wanted <<<"$(missing_of "$@")"; }

may_install() { have apt-get && [ "$(id -u)" = 0 ]; }

# Another apt on the machine is waited for.
apt() { DEBIAN_FRONTEND=noninteractive apt-get --option DPkg::Lock::Timeout=300 --yes "$@" >>"$log" 2>&1 </dev/null; }

apt_install() {
    apt install --no-install-recommends "$@" && return
    apt_repair
    apt install --no-install-recommends "$@"
}

# An installation that somebody interrupted keeps apt from every other one until it is finished.
apt_repair() {
    [ -n "$(dpkg --audit)" ] || return 0
    step "finishing an interrupted installation: dpkg --configure -a, apt-get --fix-broken install"
    DEBIAN_FRONTEND=noninteractive dpkg --configure -a >>"$log" 2>&1 </dev/null || true
    apt install --fix-broken || true
}

# Lists are fetched once a run, and only when something is to be installed.
apt_update() {
    [ -z "${apt_updated:-}" ] || return 0
    apt_updated=yes
    step "apt-get update"
    apt update || step "apt-get update did not succeed; the lists that are here are used (see .build/setup.log)"
}

command_for() {
    if have apt-get; then
        printf 'sudo apt-get update && sudo apt-get install --yes %s' "$*"
    else
        printf 'install with your package manager what Debian calls: %s' "$*"
    fi
}

install_missing() {
    if ! may_install; then
        [ "${#needed[@]}" = 0 ] ||
            stop "missing here: ${needed[*]}. Run this once, then the same make again:
    $(command_for "${needed[@]}" "${wanted[@]}")"
        [ "${#wanted[@]}" = 0 ] || left_out "${wanted[@]}"
        return 0
    fi
    if [ "${#needed[@]}" != 0 ]; then
        apt_update
        step "apt-get install ${needed[*]}"
        apt_install "${needed[@]}" || {
            tail -n 15 "$log" >&2
            stop "apt-get could not install ${needed[*]}. Try by hand:
    $(command_for "${needed[@]}")"
        }
    fi
    if [ "${#wanted[@]}" != 0 ]; then
        apt_update
        step "apt-get install ${wanted[*]}"
        apt_install "${wanted[@]}" || left_out "${wanted[@]}"
    fi
}

# What is only wanted does not stop a person, but CI must not pass with part of its checks left out.
left_out() {
    [ "${CI:-}" != true ] || stop "CI needs them: $*"
    step "not here: $*. What depends on them is left out. To have it:
    $(command_for "$@")"
}

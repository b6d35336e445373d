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
have_plus_plus() { have c++; }
have_certificates() { [ -n "${SSL_CERT_FILE:-}" ] || [ -d /etc/pki/tls/certs ] || [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/ssl/cert.pem ]; }
have_openssl() { have openssl; }
have_python() { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }
have_node() { have node && have npm; }
have_gost() { have openssl && openssl engine gost >/dev/null 2>&1; }
have_java() { have javac && [ "$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')" -ge 17 ]; }
have_junit() { [ -e /usr/share/java/junit-platform-console-standalone.jar ]; }
have_php() { have php && php -r 'exit(PHP_VERSION_ID >= 80200 && extension_loaded("openssl") ? 0 : 1);'; }
have_phpunit() { have phpunit; }
have_pipx() { have pipx; }
have_postgres() { have setpriv && compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; }
have_pgbouncer() { [ -x /usr/sbin/pgbouncer ] || have pgbouncer; }
have_haproxy() { [ -x /usr/sbin/haproxy ] || have haproxy; }
have_browser() { have chromedriver && { have chromium || have chromium-browser || have google-chrome; }; }

debian_compiler="gcc libc6-dev"
debian_plus_plus="g++"
debian_certificates="ca-certificates"
debian_openssl="openssl"
debian_python="python3 python3-venv"
debian_node="nodejs npm"
debian_gost="libengine-gost-openssl"
debian_java="openjdk-17-jdk-headless"
debian_junit="junit5"
debian_php="php-cli"
debian_phpunit="phpunit"
debian_pipx="pipx"
debian_postgres="postgresql"
debian_pgbouncer="pgbouncer"
debian_haproxy="haproxy"
debian_browser="chromium chromium-driver"

# PostgreSQL runs as a user of its own, and its programs write to /dev/null; some containers keep that for root.
open_null() {
    [ "$(id -u)" = 0 ] || return 0
    if [ ! -c /dev/null ]; then
        step "mknod -m 666 /dev/null c 1 3: a file stood in its place"
        rm -f /dev/null
        mknod -m 666 /dev/null c 1 3
    fi
    setpriv --reuid=postgres --regid=postgres --init-groups test -w /dev/null && return
    step "chmod 666 /dev/null: only root could write to it"
    chmod 666 /dev/null
}

# The tools of a list that are not here, and the packages of a list of tools.
missing_of() {
    local tool
    for tool in "$@"; do
        "have_$tool" || printf '%s ' "$tool"
    done
}

packages_of() {
    local tool packages
    for tool in "$@"; do
        packages="debian_$tool"
        printf '%s ' "${!packages}"
    done
}

need() { read -ra needed <<<"$(missing_of "$@")"; }
want() { read -ra wanted <<<"$(missing_of "$@")"; }

may_install() { have apt-get && [ "$(id -u)" = 0 ]; }

# Another apt on the machine is waited for.
apt() { DEBIAN_FRONTEND=noninteractive apt-get --option DPkg::Lock::Timeout=300 --yes "$@" >>"$log" 2>&1 </dev/null; }

# The version that apt would install of a package, without Debian's revision; empty when there is none.
apt_version() { apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9][0-9.]*\).*/\1/p'; }

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

# Whether apt has its lists and this tool's first package is not in them.
unknown_here() {
    local packages
    read -ra packages <<<"$(packages_of "$1")"
    compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null && [ -z "$(apt_version "${packages[0]}")" ]
}

command_for() {
    if have apt-get; then
        printf 'sudo apt-get update && sudo apt-get install --yes %s' "$*"
    else
        printf 'install with your package manager what Debian calls: %s' "$*"
    fi
}

# install_tools TOOL...: all their packages in one go.
install_tools() {
    local packages
    read -ra packages <<<"$(packages_of "$@")"
    apt_update
    step "apt-get install ${packages[*]}"
    apt_install "${packages[@]}"
}

install_missing() {
    if ! may_install; then
        [ "${#needed[@]}" = 0 ] || stop_for_packages
    elif [ "${#needed[@]}" != 0 ] && ! install_tools "${needed[@]}"; then
        tail -n 15 "$log" >&2
        stop "apt-get could not install all of: ${needed[*]}. Try by hand:
    $(command_for $(packages_of "${needed[@]}"))"
    fi
    local tool
    for tool in "${wanted[@]}"; do
        { may_install && ! unknown_here "$tool" && install_tools "$tool"; } || left_out "$tool"
    done
}

stop_for_packages() {
    local tool missing=("${needed[@]}")
    for tool in "${wanted[@]}"; do
        unknown_here "$tool" || missing+=("$tool")
    done
    stop "missing here: ${missing[*]}. Run this once, then the same make again:
    $(command_for $(packages_of "${missing[@]}"))"
}

# What is only wanted does not stop a person; CI must not pass without it, unless this distribution does not have it.
left_out() {
    local packages
    packages=$(packages_of "$1")
    if unknown_here "$1"; then
        step "not here, and not in this distribution: $1 (${packages% }). What depends on it is left out"
        return 0
    fi
    [ "${CI:-}" != true ] || stop "CI needs $1 (${packages% }); the output of apt-get is in .build/setup.log"
    step "not here: $1. What depends on it is left out. To have it:
    $(command_for $packages)"
}

# The public clients that the tests run unmodified, each in a folder of its own under $ESIA_SIM_CLIENTS:
# python/bin/python has esia-connector and requests-oauthlib; node/node_modules has esia and passport-esia.
# control-python and control-node have what generates clients of the control API and lints its document.

clients=${ESIA_SIM_CLIENTS:-$PWD/.build/clients}

# A folder is done when its stamp holds the digest of what it was made from.
digest_of() { cat "$@" | cksum | cut -d ' ' -f 1; }
is_done() { [ "$(cat "$1/.made-from" 2>/dev/null)" = "$2" ]; }
mark_done() { printf '%s\n' "$2" >"$1/.made-from"; }

# python_packages FOLDER LIST: the packages of a list, in a Python of their own.
python_packages() {
    local folder=$1 wanted_list=$2 made_from
    made_from=$(digest_of "$wanted_list" <(python3 --version))
    is_done "$folder" "$made_from" && return
    step "Python packages: $(grep -v '^#' "$wanted_list" | tr '\n' ' ')"
    rm -rf "$folder"
    mkdir -p "$folder"
    if python3 -m venv "$folder" >>"$log" 2>&1; then
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted_list" >>"$log" 2>&1 </dev/null
    else
        python_without_venv "$folder" "$wanted_list"
    fi || {
        tail -n 15 "$log" >&2
        stop "the packages of $wanted_list could not be installed; the whole output is in .build/setup.log"
    }
    mark_done "$folder" "$made_from"
}

python_clients() {
    python_packages "$clients/python" harness/clients/requirements.txt
    python_packages "$clients/control-python" idp/tests/clients/requirements.txt
}

# A Python whose venv does not work still has pip: the packages lie in a folder, and bin/python knows it.
python_without_venv() {
    python3 -m pip install --quiet --disable-pip-version-check --target "$1/packages" --requirement "$2" >>"$log" 2>&1 </dev/null || return
    mkdir -p "$1/bin"
    printf '#!/bin/sh\nPYTHONPATH="$(dirname "$0")/../packages" exec python3 "$@"\n' >"$1/bin/python"
    chmod +x "$1/bin/python"
}

# node_packages FOLDER SOURCE: the packages of SOURCE's lock file, installed without running their scripts.
node_packages() {
    local folder=$1 source=$2 made_from
    made_from=$(digest_of "$source/package.json" "$source/package-lock.json" <(node --version))
    is_done "$folder" "$made_from" && return
    step "npm ci of $source"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$source/package.json" "$source/package-lock.json" "$folder/"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >>"$log" 2>&1 </dev/null) || return
    mark_done "$folder" "$made_from"
}

node_clients() {
    local source
    for source in node:harness/clients control-node:idp/tests/clients; do
        node_packages "$clients/${source%%:*}" "${source#*:}" || {
            tail -n 15 "$log" >&2
            stop "the Node.js packages of ${source#*:} could not be installed; the whole output is in .build/setup.log"
        }
    done
}

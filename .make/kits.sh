# What builds the kits under harness/kits and tries them in clean places, under .build/kits: a Python with the tools, the
# wheels that a fresh environment is installed from, the Node.js packages.

kits=$PWD/.build/kits

python_kit() {
    local wanted_list=harness/kits/python/requirements.txt made_from
    python_packages "$kits/python" "$wanted_list"
    made_from=$(digest_of "$wanted_list" <(python3 --version))
    is_done "$kits/wheels" "$made_from" && return
    step "wheels for the fresh environments of the check"
    rm -rf "$kits/wheels"
    "$kits/python/bin/python" -m pip download --quiet --disable-pip-version-check --only-binary :all: \
        --dest "$kits/wheels" --requirement "$wanted_list" >>"$log" 2>&1 </dev/null || {
        tail -n 15 "$log" >&2
        stop "the wheels of $wanted_list could not be fetched; the whole output is in .build/setup.log"
    }
    mark_done "$kits/wheels" "$made_from"
}

node_kit() {
    node_packages "$kits/node" harness/kits/npm/tools || {
        tail -n 15 "$log" >&2
        stop "the Node.js packages of harness/kits/npm/tools could not be installed; the whole output is in .build/setup.log"
    }
}

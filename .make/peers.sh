# The providers that `make bench` measures beside this one, under .build/peers. One that cannot be had is left out, and the report says so.

peers=$PWD/.build/peers

node_peers() {
    have_node || return 0
    node_packages "$peers/node" harness/contest/peers || {
        tail -n 5 "$log" >&2
        step "the Node.js peers could not be installed; bench goes on without them"
        return 0
    }
    cp harness/contest/peers/*.js "$peers/node/"
}

rust_peer() {
    local source=harness/contest/peers/oauth2-test-server folder=$peers/oauth2-test-server made_from
    made_from=$(digest_of "$source/Cargo.lock" "$source/src/main.rs" <(cargo --version))
    is_done "$folder" "$made_from" && return
    step "building the Rust peer oauth2-test-server (release profile; some minutes, once)"
    mkdir -p "$folder"
    cargo build --release --locked --quiet --manifest-path "$source/Cargo.toml" --target-dir "$peers/target" >>"$log" 2>&1 || {
        tail -n 5 "$log" >&2
        step "the Rust peer could not be built; bench goes on without it"
        return 0
    }
    cp "$peers/target/release/peer-oauth2-test-server" "$folder/"
    mark_done "$folder" "$made_from"
}

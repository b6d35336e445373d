//! Serves a party with a planted bottleneck: `planted ADDRESS PORTAL MNEMONIC PLACES HELD_MS`. `make load` finds it.

mod party;

use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::Mutex;
use std::time::Duration;

use party::{Bottleneck, Party};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [address, portal, mnemonic, places, held_ms] = given.try_into().expect("five arguments");
    let listener = TcpListener::bind(&address).expect("the address is free");
    let held = Duration::from_millis(held_ms.parse().expect("milliseconds"));
    let party = Party {
        address: listener.local_addr().expect("it listens"),
        portal,
        mnemonic,
        bottleneck: Bottleneck::new(places.parse().expect("a number of places"), held),
        sessions: Mutex::new(HashMap::new()),
    };
    party.serve(&listener);
}

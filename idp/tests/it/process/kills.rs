//! Servers over one database, and the database itself, killed under load: nothing that was answered is lost, no code and no
//! refresh token is good twice, no deadline is met twice.

mod ledger;
mod traffic;

use std::sync::mpsc;

use serde_json::json;

use crate::actors::{Balancer, Program, Stand, Tester, free_port};
use crate::process::kills::ledger::Ledger;
use crate::process::kills::traffic::{Gate, LETTERS, Told, Use, Visitor};
use crate::process::redemptions::Grant;

/// How many servers there are.
const NODES: usize = 3;
/// How many clients.
const VISITORS: u32 = 10;
/// How many answers there are between two kills.
const BETWEEN: u32 = 20;

/// Servers over one database, behind a balancer.
struct Cluster {
    stand: Stand,
    /// The server that takes the place of `stand`, if there is one.
    standby: Option<Stand>,
    /// Of the database, and of the same without a pooler.
    address: String,
    direct: String,
    ports: [u16; NODES],
    nodes: [Program; NODES],
    balancer: Balancer,
}

impl Cluster {
    fn over(stand: Stand) -> Self {
        let (address, standby) = (stand.database(), None);
        let direct = stand.direct(&address);
        Self::at(stand, standby, address, direct)
    }

    /// The same over a database with a standby that has whatever was committed.
    fn over_two(stand: Stand) -> Self {
        let database = stand.database();
        let standby = stand.standby("stand-standby-of");
        let either = stand.either(&database, &standby);
        Self::at(stand, Some(standby), either.clone(), either)
    }

    fn at(stand: Stand, standby: Option<Stand>, address: String, direct: String) -> Self {
        let ports = [(); NODES].map(|()| free_port());
        let balancer = Balancer::before(&ports);
        let nodes = ports.map(|port| node(&address, &direct, port, &balancer.base_url));
        balancer.until_ready(1..=NODES);
        Tester::at(&balancer.base_url).realm(json!({"id": LETTERS}));
        Self { stand, standby, address, direct, ports, nodes, balancer }
    }

    /// Kills one of the servers and starts it again; the others go on.
    fn kill_node(&mut self, number: usize) {
        self.nodes[number].signal("KILL");
        self.nodes[number].wait();
        self.nodes[number] = node(&self.address, &self.direct, self.ports[number], &self.balancer.base_url);
        self.balancer.until_ready([number + 1]);
    }

    /// Kills the database and starts it again.
    fn kill_database(&mut self, gate: &Gate) {
        self.stand.kill();
        gate.shut();
        self.stand.run();
        self.balancer.until_ready(1..=NODES);
        gate.open();
    }

    /// Kills the database for good; its standby takes writes from then on.
    fn promote(&mut self) {
        self.stand.kill();
        self.standby.as_ref().expect("there is a standby").promote();
        self.balancer.until_ready(1..=NODES);
    }

    /// Kills so many servers and, among them, the database so often.
    fn survives(&mut self, of_nodes: u32, of_database: u32) -> Ledger {
        self.goes_through(|cluster, gate, wait| {
            let each = of_nodes / of_database.max(1);
            for (kill, node) in (1..=of_nodes).zip((0..NODES).cycle()) {
                wait();
                cluster.kill_node(node);
                if kill % each == 0 && kill / each <= of_database {
                    wait();
                    cluster.kill_database(gate);
                }
            }
        })
    }

    /// Does something to the cluster under load; `wait` returns after some more answers.
    fn goes_through(&mut self, act: impl FnOnce(&mut Self, &Gate, &mut dyn FnMut())) -> Ledger {
        let (tell, told) = mpsc::channel();
        let (base_url, gate) = (self.balancer.base_url.clone(), Gate::default());
        let mut ledger = Ledger::default();
        std::thread::scope(|scope| {
            let _end = End(&gate);
            for number in 0..VISITORS {
                let visitor = Visitor::new(&base_url, number, tell.clone());
                let gate = &gate;
                scope.spawn(move || visitor.ask(gate));
            }
            drop(tell);
            act(self, &gate, &mut || ledger.wait(&told, BETWEEN));
            ledger.wait(&told, BETWEEN);
        });
        told.try_iter().for_each(|told: Told| ledger.enter(told));
        let faults = ledger.faults(&base_url);
        assert!(faults.is_empty() && ledger.is_full(), "{faults:#?}");
        ledger
    }
}

/// A server as it runs behind a balancer.
fn node(address: &str, direct: &str, port: u16, public_url: &str) -> Program {
    let own = ["--store", address, "--store-listen", direct, "--public-url", public_url];
    Program::serve_at(port, &[&own[..], &["--clock", "2018-12-01T09:00:00Z"]].concat())
}

/// Ends the clients however a test ends.
struct End<'g>(&'g Gate);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[test]
fn killed_servers_and_a_killed_database_lose_nothing_and_repeat_nothing() {
    Cluster::over(Stand::start("stand-killed")).survives(4, 1);
}

#[test]
fn a_killed_server_costs_its_clients_only_their_running_requests() {
    let ledger = Cluster::over(Stand::start("stand-few")).survives(6, 0);
    assert!(ledger.failures <= 6 * VISITORS, "{} requests without an answer", ledger.failures);
}

#[test]
fn a_database_that_is_killed_behind_a_pooler_loses_nothing_and_repeats_nothing() {
    Cluster::over(Stand::pooled("stand-pooled")).survives(2, 2);
}

#[test]
fn a_standby_that_takes_the_place_of_a_killed_database_under_load_has_all_that_was_answered() {
    Cluster::over_two(Stand::start("stand-primary")).goes_through(|cluster, _gate, wait| {
        wait();
        cluster.promote();
        wait();
    });
}

#[test]
fn what_is_lost_and_what_is_good_twice_is_noticed() {
    let program = Program::serve(&["--clock", "2018-12-01T09:00:00Z"]);
    let tester = Tester::at(&program.base_url);
    let ordered = tester.realm(json!({"id": LETTERS})).person(json!({"level": "standard"}))["oid"].as_u64();
    let mut ledger = Ledger::default();
    for told in [
        Told::Person(json!({"oid": 1})),
        Told::Registered("+7(900)0000001".to_owned()),
        Told::Grant(Grant::Code("lost".to_owned()), Use::Good),
        Told::Grant(Grant::Refresh("unknown".to_owned()), Use::Used),
        Told::Letter(ordered.unwrap(), true),
    ] {
        ledger.enter(told);
    }
    let faults = ledger.faults(&program.base_url);
    let begins = [
        "person 1 is lost",
        "0 codes to",
        "Code(\"lost\") is lost",
        "Refresh(\"unknown\") is good twice",
        "0 letters to",
    ];
    assert!(faults.iter().zip(begins).all(|(fault, begin)| fault.starts_with(begin)), "{faults:#?}");
    assert_eq!(faults.len(), begins.len(), "{faults:#?}");
}

mod full {
    use super::Cluster;
    use crate::actors::Stand;

    #[expect(clippy::print_stderr, reason = "a long run tells its figures")]
    #[test]
    #[ignore = "two hundred kills of servers and thirty of the database"]
    fn two_hundred_killed_servers_and_thirty_killed_databases_lose_nothing_and_repeat_nothing() {
        let ledger = Cluster::over(Stand::start("stand-killed")).survives(200, 30);
        eprintln!("{} answers, {} requests without one", ledger.answers, ledger.failures);
    }
}

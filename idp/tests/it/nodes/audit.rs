//! What was called on one server is told by each, to the owner of all.

use serde_json::{Value, json};

use crate::access::audit::told;
use crate::access::{OWN, guarded};
use crate::actors::{Folder, Tester};

#[test]
fn calls_on_any_node_are_listed_by_each_and_stay_when_one_ends() {
    let folder = Folder::new("audit-of-nodes");
    let servers = Tester::of_several(3, guarded(&folder));
    let nodes = [0, 1, 2].map(|number| servers.of_node(number));
    let owners = nodes.each_ref().map(|node| node.showing(OWN));
    owners[0].call("POST /realms", &[], json!({"id": "a"})).expect(201);
    owners[1].of_name("a").showing(OWN).person(json!({}));
    owners[2].of_name("a").showing(OWN).person(json!({}));
    owners[2].call("DELETE /realms/{id}", &[&"a"], Value::Null);
    nodes[1].call("GET /people", &[], Value::Null).problem(401, "Authorization");
    let all = [
        "owner - makeRealm a 201 1",
        "owner - makePerson a 201 2",
        "owner - removeRealm a 204 1",
        "nobody - - - 401 1",
    ];
    for owner in &owners {
        assert_eq!(told(owner, ""), all);
        assert_eq!(told(owner, "?realm=a"), all[..3]);
    }
    let (rows, pages) = owners[2].pages("/audit?limit=2", "calls");
    assert_eq!((rows.len(), pages), (4, 2));
}

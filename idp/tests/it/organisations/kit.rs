//! Owns what these tests share: a world whose diary may ask about organisations, people who belong to some.

use serde_json::{Value, json};

use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::{Person, World};

/// The scopes of organisations that the diary may ask for.
const SCOPES: [&str; 13] = [
    "usr_org",
    "org_shortname",
    "org_fullname",
    "org_type",
    "org_ogrn",
    "org_inn",
    "org_ctts",
    "org_addrs",
    "org_grps",
    "org_emps",
    "org_brhs",
    "org_brhs_ctts",
    "org_vhls",
];

/// A world whose diary may ask about organisations.
pub(super) fn world() -> World {
    let mut world = World::start();
    world.party.scopes.extend(SCOPES);
    world.register(&world.party);
    world
}

/// A company with a chief and an accountant, groups, a branch, contacts.
pub(super) struct Company {
    pub(super) oid: u64,
    pub(super) chief: Person,
    pub(super) accountant: Person,
    pub(super) branch: u64,
}

impl Company {
    pub(super) fn in_(world: &World) -> Self {
        let (chief, accountant) = (world.person("confirmed"), world.person("confirmed"));
        let made = world.control(
            "POST",
            "/organisations",
            &json!({
                "short_name": "ООО «Пример»",
                "contacts": [{"type": "OPH", "value": "+7(000)0000701"}],
                "addresses": [{"type": "OLG", "line": "г. Примерск", "zip_code": "000101"}],
                "groups": [{"mnemonic": "REPORTS", "name": "Отчеты", "it_system": "SCHOOL-DIARY"},
                    {"mnemonic": "ADMINS", "name": "Администраторы", "system": true}],
                "branches": [{"name": "Филиал", "contacts": [{"type": "OEM", "value": "f@example.test"}]}],
                "members": [{"person": chief.oid.to_string(), "chief": true, "groups": ["ADMINS"]},
                    {"person": accountant.oid.to_string(), "position": "Бухгалтер", "groups": ["REPORTS"]}],
            }),
        );
        let number = |value: &Value| value.as_u64().expect("a number");
        let branch = number(&made["branches"][0]["oid"]);
        Self { oid: number(&made["oid"]), chief, accountant, branch }
    }

    /// Scopes of this company, by their bare names.
    pub(super) fn scopes(&self, names: &[&str]) -> String {
        let all: Vec<_> = names.iter().map(|name| format!("{name}?org_oid={}", self.oid)).collect();
        all.join(" ")
    }
}

/// A control call that gives somebody a place in an organisation.
pub(super) fn join(world: &World, organisation: u64, person: &Person, post: &Value) {
    world.control("PUT", &format!("/organisations/{organisation}/members/{}", person.oid), post);
}

/// The answer must be a refusal of the data API with this code.
#[track_caller]
pub(super) fn refused(reply: &Reply, status: u16, code: &str) {
    assert_eq!((reply.status, reply.json()["code"].as_str()), (status, Some(code)), "{}", reply.text());
}

/// A token of the diary itself.
pub(crate) fn system_token(world: &World, scope: &str) -> Reply {
    let party = &world.party;
    let fields = party
        .redeems(scope, "")
        .without("code")
        .without("redirect_uri")
        .set("grant_type", "client_credentials");
    world.exchange(&party.signs(fields.set("response_type", "token")))
}

//! Owns the proof that every error of the catalogue can be met: by a real request, and on demand.

use idp::protocol::oauth::error;
use idp::protocol::rs;
use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::query_value;
use crate::oauth::kit::later::S2;
use crate::oauth::kit::party::{Fields, Party, base64url};
use crate::oauth::kit::world::Person;
use crate::proof::page::Page;
use crate::proof::scene::{Scene, told};

/// An error, the request that meets it, and the sending of it.
type Further = (&'static str, &'static str, fn(&Scene) -> String);

/// Requests whose errors the tables above do not show.
const FURTHER: &[Further] = &[
    ("007002", "version 2 of a relying party without a certificate", |scene| {
        let bare = Party { mnemonic: "BARE-DIARY".to_owned(), ..scene.gost.clone() };
        let mut registration = bare.registration();
        registration["certificates"] = json!([]);
        scene.world.control("PUT", "/clients/BARE-DIARY", &registration);
        told(&scene.world.authorize_v2(&bare.signs_bare(bare.asks_v2("openid"), &S2)))
    }),
    ("007004", "the citizen presses «Отказать»", |scene| {
        let mut browser = Browser::new(&scene.world);
        let login = browser.open(&format!("/aas/oauth2/ac?{}", scene.asks().encoded()));
        let consent = browser.sign_in(&login, &scene.world.person("confirmed"));
        assert_eq!(consent.status, 200, "{}", consent.text());
        told(&browser.submit(&consent, "/login/consent", &[("decision", "deny")]))
    }),
    ("007046", "a scope of `second_factor_scopes`, and a citizen without a second factor", |scene| {
        let settings = |scopes: &[&str]| json!({ "second_factor_scopes": scopes });
        scene.world.control("PATCH", "/settings", &settings(&["inn"]));
        let met = code_of(scene.world.sign_in(&scene.person, &scene.asks()));
        assert!(met.starts_with("http"), "no such scope is asked for: {met}");
        let asked = scene.party().signs(scene.party().asks("openid inn"));
        let met = code_of(scene.world.sign_in(&scene.person, &asked));
        scene.world.control("PATCH", "/settings", &settings(&[]));
        met
    }),
    ("007055", "`person_filter=conf_acc` and a standard account", |scene| {
        let asked = scene.gost.asks_v2("openid").set("person_filter", "Y29uZl9hY2M=");
        let standard = scene.world.person("standard");
        code_of(scene.world.sign_in_v2(&standard, &scene.gost.signs_bare(asked, &S2)))
    }),
    ("007071", "a scope of a person's data, and a client held to consents", |scene| {
        let bound = Party { mnemonic: "BOUND-DIARY".to_owned(), ..scene.party().clone() };
        let mut registration = bound.registration();
        registration["personal_scopes"] = json!("consents-only");
        scene.world.control("PUT", "/clients/BOUND-DIARY", &registration);
        told(&scene.world.authorize(&bound.signs(bound.asks("openid snils"))))
    }),
    ("007060", "`roles` with a value nobody knows", |scene| asked(scene, "roles", "X")),
    ("007061", "`obj_type` with a value nobody knows", |scene| asked(scene, "obj_type", "X")),
    ("007062", "`roles=E`, an employee, and a citizen who is none", |scene| asked(scene, "roles", "E")),
    ("007194", "a scope of an organisation, and a citizen who is not its employee", |scene| {
        asked(scene, "scope", "openid org_shortname?org_oid=1")
    }),
    ("040404", "the picture of a citizen who has none", |scene| {
        let tokens = scene.world.tokens(&scene.person, "openid usr_avt");
        let of_nobody = format!("/esia-rs/api/public/v1/pso/{}/avt/circle", scene.person.oid);
        told(&scene.world.read(&of_nobody, tokens.access()))
    }),
    ("036700", "a consent without a kind", |scene| agreed(scene, &json!({"sysname": ""}))),
    ("036701", "a consent of a kind nobody knows", |scene| agreed(scene, &json!({"sysname": "NOTHING"}))),
    ("036702", "a consent without a scope that its kind demands", |scene| {
        agreed(scene, &json!({"sysname": "EDU_JOURNAL", "scopes": [{"sysname": "snils"}]}))
    }),
    ("036703", "a consent with a scope its kind does not take", |scene| {
        agreed(scene, &json!({"scopes": [{"sysname": "fullname"}, {"sysname": "race_ext"}]}))
    }),
    ("036704", "scopes in a consent whose kind takes none", |scene| {
        agreed(scene, &json!({"sysname": "SIM_NO_SCOPES"}))
    }),
    ("036705", "a consent without an action", |scene| agreed(scene, &json!({"actions": []}))),
    ("036706", "a consent with an action nobody knows", |scene| {
        agreed(scene, &json!({"actions": [{"sysname": "SELL"}]}))
    }),
    ("036707", "a consent without a purpose", |scene| agreed(scene, &json!({"purposes": []}))),
    ("036716", "a consent that ends at once", |scene| agreed(scene, &json!({"expire": 0}))),
    ("036726", "a consent with a purpose nobody knows", |scene| {
        agreed(scene, &json!({"purposes": [{"sysname": "FUN"}]}))
    }),
    ("036727", "a consent with two purposes whose kind takes one", |scene| {
        agreed(
            scene,
            &json!({"sysname": "IDENTIFICATION", "scopes": [{"sysname": "fullname"}, {"sysname": "id_doc"}], "purposes": [{"sysname": "IDENTIFICATION"}, {"sysname": "REMOTE_SERVICE"}]}),
        )
    }),
    (
        "036746",
        "a consent, a citizen younger than its kind demands, and `consents.gate` on `kind-threshold`",
        |scene| {
            let gate = |name: &str| json!({ "consents": { "gate": name } });
            scene.world.control("PATCH", "/settings", &gate("kind-threshold"));
            let wish = json!({ "level": "confirmed", "birth_date": "02.09.2010" });
            let made = scene.world.control("POST", "/people", &wish);
            let text =
                |name: &str| made[name].as_str().or(made[name][0].as_str()).expect("a text").to_owned();
            let young = Person {
                oid: made["oid"].as_u64().expect("an oid"),
                login: text("logins"),
                password: text("password"),
            };
            let mut browser = Browser::new(&scene.world);
            let login = browser.open(&format!("/aas/oauth2/ac?{}", consented(scene, &credit()).encoded()));
            let page = browser.sign_in(&login, &young);
            let met = told(&browser.submit(&page, "/login/consent", &[("decision", "grant")]));
            scene.world.control("PATCH", "/settings", &gate("eighteen-and-confirmed"));
            met
        },
    ),
    ("020002", "the SNILS of the children of a citizen who has none", |scene| {
        let tokens = scene.world.tokens(&scene.person, "openid kid_snils");
        let of_nobody = format!("/digital/api/public/v1/pso/{}/doc/KID_SNILS_DOC", scene.person.oid);
        told(&scene.world.read(&of_nobody, tokens.access()))
    }),
    ("020203", "a document that is not there", |scene| {
        let tokens = scene.world.tokens(&scene.person, "openid id_doc");
        told(&scene.world.read(&format!("/rs/prns/{}/docs/1", scene.person.oid), tokens.access()))
    }),
    ("005400", "a method that the data API does not take", |scene| {
        let path = format!("/rs/prns/{}", scene.person.oid);
        told(&scene.world.send(crate::oauth::kit::http::Request::new("DELETE", &path)))
    }),
];

/// An authorization request of version 2 with a parameter more, walked for the citizen.
fn asked(scene: &Scene, name: &str, value: &str) -> String {
    let fields = scene.gost.asks_v2("openid").set(name, value);
    code_of(scene.world.sign_in_v2(&scene.person, &scene.gost.signs_bare(fields, &S2)))
}

/// A consent of the digital profile.
fn credit() -> Value {
    json!({
        "responsibleObject": "АО «Учебный банк»", "sysname": "CREDIT", "expire": 43_200,
        "actions": [{"sysname": "USE_DATA"}], "purposes": [{"sysname": "CREDIT"}],
        "scopes": [{"sysname": "fullname"}, {"sysname": "inn"}],
    })
}

/// A request for a consent on these terms.
fn consented(scene: &Scene, terms: &Value) -> Fields {
    let sent = base64url(json!([terms]).to_string().as_bytes());
    scene.party().signs(scene.party().asks("openid").set("permissions", &sent))
}

/// A consent of the digital profile is asked for, with some of its terms replaced.
fn agreed(scene: &Scene, changes: &Value) -> String {
    let mut terms = credit();
    for (name, value) in changes.as_object().expect("an object") {
        terms[name] = value.clone();
    }
    told(&scene.world.authorize(&consented(scene, &terms)))
}

/// The code in an address the citizen comes back to; the address when there is none.
fn code_of(back: String) -> String {
    let described = query_value(&back, "error_description").unwrap_or(back);
    described.split(": ").next().unwrap_or_default().to_owned()
}

/// Writes the table.
pub(super) fn tell(scene: &Scene, page: &mut Page, wrong: &mut Vec<String>) {
    let about = "By a request of the tables above or the one named here, and on demand: `POST {control}/faults` with \
        `authorization-error`, `token-error` or `resource-error` and the error's number.";
    page.table("Every error, and how it is met", about, &["error", "by a request", "on demand"]);
    let oauth = error::CATALOGUE.iter().map(|entry| entry.code);
    let data = rs::error::CATALOGUE.iter().filter_map(|entry| entry.code.strip_prefix("ESIA-"));
    for code in oauth.chain(data) {
        let named = format!("ESIA-{code}");
        let by_request = by_request(scene, code, wrong);
        let demanded = on_demand(scene, code);
        let expected = if is_of_data(code) { vec![named.clone()] } else { vec![named.clone(); 2] };
        if demanded != expected {
            wrong.push(format!("{named} on demand: {demanded:?}"));
        }
        let faults = if is_of_data(code) { "`/rs`" } else { "`ac`, `te`" };
        page.row(&[&named, &by_request, faults]);
    }
}

fn by_request(scene: &Scene, code: &str, wrong: &mut Vec<String>) -> String {
    let named = format!("ESIA-{code}");
    if let Some((_, how, request)) = FURTHER.iter().find(|(own, ..)| *own == code) {
        let seen = request(scene);
        if seen != named {
            wrong.push(format!("{how}: {seen}, not {named}"));
        }
        return (*how).to_owned();
    }
    if error::CATALOGUE.iter().any(|entry| entry.code == code && entry.is_on_demand_only) {
        return "no: the simulator neither fails nor is too busy by itself".to_owned();
    }
    if !super::all().any(|behaviour| behaviour.strict == named) {
        wrong.push(format!("{named} is met by no request"));
    }
    "above".to_owned()
}

/// Whether the data API says it.
fn is_of_data(code: &str) -> bool {
    code.starts_with("005") || ["020002", "020203", "040404"].contains(&code)
}

/// What the endpoints answer when the error is ordered.
fn on_demand(scene: &Scene, code: &str) -> Vec<String> {
    let order = |fault: &str| {
        let amount: u32 = code.parse().expect("a number");
        scene.world.control("POST", "/faults", &json!({ "fault": fault, "times": 1, "amount": amount }));
    };
    if is_of_data(code) {
        let tokens = scene.world.tokens(&scene.person, "openid fullname");
        order("resource-error");
        return vec![told(&scene.world.read(&format!("/rs/prns/{}", scene.person.oid), tokens.access()))];
    }
    let redeems = scene.redeems();
    order("authorization-error");
    let at_ac = code_of(scene.world.sign_in(&scene.person, &scene.asks()));
    order("token-error");
    vec![at_ac, told(&scene.world.exchange(&redeems))]
}

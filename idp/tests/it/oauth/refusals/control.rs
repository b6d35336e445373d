//! Owns the bad calls of the control API: each is a problem that names the field.

use serde_json::{Value, json};

use super::{Case, Problem, check, still_signs_in};
use crate::oauth::kit::http::Request;
use crate::oauth::kit::world::World;

fn call(method: &str, path: &str, body: &str) -> Request {
    Request::new(method, &format!("/control/v1{path}")).body("application/json", body)
}

fn case(
    name: &'static str,
    method: &str,
    path: &str,
    body: &Value,
    status: u16,
    field: &'static str,
) -> Case {
    Case::new(name, call(method, path, &body.to_string()), Problem(status, field), "")
}

fn text(name: &'static str, path: &str, body: &str, field: &'static str) -> Case {
    Case::new(name, call("POST", path, body), Problem(400, field), "")
}

#[test]
fn a_body_is_json_of_the_right_shape() {
    let world = World::start();
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let bytes = Request::post("/control/v1/people").body("application/json", vec![0xff, 0xfe, 0x7b]);
    let huge = call("POST", "/people", &format!("{{\"last_name\":\"{}\"}}", "а".repeat(700_000)));
    check(
        &world,
        vec![
            text("cut JSON", "/people", "{\"level\":", "body"),
            text("no JSON", "/people", "level=confirmed", "body"),
            text("a list", "/people", "[1]", "body"),
            text("a number", "/people", "7", "body"),
            text("two values", "/people", "{} {}", "body"),
            text("fifty thousand brackets", "/people", &deep, "body"),
            text("an unknown field", "/people", r#"{"level":"confirmed","colour":"red"}"#, "colour"),
            text("a field twice", "/people", r#"{"level":"confirmed","level":"simplified"}"#, "level"),
            text("a field that is missing", "/sign-ins", r#"{"person":1000}"#, "authorize_url"),
            Case::new("bytes that are no UTF-8", bytes, Problem(400, "body"), ""),
            Case::new("more than a mebibyte", huge, Problem(413, ""), ""),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn a_client_s_registration_makes_sense() {
    let world = World::start();
    let good = world.party.registration();
    let with = |name, field: &'static str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        let told: &'static str = match field {
            "redirect_hosts" => "redirect_hosts[0]",
            "scopes" => "scopes[1]",
            "certificates" => "certificates[0]",
            field => field,
        };
        case(name, "PUT", "/clients/NEW", &body, 400, told)
    };
    let half = world.party.identity.certificate.get(..300).unwrap().to_owned();
    check(
        &world,
        vec![
            with("a host with a blank", "redirect_hosts", json!(["a b"])),
            with("a host with a port beyond all", "redirect_hosts", json!(["a:99999"])),
            with("an unknown scope", "scopes", json!(["openid", "everything"])),
            with("a certificate that is text", "certificates", json!(["certificate"])),
            with("half a certificate", "certificates", json!([half])),
            with("an unknown algorithm", "token_algorithm", json!("none")),
            with("an unknown check", "signature_check", json!("maybe")),
            with("an empty name", "name", json!(" ")),
            with("another mnemonic than the address", "mnemonic", json!("OTHER")),
            case("a mnemonic with a blank", "PUT", "/clients/A%20B", &good, 400, "mnemonic"),
            case("a client nobody registered", "GET", "/clients/NOBODY", &json!({}), 404, "mnemonic"),
            case(
                "a client nobody registered, removed",
                "DELETE",
                "/clients/NOBODY",
                &json!({}),
                404,
                "mnemonic",
            ),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn a_person_to_be_made_is_told_which_field_is_wrong() {
    let world = World::start();
    let person_with = |name, field: &'static str, value: Value| {
        case(name, "POST", "/people", &json!({"level": "confirmed", field: value}), 400, field)
    };
    check(
        &world,
        vec![
            person_with("an unknown level", "level", json!("holy")),
            person_with("a date of the 30th of February", "birth_date", json!("30.02.1990")),
            person_with("an SNILS with a wrong check sum", "snils", json!("112-233-445 94")),
            person_with("a phone of letters", "mobile", json!("phone")),
            person_with("an e-mail without a host", "email", json!("someone@")),
            person_with("an unknown gender", "gender", json!("X")),
            person_with("an INN of seven digits", "inn", json!("1234567")),
        ],
    );
    still_signs_in(&world);
}

#[test]
fn realms_clocks_and_sign_ins_are_told_which_field_is_wrong() {
    let world = World::start();
    let person = world.person("confirmed");
    let ac = format!("{}/aas/oauth2/ac?x=1", world.base);
    let sign_in = |name, oid: u64, url: &str, status, field| {
        case(name, "POST", "/sign-ins", &json!({"person": oid, "authorize_url": url}), status, field)
    };
    let unknown = format!("/people/{}/commands", person.oid);
    check(
        &world,
        vec![
            case("a command nobody knows", "POST", &unknown, &json!({"command": "sing"}), 400, "command"),
            case("a person nobody knows", "GET", "/people/99999999999", &json!({}), 404, "oid"),
            case(
                "a clock that is no time",
                "PUT",
                "/clock",
                &json!({"now": "noon", "mode": "frozen"}),
                400,
                "now",
            ),
            case(
                "a mode nobody knows",
                "PUT",
                "/clock",
                &json!({"now": "2024-09-02T07:00:00Z", "mode": "fast"}),
                400,
                "mode",
            ),
            case("a duration that is none", "POST", "/clock/advance", &json!({"by": "two weeks"}), 400, "by"),
            case("a duration backwards", "POST", "/clock/advance", &json!({"by": "-P1D"}), 400, "by"),
            case("a realm with capitals", "POST", "/realms", &json!({"id": "Realm"}), 400, "id"),
            case("a realm that exists", "POST", "/realms", &json!({"id": "default"}), 409, "id"),
            case("a realm from nothing", "POST", "/realms", &json!({"from": "nowhere"}), 404, "from"),
            case("a seed that is text", "POST", "/realms", &json!({"seed": "x"}), 400, "seed"),
            case("the default realm, dropped", "DELETE", "/realms/default", &json!({}), 409, "id"),
            case("a realm nobody made", "GET", "/realms/nowhere", &json!({}), 404, "id"),
            sign_in("a sign-in of nobody", 99_999_999_999, &ac, 400, "person"),
            sign_in("a sign-in at no endpoint", person.oid, "http://x.example/y", 400, "authorize_url"),
            sign_in("a sign-in that is refused", person.oid, &ac, 409, "authorize_url"),
            Case::new(
                "a limit that is no number",
                Request::get("/control/v1/journal?limit=many"),
                Problem(400, "limit"),
                "",
            ),
            Case::new("a path nobody knows", Request::get("/control/v1/wishes"), Problem(404, "path"), ""),
            Case::new(
                "a method nobody takes",
                Request::new("DELETE", "/control/v1/clock"),
                Problem(405, "method"),
                "",
            ),
            Case::new(
                "a realm's path nobody made",
                Request::get("/realms/nowhere/aas/oauth2/ac"),
                Problem(404, "realm"),
                "",
            ),
            Case::new(
                "a realm's path with capitals",
                Request::get("/realms/No%20Where/login"),
                Problem(404, "realm"),
                "",
            ),
        ],
    );
    still_signs_in(&world);
}

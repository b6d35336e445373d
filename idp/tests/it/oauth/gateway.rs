//! Owns tests of what the API Gateway adds to requests (MR tables 100, 101).

use crate::oauth::kit::http::query_value;
use crate::oauth::kit::party::Fields;
use crate::oauth::kit::world::World;

fn through(fields: Fields) -> Fields {
    fields.set("gw_id", "API_GW").set("gw_secret", "c2lnbmF0dXJl")
}

#[test]
fn a_request_that_came_by_the_gateway_is_taken_and_noted() {
    let world = World::start();
    let person = world.person("confirmed");
    let asked = through(world.party.signs(world.party.asks("openid fullname")));
    let back = world.sign_in(&person, &asked);
    let code = query_value(&back, "code").expect("a code");
    let reply = world.exchange(&through(world.party.signs(world.party.redeems("openid fullname", &code))));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let journal = world.get("/control/v1/journal").text();
    assert!(journal.contains("\"gateway\"") && !journal.contains("parameters-undocumented"), "{journal}");
}

#[test]
fn parameters_that_are_not_the_gateways_are_refused() {
    let world = World::start();
    let asks = || world.party.signs(world.party.asks("openid"));
    let error = |fields: &Fields| {
        let refused = world.authorize(fields);
        let told = query_value(refused.location(), "error_description").unwrap_or_default();
        told.split(':').next().unwrap_or_default().to_owned()
    };
    assert_eq!(error(&asks().set("gw_id", "API_GW")), "ESIA-007014");
    world.refused("ESIA-007014", "parameter-missing");
    assert_eq!(error(&asks().set("gw_secret", "c2ln")), "ESIA-007014");
    assert_eq!(error(&asks().set("gw_id", "MINE").set("gw_secret", "c2ln")), "ESIA-007003");
    world.refused("ESIA-007003", "gateway-id");
    let reply =
        world.exchange(&world.party.signs(world.party.redeems("openid", "none")).set("gw_id", "MINE"));
    world.te_refused(&reply, "ESIA-007014", "invalid_request");
}

#[test]
fn a_compromised_refresh_token_has_another_name_behind_the_gateway() {
    let world = World::start();
    let person = world.person("confirmed");
    for (by_gateway, name) in [(false, "access_denied"), (true, "unauthorized_client")] {
        let tokens = world.tokens(&person, "openid");
        let renews = || {
            let fields = world.party.signs(world.party.renews("openid", tokens.text("refresh_token")));
            if by_gateway { through(fields) } else { fields }
        };
        assert_eq!(world.exchange(&renews()).status, 200);
        world.te_refused(&world.exchange(&renews()), "ESIA-007028", name);
    }
}

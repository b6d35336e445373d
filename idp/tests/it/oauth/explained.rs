//! Owns tests of what the explainer says: for each usual mistake, that the named fix is the right one, in the JSON of the
//! journal and on its page.

mod bare;
mod certificates;
mod messages;

use serde_json::Value;

use crate::oauth::kit::http::Reply;
use crate::oauth::kit::openssl::Identity;
use crate::oauth::kit::party::{Fields, Party};
use crate::oauth::kit::world::World;

/// A relying party with this key.
fn party(mnemonic: &str, identity: &'static Identity) -> Party {
    Party { mnemonic: mnemonic.to_owned(), identity, ..Party::diary() }
}

/// The three kinds of keys, each with a relying party that is registered for it alone.
fn parties(world: &World) -> [Party; 3] {
    let all = [
        party("SCHOOL-DIARY", Identity::own()),
        party("GOST-256", Identity::gost()),
        party("GOST-512", Identity::gost_512()),
    ];
    all.iter().for_each(|party| world.register(party));
    all
}

/// What the newest refusal is explained with: a reason, a fix, facts; the page must say the same.
fn explained(world: &World, code: &str, reason: &str) -> (String, Value) {
    let entry = world.newest();
    assert_eq!((&entry["error"], &entry["why"]["reason"]), (&code.into(), &reason.into()), "{entry:#}");
    let fix = entry["why"]["fix"].as_str().expect("a fix").to_owned();
    let page = world.get(&format!("/journal/{}", entry["seq"])).text();
    let escaped = fix.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;");
    let escaped = escaped.replace('\'', "&#39;");
    assert!(page.contains(&escaped), "{escaped}\nis not on the page\n{page}");
    (fix, entry["why"]["facts"].clone())
}

/// The refusal must be explained by these words, and by nothing that was tried in vain.
fn says(world: &World, code: &str, reason: &str, words: &[&str]) {
    let (fix, facts) = explained(world, code, reason);
    for part in words {
        assert!(fix.contains(part), "«{part}» is not said: {fix}\n{facts:#}");
    }
    assert_eq!(facts["also_tried"], Value::Null, "{fix}");
}

/// An accepted authorization goes on to the sign-in form.
#[track_caller]
fn is_accepted(reply: &Reply) {
    assert!(reply.location().ends_with("/login"), "{} {}", reply.status, reply.location());
}

/// A signed token request whose code nobody issued has passed every check of its signature.
#[track_caller]
fn signature_is_accepted(reply: &Reply) {
    assert!(reply.text().contains("ESIA-007011"), "{}", reply.text());
}

/// The fields with every value percent-encoded.
fn encoded(fields: &Fields) -> Fields {
    fields.clone().encoded_twice()
}

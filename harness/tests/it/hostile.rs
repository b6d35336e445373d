//! Owns tests of the diary against a portal, or a neighbour, that attacks.

use harness::bench::browser::Browser;
use harness::diary::Guard;
use serde_json::json;

use crate::portal::Play;
use crate::visit::{Town, who};

/// A way in which the portal begins to play false.
type ProviderFault = fn(&mut Play);

/// Someone is bound; then the portal begins to lie, and the same citizen signs in.
fn refused_after(town: &Town, lie: ProviderFault) -> Option<String> {
    town.with_mother_bound();
    town.portal.change(lie);
    town.refused()
}

#[test]
fn a_lying_portal_lets_nobody_in_and_a_weak_twin_believes_it() {
    let faults: [(ProviderFault, &str, Guard); 12] = [
        (|p| p.id = |c| c["iss"] = json!("http://evil.example/"), "token-issuer", Guard::Issuer),
        (|p| p.id = |c| c["aud"] = json!("OTHER"), "token-audience", Guard::Audience),
        (|p| p.access = |c| c["client_id"] = json!("OTHER"), "token-client", Guard::Client),
        (|p| p.id = |c| c["exp"] = json!(1), "token-expired", Guard::Expiry),
        (|p| p.id = |c| c["nbf"] = json!(9_999_999_999_i64), "token-not-yet-valid", Guard::NotBefore),
        (|p| p.id = |c| c["iat"] = json!(9_999_999_999_i64), "token-issued-in-future", Guard::IssuedAt),
        (|p| p.access = |c| c["iat"] = json!(1), "token-issued-before-asked", Guard::Freshness),
        (|p| p.id = |c| c["sub"] = json!(2000), "token-two-subjects", Guard::SameSubject),
        (|p| p.answer = |a| a["state"] = json!("another"), "answer-unreadable", Guard::AnswerState),
        (|p| p.person["snils"] = json!("087-654-303 00"), "somebody-else", Guard::SamePerson),
        (|p| p.person["oid"] = json!(2000), "somebody-else", Guard::SamePerson),
        (|p| p.person["status"] = json!("DELETED"), "account-closed", Guard::Status),
    ];
    for (lie, reason, guard) in faults {
        assert_eq!(refused_after(&Town::sound(), lie).as_deref(), Some(reason));
        assert_eq!(refused_after(&Town::without(&[guard]), lie), None, "without {guard:?}");
    }
}

#[test]
fn a_level_that_only_the_record_claims_is_not_believed() {
    let lie: ProviderFault = |p| p.id = |c| c["urn:esia:sbj"]["urn:esia:sbj:is_tru"] = json!(false);
    let confirmed = |skip| refused_after(&Town::under("yaroslavl-2018", skip), lie);
    assert_eq!(confirmed(&[]).as_deref(), Some("level-too-low"));
    assert_eq!(confirmed(&[Guard::LevelAgrees]), None);
    assert_eq!(confirmed(&[Guard::Level]), None);
}

#[test]
fn a_portal_that_breaks_is_told_from_one_that_says_no() {
    let cases: [(ProviderFault, &str, &str); 8] = [
        (|p| p.te = Some((503, "text/plain", "busy")), "portal-silent", "503"),
        (|p| p.te = Some((200, "text/html", "<html>")), "answer-unreadable", "Syntax error in line 1"),
        (|p| p.te = Some((200, "application/json", "{}")), "answer-unreadable", "error in line 1"),
        (
            |p| {
                p.te = Some((
                    400,
                    "application/json",
                    r#"{"error":"invalid_grant","error_description":"ESIA-007011: used"}"#,
                ))
            },
            "code-refused",
            "ESIA-007011",
        ),
        (
            |p| p.te = Some((200, "application/json", r#"{"error":"server_error"}"#)),
            "code-refused",
            "server_error",
        ),
        (
            |p| {
                p.rs = Some((
                    401,
                    "application/json",
                    r#"{"code":"ESIA-005013","message":"SecurityErrorEnum.expiredToken"}"#,
                ))
            },
            "record-refused",
            "ESIA-005013",
        ),
        (|p| p.rs = Some((403, "text/html", "<html>")), "record-refused", "403"),
        (|p| p.rs = Some((500, "text/html", "<html>")), "portal-silent", "500"),
    ];
    for (lie, reason, detail) in cases {
        let town = Town::sound();
        town.with_mother_bound();
        town.portal.change(lie);
        let mut browser = town.browser();
        let page = town.sign_in(&mut browser);
        assert_eq!(page.attribute("#refusal", "data-reason").as_deref(), Some(reason));
        assert!(page.texts("#detail").concat().contains(detail), "{:?} {detail}", page.texts("#detail"));
        assert_eq!(who(&town, &mut browser), None);
    }
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end() {
    let town = Town::sound();
    town.with_mother_bound();
    let endless: &'static str = Box::leak("x".repeat(400 * 1024).into_boxed_str());
    town.portal.play.lock().unwrap().te = Some((200, "application/json", endless));
    assert_eq!(town.refused().as_deref(), Some("answer-unreadable"));
}

#[test]
fn an_answer_counts_only_in_the_browser_that_asked_and_only_once() {
    let town = Town::sound();
    let mut victim = town.with_mother_bound();
    let mut attacker = town.browser();
    let state = started(&town, &mut attacker);
    let callback = town.url(&format!("/esia/callback?code=the-code&state={state}"));

    victim.open(&town.url("/")).unwrap();
    victim.open(&callback).unwrap();
    let reason = victim.page().unwrap().attribute("#refusal", "data-reason");
    assert_eq!(reason.as_deref(), Some("attempt-unknown"));
    assert_eq!(who(&town, &mut victim), None);

    attacker.open(&callback).unwrap();
    assert_eq!(who(&town, &mut attacker).as_deref(), Some("belkina-vera"));
    attacker.open(&callback).unwrap();
    let again = attacker.page().unwrap().attribute("#refusal", "data-reason");
    assert_eq!(again.as_deref(), Some("attempt-unknown"));
}

#[test]
fn an_answer_with_neither_code_nor_error_is_refused() {
    let town = Town::sound();
    let mut browser = town.browser();
    for rest in ["", "&code=", "&error=server_error&error_description=ESIA-007007"] {
        let state = started(&town, &mut browser);
        browser.open(&town.url(&format!("/esia/callback?state={state}{rest}"))).unwrap();
        let reason = browser.page().unwrap().attribute("#refusal", "data-reason");
        assert_eq!(reason.as_deref(), Some("portal-refused"), "{rest}");
    }
    for unreadable in ["", "?state=a&state=b&code=c", "?state=%FF&code=c"] {
        let page = browser.peek(&town.url(&format!("/esia/callback{unreadable}"))).unwrap();
        assert_eq!(
            page.attribute("#refusal", "data-reason").as_deref(),
            Some("attempt-unknown"),
            "{unreadable}"
        );
    }
}

/// Starts a sign-in in a browser that goes nowhere; gives the state of it.
fn started(town: &Town, browser: &mut Browser) -> String {
    browser.open(&town.url("/")).unwrap();
    let portal = browser.press_and_hold("через Госуслуги").unwrap();
    portal.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned()
}

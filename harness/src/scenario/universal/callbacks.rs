//! Owns what arrives at the return address beside the portal's answer: names of other people, and what nobody can read.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::scenario::steps::answers::{begin, hold_answer};
use crate::scenario::steps::known::{Users, settled};
use crate::scenario::universal::strangers::signed_in;

const NAMED: &str = "OIDC Core, 5.7: who a person is, the signed answer says and nothing else";
const ODD: &str = "OWASP ASVS 16.5.2: what cannot be read ends in a refusal";

/// Names under which a careless program may look for the person in a request.
const NAMES: &[&str] = &[
    "user",
    "user_id",
    "uid",
    "id",
    "oid",
    "sub",
    "login",
    "username",
    "name",
    "account",
    "person",
    "snils",
    "email",
    "test_user",
    "as",
    "impersonate",
    "sid",
    "prn_oid",
    "urn:esia:sbj_id",
];

/// The father's own answer, in whose address the mother is named too; and an address that only names her.
pub(crate) fn named(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, NAMED)?;
    let login =
        bench.party().legacy_users().iter().find(|one| one.who == users.mother.who).map(|one| one.login);
    let mut values = vec![users.mother.id.clone(), users.mother.person.oid.to_string()];
    values.extend(login.map(str::to_owned));
    values.dedup();
    for value in values {
        for has_code in [true, false] {
            let mut browser = bench.browser(users.father.who);
            let mut back = match has_code {
                true => hold_answer(bench, &mut browser, &users.father.person)?,
                false => begin(bench, &mut browser)?.0,
            };
            back.query_pairs_mut().extend_pairs(NAMES.iter().map(|name| (*name, value.as_str())));
            browser.open(back.as_str())?;
            answer::is_sound(bench, &browser, NAMED)?;
            let seen = bench.party().who_is_in(&mut browser)?;
            let must = "a name in the address of the answer signs nobody in:";
            let holds = seen != Presence::In(users.mother.id.clone());
            bench.transcript().judge(NAMED, must, "not in as the mother", &seen.to_string(), holds);
        }
    }
    is_in_as(bench, &mut signed_in(bench, &users.father)?, NAMED, &users.father.id)
}

/// Answers that no portal sends: nothing at all, names with brackets, octets that are no text, very long values.
pub(crate) fn odd(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, ODD)?;
    let long = "a".repeat(6_000);
    let queries = [
        ("without parameters", String::new()),
        ("with a state alone", "state={state}".to_owned()),
        ("with a code alone", "code=abc".to_owned()),
        ("with an empty code", "code=&state={state}".to_owned()),
        ("with names in brackets", "code[]=a&code[b]=c&state[]={state}".to_owned()),
        ("with octets that are no text", "code=%ff%fe&state=%ff".to_owned()),
        ("with a NUL", "code=%00&state={state}".to_owned()),
        ("with a broken percent sign", "code=%zz&state={state}%".to_owned()),
        ("with a very long code", format!("code={long}&state={{state}}")),
        ("with a very long state", format!("code=abc&state={long}")),
        ("with an error that is empty", "error=&state={state}".to_owned()),
    ];
    for (how, query) in queries {
        let mut browser = bench.browser("citizen");
        let (mut back, state): (Url, String) = begin(bench, &mut browser)?;
        back.set_query(Some(query.replace("{state}", &state).as_str()).filter(|query| !query.is_empty()));
        browser.open(back.as_str())?;
        let status = browser.page()?.status;
        // What the portal answers to such a code, the party may pass on as a failure of the portal.
        answer::survives(bench, &browser, ODD)?;
        let seen = bench.party().who_is_in(&mut browser)?;
        let must = format!("an answer {how} signs nobody in, and breaks nothing:");
        let seen = format!("{seen}, status {status}");
        bench.transcript().judge(ODD, &must, "nobody is in", &seen, seen.starts_with("nobody"));
    }
    is_in_as(bench, &mut signed_in(bench, &known)?, ODD, &known.id)
}

//! Owns the scenarios of the data API: what a token opens, what is not there, pages, versions; tokens of a blocked account.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Person, Reader};
use crate::scenario::positive::wire::account;

const DATA: &str = "MR А.1, А.2: the data API";
const BLOCKED: &str = "MR tables 93, 94, 95: a blocked account";
const SCOPE: &str = "openid fullname contacts addresses";

/// A token with `openid` alone opens no person.
pub(crate) fn openid_only(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = account(bench)?;
    let reader = bench.idp().reader(&["openid", "fullname"])?;
    let path = format!("/rs/prns/{}", person.oid);
    let bare = reader.read(&path, &reader.token(person.oid, "openid")?)?;
    says(bench, DATA, "a token with openid alone is answered", "403", &bare.status.to_string());
    says(bench, DATA, "its error is", "ESIA-005029", text(&bare.body["code"]));
    bench.transcript().control(|| {
        let open = reader.read(&path, &reader.token(person.oid, "openid fullname")?)?;
        says(bench, DATA, "with a personal scope it is answered", "200", &open.status.to_string());
        Ok(())
    })
}

/// What is not there is ESIA-020203.
pub(crate) fn not_found(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, reader, token) = reading(bench, "openid contacts")?;
    let contacts = format!("/rs/prns/{}/ctts", person.oid);
    for path in [format!("{contacts}/1"), format!("/rs/prns/{}/nothing", person.oid)] {
        let none = reader.read(&path, &token)?;
        says(bench, DATA, "what is not there is answered", "404", &none.status.to_string());
        says(bench, DATA, "its error is", "ESIA-020203", text(&none.body["code"]));
    }
    bench.transcript().control(|| {
        let there = reader.read(&contacts, &token)?;
        says(bench, DATA, "what is there is answered", "200", &there.status.to_string());
        Ok(())
    })
}

/// The pages of a collection join into the whole, without loss.
pub(crate) fn paged(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, reader, token) = reading(bench, "openid contacts")?;
    let contacts = format!("/rs/prns/{}/ctts?embed=(elements)", person.oid);
    let whole = reader.read(&contacts, &token)?.body;
    let all = whole["elements"].as_array().cloned().unwrap_or_default();
    let mut joined = Vec::new();
    for index in 1..=all.len() {
        let page = reader.read(&format!("{contacts}&pageIndex={index}&pageSize=1"), &token)?.body;
        says(bench, DATA, "a page is", "Paginated", text(&page["stateFacts"][0]));
        joined.extend(page["elements"].as_array().cloned().unwrap_or_default());
    }
    let same = joined == all && all.len() > 1;
    says(bench, DATA, "the pages together are", "the whole", if same { "the whole" } else { "another list" });
    bench.transcript().control(|| {
        let beyond = format!("{contacts}&pageIndex={}&pageSize=1", all.len() + 1);
        let none = reader.read(&beyond, &token)?.body["elements"].as_array().map_or(0, Vec::len);
        says(bench, DATA, "a page beyond the last holds", "0", &none.to_string());
        Ok(())
    })
}

/// A temporary registration is shown by version 2 alone.
pub(crate) fn address_at_version_two(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, reader, token) = reading(bench, "openid addresses")?;
    let line = json!({ "line": "Примерская область, г. Примерск, ул. Тестовая" });
    bench.idp().put(&format!("/people/{}/addresses/PTA", person.oid), line)?;
    let shown = |root: &str| -> Result<&'static str, Halt> {
        let path = format!("{root}/prns/{}/addrs?embed=(elements)", person.oid);
        let all = reader.read(&path, &token)?.body;
        let is_there = all["elements"].as_array().into_iter().flatten().any(|one| one["type"] == "PTA");
        Ok(if is_there { "shown" } else { "not shown" })
    };
    let two = shown("/esia-rs/api/public/v2")?;
    says(bench, DATA, "by version 2 a temporary registration is", "shown", two);
    bench.transcript().control(|| {
        for root in ["/rs", "/esia-rs/api/public/v1"] {
            says(bench, DATA, "by version 1 it is", "not shown", shown(root)?);
        }
        Ok(())
    })
}

/// An account that is blocked between the code and `te`, and one that is blocked before a refresh: ESIA-007036.
pub(crate) fn blocked(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = account(bench)?;
    let reader = bench.idp().reader(&["openid", "fullname", "contacts", "addresses"])?;
    let tokens = reader.redeem(SCOPE, &reader.code(person.oid, SCOPE)?)?.body;
    let refresh = text(&tokens["refresh_token"]).to_owned();
    bench.transcript().hide(&refresh);
    let code = reader.code(person.oid, SCOPE)?;
    let command = |name: &str| json!({ "command": name, "reason": "проверка" });
    bench.idp().command(person.oid, &command("block"))?;
    for (must, told) in [
        ("a code redeemed then is answered", reader.redeem(SCOPE, &code)?),
        ("a refresh then is answered", reader.refresh(SCOPE, &refresh)?),
    ] {
        let told = text(&told.body["error_description"]).split(':').next().unwrap_or_default().to_owned();
        says(bench, BLOCKED, must, "ESIA-007036", &told);
    }
    bench.transcript().control(|| {
        bench.idp().command(person.oid, &json!({ "command": "unblock" }))?;
        let told = reader.redeem(SCOPE, &reader.code(person.oid, SCOPE)?)?;
        says(bench, BLOCKED, "once it is unblocked a code is answered", "200", &told.status.to_string());
        Ok(())
    })
}

/// A person, a system that reads, and its token of such scopes.
fn reading<'b>(bench: &'b Bench<'_>, scope: &str) -> Result<(Person, Reader<'b>, String), Halt> {
    let person = account(bench)?;
    let reader = bench.idp().reader(&Vec::from_iter(scope.split(' ')))?;
    let token = reader.token(person.oid, scope)?;
    Ok((person, reader, token))
}

fn says(bench: &Bench<'_>, clause: &'static str, must: &str, expected: &str, seen: &str) {
    bench.transcript().check(clause, must, expected, seen, seen == expected);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("nothing")
}

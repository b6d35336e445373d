//! Owns the portal whose answer is a redirect to another host: nothing that opens a door is taken along.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::check::answer;
use crate::scenario::steps::known::{comes_in, settled};
use crate::scenario::universal::try_to_enter;

const CLAUSE: &str = "RFC 9110, 15.4: credentials are not sent on to another host";

/// The mark of what was asked for by way of the redirect; its value is masked like others.
const MARK: &str = "redirected=";

/// The data API and the token endpoint each lead elsewhere, once.
pub(crate) fn redirected(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    for (place, what) in [("rs", "the data API"), ("te", "the token endpoint")] {
        let before = bench.idp().newest_entry()?;
        bench.transcript().did("provider", &format!("leads from {what} to another host, once"))?;
        bench.idp().arm(&json!({ "fault": "transport-redirect", "at": place, "times": 1 }))?;
        let mut browser = bench.browser(known.who);
        let came = try_to_enter(bench, &mut browser, &known.person, CLAUSE);
        let is_over = bench.idp().faults_left()? == 0;
        bench.idp().disarm()?;
        came?;
        answer::survives(bench, &browser, CLAUSE)?;
        if is_over {
            let taken = taken_along(bench, before)?;
            let must =
                format!("where {what} leads to another host, nothing that opens a door is sent there:");
            let seen = taken.unwrap_or("nothing");
            bench.transcript().judge(CLAUSE, &must, "nothing", seen, taken.is_none());
        }
    }
    comes_in(bench, &known, CLAUSE).map(drop)
}

/// What arrived at the other host with a request that followed the redirect.
fn taken_along(bench: &Bench<'_>, before: i64) -> Result<Option<&'static str>, Halt> {
    for entry in bench.idp().requests(&format!("/journal?after={before}&limit=200"))? {
        let whole = bench.idp().document(&format!("/journal/{}", entry["seq"]))?;
        let request = &whole["request"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if !text(&request["target"]).contains(MARK) {
            continue;
        }
        let mut tokens = whole["tokens"].as_array().into_iter().flatten();
        if tokens.any(|token| token["name"] == "authorization") {
            return Ok(Some("the access token"));
        }
        let form = text(&request["form"]);
        if form.contains("code=") || form.contains("client_secret=") {
            return Ok(Some("the code and the signature"));
        }
    }
    Ok(None)
}

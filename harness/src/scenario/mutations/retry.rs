//! Owns the count of calls: a code is redeemed once, and a portal that fails is not stormed.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::cause;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::orders::TIMES;
use crate::scenario::mutations::subject::Subject;

/// So many calls after a failure of the portal are patience; more are a storm.
const TRIES_MAX: usize = 4;

/// What the portal does, where it fails, and how often the party may ask then.
const FAILURES: [(&str, &str, &str, usize); 7] = [
    ("answers 500 before it looks at the code", "token-server-error", "", TRIES_MAX),
    ("says that it is busy", "token-unavailable", "", TRIES_MAX),
    ("answers 503", "transport-unavailable", "te", TRIES_MAX),
    ("answers 500 after the code was consumed", "failure-after-code", "", TRIES_MAX),
    ("refuses the signature", "token-error", "", 1),
    ("answers with a page", "answer-not-json", "", 1),
    ("answers with half of the tokens", "answer-half", "", 1),
];

/// Counts calls of the token endpoint in one sign-in, while the portal is well and while it fails.
pub(crate) fn at_the_token_endpoint(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let transcript = bench.transcript();
    let count = |orders: &[Value]| -> Result<usize, Halt> {
        let before = bench.idp().newest_entry()?;
        transcript.quietly(|| liar.comes_while(orders))?;
        calls_since(bench, before)
    };
    let told = |calls: usize, most: usize| match calls <= most {
        true => format!("{calls} times"),
        false => subject.without_guard(&format!("{calls} times")),
    };
    let calls = count(&[])?;
    let must = "a code is redeemed";
    transcript.about(&cause::CODE_ONCE, || {
        transcript.check(subject.clause(), must, "once", &told(calls, 1), calls == 1);
        Ok(())
    })?;
    for (what, fault, place, most) in FAILURES {
        let mut order = json!({ "fault": fault, "times": TIMES });
        if fault == "token-error" {
            order["amount"] = json!(7053);
        }
        if !place.is_empty() {
            order["at"] = json!(place);
        }
        let calls = count(&[order])?;
        let must = format!("the token endpoint {what}: it is asked");
        let expected = if most == 1 { "once".to_owned() } else { format!("at most {most} times") };
        transcript.check(subject.clause(), &must, &expected, &told(calls, most), calls <= most);
    }
    liar.comes_honestly()
}

fn calls_since(bench: &Bench<'_>, before: i64) -> Result<usize, Halt> {
    let all = bench.idp().requests(&format!("/journal?after={before}&limit=500"))?;
    Ok(all.iter().filter(|entry| entry["path"].as_str().is_some_and(|path| path.ends_with("/te"))).count())
}

//! Faults of `te`: before the code is looked at, after it is consumed, and in the answer.

use serde_json::{Value, json};

use crate::app::Moment;
use crate::app::forged;
use crate::app::oauth::faults::{committed, mutate, set_null, take};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::domain::fault::{Armed, Fault, FaultPoint, Mutation};
use crate::domain::id::Oid;
use crate::protocol::oauth::error;
use crate::protocol::oauth::token::TokenAnswer;

/// The refusal to commit before a token request is looked at; nothing when no fault is armed.
pub fn before_token(moment: &Moment<'_>, client: &str) -> Option<OAuthRefusal> {
    let Armed { fault, amount, .. } =
        take(moment, FaultPoint::BeforeToken, client, None).into_iter().next()?;
    let error = match fault {
        Fault::TokenError => error::numbered(amount),
        Fault::TokenUnavailable => error::TEMPORARILY_UNAVAILABLE,
        _ => error::SERVER_ERROR,
    };
    Some(OAuthRefusal::new(error, committed(fault)))
}

/// Whether to fail although the code was consumed.
pub fn after_code(moment: &Moment<'_>, client: &str, person: Oid) -> bool {
    !take(moment, FaultPoint::AfterCode, client, Some(person)).is_empty()
}

/// The answer as JSON, with the faults that are armed for it; nothing stands for a page of HTML.
pub fn distort_answer(
    moment: &Moment<'_>,
    client: &str,
    person: Option<Oid>,
    answer: &TokenAnswer,
) -> Option<String> {
    let faults = take(moment, FaultPoint::TokenAnswer, client, person);
    if faults.is_empty() {
        return serde_json::to_string(answer).ok();
    }
    let mut json = serde_json::to_value(answer).unwrap_or(Value::Null);
    let is_half = faults.iter().any(|armed| armed.fault == Fault::AnswerHalf);
    for Armed { fault, member, mutation, .. } in faults {
        let mut remove = |name: &str| json.as_object_mut().and_then(|object| object.remove(name));
        match fault {
            Fault::AnswerOtherState => json["state"] = json!("5e1f0000-0000-4000-8000-000000000000"),
            Fault::AnswerNoState => drop(remove("state")),
            Fault::AnswerExpiryAsText => json["expires_in"] = json!(answer.expires_in.to_string()),
            Fault::AnswerNoIdToken => drop(remove("id_token")),
            Fault::AnswerNoAccessToken => drop(remove("access_token")),
            Fault::AnswerIdTokenOnly => {
                for name in ["access_token", "refresh_token", "token_type", "expires_in"] {
                    drop(json.as_object_mut().and_then(|object| object.remove(name)));
                }
            }
            Fault::AnswerOtherTokenType => json["token_type"] = json!("mac"),
            Fault::AnswerMemberNull => set_null(&mut json, member.as_deref().unwrap_or("access_token")),
            Fault::AnswerMutated => {
                if let Some(Mutation::Member(path, change)) = mutation {
                    mutate::change(&mut json, &path, &change, moment.now);
                }
            }
            Fault::AnswerNotJson => return None,
            _ => {}
        }
    }
    if let Some(forged) = json["access_token"].as_str().filter(|text| *text != answer.access_token) {
        // A store that fails tells so to whoever comes with the token.
        let _ = forged::remember(moment.realm, forged.to_owned(), &answer.access_token, None);
    }
    let text = mutate::written(&json);
    let kept = if is_half { text.len() / 2 } else { text.len() };
    Some(text.chars().take(kept).collect())
}

//! Faults of the redirect back from an authorization.

use serde_json::Value;

use crate::app::Moment;
use crate::app::oauth::faults::{committed, take};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::domain::fault::{Armed, Change, Fault, FaultPoint, Mutation};
use crate::domain::grant::Asked;
use crate::domain::id::Oid;
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::redirect;

const OTHER_STATE: &str = "5e1f0000-0000-4000-8000-000000000000";

/// The address to send the citizen back to with a code, with the faults that are armed for it.
pub fn distort_redirect(moment: &Moment<'_>, asked: &Asked, person: Oid, code: &str) -> String {
    let client = asked.client.as_str();
    let earlier = moment.realm.last_codes.swap(client, code);
    let mut answer = vec![("code", code.to_owned()), ("state", asked.state.clone())];
    for Armed { fault, amount, mutation, .. } in take(moment, FaultPoint::Redirect, client, Some(person)) {
        match fault {
            Fault::AuthorizationError => return refused(asked, error::numbered(amount), fault),
            Fault::AuthorizationServerError => return refused(asked, error::SERVER_ERROR, fault),
            Fault::AuthorizationUnavailable => return refused(asked, error::TEMPORARILY_UNAVAILABLE, fault),
            Fault::RedirectOtherState => set(&mut answer, "state", OTHER_STATE),
            Fault::RedirectNoState => answer.retain(|(name, _)| *name != "state"),
            Fault::RedirectNoCode => answer.retain(|(name, _)| *name != "code"),
            Fault::RedirectReplayedCode => set(&mut answer, "code", earlier.as_deref().unwrap_or(code)),
            Fault::RedirectCodeAndError => answer.push(("error", "access_denied".to_owned())),
            Fault::RedirectMutated => {
                if let Some(Mutation::Member(name, change)) = &mutation {
                    answer = mutated(answer, name, change);
                }
            }
            Fault::RedirectDoubled => answer.extend(answer.clone()),
            _ => {}
        }
    }
    let answer: Vec<_> = answer.iter().map(|(name, value)| (*name, value.as_str())).collect();
    redirect::with_query(&asked.redirect_uri, &answer)
}

/// The parameters with one changed. An address has texts only: what is null is empty, and a text of another type is a list.
fn mutated(answer: Vec<(&'static str, String)>, name: &str, change: &Change) -> Vec<(&'static str, String)> {
    let text = |json: &str| {
        serde_json::from_str::<Value>(json)
            .map_or_else(|_| json.to_owned(), |value| value.as_str().map_or(value.to_string(), str::to_owned))
    };
    let changed = |value: String| match change {
        Change::Absent => Vec::new(),
        Change::Null | Change::Empty => vec![String::new()],
        Change::OtherType => vec![format!("[{value}]")],
        Change::Value(json) => vec![text(json)],
        Change::Moment(ahead_s) => vec![ahead_s.to_string()],
        Change::Doubled(second) => vec![value.clone(), second.as_deref().map_or(value, text)],
        Change::Preceded(first) => vec![text(first), value],
    };
    let spread = |(own, value): (&'static str, String)| {
        let values = if own == name { changed(value) } else { vec![value] };
        values.into_iter().map(move |value| (own, value)).collect::<Vec<_>>()
    };
    answer.into_iter().flat_map(spread).collect()
}

fn set(answer: &mut [(&'static str, String)], name: &str, value: &str) {
    for (_, own) in answer.iter_mut().filter(|(own, _)| *own == name) {
        value.clone_into(own);
    }
}

fn refused(asked: &Asked, error: OAuthError, fault: Fault) -> String {
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri.clone()),
        state: Some(asked.state.clone()),
        ..OAuthRefusal::new(error, committed(fault))
    };
    refusal.redirect().unwrap_or_default()
}

//! Faults of the redirect back from an authorization.

use serde_json::Value;

use crate::app::oauth::code;
use crate::app::oauth::faults::{committed, take};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::{Broken, Moment};
use crate::domain::fault::{Armed, Change, Fault, FaultPoint, Mutation};
use crate::domain::grant::{Asked, Grant};
use crate::protocol::oauth::error::{self, OAuthError};
use crate::protocol::oauth::redirect;

const OTHER_STATE: &str = "5e1f0000-0000-4000-8000-000000000000";

/// The address to send the citizen back to with a code, with the faults that are armed for it.
///
/// # Errors
/// The store failed.
pub fn distort_redirect(
    moment: &Moment<'_>,
    grant: &Grant,
    algorithm: &str,
    own: &str,
) -> Result<String, Broken> {
    let (asked, client) = (&grant.asked, grant.asked.client.as_str());
    let mut answer = vec![("code", own.to_owned()), ("state", asked.state.clone())];
    for Armed { fault, amount, mutation, .. } in
        take(moment, FaultPoint::Redirect, client, Some(grant.person))
    {
        match fault {
            Fault::AuthorizationError => return Ok(refused(asked, error::numbered(amount), fault)),
            Fault::AuthorizationServerError => return Ok(refused(asked, error::SERVER_ERROR, fault)),
            Fault::AuthorizationUnavailable => {
                return Ok(refused(asked, error::TEMPORARILY_UNAVAILABLE, fault));
            }
            Fault::RedirectOtherState => set(&mut answer, "state", OTHER_STATE),
            Fault::RedirectNoState => answer.retain(|(name, _)| *name != "state"),
            Fault::RedirectNoCode => answer.retain(|(name, _)| *name != "code"),
            Fault::RedirectReplayedCode => {
                set(&mut answer, "code", earlier(moment, grant, algorithm)?.as_deref().unwrap_or(own));
            }
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
    Ok(redirect::with_query(&asked.redirect_uri, &answer))
}

/// The last code that the relying party was given before this one.
fn earlier(moment: &Moment<'_>, grant: &Grant, algorithm: &str) -> Result<Option<String>, Broken> {
    let Some(earlier) = moment.read()?.grant_before(grant)? else { return Ok(None) };
    Ok(Some(code::of(moment, &earlier, algorithm)?))
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

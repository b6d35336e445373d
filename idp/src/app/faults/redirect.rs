//! Faults of the redirect back from an authorization.

use crate::app::Moment;
use crate::app::faults::{committed, take};
use crate::app::refusal::OAuthRefusal;
use crate::domain::fault::{Armed, Fault, FaultPoint};
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
    for Armed { fault, amount, .. } in take(moment, FaultPoint::Redirect, client, Some(person)) {
        match fault {
            Fault::AuthorizationError => return refused(asked, error::numbered(amount), fault),
            Fault::AuthorizationServerError => return refused(asked, error::SERVER_ERROR, fault),
            Fault::AuthorizationUnavailable => return refused(asked, error::TEMPORARILY_UNAVAILABLE, fault),
            Fault::RedirectOtherState => set(&mut answer, "state", OTHER_STATE),
            Fault::RedirectNoState => answer.retain(|(name, _)| *name != "state"),
            Fault::RedirectNoCode => answer.retain(|(name, _)| *name != "code"),
            Fault::RedirectReplayedCode => set(&mut answer, "code", earlier.as_deref().unwrap_or(code)),
            Fault::RedirectCodeAndError => answer.push(("error", "access_denied".to_owned())),
            Fault::RedirectDoubled => answer.extend(answer.clone()),
            _ => {}
        }
    }
    let answer: Vec<_> = answer.iter().map(|(name, value)| (*name, value.as_str())).collect();
    redirect::with_query(&asked.redirect_uri, &answer)
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

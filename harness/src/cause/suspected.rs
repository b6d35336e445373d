//! Owns which guard is suspected when a scenario that attaches no cause finds somebody in who must stay out.

use crate::cause::{self, Cause};

/// The beginning of a scenario's id, and the guard that its attack or lie tries. The longest beginning decides.
#[rustfmt::skip]
const SUSPECTED: &[(&str, &Cause)] = &[
    ("hostile.answer.", &cause::STATE_BOUND),
    ("hostile.answer.twice", &cause::CALLBACK_TWICE),
    ("hostile.state.", &cause::STATE),
    ("hostile.state.spent", &cause::STATE_ONCE),
    ("hostile.state.stale", &cause::ATTEMPT_AGE),
    ("hostile.tabs.", &cause::TABS),
    ("hostile.code.redeemed", &cause::CODE_ONCE),
    ("hostile.code.of-another-party", &cause::CODE_PARTY),
    ("hostile.session.fixed", &cause::FRESH_SESSION),
    ("hostile.session.stolen", &cause::SESSION_ENDS),
    ("hostile.return.", &cause::OWN_RETURN),
    ("hostile.keys.", &cause::KEY_ROTATION),
    ("hostile.token.other-algorithm", &cause::ID_TOKEN_ALGORITHM),
    ("hostile.account.of-another-user", &cause::BOUND_ONCE),
    ("hostile.pupil.", &cause::OWN_PUPILS),
    ("hostile.level.", &cause::LEVEL),
    ("hostile.scope.", &cause::ACCESS_TOKEN_SCOPE),
    ("hostile.provider.redirect-", &cause::CALLBACK_ORDER),
    ("hostile.provider.redirect-other-state", &cause::STATE),
    ("hostile.provider.redirect-no-state", &cause::STATE),
    ("hostile.provider.redirect-replayed-code", &cause::CODE_ONCE),
    ("hostile.provider.authorization-", &cause::CALLBACK_ORDER),
    ("hostile.provider.token-expired", &cause::ID_TOKEN_EXPIRY),
    ("hostile.provider.token-without-expiry", &cause::ID_TOKEN_EXPIRY),
    ("hostile.provider.token-not-yet-valid", &cause::ID_TOKEN_NOT_BEFORE),
    ("hostile.provider.token-clock-jumped", &cause::ID_TOKEN_NOT_BEFORE),
    ("hostile.provider.token-foreign-key", &cause::ID_TOKEN_SIGNATURE),
    ("hostile.provider.token-retired-key", &cause::ID_TOKEN_SIGNATURE),
    ("hostile.provider.token-broken-signature", &cause::ID_TOKEN_SIGNATURE),
    ("hostile.provider.token-signature-missing", &cause::ID_TOKEN_SIGNATURE),
    ("hostile.provider.token-unsigned", &cause::ID_TOKEN_ALGORITHM),
    ("hostile.provider.token-hmac", &cause::ID_TOKEN_ALGORITHM),
    ("hostile.provider.token-other-issuer", &cause::ID_TOKEN_ISSUER),
    ("hostile.provider.token-other-audience", &cause::ID_TOKEN_AUDIENCE),
    ("hostile.provider.token-audience-missing", &cause::ID_TOKEN_AUDIENCE),
    ("hostile.provider.token-other-subject", &cause::STRANGER),
    ("hostile.provider.token-other-oid", &cause::SAME_SUBJECT),
    ("hostile.provider.token-subject-missing", &cause::ID_TOKEN_SUBJECT),
    ("hostile.provider.token-level-raised", &cause::LEVEL_AGREES),
    ("hostile.provider.token-other-client", &cause::ACCESS_TOKEN_CLIENT),
    ("hostile.provider.token-kind-swapped", &cause::ACCESS_TOKEN_KIND),
    ("hostile.provider.answer-", &cause::ANSWER_FORM),
    ("hostile.provider.answer-other-state", &cause::ANSWER_STATE),
    ("hostile.provider.answer-no-state", &cause::ANSWER_STATE),
    ("hostile.provider.answer-other-token-type", &cause::TOKEN_TYPE),
    ("hostile.provider.token-error", &cause::ANSWER_FORM),
    ("hostile.provider.token-server-error", &cause::ANSWER_FORM),
    ("hostile.provider.token-unavailable", &cause::ANSWER_FORM),
    ("hostile.provider.failure-after-code", &cause::ANSWER_FORM),
    ("hostile.provider.te.", &cause::ANSWER_FORM),
    ("hostile.provider.resource-", &cause::RECORD_FORM),
    ("hostile.provider.resource-other-person", &cause::SAME_PERSON),
    ("hostile.provider.resource-untrusted", &cause::LEVEL),
    ("hostile.provider.resource-trusted", &cause::LEVEL_AGREES),
    ("hostile.provider.resource-deleted", &cause::ACCOUNT_STATUS),
    ("hostile.provider.resource-unauthorized", &cause::RECORD_READ),
    ("hostile.provider.resource-forbidden", &cause::RECORD_READ),
    ("hostile.provider.resource-error", &cause::RECORD_READ),
    ("hostile.provider.rs.", &cause::RECORD_FORM),
    ("account.block", &cause::BLOCKED),
    ("diary.after-date.", &cause::PASSWORD_ACCESS),
    ("diary.no-anonymous", &cause::PASSWORD_ACCESS),
    ("diary.dual.new-user", &cause::PASSWORD_ACCESS),
    ("diary.dual.marks-hidden", &cause::PASSWORD_ACCESS),
    ("diary.bind.declined", &cause::BOUND_ONCE),
    ("diary.match.name", &cause::MATCH_NAME),
    ("diary.match.snils", &cause::MATCH_SNILS),
    ("diary.match.missing", &cause::STRANGER),
    ("diary.match.not-activated", &cause::ACTIVATED),
    ("diary.level.", &cause::LEVEL),
    ("diary.2024.child-missing", &cause::STRANGER),
    ("diary.2024.standard-refused", &cause::LEVEL),
    ("diary.shared-computer", &cause::LOGOUT),
    ("diary.bound-to-pupil", &cause::OWN_PUPILS),
];

/// The guard that a scenario tries, as far as its id tells.
pub(crate) fn suspected(id: &str) -> Option<&'static Cause> {
    let fitting = SUSPECTED.iter().filter(|(begins, _)| id.starts_with(begins));
    fitting.max_by_key(|(begins, _)| begins.len()).map(|(_, cause)| *cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_decides() {
        assert_eq!(suspected("hostile.state.made-up"), Some(&cause::STATE));
        assert_eq!(suspected("hostile.state.spent"), Some(&cause::STATE_ONCE));
        assert_eq!(suspected("wire.v1.rsa"), None);
    }
}

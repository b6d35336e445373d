//! Owns the list of lies: what the provider does wrong, what a sound relying party makes of it, and on what that rests.

use serde_json::{Value, json};

use crate::bench::party::Guard;
use crate::event::Grade;

/// How often a lie is told at most: more often than any story asks, so that what is left shows whether it was told.
pub(crate) const TIMES: u64 = 100;

/// Something that the provider does wrong.
#[derive(Debug)]
pub(crate) struct Lie {
    /// The scenario's id.
    pub(crate) id: &'static str,
    /// What the provider does, in a sentence.
    pub(crate) title: &'static str,
    /// The clauses that forbid it, or forbid to believe it.
    pub(crate) clauses: &'static [&'static str],
    /// The sets of guards without which it is believed.
    pub(crate) guards: &'static [&'static [Guard]],
    /// The fault, as the control API names it; where, for faults of the connection; and how much.
    pub(crate) fault: &'static str,
    at: &'static str,
    amount: u32,
    member: &'static str,
    /// What a sound party makes of it.
    pub(crate) expected: Expected,
    /// What it makes of a party that believes it.
    pub(crate) grade: Grade,
    /// The policy of the diary.
    pub(crate) policy: &'static str,
}

/// What a sound party makes of a lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// Nobody is signed in.
    Nobody,
    /// Nobody is: the person whom everything speaks of is not one of those who may come in.
    Stranger,
    /// Nothing that matters is wrong: the citizen is in.
    Herself,
    /// To refuse it and to read past it are both sound.
    Either,
    /// An account that is too weak stays outside.
    NotBound,
}

impl Lie {
    /// What the control API is told.
    pub(crate) fn armed(&self) -> Value {
        let mut armed = json!({ "fault": self.fault, "times": TIMES });
        if !self.at.is_empty() {
            armed["at"] = json!(self.at);
        }
        if self.amount > 0 {
            armed["amount"] = json!(self.amount);
        }
        if !self.member.is_empty() {
            armed["member"] = json!(self.member);
        }
        armed
    }

    const fn at(mut self, at: &'static str, amount: u32) -> Self {
        (self.at, self.amount) = (at, amount);
        self
    }

    const fn amount(mut self, amount: u32) -> Self {
        self.amount = amount;
        self
    }

    const fn member(mut self, member: &'static str) -> Self {
        self.member = member;
        self
    }

    const fn should(mut self) -> Self {
        self.grade = Grade::Should;
        self
    }

    const fn under(mut self, policy: &'static str) -> Self {
        self.policy = policy;
        self
    }
}

const fn lie(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    guards: &'static [&'static [Guard]],
    fault: &'static str,
    expected: Expected,
) -> Lie {
    Lie {
        id,
        title,
        clauses,
        guards,
        fault,
        at: "",
        amount: 0,
        member: "",
        expected,
        grade: Grade::Must,
        policy: "bratsk-2018",
    }
}

use Expected::{Either, Herself, Nobody, NotBound, Stranger};

/// Every lie, in the order of the protocol.
#[rustfmt::skip]
pub(crate) const LIES: &[Lie] = &[
    lie("hostile.provider.authorization-server-error", "The authorization ends with a failure of the portal", &["RFC 6749, 4.1.2.1", "ESIA-007007"],
        &[], "authorization-server-error", Nobody),
    lie("hostile.provider.authorization-unavailable", "The authorization ends because the portal is busy", &["RFC 6749, 4.1.2.1", "ESIA-007008"],
        &[], "authorization-unavailable", Nobody),
    lie("hostile.provider.authorization-error", "The authorization ends with an error that no party expects", &["RFC 6749, 4.1.2.1", "ESIA-007019"],
        &[], "authorization-error", Nobody).amount(7019),
    lie("hostile.provider.redirect-other-state", "The way back carries another state", &["RFC 6749, 10.12"],
        &[&[Guard::State]], "redirect-other-state", Nobody),
    lie("hostile.provider.redirect-no-state", "The way back carries no state", &["RFC 6749, 10.12"],
        &[&[Guard::State]], "redirect-no-state", Nobody),
    lie("hostile.provider.redirect-no-code", "The way back carries neither code nor error", &["RFC 6749, 4.1.2"],
        &[], "redirect-no-code", Nobody),
    lie("hostile.provider.redirect-replayed-code", "The way back carries the code of an earlier sign-in", &["RFC 6749, 10.5"],
        &[], "redirect-replayed-code", Nobody),
    lie("hostile.provider.redirect-code-and-error", "The way back carries a code and an error", &["RFC 6749, 4.1.2.1"],
        &[], "redirect-code-and-error", Nobody).should(),
    lie("hostile.provider.redirect-doubled", "The way back carries code and state twice", &["RFC 6749, 3.1"],
        &[], "redirect-doubled", Either),
    lie("hostile.provider.token-error", "The token endpoint refuses the party's signature", &["RFC 6749, 5.2", "ESIA-007053"],
        &[], "token-error", Nobody).amount(7053),
    lie("hostile.provider.token-server-error", "The token endpoint fails before it looks at the code", &["RFC 6749, 5.2", "ESIA-007007"],
        &[], "token-server-error", Nobody),
    lie("hostile.provider.token-unavailable", "The token endpoint is busy", &["RFC 6749, 5.2", "ESIA-007008"],
        &[], "token-unavailable", Nobody),
    lie("hostile.provider.failure-after-code", "The token endpoint fails after it has consumed the code", &["RFC 6749, 10.5"],
        &[], "failure-after-code", Nobody),
    lie("hostile.provider.token-expired", "The tokens have expired", &["RFC 7519, 4.1.4"],
        &[&[Guard::Expiry, Guard::Freshness, Guard::Record]], "token-expired", Nobody),
    lie("hostile.provider.token-not-yet-valid", "The tokens are valid from tomorrow on", &["RFC 7519, 4.1.5"],
        &[&[Guard::NotBefore, Guard::IssuedAt, Guard::Record]], "token-not-yet-valid", Nobody),
    lie("hostile.provider.token-clock-jumped", "The portal's clock has jumped five minutes ahead", &["RFC 7519, 4.1.5"],
        &[&[Guard::NotBefore, Guard::IssuedAt, Guard::Record]], "token-clock-jumped", Nobody),
    lie("hostile.provider.token-without-expiry", "The tokens have no end", &["RFC 7519, 4.1.4"],
        &[&[Guard::Expiry, Guard::Record]], "token-without-expiry", Nobody),
    lie("hostile.provider.token-foreign-key", "The tokens are signed with a key that nobody published", &["RFC 7515, 5.2"],
        &[&[Guard::Signature]], "token-foreign-key", Nobody),
    lie("hostile.provider.token-retired-key", "The tokens are signed with a key that is not in force", &["RFC 7515, 6"],
        &[&[Guard::Signature]], "token-retired-key", Nobody),
    lie("hostile.provider.token-unsigned", "The tokens say that they are not signed", &["RFC 8725, 3.1"],
        &[&[Guard::Algorithm, Guard::Record]], "token-unsigned", Nobody),
    lie("hostile.provider.token-hmac-with-public-key", "The tokens are signed with the public key taken for a secret", &["RFC 8725, 2.1"],
        &[&[Guard::Algorithm, Guard::Signature, Guard::Record]], "token-hmac-with-public-key", Nobody),
    lie("hostile.provider.token-broken-signature", "One octet of the signature is another", &["RFC 7515, 5.2"],
        &[&[Guard::Signature, Guard::Record]], "token-broken-signature", Nobody),
    lie("hostile.provider.token-signature-missing", "The signature is empty", &["RFC 7515, 5.2"],
        &[&[Guard::Signature, Guard::Record]], "token-signature-missing", Nobody),
    lie("hostile.provider.token-other-issuer", "The tokens name another issuer", &["OIDC Core, 3.1.3.7, 2"],
        &[&[Guard::Issuer]], "token-other-issuer", Nobody),
    lie("hostile.provider.token-other-audience", "The tokens were made for another relying party", &["OIDC Core, 3.1.3.7, 3"],
        &[&[Guard::Audience, Guard::Client, Guard::Record]], "token-other-audience", Nobody),
    lie("hostile.provider.token-audience-missing", "The id token does not say for whom it is", &["OIDC Core, 2"],
        &[&[Guard::Audience]], "token-audience-missing", Nobody),
    lie("hostile.provider.token-other-subject", "All tokens speak of somebody else than who signed in", &["OIDC Core, 5.3.2"],
        &[], "token-other-subject", Stranger),
    lie("hostile.provider.token-other-oid", "The id token speaks of somebody else than the access token", &["OIDC Core, 5.3.2"],
        &[&[Guard::SameSubject]], "token-other-oid", Nobody),
    lie("hostile.provider.token-oid-as-text", "The subject's number is a text", &["ESIA-MR, B.6"],
        &[], "token-oid-as-text", Either),
    lie("hostile.provider.token-subject-missing", "The tokens have no subject", &["OIDC Core, 2"],
        &[], "token-subject-missing", Nobody),
    lie("hostile.provider.token-level-raised", "The id token calls a simplified account confirmed", &["S004"],
        &[&[Guard::Level]], "token-level-raised", NotBound).under("yaroslavl-2018"),
    lie("hostile.provider.token-other-client", "The access token was given to another relying party", &["RFC 9700, 4.9"],
        &[&[Guard::Client, Guard::Record]], "token-other-client", Nobody),
    lie("hostile.provider.token-kind-swapped", "An id token stands where the access token belongs", &["RFC 8725, 2.8"],
        &[&[Guard::Kind, Guard::Client, Guard::Record]], "token-kind-swapped", Nobody),
    lie("hostile.provider.answer-other-state", "The token answer echoes another state", &["ESIA-MR, B.2.3"],
        &[&[Guard::AnswerState]], "answer-other-state", Nobody).should(),
    lie("hostile.provider.answer-no-state", "The token answer echoes no state", &["ESIA-MR, B.2.3"],
        &[&[Guard::AnswerState]], "answer-no-state", Nobody).should(),
    lie("hostile.provider.answer-expiry-as-text", "The time that is left is a text", &["RFC 6749, 5.1"],
        &[], "answer-expiry-as-text", Either),
    lie("hostile.provider.answer-no-id-token", "The token answer has no id token", &["OIDC Core, 3.1.3.3"],
        &[], "answer-no-id-token", Nobody),
    lie("hostile.provider.answer-no-access-token", "The token answer has no access token", &["RFC 6749, 5.1"],
        &[], "answer-no-access-token", Nobody),
    lie("hostile.provider.answer-id-token-only", "The token answer has nothing but the id token", &["RFC 6749, 5.1"],
        &[], "answer-id-token-only", Nobody),
    lie("hostile.provider.answer-half", "The token answer breaks off in its middle, after the code is consumed", &["RFC 8259, 2"],
        &[], "answer-half", Nobody),
    lie("hostile.provider.answer-access-token-null", "The access token is null", &["RFC 6749, 5.1"],
        &[], "answer-member-null", Nobody).member("access_token"),
    lie("hostile.provider.answer-id-token-null", "The id token is null", &["OIDC Core, 3.1.3.3"],
        &[], "answer-member-null", Nobody).member("id_token"),
    lie("hostile.provider.answer-other-token-type", "The token is of a type that the party does not know", &["RFC 6749, 7.1"],
        &[&[Guard::TokenType]], "answer-other-token-type", Nobody),
    lie("hostile.provider.answer-not-json", "The token answer is a page", &["RFC 6749, 5.1"],
        &[], "answer-not-json", Nobody),
    lie("hostile.provider.resource-other-person", "The record is somebody else's", &["OIDC Core, 5.3.2"],
        &[&[Guard::SamePerson]], "resource-other-person", Nobody),
    lie("hostile.provider.resource-without-snils", "The record has no insurance number", &["ESIA-MR, B.7"],
        &[], "resource-without-snils", Either),
    lie("hostile.provider.resource-untrusted", "The record says that nobody confirmed the account", &["S004"],
        &[&[Guard::Level]], "resource-untrusted", Nobody).under("yaroslavl-2018"),
    lie("hostile.provider.resource-trusted", "The record calls a simplified account confirmed", &["S004"],
        &[&[Guard::LevelAgrees], &[Guard::Level]], "resource-trusted", NotBound).under("yaroslavl-2018"),
    lie("hostile.provider.resource-deleted", "The record says that the account is deleted", &["ESIA-MR, B.7"],
        &[&[Guard::Status]], "resource-deleted", Nobody),
    lie("hostile.provider.resource-unauthorized", "The record is refused: the token is not good", &["RFC 6750, 3.1"],
        &[], "resource-unauthorized", Nobody),
    lie("hostile.provider.resource-forbidden", "The record is refused: the scope is too narrow", &["RFC 6750, 3.1"],
        &[], "resource-forbidden", Nobody),
    lie("hostile.provider.resource-error", "The record is refused: the token has expired", &["RFC 6750, 3.1", "ESIA-005013"],
        &[], "resource-error", Nobody).amount(5013),
    lie("hostile.provider.resource-empty", "The record is empty", &["ESIA-MR, B.7"],
        &[&[Guard::Status]], "resource-empty", Nobody),
    lie("hostile.provider.resource-snils-null", "The insurance number of the record is null", &["ESIA-MR, B.7"],
        &[], "resource-member-null", Either).member("snils"),
    lie("hostile.provider.ac.unavailable", "The authorization endpoint is out of reach", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("ac", 0),
    lie("hostile.provider.te.unavailable", "The token endpoint is out of reach", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("te", 0),
    lie("hostile.provider.rs.unavailable", "The record is out of reach", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("rs", 0),
    lie("hostile.provider.te.html", "The token endpoint answers with a page", &["RFC 6749, 5.1"],
        &[], "transport-html", Nobody).at("te", 0),
    lie("hostile.provider.rs.html", "The record is a page", &["ESIA-MR, B.7"],
        &[], "transport-html", Nobody).at("rs", 0),
    lie("hostile.provider.te.cut", "The token answer breaks off", &["RFC 9112, 8"],
        &[], "transport-cut", Nobody).at("te", 40),
    lie("hostile.provider.rs.cut", "The record breaks off", &["RFC 9112, 8"],
        &[], "transport-cut", Nobody).at("rs", 20),
    lie("hostile.provider.te.chunked", "The token answer comes in chunks", &["RFC 9112, 7.1"],
        &[], "transport-chunked", Herself).at("te", 11),
    lie("hostile.provider.rs.chunked", "The record comes in chunks", &["RFC 9112, 7.1"],
        &[], "transport-chunked", Herself).at("rs", 11),
    lie("hostile.provider.te.slow", "The token endpoint takes its time", &["RFC 9110, 15.6.5"],
        &[], "transport-slow", Herself).at("te", 300),
    lie("hostile.provider.rs.slow", "The record takes its time", &["RFC 9110, 15.6.5"],
        &[], "transport-slow", Herself).at("rs", 300),
    lie("hostile.provider.te.wrong-date", "The token endpoint's clock is two hours off", &["RFC 9110, 6.6.1"],
        &[], "transport-wrong-date", Herself).at("te", 7200),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_provider_is_told_as_a_lie() {
        let listed = include_str!("../../../../docs/FAULTS.md");
        let faults = listed.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut count = 0;
        for fault in faults {
            assert!(LIES.iter().any(|lie| lie.fault == fault), "{fault}");
            count += 1;
        }
        assert!(count >= 56, "{count}");
    }
}

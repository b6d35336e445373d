//! Owns the list of provider faults: what goes wrong, how a correct relying party reacts, and which clause says so.

use serde_json::{Value, json};

use crate::bench::party::Guard;
use crate::event::Grade;

/// How often a fault occurs at most: more often than any scenario makes the request, so that the rest shows whether it occurred.
pub(crate) const TIMES: u64 = 100;

/// Something that the provider does wrong.
#[derive(Debug)]
pub(crate) struct ProviderFault {
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
    /// How a correct party reacts.
    pub(crate) expected: Expected,
    /// How grave it is if the party accepts it.
    pub(crate) grade: Grade,
    /// The policy of the diary.
    pub(crate) policy: &'static str,
}

/// How a correct party reacts to a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    /// No one is signed in.
    Nobody,
    /// No one is: the person in all the tokens is not a user who may sign in.
    Stranger,
    /// Nothing that matters is wrong: the citizen is in.
    Herself,
    /// To refuse it and to read past it are both sound.
    Either,
    /// An account that is too weak stays outside.
    NotBound,
}

impl ProviderFault {
    /// The order for the control API.
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

    const fn under(mut self, policy: &'static str) -> Self {
        self.policy = policy;
        self
    }
}

const fn fault(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    guards: &'static [&'static [Guard]],
    fault: &'static str,
    expected: Expected,
) -> ProviderFault {
    ProviderFault {
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
pub(crate) const FAULTS: &[ProviderFault] = &[
    fault("hostile.provider.authorization-server-error", "The authorization request fails with a server error", &["RFC 6749, 4.1.2.1", "ESIA-007007"],
        &[], "authorization-server-error", Nobody),
    fault("hostile.provider.authorization-unavailable", "The authorization request fails because the portal is temporarily unavailable", &["RFC 6749, 4.1.2.1", "ESIA-007008"],
        &[], "authorization-unavailable", Nobody),
    fault("hostile.provider.authorization-error", "The authorization request fails with an unknown error", &["RFC 6749, 4.1.2.1", "ESIA-007019"],
        &[], "authorization-error", Nobody).amount(7019),
    fault("hostile.provider.redirect-other-state", "The redirect carries a different `state`", &["RFC 6749, 10.12"],
        &[&[Guard::State]], "redirect-other-state", Nobody),
    fault("hostile.provider.redirect-no-state", "The redirect carries no `state`", &["RFC 6749, 10.12"],
        &[&[Guard::State]], "redirect-no-state", Nobody),
    fault("hostile.provider.redirect-no-code", "The redirect carries neither code nor error", &["RFC 6749, 4.1.2"],
        &[], "redirect-no-code", Nobody),
    fault("hostile.provider.redirect-replayed-code", "The redirect carries the code of an earlier sign-in", &["RFC 6749, 10.5"],
        &[], "redirect-replayed-code", Nobody),
    fault("hostile.provider.redirect-code-and-error", "The redirect carries both a code and an error", &["RFC 6749, 4.1.2.1"],
        &[], "redirect-code-and-error", Nobody),
    fault("hostile.provider.redirect-doubled", "The redirect carries code and `state` twice", &["RFC 6749, 3.1"],
        &[], "redirect-doubled", Either),
    fault("hostile.provider.token-error", "The token endpoint rejects the client's signature", &["RFC 6749, 5.2", "ESIA-007053"],
        &[], "token-error", Nobody).amount(7053),
    fault("hostile.provider.token-server-error", "The token endpoint fails before it checks the code", &["RFC 6749, 5.2", "ESIA-007007"],
        &[], "token-server-error", Nobody),
    fault("hostile.provider.token-unavailable", "The token endpoint is temporarily unavailable", &["RFC 6749, 5.2", "ESIA-007008"],
        &[], "token-unavailable", Nobody),
    fault("hostile.provider.failure-after-code", "The token endpoint fails after it has consumed the code", &["RFC 6749, 10.5"],
        &[], "failure-after-code", Nobody),
    fault("hostile.provider.token-expired", "The tokens have expired", &["RFC 7519, 4.1.4"],
        &[&[Guard::Expiry, Guard::Freshness, Guard::Record]], "token-expired", Nobody),
    fault("hostile.provider.token-not-yet-valid", "The tokens become valid only tomorrow", &["RFC 7519, 4.1.5"],
        &[&[Guard::NotBefore, Guard::IssuedAt, Guard::Record]], "token-not-yet-valid", Nobody),
    fault("hostile.provider.token-clock-jumped", "The portal's clock has jumped five minutes ahead", &["RFC 7519, 4.1.5"],
        &[&[Guard::NotBefore, Guard::IssuedAt, Guard::Record]], "token-clock-jumped", Nobody),
    fault("hostile.provider.token-without-expiry", "The tokens have no expiry", &["RFC 7519, 4.1.4"],
        &[&[Guard::Expiry, Guard::Record]], "token-without-expiry", Nobody),
    fault("hostile.provider.token-foreign-key", "The tokens are signed with an unpublished key", &["RFC 7515, 5.2"],
        &[&[Guard::Signature]], "token-foreign-key", Nobody),
    fault("hostile.provider.token-retired-key", "The tokens are signed with a retired key", &["RFC 7515, 6"],
        &[&[Guard::Signature]], "token-retired-key", Nobody),
    fault("hostile.provider.token-unsigned", "The tokens are unsigned (`alg: none`)", &["RFC 8725, 3.1"],
        &[&[Guard::Algorithm, Guard::Record]], "token-unsigned", Nobody),
    fault("hostile.provider.token-hmac-with-public-key", "The tokens are signed by HMAC with the public key as the secret", &["RFC 8725, 2.1"],
        &[&[Guard::Algorithm, Guard::Signature, Guard::Record]], "token-hmac-with-public-key", Nobody),
    fault("hostile.provider.token-broken-signature", "One byte of the signature is changed", &["RFC 7515, 5.2"],
        &[&[Guard::Signature, Guard::Record]], "token-broken-signature", Nobody),
    fault("hostile.provider.token-signature-missing", "The signature is empty", &["RFC 7515, 5.2"],
        &[&[Guard::Signature, Guard::Record]], "token-signature-missing", Nobody),
    fault("hostile.provider.token-other-issuer", "The tokens name another issuer", &["OIDC Core, 3.1.3.7, 2"],
        &[&[Guard::Issuer]], "token-other-issuer", Nobody),
    fault("hostile.provider.token-other-audience", "The tokens were issued for another relying party", &["OIDC Core, 3.1.3.7, 3"],
        &[&[Guard::Audience, Guard::Client, Guard::Record]], "token-other-audience", Nobody),
    fault("hostile.provider.token-audience-missing", "The id token has no audience", &["OIDC Core, 2"],
        &[&[Guard::Audience]], "token-audience-missing", Nobody),
    fault("hostile.provider.token-other-subject", "All tokens name a different person than the one who signed in", &["OIDC Core, 5.3.2"],
        &[], "token-other-subject", Stranger),
    fault("hostile.provider.token-other-oid", "Id token and access token name different persons", &["OIDC Core, 5.3.2"],
        &[&[Guard::SameSubject]], "token-other-oid", Nobody),
    fault("hostile.provider.token-oid-as-text", "The subject's number is a string", &["ESIA-MR Б.7"],
        &[], "token-oid-as-text", Either),
    fault("hostile.provider.token-subject-missing", "The tokens have no subject", &["OIDC Core, 2"],
        &[], "token-subject-missing", Nobody),
    fault("hostile.provider.token-level-raised", "The id token claims that a simplified account is confirmed", &["ESIA-MR 3.6", "S004"],
        &[&[Guard::Level]], "token-level-raised", NotBound).under("yaroslavl-2018"),
    fault("hostile.provider.token-other-client", "The access token was issued to another relying party", &["RFC 9700, 4.9"],
        &[&[Guard::Client, Guard::Record]], "token-other-client", Nobody),
    fault("hostile.provider.token-kind-swapped", "An id token is returned as the access token", &["RFC 8725, 2.8"],
        &[&[Guard::Kind, Guard::Client, Guard::Record]], "token-kind-swapped", Nobody),
    fault("hostile.provider.answer-other-state", "The token response has a different `state`", &["ESIA-MR Б.2.4"],
        &[&[Guard::AnswerState]], "answer-other-state", Nobody),
    fault("hostile.provider.answer-no-state", "The token response has no `state`", &["ESIA-MR Б.2.4"],
        &[&[Guard::AnswerState]], "answer-no-state", Nobody),
    fault("hostile.provider.answer-expiry-as-text", "`expires_in` is a string", &["RFC 6749, 5.1"],
        &[], "answer-expiry-as-text", Either),
    fault("hostile.provider.answer-no-id-token", "The token response has no id token", &["OIDC Core, 3.1.3.3"],
        &[], "answer-no-id-token", Nobody),
    fault("hostile.provider.answer-no-access-token", "The token response has no access token", &["RFC 6749, 5.1"],
        &[], "answer-no-access-token", Nobody),
    fault("hostile.provider.answer-id-token-only", "The token response has only the id token", &["RFC 6749, 5.1"],
        &[], "answer-id-token-only", Nobody),
    fault("hostile.provider.answer-half", "The token response is truncated after the code was consumed", &["RFC 8259, 2"],
        &[], "answer-half", Nobody),
    fault("hostile.provider.answer-access-token-null", "The access token is null", &["RFC 6749, 5.1"],
        &[], "answer-member-null", Nobody).member("access_token"),
    fault("hostile.provider.answer-id-token-null", "The id token is null", &["OIDC Core, 3.1.3.3"],
        &[], "answer-member-null", Nobody).member("id_token"),
    fault("hostile.provider.answer-other-token-type", "The token type is unknown", &["RFC 6749, 7.1"],
        &[&[Guard::TokenType]], "answer-other-token-type", Nobody),
    fault("hostile.provider.answer-not-json", "The token response is an HTML page", &["RFC 6749, 5.1"],
        &[], "answer-not-json", Nobody),
    fault("hostile.provider.resource-other-person", "The returned record belongs to another person", &["OIDC Core, 5.3.2"],
        &[&[Guard::SamePerson]], "resource-other-person", Nobody),
    fault("hostile.provider.resource-without-snils", "The returned record has no SNILS", &["ESIA-MR А.2"],
        &[], "resource-without-snils", Either),
    fault("hostile.provider.resource-untrusted", "The returned record says that the account is not confirmed", &["ESIA-MR 3.6", "S004"],
        &[&[Guard::Level]], "resource-untrusted", Nobody).under("yaroslavl-2018"),
    fault("hostile.provider.resource-trusted", "The returned record claims that a simplified account is confirmed", &["ESIA-MR 3.6", "S004"],
        &[&[Guard::LevelAgrees], &[Guard::Level]], "resource-trusted", NotBound).under("yaroslavl-2018"),
    fault("hostile.provider.resource-deleted", "The person's record says that the account is deleted", &["ESIA-MR А.2"],
        &[&[Guard::Status]], "resource-deleted", Nobody),
    fault("hostile.provider.resource-unauthorized", "The data API refuses the request: the token is invalid", &["RFC 6750, 3.1"],
        &[], "resource-unauthorized", Nobody),
    fault("hostile.provider.resource-forbidden", "The data API refuses the request: the scope is insufficient", &["RFC 6750, 3.1"],
        &[], "resource-forbidden", Nobody),
    fault("hostile.provider.resource-error", "The data API refuses the request: the token has expired", &["RFC 6750, 3.1", "ESIA-005013"],
        &[], "resource-error", Nobody).amount(5013),
    fault("hostile.provider.resource-empty", "The person's record is empty", &["ESIA-MR А.2"],
        &[&[Guard::Status]], "resource-empty", Nobody),
    fault("hostile.provider.resource-snils-null", "The SNILS in the person's record is null", &["ESIA-MR А.2"],
        &[], "resource-member-null", Either).member("snils"),
    fault("hostile.provider.ac.unavailable", "The authorization endpoint is unreachable", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("ac", 0),
    fault("hostile.provider.te.unavailable", "The token endpoint is unreachable", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("te", 0),
    fault("hostile.provider.rs.unavailable", "The data API is unreachable", &["RFC 9110, 15.6.4"],
        &[], "transport-unavailable", Nobody).at("rs", 0),
    fault("hostile.provider.te.html", "The token endpoint answers with an HTML page", &["RFC 6749, 5.1"],
        &[], "transport-html", Nobody).at("te", 0),
    fault("hostile.provider.rs.html", "The data API answers with an HTML page", &["ESIA-MR А.2"],
        &[], "transport-html", Nobody).at("rs", 0),
    fault("hostile.provider.te.cut", "The token response is cut off", &["RFC 9112, 8"],
        &[], "transport-cut", Nobody).at("te", 40),
    fault("hostile.provider.rs.cut", "The person's record is cut off", &["RFC 9112, 8"],
        &[], "transport-cut", Nobody).at("rs", 20),
    fault("hostile.provider.te.chunked", "The token response is sent in chunks", &["RFC 9112, 7.1"],
        &[], "transport-chunked", Herself).at("te", 11),
    fault("hostile.provider.rs.chunked", "The person's record is sent in chunks", &["RFC 9112, 7.1"],
        &[], "transport-chunked", Herself).at("rs", 11),
    fault("hostile.provider.te.slow", "The token endpoint answers slowly", &["RFC 9110, 15.6.5"],
        &[], "transport-slow", Herself).at("te", 300),
    fault("hostile.provider.rs.slow", "The person's record is returned slowly", &["RFC 9110, 15.6.5"],
        &[], "transport-slow", Herself).at("rs", 300),
    fault("hostile.provider.te.wrong-date", "The token endpoint's clock is two hours off", &["RFC 9110, 6.6.1"],
        &[], "transport-wrong-date", Herself).at("te", 7200),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_provider_has_a_scenario() {
        let listed = include_str!("../../../../docs/FAULTS.md");
        // Faults of pushes are for parties that take pushes; none of these attacks sends one.
        let answers =
            listed.lines().filter(|line| !line.contains("| push |") && !line.contains("| consent-push |"));
        let faults = answers.filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut count = 0;
        // The generated lies are told by what is named so, and what follows a redirect by `leak.redirected`.
        for name in faults.filter(|name| !name.ends_with("-mutated") && *name != "transport-redirect") {
            assert!(FAULTS.iter().any(|fault| fault.fault == name), "{name}");
            count += 1;
        }
        assert!(count >= 56, "{count}");
    }
}

//! Owns the list of subjects: what the provider lies about, one scenario each.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Guard;
use crate::scenario::mutations::subject::Severity::{Critical, High, Low, Medium};
use crate::scenario::mutations::subject::{Severity, Subject};
use crate::scenario::mutations::{
    answers, claims, hang, levels, records, redirects, retry, signatures, time,
};

type Tell = fn(&Bench<'_>, &'static Subject) -> Result<(), Halt>;

const fn subject(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    guards: &'static [&'static [Guard]],
    (token, what): (&'static str, &'static str),
    tell: Tell,
    (severity, missing, gain): (Severity, &'static str, &'static str),
) -> Subject {
    Subject { id, title, clauses, guards, severity, missing, gain, token, what, policy: "bratsk-2018", tell }
}

const fn under(policy: &'static str, subject: Subject) -> Subject {
    Subject { policy, ..subject }
}

const LEVEL: &[&str] = &["ESIA-MR 3.6", "ESIA-MR Б.7"];
const ID: &[&str] = &["MR-RP-10", "ESIA-MR Б.6.6", "OIDC Core, 3.1.3.7"];
const ID_TIME: &[&str] = &["MR-RP-10", "ESIA-MR Б.6.6", "RFC 7519, 4.1"];
const ID_ALGORITHM: &[&str] = &["MR-RP-10", "RFC 8725, 3.1"];
const ACCESS: &[&str] = &["MR-RP-11", "ESIA-MR Б.5"];
const ACCESS_SIGNED: &[&str] = &["MR-RP-12", "ESIA-MR Б.5", "RFC 8725, 3.1"];
const PERSON: &[&str] = &["MR-RP-16", "ESIA-MR Б.7", "OIDC Core, 5.3.2"];
const CLOCKS: &[&str] = &["MR-RP-3", "ESIA-MR 3.1.1", "RFC 7519, 4.1"];

const ANY_SITE: &str = "whoever runs another site with state sign-in can sign in here as its visitors";
const ANY_ISSUER: &str =
    "a token of any issuer whose key is known here, a test stand's too, opens every account";
const ANYBODY: &str = "whoever can write a token becomes any user";
const FOREVER: &str = "a token that leaked once opens the account for good";
const EARLY: &str = "a token that was made for later is good already now";
const MIXED: &str = "whoever has a token of another person signs in with two people's data mixed";

/// Every subject, in the order of the protocol.
#[rustfmt::skip]
pub(crate) const SUBJECTS: &[Subject] = &[
    subject("hostile.lies.redirect.state", "Near misses of `state` in the redirect are refused", &["MR-D-3", "RFC 6749, 10.12"],
        &[&[Guard::State]], ("", "state"), redirects::state,
        (High, "`state` is not compared to the letter", "an attacker's answer signs the victim in as the attacker")),
    subject("hostile.lies.answer.state", "Near misses of `state` in the token answer are refused", &["MR-D-3", "ESIA-MR Б.2.4"],
        &[&[Guard::AnswerState]], ("", "state"), answers::state,
        (Low, "`state` of the token answer is not compared", "an answer to another request is taken for one's own")),
    subject("hostile.lies.answer.token-type", "An access token of another type is not used", &["RFC 6749, 7.1"],
        &[&[Guard::TokenType]], ("", "token_type"), answers::token_type,
        (Low, "`token_type` is not looked at", "a token that is to be used otherwise is sent along openly")),
    subject("hostile.lies.answer.access-token", "A token answer without a usable access token signs nobody in", &["RFC 6749, 5.1"],
        &[], ("", "access_token"), answers::token,
        (High, "the access token may be missing", "somebody is in without the portal's word")),
    subject("hostile.lies.answer.id-token", "A token answer without a usable id token signs nobody in", &["MR-RP-10", "OIDC Core, 3.1.3.3"],
        &[], ("", "id_token"), answers::token,
        (High, "the id token may be missing", "somebody is in without the portal's word")),
    subject("hostile.lies.answer.rest", "Odd members of the token answer neither break the party nor confuse people", &["RFC 6749, 5.1"],
        &[], ("", ""), answers::rest,
        (Critical, "the answer is read carelessly", "somebody becomes another person")),
    subject("hostile.lies.id.signature", "An id token that the portal did not sign is refused", ID_ALGORITHM,
        &[&[Guard::Signature]], ("id", ""), signatures::made_by_whom,
        (Critical, "the signature of the id token is not checked", ANYBODY)),
    subject("hostile.lies.id.unsigned", "An unsigned id token (`alg: none`) is refused", ID_ALGORITHM,
        &[&[Guard::Algorithm]], ("id", "alg"), signatures::unsigned,
        (Critical, "the id token may say that it has no signature", ANYBODY)),
    subject("hostile.lies.id.hmac", "An id token signed by HMAC with the public key is refused", ID_ALGORITHM,
        &[&[Guard::Algorithm, Guard::Signature]], ("id", "alg"), signatures::public_key_as_secret,
        (Critical, "the id token chooses its algorithm, and the public key is taken for a secret", ANYBODY)),
    subject("hostile.lies.id.kind", "Another kind of token is not taken for an id token", ID_ALGORITHM,
        &[&[Guard::Kind]], ("id", "sbt"), claims::kind,
        (Medium, "the kind of the id token is not checked", "an access token, which other systems see, passes for an id token")),
    subject("hostile.lies.id.audience", "An id token for another system is refused", ID,
        &[&[Guard::Audience]], ("id", "aud"), claims::audience,
        (Critical, "the audience of the id token is not checked", ANY_SITE)),
    subject("hostile.lies.id.issuer", "An id token of another issuer is refused", ID,
        &[&[Guard::Issuer]], ("id", "iss"), claims::issuer,
        (High, "the issuer of the id token is not checked", ANY_ISSUER)),
    subject("hostile.lies.id.person", "An id token about another person than the access token is refused", PERSON,
        &[&[Guard::SameSubject]], ("id", "sub"), claims::person,
        (High, "the persons of the two tokens are not compared", MIXED)),
    subject("hostile.lies.id.expiry", "An id token that has expired is refused", ID_TIME,
        &[&[Guard::Expiry]], ("id", "exp"), claims::expiry,
        (Medium, "the end of the id token is not checked", FOREVER)),
    subject("hostile.lies.id.not-before", "An id token that is not yet good is refused", ID_TIME,
        &[&[Guard::NotBefore]], ("id", "nbf"), claims::beginning,
        (Low, "the beginning of the id token is not checked", EARLY)),
    subject("hostile.lies.id.issued-at", "An id token that was issued in the future is refused", ID_TIME,
        &[&[Guard::IssuedAt]], ("id", "iat"), claims::beginning,
        (Low, "the moment of issue of the id token is not checked", EARLY)),
    subject("hostile.lies.access.signature", "An access token that the portal did not sign is not read", ACCESS_SIGNED,
        &[&[Guard::Signature]], ("access", ""), signatures::made_by_whom,
        (Critical, "the signature of the access token is not checked before its claims are used", ANYBODY)),
    subject("hostile.lies.access.unsigned", "An unsigned access token (`alg: none`) is not read", ACCESS_SIGNED,
        &[&[Guard::Algorithm]], ("access", "alg"), signatures::unsigned,
        (Critical, "the access token may say that it has no signature", ANYBODY)),
    subject("hostile.lies.access.hmac", "An access token signed by HMAC with the public key is not read", ACCESS_SIGNED,
        &[&[Guard::Algorithm, Guard::Signature]], ("access", "alg"), signatures::public_key_as_secret,
        (Critical, "the access token chooses its algorithm, and the public key is taken for a secret", ANYBODY)),
    subject("hostile.lies.access.kind", "Another kind of token is not taken for an access token", ACCESS,
        &[&[Guard::Kind]], ("access", "sbt"), claims::kind,
        (Medium, "the kind of the access token is not checked", "a token that was made for something else passes for an access token")),
    subject("hostile.lies.access.client", "An access token of another system is not used", &["MR-RP-17", "ESIA-MR Б.5"],
        &[&[Guard::Client]], ("access", "client_id"), claims::audience,
        (Critical, "`client_id` of the access token is not checked", ANY_SITE)),
    subject("hostile.lies.access.issuer", "An access token of another issuer is refused", ACCESS,
        &[&[Guard::Issuer]], ("access", "iss"), claims::issuer,
        (High, "the issuer of the access token is not checked", ANY_ISSUER)),
    subject("hostile.lies.access.person", "An access token about another person than the id token is refused", PERSON,
        &[&[Guard::SameSubject]], ("access", "urn:esia:sbj_id"), claims::person,
        (High, "the persons of the two tokens are not compared", MIXED)),
    subject("hostile.lies.access.expiry", "An access token that has expired is refused", ACCESS,
        &[&[Guard::Expiry]], ("access", "exp"), claims::expiry,
        (Medium, "the end of the access token is not checked", FOREVER)),
    subject("hostile.lies.access.not-before", "An access token that is not yet good is refused", ACCESS,
        &[&[Guard::NotBefore]], ("access", "nbf"), claims::beginning,
        (Low, "the beginning of the access token is not checked", EARLY)),
    subject("hostile.lies.access.issued-at", "An access token that was issued in the future is refused", ACCESS,
        &[&[Guard::IssuedAt]], ("access", "iat"), claims::beginning,
        (Low, "the moment of issue of the access token is not checked", EARLY)),
    subject("hostile.lies.record.members", "Odd members of the person's record neither break the party nor confuse people", &["ESIA-MR А.2"],
        &[], ("", ""), records::members,
        (Critical, "the record is read carelessly", "somebody becomes another person")),
    subject("hostile.lies.record.status", "An account that is not in use opens nothing", &["ESIA-MR А.2"],
        &[&[Guard::Status]], ("", "status"), records::status,
        (Medium, "the status of the account is not looked at", "a deleted or blocked account goes on being used")),
    under("yaroslavl-2018", subject("hostile.lies.record.level", "A record that does not say plainly that an account is confirmed counts as a no", LEVEL,
        &[], ("", "trusted"), levels::level,
        (Critical, "a record that says nothing of the level counts as confirmed", "an account with an invented name opens the door"))),
    under("yaroslavl-2018", subject("hostile.lies.id.level", "An id token that does not say plainly that an account is confirmed counts as a no", LEVEL,
        &[], ("id", "is_tru"), levels::level,
        (Critical, "an id token that says nothing of the level counts as confirmed", "an account with an invented name opens the door"))),
    subject("hostile.time.expiry", "The tolerance for the end of tokens is at most five minutes", CLOCKS,
        &[&[Guard::Expiry]], ("both", "exp"), time::tolerance,
        (Medium, "the end of tokens is not checked, or with a tolerance of more than five minutes", FOREVER)),
    subject("hostile.time.not-before", "The tolerance for the beginning of tokens is some seconds and at most five minutes", CLOCKS,
        &[&[Guard::NotBefore]], ("both", "nbf"), time::tolerance,
        (Low, "the beginning of tokens is not checked, or with a tolerance of more than five minutes", EARLY)),
    subject("hostile.time.issued-at", "The tolerance for the issue of tokens is some seconds and at most five minutes", CLOCKS,
        &[&[Guard::IssuedAt]], ("both", "iat"), time::tolerance,
        (Low, "the moment of issue is not checked, or with a tolerance of more than five minutes", EARLY)),
    subject("hostile.time.clocks", "People are let in while the clocks of portal and party differ by seconds", CLOCKS,
        &[], ("", ""), time::clocks,
        (Medium, "the clocks must agree to the second", "good users are locked out whenever a clock is set")),
    subject("hostile.hang.token", "A token endpoint that hangs holds up one sign-in and nobody else", &["RFC 9110, 15.6.5"],
        &[], ("", "te"), hang::at,
        (Medium, "the party waits without a limit of its own, or one for all", "one hanging call locks everybody out")),
    subject("hostile.hang.record", "A data API that hangs holds up one sign-in and nobody else", &["RFC 9110, 15.6.5"],
        &[], ("", "rs"), hang::at,
        (Medium, "the party waits without a limit of its own, or one for all", "one hanging call locks everybody out")),
    subject("hostile.retry.token", "A code is redeemed once, and a failing token endpoint is not stormed", &["MR-RP-7", "ESIA-MR Б.2.4", "RFC 6749, 4.1.2"],
        &[], ("", "te"), retry::at_the_token_endpoint,
        (Medium, "the token endpoint is asked again and again", "a portal that is down is kept down, and a code that was used twice is withdrawn")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_names_its_guard_its_gain_and_a_rule() {
        for (number, subject) in SUBJECTS.iter().enumerate() {
            let Subject { id, missing, gain, clauses, .. } = subject;
            assert!(!missing.is_empty() && !gain.is_empty() && !clauses.is_empty(), "{id}");
            assert!(SUBJECTS.iter().skip(number + 1).all(|other| other.id != *id), "{id} stands twice");
        }
    }
}

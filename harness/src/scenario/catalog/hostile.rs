//! Owns the part of the catalogue with attacks.

use crate::bench::party::Guard;
use crate::scenario::Scenario;
use crate::scenario::catalog::entry::{attack, under};
use crate::scenario::hostile::faults::{FAULTS, ProviderFault};
use crate::scenario::hostile::{answers, changes, insiders, provider, sessions};
use crate::scenario::mutations::{self, SUBJECTS, Subject};

/// RFC 6749: the answer belongs to the browser that asked.
const CSRF: &[&str] = &["RFC 6749, 10.12", "RFC 9700, 4.7"];

/// Attacks on the diary.
pub(super) const HOSTILE: &[Scenario] = &[
    attack(
        "hostile.answer.forced",
        "An attacker's authorization response opened in a victim's browser does not sign the victim in as the attacker",
        CSRF,
        &[&[Guard::State]],
        answers::forced,
    ),
    attack(
        "hostile.answer.of-another-browser",
        "The same while the victim is signing in on the portal",
        CSRF,
        &[&[Guard::State]],
        answers::of_another_browser,
    ),
    attack(
        "hostile.answer.to-a-binding",
        "An attacker's authorization response does not change the session of a signed-in victim",
        CSRF,
        &[&[Guard::State]],
        answers::to_whoever_is_in,
    ),
    attack(
        "hostile.state.made-up",
        "Unknown or missing `state` is rejected",
        CSRF,
        &[&[Guard::State]],
        answers::made_up_state,
    ),
    attack(
        "hostile.state.spent",
        "A `state` that was already used is rejected",
        &["RFC 6749, 10.12", "RFC 9700, 4.7.1"],
        &[&[Guard::State], &[Guard::StateOnce]],
        answers::spent_state,
    ),
    attack(
        "hostile.state.stale",
        "A sign-in attempt expires after a while",
        &["RFC 6749, 10.12"],
        &[&[Guard::AttemptAge]],
        answers::stale_attempt,
    ),
    attack(
        "hostile.answer.twice",
        "The same authorization response arriving twice signs the citizen in once and does not sign her out",
        &["RFC 6749, 4.1.2"],
        &[],
        answers::twice,
    ),
    attack(
        "hostile.tabs.two",
        "Two tabs sign in at once: both are signed in",
        &["RFC 6749, 10.12"],
        &[],
        answers::two_tabs,
    ),
    attack(
        "hostile.code.redeemed",
        "A redeemed code found in a log is useless",
        &["RFC 6749, 10.5", "ESIA-007011"],
        &[],
        answers::redeemed_code,
    ),
    attack(
        "hostile.code.of-another-party",
        "A code issued to another relying party is rejected",
        &["RFC 6749, 10.5", "RFC 9700, 4.5"],
        &[],
        answers::code_of_another_party,
    ),
    attack(
        "hostile.session.fixed",
        "A session id planted by an attacker is invalid after the victim signs in",
        &["RFC 9700, 4.7", "OWASP ASVS 7.2.4"],
        &[&[Guard::FreshSession]],
        sessions::fixed,
    ),
    attack(
        "hostile.session.stolen",
        "A copied session id is invalid after the victim signs out",
        &["OWASP ASVS 7.4.1"],
        &[&[Guard::SessionEnds]],
        sessions::stolen,
    ),
    attack(
        "hostile.return.elsewhere",
        "An attacker adds a return address to the authorization response: the citizen stays on the diary's site",
        &["RFC 9700, 4.11", "OWASP ASVS 3.7.2"],
        &[&[Guard::OwnReturn]],
        changes::return_elsewhere,
    ),
    attack(
        "hostile.scope.narrowed",
        "The portal grants fewer scopes than requested: the diary reports it and signs nobody in as another person",
        &["RFC 6749, 3.3", "ESIA-007019"],
        &[],
        changes::scope_narrowed,
    ),
    attack(
        "hostile.keys.rotated",
        "After key rotation the diary accepts the new key or refuses sign-in",
        &["RFC 7515, 6", "RFC 8725, 3.10"],
        &[],
        changes::keys_rotated,
    ),
    attack(
        "hostile.token.other-algorithm",
        "Tokens signed with another algorithm than the registered one are rejected",
        &["RFC 8725, 3.1"],
        &[&[Guard::Algorithm, Guard::Signature]],
        changes::other_algorithm,
    ),
    attack(
        "hostile.account.of-another-user",
        "A father cannot link the mother's account that was left signed in on the portal",
        &["S004"],
        &[&[Guard::BoundOnce]],
        insiders::account_of_another_user,
    ),
    attack(
        "hostile.pupil.of-others",
        "A parent who opens the address of another family's child sees no marks",
        &["S003"],
        &[&[Guard::OwnPupils]],
        insiders::pupil_of_others,
    ),
    under(
        "yaroslavl-2018",
        attack(
            "hostile.level.too-low",
            "A simplified account cannot be linked where a confirmed one is required",
            &["S004"],
            &[&[Guard::Level]],
            insiders::level_too_low,
        ),
    ),
];

/// The provider misbehaves.
pub(super) const PROVIDER: &[Scenario] = &{
    let mut all = [of(&FAULTS[0]); FAULTS.len()];
    let mut at = 0;
    while at < FAULTS.len() {
        all[at] = of(&FAULTS[at]);
        at += 1;
    }
    all
};

const fn of(fault: &ProviderFault) -> Scenario {
    under(fault.policy, attack(fault.id, fault.title, fault.clauses, fault.guards, provider::faulty))
}

/// The provider lies about one thing at a time.
pub(super) const LIES: &[Scenario] = &{
    let mut all = [about(&SUBJECTS[0]); SUBJECTS.len()];
    let mut at = 0;
    while at < SUBJECTS.len() {
        all[at] = about(&SUBJECTS[at]);
        at += 1;
    }
    all
};

const fn about(subject: &Subject) -> Scenario {
    under(subject.policy, attack(subject.id, subject.title, subject.clauses, subject.guards, mutations::told))
}

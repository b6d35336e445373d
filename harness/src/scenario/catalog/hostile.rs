//! Owns the part of the catalogue in which somebody means harm.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Guard;
use crate::scenario::hostile::lies::{LIES, Lie};
use crate::scenario::hostile::{answers, changes, insiders, provider, sessions};
use crate::scenario::{Kind, Scenario};

/// A Tuesday on which both ways lead into the diary.
const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// RFC 6749: the answer belongs to the browser that asked.
const CSRF: &[&str] = &["RFC 6749, 10.12", "RFC 9700, 4.7"];

/// Attacks on the diary.
pub(super) const HOSTILE: &[Scenario] = &[
    attack(
        "hostile.answer.forced",
        "An attacker's answer of the portal is opened in a victim's browser: nobody is signed in as the attacker",
        CSRF,
        &[&[Guard::State]],
        answers::forced,
    ),
    attack(
        "hostile.answer.of-another-browser",
        "The same while the victim is on the way to the portal",
        CSRF,
        &[&[Guard::State]],
        answers::of_another_browser,
    ),
    attack(
        "hostile.answer.to-a-binding",
        "An attacker's answer reaches a victim who is signed in: the victim stays who she is",
        CSRF,
        &[&[Guard::State]],
        answers::to_whoever_is_in,
    ),
    attack(
        "hostile.state.made-up",
        "A state that nobody started, and none at all, open nothing",
        CSRF,
        &[&[Guard::State]],
        answers::made_up_state,
    ),
    attack(
        "hostile.state.spent",
        "A state that was answered once carries no second answer",
        &["RFC 6749, 10.12", "RFC 9700, 4.7.1"],
        &[&[Guard::State], &[Guard::StateOnce]],
        answers::spent_state,
    ),
    attack(
        "hostile.state.stale",
        "An attempt that was left lying is over",
        &["RFC 6749, 10.12"],
        &[&[Guard::AttemptAge]],
        answers::stale_attempt,
    ),
    attack(
        "hostile.answer.twice",
        "The same answer comes twice, as from an impatient finger: in once, and not thrown out",
        &["RFC 6749, 4.1.2"],
        &[],
        answers::twice,
    ),
    attack(
        "hostile.tabs.two",
        "Two tabs sign in at once: the citizen is in, in both",
        &["RFC 6749, 10.12"],
        &[],
        answers::two_tabs,
    ),
    attack(
        "hostile.code.redeemed",
        "A code that was redeemed is worth nothing to whoever finds it in a log",
        &["RFC 6749, 10.5", "ESIA-007011"],
        &[],
        answers::redeemed_code,
    ),
    attack(
        "hostile.code.of-another-party",
        "A code that was given to another relying party opens nothing here",
        &["RFC 6749, 10.5", "RFC 9700, 4.5"],
        &[],
        answers::code_of_another_party,
    ),
    attack(
        "hostile.session.fixed",
        "A session number that an attacker planted opens nothing after the victim signed in",
        &["RFC 9700, 4.7", "OWASP ASVS 7.2.4"],
        &[&[Guard::FreshSession]],
        sessions::fixed,
    ),
    attack(
        "hostile.session.stolen",
        "A session number that was copied is dead when the victim leaves",
        &["OWASP ASVS 7.4.1"],
        &[&[Guard::SessionEnds]],
        sessions::stolen,
    ),
    attack(
        "hostile.return.elsewhere",
        "Somebody adds to the portal's answer where to go afterwards: the citizen stays in the diary",
        &["RFC 9700, 4.11", "OWASP ASVS 3.7.2"],
        &[&[Guard::OwnReturn]],
        changes::return_elsewhere,
    ),
    attack(
        "hostile.scope.narrowed",
        "The portal allows less than yesterday: the diary says so, and nobody comes in as somebody else",
        &["RFC 6749, 3.3", "ESIA-007019"],
        &[],
        changes::scope_narrowed,
    ),
    attack(
        "hostile.keys.rotated",
        "The portal signs with its next key: the diary has heard of it, or says no",
        &["RFC 7515, 6", "RFC 8725, 3.10"],
        &[],
        changes::keys_rotated,
    ),
    attack(
        "hostile.token.other-algorithm",
        "The portal signs with its own key of another algorithm than the registration agreed on: nobody is in",
        &["RFC 8725, 3.1"],
        &[&[Guard::Algorithm, Guard::Signature]],
        changes::other_algorithm,
    ),
    attack(
        "hostile.account.of-another-user",
        "A father binds the mother's account that was left open on the portal: refused",
        &["S004"],
        &[&[Guard::BoundOnce]],
        insiders::account_of_another_user,
    ),
    attack(
        "hostile.pupil.of-others",
        "A parent types the address of somebody else's child: no marks",
        &["S003"],
        &[&[Guard::OwnPupils]],
        insiders::pupil_of_others,
    ),
    under(
        "yaroslavl-2018",
        attack(
            "hostile.level.too-low",
            "A simplified account is bound where a confirmed one is needed: refused",
            &["S004"],
            &[&[Guard::Level]],
            insiders::level_too_low,
        ),
    ),
];

const fn attack(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    guards: &'static [&'static [Guard]],
    run: fn(&Bench<'_>) -> Result<(), Halt>,
) -> Scenario {
    let kind = Kind::Hostile { guards };
    Scenario { id, title, kind, clauses, policy: "bratsk-2018", at: AUTUMN_2018, run }
}

/// The same under another policy.
const fn under(policy: &'static str, scenario: Scenario) -> Scenario {
    Scenario { policy, ..scenario }
}

/// The provider plays false.
pub(super) const PROVIDER: &[Scenario] = &{
    let mut all = [of(&LIES[0]); LIES.len()];
    let mut at = 0;
    while at < LIES.len() {
        all[at] = of(&LIES[at]);
        at += 1;
    }
    all
};

const fn of(lie: &Lie) -> Scenario {
    under(lie.policy, attack(lie.id, lie.title, lie.clauses, lie.guards, provider::lied_to))
}

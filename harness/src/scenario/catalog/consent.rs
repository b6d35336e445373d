//! Owns the part of the catalogue that is about consents of the digital profile: asked for, given, told of, withdrawn.

use crate::bench::party::{EDU_JOURNAL, Guard};
use crate::scenario::Scenario;
use crate::scenario::catalog::entry::{AUTUMN_2018, attack, set_in, story};
use crate::scenario::hostile::{grown_up, push};
use crate::scenario::positive::consent::{accounts, asked, ended, entrants, given, kids, listed, pushes};

/// The second school day of the autumn in which every way in but the portal is closed.
const SEPTEMBER_2024: &str = "2024-09-03T09:00:00+08:00";

const PLATFORM: &[&str] = &["DP 4", "DP 4.1"];
const MESSAGES: &[&str] = &["DP 4.3"];
const FILTER: &[&str] = &["MR Б.2.2"];
const LEVEL: &[&str] = &["MR 4.1.1.1", "MR Б.7"];
const CARDS: &[&str] = &["MR А.2, table 3"];
const ACCOUNTS: &[&str] = &["MR В.1", "MR А.3"];

/// Signing in by a consent.
pub(super) const CONSENT: &[Scenario] = &set_in(
    EDU_JOURNAL,
    SEPTEMBER_2024,
    [
        story(
            "diary.consent.edu-journal.parent",
            "A confirmed mother allows EDU_JOURNAL for herself and her child and sees the child's marks; no refresh token comes",
            PLATFORM,
            given::parent,
        ),
        story(
            "diary.consent.edu-journal.child",
            "The child signs in afterwards without a page and is found by the child's own SNILS",
            PLATFORM,
            given::childs_turn,
        ),
        story(
            "diary.consent.missing",
            "A child without a parent's consent is told to ask a parent, nothing is bound, and the next try after the consent succeeds",
            PLATFORM,
            given::missing,
        ),
        story(
            "diary.consent.teenager",
            "A confirmed account of fifteen stays out until a parent consents",
            PLATFORM,
            given::fifteen,
        ),
        story(
            "diary.consent.eighteenth",
            "On the eighteenth birthday the pupil is asked for a consent of their own, and the parent's view closes",
            PLATFORM,
            given::eighteenth,
        ),
        story(
            "diary.consent.teacher",
            "A teacher without children is offered no children and comes in as a teacher",
            PLATFORM,
            given::teacher,
        ),
        story(
            "diary.consent.parent-standard",
            "A standard account sees no page of a consent; the diary leads to confirmation",
            PLATFORM,
            asked::standard,
        ),
        story(
            "diary.consent.one-of-two",
            "A mother consents for one of two children: the other stays out, and the cabinet says why",
            PLATFORM,
            given::one_of_two,
        ),
        story(
            "diary.consent.second-parent",
            "The father is asked himself; the child is in as long as either parent's consent acts",
            PLATFORM,
            given::second_parent,
        ),
        story(
            "diary.consent.declined",
            "A mother declines: the diary explains it, does not send her round, and takes a later yes",
            PLATFORM,
            asked::declined,
        ),
        story(
            "diary.consent.narrowed",
            "A mother leaves out what is not required; the diary lives without it",
            PLATFORM,
            asked::narrowed,
        ),
        story(
            "diary.consent.asked-once",
            "The same list is asked for once; with one scope more the page comes again",
            PLATFORM,
            asked::once,
        ),
        story(
            "diary.consent.withdrawn",
            "The mother withdraws while the child is reading: the session ends at the push, marks stay, none is delivered",
            PLATFORM,
            ended::withdrawn,
        ),
        story(
            "diary.consent.withdrawn.unheard",
            "A withdrawal whose push found nobody is found by the next call for data and the next sign-in",
            PLATFORM,
            ended::unheard,
        ),
        story(
            "diary.consent.withdrawn.unheard-at-night",
            "A withdrawal whose push found nobody is found by the nightly look at the list",
            PLATFORM,
            ended::unheard_until_night,
        ),
        story(
            "diary.consent.withdrawn.again",
            "A consent that is given again has another number; the pupil is the same and bound once",
            PLATFORM,
            ended::again,
        ),
        story(
            "diary.consent.ran-out",
            "A consent runs out: the list still says `A`, no push comes, and the diary compares the date",
            PLATFORM,
            ended::ran_out,
        ),
        story(
            "diary.consent.renewed",
            "A token that ran out is renewed by `prm_chg` while a consent acts, and not after it was withdrawn",
            PLATFORM,
            ended::renewed,
        ),
        story(
            "diary.consent.no-refresh",
            "Without a refresh token and without `prm_chg` the diary asks the citizen again",
            PLATFORM,
            ended::no_refresh,
        ),
        story(
            "diary.consent.kid-birth-date",
            "The birth date of a child in a consent is a day in Moscow; another day does not match",
            PLATFORM,
            listed::kid_birth_date,
        ),
        story(
            "diary.consent.kid-name",
            "A child with a surname of two words and no patronymic is found by SNILS",
            PLATFORM,
            listed::kid_name,
        ),
        story(
            "diary.consent.other-organisation",
            "A consent for another organisation opens that organisation's systems and not this diary",
            PLATFORM,
            listed::other_organisation,
        ),
        story(
            "diary.consent.spelling",
            "A list that says `EDU_JORNAL` is understood; by a diary of one spelling it is not",
            PLATFORM,
            listed::spelling,
        ),
        story(
            "diary.consent.by-portal",
            "A consent given under «Школьное портфолио» lets the child in at once",
            PLATFORM,
            asked::by_portal,
        ),
        story(
            "diary.push.issue",
            "The consent is given on a telephone, and the waiting cabinet on the computer opens without a new sign-in",
            MESSAGES,
            pushes::issue,
        ),
        story("diary.push.twice", "A message that comes twice has one effect", MESSAGES, pushes::twice),
        story(
            "diary.push.late",
            "A message about an earlier consent that comes hours late changes nothing",
            MESSAGES,
            pushes::late,
        ),
        story(
            "diary.push.order",
            "Messages in the wrong order leave what the list says",
            MESSAGES,
            pushes::order,
        ),
        story(
            "diary.push.storm",
            "300 messages at once are all answered 200, and none is lost",
            MESSAGES,
            pushes::storm,
        ),
        story(
            "diary.filter.shuts-children-out",
            "A filter for confirmed accounts shuts out the school's children; the diary explains it, the combined filter cures it",
            FILTER,
            entrants::shuts_children_out,
        ),
        story(
            "diary.filter.both",
            "Filter `conf_acc acc_kid`: a standard adult no, a confirmed one yes, a child yes",
            FILTER,
            entrants::both,
        ),
        story(
            "diary.filter.children-only",
            "Filter `acc_kid`: children only",
            FILTER,
            entrants::children_only,
        ),
        story(
            "diary.filter.no-children",
            "Filter `acc_not_kid`: everybody but children",
            FILTER,
            entrants::no_children,
        ),
        story(
            "diary.level.child-is-not-confirmed",
            "A diary that demands `trusted` of everybody refuses its own pupils; level `KD` is the cure",
            LEVEL,
            entrants::child_is_not_confirmed,
        ),
        story(
            "diary.kids.no-account",
            "A child without an account: the parent sees the marks and the step to take on the portal",
            CARDS,
            kids::no_account,
        ),
        story(
            "diary.kids.of-another-parent",
            "A child whose account another adult made: the parent is told to link it, not to create one",
            CARDS,
            kids::of_another_parent,
        ),
        story(
            "diary.kids.unverified",
            "A card that the registers did not agree with opens no marks",
            CARDS,
            kids::unverified,
        ),
        story("diary.kids.hidden", "A card that the parent hid is not shown", CARDS, kids::hidden),
        story("diary.kids.dead", "A card of a child who is dead is never shown", CARDS, kids::dead),
        story(
            "diary.kids.passport",
            "A card with a passport in the place of a certificate is found by SNILS",
            CARDS,
            kids::passport,
        ),
        story(
            "diary.bind.oid-changed",
            "An account was deleted for another one of the same person: re-bound by SNILS, no second user, the old session ends",
            ACCOUNTS,
            accounts::oid_changed,
        ),
        story(
            "diary.bind.deleted-swept",
            "The nightly list of the deleted closes a binding, and the password does not open the diary again",
            ACCOUNTS,
            accounts::deleted_swept,
        ),
    ],
);

/// What the portal has against the request itself. The diary is one of the old letters: its administrator has a password.
pub(super) const CONSENT_WIRE: &[Scenario] = &[
    Scenario {
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        ..story(
            "wire.consent.scope-beside",
            "Scopes beside `permissions` are refused with ESIA-007006; the administrator reads why",
            PLATFORM,
            entrants::scope_beside,
        )
    },
    Scenario {
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        ..story(
            "wire.consent.only",
            "A system closed to plain scopes meets ESIA-007071; the administrator reads why",
            &["ESIA-007071"],
            entrants::consents_only,
        )
    },
];

/// Attacks by messages, and on grown-ups' profiles.
pub(super) const CONSENT_ATTACKS: &[Scenario] = &set_in(
    EDU_JOURNAL,
    SEPTEMBER_2024,
    [
        attack(
            "hostile.push.forged-revoke",
            "A stranger posts a withdrawal with a victim's number: nobody is locked out",
            MESSAGES,
            &[&[Guard::PushAsks]],
            push::forged_revoke,
        ),
        attack(
            "hostile.push.forged-issue",
            "A stranger posts that a consent was given: the child stays out",
            MESSAGES,
            &[&[Guard::PushAsks]],
            push::forged_issue,
        ),
        attack(
            "hostile.push.malformed",
            "Messages of a wrong form, of ten megabytes or by GET have no effect and break nothing",
            MESSAGES,
            &[],
            push::malformed,
        ),
    ],
);

/// A child's account is never a parent's, under the policy that has no consents either.
pub(super) const GROWN_UP: &[Scenario] = &set_in(
    "national-2024",
    SEPTEMBER_2024,
    [attack(
        "hostile.level.child-as-parent",
        "The account of a child opens no parent's cabinet, even when the school typed the child's SNILS there",
        LEVEL,
        &[&[Guard::ChildIsPupil, Guard::Level]],
        grown_up::child_as_parent,
    )],
);

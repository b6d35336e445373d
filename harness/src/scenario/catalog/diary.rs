//! Owns the part of the catalogue that signs in to the diary, letter by letter.

use crate::scenario::positive::{
    after_date, bound_to_pupil, diary_bind, diary_level, dual, name_and_snils, shared_computer, year_2024,
};
use crate::scenario::{Kind, Scenario};

/// A Tuesday in the weeks between two dates of the letters: the old login still works, binding is asked for.
const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// Ten days before the first letters' dates: the administrators are at work.
const SEPTEMBER_2017: &str = "2017-09-20T09:00:00+03:00";
/// The first Monday on which both letters of Voronezh hold.
const OCTOBER_2017: &str = "2017-10-02T09:00:00+03:00";
/// Both ways lead into the diary of Yaroslavl.
const OCTOBER_2018: &str = "2018-10-15T09:00:00+03:00";

/// The first school day on which nothing but a confirmed account opens the diary.
const SEPTEMBER_2024: &str = "2024-09-03T09:00:00+08:00";

/// Signing in to the diary.
pub(super) const DIARY: &[Scenario] = &[
    Scenario {
        id: "diary.bind.memo",
        title: "A parent binds the portal account to the diary as the memo tells, and sees marks",
        kind: Kind::Positive,
        clauses: &["S000 memo 2, 1-6"],
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        run: diary_bind::as_the_memo_tells,
    },
    Scenario {
        id: "diary.bind.declined",
        title: "A parent declines the rights: nothing is bound, and the old login still works",
        kind: Kind::Positive,
        clauses: &["S000", "ESIA-007004"],
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        run: diary_bind::declined,
    },
    Scenario {
        id: "diary.no-legacy-login",
        title: "A parent without a login activates with a code from the school, then binds",
        kind: Kind::Positive,
        clauses: &["S000"],
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        run: after_date::no_legacy_login,
    },
    Scenario {
        id: "diary.after-date.password",
        title: "From 1 December 2018 the old login is refused with the reason and the way forward",
        kind: Kind::Positive,
        clauses: &["S000"],
        policy: "bratsk-2018",
        at: AUTUMN_2018,
        run: after_date::password,
    },
    Scenario {
        id: "diary.match.ok",
        title: "The administrator entered name and SNILS: a standard account comes in",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: SEPTEMBER_2017,
        run: name_and_snils::ok,
    },
    Scenario {
        id: "diary.match.name",
        title: "Another name is refused, another spelling of the same name is not",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: OCTOBER_2017,
        run: name_and_snils::name,
    },
    Scenario {
        id: "diary.match.snils",
        title: "Another number in the diary than on the portal is refused",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: OCTOBER_2017,
        run: name_and_snils::snils,
    },
    Scenario {
        id: "diary.match.missing",
        title: "A number that nobody entered is refused, and so is somebody whom the diary does not know",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: OCTOBER_2017,
        run: name_and_snils::missing,
    },
    Scenario {
        id: "diary.match.not-activated",
        title: "A profile that nobody activated is refused although name and number agree",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: OCTOBER_2017,
        run: name_and_snils::not_activated,
    },
    Scenario {
        id: "diary.under-fourteen.as-before",
        title: "A pupil of thirteen comes in by password until the fourteenth birthday",
        kind: Kind::Positive,
        clauses: &["S001"],
        policy: "voronezh-itek-2017",
        at: OCTOBER_2017,
        run: name_and_snils::under_fourteen,
    },
    Scenario {
        id: "diary.level.simplified",
        title: "A simplified account is refused, and told which level is needed and how to get it",
        kind: Kind::Positive,
        clauses: &["S001", "S002", "S003", "S004"],
        policy: "yaroslavl-2018",
        at: OCTOBER_2017,
        run: diary_level::simplified,
    },
    Scenario {
        id: "diary.level.standard",
        title: "One standard account is let in under one letter and refused under three others",
        kind: Kind::Positive,
        clauses: &["S001", "S002", "S003", "S004"],
        policy: "voronezh-itek-2017",
        at: SEPTEMBER_2017,
        run: diary_level::standard,
    },
    Scenario {
        id: "diary.bound-to-pupil",
        title: "A parent sees the one pupil to whom the SNILS is bound; two children mean a choice",
        kind: Kind::Positive,
        clauses: &["S003"],
        policy: "voronezh-dept-2017",
        at: SEPTEMBER_2017,
        run: bound_to_pupil::bound_to_pupil,
    },
    Scenario {
        id: "diary.no-anonymous",
        title: "From 29 September 2017 no password opens the diary",
        kind: Kind::Positive,
        clauses: &["S003"],
        policy: "voronezh-dept-2017",
        at: SEPTEMBER_2017,
        run: bound_to_pupil::no_anonymous,
    },
    Scenario {
        id: "diary.dual.both",
        title: "In October 2018 the same person comes in both ways",
        kind: Kind::Positive,
        clauses: &["S004"],
        policy: "yaroslavl-2018",
        at: OCTOBER_2018,
        run: dual::both,
    },
    Scenario {
        id: "diary.dual.new-user",
        title: "A new user cannot get a password and comes in through the portal",
        kind: Kind::Positive,
        clauses: &["S004"],
        policy: "yaroslavl-2018",
        at: OCTOBER_2018,
        run: dual::new_user,
    },
    Scenario {
        id: "diary.dual.marks-hidden",
        title: "From 1 January 2019 the password opens the cabinet without marks; binding brings them back",
        kind: Kind::Positive,
        clauses: &["S004"],
        policy: "yaroslavl-2018",
        at: OCTOBER_2018,
        run: dual::marks_hidden,
    },
    Scenario {
        id: "diary.dual.bind-second-child",
        title: "One parent binds two pupils and chooses between them",
        kind: Kind::Positive,
        clauses: &["S004"],
        policy: "yaroslavl-2018",
        at: OCTOBER_2018,
        run: dual::second_child,
    },
    Scenario {
        id: "diary.shared-computer",
        title: "Leaving the diary lets the next person in as the first; leaving the portal too does not",
        kind: Kind::Positive,
        clauses: &["S004"],
        policy: "yaroslavl-2018",
        at: AUTUMN_2018,
        run: shared_computer::both_ways,
    },
    Scenario {
        id: "diary.2024.standard-refused",
        title: "An account that was good in 2017 is refused in 2024 until it is confirmed and signed in again",
        kind: Kind::Positive,
        clauses: &["S002"],
        policy: "national-2024",
        at: SEPTEMBER_2017,
        run: year_2024::standard_refused,
    },
    Scenario {
        id: "diary.2024.portfolio",
        title: "A mark arrives in the portal's school portfolio once, also when the portal was down",
        kind: Kind::Positive,
        clauses: &["S002"],
        policy: "national-2024",
        at: SEPTEMBER_2024,
        run: year_2024::portfolio,
    },
    Scenario {
        id: "diary.teacher-and-parent",
        title: "One person with two roles chooses one",
        kind: Kind::Positive,
        clauses: &["S002"],
        policy: "national-2024",
        at: SEPTEMBER_2024,
        run: year_2024::teacher_and_parent,
    },
];

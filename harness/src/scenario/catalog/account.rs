//! Owns the part of the catalogue that is about an account's life on the portal.

use crate::scenario::positive::account::{centre, profile, registration, sign_in};
use crate::scenario::{Kind, Scenario};

/// A Tuesday in the weeks between two dates of the letters.
const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// The first memo tells parents how to come to an account.
const MEMO: &[&str] = &["S000 memo 1"];

/// The life of an account.
pub(super) const ACCOUNT: &[Scenario] = &[
    story(
        "account.register.phone",
        "A citizen registers on the portal with a name and a mobile number",
        &["S000 memo 1, 1-6"],
        registration::by_phone,
    ),
    story(
        "account.register.taken",
        "A phone or an address that is in use is told so, with a way in and a way back",
        MEMO,
        registration::taken,
    ),
    story(
        "account.register.bad-code",
        "A wrong code is told so with the attempts that are left, and the right one still works",
        MEMO,
        registration::bad_code,
    ),
    story(
        "account.register.expired-code",
        "A code that came too late is refused, and a new one works",
        MEMO,
        registration::expired_code,
    ),
    story(
        "account.register.too-many",
        "After three wrong codes the right one is no good either; a new one works",
        MEMO,
        registration::too_many,
    ),
    story(
        "account.register.resend",
        "A new code comes after a pause only, and the old one is dead",
        MEMO,
        registration::resend,
    ),
    story(
        "account.password.rules",
        "Every rule that a password breaks is named, and a good one is taken",
        &["S000 memo 1, 5"],
        registration::password_rules,
    ),
    story(
        "account.login.phone",
        "A citizen signs in by phone; a wrong pair does not tell which part is wrong",
        &["S000 memo 2, 4"],
        sign_in::by_phone,
    ),
    story(
        "account.login.mail",
        "A citizen signs in by mail, in any letter case",
        &["S000 memo 2, 4"],
        sign_in::by_mail,
    ),
    story(
        "account.login.snils",
        "A citizen with a checked account signs in by SNILS, one with a simplified account does not",
        &["S000 memo 2, 4", "S003"],
        sign_in::by_snils,
    ),
    story(
        "account.login.foreign-computer",
        "On a foreign computer the session ends with the browser, on one's own it does not",
        &["S004"],
        sign_in::foreign_computer,
    ),
    story(
        "account.profile.fill",
        "A citizen fills in the profile; what is not as in the documents is named field by field",
        &["S000 memo 1, 7"],
        profile::fill,
    ),
    story(
        "account.check.ok",
        "The registers agree: the account becomes standard, and a notice comes",
        &["S000 memo 1, 7", "S003"],
        profile::check_passes,
    ),
    story(
        "account.check.snils-fails",
        "The Pension Fund says no: the field is named, corrected and sent again",
        &["S003"],
        profile::snils_fails,
    ),
    story(
        "account.check.passport-fails",
        "The Interior Ministry says no: the document is named, corrected and sent again",
        &["S003"],
        profile::passport_fails,
    ),
    story(
        "account.check.hangs",
        "A register never answers: the account waits, and nothing else changes",
        &["S003"],
        profile::check_hangs,
    ),
    story(
        "account.confirm.centre",
        "A citizen confirms the account at a service centre, with the right passport only",
        &["S003", "S004"],
        centre::confirm,
    ),
    story(
        "account.confirm.centre.wrong-passport",
        "The operator sees another passport: refused, and nothing changes",
        &["S003"],
        centre::wrong_passport,
    ),
];

const fn story(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    run: fn(&crate::bench::Bench<'_>) -> Result<(), crate::bench::halt::Halt>,
) -> Scenario {
    Scenario { id, title, kind: Kind::Positive, clauses, policy: "bratsk-2018", at: AUTUMN_2018, run }
}

//! Owns the part of the catalogue that is about an account's life on the portal.

use crate::scenario::positive::account::{
    bank, centre, contacts, deletion, desk, family, letter, lockout, mail, profile, recovery, registration,
    second_factor, sign_in, signature,
};
use crate::scenario::{Kind, Scenario};

/// A Tuesday in the weeks between two dates of the letters.
const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// The first memo tells parents how to get an account.
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
        "account.register.mail",
        "A citizen without a mobile phone registers with a code sent by e-mail",
        &["S000 memo 1, 3"],
        mail::by_code,
    ),
    story(
        "account.register.mail.link",
        "The link in the e-mail confirms the address in any browser",
        &["S000 memo 1, 3"],
        mail::by_link,
    ),
    story(
        "account.register.taken",
        "For a phone or an address that is already in use the page says so and offers to sign in or to change it",
        MEMO,
        registration::taken,
    ),
    story(
        "account.register.bad-code",
        "After a wrong code the page shows how many attempts are left; the right code still works",
        MEMO,
        registration::bad_code,
    ),
    story(
        "account.register.expired-code",
        "An expired code is refused; a new one works",
        MEMO,
        registration::expired_code,
    ),
    story(
        "account.register.too-many",
        "After three wrong codes the right one is refused too; a new one works",
        MEMO,
        registration::too_many,
    ),
    story(
        "account.register.resend",
        "A new code is sent only after a pause and invalidates the old one",
        MEMO,
        registration::resend,
    ),
    story(
        "account.password.rules",
        "Every password rule that is broken is listed; a valid password is accepted",
        &["S000 memo 1, 5"],
        registration::password_rules,
    ),
    story(
        "account.login.phone",
        "A citizen signs in by phone; the error does not say whether login or password is wrong",
        &["S000 memo 2, 4"],
        sign_in::by_phone,
    ),
    story(
        "account.login.mail",
        "A citizen signs in by e-mail address, in any letter case",
        &["S000 memo 2, 4"],
        sign_in::by_mail,
    ),
    story(
        "account.login.snils",
        "A citizen with a checked account signs in by SNILS; one with a simplified account cannot",
        &["S000 memo 2, 4", "S003"],
        sign_in::by_snils,
    ),
    story(
        "account.login.foreign-computer",
        "On a shared computer the session ends with the browser; otherwise it survives a restart",
        &["S004"],
        sign_in::foreign_computer,
    ),
    story(
        "account.profile.fill",
        "A citizen fills in the profile; every wrong field is named",
        &["S000 memo 1, 7"],
        profile::fill,
    ),
    story(
        "account.check.ok",
        "The registers confirm the data: the account becomes standard and a notification is sent",
        &["S000 memo 1, 7", "S003"],
        profile::check_passes,
    ),
    story(
        "account.check.snils-fails",
        "The Pension Fund does not confirm the data: the field is named, corrected and sent again",
        &["S003"],
        profile::snils_fails,
    ),
    story(
        "account.check.passport-fails",
        "The Interior Ministry does not confirm the data: the document is named, corrected and sent again",
        &["S003"],
        profile::passport_fails,
    ),
    story(
        "account.check.hangs",
        "A register never answers: the check stays pending and nothing else changes",
        &["S003"],
        profile::check_hangs,
    ),
    story(
        "account.confirm.centre",
        "A citizen confirms the account at a service centre, only with the right passport",
        &["S003", "S004"],
        centre::confirm,
    ),
    story(
        "account.confirm.centre.wrong-passport",
        "The passport at the service centre does not match: confirmation is refused and nothing changes",
        &["S003"],
        centre::wrong_passport,
    ),
    story(
        "account.confirm.letter",
        "A registered letter arrives after two weeks; its code confirms the account",
        &["S003"],
        letter::confirm,
    ),
    story(
        "account.confirm.letter.wrong",
        "Five wrong codes invalidate the letter; the code of a new letter confirms the account",
        &["S003"],
        letter::wrong,
    ),
    story(
        "account.confirm.letter.expired",
        "The code of a letter expires after three months",
        &["S003"],
        letter::expired,
    ),
    story("account.confirm.letter.used", "The code of a letter works only once", &["S003"], letter::used),
    story(
        "account.confirm.letter.another-way",
        "A citizen does not wait for the letter and confirms the account at a service centre",
        &["S003"],
        letter::another_way,
    ),
    story(
        "account.confirm.signature",
        "A qualified signature by the account's owner confirms the account",
        &["S003"],
        signature::confirm,
    ),
    story(
        "account.confirm.signature.other-owner",
        "A signature by another person is refused",
        &["S003"],
        signature::other_owner,
    ),
    story(
        "account.confirm.signature.expired",
        "A signature with an expired certificate is refused",
        &["S003"],
        signature::expired,
    ),
    story(
        "account.confirm.signature.untrusted",
        "A signature with a certificate from a non-accredited authority is refused",
        &["S003"],
        signature::untrusted,
    ),
    story(
        "account.confirm.signature.revoked",
        "A signature with a revoked certificate is refused",
        &["S003"],
        signature::revoked,
    ),
    story("account.confirm.bank", "An accredited bank confirms its client", &["S003"], bank::confirm),
    story(
        "account.confirm.bank.unknown",
        "An accredited bank registers and confirms a client who has no account yet",
        &["S003"],
        bank::register,
    ),
    story(
        "account.centre.one-step",
        "A service centre registers and confirms a visitor in one visit; the first password is sent by SMS",
        &["S003"],
        desk::one_step,
    ),
    story(
        "account.centre.one-step.known",
        "A service centre does not register a person who already has an account",
        &["S003"],
        desk::known_already,
    ),
    story(
        "account.recover.phone",
        "A forgotten password is reset by phone; the old password and old sessions stop working",
        &["S000 memo 2"],
        recovery::by_phone,
    ),
    story(
        "account.recover.mail",
        "A forgotten password is reset by e-mail",
        &["S000 memo 2"],
        recovery::by_mail,
    ),
    story(
        "account.recover.document",
        "Resetting the password of a checked account also requires a document",
        &["S000 memo 2"],
        recovery::with_document,
    ),
    story(
        "account.recover.wrong-document",
        "After three wrong documents the citizen is sent to a service centre; the password does not change",
        &["S000 memo 2"],
        recovery::wrong_document,
    ),
    story(
        "account.recover.centre",
        "A service centre restores access for a visitor with passport and SNILS",
        &["S003"],
        recovery::at_centre,
    ),
    story(
        "account.two-factor.sms",
        "With two-factor sign-in an SMS code is required after the password",
        &["S003"],
        second_factor::by_sms,
    ),
    story(
        "account.two-factor.sms.wrong",
        "Wrong SMS codes reduce the attempts left, then lock sign-in; the lock expires",
        &["S003"],
        second_factor::sms_locks,
    ),
    story(
        "account.two-factor.totp",
        "An authenticator app is set up on the page; each code works once",
        &["S003"],
        second_factor::by_totp,
    ),
    story(
        "account.two-factor.totp.wrong",
        "Wrong authenticator codes reduce the attempts left, then lock sign-in; the lock expires",
        &["S003"],
        second_factor::totp_locks,
    ),
    story(
        "account.captcha",
        "After three wrong passwords a CAPTCHA is required",
        &["S000 memo 2, 4"],
        lockout::captcha,
    ),
    story(
        "account.lockout",
        "Too many wrong passwords lock sign-in for a while, even with the right password",
        &["S000 memo 2, 4"],
        lockout::lock,
    ),
    story(
        "account.child.create",
        "A confirmed parent has a child's card checked and creates the child's account; the child signs in",
        &["S002"],
        family::create,
    ),
    story(
        "account.child.not-confirmed",
        "A parent whose account is not confirmed cannot create a child's card or account",
        &["S002"],
        family::not_confirmed,
    ),
    story(
        "account.child.consent",
        "A parent gives consent for school data and withdraws it",
        &["S002"],
        family::consent,
    ),
    story(
        "account.child.fourteen",
        "On the fourteenth birthday the child is notified; level and link to the parent remain",
        &["S002"],
        family::fourteen,
    ),
    story(
        "account.child.fourteen.as-set",
        "If the realm is set so, level and link to the parent end on the fourteenth birthday",
        &["S002"],
        family::fourteen_as_set,
    ),
    story(
        "account.contacts.change",
        "A new phone number is used once its code is entered; until then the old one is",
        &["S003"],
        contacts::phone,
    ),
    story(
        "account.contacts.give-up",
        "Another person's number is refused; a cancelled change has no effect",
        &["S003"],
        contacts::given_up,
    ),
    story(
        "account.contacts.remove",
        "A removed contact becomes available after a waiting period; the last contact cannot be removed",
        &["S003"],
        contacts::removed,
    ),
    story(
        "account.delete",
        "A citizen deletes the account: it cannot be signed in to, and its phone number can be used again",
        &["S003"],
        deletion::delete,
    ),
    story(
        "account.block",
        "A blocked account can sign in neither to the portal nor to the diary",
        &["S003"],
        deletion::block,
    ),
    story(
        "account.block.amid-session",
        "Blocking an account ends its portal session at once; the next sign-in to the diary is refused",
        &["S003"],
        deletion::block_amid_session,
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

//! Owns the part of the catalogue that is about an account's life on the portal.

use crate::scenario::positive::account::{
    bank, centre, contacts, desk, family, farewell, letter, lockout, mail, profile, recovery, registration,
    second_factor, sign_in, signature,
};
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
        "account.register.mail",
        "A citizen without a mobile telephone registers with the code of a mail",
        &["S000 memo 1, 3"],
        mail::by_code,
    ),
    story(
        "account.register.mail.link",
        "The link in the mail proves the address in any browser",
        &["S000 memo 1, 3"],
        mail::by_link,
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
    story(
        "account.confirm.letter",
        "A registered letter comes in two weeks, and its code confirms",
        &["S003"],
        letter::confirm,
    ),
    story(
        "account.confirm.letter.wrong",
        "Five wrong codes spend the letter; the code of another one confirms",
        &["S003"],
        letter::wrong,
    ),
    story(
        "account.confirm.letter.expired",
        "A letter that lay about for three months confirms nobody",
        &["S003"],
        letter::expired,
    ),
    story(
        "account.confirm.letter.used",
        "A code that confirmed once is good for nothing more",
        &["S003"],
        letter::used,
    ),
    story(
        "account.confirm.letter.another-way",
        "A citizen does not wait for the letter and goes to a centre",
        &["S003"],
        letter::another_way,
    ),
    story(
        "account.confirm.signature",
        "A qualified signature of the owner over the text on the page confirms",
        &["S003"],
        signature::confirm,
    ),
    story(
        "account.confirm.signature.other-owner",
        "A signature of somebody else is refused",
        &["S003"],
        signature::other_owner,
    ),
    story(
        "account.confirm.signature.expired",
        "A signature with a certificate that has run out is refused",
        &["S003"],
        signature::expired,
    ),
    story(
        "account.confirm.signature.untrusted",
        "A signature with a certificate of an authority that nobody accredited is refused",
        &["S003"],
        signature::untrusted,
    ),
    story(
        "account.confirm.signature.revoked",
        "A signature with a certificate that was taken back is refused",
        &["S003"],
        signature::revoked,
    ),
    story("account.confirm.bank", "An accredited bank confirms its client", &["S003"], bank::confirm),
    story(
        "account.confirm.bank.unknown",
        "An accredited bank registers and confirms a client whom the portal does not know",
        &["S003"],
        bank::register,
    ),
    story(
        "account.centre.one-step",
        "A centre registers and confirms a visitor in one visit; the first password comes by SMS",
        &["S003"],
        desk::one_step,
    ),
    story(
        "account.centre.one-step.known",
        "A centre does not register somebody whom the portal knows already",
        &["S003"],
        desk::known_already,
    ),
    story(
        "account.recover.phone",
        "A forgotten password is replaced by phone; the old one and old sessions die",
        &["S000 memo 2"],
        recovery::by_phone,
    ),
    story(
        "account.recover.mail",
        "A forgotten password is replaced by mail",
        &["S000 memo 2"],
        recovery::by_mail,
    ),
    story(
        "account.recover.document",
        "An account whose data are checked names a document too",
        &["S000 memo 2"],
        recovery::with_document,
    ),
    story(
        "account.recover.wrong-document",
        "Three documents of somebody else lead to a centre, and nothing changes",
        &["S000 memo 2"],
        recovery::wrong_document,
    ),
    story(
        "account.recover.centre",
        "A centre gives access back to whoever shows passport and SNILS",
        &["S003"],
        recovery::at_centre,
    ),
    story(
        "account.two-factor.sms",
        "A code by SMS is asked for after the password",
        &["S003"],
        second_factor::by_sms,
    ),
    story(
        "account.two-factor.sms.wrong",
        "Wrong codes by SMS count down and lock; the lock ends",
        &["S003"],
        second_factor::sms_locks,
    ),
    story(
        "account.two-factor.totp",
        "An authenticator is set up from the page, and each of its codes is good once",
        &["S003"],
        second_factor::by_totp,
    ),
    story(
        "account.two-factor.totp.wrong",
        "Wrong codes of an authenticator count down and lock; the lock ends",
        &["S003"],
        second_factor::totp_locks,
    ),
    story(
        "account.captcha",
        "After three wrong passwords a puzzle stands before the right one",
        &["S000 memo 2, 4"],
        lockout::captcha,
    ),
    story(
        "account.lockout",
        "Too many wrong passwords close the sign-in for a while, with the right one too",
        &["S000 memo 2, 4"],
        lockout::lock,
    ),
    story(
        "account.child.create",
        "A confirmed parent has a child's card checked and makes its account; the child signs in",
        &["S002"],
        family::create,
    ),
    story(
        "account.child.not-confirmed",
        "A parent who is not confirmed makes no card and no account",
        &["S002"],
        family::not_confirmed,
    ),
    story(
        "account.child.consent",
        "A parent allows school data and takes it back",
        &["S002"],
        family::consent,
    ),
    story(
        "account.child.fourteen",
        "The fourteenth birthday comes: the child is told, level and link stay",
        &["S002"],
        family::fourteen,
    ),
    story(
        "account.child.fourteen.as-set",
        "Where it is set so, level and link end with the fourteenth birthday",
        &["S002"],
        family::fourteen_as_set,
    ),
    story(
        "account.contacts.change",
        "A new telephone counts from its code on; until then the old one does",
        &["S003"],
        contacts::phone,
    ),
    story(
        "account.contacts.give-up",
        "Somebody else's number is refused, and a change that is given up changes nothing",
        &["S003"],
        contacts::given_up,
    ),
    story(
        "account.contacts.remove",
        "A contact is taken off, and free again when it has rested; the last contact stays",
        &["S003"],
        contacts::removed,
    ),
    story(
        "account.delete",
        "A citizen deletes the account: nobody signs in, the number is free again",
        &["S003"],
        farewell::delete,
    ),
    story(
        "account.block",
        "A blocked account opens neither the portal nor the diary",
        &["S003"],
        farewell::block,
    ),
    story(
        "account.block.amid-session",
        "A block ends the portal's session at once, and the next way into the diary is shut",
        &["S003"],
        farewell::block_amid_session,
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

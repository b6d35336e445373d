//! The reasons that citizens and operators may meet on the portal.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const WRONG_PAIR: Reason = Reason::new(
    "wrong-pair",
    "no account has this login and password",
    "check login and password; GET {control}/people shows the logins",
);
pub(crate) const ACCOUNT_LOCKED: Reason =
    Reason::new("account-locked", "the account is blocked", "unblock the account");
pub(crate) const TOO_MANY_TRIES: Reason = Reason::new(
    "too-many-tries",
    "the account is locked for a while after too many wrong tries",
    "advance the clock, or POST {control}/people/{oid}/credentials/commands {\"command\":\"unlock\"}",
);
pub(crate) const PUZZLE_WRONG: Reason = Reason::new(
    "puzzle-wrong",
    "the answer to the picture puzzle is wrong",
    "GET {control}/captchas/{id} tells the answer",
);
pub(crate) const CODE_WRONG: Reason = Reason::new(
    "code-wrong",
    "a code that was sent or shown to the citizen was typed wrong",
    "GET {control}/outbox shows the SMS, GET {control}/people/{oid}/second-factor the authenticator's code",
);
pub(crate) const CODE_TOO_SOON: Reason = Reason::new(
    "code-too-soon",
    "a new code was asked for too soon after the last one",
    "advance the clock, then ask for another code",
);
pub(crate) const STEP_NOT_ASKED: Reason = Reason::new(
    "step-not-asked",
    "this step of the sign-in is not the one that is due",
    "ask for the step that is due: GET …/login or …/api/login/next-step",
);
pub(crate) const MESSENGER_REFUSED: Reason = Reason::new(
    "messenger-refused",
    "the citizen refused to bind the messenger MAX, without which the realm lets nobody in who gets codes by SMS",
    "bind it by the code that is sent (GET {control}/outbox?kind=max), give the citizen another second factor, or set messenger.required_from to a later day",
);
pub(crate) const WRONG_PASSWORD: Reason =
    Reason::new("wrong-password", "the password in force was typed wrong", "type the password in force");
pub(crate) const PASSWORD_RULES: Reason =
    Reason::new("password-rules", "the new password breaks a rule", "choose a password that keeps the rules");
pub(crate) const CONTACT_TAKEN: Reason = Reason::new(
    "contact-taken",
    "another account has this phone or address",
    "use a contact that no other account has",
);
pub(crate) const CONTACT: Reason = Reason::new(
    "contact",
    "the change of a phone or an address is refused by its rules",
    "GET {control}/people/{oid}/contacts shows what waits, the outbox the code",
);
pub(crate) const CONTACT_UNKNOWN: Reason = Reason::new(
    "contact-unknown",
    "no account has the contact by which a password is to be recovered",
    "recover by a contact that an account has; the citizen is not told",
);
pub(crate) const RECOVERY: Reason = Reason::new(
    "recovery",
    "a step of the password recovery is refused by its rules",
    "GET {control}/outbox shows the code, GET {control}/people/{oid} the documents",
);
pub(crate) const REGISTRATION: Reason = Reason::new(
    "registration",
    "a step of the registration is refused by its rules",
    "the outbox shows the code: GET {control}/outbox",
);
pub(crate) const PROFILE_FIELDS: Reason =
    Reason::new("profile-fields", "fields of the profile are wrong", "correct the fields");
pub(crate) const SNILS_MISSING: Reason = Reason::new(
    "snils-missing",
    "the profile has no SNILS, and the realm demands one",
    "send a SNILS, or set foreigners_without_snils",
);
pub(crate) const SNILS_TAKEN: Reason = Reason::new(
    "snils-taken",
    "a confirmed account has this SNILS",
    "use another SNILS: a confirmed account has this one",
);
pub(crate) const SNILS_IN_USE: Reason = Reason::new(
    "snils-in-use",
    "an account that is not confirmed has this SNILS; the form was not sent a second time",
    "send the form once more: another account that is not confirmed has this SNILS",
);
pub(crate) const ADDRESS_FIELDS: Reason =
    Reason::new("address-fields", "fields of the postal address are wrong", "correct the fields");
pub(crate) const CONFIRMATION_REFUSED: Reason = Reason::new(
    "confirmation-refused",
    "the account's state does not allow this step of the confirmation",
    "GET {control}/people/{oid} shows the account's status; the outbox shows codes that have arrived",
);
pub(crate) const SIGNATURE_REFUSED: Reason = Reason::new(
    "signature-refused",
    "the qualified signature does not confirm the account",
    "issue a certificate: POST {control}/people/{oid}/qualified-certificates, and sign the text of the page",
);
pub(crate) const ACCOUNT_RULES: Reason = Reason::new(
    "account-rules",
    "the state of the account does not allow it",
    "GET {control}/people/{oid} shows the state, docs/LIFECYCLE.md what it allows",
);
pub(crate) const CENTRE_REFUSED: Reason = Reason::new(
    "centre-refused",
    "the service centre does not confirm the account",
    "bring the passport of the account to a centre that confirms",
);
pub(crate) const WRONG_OPERATOR: Reason = Reason::new(
    "wrong-operator",
    "no operator of the centre has this login and password",
    "GET {control}/centres lists the operators of each centre",
);
pub(crate) const DESK_REFUSED: Reason = Reason::new(
    "desk-refused",
    "what the operator asks for is not allowed at the desk",
    "GET {control}/centres lists what each centre may do",
);
pub(crate) const NO_SUCH_CARD: Reason = Reason::new(
    "no-such-card",
    "the parent has no such child's card",
    "GET {control}/people/{oid}/children lists the cards of a parent",
);
pub(crate) const CARD_FIELDS: Reason =
    Reason::new("card-fields", "fields of the child's card are wrong", "correct the fields");
pub(crate) const PARENT_NOT_CONFIRMED: Reason = Reason::new(
    "parent-not-confirmed",
    "the parent's account is not confirmed",
    "confirm the parent's identity first",
)
.told_as(&["ESIA-005029"]);
pub(crate) const FAMILY_RULES: Reason = Reason::new(
    "family-rules",
    "what is asked for does not fit the state of the child's card",
    "GET {control}/people/{oid}/children shows how the card stands",
);
pub(crate) const NOT_UNDERSTOOD: Reason = Reason::new(
    "not-understood",
    "the deletion of the account was asked for without the tick that it cannot be undone",
    "tick that the account cannot be brought back: agree=true",
);

pub(super) const ALL: &[Reason] = &[
    WRONG_PAIR,
    ACCOUNT_LOCKED,
    TOO_MANY_TRIES,
    PUZZLE_WRONG,
    CODE_WRONG,
    CODE_TOO_SOON,
    STEP_NOT_ASKED,
    MESSENGER_REFUSED,
    WRONG_PASSWORD,
    PASSWORD_RULES,
    CONTACT_TAKEN,
    CONTACT,
    CONTACT_UNKNOWN,
    RECOVERY,
    REGISTRATION,
    PROFILE_FIELDS,
    SNILS_MISSING,
    SNILS_TAKEN,
    SNILS_IN_USE,
    ADDRESS_FIELDS,
    CONFIRMATION_REFUSED,
    SIGNATURE_REFUSED,
    ACCOUNT_RULES,
    CENTRE_REFUSED,
    WRONG_OPERATOR,
    DESK_REFUSED,
    NO_SUCH_CARD,
    CARD_FIELDS,
    PARENT_NOT_CONFIRMED,
    FAMILY_RULES,
    NOT_UNDERSTOOD,
];

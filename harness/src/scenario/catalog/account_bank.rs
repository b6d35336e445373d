//! Owns the part of the catalogue that is about accounts that banks send, children's accounts, and a number that rests.

use crate::scenario::Scenario;
use crate::scenario::catalog::entry::story;
use crate::scenario::positive::account::{childs_account, contacts, import};

/// Imports, children, contacts.
pub(super) const IMPORTS: &[Scenario] = &[
    story(
        "account.contacts.thirty-days",
        "A number proved in another account lately is refused with the day; on that day it is taken",
        &["MR table 73"],
        contacts::thirty_days,
    ),
    story(
        "account.child.form",
        "The form of a child's account asks for the place of birth and the address; the phone may be left out",
        &["MR 4.1.1.1"],
        childs_account::form,
    ),
    story(
        "account.child.refused",
        "No account for a card that is not checked, or for a child who has one",
        &["MR 4.1.1.1"],
        childs_account::refused,
    ),
    story(
        "account.child.refused.fourteen",
        "No account by a parent's hand for a child of fourteen",
        &["MR 4.1.1.1"],
        childs_account::refused_at_fourteen,
    ),
    story(
        "account.child.managed",
        "Only the parent who made the account changes the child's data",
        &["MR 4.2.1"],
        childs_account::managed,
    ),
    story(
        "account.import.wrong-codes",
        "A bank: five wrong codes end a request; the right one comes too late",
        &["MR А.9"],
        import::wrong_codes,
    ),
    story(
        "account.import.resends",
        "A bank: a code is sent again after a minute, three times",
        &["MR А.9"],
        import::resends,
    ),
    story("account.import.day-later", "A bank: a code is good for a day", &["MR А.9"], import::a_day_later),
    story(
        "account.import.by-letter",
        "A bank confirms again what a letter confirmed; what a bank confirmed stays",
        &["MR А.9"],
        import::by_letter,
    ),
    story(
        "account.import.simplified",
        "A bank: the simplified account with the phone is confirmed",
        &["MR А.9"],
        import::simplified,
    ),
    story(
        "account.import.phone-differs",
        "A bank: a phone that differs is refused, or takes the place of the account's",
        &["MR А.9", "MR А.9.1"],
        import::phone_differs,
    ),
    story(
        "account.import.dossier",
        "A bank waits for the dossier of the passport",
        &["MR А.9"],
        import::dossier,
    ),
    story(
        "account.import.registers",
        "A bank: a register that says no ends the request with its code",
        &["MR А.9"],
        import::registers,
    ),
    story(
        "account.import.snils",
        "A bank: a SNILS found by the passport need not be sent",
        &["MR А.9.2"],
        import::snils_found,
    ),
    story(
        "account.import.recovery",
        "A bank gives access back to the phone of a confirmed account only",
        &["MR А.9.3"],
        import::recovery,
    ),
];

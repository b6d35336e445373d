//! Every operation of the control API, in the order of the document.

use crate::web::control::account::{addresses, belongings, commands, contacts, extras, people, populations};
use crate::web::control::api::operation::Api;
use crate::web::control::confirmation::{
    answers, centre_accounts, centres, certificates, records, registers, visits,
};
use crate::web::control::credentials::{captchas, guards};
use crate::web::control::oauth::{clients, faults, keys, sign_ins};
use crate::web::control::organisation::organisations;
use crate::web::control::realm::{
    audit, clock, events, nodes, outbox, pushes, realms, settings, tokens, world,
};
use crate::web::control::{consent, family, journal, portfolio};

/// Lists them.
pub fn list(api: &mut impl Api) {
    api.part(
        "realms",
        "Realms: whole providers, each with accounts, clients, clock, outbox and journal of its own.",
    );
    realms::operations(api);
    tokens::operations(api);
    audit::operations(api);
    nodes::operations(api);
    world::operations(api);
    api.part("clock", "The realm's clock, which can be set and moved.");
    clock::operations(api);
    api.part("settings", "Everything that sources leave open or a tester may want different.");
    settings::operations(api);
    api.part("clients", "Relying parties, as the technological portal registers them.");
    clients::operations(api);
    api.part("people", "People and their accounts: made, changed, moved along their life.");
    people::operations(api);
    populations::operations(api);
    commands::operations(api);
    contacts::operations(api);
    belongings::operations(api);
    addresses::operations(api);
    extras::operations(api);
    certificates::operations(api);
    api.part("credentials", "What guards an account: passwords, second factor, locks, sessions, puzzles.");
    guards::operations(api);
    captchas::operations(api);
    api.part("children", "Children on their parents' cards.");
    family::operations(api);
    api.part("registers", "The two simulated registers: how they answer, and what they know.");
    registers::operations(api);
    records::operations(api);
    api.part("centres", "Service centres, and confirmation by somebody who sees the person.");
    centres::operations(api);
    visits::operations(api);
    answers::operations(api);
    centre_accounts::operations(api);
    api.part("agreements", "What citizens have allowed relying parties.");
    consent::operations(api);
    api.part("organisations", "Organisations and who belongs to them.");
    organisations::operations(api);
    api.part("outbox", "What the realm would have sent: SMS, mail, letters.");
    outbox::operations(api);
    api.part("events", "What happens in the realm, told as it happens.");
    events::operations(api);
    api.part("pushes", "What relying parties are told of consents, and what came of each try.");
    pushes::operations(api);
    api.part("portfolio", "School marks, and how the portfolio answers diaries.");
    portfolio::operations(api);
    api.part("sign-ins", "Sign-in and consent without pages.");
    sign_ins::operations(api);
    api.part("journal", "What requests came to, and exactly why they were refused.");
    journal::operations(api);
    api.part("faults", "Named lies and failures that the provider can be made to commit.");
    faults::operations(api);
    api.part("keys", "The provider's own keys.");
    keys::operations(api);
}

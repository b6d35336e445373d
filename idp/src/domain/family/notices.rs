//! Which messages the family section sends, in Russian.

use crate::domain::account::{Account, notice_to};
use crate::domain::family::{Card, CardFault, Creation, Event};
use crate::domain::notice::{Channel, Notice};
use crate::domain::person::FullName;
use crate::domain::person::contact::ContactKind;

/// The messages of an event that has happened to a card: codes to the child's contacts, news to the parent who keeps it.
pub fn notices(parent: &Account, card: &Card, event: &Event) -> Vec<Notice> {
    let child = short_name(&card.child.name);
    let text = match event {
        Event::CheckPassed => {
            format!("Карточка ребенка ({child}) проверена. Теперь ребенку можно создать учетную запись.")
        }
        Event::CheckFailed { faults } => {
            let named: Vec<_> = faults.iter().map(|fault| fault_text(*fault)).collect();
            format!("Карточка ребенка ({child}) не прошла проверку: {}.", named.join("; "))
        }
        Event::Linked { .. } => format!("Учетная запись ребенка ({child}) связана с вашей."),
        Event::LinkEnded => format!("Учетная запись ребенка ({child}) больше не связана с вашей."),
        Event::AccountBegun { .. } | Event::CodeSent { .. } | Event::EmailProved { .. } => {
            return card.creation().map(code_notice).into_iter().collect();
        }
        Event::AttemptUsed
        | Event::ContactsProved
        | Event::Hidden
        | Event::Shown
        // No letter tells the parent of a dead child what the parent knows.
        | Event::Died { .. } => return Vec::new(),
    };
    notice_to(parent, text).into_iter().collect()
}

/// The message to a parent who gave the consent for a child on the portal.
pub fn consent_given(parent: &Account, card: &Card) -> Option<Notice> {
    let child = short_name(&card.child.name);
    let text = format!("Вы дали согласие на передачу сведений школы в «Школьное портфолио»: {child}.");
    notice_to(parent, text)
}

/// The message to a parent who withdrew it.
pub fn consent_withdrawn(parent: &Account, card: &Card) -> Option<Notice> {
    let child = short_name(&card.child.name);
    notice_to(parent, format!("Вы отозвали согласие на передачу сведений школы: {child}."))
}

/// The message that carries a code to the contact that is being proved.
fn code_notice(creation: &Creation) -> Notice {
    let code = creation.challenge.code();
    let text =
        format!("Код подтверждения контакта для учетной записи ребенка: {code}. Никому его не сообщайте.");
    let (channel, to) = match (creation.proving, &creation.mobile) {
        (ContactKind::Mobile, Some(mobile)) => (Channel::Sms, mobile.to_string()),
        _ => (Channel::Mail, creation.email.to_string()),
    };
    Notice { channel, to, text, code: Some(code.to_owned()) }
}

/// The message to a child whose account was made.
pub fn account_made(child: &Account) -> Option<Notice> {
    let text = "Родитель создал вам учетную запись. Входите с адресом электронной почты и паролем, который он задал.";
    notice_to(child, text.to_owned())
}

fn short_name(name: &FullName) -> String {
    let middle = name.middle.as_ref().map(|middle| format!(" {middle}")).unwrap_or_default();
    format!("{}{middle}", name.first)
}

fn fault_text(fault: CardFault) -> &'static str {
    match fault {
        CardFault::CertificateUnknown => "свидетельство о рождении не найдено в реестре ЗАГС",
        CardFault::SnilsUnknown => "СНИЛС не найден или не соответствует фамилии, имени и дате рождения",
    }
}

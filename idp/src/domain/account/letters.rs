//! Which messages an event sends to the citizen, in Russian.

use crate::domain::account::Account;
use crate::domain::account::checked::FieldFault;
use crate::domain::account::contacts::ContactEvent;
use crate::domain::account::event::Event;
use crate::domain::account::status::{ConfirmedBy, Status};
use crate::domain::challenge::Challenge;
use crate::domain::mail_link::MailLink;
use crate::domain::notice::{Channel, Notice};
use crate::domain::person::Contact;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::time::Timestamp;

/// The messages of an event that has happened to the account.
///
/// The letter itself is not among them: it arrives when its time comes.
pub fn notices(account: &Account, event: &Event) -> Vec<Notice> {
    let text = match event {
        Event::CheckPassed => {
            "Проверка личных данных завершена успешно. Перейдите к подтверждению личности.".to_owned()
        }
        Event::CheckFailed { faults } => {
            let named: Vec<_> = faults.iter().map(|fault| fault_text(*fault)).collect();
            format!(
                "Проверка личных данных завершена с ошибкой: {}. Исправьте данные и отправьте их снова.",
                named.join("; ")
            )
        }
        Event::RevisionPassed => {
            "Изменения личных данных проверены. Новые данные указаны в вашей учетной записи.".to_owned()
        }
        Event::RevisionFailed { faults } => {
            let named: Vec<_> = faults.iter().map(|fault| fault_text(*fault)).collect();
            format!(
                "Изменения личных данных не прошли проверку: {}. Прежние данные остаются в силе.",
                named.join("; ")
            )
        }
        // The parent is told of it, and the child in other words.
        Event::Confirmed { by: ConfirmedBy::Parent { .. } } => return Vec::new(),
        Event::Confirmed { .. } => {
            "Ваша личность подтверждена. Статус учетной записи: «Подтвержденная».".to_owned()
        }
        Event::Reconfirmed { .. } => "Ваша личность подтверждена повторно.".to_owned(),
        Event::CheckCancelled => "Проверка личных данных отменена.".to_owned(),
        Event::LetterOrdered { letter } => {
            format!(
                "Вам направлено почтовое отправление с кодом подтверждения личности. Адрес доставки: {}",
                letter.address
            )
        }
        Event::LetterReturned => {
            "Письмо с кодом подтверждения личности вернулось отправителю. Закажите новое письмо или выберите \
             другой способ."
                .to_owned()
        }
        Event::RefusedInPerson { reason, .. } => {
            format!("Центр обслуживания не подтвердил вашу личность. Причина: {reason}.")
        }
        Event::RecoveredInPerson { .. } => {
            "Доступ к учетной записи восстановлен в центре обслуживания. Прежний пароль не действует."
                .to_owned()
        }
        Event::Blocked { .. } => "Ваша учетная запись заблокирована.".to_owned(),
        Event::Unblocked => "Ваша учетная запись разблокирована.".to_owned(),
        Event::Deleted { .. } => "Ваша учетная запись удалена.".to_owned(),
        Event::TurnedFourteen { .. } => {
            "Вам исполнилось 14 лет. Укажите данные своего паспорта и подтвердите личность в центре обслуживания."
                .to_owned()
        }
        Event::ChangedByParent { .. } => "Родитель изменил данные вашей учетной записи.".to_owned(),
        Event::Contact(event) => return of_contacts(account, event),
        Event::Registered | Event::Submitted { .. } | Event::RevisionSubmitted { .. } | Event::LetterAttemptUsed | Event::LetterGivenUp => {
            return Vec::new();
        }
    };
    notice_to(account, text).into_iter().collect()
}

/// The letter that reaches a person now, when one is on its way.
pub fn arriving_letter(account: &Account, at: Timestamp) -> Option<Notice> {
    // The post knows nothing of a lock.
    let status = match &account.status {
        Status::Blocked { before, .. } => before.as_ref(),
        status => status,
    };
    let Status::LetterOrdered { letter, .. } = status else { return None };
    // A letter that was given up does not come in the name of the next one.
    if letter.arrives_at != at {
        return None;
    }
    let to = account.profile.snils.map_or_else(|| letter.address.clone(), |snils| snils.to_string());
    let text = format!("Код подтверждения личности: {}. Адрес доставки: {}", letter.code, letter.address);
    Some(Notice { channel: Channel::Letter, to, text, code: Some(letter.code.clone()) })
}

/// The messages of an event that has happened to an account: a code to the new contact, news to the old one.
fn of_contacts(account: &Account, event: &ContactEvent) -> Vec<Notice> {
    let waiting = |kind| {
        let mut contacts = account.profile.contacts.iter();
        contacts.find(|contact| contact.kind() == kind).and_then(Contact::pending)
    };
    let notice = match event {
        ContactEvent::Offered { pending } => {
            Some(code_notice(&pending.value, &pending.challenge, pending.link.as_ref()))
        }
        ContactEvent::CodeSent { kind, challenge } => {
            waiting(*kind).map(|pending| code_notice(&pending.value, challenge, pending.link.as_ref()))
        }
        ContactEvent::Proved { kind } => waiting(*kind).and_then(|pending| {
            let what = if *kind == ContactKind::Mobile { "номер телефона" } else { "адрес электронной почты" };
            let text = format!(
                "В вашей учетной записи указан новый {what}: {}. Если это сделали не вы, восстановите доступ.",
                pending.value.masked()
            );
            notice_to(account, text)
        }),
        ContactEvent::Removed { kind } => account.profile.contact(*kind).map(|contact| removed(contact.value())),
        ContactEvent::Lost { kind } => lost(account, *kind),
        ContactEvent::AttemptUsed { .. } | ContactEvent::Withdrawn { .. } => None,
    };
    notice.into_iter().collect()
}

/// The phone is another person's now: the address is told, when there is one.
fn lost(account: &Account, kind: ContactKind) -> Option<Notice> {
    let what = account.profile.contact(kind)?.value().masked();
    let to = account.profile.contact(ContactKind::Email)?.value().to_string();
    let text = format!(
        "Номер телефона {what} подтвержден в другой учетной записи и больше не указан в вашей. Добавьте другой номер."
    );
    Some(Notice { channel: Channel::Mail, to, text, code: None })
}

/// Whoever has the contact is told that it is the account's no more.
fn removed(value: &Value) -> Notice {
    let (what, channel) = match value.kind() {
        ContactKind::Mobile => ("Этот номер телефона удален", Channel::Sms),
        _ => ("Этот адрес электронной почты удален", Channel::Mail),
    };
    let text = format!("{what} из вашей учетной записи. Если это сделали не вы, восстановите доступ.");
    Notice { channel, to: value.to_string(), text, code: None }
}

fn code_notice(value: &Value, challenge: &Challenge, link: Option<&MailLink>) -> Notice {
    let code = challenge.code();
    let link = link.map(MailLink::offered).unwrap_or_default();
    let text = format!("Код подтверждения нового контакта: {code}. Никому его не сообщайте.{link}");
    let channel = if value.kind() == ContactKind::Mobile { Channel::Sms } else { Channel::Mail };
    Notice { channel, to: value.to_string(), text, code: Some(code.to_owned()) }
}

/// A message to the mobile phone, or to the e-mail when there is none (letter S003).
pub fn notice_to(account: &Account, text: String) -> Option<Notice> {
    let channels = [(ContactKind::Mobile, Channel::Sms), (ContactKind::Email, Channel::Mail)];
    channels.into_iter().find_map(|(kind, channel)| {
        let to = account.profile.contact(kind)?.value().to_string();
        Some(Notice { channel, to, text: text.clone(), code: None })
    })
}

fn fault_text(fault: FieldFault) -> &'static str {
    match fault {
        FieldFault::SnilsUnknown => "СНИЛС не найден в Пенсионном фонде",
        FieldFault::SnilsNameDiffers => "фамилия, имя или отчество не соответствуют СНИЛС",
        FieldFault::SnilsBirthDateDiffers => "дата рождения не соответствует СНИЛС",
        FieldFault::SnilsGenderDiffers => "пол не соответствует СНИЛС",
        FieldFault::SnilsTaken => "СНИЛС уже используется в другой учетной записи",
        FieldFault::PassportUnknown => "документ не найден в базе МВД",
        FieldFault::PassportReplaced => "паспорт заменен, укажите данные нового",
        FieldFault::PassportInvalid => "документ недействителен по данным МВД",
        FieldFault::PassportHolderUnknown => "МВД не нашло человека с таким СНИЛС",
    }
}

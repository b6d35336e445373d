//! Owns phones and mail addresses: how cells hold several, what makes them wrong, when two are one.

use crate::letters::lowered;

/// The phones of a cell.
pub(crate) fn phones(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '/', '\n']).map(str::trim).filter(|phone| !phone.is_empty())
}

/// The mail addresses of a cell.
pub(crate) fn mails(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ',', '\n']).map(str::trim).filter(|mail| !mail.is_empty())
}

/// The number that a phone is compared by; none for what is no phone. Eight, +7, ten digits and brackets are one number.
pub(crate) fn phone_key(text: &str) -> Option<u64> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let begins = text.trim_start_matches(['\'', ' ', '(']);
    let is_foreign = begins.starts_with('+') && !begins.starts_with("+7");
    let mut digits = String::with_capacity(16);
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '(' | ')' | '+' | '.' | '\'' | '\u{a0}' => {}
            c if crate::snils::is_dash(c) => {}
            _ => return None,
        }
    }
    let national = match digits.len() {
        _ if is_foreign => return if (8..=15).contains(&digits.len()) { digits.parse().ok() } else { None },
        11 => digits.strip_prefix(['7', '8'])?,
        10 if !begins.starts_with('+') => &digits,
        _ => return None,
    };
    national.parse().ok()
}

/// Whether it is a mail address as programs take them.
pub(crate) fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let fits = |part: &str| !part.is_empty() && part.is_ascii() && part.chars().all(is_sign);
    let is_host = host.split('.').all(|label| !label.is_empty()) && host.contains('.');
    let is_name = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    fits(name) && is_name && (fits(host) || is_russian(host)) && is_host
}

/// `школа.рф` is an address too; a Cyrillic letter within a Latin one is a mistake.
fn is_russian(host: &str) -> bool {
    host.ends_with(".рф") && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// What an address is compared by.
pub(crate) fn mail_key(text: &str) -> String {
    lowered(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_one_whatever_their_form() {
        for text in [
            "+7 (000) 123-45-67",
            "80001234567",
            "0001234567",
            "7 000 123 45 67",
            "8-000-123-45-67",
            "70001234567.0",
        ] {
            assert_eq!(phone_key(text), Some(1_234_567), "{text}");
        }
        assert!(phone_key("+375 29 123 45 67").is_some());
        for text in ["", "12345", "8000123456", "800012345678", "нет", "7,9E+10", "+7 000 123 45 6"] {
            let is_ten = text.chars().filter(char::is_ascii_digit).count() == 10;
            assert_eq!(phone_key(text).is_some(), is_ten && !text.starts_with("+7"), "{text}");
        }
    }

    #[test]
    fn addresses_are_right_or_wrong() {
        for text in ["a.b@example.test", "IVAN@Example.test", "почта@школа.рф", "x_1+y@a-b.example.test"]
        {
            assert_eq!(is_mail(text), text.is_ascii(), "{text}");
        }
        for text in [
            "",
            "ivan",
            "ivan@",
            "@example.test",
            "ivan@example",
            "i van@example.test",
            "ivаn@example.test",
            "a@b@example.test",
            ".a@example.test",
        ] {
            assert!(!is_mail(text), "{text}");
        }
    }
}

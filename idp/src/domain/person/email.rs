//! Mail addresses: how they are written, and when two of them are the same box.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A mail address; its domain is lower-case, its first half is kept as it was typed.
///
/// **Invariant:** at most 254 characters, plain letters only, a domain of at least two labels.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// A text that is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// No `name@domain`.
    #[error("expected an address such as user006@example.test")]
    Form,
    /// The part before the sign `@` is empty, too long or has a wrong sign.
    #[error("expected 1 to 64 letters, digits and signs before @, without a dot at an edge")]
    Local,
    /// The part after the sign `@` is no domain name.
    #[error("expected a domain name after @ such as example.test")]
    Domain,
    /// Longer than a mail address may be (RFC 5321 section 4.5.3.1.3, less the brackets).
    #[error("expected at most 254 characters")]
    TooLong,
}

const LENGTH_MAX: usize = 254;

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What addresses are compared by: letter case does not make another box.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The spelling for the page that says where a code went: the first sign and the domain.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or(("", &self.0));
        let first: String = local.chars().take(1).collect();
        format!("{first}***@{domain}")
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.len() > LENGTH_MAX {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::Form)?;
        if !is_local(local) {
            return Err(EmailError::Local);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }
}

/// A dot-string (RFC 5321 section 4.1.2); the quoted form is not used by people.
fn is_local(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&sign);
    text.len() <= 64 && text.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_sign))
}

fn is_domain(text: &str) -> bool {
    let top = text.rsplit('.').next().unwrap_or_default();
    let named_top = top.bytes().any(|sign| sign.is_ascii_alphabetic());
    text.contains('.') && named_top && text.split('.').all(is_label)
}

fn is_label(text: &str) -> bool {
    let inner = text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
    (1..=63).contains(&text.len()) && inner && !text.starts_with('-') && !text.ends_with('-')
}

impl fmt::Display for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Email({})", self.masked())
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_are_accepted() {
        for (text, canonical) in [
            ("user006@example.test", "user006@example.test"),
            (" EsiaTest006@Example.TEST ", "EsiaTest006@example.test"),
            ("a.b+c_d@sub.example.test", "a.b+c_d@sub.example.test"),
            ("x@xn--e1afmkfd.xn--p1ai", "x@xn--e1afmkfd.xn--p1ai"),
        ] {
            let email: Email = text.parse().unwrap();
            assert_eq!(email.to_string(), canonical);
            assert_eq!(Email::try_from(String::from(email.clone())), Ok(email));
        }
    }

    #[test]
    fn every_other_spelling_is_refused_with_its_reason() {
        let long_local = format!("{}@example.test", "a".repeat(65));
        let long = format!("a@{}.test", "b".repeat(254));
        let long_label = format!("a@{}.test", "b".repeat(64));
        for (text, why) in [
            ("", EmailError::Form),
            ("user006", EmailError::Form),
            ("@example.test", EmailError::Local),
            (".a@example.test", EmailError::Local),
            ("a..b@example.test", EmailError::Local),
            ("a b@example.test", EmailError::Local),
            ("a@b@example.test", EmailError::Local),
            ("почта@example.test", EmailError::Local),
            (&long_local, EmailError::Local),
            ("a@example", EmailError::Domain),
            ("a@.test", EmailError::Domain),
            ("a@example.", EmailError::Domain),
            ("a@-example.test", EmailError::Domain),
            ("a@exa_mple.test", EmailError::Domain),
            ("a@127.0.0.1", EmailError::Domain),
            (&long_label, EmailError::Domain),
            (&long, EmailError::TooLong),
        ] {
            assert_eq!(text.parse::<Email>(), Err(why), "{text}");
        }
    }

    #[test]
    fn letter_case_does_not_make_another_box() {
        let (typed, other): (Email, Email) =
            ("User006@Example.test".parse().unwrap(), "user006@example.test".parse().unwrap());
        assert_ne!(typed, other);
        assert_eq!(typed.key(), other.key());
    }

    #[test]
    fn only_the_first_sign_and_the_domain_are_shown() {
        let email: Email = "user006@example.test".parse().unwrap();
        assert_eq!(email.masked(), "u***@example.test");
        assert_eq!(format!("{email:?}"), "Email(u***@example.test)");
    }
}

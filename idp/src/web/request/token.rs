//! The control token: what a caller of a protected control API shows.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq as _;

/// The fewest characters of a token: shorter ones can be guessed.
const LENGTH_MIN: usize = 16;

/// The token. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct ControlToken(String);

/// Why a file holds no control token.
#[derive(Debug, thiserror::Error)]
pub enum TokenFault {
    /// The file cannot be read.
    #[error("cannot read the control token file {}: {why}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// The file holds something else.
    #[error(
        "the control token file {} must hold one line of at least {LENGTH_MIN} visible ASCII characters without \
         spaces; `openssl rand -hex 32` makes one",
        file.display()
    )]
    Form {
        /// Which file.
        file: PathBuf,
    },
}

impl ControlToken {
    /// Reads the token from a file. White space around it is not part of it.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else.
    pub fn from_file(file: &Path) -> Result<Self, TokenFault> {
        let unreadable = |why| TokenFault::Unreadable { file: file.to_owned(), why };
        let bytes = std::fs::read(file).map_err(unreadable)?;
        let text = String::from_utf8(bytes).ok();
        text.and_then(|text| Self::parse(&text)).ok_or_else(|| TokenFault::Form { file: file.to_owned() })
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let is_token = text.len() >= LENGTH_MIN && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_token.then(|| Self(text.to_owned()))
    }

    /// Whether this is the token. The time of the comparison does not depend on where they differ.
    pub fn is(&self, shown: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(shown).into()
    }
}

/// The token that `Authorization` carries: as a bearer token (RFC 6750) or, for browsers, as the password of HTTP Basic
/// (RFC 7617) with any user name.
pub fn shown_in(authorization: &str) -> Option<Vec<u8>> {
    let (scheme, value) = authorization.split_once(' ').unwrap_or((authorization, ""));
    let value = value.trim_matches(' ');
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(value.as_bytes().to_vec());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = STANDARD.decode(value).ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    pair.get(colon + 1..).map(<[u8]>::to_vec)
}

impl std::fmt::Debug for ControlToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ControlToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_visible_line() {
        for text in ["0123456789abcdef", "0123456789abcdef\n", "\r\n 0123456789abcdef \r\n"] {
            assert_eq!(
                ControlToken::parse(text),
                Some(ControlToken("0123456789abcdef".to_owned())),
                "{text:?}"
            );
        }
        for text in
            ["", "\n", "0123456789abcde", "0123456789 abcdef", "0123456789abcdef\n0", "пароль-пароль-пароль"]
        {
            assert_eq!(ControlToken::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_token_is_shown_as_bearer_or_as_a_password() {
        let token = ControlToken::parse("0123456789abcdef").unwrap();
        let is_shown_in = |shown: &str| shown_in(shown).is_some_and(|shown| token.is(&shown));
        let basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
        for shown in [
            "Bearer 0123456789abcdef".to_owned(),
            "bearer  0123456789abcdef".to_owned(),
            basic(":0123456789abcdef"),
            basic("anybody:0123456789abcdef"),
        ] {
            assert!(is_shown_in(&shown), "{shown}");
        }
        for shown in [
            String::new(),
            "Bearer".to_owned(),
            "Bearer 0123456789abcde".to_owned(),
            "Bearer 0123456789abcdeg".to_owned(),
            "0123456789abcdef".to_owned(),
            "Digest 0123456789abcdef".to_owned(),
            "Basic 0123456789abcdef".to_owned(),
            basic("0123456789abcdef"),
            basic("0123456789abcdef:"),
        ] {
            assert!(!is_shown_in(&shown), "{shown}");
        }
        assert!(!format!("{token:?}").contains("0123"));
    }
}

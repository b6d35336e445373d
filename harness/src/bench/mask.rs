//! Owns what a report may not show: passwords, codes, tokens, and what belongs to one person alone.

/// What replaces a secret.
const HIDDEN: &str = "•••";

/// Names of fields whose value is never shown.
const SECRET_FIELDS: &[&str] = &[
    "password",
    "password_again",
    "code",
    "client_secret",
    "access_token",
    "refresh_token",
    "id_token",
    "snils",
    "inn",
    "birth_date",
    "birth_place",
    "passport_series",
    "passport_number",
    "passport_issued_on",
    "passport_issuer_code",
    "passport_issued_by",
];

/// Knows the secrets of one scenario and hides them.
#[derive(Debug, Default)]
pub(crate) struct Mask {
    known: Vec<String>,
}

impl Mask {
    /// Remembers a value that must not be shown anywhere.
    pub(crate) fn learn(&mut self, secret: &str) {
        // A very short value would hide half of every page.
        if secret.chars().count() >= 4 && !self.known.iter().any(|known| known == secret) {
            self.known.push(secret.to_owned());
            self.known.sort_by_key(|known| std::cmp::Reverse(known.len()));
        }
    }

    /// The value of a field, or its replacement.
    pub(crate) fn field(&self, name: &str, value: &str) -> String {
        if SECRET_FIELDS.contains(&name) && !value.is_empty() { HIDDEN.to_owned() } else { self.text(value) }
    }

    /// An address with the secret values of its query hidden.
    pub(crate) fn url(&self, url: &str) -> String {
        let Some((path, query)) = url.split_once('?') else {
            return self.text(url);
        };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) => format!("{name}={}", self.field(name, value)),
            None => pair.to_owned(),
        });
        format!("{}?{}", self.text(path), pairs.collect::<Vec<_>>().join("&"))
    }

    /// A text without the secrets that are known or look like ones.
    pub(crate) fn text(&self, text: &str) -> String {
        let known = self.known.iter().fold(text.to_owned(), |text, secret| text.replace(secret, HIDDEN));
        hide_mail(&hide_numbers(&hide_tokens(&known)))
    }
}

/// A JSON web token begins with `eyJ`, which is `{"` in base64.
fn hide_tokens(text: &str) -> String {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, token)) = rest.split_once("eyJ") {
        shown.push_str(before);
        let after = token.trim_start_matches(belongs);
        if token.len() - after.len() > 20 {
            shown.push_str(HIDDEN);
            rest = after;
        } else {
            shown.push_str("eyJ");
            rest = token;
        }
    }
    shown + rest
}

/// Numbers of a known form, each with how many of its first characters may be read: an insurance number,
/// and a telephone of which the code is not anybody's own.
const FORMS: [(&[u8], usize); 2] = [(b"000-000-000 00", 0), (b"+7(000)0000000", 7)];

fn hide_numbers(text: &str) -> String {
    let fits = |form: &[u8], at: &[char]| {
        at.len() >= form.len()
            && at.iter().zip(form).all(|(seen, form)| match form {
                b'0' => seen.is_ascii_digit(),
                b' ' => matches!(seen, ' ' | '+' | '\u{a0}'),
                form => *seen == char::from(*form),
            })
    };
    let chars: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let Some((form, open)) = FORMS.iter().find(|(form, _)| fits(form, &chars[at..])) else {
            shown.push(chars[at]);
            at += 1;
            continue;
        };
        shown.extend(&chars[at..at + open]);
        shown.push_str(HIDDEN);
        at += form.len();
    }
    shown
}

/// Of a mail address the first letter and the host may be read.
fn hide_mail(text: &str) -> String {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let mut pieces = text.split('@').peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(piece) = pieces.next() {
        let next = pieces.peek();
        let name = piece.char_indices().rev().take_while(|(_, c)| belongs(*c)).last().map(|(at, _)| at);
        match (name, next) {
            (Some(at), Some(host)) if host.starts_with(belongs) => {
                let (before, name) = piece.split_at(at);
                shown.push_str(before);
                shown.extend(name.chars().next());
                shown.push_str(HIDDEN);
            }
            _ => shown.push_str(piece),
        }
        if next.is_some() {
            shown.push('@');
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insurance_numbers_and_tokens_are_hidden_wherever_they_stand() {
        let mask = Mask::default();
        assert_eq!(mask.text("СНИЛС 112-233-445 95, тел. +7(900)0000011"), "СНИЛС •••, тел. +7(900)•••");
        assert_eq!(
            mask.text("почта: vera.b@mail.example, в 10 @ школе @"),
            "почта: v•••@mail.example, в 10 @ школе @"
        );
        let token = "eyJ2ZXIiOjEsInR5cCI6IkpXVCJ9.eyJuYmYiOjF9.c2lnbmF0dXJl";
        assert_eq!(mask.text(&format!("a {token}, eyJ b")), "a •••, eyJ b");
    }

    #[test]
    fn addresses_keep_their_names_and_lose_their_secrets() {
        let mask = Mask::default();
        let url = "http://127.0.0.1:1/esia/callback?code=abc&state=8e6d&snils=112-233-445+95";
        assert_eq!(mask.url(url), "http://127.0.0.1:1/esia/callback?code=•••&state=8e6d&snils=•••");
    }

    #[test]
    fn a_learned_secret_is_hidden_and_a_short_one_is_not_learned() {
        let mut mask = Mask::default();
        mask.learn("Osen-2018!");
        mask.learn("ok");
        assert_eq!(mask.text("пароль Osen-2018! ok"), "пароль ••• ok");
        assert_eq!(mask.field("password", "x"), "•••");
        assert_eq!(mask.field("login", "belkina.v"), "belkina.v");
    }
}

//! Raw request parameters: where each came from, how often, decoded once.

mod other_body;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::settings::FrontTerms;
use crate::protocol::params::other_body::OtherBody;

/// Where a parameter stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// Behind the `?` of the address.
    Query,
    /// In the form of the body.
    Body,
    /// In the header `Authorization`.
    Header,
}

/// Why a parameter cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParamFault {
    /// Twice in one carrier (RFC 6749 section 3.1 forbids it).
    #[error("the parameter [{0}] is repeated")]
    Repeated(String),
    /// Not UTF-8 once its percent signs are decoded.
    #[error("the parameter [{0}] is not UTF-8")]
    NotUtf8(String),
    /// Longer than a parameter may be.
    #[error("the parameter [{name}] is longer than {max} bytes")]
    TooLong {
        /// Its name.
        name: String,
        /// How many bytes it may have.
        max: usize,
    },
    /// The request has more parameters than are read.
    #[error("there are more than {0} parameters")]
    TooMany(usize),
}

/// How much of a request is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most parameters of one carrier.
    pub parameters: usize,
    /// The longest value, in bytes; a signature has a bound of its own.
    pub value_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let terms = FrontTerms::default();
        Self::of(&terms)
    }
}

impl Limits {
    /// The limits that a realm's front end has.
    pub fn of(terms: &FrontTerms) -> Self {
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Self { parameters: size(terms.parameters_max), value_bytes: size(terms.parameter_bytes_max) }
    }
}

/// The parameter that carries a signature with its certificates.
const SIGNATURE: &str = "client_secret";

/// The parameters of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    pairs: Vec<(Carrier, String, String)>,
    broken: Vec<String>,
    other_body: Option<OtherBody>,
    too_long: Vec<String>,
    too_many: bool,
    limits: Limits,
}

impl Params {
    /// Reads the query of the address and the form of the body.
    pub fn read(query: &str, body: &[u8]) -> Self {
        Self::within(Limits::default(), query, body)
    }

    /// Reads no more of them than a realm's front end lets through.
    pub fn within(limits: Limits, query: &str, body: &[u8]) -> Self {
        let mut params = Self { limits, ..Self::default() };
        params.take(Carrier::Query, query.as_bytes());
        params.take(Carrier::Body, body);
        params
    }

    /// Notes whether the body is something else than the form it is read as.
    #[must_use]
    pub fn with_kind(self, content_type: Option<&str>, body: &[u8]) -> Self {
        Self { other_body: OtherBody::of(content_type, body), ..self }
    }

    /// What the body is when it is no form: its `Content-Type`, or what it looks like.
    pub fn other_body(&self) -> Option<&str> {
        self.other_body.as_ref().map(|other| &*other.kind)
    }

    /// The relying party that the request names, for the journal: in a parameter, or inside a body that is no form.
    pub fn client(&self) -> Option<&str> {
        self.echo("client_id").or_else(|| self.other_body.as_ref()?.client.as_deref())
    }

    /// Takes `client_id` and `client_secret` from HTTP Basic as well (RFC 6749 section 2.3.1).
    // SIM: whether the real system reads HTTP Basic is unknown; the default of one OAuth library sends it.
    #[must_use]
    pub fn with_basic(mut self, authorization: Option<&str>) -> Self {
        let Some(("Basic", pair)) = authorization.and_then(|text| text.split_once(' ')) else { return self };
        let Ok(pair) = STANDARD.decode(pair.trim()) else { return self };
        let mut halves = pair.splitn(2, |byte| *byte == b':');
        for name in ["client_id", "client_secret"] {
            let half = decode(halves.next().unwrap_or_default());
            match String::from_utf8(half) {
                Ok(value) => self.pairs.push((Carrier::Header, name.to_owned(), value)),
                Err(_) => self.broken.push(name.to_owned()),
            }
        }
        self
    }

    fn take(&mut self, carrier: Carrier, text: &[u8]) {
        let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        for (number, pair) in pairs.enumerate() {
            if number == self.limits.parameters {
                self.too_many = true;
                return;
            }
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = String::from_utf8_lossy(&decode(halves.next().unwrap_or_default())).into_owned();
            let value = decode(halves.next().unwrap_or_default());
            if value.len() > self.limits.value_bytes && name != SIGNATURE {
                self.too_long.push(name);
                continue;
            }
            match String::from_utf8(value) {
                Ok(value) => self.pairs.push((carrier, name, value)),
                Err(_) => self.broken.push(name),
            }
        }
    }

    /// The value of a parameter that is present and not empty; the body's wins over the query's.
    ///
    /// # Errors
    /// It is repeated in one carrier, too long or not UTF-8, or there are too many beside it.
    pub fn value(&self, name: &str) -> Result<Option<&str>, ParamFault> {
        if self.too_many {
            return Err(ParamFault::TooMany(self.limits.parameters));
        }
        if self.too_long.iter().any(|long| long == name) {
            return Err(ParamFault::TooLong { name: name.to_owned(), max: self.limits.value_bytes });
        }
        if self.broken.iter().any(|broken| broken == name) {
            return Err(ParamFault::NotUtf8(name.to_owned()));
        }
        for carrier in [Carrier::Body, Carrier::Query, Carrier::Header] {
            let mut found = self.pairs.iter().filter(|(at, key, _)| *at == carrier && key == name);
            let first = found.next();
            if found.next().is_some() {
                return Err(ParamFault::Repeated(name.to_owned()));
            }
            if let Some((_, _, value)) = first.filter(|(_, _, value)| !value.is_empty()) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The first usable value, the body's before the query's, whatever else is wrong: for echoing `state` in an error.
    pub fn echo(&self, name: &str) -> Option<&str> {
        let usable = |carrier: Carrier| {
            self.pairs.iter().find(move |(at, key, value)| *at == carrier && key == name && !value.is_empty())
        };
        [Carrier::Body, Carrier::Query, Carrier::Header]
            .into_iter()
            .find_map(usable)
            .map(|(_, _, value)| &**value)
    }

    /// The names present, for the journal.
    pub fn names(&self) -> Vec<&str> {
        self.pairs.iter().map(|(_, name, _)| &**name).collect()
    }
}

/// Decodes percent signs and `+`; a `%` that begins no escape stays as it is.
pub fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let escape = (byte == b'%').then(|| text.get(at + 1..at + 3)).flatten().and_then(hex_byte);
        match (byte, escape) {
            (_, Some(decoded)) => {
                out.push(decoded);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(other),
        }
        at += 1;
    }
    out
}

/// The text decoded once more, when it still looks encoded: some clients encode twice.
///
/// A `+` alone may stand for a blank, so only what an encoder can have written counts: a time zone's `+` follows a blank,
/// a plain address has colons, standard base64 has slashes or ends in `=`.
pub fn decode_again(text: &str) -> Option<String> {
    let encoders_own = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~!*'()%+".contains(&byte);
    if !text.contains(['%', '+']) || !text.bytes().all(encoders_own) {
        return None;
    }
    String::from_utf8(decode(text.as_bytes())).ok().filter(|again| again != text)
}

fn hex_byte(pair: &[u8]) -> Option<u8> {
    let text =
        std::str::from_utf8(pair).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(text, 16).ok()
}

/// Encodes a value for the query of an address, a blank as `+` as the real redirects do.
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 16);
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_wins_over_the_query() {
        let params = Params::read("timestamp=query&state=s%20t", b"timestamp=body&scope=a+b");
        assert_eq!(params.value("timestamp"), Ok(Some("body")));
        assert_eq!(params.value("state"), Ok(Some("s t")));
        assert_eq!(params.value("scope"), Ok(Some("a b")));
        assert_eq!(params.value("code"), Ok(None));
    }

    #[test]
    fn basic_credentials_count_where_nothing_else_names_them() {
        let basic = format!("Basic {}", STANDARD.encode("DIARY:a%2Bb:c"));
        let params = Params::read("", b"scope=a").with_basic(Some(&basic));
        assert_eq!(params.value("client_id"), Ok(Some("DIARY")));
        assert_eq!(params.value("client_secret"), Ok(Some("a+b:c")));
        assert_eq!(params.echo("client_id"), Some("DIARY"));
        let params = Params::read("client_id=OTHER", b"").with_basic(Some(&basic));
        assert_eq!(params.value("client_id"), Ok(Some("OTHER")));
        for nothing in [None, Some("Bearer x"), Some("Basic"), Some("Basic ***")] {
            assert_eq!(Params::default().with_basic(nothing), Params::default());
        }
    }

    #[test]
    fn a_parameter_twice_in_one_carrier_is_refused() {
        let params = Params::read("state=1&state=1&code=%ff", b"");
        assert_eq!(params.value("state"), Err(ParamFault::Repeated("state".to_owned())));
        assert_eq!(params.value("code"), Err(ParamFault::NotUtf8("code".to_owned())));
    }

    #[test]
    fn a_value_that_is_too_long_is_refused_when_it_is_asked_for() {
        let long = "x".repeat(8 * 1024 + 1);
        let body = format!("state={long}&client_secret={long}&scope={}", &"%41".repeat(8 * 1024));
        let params = Params::read("", body.as_bytes());
        let told = ParamFault::TooLong { name: "state".to_owned(), max: 8 * 1024 };
        assert_eq!((params.value("state"), params.echo("state")), (Err(told), None));
        assert_eq!(params.value("scope").unwrap().map(str::len), Some(8 * 1024), "counted when decoded");
        assert_eq!(params.value("client_secret").unwrap().map(str::len), Some(8 * 1024 + 1));
    }

    #[test]
    fn too_many_parameters_are_not_read() {
        let body = "a=1&".repeat(1_000);
        let params = Params::read("", format!("{body}scope=b").as_bytes());
        assert_eq!(params.value("scope"), Err(ParamFault::TooMany(1_000)));
        assert_eq!(params.names().len(), 1_000);
        let params = Params::read(&body.replace('a', "b"), b"scope=b");
        assert_eq!(params.value("scope"), Ok(Some("b")), "each carrier has its own number");
    }

    #[test]
    fn a_stray_percent_sign_stays() {
        assert_eq!(decode(b"100%&%zz%41"), b"100%&%zzA");
    }

    #[test]
    fn only_what_an_encoder_can_have_written_is_decoded_again() {
        for (encoded, plain) in [
            ("a%20b", "a b"),
            ("openid+fullname", "openid fullname"),
            ("2024.09.02+07%3A00%3A00+%2B0300", "2024.09.02 07:00:00 +0300"),
        ] {
            assert_eq!(decode_again(encoded).as_deref(), Some(plain));
        }
        for plain in ["plain", "100%", "2024.09.02 07:00:00 +0300", "http://a/?q=%20", "MIA+/w==", "MIA+8w="]
        {
            assert_eq!(decode_again(plain), None, "{plain}");
        }
    }

    #[test]
    fn a_redirect_spells_blank_and_colon_as_the_real_one() {
        assert_eq!(encode("ESIA-007004: The resource"), "ESIA-007004%3A+The+resource");
    }
}

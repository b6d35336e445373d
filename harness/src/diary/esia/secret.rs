//! Owns the proof that a request is the diary's: the signed text, and the parameters that carry its signature.

pub(crate) mod bare;
pub(crate) mod cms;
mod failure;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::diary::esia::dialect::{Form, Value};
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
pub(crate) use crate::diary::esia::secret::failure::SignError;

/// A request to the portal, as far as it is signed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'r> {
    pub(crate) portal: &'r Portal,
    pub(crate) scope: &'r str,
    pub(crate) timestamp: &'r str,
    pub(crate) state: &'r str,
    pub(crate) redirect_uri: &'r str,
    /// The code that is redeemed; nothing in the first request.
    pub(crate) code: Option<&'r str>,
}

/// Parameters by their names.
pub(crate) type Parameters = Vec<(&'static str, String)>;

impl Request<'_> {
    /// What is signed: the values as they are, without a separator and before any URL encoding.
    fn text(&self) -> String {
        let spelling = self.portal.dialect.spelling();
        let order = if self.code.is_none() { spelling.signed_first } else { spelling.signed_with_code };
        order.iter().map(|value| self.value(*value)).collect()
    }

    fn value(&self, value: Value) -> &str {
        match value {
            Value::ClientId => &self.portal.mnemonic,
            Value::Scope => self.scope,
            Value::ScopeOrg => self.portal.scope_org.as_deref().unwrap_or_default(),
            Value::Timestamp => self.timestamp,
            Value::State => self.state,
            Value::RedirectUri => self.redirect_uri,
            Value::Code => self.code.unwrap_or_default(),
        }
    }

    /// The parameters that both requests have in common, with the proof of who asks.
    pub(crate) fn parameters(&self, identity: &Identity, now: Timestamp) -> Result<Parameters, SignError> {
        let text = self.text();
        let mut parameters = match self.portal.dialect.spelling().form {
            Form::Message => vec![("client_secret", cms::secret(&text, identity, now)?)],
            Form::Bare => vec![
                ("client_secret", bare::secret(&text, identity)),
                ("client_certificate_hash", bare::certificate_hash(identity)?),
            ],
        };
        if let Some(scope_org) = &self.portal.scope_org {
            parameters.push(("scope_org", scope_org.clone()));
        }
        let plain = [
            ("client_id", self.portal.mnemonic.as_str()),
            ("redirect_uri", self.redirect_uri),
            ("scope", self.scope),
            ("state", self.state),
            ("timestamp", self.timestamp),
        ];
        parameters.extend(plain.map(|(name, value)| (name, value.to_owned())));
        Ok(parameters)
    }
}

/// The moment in ESIA's form, such as `2018.11.20 17:00:00 +0800`.
///
/// The portal refuses a request whose timestamp is more than a minute away from its own clock.
pub(crate) fn timestamp(now: Timestamp, offset: Offset) -> String {
    offset.to_datetime(now).to_zoned(offset.to_time_zone()).map_or_else(
        |_| now.strftime("%Y.%m.%d %H:%M:%S +0000").to_string(),
        |local| local.strftime("%Y.%m.%d %H:%M:%S %z").to_string(),
    )
}

//! Whose call it is: the token of a system, and its signature over what was sent.

use crate::app::centre::bank;
use crate::app::centre::import::refusal::{ImportRefusal, told};
use crate::app::oauth::client_auth::{self, Presented};
use crate::app::oauth::faults;
use crate::app::{Moment, Stop};
use crate::crypto::secret;
use crate::domain::client::Client;
use crate::domain::id::Mnemonic;
use crate::protocol::oauth::dialect::{Dialect, Signed};

/// A call as it came.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// The token of the header `Authorization`.
    pub bearer: Option<String>,
    /// The header `Request-Data`.
    pub data: Option<String>,
    /// The header `Request-Data-Sign`.
    pub signature: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// The bank, and the JSON that it signed.
///
/// # Errors
/// The token does not open imports, the headers do not fit the body, or the signature is none of the bank's.
// I: the code for headers that are missing or differ, and for a wrong signature, is not printed for this call.
pub fn signed(moment: &Moment<'_>, sent: &Sent) -> Result<(Mnemonic, String), Stop<ImportRefusal>> {
    let client = client_of(moment, sent.bearer.as_deref())?;
    let (Some(data), Some(signature)) = (&sent.data, &sent.signature) else { return Err(told(30_003)) };
    let text = secret::decode(data).ok().and_then(|decoded| String::from_utf8(decoded.bytes).ok());
    let Some(text) = text else { return Err(told(30_003)) };
    if !sent.body.is_empty() && sent.body != text.as_bytes() {
        return Err(told(30_003));
    }
    let signed = Signed::text(&text);
    let presented =
        Presented { dialect: Dialect::V1, signed, client_secret: signature, certificate_hash: None };
    client_auth::check(moment, &client, presented).map_err(|_| told(5_002))?;
    Ok((client.mnemonic, text))
}

/// The bank of a token that opens imports.
///
/// # Errors
/// The token does not open them; or something is broken.
pub(super) fn client_of(moment: &Moment<'_>, bearer: Option<&str>) -> Result<Client, Stop<ImportRefusal>> {
    let name = bank::authorise(moment, bearer).map_err(|stop| stop.map(ImportRefusal::Token))?;
    let mnemonic: Option<Mnemonic> = name.parse().ok();
    let client = mnemonic.map(|mnemonic| moment.read()?.client(&mnemonic)).transpose()?.flatten();
    let client = client.ok_or_else(|| told(30_003))?;
    match faults::refused_import(moment, client.mnemonic.as_str()) {
        Some(error) => Err(Stop::refused(error.into())),
        None => Ok(client),
    }
}

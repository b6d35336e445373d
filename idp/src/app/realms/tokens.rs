//! Tokens of one realm: made and revoked by whoever owns the server, asked for by each call of its control API.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::realm::tokens::{Token, holder};
use crate::app::realm::{Realm, put_row, row};
use crate::app::realms::rows::TOKENS;
use crate::app::stop::{Explained, Stop, control_refused};
use crate::app::tally::machine_time;
use crate::domain::id::TokenName;
use crate::domain::journal::Why;
use crate::runtime::entropy::Entropy;
use crate::store::{ReadTx, StoreError, WriteTx};

/// So many tokens a realm may have.
pub const TOKENS_MAX: usize = 100;
/// What every token begins with, so that one that got among sources is found there.
const BEGINNING: &str = "esia_";

/// Why a token is not made or not revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// The realm has one of this name.
    #[error("a token of this name exists")]
    Exists,
    /// The realm has none of this name.
    #[error("no token has this name")]
    Unknown,
    /// The realm has as many as it may have.
    #[error("the realm has {TOKENS_MAX} tokens")]
    TooMany,
}

impl Explained for TokenRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// The tokens of a realm, oldest first.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub fn kept(realm: &Realm) -> Result<Vec<Token>, StoreError> {
    Ok(realm.tokens.all(|| written(&*realm.read()?))?.to_vec())
}

fn written(tx: &(impl ReadTx + ?Sized)) -> Result<Vec<Token>, StoreError> {
    Ok(row(tx, TOKENS)?.unwrap_or_default())
}

/// Remembers the tokens of a realm, for good.
///
/// # Errors
/// The store failed.
pub fn keep(realm: &Realm, tokens: Vec<Token>) -> Result<(), StoreError> {
    if kept(realm)? == tokens {
        return Ok(());
    }
    put(realm, realm.write()?, tokens)
}

fn put(realm: &Realm, mut tx: Box<dyn WriteTx + '_>, tokens: Vec<Token>) -> Result<(), StoreError> {
    put_row(&mut *tx, TOKENS, &tokens)?;
    tx.commit()?;
    realm.tokens.replace(tokens);
    Ok(())
}

/// Makes a token; what it is, is told only here.
///
/// # Errors
/// The name is taken, there are too many, or the store failed.
pub fn make(realm: &Realm, name: TokenName) -> Result<(Token, String), Stop<TokenRefusal>> {
    let _alone = realm.pull_lever();
    let tx = realm.write()?;
    let mut tokens = written(&*tx)?;
    if tokens.iter().any(|token| token.name == name) {
        return Err(Stop::refused(TokenRefusal::Exists));
    }
    if tokens.len() >= TOKENS_MAX {
        return Err(Stop::refused(TokenRefusal::TooMany));
    }
    // Not from the realm's chance: its seed is told to everybody who may list realms.
    let secret = format!("{BEGINNING}{}", URL_SAFE_NO_PAD.encode(Entropy::machine_bytes::<32>()));
    let made = Token::of(name, secret.as_bytes(), machine_time());
    tokens.push(made.clone());
    put(realm, tx, tokens)?;
    Ok((made, secret))
}

/// Revokes a token; from then on it opens nothing.
///
/// # Errors
/// There is none of this name, or the store failed.
pub fn revoke(realm: &Realm, name: &TokenName) -> Result<(), Stop<TokenRefusal>> {
    let _alone = realm.pull_lever();
    let tx = realm.write()?;
    let mut tokens = written(&*tx)?;
    let before = tokens.len();
    tokens.retain(|token| token.name != *name);
    if tokens.len() == before {
        return Err(Stop::refused(TokenRefusal::Unknown));
    }
    Ok(put(realm, tx, tokens)?)
}

/// Whose a secret is; nobody's where the realm's tokens cannot be read: its calls would fail anyway.
pub fn bearer(realm: &Realm, secret: &[u8]) -> Option<TokenName> {
    secret
        .starts_with(BEGINNING.as_bytes())
        .then(|| kept(realm).ok())
        .flatten()
        .and_then(|tokens| holder(&tokens, secret).cloned())
}

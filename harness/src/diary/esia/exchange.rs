//! Owns the exchange of a code for tokens at the token endpoint, which the browser does not see.

use jiff::Timestamp;
use jiff::tz::Offset;
use reqwest::Client;
use serde::Deserialize;

use crate::diary::chance::Chance;
use crate::diary::esia::answer::{self, silent, unreadable};
use crate::diary::esia::dialect::Dialect;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::secret::{self, Request, cms};
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::Refusal;

/// What the portal gives for a code.
#[derive(Deserialize)]
pub(crate) struct Tokens {
    pub(crate) access_token: String,
    pub(crate) id_token: String,
    #[serde(flatten)]
    sort: Sort,
}

/// A token that was given without a citizen.
#[derive(Deserialize)]
pub(crate) struct SystemToken {
    pub(crate) access_token: String,
    /// How long it lives, in seconds.
    #[serde(default)]
    pub(crate) expires_in: i64,
    #[serde(flatten)]
    sort: Sort,
}

/// What every token answer says beside the tokens.
#[derive(Deserialize)]
struct Sort {
    state: Option<String>,
    token_type: Option<String>,
}

/// The parts of the diary that an exchange needs.
pub(crate) struct Exchange<'d> {
    pub(crate) http: &'d Client,
    pub(crate) portal: &'d Portal,
    pub(crate) identity: &'d Identity,
    pub(crate) chance: &'d Chance,
    pub(crate) guards: &'d Guards,
    pub(crate) offset: Offset,
    pub(crate) now: Timestamp,
}

impl Exchange<'_> {
    /// Redeems a code. `redirect_uri` is the one the code was asked with.
    pub(crate) async fn redeem(&self, code: &str, redirect_uri: &str) -> Result<Tokens, Refusal> {
        // ESIA-MR Б.2.4: the state of the token request is a new one, and signed like the first.
        let state = self.chance.uuid().to_string();
        let timestamp = secret::timestamp(self.now, self.offset);
        let request = Request {
            portal: self.portal,
            scope: &self.portal.scope,
            timestamp: &timestamp,
            state: &state,
            redirect_uri,
            code: Some(code),
        };
        let mut form = request.parameters(self.identity, self.now).map_err(broken)?;
        let own = [("code", code), ("grant_type", "authorization_code"), ("token_type", "Bearer")];
        form.extend(own.map(|(name, value)| (name, value.to_owned())));
        let address = self.portal.at(self.portal.dialect.spelling().token).map_err(broken)?;
        let answer = self.http.post(address).form(&form).send().await.map_err(silent)?;
        let tokens: Tokens = answer::read(answer, |detail| Refusal::CodeRefused { detail }).await?;
        self.is_usable(&tokens.sort, &state)?;
        Ok(tokens)
    }

    /// Whether an answer belongs to the request with that state, and its token is of a type that the diary knows.
    fn is_usable(&self, sort: &Sort, state: &str) -> Result<(), Refusal> {
        let echoed = sort.state.as_deref() == Some(state);
        self.guards.require(Guard::AnswerState, echoed, unreadable("the answer carries another state"))?;
        // RFC 6749 section 7.1: a token of a type that the client does not understand must not be used.
        let known = sort.token_type.as_deref().unwrap_or_default().eq_ignore_ascii_case("Bearer");
        self.guards.require(Guard::TokenType, known, unreadable("the token is of another type"))
    }

    /// Asks for a token without a citizen: of the system itself, or by `prm_chg?oid=` the citizen's own again (DP 4).
    ///
    /// MR Б.3.2: such a request is signed as a message, whichever version the diary speaks otherwise.
    pub(crate) async fn without_citizen(&self, scope: &str) -> Result<SystemToken, Refusal> {
        let state = self.chance.uuid().to_string();
        let timestamp = secret::timestamp(self.now, self.offset);
        let client_id = self.portal.mnemonic.as_str();
        let signed = [scope, &timestamp, client_id, &state].concat();
        let client_secret = cms::secret(&signed, self.identity, self.now).map_err(broken)?;
        let form = [
            ("client_id", client_id),
            ("client_secret", &client_secret),
            ("grant_type", "client_credentials"),
            ("response_type", "token"),
            ("scope", scope),
            ("state", &state),
            ("timestamp", &timestamp),
            ("token_type", "Bearer"),
        ];
        let address = self.portal.at(Dialect::V1.spelling().token).map_err(broken)?;
        let answer = self.http.post(address).form(&form).send().await.map_err(silent)?;
        let token: SystemToken = answer::read(answer, |detail| Refusal::CodeRefused { detail }).await?;
        self.is_usable(&token.sort, &state)?;
        Ok(token)
    }
}

pub(crate) fn broken(error: impl std::fmt::Display) -> Refusal {
    Refusal::PortalSilent { detail: error.to_string() }
}

//! Owns the exchange of a code for tokens at the token endpoint, which the browser does not see.

use jiff::Timestamp;
use jiff::tz::Offset;
use reqwest::Client;
use serde::Deserialize;

use crate::diary::chance::Chance;
use crate::diary::esia::answer::{self, silent, unreadable};
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::secret::{self, Request};
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::Refusal;

/// What the portal gives for a code.
#[derive(Deserialize)]
pub(crate) struct Tokens {
    pub(crate) access_token: String,
    pub(crate) id_token: String,
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
        let echoed = tokens.state.as_deref() == Some(state.as_str());
        self.guards.require(Guard::AnswerState, echoed, unreadable("the answer carries another state"))?;
        // RFC 6749 section 7.1: a token of a type that the client does not understand must not be used.
        let kind = tokens.token_type.as_deref().unwrap_or_default();
        let known = kind.eq_ignore_ascii_case("Bearer");
        self.guards.require(Guard::TokenType, known, unreadable("the token is of another type"))?;
        Ok(tokens)
    }
}

fn broken(error: impl std::fmt::Display) -> Refusal {
    Refusal::PortalSilent { detail: error.to_string() }
}

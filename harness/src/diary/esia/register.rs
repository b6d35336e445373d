//! Owns the diary's registration with a simulated portal, in place of the operator's paperwork.

use reqwest::Client;
use serde::Serialize;

use crate::diary::esia::identity::{Identity, IdentityError};
use crate::diary::esia::portal::Portal;
use crate::diary::policy::ConsentTerms;

/// What is sent to the portal of a relying party.
#[derive(Debug, Clone, Serialize)]
pub struct Registration {
    /// The name that citizens read on the consent page.
    pub name: String,
    /// The hosts to which the portal may send browsers back.
    pub redirect_hosts: Vec<String>,
    /// What may be asked for.
    pub scopes: Vec<String>,
    /// Certificates in PEM, of which any may sign.
    pub certificates: Vec<String>,
    /// The algorithm of the tokens.
    pub token_algorithm: &'static str,
    /// Whether the portal checks signatures.
    pub signature_check: &'static str,
    /// The kinds of consents that may be asked for; every kind where none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consent_kinds: Vec<ConsentKind>,
    /// The organisation behind the diary, to which consents are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
}

/// A kind of consents in an application.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentKind {
    /// Its mnemonic.
    pub name: String,
    /// Whether parents may be asked for their children.
    pub minors: bool,
}

/// An organisation, as an application names it.
#[derive(Debug, Clone, Serialize)]
pub struct Owner {
    /// Its registration number.
    pub ogrn: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Where the portal's messages about consents go.
    pub push_url: String,
}

/// The registration number of the made-up ministry behind the diary; its check digit is right.
pub(crate) const OGRN: &str = "1027700132195";

/// What the diary asks for itself: to renew tokens, and the list of deleted people.
const OWN_SCOPES: [&str; 3] = ["prm_chg", "usr_prm", "http://esia.gosuslugi.ru/tech_inf"];

/// The portal did not take the registration.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The certificate could not be written out.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The control API could not be reached.
    #[error("failed to reach the portal's control API: {0}")]
    Unreachable(#[from] reqwest::Error),
    /// The control API refused.
    #[error("the portal's control API refused the registration: {status} {answer}")]
    Refused {
        /// The status of the answer.
        status: u16,
        /// Its answer.
        answer: String,
    },
}

impl Registration {
    /// The registration that the diary asks for: its portal settings and strict signature checks.
    pub fn new(name: &str, host: &str, portal: &Portal, identity: &Identity) -> Result<Self, IdentityError> {
        let of_organisations = portal.scope_org.as_deref().unwrap_or_default();
        let scopes = portal.scope.split_whitespace().chain(of_organisations.split_whitespace());
        Ok(Self {
            name: name.to_owned(),
            redirect_hosts: vec![host.to_owned()],
            scopes: scopes.map(str::to_owned).collect(),
            certificates: vec![identity.certificate_pem()?],
            token_algorithm: portal.keys.algorithm().jose(),
            signature_check: "strict",
            consent_kinds: Vec::new(),
            owner: None,
        })
    }

    /// The same for a diary that asks by a consent, where the policy says so; `pushes` is where it is told of consents.
    #[must_use]
    pub(crate) fn with_consent(mut self, terms: Option<&ConsentTerms>, pushes: String) -> Self {
        let Some(terms) = terms else { return self };
        self.scopes.extend(OWN_SCOPES.map(str::to_owned));
        self.consent_kinds = vec![ConsentKind { name: terms.kind.clone(), minors: true }];
        self.owner = Some(Owner {
            ogrn: OGRN,
            name: "Министерство образования Вымышленной области",
            push_url: pushes,
        });
        self
    }

    /// HookContext the registration in under `mnemonic`.
    pub async fn submit(
        &self,
        http: &Client,
        control_url: &str,
        mnemonic: &str,
        token: Option<&str>,
    ) -> Result<(), RegisterError> {
        let mut request = http.put(format!("{control_url}/clients/{mnemonic}")).json(self);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?;
        if answer.status().is_success() {
            return Ok(());
        }
        Err(RegisterError::Refused { status: answer.status().as_u16(), answer: answer.text().await? })
    }
}

//! What a token request was granted, before its tokens are signed.

use crate::app::consent::consents::carried::Claimed;
use crate::app::moment::Unsealed;
use crate::app::oauth::faults;
use crate::app::oauth::token::biometrics;
use crate::app::oauth::token::renewal::{self, Renewed};
use crate::app::oauth::token::reply::Reply;
use crate::app::oauth::token::system;
use crate::app::{Broken, Moment};
use crate::domain::client::Client;
use crate::domain::grant::Grant;
use crate::domain::id::Oid;
use crate::domain::scope;
use crate::protocol::jose::claims::{self, AccessClaims};
use crate::protocol::oauth::token::TokenAnswer;

/// What was granted to whom.
pub struct Granted {
    client: Client,
    state: String,
    to: To,
}

enum To {
    Person {
        grant: Box<Grant>,
        consents: Claimed,
        refresh_token: Option<String>,
        base: String,
    },
    System {
        asked: String,
    },
    /// A citizen's token anew, by consents that act.
    Renewed(Box<Renewed>),
    /// An armed fault: the code is spent, and no token comes of it.
    Nobody,
}

impl Granted {
    pub(crate) fn person(
        client: Client,
        grant: Grant,
        consents: Claimed,
        refresh_token: Option<String>,
        sent: (String, &str),
    ) -> Self {
        let (state, base) = (sent.0, sent.1.to_owned());
        Self { client, state, to: To::Person { grant: Box::new(grant), consents, refresh_token, base } }
    }

    pub(crate) fn renewed(client: Client, renewed: Renewed, state: String) -> Self {
        Self { client, state, to: To::Renewed(Box::new(renewed)) }
    }

    pub(crate) fn system(client: Client, asked: String, state: String) -> Self {
        Self { client, state, to: To::System { asked } }
    }

    pub(crate) fn failing(client: Client, state: String) -> Self {
        Self { client, state, to: To::Nobody }
    }
}

impl Unsealed for Granted {
    type Sealed = Reply;

    fn seal(self, moment: &Moment<'_>) -> Result<Reply, Broken> {
        let Self { client, state, to } = self;
        let (answer, person): (TokenAnswer, Option<Oid>) = match to {
            To::Nobody => return Err(Broken::Fault),
            To::System { asked } => (system::answer(moment, &client, &asked, state)?, None),
            To::Renewed(renewed) => {
                (renewal::answer(moment, &client, &renewed, state)?, Some(renewed.person))
            }
            To::Person { grant, consents, refresh_token, base } => {
                let bare = of_person(moment, &client, &grant, consents, &base)?;
                (TokenAnswer { refresh_token, state, ..bare }, Some(grant.person))
            }
        };
        moment.realm.tally.gave_tokens();
        let json = faults::distort_answer(moment, client.mnemonic.as_str(), person, &answer);
        Ok(json.map_or(Reply::Page, Reply::Json))
    }
}

/// The tokens; `state` and the refresh token are added by the caller.
fn of_person(
    moment: &Moment<'_>,
    client: &Client,
    grant: &Grant,
    consents: Claimed,
    base: &str,
) -> Result<TokenAnswer, Broken> {
    let (issuer, life) = (&moment.settings.issuer, client.lifetimes);
    let usual = if consents.scopes.is_empty() { life.access_ms } else { life.consent_access_ms };
    let access_life = biometrics::life(&grant.asked.scope, usual);
    let access = AccessClaims {
        permissions: consents.permissions,
        ext_vrf_url: biometrics::result_url(&grant.asked.scope, base),
        permissions_url: consents.permissions_url,
        ..claims::access(grant, &consents.scopes, issuer, moment.now, access_life)
    };
    let wants_id = scope::words(&grant.asked.scope).iter().any(|one| one.name == "openid");
    let (person, lies) = (Some(grant.person), faults::due(moment, client, Some(grant.person)));
    let id_token = wants_id
        .then(|| {
            let id = claims::id(grant, issuer, moment.now, life.id_ms);
            faults::seal(moment, claims::ID, &id, client, person, &lies)
        })
        .transpose()?;
    Ok(TokenAnswer {
        access_token: faults::seal(moment, claims::ACCESS, &access, client, person, &lies)?,
        refresh_token: None,
        id_token,
        state: String::new(),
        token_type: "Bearer",
        expires_in: access_life.as_secs(),
    })
}

//! The citizen's list of what was allowed to whom, and taking it back.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::oauth::given::{self, Given, ScopeConsent};
use crate::domain::consent::{Consent, Registry};
use crate::domain::id::Mnemonic;
use crate::domain::time::Timestamp;
use crate::web::error::html;
use crate::web::pages::consents::{Allowed, Consents, GivenConsent};
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::{Reply, run};
use crate::web::portal::{offered, words};
use crate::web::site::Site;

/// The routes of these pages; the second address is that of the real portal.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/agreements").route(get().to(show)))
        .service(resource("/settings/third-party/agreements/acting").route(get().to(show)))
        .service(resource("/profile/agreements/withdraw").route(post().to(withdraw)));
}

/// What may stand behind `?`.
#[derive(Deserialize)]
struct ShownQuery {
    withdrawn: Option<String>,
}

/// What the buttons send.
#[derive(Deserialize)]
struct WithdrawForm {
    #[serde(rename = "agreement")]
    consent: Option<u64>,
    client: Option<String>,
}

async fn show(site: Site, query: Query<ShownQuery>) -> Reply {
    let account = citizen(&site).await?;
    let oid = account.oid;
    let (given, now) = run(&site, move |moment| Ok((given::all(moment, oid)?, moment.now))).await?;
    let registry = Arc::clone(&site.realm.origin.registry);
    let notice = match query.withdrawn.as_deref() {
        Some("agreement") => "Согласие отозвано.",
        Some("client") => "Доступ закрыт.",
        _ => "",
    };
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    Ok(html(StatusCode::OK, &Consents { frame, notice: notice.to_owned(), ..worded(given, &registry, now) }))
}

async fn withdraw(site: Site, form: Form<WithdrawForm>) -> Reply {
    let oid = citizen(&site).await?.oid;
    let WithdrawForm { consent, client } = form.into_inner();
    let client: Option<Mnemonic> = client.and_then(|name| name.parse().ok());
    let done = run(&site, move |moment| {
        Ok(match (consent, client) {
            (Some(id), _) => given::withdraw(moment, oid, id)?.map(|_| "agreement"),
            (None, Some(client)) => given::withdraw_all(moment, oid, &client)?.then_some("client"),
            (None, None) => None,
        })
    });
    Ok(match done.await? {
        Some(what) => site.see(&format!("/profile/agreements?withdrawn={what}")),
        None => site.see("/profile/agreements"),
    })
}

fn worded(given: Given, registry: &Registry, now: Timestamp) -> Consents {
    let consent = |(one, relying_party): (Consent, String)| GivenConsent {
        id: one.id,
        relying_party,
        given: one.given_at.unwrap_or(now).to_page(),
        terms: offered::terms(&one.terms, registry, one.ends_at()),
        ended: match one.withdrawn_at {
            Some(at) => format!("Отозвано {}", at.to_page()),
            None if one.is_acting(now) => String::new(),
            None => "Срок действия истек".to_owned(),
        },
    };
    let allowed = |one: ScopeConsent| Allowed {
        client: one.client.to_string(),
        name: one.name,
        rights: words::scopes(&one.scopes),
    };
    Consents {
        frame: crate::web::pages::Frame::guest(""),
        notice: String::new(),
        consents: given.consents.into_iter().rev().map(consent).collect(),
        allowed: given.scope_consents.into_iter().map(allowed).collect(),
    }
}

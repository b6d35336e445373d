//! What stands for the application «Госуслуги» on the phone, in a sign-in that it takes over.

use actix_web::http::StatusCode;
use actix_web::web::{Form, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::credentials::enter::{self, EnterRefusal};
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::login::Application;
use crate::web::portal::reply::{Reply, run};
use crate::web::portal::steps::{self, Said};
use crate::web::portal::under_way::{frame, known, named};
use crate::web::site::{Site, perform_to_seal};

/// The routes of this page.
pub(crate) fn mount(config: &mut ServiceConfig) {
    config.service(resource("/login/application").route(get().to(show)).route(post().to(enter)));
}

/// What the page sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OwnerForm {
    ctx: String,
    owner: String,
}

async fn show(site: Site) -> Reply {
    let id = site.pending;
    page(&site, id, "", Errors::none()).await
}

/// The page, for a relying party that has the permit; else the sign-in in the browser goes on.
async fn page(site: &Site, id: Option<PendingId>, owner: &str, errors: Errors) -> Reply {
    let found = run(site, move |moment| asked(moment, id)).await?;
    let Some((pending, client)) = found.filter(|(_, client)| client.delegated_sign_in) else {
        return Ok(site.see("/login"));
    };
    let page = Application {
        frame: frame(site, Some(&pending)),
        ctx: pending.id.to_string(),
        relying_party: client.name,
        owner: owner.to_owned(),
        errors,
    };
    Ok(html(StatusCode::OK, &page))
}

/// The sign-in under way, and for whom.
fn asked(
    moment: &Moment<'_>,
    id: Option<PendingId>,
) -> Result<Option<(Pending, Client)>, crate::app::Broken> {
    let Some(pending) = known(moment, id)? else { return Ok(None) };
    let Some(asked) = &pending.asked else { return Ok(None) };
    let client = moment.read()?.client(&asked.client)?;
    Ok(client.map(|client| (pending, client)))
}

async fn enter(site: Site, form: Form<OwnerForm>) -> Reply {
    let OwnerForm { ctx, owner } = form.into_inner();
    let (id, device) = (named(&site, Some(&ctx)), site.device.clone());
    let typed = owner.clone();
    let done = perform_to_seal(&site, move |moment| {
        let pending = known(moment, id)?.ok_or(Stop::refused(EnterRefusal::NotAsked))?;
        enter::by_application(moment, &pending, &typed, &device)
    });
    Ok(match done.await {
        Ok(advanced) => steps::advance(&site, advanced, Said::default()).await,
        Err(Stop::Refused(EnterRefusal::NotAsked)) => site.see("/login"),
        Err(Stop::Refused(EnterRefusal::Blocked)) => {
            return page(&site, id, &owner, Errors::one("owner", "Учетная запись заблокирована")).await;
        }
        Err(Stop::Refused(_)) => {
            return page(&site, id, &owner, Errors::one("owner", "Такой учетной записи нет")).await;
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

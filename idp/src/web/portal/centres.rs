//! The public list of service centres.

use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::centre::centres;
use crate::app::oauth::login;
use crate::domain::centre::{Centre, CentreFunction};
use crate::web::error::html;
use crate::web::pages::centres::{Centres, Place, Plan};
use crate::web::portal::reply::{Reply, run};
use crate::web::portal::words;
use crate::web::site::Site;

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/public/ra").route(get().to(list)));
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct CentresQuery {
    fts: Option<String>,
    #[serde(default)]
    q: String,
    view: Option<String>,
}

async fn list(site: Site, query: Query<CentresQuery>) -> Reply {
    let query = query.into_inner();
    let function = query.fts.as_deref().and_then(CentreFunction::of);
    let session = site.session;
    let (found, visitor): (Vec<Centre>, _) = run(&site, move |moment| {
        let visitor = session.map(|session| login::signed_in(moment, session)).transpose()?.flatten();
        let name = visitor.map(|(_, account)| words::full_name(&account.profile.name));
        Ok((centres::list(moment, function).into_iter().cloned().collect(), name))
    })
    .await?;
    let wanted = query.q.trim().to_lowercase();
    let fits = |centre: &&Centre| {
        [&centre.name, &centre.address].iter().any(|text| text.to_lowercase().contains(&wanted))
    };
    let shown: Vec<&Centre> = found.iter().filter(fits).collect();
    let places: Vec<Place> = shown.iter().map(|centre| place(centre)).collect();
    let page = Centres {
        frame: visitor.map_or_else(|| site.frame(), |name| site.frame_of(&name)),
        function,
        query: query.q,
        centres: shown.into_iter().cloned().collect(),
        plan: (query.view.as_deref() == Some("map")).then(|| Plan::of(&places)),
        has_map: true,
    };
    Ok(html(StatusCode::OK, &page))
}

fn place(centre: &Centre) -> Place {
    Place {
        id: centre.id,
        name: centre.name.clone(),
        address: centre.address.clone(),
        latitude: centre.latitude,
        longitude: centre.longitude,
    }
}

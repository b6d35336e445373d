//! The public list of service centres.

use actix_web::http::StatusCode;
use actix_web::web::{Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::centre::centres;
use crate::app::oauth::login;
use crate::domain::centre::{Centre, CentreFunction};
use crate::web::error::html;
use crate::web::pages::centres::{self as pages, Centres, Function, Place, Plan};
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
        function: function.map(page_function),
        query: query.q,
        centres: shown.iter().map(|centre| page_centre(centre)).collect(),
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

fn page_function(function: CentreFunction) -> Function {
    match function {
        CentreFunction::Register => Function::Register,
        CentreFunction::Confirm => Function::Confirm,
        CentreFunction::Recover => Function::Recover,
        CentreFunction::Delete => Function::Delete,
        CentreFunction::Biometrics => Function::Biometrics,
    }
}

/// A centre as pages show it.
pub fn page_centre(centre: &Centre) -> pages::Centre {
    pages::Centre {
        id: centre.id,
        name: centre.name.clone(),
        address: centre.address.clone(),
        hours: centre.hours.clone(),
        phone: centre.phone.clone(),
        functions: centre.functions.iter().map(|function| page_function(*function)).collect(),
    }
}

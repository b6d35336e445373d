//! «Школьное портфолио» in the cabinet: a pupil's own marks, and those of a parent's child.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, get, resource};

use crate::app::Stop;
use crate::app::portfolio::{self, Seen};
use crate::domain::account::Account;
use crate::domain::person::date;
use crate::domain::portfolio::Kept;
use crate::web::error::{broken_page, html};
use crate::web::pages::portfolio::{Mark, Portfolio, Whose};
use crate::web::portal::citizen::citizen;
use crate::web::portal::family::{frame_of, kept};
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/portfolio").route(get().to(own)))
        .service(resource("/profile/family/{card}/portfolio").route(get().to(childs)));
}

async fn own(site: Site) -> HttpResponse {
    match citizen(&site).await {
        Ok(pupil) => page(&site, &pupil, pupil.clone(), Whose::Own).await,
        Err(answer) => answer,
    }
}

async fn childs(site: Site, card: Path<String>) -> HttpResponse {
    let parent = match citizen(&site).await {
        Ok(parent) => parent,
        Err(answer) => return answer,
    };
    let kept = match kept(&site, &parent, &card).await {
        Ok(kept) => kept,
        Err(answer) => return answer,
    };
    // Marks are the account's: without one that is linked there is nothing to look at.
    let Some(pupil) = kept.account else { return site.see("/profile/family") };
    let full_name = words::full_name(&kept.card.child.name);
    page(&site, &parent, pupil, Whose::Childs { child: kept.card.id.to_string(), full_name }).await
}

async fn page(site: &Site, viewer: &Account, pupil: Account, whose: Whose) -> HttpResponse {
    match perform::<_, Infallible, _>(site, move |moment| Ok(portfolio::seen(moment, &pupil)?)).await {
        Ok(Seen { marks, allowed }) => {
            let marks = marks.into_iter().rev().map(mark).collect();
            html(StatusCode::OK, &Portfolio { frame: frame_of(site, viewer), whose, allowed, marks })
        }
        Err(Stop::Broken(why)) => broken_page(site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn mark(kept: Kept) -> Mark {
    let given = kept.mark;
    Mark {
        subject: given.subject,
        mark: given.mark,
        work: given.work,
        date: date::spell(given.date),
        school: given.school,
    }
}

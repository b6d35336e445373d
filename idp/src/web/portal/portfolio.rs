//! «Школьное портфолио» in the cabinet: a pupil's own marks, and those of a parent's child.

use actix_web::http::StatusCode;
use actix_web::web::{Path, ServiceConfig, get, resource};

use crate::app::portfolio::{self, Seen};
use crate::domain::account::Account;
use crate::domain::person::date;
use crate::domain::portfolio::Kept;
use crate::web::error::html;
use crate::web::pages::portfolio::{Mark, Portfolio, Whose};
use crate::web::portal::citizen::citizen;
use crate::web::portal::family::{frame_of, kept};
use crate::web::portal::reply::{Reply, run};
use crate::web::portal::words;
use crate::web::site::Site;

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/portfolio").route(get().to(own)))
        .service(resource("/profile/family/{card}/portfolio").route(get().to(childs)));
}

async fn own(site: Site) -> Reply {
    let pupil = citizen(&site).await?;
    page(&site, &pupil, pupil.clone(), Whose::Own).await
}

async fn childs(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    // Marks are the account's: without one that is linked there is nothing to look at.
    let Some(pupil) = kept.account else { return Ok(site.see("/profile/family")) };
    let full_name = words::full_name(&kept.card.child.name);
    page(&site, &parent, pupil, Whose::Childs { child: kept.card.id.to_string(), full_name }).await
}

async fn page(site: &Site, viewer: &Account, pupil: Account, whose: Whose) -> Reply {
    let Seen { marks, allowed } = run(site, move |moment| Ok(portfolio::seen(moment, &pupil)?)).await?;
    let marks = marks.into_iter().rev().map(mark).collect();
    Ok(html(StatusCode::OK, &Portfolio { frame: frame_of(site, viewer), whose, allowed, marks }))
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

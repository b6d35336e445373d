//! The real test stand's public logs: SMS and codes of letters, as plain text.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, resource};
use askama::Template;

use crate::app::realms::outbox;
use crate::domain::notice::{Channel, Posted};
use crate::web::pages::logs::{Postcode, PostcodeLog, Sms, SmsLog};
use crate::web::portal::reply::{Early, Reply, run};
use crate::web::site::Site;

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/logs/sms").route(get().to(sms)))
        .service(resource("/logs/postcodes").route(get().to(postcodes)));
}

async fn newest_first(site: &Site, channel: Channel) -> Result<Vec<Posted>, Early> {
    run(site, move |moment| Ok(outbox::read(moment, &outbox::newest(channel))?)).await
}

async fn sms(site: Site) -> Reply {
    let posted = newest_first(&site, Channel::Sms).await?;
    // The test stand's line says «Код: NNN», whatever else the message says.
    let line = |one: Posted| Sms {
        at: one.at.to_page(),
        to: one.notice.to,
        text: one.notice.code.map_or(one.notice.text, |code| format!("Код: {code}")),
    };
    Ok(text(&SmsLog { messages: posted.into_iter().map(line).collect() }))
}

async fn postcodes(site: Site) -> Reply {
    let codes = run(&site, |moment| Ok(outbox::postcodes(moment)?)).await?;
    let line = |(snils, code)| Postcode { snils, code };
    Ok(text(&PostcodeLog { codes: codes.into_iter().map(line).collect() }))
}

fn text(page: &impl Template) -> HttpResponse {
    let body = page.render().unwrap_or_default();
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("Cache-Control", "no-store"))
        .body(body)
}

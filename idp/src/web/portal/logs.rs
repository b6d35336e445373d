//! The real test stand's public logs: SMS and codes of letters, as plain text.

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, resource};
use askama::Template;

use crate::app::Stop;
use crate::app::outbox::{self, OutboxFilter};
use crate::domain::notice::{Channel, Posted};
use crate::web::error::broken_page;
use crate::web::pages::logs::{Postcode, PostcodeLog, Sms, SmsLog};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/logs/sms").route(get().to(sms)))
        .service(resource("/logs/postcodes").route(get().to(postcodes)));
}

async fn newest_first(site: &Site, channel: Channel) -> Result<Vec<Posted>, HttpResponse> {
    let filter = OutboxFilter { to: None, channel: Some(channel) };
    match perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(outbox::read(moment, &filter)?))
        .await
    {
        Ok(mut posted) => {
            posted.reverse();
            Ok(posted)
        }
        Err(Stop::Broken(why)) => Err(broken_page(site, &why)),
        Err(Stop::Refused(never)) => match never {},
    }
}

async fn sms(site: Site) -> HttpResponse {
    let posted = match newest_first(&site, Channel::Sms).await {
        Ok(posted) => posted,
        Err(answer) => return answer,
    };
    // The test stand's line says «Код: NNN», whatever else the message says.
    let line = |one: Posted| Sms {
        at: one.at.to_page(),
        to: one.notice.to,
        text: one.notice.code.map_or(one.notice.text, |code| format!("Код: {code}")),
    };
    text(&SmsLog { messages: posted.into_iter().map(line).collect() })
}

async fn postcodes(site: Site) -> HttpResponse {
    let codes = perform::<_, std::convert::Infallible, _>(&site, |moment| Ok(outbox::postcodes(moment)?));
    match codes.await {
        Ok(codes) => {
            let line = |(snils, code)| Postcode { snils, code };
            text(&PostcodeLog { codes: codes.into_iter().map(line).collect() })
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn text(page: &impl Template) -> HttpResponse {
    let body = page.render().unwrap_or_default();
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header(("Cache-Control", "no-store"))
        .body(body)
}

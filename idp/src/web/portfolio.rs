//! `/portfolio`: diaries find their pupils and hand in marks.

use actix_web::web::{Path, ServiceConfig, post, put, resource};
use actix_web::{HttpRequest, HttpResponse};
use jiff::civil::Date;
use serde::Deserialize;

use crate::app::Stop;
use crate::app::portfolio::{self, Diary, Handed, PortfolioRefusal};
use crate::domain::person::Snils;
use crate::domain::portfolio::{Delivery, Mark};
use crate::protocol::oauth::error::ACCESS_DENIED;
use crate::web::control::api::input::body::Body;
use crate::web::error::broken_problem;
use crate::web::problem::Problem;
use crate::web::site::{Site, perform};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/portfolio/v1/pupils/find").route(post().to(find)))
        .service(resource("/portfolio/v1/marks/{id}").route(put().to(hand_in)));
}

/// A mark as it travels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkJson {
    snils: String,
    school: String,
    subject: String,
    date: String,
    mark: u8,
    work: String,
}

/// A pupil who is looked for. The number travels in the body: addresses are logged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PupilJson {
    snils: String,
}

fn diary_of(request: &HttpRequest) -> Diary {
    let header = |name: &str| {
        let value = request.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    Diary {
        client: header("Client-Id"),
        timestamp: header("Client-Timestamp"),
        client_secret: header("Client-Secret"),
    }
}

/// Finds a pupil: 204 when the diary may be opened.
async fn find(site: Site, request: HttpRequest, Body(json): Body<PupilJson>) -> HttpResponse {
    let Ok(pupil) = json.snils.parse::<Snils>() else {
        return Problem::field("snils", "expected 112-233-445 95").answer();
    };
    let diary = diary_of(&request);
    match perform(&site, move |moment| portfolio::find(moment, &diary, pupil)).await {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(Stop::Refused(refusal)) => problem(refusal).answer(),
        Err(Stop::Broken(broken)) => broken_problem(&site, &broken).answer(),
    }
}

/// Takes a mark: 201 the first time, 200 every other time.
async fn hand_in(
    site: Site,
    request: HttpRequest,
    id: Path<String>,
    Body(json): Body<MarkJson>,
) -> HttpResponse {
    let (Ok(pupil), Ok(date)) = (json.snils.parse::<Snils>(), json.date.parse::<Date>()) else {
        let field = if json.snils.parse::<Snils>().is_err() { "snils" } else { "date" };
        return Problem::field(field, "expected 112-233-445 95 for snils and 2024-09-03 for date").answer();
    };
    let handed = Handed {
        id: id.into_inner(),
        diary: diary_of(&request),
        pupil,
        mark: Mark { school: json.school, subject: json.subject, date, mark: json.mark, work: json.work },
    };
    match perform(&site, move |moment| portfolio::hand_in(moment, &handed)).await {
        Ok(Delivery::First) => HttpResponse::Created().finish(),
        Ok(_) => HttpResponse::Ok().finish(),
        Err(Stop::Refused(refusal)) => problem(refusal).answer(),
        Err(Stop::Broken(broken)) => broken_problem(&site, &broken).answer(),
    }
}

fn problem(refusal: PortfolioRefusal) -> Problem {
    use actix_web::http::StatusCode;
    match refusal {
        PortfolioRefusal::Client(refusal) => {
            let title = "the diary is not who it says";
            Problem::new(StatusCode::UNAUTHORIZED, title, refusal.description())
        }
        PortfolioRefusal::Mark(fault) => Problem::field(fault.field(), fault),
        PortfolioRefusal::NoPupil => Problem::not_found("no account has this insurance number")
            .about("snils", "send the mark again later"),
        PortfolioRefusal::NoConsent => {
            let title = "no parent allows school data of this pupil";
            let fix = "a parent gives the consent in the family section; send the mark again later";
            Problem::new(StatusCode::FORBIDDEN, title, ACCESS_DENIED.description(&[])).about("snils", fix)
        }
        PortfolioRefusal::Differs { .. } => Problem::conflict("another mark has this number")
            .about("id", "give every mark a number of its own"),
        PortfolioRefusal::Unavailable => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the portfolio is down", "try again later")
        }
    }
}

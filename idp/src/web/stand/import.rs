//! Accounts that banks send, with a system token (MR А.9).

use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{Bytes, Path, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::app::centre::import::{
    self, Compared, Found, ImportRefusal, Outcome, Progress, Recovered, Sent, Way as Confirmed,
};
use crate::app::{Moment, Stop};
use crate::protocol::import::{
    self as wire, Body, CodeFields, Form, ImportError, Imported, Recovery, RecoveryBody, RequestState, Search,
};
use crate::web::rs::status;
use crate::web::site::{Site, perform};
use crate::web::stand::answer::{broken, refused};

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    let public = "/esia-rs/api/public";
    config
        .service(resource(format!("{public}/v2/prns/import")).route(post().to(import)))
        .service(resource(format!("{public}/v2/confirmation/compare")).route(post().to(compare)))
        .service(resource(format!("{public}/v2/confirmation/resend/{{id}}")).route(post().to(resend)))
        .service(resource("/rs/reqs/{id}").route(get().to(state)))
        .service(resource(format!("{public}/v2/import/snils/search")).route(post().to(search)))
        .service(resource(format!("{public}/v1/prns/import/recovery")).route(post().to(recover)));
}

/// How the citizen answers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Way {
    confirm_way: String,
}

/// The code that the citizen told the bank.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Typed {
    request_id: String,
    code: String,
}

/// Without `confirmWay=REST_API` the citizen answers the SMS by another (MR А.9), where the realm has banks that may.
async fn import(site: Site, request: HttpRequest, way: Query<Way>, body: Bytes) -> HttpResponse {
    let sent = sent(&request, &body);
    let way = if way.confirm_way == "REST_API" { Confirmed::RestApi } else { Confirmed::Sms };
    let imported = perform(&site, move |moment| {
        let (client, text) = import::signed(moment, &sent)?;
        // I: what a newly connected bank is told that leaves the parameter out is not documented.
        if way == Confirmed::Sms && !moment.settings.import.by_sms {
            return Err(told(30_003));
        }
        let form = form(&read::<Body>(text.as_bytes())?, wire::form)?;
        let outcome = import::import(moment, client, form, way)?;
        Ok(imported(moment, outcome))
    });
    answered(&site, imported.await)
}

fn imported(moment: &Moment<'_>, outcome: Outcome) -> Imported {
    match outcome {
        Outcome::Already => wire::outcome("0"),
        Outcome::Confirmed => wire::outcome("1"),
        Outcome::Reconfirmed => Imported::again(),
        Outcome::Requested(request) => {
            // MR table 72: the fields of the code stand in the answer to a request with the parameter.
            let by_code = request.way == Confirmed::RestApi;
            let fields = by_code.then(|| CodeFields::of(&request, &moment.settings.import));
            let code = if request.simplified.is_some() { "3" } else { "2" };
            Imported { request_id: Some(request.id.clone()), fields, ..wire::outcome(code) }
        }
        Outcome::DossierAsked(id) => Imported { request_id: Some(id), ..wire::outcome("4") },
        Outcome::DossierRunning(id) => Imported { request_id: Some(id), ..wire::outcome("5") },
    }
}

async fn compare(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let sent = sent(&request, &body);
    let compared = perform(&site, move |moment| {
        let typed = read::<Typed>(&sent.body)?;
        let compared = import::compare(moment, sent.bearer.as_deref(), &typed.request_id, &typed.code)?;
        Ok(about(moment, &typed.request_id, compared))
    });
    answered(&site, compared.await)
}

async fn resend(site: Site, request: HttpRequest, id: Path<String>) -> HttpResponse {
    let (sent, id) = (sent(&request, &[]), id.into_inner());
    let again = perform(&site, move |moment| {
        let again = import::resend(moment, sent.bearer.as_deref(), &id)?;
        Ok(about(moment, &id, again))
    });
    answered(&site, again.await)
}

/// How the code of a request stands; of one that is not there its id and the status alone.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About {
    request_id: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    fields: Option<CodeFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

fn about(moment: &Moment<'_>, id: &str, compared: Compared) -> About {
    let status = compared.status.wire();
    let fields = compared
        .request
        .map(|request| CodeFields::of(&request, &moment.settings.import).about(&request, status));
    About { request_id: id.to_owned(), status: fields.is_none().then_some(status), fields }
}

async fn state(site: Site, request: HttpRequest, id: Path<String>) -> HttpResponse {
    let (sent, id) = (sent(&request, &[]), id.into_inner());
    let progress = perform(&site, move |moment| import::progress(moment, sent.bearer.as_deref(), &id));
    answered(&site, progress.await.map(told_state))
}

/// MR table 74: before the SNILS is checked the first three tasks, after it the passport.
fn told_state(progress: Progress) -> RequestState {
    const CODE: &str = "raRegistrationEndorsement";
    match progress {
        Progress::Waiting => {
            RequestState::of("VALIDATING", &[(CODE, "W"), ("validateSnils", "I"), ("sendSMS", "I")])
        }
        Progress::Unanswered => {
            let tasks = [(CODE, "F"), ("validateSnils", "C"), ("sendSMS", "C")];
            RequestState::of("VALIDATION_FAILED", &tasks).failed(wire::known(910_307))
        }
        Progress::Checking => {
            RequestState::of("VALIDATING", &[(CODE, "S"), ("validateSnils", "P"), ("sendSMS", "W")])
        }
        Progress::SnilsRefused => {
            let tasks = [(CODE, "S"), ("validateSnils", "F"), ("sendSMS", "C")];
            RequestState::of("VALIDATION_FAILED", &tasks).failed(wire::known(910_001))
        }
        Progress::PassportRefused => {
            RequestState::of("VALIDATION_FAILED", &[("validateRfPassport", "F")]).failed(wire::known(910_100))
        }
        Progress::Overtaken => RequestState::of("VALIDATION_FAILED", &[]).failed(wire::known(39_805)),
        Progress::Done(person) => {
            RequestState { person_oid: Some(person.number()), ..RequestState::of("SUCCEEDED", &[]) }
        }
    }
}

async fn search(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let sent = sent(&request, &body);
    let found = perform(&site, move |moment| {
        let form = form(&read::<Body>(&sent.body)?, wire::form)?;
        let Found { number, answer } = import::search(moment, sent.bearer.as_deref(), &form)?;
        Ok(Search::of(number, answer))
    });
    answered(&site, found.await)
}

async fn recover(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let sent = sent(&request, &body);
    let recovered = perform(&site, move |moment| {
        let (_, text) = import::signed(moment, &sent)?;
        let body = read::<RecoveryBody>(text.as_bytes())?;
        let mode = body.mode.clone().unwrap_or_default();
        let form = form(&Body::from(body), wire::recovery)?;
        Ok(match import::recover(moment, &form, &mode)? {
            Recovered::Done => Recovery { status: "OK" },
            Recovered::Searching => Recovery { status: "SENT" },
        })
    });
    answered(&site, recovered.await)
}

/// The call as it came.
fn sent(request: &HttpRequest, body: &[u8]) -> Sent {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let bearer = header(AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
    Sent {
        bearer: bearer.map(|token| token.trim().to_owned()),
        data: header("Request-Data").map(str::to_owned),
        signature: header("Request-Data-Sign").map(str::to_owned),
        body: body.to_vec(),
    }
}

fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Stop<ImportRefusal>> {
    serde_json::from_slice(text).map_err(|_| told(30_003))
}

fn form(body: &Body, read: fn(&Body) -> Result<Form, ImportError>) -> Result<Form, Stop<ImportRefusal>> {
    read(body).map_err(|error| Stop::refused(error.into()))
}

fn told(number: u32) -> Stop<ImportRefusal> {
    Stop::refused(wire::known(number).into())
}

/// The answer, or the refusal in the form of the document: `message`, of ESIA-03200 `description`.
fn answered<T: Serialize>(site: &Site, answer: Result<T, Stop<ImportRefusal>>) -> HttpResponse {
    match answer {
        Ok(answer) => HttpResponse::Ok().json(answer),
        Err(Stop::Refused(ImportRefusal::Token(refusal))) => {
            refused(status(refusal.error), refusal.error.code, refusal.error.message)
        }
        Err(Stop::Refused(ImportRefusal::Told { error, .. })) if error.code == "ESIA-03200" => {
            let told = serde_json::json!({ "code": error.code, "description": error.message });
            HttpResponse::BadRequest().json(told)
        }
        Err(Stop::Refused(ImportRefusal::Told { error, detail })) => {
            let message = [error.message, detail.as_str()].join(" ");
            refused(StatusCode::BAD_REQUEST, error.code, message.trim())
        }
        Err(Stop::Broken(why)) => broken(site, &why),
    }
}

//! The profile as the real stand's clients drive it: data for the check, the address of the letter, its code.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::account::accounts::CommandRefusal;
use crate::app::account::registers;
use crate::app::confirmation::confirm;
use crate::app::confirmation::profile::{self, ProfileRefusal};
use crate::domain::account::{Account, Command, Refusal};
use crate::domain::person::Snils;
use crate::domain::person::sheet::FieldError;
use crate::web::site::{Site, perform};
use crate::web::stand::answer::{broken, citizen, read, refused};
use crate::web::stand::front::Front;
use crate::web::stand::typed::Person;

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/rs/prns").route(get().to(show)).route(post().to(send)))
        .service(resource("/profile/rs/prns/up").route(post().to(send)))
        .service(resource("/profile/rs/prns/srch/snils/state").route(get().to(snils_state)))
        .service(resource("/profile/rs/prns/usrcfm/addr").route(post().to(order_letter)))
        .service(resource("/profile/rs/prns/usrcfm/by-post").route(post().to(enter_code)));
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Address {
    zip_code: String,
    address_str: String,
    region: String,
    settlement: String,
    house: String,
    flat: String,
}

impl Address {
    /// The address in one line; `addressStr` holds everything but house and flat.
    fn line(&self) -> Option<String> {
        let place = match self.address_str.trim() {
            "" => format!("{} {}", self.region, self.settlement),
            whole => whole.to_owned(),
        };
        let named = |short: &str, text: &str| match text.trim() {
            "" => String::new(),
            text => format!("{short} {text}"),
        };
        let parts = [self.zip_code.clone(), place, named("д.", &self.house), named("кв.", &self.flat)];
        let parts: Vec<_> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostCode {
    #[serde(default)]
    cfm_post_code: String,
}

#[derive(Deserialize)]
struct SnilsQuery {
    #[serde(default)]
    snils: String,
}

async fn show(site: Site) -> HttpResponse {
    match citizen(&site).await {
        Ok(account) => HttpResponse::Ok().json(Front::of(&account)),
        Err(answer) => answer,
    }
}

/// `/up` sends data that are not confirmed, the plain address new data of a confirmed person; the rules tell them apart.
async fn send(site: Site, body: Bytes) -> HttpResponse {
    let person = match citizen(&site).await {
        Ok(account) => account.oid,
        Err(answer) => return answer,
    };
    let form = match read::<Person>(&body) {
        Ok(person) => person.form(),
        Err(answer) => return answer,
    };
    // The client has asked `srch/snils/state` before: the warning is read.
    match perform(&site, move |moment| profile::submit(moment, person, &form, true)).await {
        Ok(account) => HttpResponse::Ok().json(Front::of(&account)),
        Err(Stop::Refused(ProfileRefusal::Command(refusal))) => told_refusal(refusal),
        Err(Stop::Refused(ProfileRefusal::SnilsTaken | ProfileRefusal::SnilsInUse)) => {
            refused(StatusCode::CONFLICT, "SIM-SNILS-TAKEN", "another account has this SNILS")
        }
        Err(Stop::Refused(why @ (ProfileRefusal::Fields(_) | ProfileRefusal::SnilsMissing))) => {
            refused(StatusCode::BAD_REQUEST, "SIM-FIELD", &FieldError::listed(&why.errors()))
        }
        Err(Stop::Broken(why)) => broken(&site, &why),
    }
}

async fn snils_state(site: Site, query: Query<SnilsQuery>) -> HttpResponse {
    let person = match citizen(&site).await {
        Ok(account) => account.oid,
        Err(answer) => return answer,
    };
    let Ok(snils) = query.snils.parse::<Snils>() else {
        return refused(StatusCode::BAD_REQUEST, "SIM-FIELD", "snils: expected XXX-XXX-XXX XX");
    };
    let state = perform::<_, std::convert::Infallible, _>(&site, move |moment| {
        Ok(registers::snils_state(&moment.settings, &*moment.read()?, snils, Some(person))?)
    });
    match state.await {
        Ok(state) => HttpResponse::Ok().json(serde_json::json!({ "code": state.code() })),
        Err(Stop::Broken(why)) => broken(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

async fn order_letter(site: Site, body: Bytes) -> HttpResponse {
    let person = match citizen(&site).await {
        Ok(account) => account.oid,
        Err(answer) => return answer,
    };
    let line = match read::<Address>(&body) {
        Ok(address) => address.line(),
        Err(answer) => return answer,
    };
    let Some(line) = line else {
        return refused(StatusCode::BAD_REQUEST, "SIM-FIELD", "addressStr: expected an address");
    };
    let done = perform(&site, move |moment| {
        let letter = Command::OrderLetter(confirm::letter_to(moment, line));
        confirm::carry_out(moment, person, letter)
    });
    told(&site, done.await)
}

async fn enter_code(site: Site, query: Query<PostCode>) -> HttpResponse {
    let person = match citizen(&site).await {
        Ok(account) => account.oid,
        Err(answer) => return answer,
    };
    let code = query.into_inner().cfm_post_code;
    told(&site, perform(&site, move |moment| confirm::enter_code(moment, person, &code)).await)
}

fn told(site: &Site, done: Result<Account, Stop<CommandRefusal>>) -> HttpResponse {
    match done {
        Ok(account) => HttpResponse::Ok().json(Front::of(&account)),
        Err(Stop::Refused(refusal)) => told_refusal(refusal),
        Err(Stop::Broken(why)) => broken(site, &why),
    }
}

fn told_refusal(refusal: CommandRefusal) -> HttpResponse {
    let status = match refusal {
        // The real stand answers 500 while the check runs, and its clients try again.
        CommandRefusal::Rules(Refusal::CheckRunning) => StatusCode::INTERNAL_SERVER_ERROR,
        CommandRefusal::Rules(Refusal::CodeWrong { .. } | Refusal::CodeExpired | Refusal::CodeExhausted) => {
            StatusCode::BAD_REQUEST
        }
        CommandRefusal::Rules(_) | CommandRefusal::NoAccount(_) => StatusCode::CONFLICT,
    };
    refused(status, "SIM-STATE", &refusal.to_string())
}

//! Account import by a trusted organisation (MR А.9), with a system token.

use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{Bytes, ServiceConfig, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::centre::bank::{self, BankRefusal, Import, Imported};
use crate::app::centre::enrol::Newcomer;
use crate::app::rest::RsRefusal;
use crate::domain::account::Application;
use crate::web::site::{Site, perform};
use crate::web::stand::answer::{broken, read, refused};
use crate::web::stand::typed::Person;

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config.service(resource("/esia-rs/api/public/v2/prns/import").route(post().to(import)));
}

/// A client of the organisation.
// SIM: the body of the real call is not published; the person is spelled as in the portal's own calls.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Body {
    #[serde(flatten)]
    person: Person,
    mobile: Option<String>,
    email: Option<String>,
    confirm_other_contacts: bool,
    check_passport: bool,
}

impl Body {
    fn parse(self) -> Result<Import, String> {
        let application = Application::parse(&self.person.form()).map_err(|faults| {
            let named = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.expected));
            named.collect::<Vec<_>>().join("; ")
        })?;
        let mobile = self.mobile.map(|text| text.parse().map_err(|why| format!("mobile: {why}")));
        let email = self.email.map(|text| text.parse().map_err(|why| format!("email: {why}")));
        let newcomer = Newcomer { application, mobile: mobile.transpose()?, email: email.transpose()? };
        let (other_contacts, check_passport) = (self.confirm_other_contacts, self.check_passport);
        Ok(Import { newcomer, other_contacts, check_passport })
    }
}

async fn import(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|value| value.strip_prefix("Bearer ")).map(|token| token.trim().to_owned());
    let allowed = perform(&site, move |moment| bank::authorise(moment, bearer.as_deref())).await;
    let client = match allowed {
        Ok(client) => client,
        Err(Stop::Refused(RsRefusal { error, .. })) => {
            let forbidden = error.code == crate::protocol::rs::error::SCOPE_NOT_ALLOWED.code;
            let status = if forbidden { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
            return refused(status, error.code, error.message);
        }
        Err(Stop::Broken(why)) => return broken(&site, &why),
    };
    let asked = match read::<Body>(&body) {
        Ok(body) => body.parse(),
        Err(answer) => return answer,
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(faults) => return refused(StatusCode::BAD_REQUEST, "SIM-FIELD", &faults),
    };
    let imported = perform(&site, move |moment| {
        moment.names_client(Some(client));
        bank::import(moment, asked)
    });
    match imported.await {
        Ok(imported) => HttpResponse::Ok().json(told(&imported)),
        Err(Stop::Refused(refusal)) => refused(StatusCode::CONFLICT, code(&refusal), &refusal.to_string()),
        Err(Stop::Broken(why)) => broken(&site, &why),
    }
}

fn told(imported: &Imported) -> serde_json::Value {
    let (outcome, account) = match imported {
        Imported::Confirmed(account) => ("CONFIRMED", account),
        Imported::Registered(made) => ("REGISTERED", &made.account),
    };
    serde_json::json!({ "oid": account.oid, "outcome": outcome, "trusted": account.is_trusted() })
}

fn code(refusal: &BankRefusal) -> &'static str {
    match refusal {
        BankRefusal::NoSnils => "SIM-FIELD",
        BankRefusal::ContactsDiffer => "SIM-CONTACTS-DIFFER",
        BankRefusal::AnotherBeingConfirmed(_) => "ESIA-020326",
        BankRefusal::Registers(_) => "SIM-REGISTERS",
        BankRefusal::Enrol(_) => "SIM-NOT-REGISTERED",
        BankRefusal::Command(_) => "SIM-STATE",
    }
}

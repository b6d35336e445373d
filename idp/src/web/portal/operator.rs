//! The operator's desk: find the visitor's account, compare the passport, confirm.
// SIM: the real operator signs in to a workplace of its own; here the desk is open to whoever tests.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::accounts::CommandRefusal;
use crate::app::centres::{self, CentreRefusal};
use crate::app::{Stop, people};
use crate::domain::account::{Account, Status};
use crate::domain::centre::CentreFunction;
use crate::domain::id::Oid;
use crate::domain::person::DocumentKind;
use crate::domain::person::document::DocumentNumber;
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::operator::{self as pages, Desk, Found, Verdict};
use crate::web::portal::centres::page_centre;
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/operator").route(get().to(desk)))
        .service(resource("/operator/confirm").route(post().to(confirm)));
}

/// What may stand behind `?`.
#[derive(Deserialize)]
struct DeskQuery {
    centre: Option<u32>,
    #[serde(default)]
    snils: String,
}

#[derive(Deserialize)]
struct ConfirmForm {
    centre: u32,
    oid: u64,
    #[serde(default)]
    passport_series: String,
    #[serde(default)]
    passport_number: String,
}

async fn desk(site: Site, query: Query<DeskQuery>) -> HttpResponse {
    let query = query.into_inner();
    let mut page = blank(&site, query.centre);
    page.snils = query.snils.clone();
    if query.snils.trim().is_empty() {
        return html(StatusCode::OK, &page);
    }
    let Ok(snils) = query.snils.parse() else {
        page.errors = Errors::one("snils", "СНИЛС введен в неверном формате. Он состоит из 11 цифр");
        return html(StatusCode::OK, &page);
    };
    match perform::<_, std::convert::Infallible, _>(&site, move |moment| Ok(centres::visitor(moment, snils)?))
        .await
    {
        Ok(found) => {
            page.found = found.as_ref().map_or(Found::Nobody, |account| Found::Account(seen(account)))
        }
        Err(Stop::Broken(why)) => return broken_page(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
    html(StatusCode::OK, &page)
}

fn blank(site: &Site, centre: Option<u32>) -> Desk {
    let confirming: Vec<_> =
        site.realm.centres.iter().filter(|centre| centre.offers(CentreFunction::Confirm)).collect();
    Desk {
        frame: site.frame(),
        centre: confirming.iter().find(|one| Some(one.id) == centre).map(|one| page_centre(one)),
        centres: confirming.iter().map(|one| page_centre(one)).collect(),
        snils: String::new(),
        found: Found::NotAsked,
        verdict: Verdict::None,
        has_actions: false,
        passport_series: String::new(),
        passport_number: String::new(),
        errors: Errors::none(),
    }
}

/// An account as the operator sees it.
fn seen(account: &Account) -> pages::Account {
    let obstacle = match account.status {
        Status::Standard { .. } | Status::LetterOrdered { .. } => "",
        Status::Confirmed { .. } => "Личность уже подтверждена.",
        Status::Checking { .. } => "Выполняется проверка данных.",
        Status::Blocked { .. } => "Учетная запись заблокирована.",
        Status::Deleted { .. } => "Учетная запись удалена.",
        Status::Simplified | Status::CheckFailed { .. } => "Личные данные еще не проверены.",
    };
    pages::Account {
        oid: account.oid.number(),
        full_name: words::full_name(&account.profile.name),
        birth_date: account.profile.birth_date.map(|date| date.to_string()).unwrap_or_default(),
        snils: account.profile.snils.map(|snils| snils.to_string()).unwrap_or_default(),
        level: words::level(&account.status).to_owned(),
        may_confirm: obstacle.is_empty(),
        obstacle: obstacle.to_owned(),
    }
}

async fn confirm(site: Site, form: Form<ConfirmForm>) -> HttpResponse {
    let form = form.into_inner();
    let mut page = blank(&site, Some(form.centre));
    page.passport_series.clone_from(&form.passport_series);
    page.passport_number.clone_from(&form.passport_number);
    let person = Oid::new(form.oid);
    let shown =
        DocumentNumber::parse(DocumentKind::Passport, Some(&form.passport_series), &form.passport_number);
    let Ok(shown) = shown else {
        page.errors = Errors::one("passport_number", "Введите 4 цифры серии и 6 цифр номера паспорта");
        return with_account(&site, page, person).await;
    };
    let about = site.about.clone();
    match perform(&site, move |moment| centres::confirm(moment, form.centre, person, shown, about)).await {
        Ok(_) => page.verdict = Verdict::Confirmed,
        Err(Stop::Refused(refusal)) => page.verdict = Verdict::Refused { reason: reason(refusal).to_owned() },
        Err(Stop::Broken(why)) => return broken_page(&site, &why),
    }
    with_account(&site, page, person).await
}

fn reason(refusal: CentreRefusal) -> &'static str {
    match refusal {
        CentreRefusal::NoCentre(_) => "Такого центра обслуживания нет.",
        CentreRefusal::NotOffered => "Этот центр не подтверждает личность.",
        CentreRefusal::Command(CommandRefusal::NoAccount(_)) => "Учетная запись не найдена.",
        CentreRefusal::Command(CommandRefusal::Rules(refusal)) => words::refusal(refusal),
    }
}

/// The desk with the visitor's account as it is now.
async fn with_account(site: &Site, mut page: Desk, person: Oid) -> HttpResponse {
    match perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(people::find(moment, person)?))
        .await
    {
        Ok(Some(account)) => {
            page.found = Found::Account(seen(&account));
            page.snils = account.profile.snils.map(|snils| snils.to_string()).unwrap_or_default();
        }
        Ok(None) => page.found = Found::Nobody,
        Err(Stop::Broken(why)) => return broken_page(site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
    html(StatusCode::OK, &page)
}

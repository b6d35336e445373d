//! The operator's desk: signing in, finding the visitor's account, comparing the passport, confirming.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::accounts::CommandRefusal;
use crate::app::centres::{self, CentreRefusal};
use crate::app::{Stop, desk, people};
use crate::domain::account::{Account, Status};
use crate::domain::centre::{Centre, CentreFunction};
use crate::domain::id::{Oid, OperatorSessionId};
use crate::domain::person::DocumentKind;
use crate::domain::person::document::DocumentNumber;
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::notices::Trouble;
use crate::web::pages::operator::{self as pages, Desk, Found, SignIn, Verdict};
use crate::web::pages::{Choice, Errors, Frame};
use crate::web::portal::centres::page_centre;
use crate::web::portal::reply::{Early, Reply, early, run};
use crate::web::portal::{cookies, words};
use crate::web::site::{OPERATOR_COOKIE, Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/operator").route(get().to(show)))
        .service(resource("/operator/login").route(get().to(sign_in_page)).route(post().to(sign_in)))
        .service(resource("/operator/logout").route(get().to(sign_out)))
        .service(resource("/operator/confirm").route(post().to(confirm)));
}

/// Who sits at the desk of which centre.
pub(crate) struct Seat {
    name: String,
    /// The centre.
    pub(crate) centre: Centre,
}

impl Seat {
    /// The frame of the operator's pages.
    pub(crate) fn frame(&self, site: &Site) -> Frame {
        Frame { viewer: crate::web::pages::Viewer::Operator(self.name.clone()), ..site.frame() }
    }
}

/// The operator who is signed in at a centre, any when none is named; everybody else goes to sign in first.
pub(crate) async fn seated(site: &Site, centre: Option<u32>) -> Result<Seat, Early> {
    let to_sign_in = || {
        let named = centre.map(|centre| format!("?centre={centre}")).unwrap_or_default();
        early(site.see(&format!("/operator/login{named}")))
    };
    let session = site.operator.ok_or_else(to_sign_in)?;
    let found = run(site, move |moment| {
        let found = desk::signed_in(moment, session)?;
        Ok(found.map(|(operator, centre)| Seat { name: operator.name.clone(), centre: centre.clone() }))
    });
    let here = |seat: &Seat| centre.is_none_or(|centre| centre == seat.centre.id);
    found.await?.filter(here).ok_or_else(to_sign_in)
}

/// What may stand behind `?`.
#[derive(Deserialize)]
struct DeskQuery {
    centre: Option<u32>,
    #[serde(default)]
    snils: String,
}

#[derive(Deserialize)]
struct SignInForm {
    centre: u32,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
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

async fn sign_in_page(site: Site, query: Query<DeskQuery>) -> HttpResponse {
    html(StatusCode::OK, &sign_in_form(&site, query.centre, String::new(), Errors::none()))
}

fn sign_in_form(site: &Site, centre: Option<u32>, login: String, errors: Errors) -> SignIn {
    let choice = |one: &Centre| Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
        chosen: Some(one.id) == centre,
    };
    SignIn { frame: site.frame(), centres: site.realm.centres.iter().map(choice).collect(), login, errors }
}

async fn sign_in(site: Site, form: Form<SignInForm>) -> HttpResponse {
    let form = form.into_inner();
    let (centre, login) = (form.centre, form.login.clone());
    let done = perform(&site, move |moment| desk::sign_in(moment, centre, &form.login, &form.password));
    match done.await {
        Ok(session) => {
            let mut answer = site.see(&format!("/operator/?centre={centre}"));
            // A cookie of our own letters always fits into a header.
            let _ = answer.add_cookie(&cookies::named(&site, OPERATOR_COOKIE, session.id.to_string()));
            answer
        }
        Err(Stop::Refused(_)) => {
            let errors = Errors::whole("Неверный логин или пароль оператора этого центра");
            html(StatusCode::OK, &sign_in_form(&site, Some(centre), login, errors))
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

async fn sign_out(site: Site) -> Reply {
    let session: Option<OperatorSessionId> = site.operator;
    run(&site, move |moment| Ok(session.map(|session| desk::sign_out(moment, session)).transpose()?)).await?;
    let mut answer = site.see("/operator/login");
    let _ = answer.add_cookie(&cookies::ended(&site, OPERATOR_COOKIE));
    Ok(answer)
}

async fn show(site: Site, query: Query<DeskQuery>) -> Reply {
    let query = query.into_inner();
    let seat = seated(&site, query.centre).await?;
    let mut page = blank(&site, &seat);
    page.snils = query.snils.clone();
    if query.snils.trim().is_empty() {
        return Ok(html(StatusCode::OK, &page));
    }
    let Ok(snils) = query.snils.parse() else {
        page.errors = Errors::one("snils", "СНИЛС введен в неверном формате. Он состоит из 11 цифр");
        return Ok(html(StatusCode::OK, &page));
    };
    let found = run(&site, move |moment| Ok(centres::visitor(moment, snils)?)).await?;
    page.found = found.map_or(Found::Nobody, |account| Found::Account(seen(&account, &seat.centre)));
    Ok(html(StatusCode::OK, &page))
}

fn blank(site: &Site, seat: &Seat) -> Desk {
    Desk {
        frame: seat.frame(site),
        centre: Some(page_centre(&seat.centre)),
        centres: Vec::new(),
        snils: String::new(),
        found: Found::NotAsked,
        verdict: Verdict::None,
        has_actions: true,
        passport_series: String::new(),
        passport_number: String::new(),
        errors: Errors::none(),
    }
}

/// An account as the operator of a centre sees it.
pub(crate) fn seen(account: &Account, centre: &Centre) -> pages::Account {
    let obstacle = match &account.status {
        Status::Standard { .. } | Status::LetterOrdered { .. } if centre.offers(CentreFunction::Confirm) => {
            ""
        }
        Status::Standard { .. } | Status::LetterOrdered { .. } => "Этот центр не подтверждает личность.",
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

async fn confirm(site: Site, form: Form<ConfirmForm>) -> Reply {
    let form = form.into_inner();
    let seat = seated(&site, Some(form.centre)).await?;
    let mut page = blank(&site, &seat);
    page.passport_series.clone_from(&form.passport_series);
    page.passport_number.clone_from(&form.passport_number);
    let person = Oid::new(form.oid);
    let shown =
        DocumentNumber::parse(DocumentKind::Passport, Some(&form.passport_series), &form.passport_number);
    let Ok(shown) = shown else {
        page.errors = Errors::one("passport_number", "Введите 4 цифры серии и 6 цифр номера паспорта");
        return with_account(&site, &seat, page, person).await;
    };
    match perform(&site, move |moment| centres::confirm(moment, form.centre, person, shown)).await {
        Ok(_) => page.verdict = Verdict::Confirmed,
        Err(Stop::Refused(refusal)) => page.verdict = Verdict::Refused { reason: reason(refusal).to_owned() },
        Err(Stop::Broken(why)) => return Ok(broken_page(&site, &why)),
    }
    with_account(&site, &seat, page, person).await
}

/// Why a centre refuses, a sentence.
pub(crate) fn reason(refusal: CentreRefusal) -> &'static str {
    match refusal {
        CentreRefusal::NoCentre(_) => "Такого центра обслуживания нет.",
        CentreRefusal::NotOffered => "Этот центр такой услуги не оказывает.",
        CentreRefusal::Command(CommandRefusal::NoAccount(_)) => "Учетная запись не найдена.",
        CentreRefusal::Command(CommandRefusal::Rules(refusal)) => words::refusal(refusal),
    }
}

/// The desk with the visitor's account as it is now.
async fn with_account(site: &Site, seat: &Seat, mut page: Desk, person: Oid) -> Reply {
    let account = visitor(site, person).await?;
    page.snils = account.profile.snils.map(|snils| snils.to_string()).unwrap_or_default();
    let mut found = seen(&account, &seat.centre);
    if page.verdict == Verdict::Confirmed {
        // It was confirmed a moment ago: that it is confirmed already is no obstacle to anything.
        found.obstacle.clear();
    }
    page.found = Found::Account(found);
    Ok(html(StatusCode::OK, &page))
}

/// The account of a number that a form names.
pub(crate) async fn visitor(site: &Site, person: Oid) -> Result<Account, Early> {
    let found = run(site, move |moment| Ok(people::find(moment, person)?)).await?;
    found.ok_or_else(|| early(failed(site, Trouble::NotFound, "Такой учетной записи нет.", "")))
}

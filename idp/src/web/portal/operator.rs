//! The operator's desk: signing in, finding the visitor's account, comparing the passport, confirming.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::account::accounts::CommandRefusal;
use crate::app::centre::centres::{self, CentreRefusal, FoundBy, Hit, Sought};
use crate::app::centre::desk;
use crate::app::{Stop, people};
use crate::domain::account::{Account, ConfirmedBy, Status};
use crate::domain::centre::{Centre, CentreFunction};
use crate::domain::id::{Oid, OperatorSessionId};
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, date};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::notices::Trouble;
use crate::web::pages::operator::{self as pages, Desk, Found, SignIn, Verdict};
use crate::web::pages::{Choice, Errors, Frame};
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
    #[serde(default)]
    mobile: String,
    #[serde(default)]
    email: String,
    oid: Option<u64>,
}

impl DeskQuery {
    /// What to search for; nothing when every field is empty.
    fn sought(&self) -> Result<Option<Sought>, Errors> {
        let mut errors = Errors::none();
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let snils = given(&self.snils).map(|text| text.parse()).transpose();
        if snils.is_err() {
            errors = errors.and("snils", "СНИЛС введен в неверном формате. Он состоит из 11 цифр");
        }
        let mobile = given(&self.mobile).map(|text| text.parse()).transpose();
        if mobile.is_err() {
            errors = errors.and("mobile", words::phone_fault(&self.mobile));
        }
        let email = given(&self.email).map(|text| text.parse()).transpose();
        if email.is_err() {
            errors = errors.and("email", words::email_fault(&self.email));
        }
        match (snils, mobile, email) {
            (Ok(snils), Ok(mobile), Ok(email)) => {
                let sought = Sought { snils, mobile, email };
                Ok(Some(sought).filter(|sought| *sought != Sought::default()))
            }
            _ => Err(errors),
        }
    }
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
    SignIn {
        frame: site.frame(),
        centres: site.realm.origin.centres.iter().map(choice).collect(),
        login,
        errors,
    }
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
    if let Some(oid) = query.oid {
        return with_account(&site, &seat, page, Oid::new(oid)).await;
    }
    page.snils.clone_from(&query.snils);
    page.mobile.clone_from(&query.mobile);
    page.email.clone_from(&query.email);
    match query.sought() {
        Ok(None) => {}
        Ok(Some(sought)) => {
            let hits = run(&site, move |moment| Ok(centres::find(moment, &sought)?)).await?;
            page.found = found(hits, &seat.centre);
        }
        Err(errors) => page.errors = errors,
    }
    Ok(html(StatusCode::OK, &page))
}

/// MR В.1: all accounts found are shown, with their type, the data they were found by and the date of registration.
fn found(hits: Vec<Hit>, centre: &Centre) -> Found {
    let shown = |hit: &Hit| pages::Account { found_by: found_by(&hit.by), ..seen(&hit.account, centre) };
    let mut accounts: Vec<_> = hits.iter().map(shown).collect();
    match accounts.len() {
        0 => Found::Nobody,
        1 => Found::Account(accounts.remove(0)),
        _ => Found::Several(accounts),
    }
}

fn found_by(by: &[FoundBy]) -> String {
    let word = |by: &FoundBy| match by {
        FoundBy::Snils => "СНИЛС",
        FoundBy::Mobile => "телефон",
        FoundBy::Email => "почта",
    };
    by.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn blank(site: &Site, seat: &Seat) -> Desk {
    Desk {
        frame: seat.frame(site),
        centre: Some(seat.centre.clone()),
        centres: Vec::new(),
        snils: String::new(),
        mobile: String::new(),
        email: String::new(),
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
    let confirms = centre.offers(CentreFunction::Confirm);
    let reconfirms = matches!(account.status, Status::Confirmed { by: ConfirmedBy::Letter, .. });
    let obstacle = match &account.status {
        Status::Confirmed { by: ConfirmedBy::Letter, .. } if confirms => "",
        Status::Standard { .. } | Status::LetterOrdered { .. } if confirms => "",
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
        found_by: String::new(),
        registered_on: date::spell(account.registered_at.date()),
        may_upgrade: matches!(account.status, Status::Simplified | Status::CheckFailed { .. }),
        reconfirms,
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
        CentreRefusal::AnotherBeingConfirmed(_) => {
            "Проверяются данные другой учетной записи этого человека. Дождитесь окончания проверки или отмените ее в личном кабинете."
        }
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

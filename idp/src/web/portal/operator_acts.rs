//! What an operator does besides comparing a passport: one-step registration, recovery of access, refusal.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::account::accounts::CommandRefusal;
use crate::app::account::logins::Occupied;
use crate::app::centre::centres::CentreRefusal;
use crate::app::centre::desk::{self, DeskRefusal};
use crate::app::centre::enrol::{EnrolRefusal, Newcomer};
use crate::domain::account::{Account, Application, ApplicationForm, Refusal, VisitorPapers};
use crate::domain::id::Oid;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::{DocumentKind, date};
use crate::domain::registration::RegistrationContact;
use crate::web::error::{broken_page, html};
use crate::web::pages::operator::{OneStep, Outcome, Recover, Refuse};
use crate::web::pages::{Choice, Errors};
use crate::web::portal::operator::{Seat, reason, seated, seen, visitor};
use crate::web::portal::reply::{Early, Reply};
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/operator/register").route(get().to(register_page)).route(post().to(register)))
        .service(resource("/operator/recover").route(get().to(recover_page)).route(post().to(recover)))
        .service(resource("/operator/refuse").route(get().to(refuse_page)).route(post().to(refuse)));
}

/// What may stand behind `?`.
#[derive(Deserialize)]
pub(crate) struct VisitQuery {
    pub(crate) centre: Option<u32>,
    #[serde(default)]
    pub(crate) oid: u64,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct OneStepForm {
    pub(crate) centre: u32,
    /// The simplified account that is to become the confirmed one.
    pub(crate) oid: u64,
    #[serde(flatten)]
    pub(crate) person: ApplicationForm,
    pub(crate) mobile: String,
    pub(crate) email: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct RecoverForm {
    pub(crate) centre: u32,
    pub(crate) oid: u64,
    pub(crate) snils: String,
    pub(crate) passport_series: String,
    pub(crate) passport_number: String,
    contact: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RefuseForm {
    centre: u32,
    oid: u64,
    reason: String,
    comment: String,
}

async fn register_page(site: Site, query: Query<VisitQuery>) -> Reply {
    let seat = seated(&site, query.centre).await?;
    Ok(one_step(&site, &seat, None, OneStepForm::default(), Errors::none()))
}

/// The form of a visitor's data; for the simplified account that is to become the confirmed one, when there is one.
pub(crate) fn one_step(
    site: &Site,
    seat: &Seat,
    account: Option<&Account>,
    form: OneStepForm,
    errors: Errors,
) -> HttpResponse {
    let OneStepForm { person: values, mobile, email, .. } = form;
    let page = OneStep {
        frame: seat.frame(site),
        centre: seat.centre.clone(),
        account: account.map(|account| seen(account, &seat.centre)),
        values,
        mobile,
        email,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn register(site: Site, form: Form<OneStepForm>) -> Reply {
    let form = form.into_inner();
    let seat = seated(&site, Some(form.centre)).await?;
    let newcomer = match newcomer(&form) {
        Ok(newcomer) => newcomer,
        Err(errors) => return Ok(one_step(&site, &seat, None, form, errors)),
    };
    let centre = form.centre;
    Ok(match perform(&site, move |moment| desk::register(moment, centre, newcomer)).await {
        Ok(made) => {
            let text = format!(
                "Учетная запись {} подтверждена. Пароль для первого входа отправлен посетителю.",
                made.account.oid
            );
            outcome(&site, &seat, "Посетитель зарегистрирован", text)
        }
        Err(Stop::Refused(refusal)) => one_step(&site, &seat, None, form, register_errors(&refusal)),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

/// The visitor's data as the operator typed them.
pub(crate) fn newcomer(form: &OneStepForm) -> Result<Newcomer, Errors> {
    // A centre that registers in one step sees passports of Russia only.
    let citizenship = "RUS".to_owned();
    let typed = ApplicationForm { citizenship, document_type: String::new(), ..form.person.clone() };
    let mut errors = Errors::none();
    let application = Application::parse(&typed).map_err(|wrong| errors = words::field_errors(&wrong));
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mobile = given(&form.mobile).map(|text| text.parse()).transpose();
    if mobile.is_err() {
        errors = errors.and("mobile", words::phone_fault(&form.mobile));
    }
    let email = given(&form.email).map(|text| text.parse()).transpose();
    if email.is_err() {
        errors = errors.and("email", words::email_fault(&form.email));
    }
    match (application, mobile, email) {
        (Ok(application), Ok(mobile), Ok(email)) => Ok(Newcomer { application, mobile, email }),
        _ => Err(errors),
    }
}

/// What is wrong with a visitor's data.
pub(crate) fn register_errors(refusal: &DeskRefusal) -> Errors {
    match refusal {
        DeskRefusal::Enrol(EnrolRefusal::NoContact) => Errors::one("mobile", "Укажите телефон или почту"),
        DeskRefusal::Enrol(EnrolRefusal::MobileTaken(Occupied { free_on: Some(day) })) => {
            let text =
                format!("Телефон указан в другой учетной записи. Он освободится {}", date::spell(*day));
            Errors::one("mobile", &text)
        }
        DeskRefusal::Enrol(EnrolRefusal::MobileTaken(_)) => {
            Errors::one("mobile", "Телефон указан в другой учетной записи")
        }
        DeskRefusal::Enrol(EnrolRefusal::EmailTaken) => {
            Errors::one("email", "Адрес указан в другой учетной записи")
        }
        DeskRefusal::Enrol(EnrolRefusal::AccountExists) => Errors::one(
            "snils",
            "Учетная запись с этим СНИЛС уже есть: подтвердите личность или восстановите доступ",
        ),
        DeskRefusal::Enrol(EnrolRefusal::Registers(faults)) => {
            faults.iter().fold(Errors::none(), |errors, fault| {
                let (field, _, message) = words::field_fault(*fault);
                errors.and(field, message)
            })
        }
        other => Errors::whole(told(other)),
    }
}

/// Why the desk refuses, a sentence.
pub(crate) fn told(refusal: &DeskRefusal) -> &'static str {
    match refusal {
        DeskRefusal::Centre(CentreRefusal::Command(CommandRefusal::Rules(Refusal::NoMobile))) => {
            "В учетной записи нет подтвержденного номера телефона: удалить ее в центре нельзя."
        }
        DeskRefusal::Centre(refusal) => reason(*refusal),
        DeskRefusal::Enrol(EnrolRefusal::RegistersSilent) => "Ведомство не ответило. Повторите позже.",
        DeskRefusal::Enrol(EnrolRefusal::Rules(refusal)) => words::refusal(*refusal),
        DeskRefusal::Enrol(EnrolRefusal::NotSimplified) => {
            "Данные этой учетной записи уже проверены. Подтвердите личность или восстановите доступ."
        }
        DeskRefusal::Enrol(EnrolRefusal::NoAccount(_)) => "Учетная запись не найдена.",
        DeskRefusal::Enrol(_) => "Данные не подходят.",
        DeskRefusal::ContactTaken(_) => "Телефон или почта указаны в другой учетной записи.",
        DeskRefusal::NoPassport => "Нужен паспорт.",
    }
}

/// How an act ended.
pub(crate) fn outcome(site: &Site, seat: &Seat, title: &str, text: String) -> HttpResponse {
    let (frame, centre) = (seat.frame(site), seat.centre.clone());
    html(StatusCode::OK, &Outcome { frame, centre, title: title.to_owned(), text })
}

/// The seat and the visitor's account that a request names.
pub(crate) async fn visit(site: &Site, centre: Option<u32>, oid: u64) -> Result<(Seat, Account), Early> {
    let seat = seated(site, centre).await?;
    let account = visitor(site, Oid::new(oid)).await?;
    Ok((seat, account))
}

async fn recover_page(site: Site, query: Query<VisitQuery>) -> Reply {
    let (seat, account) = visit(&site, query.centre, query.oid).await?;
    Ok(recovering(&site, &seat, &account, RecoverForm::default(), Errors::none()))
}

fn recovering(
    site: &Site,
    seat: &Seat,
    account: &Account,
    form: RecoverForm,
    errors: Errors,
) -> HttpResponse {
    let page = Recover {
        frame: seat.frame(site),
        centre: seat.centre.clone(),
        account: seen(account, &seat.centre),
        snils: form.snils,
        passport_series: form.passport_series,
        passport_number: form.passport_number,
        contact: form.contact,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn recover(site: Site, form: Form<RecoverForm>) -> Reply {
    let form = form.into_inner();
    let (seat, account) = visit(&site, Some(form.centre), form.oid).await?;
    let (papers, contact) = match shown(&form) {
        Ok(shown) => shown,
        Err(errors) => return Ok(recovering(&site, &seat, &account, form, errors)),
    };
    let (centre, person) = (form.centre, account.oid);
    let done = perform(&site, move |moment| desk::recover(moment, centre, person, papers, contact)).await;
    Ok(match done {
        Ok(_) => {
            let text = "Новый пароль отправлен посетителю. Прежние пароль и сеансы не действуют.".to_owned();
            outcome(&site, &seat, "Доступ восстановлен", text)
        }
        Err(Stop::Refused(refusal)) => {
            recovering(&site, &seat, &account, form, Errors::whole(told(&refusal)))
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

/// The papers the operator typed.
pub(crate) fn papers(form: &RecoverForm) -> Result<VisitorPapers, Errors> {
    let mut errors = Errors::none();
    let snils = form.snils.parse();
    if snils.is_err() {
        errors = errors.and("snils", "СНИЛС введен в неверном формате. Он состоит из 11 цифр");
    }
    let series = Some(form.passport_series.as_str());
    let document = DocumentNumber::parse(DocumentKind::Passport, series, &form.passport_number);
    if document.is_err() {
        errors = errors.and("passport_number", "Введите 4 цифры серии и 6 цифр номера паспорта");
    }
    match (snils, document) {
        (Ok(snils), Ok(document)) => Ok(VisitorPapers { document, snils }),
        _ => Err(errors),
    }
}

fn shown(form: &RecoverForm) -> Result<(VisitorPapers, RegistrationContact), Errors> {
    let phone = form.contact.parse().ok().map(RegistrationContact::Mobile);
    let contact = phone.or_else(|| form.contact.parse().ok().map(RegistrationContact::Mail));
    let needed = "Введите телефон или адрес электронной почты";
    match (papers(form), contact) {
        (Ok(papers), Some(contact)) => Ok((papers, contact)),
        (Ok(_), None) => Err(Errors::one("contact", needed)),
        (Err(errors), None) => Err(errors.and("contact", needed)),
        (Err(errors), Some(_)) => Err(errors),
    }
}

async fn refuse_page(site: Site, query: Query<VisitQuery>) -> Reply {
    let (seat, account) = visit(&site, query.centre, query.oid).await?;
    Ok(refusing(&site, &seat, &account, RefuseForm::default(), Errors::none()))
}

fn refusing(site: &Site, seat: &Seat, account: &Account, form: RefuseForm, errors: Errors) -> HttpResponse {
    let page = Refuse {
        frame: seat.frame(site),
        centre: seat.centre.clone(),
        account: seen(account, &seat.centre),
        reasons: Choice::list(Refuse::REASONS, &form.reason),
        comment: form.comment,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn refuse(site: Site, form: Form<RefuseForm>) -> Reply {
    let form = form.into_inner();
    let (seat, account) = visit(&site, Some(form.centre), form.oid).await?;
    let Some((_, words)) = Refuse::REASONS.iter().find(|(name, _)| *name == form.reason) else {
        return Ok(refusing(&site, &seat, &account, form, Errors::one("reason", "Выберите причину")));
    };
    let comment = form.comment.trim();
    let reason = if comment.is_empty() { (*words).to_owned() } else { format!("{words}. {comment}") };
    let (centre, person) = (form.centre, account.oid);
    Ok(match perform(&site, move |moment| desk::refuse(moment, centre, person, reason)).await {
        Ok(_) => {
            let text = "Учетная запись не изменилась, отказ записан в ее историю.".to_owned();
            outcome(&site, &seat, "Посетителю отказано", text)
        }
        Err(Stop::Refused(refusal)) => refusing(&site, &seat, &account, form, Errors::whole(told(&refusal))),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

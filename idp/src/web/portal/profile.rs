//! The citizen's cabinet: the state of the account, the form of personal data, the ways to confirm.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::confirmation::confirm;
use crate::app::confirmation::profile::{self, ProfileRefusal};
use crate::domain::account::{
    Account, ApplicationForm, Command, FieldFault, Level, Profile, Refusal, Status,
};
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{Contact, date};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::cabinet::{self, Cabinet, Failure, Section};
use crate::web::pages::notices::Trouble;
use crate::web::pages::profile::{Edit, Warning, country};
use crate::web::pages::ways::{Way, Ways};
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::Reply;
use crate::web::portal::return_context::ReturnContext;
use crate::web::portal::{contacts, cookies, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile").route(get().to(show)))
        .service(resource("/profile/user").route(get().to(enter)))
        .service(resource("/profile/edit").route(get().to(edit)).route(post().to(save)))
        .service(resource("/profile/check/cancel").route(post().to(cancel_check)))
        .service(resource("/profile/confirm").route(get().to(ways)));
}

/// The name of the cookie that carries the person's number.
const OID_COOKIE: &str = "oid";

/// What has just happened.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Happened {
    done: String,
}

/// A relying party sends the citizen here; the way back is kept (MR 3.5).
async fn enter(site: Site, context: Query<ReturnContext>) -> Reply {
    let signed_in = citizen(&site).await.is_ok();
    let to = if signed_in { "/profile/" } else { "/profile/login" };
    Ok(context.kept(&site, site.see(to)))
}

async fn show(site: Site, request: HttpRequest, happened: Query<Happened>) -> Reply {
    let account = citizen(&site).await?;
    let back = ReturnContext::of(&request).back(&site).await?.unwrap_or_default();
    let notice = match happened.done.as_str() {
        "contact" => "Контакт подтвержден.",
        "contact-removed" => "Контакт удален.",
        _ => "",
    };
    let page = Cabinet { notice: notice.to_owned(), back, ..cabinet_of(&site, &account) };
    let mut answer = html(StatusCode::OK, &page);
    // The real portal names the person in a cookie of its own, which account generators wait for.
    let _ = answer.add_cookie(&cookies::named(&site, OID_COOKIE, account.oid.to_string()));
    Ok(answer)
}

fn cabinet_of(site: &Site, account: &Account) -> Cabinet {
    let profile = &account.profile;
    let name = words::full_name(&profile.name);
    Cabinet {
        frame: site.frame_of(&name),
        notice: String::new(),
        back: String::new(),
        sections: vec![Section::Security, Section::Family, Section::Portfolio, Section::Consents],
        status: match account.is_child(site.now().date()) {
            true if account.level() == Level::Simplified => cabinet::Status::Child,
            _ => status_of(&account.status),
        },
        changes: changes_of(account),
        person: cabinet::Person {
            full_name: name,
            gender: profile.gender.map(|gender| words::gender(gender).to_owned()),
            birth_date: profile.birth_date.map(|date| date.to_string()),
            birth_place: profile.birth_place.as_ref().map(ToString::to_string),
            citizenship: profile.citizenship.map(|code| country(&code.to_string()).to_owned()),
            snils: profile.snils.map(|snils| snils.to_string()),
            inn: profile.inn.map(|inn| inn.to_string()),
        },
        contacts: contacts_of(profile),
        documents: documents_of(profile),
        errors: Errors::none(),
    }
}

fn status_of(status: &Status) -> cabinet::Status {
    match status {
        Status::Simplified | Status::Deleted { .. } => cabinet::Status::Simplified,
        Status::Checking { .. } => cabinet::Status::Checking,
        Status::CheckFailed { faults } => {
            cabinet::Status::CheckFailed { failures: faults.iter().map(|fault| failure(*fault)).collect() }
        }
        Status::Standard { .. } => cabinet::Status::Standard,
        Status::LetterOrdered { letter, .. } => cabinet::Status::LetterOrdered {
            address: letter.address.clone(),
            attempts_left: u32::from(letter.attempts_left),
        },
        Status::Confirmed { .. } => cabinet::Status::Confirmed,
        Status::Blocked { reason, .. } => cabinet::Status::Blocked { reason: reason.clone() },
    }
}

/// How the check of new data stands while the old ones are in force.
fn changes_of(account: &Account) -> Option<cabinet::Changes> {
    let revision = account.revision()?;
    Some(match revision.is_running() {
        true => cabinet::Changes::Checking,
        false => cabinet::Changes::Refused(revision.faults.iter().map(|fault| failure(*fault)).collect()),
    })
}

fn failure(fault: FieldFault) -> Failure {
    let (field, label, reason) = words::field_fault(fault);
    Failure { field: field.to_owned(), label: label.to_owned(), reason: reason.to_owned() }
}

fn contacts_of(profile: &Profile) -> Vec<cabinet::Contact> {
    let known = |kind| profile.contacts.iter().find(|contact| contact.kind() == kind);
    let one = |kind: ContactKind| {
        let contact = known(kind);
        // Phones and addresses that codes prove are always offered; the others are shown where there are any.
        if contact.is_none() && !kind.is_verifiable() {
            return None;
        }
        let page = contacts::page_of(kind);
        // A value that was never proved is only what waits.
        let in_force = contact.filter(|contact| contact.is_verified() || !kind.is_verifiable());
        Some(cabinet::Contact {
            label: words::contact(kind).to_owned(),
            value: in_force.map(|contact| contact.value().to_string()).unwrap_or_default(),
            verified: contact.is_some_and(Contact::is_verified),
            waiting: contact.and_then(Contact::pending).map(|pending| pending.value.to_string()),
            prove: page.map(|name| format!("/profile/contacts/code?kind={name}")).unwrap_or_default(),
            change: page.map(|name| format!("/profile/contacts?kind={name}")).unwrap_or_default(),
            remove: page
                .filter(|_| contact.is_some_and(Contact::is_verified))
                .map(|name| format!("/profile/contacts/remove?kind={name}"))
                .unwrap_or_default(),
        })
    };
    ContactKind::ALL.into_iter().filter_map(one).collect()
}

fn documents_of(profile: &Profile) -> Vec<cabinet::Document> {
    let one = |document: &crate::domain::person::Document| {
        let issued_on = document.issued_on().map(date::spell).unwrap_or_default();
        let issued_by = document.issued_by().map(ToString::to_string).unwrap_or_default();
        let code = document.issuer_code().map(|code| code.to_string()).unwrap_or_default();
        let issued: Vec<_> =
            [issued_by, issued_on, code].into_iter().filter(|part| !part.is_empty()).collect();
        cabinet::Document {
            label: words::document(document).to_owned(),
            number: [document.series().unwrap_or_default(), document.number()].join(" ").trim().to_owned(),
            issued: issued.join(", "),
            verified: document.state() == crate::domain::person::VerifyState::Verified,
        }
    };
    profile.documents.iter().map(one).collect()
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
struct EditForm {
    #[serde(flatten)]
    person: ApplicationForm,
    /// The warning about a SNILS in use was read.
    snils_warned: String,
}

async fn edit(site: Site) -> Reply {
    let account = citizen(&site).await?;
    if account.is_child(site.now().date()) {
        let why = words::command_refusal(Refusal::ManagedByParent.into());
        return Ok(failed(&site, Trouble::BadRequest, why, ""));
    }
    let values = ApplicationForm::of(&account.wanted_profile());
    Ok(html(StatusCode::OK, &edit_page(&site, &account, values, Errors::none())))
}

fn edit_page(site: &Site, account: &Account, values: ApplicationForm, errors: Errors) -> Edit {
    let warning = match &account.status {
        Status::LetterOrdered { .. } => Some(Warning::LetterIsGivenUp),
        Status::Confirmed { .. } if site.realm.settings().change_drops_level => Some(Warning::LevelDrops),
        Status::Standard { .. } if !site.realm.settings().change_drops_level => Some(Warning::CheckedStays),
        Status::Confirmed { .. } => Some(Warning::ConfirmedStays),
        _ => None,
    };
    Edit {
        frame: site.frame_of(&words::full_name(&account.profile.name)),
        values,
        snils_is_fixed: account.is_trusted(),
        warning,
        errors,
    }
}

async fn save(site: Site, form: Form<EditForm>) -> Reply {
    let account = citizen(&site).await?;
    let EditForm { person: form, snils_warned } = form.into_inner();
    let warned = !snils_warned.is_empty();
    let (typed, oid) = (form.clone(), account.oid);
    Ok(match perform(&site, move |moment| profile::submit(moment, oid, &form, warned)).await {
        Ok(_) => site.see("/profile/"),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(&refusal);
            let mut page = edit_page(&site, &account, typed, errors);
            if refusal == ProfileRefusal::SnilsInUse {
                page.warning = Some(Warning::SnilsInUse);
            }
            html(StatusCode::OK, &page)
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

fn errors_of(refusal: &ProfileRefusal) -> Errors {
    match refusal {
        ProfileRefusal::Fields(_) | ProfileRefusal::SnilsMissing => words::field_errors(&refusal.errors()),
        ProfileRefusal::SnilsTaken => Errors::one("snils", "СНИЛС уже используется в другой учетной записи"),
        ProfileRefusal::SnilsInUse => Errors::none(),
        ProfileRefusal::Command(refusal) => Errors::whole(words::command_refusal(*refusal)),
    }
}

/// The citizen takes back the data that are being checked.
async fn cancel_check(site: Site) -> Reply {
    let oid = citizen(&site).await?.oid;
    Ok(match perform(&site, move |moment| confirm::carry_out(moment, oid, Command::CancelCheck)).await {
        Ok(_) => site.see("/profile/"),
        Err(Stop::Refused(why)) => failed(&site, Trouble::BadRequest, words::command_refusal(why), ""),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

async fn ways(site: Site) -> Reply {
    let account = citizen(&site).await?;
    let (ways, obstacle) = match &account.status {
        Status::Standard { .. } | Status::LetterOrdered { .. } => {
            (vec![Way::Centre, Way::Letter, Way::Signature, Way::Bank], "")
        }
        Status::Confirmed { .. } => (Vec::new(), "Личность уже подтверждена."),
        Status::Checking { .. } => (Vec::new(), "Выполняется проверка данных. Дождитесь ее окончания."),
        _ => (Vec::new(), "Сначала заполните личные данные и дождитесь их проверки."),
    };
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    Ok(html(StatusCode::OK, &Ways { frame, ways, obstacle: obstacle.to_owned() }))
}

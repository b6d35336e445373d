//! What an operator does with one of several accounts of a visitor: makes the simplified one confirmed, deletes one.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};

use crate::app::Stop;
use crate::app::centre::desk;
use crate::domain::account::Account;
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::operator::Delete;
use crate::web::portal::operator::{Seat, seen};
use crate::web::portal::operator_acts::{
    OneStepForm, RecoverForm, VisitQuery, newcomer, one_step, outcome, papers, register_errors, told, visit,
};
use crate::web::portal::reply::Reply;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/operator/upgrade").route(get().to(upgrade_page)).route(post().to(upgrade)))
        .service(resource("/operator/delete").route(get().to(delete_page)).route(post().to(delete)));
}

async fn upgrade_page(site: Site, query: Query<VisitQuery>) -> Reply {
    let (seat, account) = visit(&site, query.centre, query.oid).await?;
    Ok(one_step(&site, &seat, Some(&account), OneStepForm::default(), Errors::none()))
}

async fn upgrade(site: Site, form: Form<OneStepForm>) -> Reply {
    let form = form.into_inner();
    let (seat, account) = visit(&site, Some(form.centre), form.oid).await?;
    let newcomer = match newcomer(&form) {
        Ok(newcomer) => newcomer,
        Err(errors) => return Ok(one_step(&site, &seat, Some(&account), form, errors)),
    };
    let (centre, person) = (form.centre, account.oid);
    let done =
        perform(&site, move |moment| desk::register_by_simplified(moment, centre, person, newcomer)).await;
    Ok(match done {
        Ok(made) => {
            let text = format!(
                "Учетная запись {} подтверждена. Пароль для первого входа отправлен посетителю.",
                made.account.oid
            );
            outcome(&site, &seat, "Учетная запись подтверждена", text)
        }
        Err(Stop::Refused(refusal)) => {
            one_step(&site, &seat, Some(&account), form, register_errors(&refusal))
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

async fn delete_page(site: Site, query: Query<VisitQuery>) -> Reply {
    let (seat, account) = visit(&site, query.centre, query.oid).await?;
    Ok(deleting(&site, &seat, &account, RecoverForm::default(), Errors::none()))
}

fn deleting(site: &Site, seat: &Seat, account: &Account, form: RecoverForm, errors: Errors) -> HttpResponse {
    let RecoverForm { snils, passport_series, passport_number, .. } = form;
    let account = seen(account, &seat.centre);
    let (frame, centre) = (seat.frame(site), seat.centre.clone());
    html(StatusCode::OK, &Delete { frame, centre, account, snils, passport_series, passport_number, errors })
}

async fn delete(site: Site, form: Form<RecoverForm>) -> Reply {
    let form = form.into_inner();
    let (seat, account) = visit(&site, Some(form.centre), form.oid).await?;
    let papers = match papers(&form) {
        Ok(papers) => papers,
        Err(errors) => return Ok(deleting(&site, &seat, &account, form, errors)),
    };
    let (centre, person) = (form.centre, account.oid);
    Ok(match perform(&site, move |moment| desk::delete(moment, centre, person, papers)).await {
        Ok(gone) => {
            let text = format!("Учетная запись {} удалена. Вернуть ее нельзя.", gone.oid);
            outcome(&site, &seat, "Учетная запись удалена", text)
        }
        Err(Stop::Refused(refusal)) => deleting(&site, &seat, &account, form, Errors::whole(told(&refusal))),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

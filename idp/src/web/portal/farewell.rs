//! The page on which a citizen deletes the account.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::account::accounts::CommandRefusal;
use crate::app::account::farewell::{self, FarewellRefusal};
use crate::domain::account::Account;
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::security::Delete;
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::Reply;
use crate::web::portal::{cookies, words};
use crate::web::site::{SESSION_COOKIE, Site, perform};

/// The routes of this page.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/profile/delete").route(get().to(ask)).route(post().to(delete)));
}

/// What the form sends.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Farewell {
    password: String,
    agree: Option<String>,
}

fn page(site: &Site, account: &Account, errors: Errors) -> HttpResponse {
    let full_name = words::full_name(&account.profile.name);
    html(StatusCode::OK, &Delete { frame: site.frame_of(&full_name), full_name, errors })
}

async fn ask(site: Site) -> Reply {
    let account = citizen(&site).await?;
    Ok(page(&site, &account, Errors::none()))
}

async fn delete(site: Site, form: Form<Farewell>) -> Reply {
    let account = citizen(&site).await?;
    let (form, oid) = (form.into_inner(), account.oid);
    let done =
        perform(&site, move |moment| farewell::delete(moment, oid, &form.password, form.agree.is_some()));
    let errors = match done.await {
        Ok(()) => {
            let mut answer = site.see("/");
            let _ = answer.add_cookie(&cookies::ended(&site, SESSION_COOKIE));
            return Ok(answer);
        }
        Err(Stop::Broken(why)) => return Ok(broken_page(&site, &why)),
        Err(Stop::Refused(FarewellRefusal::WrongPassword)) => {
            Errors::one("password", "Пароль введен неверно")
        }
        Err(Stop::Refused(FarewellRefusal::NotUnderstood)) => {
            Errors::one("agree", "Отметьте, что вы понимаете: вернуть учетную запись нельзя")
        }
        Err(Stop::Refused(FarewellRefusal::Command(CommandRefusal::Rules(why)))) => {
            Errors::whole(words::refusal(why))
        }
        Err(Stop::Refused(FarewellRefusal::Command(_))) => Errors::whole("Учетная запись не найдена"),
    };
    Ok(page(&site, &account, errors))
}

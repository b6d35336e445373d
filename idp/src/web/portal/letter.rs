//! Confirmation by registered letter: the order, the code, the change of mind.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::account::accounts::CommandRefusal;
use crate::app::confirmation::confirm::{self, LetterRefusal};
use crate::domain::account::{Account, LetterOrder as Letter, Refusal, Status};
use crate::domain::person::address::PostalForm;
use crate::domain::time::Timestamp;
use crate::web::error::{broken_page, html};
use crate::web::pages::Errors;
use crate::web::pages::confirm::{Journey, LetterCode, LetterOrder};
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::Reply;
use crate::web::portal::{codes, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/confirm/letter").route(get().to(show_order)).route(post().to(order)))
        .service(resource("/profile/confirm/letter/code").route(get().to(show_code)).route(post().to(enter)))
        .service(resource("/profile/confirm/letter/cancel").route(post().to(cancel)));
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

async fn show_order(site: Site) -> Reply {
    let account = citizen(&site).await?;
    let now = site.now();
    Ok(match &account.status {
        Status::LetterOrdered { letter, .. } if !letter.is_spent(now) => {
            site.see("/profile/confirm/letter/code")
        }
        Status::Standard { .. } | Status::LetterOrdered { .. } => {
            order_page(&site, &account, PostalForm::default(), Errors::none())
        }
        _ => site.see("/profile/confirm"),
    })
}

fn order_page(site: &Site, account: &Account, address: PostalForm, errors: Errors) -> HttpResponse {
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    html(StatusCode::OK, &LetterOrder { frame, address, errors })
}

async fn order(site: Site, form: Form<PostalForm>) -> Reply {
    let account = citizen(&site).await?;
    let postal = form.into_inner();
    let (typed, person) = (postal.clone(), account.oid);
    Ok(match perform(&site, move |moment| confirm::order_letter(moment, person, &postal)).await {
        Ok(_) => site.see("/profile/confirm/letter/code"),
        Err(Stop::Refused(refusal)) => {
            let errors = match &refusal {
                LetterRefusal::Fields(faults) => faults.iter().fold(Errors::none(), |errors, field| {
                    errors.and(field.name(), words::address_fault(*field))
                }),
                LetterRefusal::Command(refusal) => Errors::whole(words::command_refusal(*refusal)),
            };
            order_page(&site, &account, typed, errors)
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

async fn show_code(site: Site) -> Reply {
    let account = citizen(&site).await?;
    Ok(code_page(&site, &account, Errors::none()))
}

/// The page of the letter's code, or the cabinet when no letter is under way.
fn code_page(site: &Site, account: &Account, errors: Errors) -> HttpResponse {
    let Status::LetterOrdered { letter, .. } = &account.status else { return site.see("/profile/") };
    let page = LetterCode {
        frame: site.frame_of(&words::full_name(&account.profile.name)),
        address: letter.address.clone(),
        journey: journey(letter, site.now()),
        attempts_left: u32::from(letter.attempts_left),
        errors,
    };
    html(StatusCode::OK, &page)
}

fn journey(letter: &Letter, now: Timestamp) -> Journey {
    if letter.returned {
        Journey::Returned
    } else if letter.is_spent(now) {
        Journey::Spent
    } else if letter.arrives_at > now {
        let day = letter.arrives_at.to_page();
        Journey::Travelling(day.split(' ').next().unwrap_or_default().to_owned())
    } else {
        Journey::Arrived
    }
}

async fn enter(site: Site, form: Form<CodeForm>) -> Reply {
    let account = citizen(&site).await?;
    let (person, code) = (account.oid, form.into_inner().code);
    Ok(match perform(&site, move |moment| confirm::enter_code(moment, person, &code)).await {
        Ok(_) => site.see("/profile/"),
        // The attempt that was used up shows at once.
        Err(Stop::Refused(refusal)) => code_page(&site, &citizen(&site).await?, code_errors(refusal)),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

fn code_errors(refusal: CommandRefusal) -> Errors {
    match refusal {
        CommandRefusal::Rules(Refusal::CodeWrong { attempts_left }) => codes::wrong(attempts_left),
        other => Errors::whole(words::command_refusal(other)),
    }
}

async fn cancel(site: Site) -> Reply {
    let account = citizen(&site).await?;
    let person = account.oid;
    Ok(match perform(&site, move |moment| confirm::give_up_letter(moment, person)).await {
        Ok(_) | Err(Stop::Refused(_)) => site.see("/profile/confirm"),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

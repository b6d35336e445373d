//! A child's account, made by a parent: its contacts and password, then the codes.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Path, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::family::{self, AccountForm, FamilyRefusal, Kept};
use crate::domain::account::Account;
use crate::domain::family::{Card, Refusal};
use crate::domain::person::contact::ContactKind;
use crate::domain::person::date;
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::family::{AccountCode, CreateAccount};
use crate::web::pages::notices::Trouble;
use crate::web::pages::password::Rules;
use crate::web::pages::registration::Channel;
use crate::web::portal::citizen::citizen;
use crate::web::portal::family::{frame_of, kept, refusal};
use crate::web::portal::reply::Reply;
use crate::web::portal::{codes, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub(crate) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/family/{card}/account").route(get().to(blank)).route(post().to(begin)))
        .service(
            resource("/profile/family/{card}/account/code").route(get().to(code)).route(post().to(answer)),
        )
        .service(resource("/profile/family/{card}/account/resend").route(post().to(resend)));
}

/// What the form of the code sends.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    code: String,
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct CodeQuery {
    resent: Option<String>,
}

fn page(site: &Site, parent: &Account, kept: &Kept, form: &AccountForm) -> CreateAccount {
    CreateAccount {
        frame: frame_of(site, parent),
        child: kept.card.id.to_string(),
        full_name: words::full_name(&kept.card.child.name),
        email: form.email.clone(),
        mobile: form.mobile.clone(),
        birth_place: form.birth_place.clone(),
        registration: form.registration.clone(),
        rules: Rules::standard(Vec::new()),
        errors: Errors::none(),
    }
}

async fn blank(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    let now = site.now();
    Ok(match kept.card.may_create_account(now) {
        Err(why) => failed(&site, Trouble::BadRequest, refusal(why), ""),
        Ok(()) => html(StatusCode::OK, &page(&site, &parent, &kept, &AccountForm::default())),
    })
}

async fn begin(site: Site, card: Path<String>, form: Form<AccountForm>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    let form = form.into_inner();
    let (typed, oid, number) = (form.clone(), parent.oid, kept.card.id);
    let done = perform(&site, move |moment| family::begin_account(moment, oid, number, &form)).await;
    let errors = match done {
        Ok(_) => return Ok(site.see(&format!("/profile/family/{number}/account/code"))),
        Err(Stop::Broken(why)) => return Ok(broken_page(&site, &why)),
        Err(Stop::Refused(FamilyRefusal::Password(faults))) => {
            let rules = Rules::standard(faults.into_iter().filter_map(words::password_rule).collect());
            let errors = rules.errors();
            let page = CreateAccount { rules, errors, ..page(&site, &parent, &kept, &typed) };
            return Ok(html(StatusCode::OK, &page));
        }
        Err(Stop::Refused(FamilyRefusal::Fields(errors))) => words::field_errors(&errors),
        Err(Stop::Refused(FamilyRefusal::ContactTaken("mobile", occupied))) => {
            let day = occupied.free_on.map(|day| format!(". Указать его можно будет с {}", date::spell(day)));
            let taken = "Этот телефон принадлежит другой учетной записи";
            Errors::one("mobile", &format!("{taken}{}", day.unwrap_or_default()))
        }
        Err(Stop::Refused(FamilyRefusal::ContactTaken(..))) => {
            Errors::one("email", "Этот адрес принадлежит другой учетной записи")
        }
        Err(Stop::Refused(FamilyRefusal::Rules(why))) => Errors::whole(refusal(why)),
        Err(Stop::Refused(FamilyRefusal::NoCard)) => Errors::whole("Такой карточки ребенка нет."),
    };
    Ok(html(StatusCode::OK, &CreateAccount { errors, ..page(&site, &parent, &kept, &typed) }))
}

async fn code(site: Site, card: Path<String>, query: Query<CodeQuery>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    Ok(code_page(&site, &parent, &kept.card, query.resent.is_some(), Errors::none()))
}

fn code_page(site: &Site, parent: &Account, card: &Card, resent: bool, errors: Errors) -> HttpResponse {
    let Some(creation) = card.creation() else { return site.see("/profile/family") };
    let (channel, contact) = match (creation.proving, creation.mobile) {
        (ContactKind::Mobile, Some(mobile)) => (Channel::Mobile, mobile.masked()),
        _ => (Channel::Mail, creation.email.masked()),
    };
    let sent = codes::sent(channel, contact, &creation.challenge, site.now(), resent);
    let page = AccountCode {
        frame: frame_of(site, parent),
        child: card.id.to_string(),
        full_name: words::full_name(&card.child.name),
        sent,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn answer(site: Site, card: Path<String>, form: Form<Typed>) -> Reply {
    let parent = citizen(&site).await?;
    let oid = parent.oid;
    let number: u64 = card.parse().unwrap_or_default();
    let code = form.into_inner().code;
    let done = perform(&site, move |moment| family::answer(moment, oid, number, &code)).await;
    Ok(match done {
        Ok(card) if card.account().is_some() => site.see("/profile/family?done=account"),
        Ok(card) => site.see(&format!("/profile/family/{}/account/code", card.id)),
        Err(Stop::Refused(why)) => told(&site, &parent, &card, &why).await?,
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

async fn resend(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let oid = parent.oid;
    let number: u64 = card.parse().unwrap_or_default();
    Ok(match perform(&site, move |moment| family::resend(moment, oid, number)).await {
        Ok(card) => site.see(&format!("/profile/family/{}/account/code?resent=true", card.id)),
        Err(Stop::Refused(why)) => told(&site, &parent, &card, &why).await?,
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

/// The page of the code again, with what was wrong.
async fn told(site: &Site, parent: &Account, card: &str, why: &FamilyRefusal) -> Reply {
    let errors = match why {
        FamilyRefusal::Rules(Refusal::Code(why)) => codes::refused(*why),
        FamilyRefusal::Rules(Refusal::TooSoon { pause }) => codes::too_soon(*pause),
        FamilyRefusal::Rules(why) => Errors::whole(refusal(*why)),
        FamilyRefusal::ContactTaken(..) => {
            Errors::whole("Почта или телефон ребенка уже принадлежат другой учетной записи")
        }
        _ => Errors::whole("Такой карточки ребенка нет."),
    };
    let kept = kept(site, parent, card).await?;
    Ok(code_page(site, parent, &kept.card, false, errors))
}

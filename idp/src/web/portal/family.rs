//! The family section: children's cards, their accounts, consent for school data.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Path, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::family::{self, ConsentWish, FamilyRefusal, Kept};
use crate::domain::account::Account;
use crate::domain::family::{Card, CardFault, CardForm, CardState, Command, Refusal};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::family as pages;
use crate::web::pages::notices::Trouble;
use crate::web::pages::{Errors, Frame};
use crate::web::portal::citizen::citizen;
use crate::web::portal::reply::{Early, Reply, early, run};
use crate::web::portal::words;
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/family").route(get().to(list)))
        .service(resource("/profile/family/add").route(get().to(blank)).route(post().to(add)))
        .service(resource("/profile/family/{card}/link").route(post().to(link)))
        .service(resource("/profile/family/{card}/hide").route(post().to(hide)))
        .service(
            resource("/profile/family/{card}/consent").route(get().to(consent)).route(post().to(decide)),
        );
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct ListQuery {
    done: Option<String>,
}

/// What the consent page sends.
#[derive(Debug, Deserialize)]
struct Decision {
    #[serde(default)]
    decision: String,
}

/// The frame of a parent's page.
pub(crate) fn frame_of(site: &Site, parent: &Account) -> Frame {
    site.frame_of(&words::full_name(&parent.profile.name))
}

/// The cards of a parent; a card is looked for by the number in the path.
pub(crate) async fn kept(site: &Site, parent: &Account, card: &str) -> Result<Kept, Early> {
    let all = cards_of(site, parent).await?;
    let number: u64 = card.parse().unwrap_or_default();
    all.into_iter().find(|kept| kept.card.id == number).ok_or_else(|| early(no_card(site)))
}

async fn cards_of(site: &Site, parent: &Account) -> Result<Vec<Kept>, Early> {
    let oid = parent.oid;
    run(site, move |moment| Ok(family::cards(moment, oid)?)).await
}

pub(crate) fn no_card(site: &Site) -> HttpResponse {
    failed(site, Trouble::NotFound, "Такой карточки ребенка нет.", "")
}

async fn list(site: Site, query: Query<ListQuery>) -> Reply {
    let parent = citizen(&site).await?;
    let cards = cards_of(&site, &parent).await?;
    let notice = match query.done.as_deref() {
        Some("added") => "Карточка сохранена и проверяется.",
        Some("account") => "Учетная запись ребенка создана и связана с вашей.",
        Some("linked") => "Учетная запись ребенка связана с вашей.",
        Some("given") => "Согласие дано.",
        Some("hidden") => "Карточка ребенка скрыта.",
        Some("shown") => "Карточка ребенка снова видна.",
        Some("data") => "Данные ребенка изменены.",
        Some("withdrawn") => "Согласие отозвано.",
        _ => "",
    };
    let obstacle = if parent.is_trusted() {
        ""
    } else {
        "Добавить ребенка может только родитель с подтвержденной учетной записью."
    };
    let now = site.now();
    let page = pages::Family {
        frame: frame_of(&site, &parent),
        notice: notice.to_owned(),
        children: cards.iter().map(|kept| child_of(kept, now)).collect(),
        obstacle: obstacle.to_owned(),
    };
    Ok(html(StatusCode::OK, &page))
}

fn child_of(kept: &Kept, now: crate::domain::time::Timestamp) -> pages::Child {
    let card = &kept.card;
    pages::Child {
        id: card.id.to_string(),
        full_name: words::full_name(&card.child.name),
        birth_date: card.child.birth_date.to_string(),
        card: match &card.state {
            CardState::Checking { .. } => pages::Card::Checking,
            CardState::Checked { .. } => pages::Card::Checked,
            CardState::Failed { faults } => pages::Card::Failed(fault_words(faults)),
        },
        account: account_of(kept, now),
        school_consent: kept.school_consent.is_some(),
        hidden: card.hidden,
        manages: kept.account.as_ref().is_some_and(|account| account.is_managed_by(card.parent, now.date())),
    }
}

fn account_of(kept: &Kept, now: crate::domain::time::Timestamp) -> pages::Account {
    if let Some(account) = &kept.account {
        return pages::Account::Linked(account.logins().into_iter().next().unwrap_or_default());
    }
    match kept.card.may_create_account(now) {
        _ if kept.linkable.is_some() && kept.card.is_checked() => pages::Account::MayLink,
        Ok(()) if kept.card.creation().is_some() => pages::Account::Creating,
        Ok(()) => pages::Account::MayCreate,
        Err(why) => pages::Account::None(refusal(why).to_owned()),
    }
}

fn fault_words(faults: &[CardFault]) -> String {
    let word = |fault: &CardFault| match fault {
        CardFault::CertificateUnknown => "свидетельство о рождении не найдено в реестре ЗАГС",
        CardFault::SnilsUnknown => "СНИЛС не найден или не соответствует имени и дате рождения",
    };
    let named: Vec<_> = faults.iter().map(word).collect();
    format!("{}.", named.join("; "))
}

async fn blank(site: Site) -> Reply {
    let parent = citizen(&site).await?;
    let (values, errors) = (CardForm::default(), Errors::none());
    Ok(html(StatusCode::OK, &pages::AddChild { frame: frame_of(&site, &parent), values, errors }))
}

async fn add(site: Site, form: Form<CardForm>) -> Reply {
    let parent = citizen(&site).await?;
    let form = form.into_inner();
    let (typed, oid) = (form.clone(), parent.oid);
    Ok(match perform(&site, move |moment| family::add(moment, oid, &form)).await {
        Ok(_) => site.see("/profile/family?done=added"),
        Err(Stop::Refused(refusal)) => {
            let errors = errors_of(&refusal);
            let page = pages::AddChild { frame: frame_of(&site, &parent), values: typed, errors };
            html(StatusCode::OK, &page)
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    })
}

fn errors_of(why: &FamilyRefusal) -> Errors {
    match why {
        FamilyRefusal::Fields(errors) => words::field_errors(errors),
        FamilyRefusal::Rules(why) => Errors::whole(refusal(*why)),
        FamilyRefusal::NoCard | FamilyRefusal::ContactTaken(..) | FamilyRefusal::Password(_) => {
            Errors::whole("Карточку не удалось сохранить.")
        }
    }
}

/// Why the rules of the family say no, for the parent.
pub(crate) fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::ParentNotConfirmed => {
            "Сначала подтвердите свою личность: нужна подтвержденная учетная запись."
        }
        Refusal::NotAChild => "Человеку в карточке уже исполнилось 18 лет.",
        Refusal::NotBornYet => "Дата рождения еще не наступила.",
        Refusal::AlreadyAdded => "Карточка этого ребенка уже есть.",
        Refusal::NoCheckRunning => "Проверка карточки не выполняется.",
        Refusal::NotChecked => "Сначала карточка ребенка должна пройти проверку.",
        Refusal::RegistersAlone => "Ребенку исполнилось 14 лет: он регистрируется сам.",
        Refusal::AlreadyLinked => "Учетная запись ребенка уже связана с вашей.",
        Refusal::AccountExists => "У ребенка уже есть учетная запись. Свяжите ее со своей.",
        Refusal::NoAccount => "У ребенка нет учетной записи.",
        Refusal::NotRegistrar => {
            "Данные ребенка изменяет только родитель, который создал его учетную запись, пока ребенку нет 14 лет."
        }
        Refusal::NotBegun => "Создание учетной записи не начато.",
        Refusal::Code(_) => "Код не подошел.",
        Refusal::TooSoon { .. } => "Новый код пока нельзя запросить.",
        Refusal::ConsentGiven => "Согласие уже дано.",
        Refusal::NoConsent => "Согласия нет.",
    }
}

async fn link(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let oid = parent.oid;
    let number: u64 = card.parse().unwrap_or_default();
    let done = perform(&site, move |moment| family::link(moment, oid, number)).await;
    Ok(ended(&site, done, "linked"))
}

/// What the button of hiding sends.
#[derive(Debug, Deserialize)]
struct Hiding {
    #[serde(default)]
    hide: bool,
}

// MR А.2, table 3, row 10: a hidden card stays in `/kids`, as `hiddenByParent`.
async fn hide(site: Site, card: Path<String>, form: Form<Hiding>) -> Reply {
    let oid = citizen(&site).await?.oid;
    let (number, hide) = (card.parse().unwrap_or_default(), form.hide);
    let command = Command::Hide(hide);
    let done = perform(&site, move |moment| family::command(moment, oid, number, command)).await;
    Ok(ended(&site, done, if hide { "hidden" } else { "shown" }))
}

async fn consent(site: Site, card: Path<String>) -> Reply {
    let parent = citizen(&site).await?;
    let kept = kept(&site, &parent, &card).await?;
    let since = kept.school_consent.map(|at| at.to_page()).unwrap_or_default();
    let page = pages::SchoolConsent {
        frame: frame_of(&site, &parent),
        child: kept.card.id.to_string(),
        full_name: words::full_name(&kept.card.child.name),
        given_since: since,
    };
    Ok(html(StatusCode::OK, &page))
}

async fn decide(site: Site, card: Path<String>, form: Form<Decision>) -> Reply {
    let parent = citizen(&site).await?;
    let (wish, word) = match form.decision.as_str() {
        "give" => (ConsentWish::Give, "given"),
        _ => (ConsentWish::Withdraw, "withdrawn"),
    };
    let oid = parent.oid;
    let number: u64 = card.parse().unwrap_or_default();
    let done = perform(&site, move |moment| family::consent(moment, oid, number, wish)).await;
    Ok(ended(&site, done, word))
}

/// Back to the list after a command, or a page that says why not.
fn ended(site: &Site, done: Result<Card, Stop<FamilyRefusal>>, what: &str) -> HttpResponse {
    match done {
        Ok(_) => site.see(&format!("/profile/family?done={what}")),
        Err(Stop::Refused(FamilyRefusal::Rules(why))) => failed(site, Trouble::BadRequest, refusal(why), ""),
        Err(Stop::Refused(_)) => no_card(site),
        Err(Stop::Broken(why)) => broken_page(site, &why),
    }
}

//! The console of testers: pages that are a client of the realm's own control API.
//!
//! **Invariant:** whatever a form of the console does, it does by a control call, and shows the command that makes it.

pub mod call;
pub mod clients;
pub mod clock;
pub mod fault_words;
pub mod faults;
pub mod home;
pub mod inbox;
pub mod inner;
pub mod journal;
pub mod people;
pub mod person;
pub mod realms;
pub mod registers;
pub mod self_test;
pub mod visit;
pub mod words;

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::web::{Bytes, Path, ServiceConfig, get, post, resource};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse};

use crate::web::console::call::Call;
use crate::web::console::inner::{Inner, Sent};
use crate::web::console::visit::{LANGUAGE, Lang, Shown, Visit};
use crate::web::control::api::routes::CONTROL;
use crate::web::error::html;
use crate::web::middleware::security_headers::CONSOLE_POLICY;
use crate::web::pages::console::{Block, Form, Outcome, Page, Section, Shell};
use crate::web::site::Site;

/// The sections, each with its names.
const SECTIONS: [(&str, &str, &str); 9] = [
    ("people", "Люди", "People"),
    ("inbox", "Входящие", "Inbox"),
    ("clock", "Часы", "Clock"),
    ("clients", "Системы", "Clients"),
    ("faults", "Сбои", "Faults"),
    ("registers", "Реестры", "Registers"),
    ("journal", "Журнал", "Journal"),
    ("realms", "Миры", "Realms"),
    ("self-test", "Самопроверка", "Self-test"),
];

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/console").route(get().to(show)))
        .service(resource("/console/events").route(get().to(events)))
        .service(resource("/console/people/{oid}/sign-in").route(post().to(person::sign_in)))
        .service(resource("/console/self-test/start").route(post().to(self_test::start)))
        .service(resource("/console/{page:.*}").route(get().to(show)).route(post().to(act)));
}

async fn show(site: Site, request: HttpRequest) -> HttpResponse {
    answer(&Visit::of(site, request), None).await
}

/// Makes the call that a form stands for, and shows its page with what came of it.
async fn act(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let visit = Visit::of(site, request);
    let kind = visit.request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let fields = call::fields(kind.unwrap_or_default(), &body);
    if call::lacks_tick(&fields) {
        let sentence =
            visit.say("Поставьте отметку: этого не вернуть.", "Tick the box: this cannot be undone.");
        return answer(&visit, Some(Outcome::refused(sentence))).await;
    }
    let Some(call) = Call::of(&fields) else {
        let sentence = visit.say("Форма ничего не просит.", "The form asks for nothing.");
        return answer(&visit, Some(Outcome::refused(sentence))).await;
    };
    let reply = visit.make(&call).await;
    let outcome = visit.outcome(&call, &reply);
    answer(&visit, Some(outcome)).await
}

/// The events of the realm, as the control API tells them; not there where it tells none.
async fn events(site: Site, request: HttpRequest) -> HttpResponse {
    let target = format!("{}{CONTROL}/events", site.prefix);
    let Some(inner) = request.app_data::<Inner>() else { return HttpResponse::NotFound().finish() };
    match inner.send(&request, "GET", &target, Sent::default()).await {
        Some(answer) if answer.status().is_success() => answer.into_parts().1,
        _ => HttpResponse::NotFound().finish(),
    }
}

async fn answer(visit: &Visit, outcome: Option<Outcome>) -> HttpResponse {
    let is_refused = outcome.as_ref().is_some_and(|outcome| !outcome.is_done);
    let (shown, is_found) = match page(visit).await {
        Some(shown) => (shown, true),
        None => (lost(visit), false),
    };
    let status = match (is_refused, is_found) {
        (true, _) => StatusCode::UNPROCESSABLE_ENTITY,
        // What was just dropped is not there any more, as it should be.
        (false, false) if outcome.is_none() => StatusCode::NOT_FOUND,
        _ => StatusCode::OK,
    };
    let page = Page {
        shell: shell(visit, shown.is_live),
        title: shown.title,
        lead: shown.lead,
        outcome,
        blocks: finished(visit, shown.blocks),
    };
    let mut response = html(status, &page);
    let policy = actix_web::http::header::HeaderValue::from_static(CONSOLE_POLICY);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    if !visit.asked("lang").is_empty() {
        let _ = response.add_cookie(&language(visit));
    }
    response
}

/// The page that a path names.
async fn page(visit: &Visit) -> Option<Shown> {
    let path = Path::<String>::extract(&visit.request).await.map(Path::into_inner).unwrap_or_default();
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    match steps.as_slice() {
        [] => Some(home::show(visit).await),
        ["people"] => Some(people::show(visit).await),
        ["people", oid] => person::show(visit, oid).await,
        ["inbox"] => Some(inbox::show(visit).await),
        ["clock"] => Some(clock::show(visit).await),
        ["clients"] => Some(clients::list(visit).await),
        ["clients", mnemonic] => clients::show(visit, mnemonic).await,
        ["faults"] => Some(faults::show(visit).await),
        ["registers"] => Some(registers::show(visit).await),
        ["journal"] => Some(journal::list(visit).await),
        ["journal", seq] => journal::show(visit, seq).await,
        ["realms"] => Some(realms::show(visit).await),
        ["self-test"] => Some(self_test::show(visit).await),
        ["self-test", "back"] => Some(self_test::back(visit).await),
        _ => None,
    }
}

fn lost(visit: &Visit) -> Shown {
    let lead = visit.say("Может быть, это удалили.", "It may have been removed.");
    Shown::titled(visit.say("Такого здесь нет", "There is no such thing here"), lead)
}

/// Forms get ids of their own, and the commands that do the same.
fn finished(visit: &Visit, mut blocks: Vec<Block>) -> Vec<Block> {
    for (place, block) in blocks.iter_mut().enumerate() {
        if let Block::Form(form) = block {
            let known = std::mem::take(&mut **form);
            let id = if known.id.is_empty() { format!("form-{place}") } else { known.id.clone() };
            **form = if known.asks || !known.curl.is_empty() {
                Form { id, ..known }
            } else {
                visit.form(Form { id, ..known })
            };
        }
    }
    blocks
}

fn shell(visit: &Visit, is_live: bool) -> Shell {
    let below = visit.request.path().strip_prefix("/console/").unwrap_or_default();
    let first = below.split('/').next().unwrap_or_default();
    let section = |(id, russian, english): (&str, &'static str, &'static str)| Section {
        href: visit.link(id),
        text: visit.say(russian, english),
        is_here: id == first,
    };
    let here = visit.here();
    let joint = if here.contains('?') { '&' } else { '?' };
    Shell {
        is_russian: visit.lang == Lang::Ru,
        base: visit.site.prefix.clone(),
        realm: visit.site.realm.id.to_string(),
        now: visit.moment(&visit.site.now().to_string()),
        sections: SECTIONS.into_iter().map(section).collect(),
        other_language: format!("{here}{joint}lang={}", visit.say("en", "ru")),
        here,
        is_live,
        // A browser shows the token to the console only, which hands it on.
        events: match visit.wants_token() {
            true => visit.link("events"),
            false => visit.site.link(&format!("{CONTROL}/events")),
        },
    }
}

fn language(visit: &Visit) -> Cookie<'static> {
    Cookie::build(LANGUAGE, visit.say("ru", "en"))
        .path(visit.site.cookie_path())
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(visit.site.is_https())
        .finish()
}

//! The self-test: a sign-in to the training diary, in which every request, token and check is shown.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};

use crate::app::oauth::self_test::{self, Check as Judged, MNEMONIC, Request, SCOPE};
use crate::app::{Broken, Moment, Stop};
use crate::protocol::params::encode;
use crate::web::console::call::Call;
use crate::web::console::inner::{Inner, Reply, Sent, read};
use crate::web::console::visit::{Lang, Shown, Visit, code, one, text};
use crate::web::error::broken_page;
use crate::web::pages::console::{Block, Check, Form};
use crate::web::site::{Site, perform};

/// The cookie that ties the way back to the browser that began: the authorization request, whose state it is.
const ASKED: &str = "esia_self_test";

/// What is checked, in words.
const CHECKS: [(&str, &str, &str); 21] = [
    ("answer-bearer", "Ответ te: вид маркера — Bearer", "Answer of te: the token type is Bearer"),
    (
        "answer-state",
        "Ответ te: state тот же, что в запросе",
        "Answer of te: the state is that of the request",
    ),
    (
        "access-algorithm",
        "Маркер доступа: алгоритм тот, что зарегистрирован",
        "Access token: the algorithm is the registered one",
    ),
    ("access-kind", "Маркер доступа: вид access", "Access token: its kind is access"),
    ("access-signature", "Маркер доступа: подпись портала", "Access token: the provider’s signature"),
    ("access-issuer", "Маркер доступа: выдал портал (iss)", "Access token: issued by the provider (iss)"),
    ("access-begun", "Маркер доступа: уже выдан (iat)", "Access token: already issued (iat)"),
    ("access-lives", "Маркер доступа: еще действует (exp)", "Access token: still good (exp)"),
    (
        "access-client",
        "Маркер доступа: выдан этой системе (client_id)",
        "Access token: issued to this client (client_id)",
    ),
    (
        "id-algorithm",
        "Маркер идентификации: алгоритм тот, что зарегистрирован",
        "Id token: the algorithm is the registered one",
    ),
    ("id-kind", "Маркер идентификации: вид id", "Id token: its kind is id"),
    ("id-signature", "Маркер идентификации: подпись портала", "Id token: the provider’s signature"),
    ("id-issuer", "Маркер идентификации: выдал портал (iss)", "Id token: issued by the provider (iss)"),
    ("id-audience", "Маркер идентификации: для этой системы (aud)", "Id token: meant for this client (aud)"),
    ("id-lives", "Маркер идентификации: еще действует (exp)", "Id token: still good (exp)"),
    (
        "id-subject",
        "Маркер идентификации: sub и urn:esia:sbj — один человек",
        "Id token: sub and urn:esia:sbj are one person",
    ),
    ("same-person", "Оба маркера об одном человеке", "Both tokens are about one person"),
    (
        "same-session",
        "Оба маркера из одного сеанса (urn:esia:sid)",
        "Both tokens come from one session (urn:esia:sid)",
    ),
    (
        "id-level",
        "Уровень учетной записи назван (urn:esia:sbj:lvl)",
        "The level of the account is told (urn:esia:sbj:lvl)",
    ),
    (
        "nonce",
        "nonce: в ЕСИА его нет, ответ к запросу привязывает state",
        "nonce: ESIA has none, the state ties the answer to the request",
    ),
    (
        "state",
        "Возврат: state тот же, что был у этого браузера",
        "The way back: the state is the one this browser had",
    ),
];

/// The page before the sign-in.
pub async fn show(visit: &Visit) -> Shown {
    let lead = visit.say(
        "Войти в учебный дневник и увидеть каждую проверку: запрос, код, маркеры, данные.",
        "Sign in to the training diary and see every check: the request, the code, the tokens, the data.",
    );
    let mut page = Shown::titled(visit.say("Самопроверка входа", "Self-test of a sign-in"), lead);
    page.blocks.push(Block::Facts(vec![
        (visit.say("Система", "Client").to_owned(), code(MNEMONIC)),
        (visit.say("Порядок", "Version").to_owned(), one("v2/ac, v3/te")),
        (
            visit.say("Подпись", "Signature").to_owned(),
            one(visit.say(
                "ГОСТ Р 34.10-2012, 256 бит, проверяется строго",
                "GOST R 34.10-2012, 256 bits, checked strictly",
            )),
        ),
        (visit.say("Области данных", "Scopes").to_owned(), code(SCOPE)),
        (visit.say("Возврат", "Way back").to_owned(), code(way_back(&visit.site))),
    ]));
    page.blocks.push(Block::Text(visit.say(
        "Система регистрируется в этом мире при начале входа. Включите сбой на странице «Сбои» и увидите, какая проверка его ловит.",
        "The client is registered in this realm when the sign-in begins. Switch a fault on, and see which check catches it.",
    ).to_owned()));
    let curl = match registration(&visit.site) {
        Ok(call) => visit.curl(&call),
        Err(_) => String::new(),
    };
    page.blocks.push(Block::Form(Box::new(Form {
        action: visit.link("self-test/start"),
        id: "start".to_owned(),
        button: visit.say("Войти в учебный дневник", "Sign in to the training diary").to_owned(),
        hidden: vec![("begin".to_owned(), "true".to_owned())],
        curl,
        ..Form::default()
    })));
    page
}

fn way_back(site: &Site) -> String {
    format!("{}/console/self-test/back", site.base())
}

fn registration(site: &Site) -> Result<Call, Broken> {
    let authority = site.base();
    let authority = authority.split_once("://").map_or(authority.as_str(), |(_, rest)| rest);
    let host = authority.split('/').next().unwrap_or_default();
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|one| one.is_ascii_digit()))
        .map_or(host, |(host, _)| host);
    let certificate = self_test::certificate(&site.realm)?;
    let scopes: Vec<_> = SCOPE.split(' ').collect();
    Ok(Call::new("PUT", format!("/clients/{MNEMONIC}")).with(json!({
        "name": "Учебный дневник", "redirect_hosts": [host], "scopes": scopes, "certificates": [certificate], "signature_check": "strict",
    })))
}

/// Registers the client and sends the browser to the sign-in.
pub async fn start(site: Site, request: HttpRequest) -> HttpResponse {
    let visit = Visit::of(site, request);
    let site = &visit.site;
    let call = match registration(site) {
        Ok(call) => call,
        Err(why) => return broken_page(site, &why),
    };
    let reply = visit.make(&call).await;
    if !reply.is_done() {
        return HttpResponse::build(actix_web::http::StatusCode::BAD_GATEWAY).body(reply.json.to_string());
    }
    let back = way_back(site);
    let made = work(site, move |moment| Ok(self_test::authorization(moment, &back)?)).await;
    match made {
        Ok(request) => {
            let query = spelled(&request);
            // Reading a cookie decodes %20, and leaves a plus as it is.
            let cookie = Cookie::build(ASKED, query.replace('+', "%20"))
                .path(site.cookie_path())
                .http_only(true)
                .same_site(SameSite::Lax)
                .secure(site.is_https());
            HttpResponse::SeeOther()
                .insert_header((LOCATION, format!("{}/aas/oauth2/v2/ac?{query}", site.base())))
                .cookie(cookie.finish())
                .finish()
        }
        Err(why) => broken_page(site, &why),
    }
}

async fn work<T: Send + 'static>(
    site: &Site,
    work: impl FnOnce(&Moment<'_>) -> Result<T, Broken> + Send + 'static,
) -> Result<T, Broken> {
    match perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(work(moment)?)).await {
        Ok(done) => Ok(done),
        Err(Stop::Broken(why)) => Err(why),
        Err(Stop::Refused(never)) => match never {},
    }
}

/// The parameters of the authorization request that this browser began with.
fn asked(visit: &Visit) -> Vec<(String, String)> {
    let kept = visit.request.cookie(ASKED).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    // The values are decoded already; none of them contains an ampersand.
    let pairs = kept.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn spelled(request: &Request) -> String {
    request
        .parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// The page after the sign-in: the code is exchanged, and everything is judged.
pub async fn back(visit: &Visit) -> Shown {
    let lead =
        visit.say("Что пришло, что выдано и что сошлось.", "What came, what was given out, and what agrees.");
    let mut page = Shown::titled(visit.say("Самопроверка: итог", "Self-test: the result"), lead);
    let asked = asked(visit);
    let (came, state) = (visit.asked("code").to_owned(), visit.asked("state").to_owned());
    let is_own = !state.is_empty() && asked.iter().any(|(name, value)| name == "state" && *value == state);
    page.heading(visit.say("1. Запрос входа", "1. The authorization request"), "ac");
    page.blocks.push(Block::Facts(asked.into_iter().map(|(name, value)| (name, code(value))).collect()));
    let mut checks = vec![Judged {
        name: "state",
        clause: "MR Б.2.3; RFC 6749 10.12",
        holds: Some(is_own),
        seen: state.clone(),
    }];
    let error = visit.asked("error");
    page.heading(visit.say("2. Возврат с портала", "2. The way back"), "back");
    if !error.is_empty() || came.is_empty() || !is_own {
        let told = format!("{error} {}", visit.asked("error_description"));
        page.blocks.push(Block::Text(visit.say("Входа не было.", "There was no sign-in.").to_owned()));
        page.blocks
            .push(Block::Pre(visit.say("Что сказал портал", "What the provider said").to_owned(), told));
        page.blocks.push(Block::Checks(told_checks(visit, checks)));
        page.blocks.push(again(visit));
        return page;
    }
    page.blocks
        .push(Block::Facts(vec![("state".to_owned(), code(&state)), ("code".to_owned(), code(&came))]));
    page.blocks.push(pretty(visit.say("Код внутри", "Inside the code"), &self_test::decoded(&came, 1)));
    let (sent, reply) = match exchange(visit, came, state.clone()).await {
        Ok(done) => done,
        Err(why) => {
            page.blocks.push(Block::Text(why.to_string()));
            return page;
        }
    };
    page.heading(visit.say("3. Запрос маркеров", "3. The token request"), "te");
    page.blocks.push(Block::Facts(
        sent.parameters.iter().map(|(name, value)| ((*name).to_owned(), code(value))).collect(),
    ));
    page.blocks.push(Block::Folded(
        visit.say("Строка под подписью", "The string that is signed").to_owned(),
        format!("{}\n\n{}", sent.order, sent.signed),
    ));
    if !reply.is_done() {
        page.blocks.push(pretty(visit.say("Отказ", "Refusal"), &reply.json));
        page.blocks.push(Block::Checks(told_checks(visit, checks)));
        page.blocks.push(again(visit));
        return page;
    }
    page.heading(visit.say("4. Маркеры", "4. The tokens"), "tokens");
    for name in ["access_token", "id_token"] {
        let token = text(&reply.json, name);
        page.blocks.push(Block::Pre(name.to_owned(), token.clone()));
        let inside =
            json!({ "header": self_test::decoded(&token, 0), "claims": self_test::decoded(&token, 1) });
        page.blocks.push(pretty(visit.say("Что внутри", "What is inside"), &inside));
    }
    let answer = reply.json.clone();
    let judged = work(&visit.site, move |moment| Ok(self_test::judged(moment, &answer, &state))).await;
    checks.extend(judged.unwrap_or_default());
    page.blocks.insert(0, summary(visit, &checks));
    page.heading(visit.say("5. Проверки", "5. The checks"), "checks");
    page.blocks.push(Block::Checks(told_checks(visit, checks)));
    person(visit, &mut page, &text(&reply.json, "access_token")).await;
    page.blocks.push(again(visit));
    page
}

/// How many checks hold, in one line.
fn summary(visit: &Visit, checks: &[Judged]) -> Block {
    let count = |wanted| checks.iter().filter(|check| check.holds == Some(wanted)).count();
    let (good, bad) = (count(true), count(false));
    Block::Text(match visit.lang {
        Lang::Ru => format!("Сошлось проверок: {good}, не сошлось: {bad}."),
        Lang::En => format!("Checks that hold: {good}, that do not: {bad}."),
    })
}

fn pretty(name: &str, json: &Value) -> Block {
    Block::Pre(name.to_owned(), serde_json::to_string_pretty(json).unwrap_or_default())
}

fn again(visit: &Visit) -> Block {
    Block::Pager(vec![
        (visit.link("self-test"), visit.say("Еще раз", "Once more").to_owned()),
        (visit.link("journal"), visit.say("Журнал", "Journal").to_owned()),
    ])
}

async fn exchange(visit: &Visit, came: String, state: String) -> Result<(Request, Reply), Broken> {
    let back = way_back(&visit.site);
    let request =
        work(&visit.site, move |moment| Ok(self_test::exchange(moment, &came, &state, &back)?)).await?;
    let target = format!("{}/aas/oauth2/v3/te", visit.site.prefix);
    let body = Some(("application/x-www-form-urlencoded", spelled(&request).into_bytes()));
    let answer = match visit.request.app_data::<Inner>() {
        Some(inner) => inner.send(&visit.request, "POST", &target, Sent { body, bearer: None }).await,
        None => None,
    };
    let reply = match answer {
        Some(answer) => read(answer).await,
        None => Reply { status: 500, next: None, json: Value::Null },
    };
    Ok((request, reply))
}

/// The data of the person, by the access token.
async fn person(visit: &Visit, page: &mut Shown, token: &str) {
    let oid = text(&self_test::decoded(token, 1), "urn:esia:sbj_id");
    let target = format!("{}/rs/prns/{oid}?embed=(contacts.elements)", visit.site.prefix);
    let sent = Sent { body: None, bearer: Some(token.to_owned()) };
    let Some(inner) = visit.request.app_data::<Inner>() else { return };
    if let Some(answer) = inner.send(&visit.request, "GET", &target, sent).await {
        let reply = read(answer).await;
        page.heading(visit.say("6. Данные человека", "6. Data of the person"), "person");
        page.blocks.push(pretty(&format!("GET /rs/prns/{oid}: {}", reply.status), &reply.json));
    }
}

fn told_checks(visit: &Visit, checks: Vec<Judged>) -> Vec<Check> {
    let told = |check: Judged| {
        let words = CHECKS.iter().find(|(name, ..)| *name == check.name);
        let what = words.map_or(check.name, |(_, russian, english)| visit.say(russian, english));
        let (tone, word) = match check.holds {
            Some(true) => ("good", visit.say("сошлось", "holds")),
            Some(false) => ("bad", visit.say("не сошлось", "does not hold")),
            None => ("plain", visit.say("нечего проверять", "nothing to check")),
        };
        Check { tone, word, what: what.to_owned(), clause: check.clause.to_owned(), seen: check.seen }
    };
    checks.into_iter().map(told).collect()
}

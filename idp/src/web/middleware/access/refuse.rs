//! How a caller is told that its request is not served: a problem on the control API, a page elsewhere.

use actix_web::http::StatusCode;
use actix_web::http::header::WWW_AUTHENTICATE;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse};

use crate::app::{Stop, journal};
use crate::domain::journal::Why;
use crate::domain::journal::reason::{self, Reason};
use crate::web::Site;
use crate::web::error::{html, incident};
use crate::web::middleware::access::decide::{Area, Denied};
use crate::web::pages::Frame;
use crate::web::pages::notices::Unserved;
use crate::web::problem::Problem;
use crate::web::site::perform;

/// Where it is described who reaches the control API.
const REACHED: &str = "docs/guides/run-it.md";
/// Longer names are cut: they come from anybody.
const NAME_CHARS_MAX: usize = 100;

/// Answers, and tells the journal of the realm unless the control API was called, which has no journal of its calls.
pub async fn refuse(request: &HttpRequest, path: &str, denied: &Denied) -> HttpResponse {
    let told = Told::of(denied);
    if Area::of(path) == Area::Control {
        let problem = Problem::new(told.status, told.title, &told.detail).about(told.field, &told.fix);
        let problem =
            if matches!(denied, Denied::NotJson(_)) { problem } else { problem.described_in(REACHED) };
        return challenged(problem.answer(), denied);
    }
    let site = Site::extract(request).await.ok();
    if let Some(site) = site.as_ref().filter(|_| !matches!(denied, Denied::Token { .. })) {
        keep(site, &told).await;
    }
    let frame = site.map_or_else(|| Frame::guest(""), |site| site.frame());
    let page = Unserved {
        frame,
        status: told.status.as_u16(),
        sentence: told.sentence,
        detail: told.detail,
        fix: told.fix,
    };
    challenged(html(told.status, &page), denied)
}

async fn keep(site: &Site, told: &Told) {
    let why = Why::new(told.reason).with_fix(told.fix.as_str()).with("detail", &told.detail);
    let written = perform::<_, std::convert::Infallible, _>(site, move |moment| {
        journal::refused(moment, None, why);
        Ok(())
    });
    if let Err(Stop::Broken(broken)) = written.await {
        incident(site, &broken);
    }
}

/// RFC 9110 section 11.6.1: a 401 names the way to authenticate. Browsers know the Basic one.
fn challenged(mut answer: HttpResponse, denied: &Denied) -> HttpResponse {
    if let Denied::Token { area, .. } = denied {
        let way = if *area == Area::Control {
            "Bearer realm=\"esia-sim\""
        } else {
            "Basic realm=\"esia-sim\", charset=\"UTF-8\""
        };
        answer.headers_mut().insert(WWW_AUTHENTICATE, actix_web::http::header::HeaderValue::from_static(way));
    }
    answer
}

/// A refusal in words.
struct Told {
    status: StatusCode,
    reason: Reason,
    title: &'static str,
    /// The part of the request that is wrong.
    field: &'static str,
    detail: String,
    fix: String,
    /// What a page says first.
    sentence: &'static str,
}

impl Told {
    fn of(denied: &Denied) -> Self {
        match denied {
            Denied::Host(host) => Self::host(&cut(host)),
            Denied::Origin { origin, area } => Self::origin(origin.as_deref().map(cut).as_deref(), *area),
            Denied::Token { shown, area } => Self::token(*shown, *area),
            Denied::NotJson(kind) => Self::not_json(kind.as_deref().map(cut).as_deref()),
        }
    }

    fn host(host: &str) -> Self {
        let name = crate::web::request::names::host_of(host);
        Self {
            // RFC 9110 section 15.5.20: the server does not answer for this authority.
            status: StatusCode::MISDIRECTED_REQUEST,
            reason: reason::HOST_NOT_ALLOWED,
            title: "unknown host name",
            field: "Host",
            detail: format!("this server does not answer to the host name {name:?}"),
            fix: format!("use localhost or 127.0.0.1, or start esia-idp with --allow-host {name}"),
            sentence: "У симулятора нет такого имени узла.",
        }
    }

    fn origin(origin: Option<&str>, area: Area) -> Self {
        let named = origin.filter(|origin| *origin != "null");
        let sender =
            named.map_or_else(|| "another site".to_owned(), |origin| format!("the origin {origin:?}"));
        let fix = match (area, named) {
            (Area::Control, Some(origin)) => format!("start esia-idp with --allow-origin {origin}"),
            (Area::Control, None) => {
                "start esia-idp with --allow-origin and the origin of the page".to_owned()
            }
            _ => "open the page of the simulator itself and send its form".to_owned(),
        };
        Self {
            status: StatusCode::FORBIDDEN,
            reason: reason::FOREIGN_ORIGIN,
            title: "the request comes from another site",
            field: "Origin",
            detail: format!("a page of {sender} sent this request"),
            fix,
            sentence: "Запрос отправила страница другого сайта.",
        }
    }

    fn token(shown: bool, area: Area) -> Self {
        let detail = if shown {
            "this is neither the control token nor one of the realm"
        } else {
            "the control token is missing"
        };
        let fix = if area == Area::Control {
            "send the header `Authorization: Bearer TOKEN` with the text of the file given as --control-token-file"
        } else {
            "sign in with any user name; the password is the text of the file given as --control-token-file"
        };
        Self {
            status: StatusCode::UNAUTHORIZED,
            reason: reason::CONTROL_TOKEN,
            title: "the control token is needed",
            field: "Authorization",
            detail: detail.to_owned(),
            fix: fix.to_owned(),
            sentence: "Для этой страницы нужен токен управления.",
        }
    }

    fn not_json(kind: Option<&str>) -> Self {
        let seen = kind.map_or_else(|| "no Content-Type".to_owned(), |kind| format!("Content-Type {kind:?}"));
        Self {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            reason: reason::NOT_JSON,
            title: "the body is not JSON",
            field: "Content-Type",
            detail: format!("the body has {seen}"),
            fix: "send JSON with the header `Content-Type: application/json`".to_owned(),
            sentence: "Тело запроса должно быть в JSON.",
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(NAME_CHARS_MAX).collect()
}

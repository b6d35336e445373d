//! What happens in the realm, told as it happens (server-sent events, HTML standard section 9.2).

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::app::realms::news::{self, Item, Seen};
use crate::app::realms::travel::ClockState;
use crate::domain::time::Timestamp;
use crate::web::control::api::answer::Answer;
use crate::web::control::api::events::{Event, Events};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::input::waiter::Waiter;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::sure;
use crate::web::control::journal;
use crate::web::control::realm::clock::ClockJson;
use crate::web::control::realm::outbox;
use crate::web::following::{Follower, Woken};
use crate::web::problem::Problem;
use crate::web::site::{Server, Site};

/// Where a browser that comes back says what it has seen.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// So often something is sent while nothing happens, so that nobody on the way takes the connection for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/events",
        "followEvents",
        "Follow what happens as server-sent events: journal, outbox, clock, realm",
        follow,
    );
}

/// From where on to follow, and how far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventsQuery {
    /// The `id` of the last event that was seen, `17.4`: the numbers of the last journal entry and the last message. The
    /// header `Last-Event-ID` says the same. From now on when left out.
    #[param(example = "0.0")]
    pub after: Option<String>,
    /// The stream ends after so many events; never by itself when left out.
    #[param(minimum = 1, example = 1)]
    pub limit: Option<u32>,
}

/// What became of the realm.
#[derive(Serialize)]
struct RealmChange<'a> {
    realm: &'a str,
    change: &'static str,
}

/// Entries that are no longer kept.
#[derive(Serialize)]
struct Lost {
    after: i64,
    before: i64,
}

/// One who follows: what was seen so far, and what is still to be told.
struct Watcher {
    site: Site,
    server: Server,
    follower: Follower,
    seen: Seen,
    clock: ClockState,
    left: Option<u32>,
    is_over: bool,
}

async fn follow(
    site: Site,
    server: Server,
    Waiter(request): Waiter,
    Query(EventsQuery { after, limit }): Query<EventsQuery>,
) -> Answer<Events> {
    if limit == Some(0) {
        return Err(Problem::field("limit", "expected 1 or more"));
    }
    let from = asked(&request, after.as_deref())?;
    let follower = Follower::of(&site.realm, &request)?;
    let (present, clock) = sure(&site, |moment| Ok(news::present(moment)?)).await?;
    let (seen, id) = (from.unwrap_or(present), site.realm.id.to_string());
    let watcher = Watcher { site, server, follower, seen, clock, left: limit, is_over: false };
    let begun = format!(": realm {id}, after {}\nretry: 1000\n\n", spelled(seen));
    Ok(Events::of(request, begun, watcher, Watcher::next))
}

/// From where on the caller wants to follow.
fn asked(request: &HttpRequest, after: Option<&str>) -> Result<Option<Seen>, Problem> {
    let header = request.headers().get(LAST_EVENT_ID).map(|id| id.to_str().unwrap_or_default());
    let (name, text) = match (header, after) {
        // A browser that comes back sends its first address again; what it has seen since counts.
        (Some(id), _) if !id.is_empty() => ("Last-Event-ID", id),
        (_, Some(after)) => ("after", after),
        _ => return Ok(None),
    };
    let (entry, message) = text.split_once('.').unwrap_or((text, "0"));
    match (entry.parse(), message.parse()) {
        (Ok(entry @ 0..), Ok(message @ 0..)) => Ok(Some(Seen { entry, message })),
        _ => Err(Problem::field(name, "expected the id of an event such as 17.4")),
    }
}

fn spelled(seen: Seen) -> String {
    format!("{}.{}", seen.entry, seen.message)
}

impl Watcher {
    /// What is told next; nothing when the stream is over.
    async fn next(mut self) -> Option<(String, Self)> {
        if self.is_over {
            return None;
        }
        loop {
            let told = match self.renewed() {
                Renewed::Same => self.news().await?,
                Renewed::Reset(event) => event,
                Renewed::Gone(event) => {
                    self.is_over = true;
                    event
                }
            };
            if !told.is_empty() {
                return Some((told, self));
            }
            let realm = self.site.realm.clone();
            match self.follower.wait(&realm, HEARTBEAT).await {
                Woken::Called => {}
                Woken::Late => return Some((": nothing new\n\n".to_owned(), self)),
                Woken::Over => return None,
            }
        }
    }

    /// Whether the realm is still the one that was followed.
    fn renewed(&mut self) -> Renewed {
        let id = self.site.realm.id.clone();
        let change = |change| RealmChange { realm: id.as_str(), change };
        let Some(realm) = self.server.find(&id) else {
            return Renewed::Gone(self.event("realm", &change("dropped")).unwrap_or_default());
        };
        if std::sync::Arc::ptr_eq(&realm, &self.site.realm) {
            return Renewed::Same;
        }
        self.seen = Seen::default();
        self.clock = realm.clock.state();
        let told = self.event("realm", &change("reset")).unwrap_or_default();
        let joined = self.follower.turn_to(&realm);
        self.site.realm = realm;
        if joined.is_ok() { Renewed::Reset(told) } else { Renewed::Gone(told) }
    }

    /// What is new in the realm; nothing when its database fails.
    async fn news(&mut self) -> Option<String> {
        let seen = self.seen;
        let news = sure(&self.site, move |moment| Ok(news::since(moment, seen)?)).await.ok()?;
        let mut told = String::new();
        for item in news.items {
            self.seen = item.seen(self.seen);
            let event = match item {
                Item::Lost(after, before) => self.event("lost", &Lost { after, before }),
                Item::Message(posted) => self.event("outbox", &outbox::message(posted)),
                Item::Entry(written) => self.event("journal", &journal::entry(*written)),
            };
            told.push_str(&event.unwrap_or_default());
        }
        if std::mem::replace(&mut self.clock, news.clock) != news.clock {
            told.push_str(&self.clock_moved(news.now).unwrap_or_default());
        }
        Some(told)
    }

    fn clock_moved(&mut self, now: Timestamp) -> Option<String> {
        let shown = ClockJson::showing(now, self.clock.is_running());
        self.event("clock", &shown)
    }

    /// An event with its id, unless as many were told as were asked for.
    fn event(&mut self, name: &'static str, data: &impl Serialize) -> Option<String> {
        match &mut self.left {
            Some(0) => return None,
            Some(left) => {
                *left -= 1;
                self.is_over = *left == 0;
            }
            None => {}
        }
        Some(Event { id: spelled(self.seen), name, data }.to_string())
    }
}

/// What became of the realm since the last look.
enum Renewed {
    Same,
    /// A reset put another one in its place.
    Reset(String),
    /// It is not there any more.
    Gone(String),
}

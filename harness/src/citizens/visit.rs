//! Owns one citizen's visit: from the moment at which it is due to the end, page after page.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use load::chance::Chance;
use load::seen::End;
use load::trouble::{How, Trouble};
use reqwest::Url;
use reqwest::header::{LOCATION, SET_COOKIE};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::bench::browser::OF_THE_PORTAL;
use crate::bench::browser::jar::{Jar, Journey};
use crate::bench::browser::page::Page;
use crate::bench::browser::wire::{Outgoing, header, request};
use crate::bench::limits::Limits;
use crate::citizens::page::{Mind, Next, Places};
use crate::citizens::people::People;
use crate::citizens::wire::{Answer, Wire};

/// Pages of one visit; more means going round in a circle.
const PAGES_MAX: usize = 16;

/// What all citizens share.
pub(super) struct Shared {
    pub(super) wire: Wire,
    pub(super) places: Places,
    pub(super) people: Rc<RefCell<People>>,
}

/// A citizen on the way.
pub(super) struct Visit {
    pub(super) shared: Rc<Shared>,
    /// Which account.
    pub(super) person: u32,
    pub(super) mind: Mind,
    pub(super) jar: Jar,
    pub(super) chance: Chance,
    /// How long a page takes on the average.
    pub(super) think: Duration,
    /// Whether the browser has what pages consist of already, or loads nothing of it.
    pub(super) has_cached: bool,
    /// When the next request is due, or was.
    pub(super) due: Duration,
    /// How long the citizen has waited until then.
    pub(super) waited: Duration,
    pub(super) has_ended: bool,
}

impl Visit {
    /// Goes through the visit.
    pub(super) async fn live(mut self) {
        let end = match self.sign_in().await {
            Ok(end) => end,
            Err(trouble) => {
                self.shared.wire.books.borrow_mut().trouble(trouble, self.now());
                End::Failed
            }
        };
        if end == End::Through {
            self.shared.people.borrow_mut().was_in(self.person, self.portals_cookies());
        }
        self.finish(end);
    }

    async fn sign_in(&mut self) -> Result<End, Trouble> {
        let mut outgoing = Outgoing::to(&self.shared.places.start);
        for _ in 0..PAGES_MAX {
            let page = self.show(outgoing).await?;
            let next = self.shared.places.next(&page, &mut self.mind)?;
            if !self.has_cached {
                self.load_along(page.resources()).await;
            }
            drop(page);
            outgoing = match next {
                Next::In => return Ok(End::Through),
                Next::Leave => return Ok(End::Abandoned),
                Next::LookInside(outgoing) => outgoing,
                Next::Go(outgoing) => {
                    self.think().await;
                    outgoing
                }
            };
        }
        let start = &self.shared.places.start;
        Err(self.shared.places.trouble(start, How::Page, "the pages lead round in a circle"))
    }

    /// Goes somewhere and on from there until a page is shown.
    async fn show(&mut self, outgoing: Outgoing) -> Result<Page, Trouble> {
        let mut outgoing = outgoing;
        for _ in 0..Limits::USUAL.redirects_max {
            let answer = self.ask(&outgoing).await?;
            let status = answer.status;
            let location = header(&answer.headers, LOCATION).filter(|_| (300..400).contains(&status));
            if let Some(to) = location.and_then(|to| outgoing.url.join(&to).ok()) {
                outgoing = outgoing.onward(status, to, None);
                continue;
            }
            let page = self.shared.places.read(&outgoing.url, &answer)?;
            match page.refresh() {
                Some(to) => outgoing = outgoing.onward(status, to, Some(&page.url)),
                None => return Ok(page),
            }
        }
        Err(self.shared.places.trouble(&outgoing.url, How::Page, "a redirect loop"))
    }

    async fn ask(&mut self, outgoing: &Outgoing) -> Result<Answer, Trouble> {
        let shared = Rc::clone(&self.shared);
        let (url, side) = (&outgoing.url, shared.places.side(&outgoing.url));
        let is_form = outgoing.method == reqwest::Method::POST;
        let journey = Journey::between(outgoing.from.as_ref(), url, Some(&shared.places.portal), is_form);
        let request = request(&shared.wire.exchanges, &self.jar, outgoing, journey).build();
        let request = request.map_err(|error| shared.places.trouble(url, How::Broken, &error.to_string()))?;
        let answer = shared.wire.ask(request, side, self.due).await;
        let came = answer.as_ref().map_or_else(|_| self.now(), |answer| answer.came);
        self.waited += came.saturating_sub(self.due);
        self.due = came;
        let answer = answer?;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            self.jar.take(url, &String::from_utf8_lossy(cookie.as_bytes()));
        }
        Ok(answer)
    }

    /// Loads what a page consists of, all at once as browsers do, and waits for the last of it. What does not come is told, and
    /// does not end the visit.
    async fn load_along(&mut self, addresses: Vec<Url>) {
        let mut tasks = JoinSet::new();
        for url in addresses {
            let (shared, due) = (Rc::clone(&self.shared), self.due);
            let outgoing = Outgoing::to(&url);
            let built = request(&shared.wire.exchanges, &self.jar, &outgoing, Journey::Own).build();
            let side = shared.places.side(&url);
            let Ok(built) = built else { continue };
            tasks.spawn_local(async move { shared.wire.ask(built, side, due).await });
        }
        self.has_cached |= !tasks.is_empty() && self.mind.has_typed;
        let mut last = self.due;
        while let Some(loaded) = tasks.join_next().await {
            match loaded {
                Ok(Ok(answer)) => last = last.max(answer.came),
                Ok(Err(trouble)) => self.shared.wire.books.borrow_mut().trouble(trouble, self.now()),
                Err(_) => {}
            }
        }
        self.waited += last.saturating_sub(self.due);
        self.due = last;
    }

    /// Thinks; the next request is due afterwards, however late the driver wakes up.
    async fn think(&mut self) {
        if self.think > Duration::ZERO {
            self.due += self.chance.thinking(self.think);
            let left = self.due.saturating_sub(self.now());
            sleep(left).await;
        }
    }

    fn portals_cookies(&self) -> Jar {
        let mut jar = Jar::default();
        let portals = self.jar.all().iter().filter(|cookie| OF_THE_PORTAL.contains(&cookie.name.as_str()));
        portals.cloned().for_each(|cookie| jar.put(cookie));
        jar
    }

    fn now(&self) -> Duration {
        self.shared.wire.watch.elapsed()
    }

    fn finish(&mut self, end: End) {
        self.has_ended = true;
        let mut books = self.shared.wire.books.borrow_mut();
        books.under_way = books.under_way.saturating_sub(1);
        books.end(end, self.shared.wire.watch.elapsed(), self.waited);
    }
}

impl Drop for Visit {
    /// A citizen who is cut off while waiting counts with what was waited; one who thinks has waited for nobody.
    fn drop(&mut self) {
        if self.has_ended {
            return;
        }
        let now = self.now();
        if now >= self.due {
            self.waited += now.saturating_sub(self.due);
            self.finish(End::CutOff);
        } else {
            let mut books = self.shared.wire.books.borrow_mut();
            books.under_way = books.under_way.saturating_sub(1);
        }
    }
}

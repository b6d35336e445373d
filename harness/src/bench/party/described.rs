//! Owns a relying party that a file describes: started or found for a scenario, and driven by what the file says.

mod filled;
mod way;

use std::collections::BTreeMap;
use std::fmt::Display;

use reqwest::Url;
use serde_json::json;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::http::Exchanges;
use crate::bench::idp::{Idp, Person};
use crate::bench::party::blanks::{self, Blanks};
use crate::bench::party::described::filled::{of, of_a_start};
use crate::bench::party::file::{Description, KnownBy, Log, Place};
use crate::bench::party::hook;
use crate::bench::party::hook::HookContext;
use crate::bench::party::papers::papers;
use crate::bench::party::process::Process;
use crate::bench::party::relying_party::{Introduced, LegacyUser, Presence, RelyingParty};
use crate::bench::party::setting::Setting;
use crate::bench::party::terms::Terms;
use crate::bench::transcript::Transcript;
use crate::system::process::ProcessHandles;

/// The party of one scenario.
#[derive(Debug)]
pub struct Described {
    description: Description,
    url: String,
    home: Url,
    blanks: Blanks,
    http: Exchanges,
    environment: BTreeMap<String, String>,
    process_handles: ProcessHandles,
    transcript: Transcript,
    terms: Terms,
    /// It ends with the scenario; nothing for a party that runs without the harness.
    process: Option<Process>,
}

/// The party's file has no such part.
fn lacks(part: &str) -> Halt {
    Halt::NotApplicable(format!("the party's file has no {part}"))
}

/// Something beneath the scenario failed.
fn broken(error: &dyn Display) -> Halt {
    Halt::Broken(error.to_string())
}

impl Described {
    /// Registers the party with the realm, starts it where it does not run already, and waits until it is ready.
    pub(crate) fn start(
        description: &Description,
        idp: &Idp,
        setting: &Setting<'_>,
        transcript: &Transcript,
    ) -> Result<Self, Halt> {
        let http = Exchanges::trusting(setting.trust)?;
        let folder = std::env::temp_dir().join(format!("esia-party-{}-{}", std::process::id(), setting.seed));
        let blanks = of_a_start(description, idp, setting, &folder)?;
        let url = blanks.fill(&description.url);
        let home: Url = url.parse().map_err(|error| Halt::Broken(format!("`url`: {url}: {error}")))?;
        let blanks = blanks.with("url", url.clone());
        let process = match &description.start {
            Some(start) => {
                papers(&folder, idp, &description.client.token_algorithm, setting)?;
                Some(Process::start(
                    start,
                    &blanks,
                    setting.trust,
                    &description.folder,
                    folder,
                    setting.process_handles.one(),
                )?)
            }
            None => None,
        };
        let (process_handles, transcript) = (setting.process_handles.clone(), transcript.clone());
        let description = description.clone();
        let environment = setting.trust.environment().clone();
        let now = setting.now.parse().map_err(|error| broken(&error))?;
        let terms = description.terms(now);
        let party = Self {
            description,
            url,
            home,
            blanks,
            http,
            environment,
            process_handles,
            transcript,
            terms,
            process,
        };
        party.register(idp, setting)?;
        if let (Some(process), Some(start)) = (&party.process, &party.description.start) {
            process.ready(&party.http, &party.at(&start.ready), start.within, &party.transcript)?;
        }
        if let Some(reset) = &party.description.reset {
            party.run_hook(reset, "resets its users", Blanks::default())?;
        }
        Ok(party)
    }

    fn register(&self, idp: &Idp, setting: &Setting<'_>) -> Result<(), Halt> {
        let client = &self.description.client;
        let host = self.home.authority().to_owned();
        let hosts: Vec<String> = client.redirect_hosts.iter().map(|host| self.blanks.fill(host)).collect();
        let certificate = match &client.certificate {
            Some(path) => std::fs::read_to_string(self.description.folder.join(path))
                .map_err(|error| Halt::Broken(format!("`certificate`: {path}: {error}")))?,
            None => setting.identity.certificate_pem().map_err(|error| broken(&error))?,
        };
        let registration = json!({
            "name": self.description.name,
            "redirect_hosts": if hosts.is_empty() { vec![host] } else { hosts },
            "scopes": client.scopes,
            "certificates": [certificate],
            "token_algorithm": client.token_algorithm,
            "signature_check": client.signature_check,
            "tolerances": client.tolerances,
            "dialects": client.dialects.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        });
        Ok(idp.put_client(&client.mnemonic, registration)?)
    }

    /// An address of the party.
    fn at(&self, path: &str) -> String {
        format!("{}{}", self.url, self.blanks.fill(path))
    }

    fn go(&self, browser: &mut Browser, place: &Place) -> Result<(), Halt> {
        match (&place.address, &place.press) {
            (Some(address), _) => browser.open(&self.at(address)),
            (None, press) => {
                browser.open(&self.at(place.page.as_deref().unwrap_or("/")))?;
                browser.click(press.as_deref().unwrap_or_default())
            }
        }
    }

    fn run_hook(
        &self,
        hook: &crate::bench::party::file::Hook,
        what: &str,
        blanks: Blanks,
    ) -> Result<String, Halt> {
        let blanks = self.blanks.clone().and(blanks);
        let hands = HookContext {
            http: &self.http,
            environment: &self.environment,
            home: &self.description.folder,
            handle: self.process_handles.one(),
            transcript: &self.transcript,
        };
        hook::run(hook, what, &blanks, hands)
    }
}

impl RelyingParty for Described {
    fn front_door(&self) -> String {
        self.at("/")
    }

    fn mnemonic(&self) -> &str {
        &self.description.client.mnemonic
    }

    fn inside(&self) -> String {
        self.at(&self.description.who.page)
    }

    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt> {
        self.go(browser, &self.description.sign_in)
    }

    fn begin(&self, browser: &mut Browser) -> Result<Url, Halt> {
        let place = &self.description.sign_in;
        match (&place.address, &place.press) {
            (Some(address), _) => browser.open_and_hold(&self.at(address)),
            (None, press) => {
                browser.open(&self.at(place.page.as_deref().unwrap_or("/")))?;
                browser.click_and_hold(press.as_deref().unwrap_or_default())
            }
        }
    }

    fn enter_with_password(&self, browser: &mut Browser, user: &LegacyUser) -> Result<(), Halt> {
        let way = self.description.password.as_ref().ok_or_else(|| lacks("[password], the old way in"))?;
        browser.open(&self.at(&way.page))?;
        browser.fill(&way.login, user.login)?;
        browser.fill(&way.password, user.password)?;
        browser.press(&way.press)
    }

    fn bind(&self, browser: &mut Browser) -> Result<(), Halt> {
        let way = self.description.binding.as_ref();
        browser.click(&way.ok_or_else(|| lacks("[binding], what is pressed to bind"))?.press)
    }

    fn bound(&self) -> &str {
        self.description.binding.as_ref().map_or("", |way| &way.done)
    }

    fn go_on_bound(&self, browser: &mut Browser) -> Result<(), Halt> {
        let go_on = self.description.binding.as_ref().and_then(|way| way.go_on.as_deref());
        go_on.map_or(Ok(()), |words| browser.click(words))
    }

    fn leave(&self, browser: &mut Browser) -> Result<(), Halt> {
        let place = self.description.leave.as_ref();
        self.go(browser, place.ok_or_else(|| lacks("[leave], how the party is left"))?)
    }

    fn leave_with_portal(&self, browser: &mut Browser) -> Result<(), Halt> {
        let place = self.description.leave_with_portal.as_ref();
        let part = "[leave_with_portal], how the party and the portal are left together";
        self.go(browser, place.ok_or_else(|| lacks(part))?)
    }

    fn left_at(&self, browser: &mut Browser) -> Result<Option<Url>, Halt> {
        let Some(place) = &self.description.leave else {
            return Ok(None);
        };
        let left = match (&place.address, &place.press) {
            (Some(address), _) => self.at(address).parse().ok(),
            (None, press) => {
                browser.open(&self.at(place.page.as_deref().unwrap_or("/")))?;
                browser.link_called(press.as_deref().unwrap_or_default())?.map(|link| link.url)
            }
        };
        Ok(left.filter(|url: &Url| url.origin() == self.home.origin()))
    }

    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt> {
        let who = &self.description.who;
        let page = match browser.peek(&self.at(&who.page)) {
            Ok(page) => page,
            Err(Halt::Unanswered(why)) => return Ok(Presence::Crashed(why)),
            Err(other) => return Err(other),
        };
        Ok(self.who_on(&page))
    }

    fn who_on(&self, page: &Page) -> Presence {
        let who = &self.description.who;
        if page.status >= 500 {
            return Presence::Crashed(format!("status {}", page.status));
        }
        let said = match &who.attribute {
            Some(attribute) => page.attribute(&who.selector, attribute),
            None => page.first_text(&who.selector),
        };
        said.filter(|said| !said.is_empty()).map_or(Presence::Nobody, Presence::In)
    }

    fn has_place_of_user(&self, page: &Page) -> bool {
        page.has(&self.description.who.selector)
    }

    fn password_page(&self) -> Option<(String, [String; 2])> {
        let way = self.description.password.as_ref()?;
        Some((self.at(&way.page), [way.login.clone(), way.password.clone()]))
    }

    fn starts_at(&self, browser: &Browser) -> Result<Option<Url>, Halt> {
        let place = &self.description.sign_in;
        let begun = match (&place.address, &place.press) {
            (Some(address), _) => self.at(address).parse().ok(),
            (None, press) => browser.link_called(press.as_deref().unwrap_or_default())?.map(|link| link.url),
        };
        Ok(begun.filter(|url: &Url| url.origin() == self.home.origin()))
    }

    fn legacy_users(&self) -> &[LegacyUser] {
        &self.description.users
    }

    fn known_by(&self) -> Introduced {
        match self.description.known_by {
            KnownBy::Anybody => Introduced::Anybody,
            KnownBy::Put => Introduced::Known,
            KnownBy::Binding => Introduced::ByBinding,
        }
    }

    fn terms(&self) -> Terms {
        self.terms.clone()
    }

    fn binding_words(&self) -> Option<&str> {
        self.description.binding.as_ref().map(|way| way.press.as_str())
    }

    fn unbinding_words(&self) -> Option<&str> {
        self.description.binding.as_ref()?.undo.as_deref()
    }

    fn introduce(&self, person: &Person) -> Result<Introduced, Halt> {
        match (self.description.known_by, &self.description.put) {
            (KnownBy::Binding, _) => Ok(Introduced::ByBinding),
            (KnownBy::Put, Some(put)) => {
                self.run_hook(put, "adds a person", of(person, None))?;
                Ok(Introduced::Known)
            }
            (KnownBy::Anybody | KnownBy::Put, _) => Ok(Introduced::Anybody),
        }
    }

    fn removes(&self) -> bool {
        self.description.remove.is_some()
    }

    fn remove(&self, person: &Person) -> Result<(), Halt> {
        let remove = self.description.remove.as_ref().ok_or_else(|| lacks("`remove` in [people]"))?;
        self.run_hook(remove, "takes a person out", of(person, None)).map(drop)
    }

    fn name_of(&self, person: &Person, user: Option<&LegacyUser>) -> String {
        let filled = of(person, user).fill(&self.description.who.is);
        filled.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn shows(&self, user: &LegacyUser, shown: &str) -> bool {
        let is = &self.description.who.is;
        let known = ["last_name", "first_name", "middle_name", "user"];
        // What only the portal knows of a person, nobody can expect before.
        if blanks::names(is).any(|name| !known.contains(&name)) {
            return !shown.is_empty();
        }
        let [last_name, first_name, middle_name] = user.name;
        let filled = Blanks::default()
            .with("last_name", last_name)
            .with("first_name", first_name)
            .with("middle_name", middle_name)
            .with("user", user.id)
            .fill(is);
        filled.split_whitespace().collect::<Vec<_>>().join(" ") == shown
    }

    fn marks_page(&self) -> Option<String> {
        self.description.marks_page.as_ref().map(|page| self.at(page))
    }

    fn says_no(&self, page: &Page) -> Option<bool> {
        let refused = self.description.refused.as_ref()?;
        let shown = refused.selector.as_ref().is_none_or(|selector| page.has(selector));
        let status = refused.status.is_none_or(|status| page.status == status);
        Some(shown && status && refused.text.as_ref().is_none_or(|text| page.shows(text)))
    }

    fn set_clock(&self, now: &str) -> Result<(), Halt> {
        let put = self.description.clock.as_ref();
        let put = put.ok_or_else(|| lacks("[clock], the lever that lets time pass in the party"))?;
        self.run_hook(put, "sets the clock", Blanks::default().with("now", now)).map(drop)
    }

    fn wording(&self) -> Wording {
        Wording::of_a_party(&self.home, self.description.words.clone(), self.description.declared())
    }

    fn log(&self) -> Result<Option<Vec<String>>, Halt> {
        match &self.description.log {
            None => Ok(None),
            Some(Log::Printed) => Ok(Some(self.output())),
            Some(Log::Read(hook)) => {
                let text = self.run_hook(hook, "reads the log", Blanks::default())?;
                Ok(Some(text.lines().map(str::to_owned).collect()))
            }
        }
    }

    fn output(&self) -> Vec<String> {
        self.process.as_ref().map(Process::output).unwrap_or_default()
    }

    fn output_tail(&self) -> Vec<String> {
        self.process.as_ref().map(Process::output_tail).unwrap_or_default()
    }
}

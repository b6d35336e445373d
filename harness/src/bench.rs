//! Owns what a scenario may touch: a realm of its own, browsers, a relying party, and the record of it all.

pub(crate) mod at_once;
pub(crate) mod authenticator;
mod back_channel;
pub mod browser;
pub mod chromedriver;
pub(crate) mod eyes;
pub mod halt;
pub mod http;
pub mod idp;
mod letters;
pub mod limits;
pub(crate) mod mask;
pub mod party;
pub mod provider;
pub(crate) mod signature;
pub(crate) mod stage;
pub(crate) mod token;
pub mod transcript;
pub mod twin;
pub(crate) mod words;

use std::cell::RefCell;

use jiff::Timestamp;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::bench::back_channel::BackChannel;
use crate::bench::browser::Browser;
use crate::bench::eyes::Secret;
use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, Exchanges, Reads, http_trusting};
use crate::bench::idp::{Idp, IdpError, Person};
use crate::bench::party::{Algorithm, Builtin, Choice, MNEMONIC, Party, Protocol, RelyingParty, Setting};
use crate::bench::stage::Stage;
use crate::bench::transcript::Transcript;
use crate::bench::twin::Twin;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
use crate::diary::{Chance, Policy};
use crate::event::Evidence;

/// The name under which steps of the bench itself are recorded.
const BENCH: &str = "bench";

/// Everything a scenario is given. The realm and the relying party end with it.
#[derive(Debug)]
pub struct Bench<'r> {
    setting: Setting<'r>,
    exchanges: Exchanges,
    // Before the stage, so that the party ends before the realm does.
    party: Option<Party>,
    stage: Stage,
    back_channel: BackChannel,
    transcript: Transcript,
    /// What the party shows of people whom it was introduced to, beside the names of its users.
    names: RefCell<Vec<(String, String)>>,
}

impl<'r> Bench<'r> {
    /// Makes a realm like the provider's default one, and a relying party that is registered in it.
    pub fn open(setting: Setting<'r>, transcript: Transcript) -> Result<Self, Halt> {
        let http = http_trusting(setting.trust)?;
        let exchanges = Exchanges::trusting(setting.trust)?.showing(setting.control_token, setting.base_url);
        let stage = Stage::open(&http, &setting)?;
        // From here on the realm is cleaned up in any case.
        let back_channel = BackChannel::of(stage.idp());
        let mut bench = Self {
            setting,
            exchanges,
            party: None,
            stage,
            back_channel,
            transcript,
            names: RefCell::default(),
        };
        bench.party = Some(bench.setting.party.start(bench.idp(), &bench.setting, &bench.transcript)?);
        if bench.setting.party.travels() && bench.setting.party.is_settled() {
            bench.idp().put_clock(bench.setting.now)?;
            bench.party().set_clock(bench.setting.now)?;
        }
        Ok(bench)
    }

    /// The realm's control API and addresses.
    pub fn idp(&self) -> &Idp {
        self.stage.idp()
    }

    /// The relying party of the scenario.
    pub fn party(&self) -> &dyn RelyingParty {
        self.party.as_ref().expect("invariant: an opened bench has its party").as_relying_party()
    }

    /// The built-in diary behind it, for what only it offers.
    ///
    /// # Errors
    /// When the scenario is about another party.
    pub fn builtin(&self) -> Result<&Builtin, Halt> {
        match &self.party {
            Some(Party::Builtin(builtin)) => Ok(builtin),
            _ => Err(Halt::NotApplicable("the scenario uses pages that only the built-in diary has".into())),
        }
    }

    /// Goes on only where what is done to the portal ends with the scenario.
    ///
    /// # Errors
    /// When the party knows one portal for the whole run: the scenarios after this one would suffer.
    pub fn needs_own_portal(&self) -> Result<(), Halt> {
        let why = "it changes the portal for good, and a party that runs already has one portal for all stories; \
                   with [start] each story gets its own";
        if self.stage.is_own() { Ok(()) } else { Err(Halt::NotApplicable(why.to_owned())) }
    }

    /// Whether the party was started for this scenario and ends with it.
    pub(crate) fn is_started(&self) -> bool {
        !self.setting.party.is_settled()
    }

    /// Goes on only with a party that was started for this scenario.
    ///
    /// # Errors
    /// It runs already; `why` says what that has against it.
    pub(crate) fn only_if_started(&self, why: &str) -> Result<(), Halt> {
        if self.is_started() { Ok(()) } else { Err(Halt::NotApplicable(why.to_owned())) }
    }

    /// One more diary of the same school, under the policy of another letter.
    pub fn another_party(&self, policy: &str) -> Result<Builtin, Halt> {
        self.transcript.did(BENCH, &format!("starts another diary, with the policy {policy}"))?;
        let now = self.idp().now()?;
        let setting = Setting { policy, now: &now, ..self.setting.clone() };
        let mnemonic = format!("{MNEMONIC}_{}", policy.to_ascii_uppercase().replace('-', "_"));
        Builtin::start(self.idp(), &setting, &mnemonic)
    }

    /// One more diary of the same school, which speaks with the portal in its own way.
    pub fn diary_speaking(&self, protocol: Protocol, mnemonic: &str) -> Result<Builtin, Halt> {
        self.transcript.did(BENCH, &format!("starts another diary: {protocol}"))?;
        let chance = Chance::seeded(self.setting.seed);
        let own = (protocol.algorithm() != self.setting.identity.algorithm())
            .then(|| Identity::make(mnemonic, protocol.algorithm(), &chance))
            .transpose()
            .map_err(|error| Halt::Broken(error.to_string()))?;
        let identity = own.as_ref().unwrap_or(self.setting.identity);
        let now = self.idp().now()?;
        let setting = Setting { protocol, identity, now: &now, ..self.setting.clone() };
        Builtin::start(self.idp(), &setting, mnemonic)
    }

    /// One more diary of the scenario's policy, which is changed before together with the settings of the portal.
    pub(crate) fn diary_changed(
        &self,
        mnemonic: &str,
        change: impl FnOnce(&mut Policy, &mut Portal),
    ) -> Result<Builtin, Halt> {
        self.transcript.did(BENCH, &format!("starts another diary: {mnemonic}"))?;
        let now = self.idp().now()?;
        Builtin::start_as(self.idp(), &Setting { now: &now, ..self.setting.clone() }, mnemonic, change)
    }

    /// Sends a text to an address from outside of any browser; gives the status of the answer.
    pub(crate) fn posts(&self, address: &str, text: String) -> Result<u16, Halt> {
        self.sends(reqwest::Method::POST, address, text)
    }

    /// The same by any method.
    pub(crate) fn sends(&self, method: reqwest::Method, address: &str, text: String) -> Result<u16, Halt> {
        let bounds = Bounds { within: self.transcript.next_exchange()?, reads: Reads::Nothing };
        let request =
            self.exchanges.request(method, address).header(CONTENT_TYPE, "application/json").body(text);
        let answer = self.exchanges.send(request, bounds, self.transcript.interrupt());
        answer.map(|answer| answer.status.as_u16()).map_err(|error| match error.why() {
            Some(why) => Halt::Unanswered(why),
            None => Halt::Interrupted,
        })
    }

    /// Another diary of the same school that already has the portal's next certificate.
    pub fn diary_with_next_key(&self, mnemonic: &str) -> Result<Builtin, Halt> {
        self.transcript
            .did(BENCH, "starts another diary, with the portal's current and next certificates")?;
        let now = self.idp().now()?;
        let setting = Setting { expects_next_key: true, now: &now, ..self.setting.clone() };
        Builtin::start(self.idp(), &setting, mnemonic)
    }

    /// A second realm beside the scenario's own, in which the same states are reached in another way.
    pub fn twin(&self) -> Result<Twin, Halt> {
        let now = self.idp().now()?;
        Ok(Twin::open(self.stage.server(), &now, self.setting.seed)?)
    }

    /// The party was introduced to somebody who is this user of it, whom it shows by this name.
    pub(crate) fn knows(&self, user: &str, name: &str) {
        self.names.borrow_mut().push((user.to_owned(), name.to_owned()));
    }

    /// Whether a user of the party is shown as that: by the user's id, or as the file's `is` has it.
    pub(crate) fn is_shown_as(&self, user: &str, shown: &str) -> bool {
        let names = self.names.borrow();
        let mut own = names.iter().filter(|(known, _)| known == user).peekable();
        if own.peek().is_some() {
            return shown == user || own.any(|(_, name)| name == shown);
        }
        drop(own);
        drop(names);
        let own = self.party().legacy_users().iter().find(|one| one.id == user);
        shown == user || own.is_some_and(|own| self.party().shows(own, shown))
    }

    /// Whether the party shows somebody else of this story by that name.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.names.borrow().iter().any(|(_, known)| known == name)
    }

    /// The record.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// A new browser for a person.
    pub fn browser(&self, who: &str) -> Browser {
        let (browsers, http) = (self.setting.browsers, self.exchanges.clone());
        let browser = Browser::new(who, browsers, http, self.transcript.clone());
        browser
            .with_wording(self.party().wording())
            .beside(self.setting.base_url)
            .with_back_channel(&self.back_channel)
    }

    /// A new browser in which a person is signed in at the portal already, as in another one of theirs.
    pub(crate) fn browser_beside(&self, other: &Browser) -> Result<Browser, Halt> {
        self.browser(other.who()).with_portal_session_of(other)
    }

    /// The algorithm that the tokens of the relying party are signed with.
    pub(crate) fn token_algorithm(&self) -> Algorithm {
        match self.setting.party {
            Choice::Builtin => self.setting.protocol.token_algorithm(),
            Choice::Described(description) => {
                let name = &description.client.token_algorithm;
                Algorithm::ALL.into_iter().find(|one| one.jose() == name).unwrap_or(Algorithm::Rsa)
            }
        }
    }

    /// Leaves out of the record what the relying party asked the provider until now.
    pub(crate) fn skip_back_channel(&self) {
        self.back_channel.skip();
    }

    /// How requests are sent to the relying party past every browser.
    pub(crate) fn exchanges(&self) -> &Exchanges {
        &self.exchanges
    }

    /// Creates a person on the portal; fields that `wanted` leaves out are generated.
    pub fn citizen(&self, wanted: Value) -> Result<Person, Halt> {
        let person = self.idp().create_person(wanted)?;
        self.transcript.hide(&person.password);
        person.snils.iter().for_each(|snils| self.hide_snils(snils));
        person.passport.iter().for_each(|passport| self.transcript.hide(&passport.number));
        let (name, level) = (&person.first_name, person.level.word());
        let what = format!("has on the portal: {} {name}, account {level}", person.last_name);
        self.transcript.did(BENCH, &what)?;
        Ok(person)
    }

    /// Creates a child's account on the portal, made and linked by a parent.
    pub fn child(&self, parent: &Person, wanted: Value) -> Result<Person, Halt> {
        let child = self.idp().create_child(parent.oid, wanted)?;
        self.transcript.hide(&child.password);
        child.snils.iter().for_each(|snils| self.hide_snils(snils));
        let what = format!("has on the portal: {} {}, a child account", child.last_name, child.first_name);
        self.transcript.did(BENCH, &what)?;
        Ok(child)
    }

    fn hide_snils(&self, snils: &str) {
        self.transcript.hide(snils);
        self.transcript.learn(Secret::Snils, snils);
    }

    /// Lets time pass, on the portal and in the diary.
    pub fn wait(&self, by: &str, meaning: &str) -> Result<(), Halt> {
        self.transcript.did(BENCH, &format!("moves the clock forward: {meaning}"))?;
        // A party whose clock cannot be set says so before the portal's clock is moved away from it.
        self.party().set_clock(&self.idp().now()?)?;
        self.idp().advance(by)?;
        let now = self.idp().now()?;
        self.party().set_clock(&now)
    }

    /// What the portal's clock shows.
    pub fn now(&self) -> Result<Timestamp, Halt> {
        let now = self.idp().now()?;
        now.parse().map_err(|error| Halt::Broken(format!("the provider's clock says `{now}`: {error}")))
    }

    /// Lets time pass until a moment, in RFC 3339.
    ///
    /// # Errors
    /// When the moment is past already, or the provider does not do it.
    pub fn wait_until(&self, moment: &str, meaning: &str) -> Result<(), Halt> {
        let read = |text: &str| {
            text.parse::<Timestamp>().map_err(|error| Halt::Broken(format!("`{text}` is no moment: {error}")))
        };
        let seconds = read(moment)?.duration_since(read(&self.idp().now()?)?).as_secs();
        if seconds <= 0 {
            return Err(Halt::Broken(format!("{moment} is past")));
        }
        self.wait(&format!("PT{seconds}S"), meaning)
    }

    /// Records the relying party's requests to the provider since the last time.
    pub fn record_back_channel(&self) {
        self.back_channel.record(&self.transcript);
    }

    /// The provider's side of the scenario, for the capsule; what cannot be read is left out.
    pub fn evidence(&self) -> Evidence {
        let asked =
            |path: &str| self.transcript.masked_document("", self.idp().document(path).unwrap_or_default());
        Evidence {
            seed: self.setting.seed,
            policy: self.setting.policy.to_owned(),
            clock: asked("/clock"),
            journal: asked("/journal?limit=500"),
            fixtures: json!({
                "people": asked("/people?limit=100"), "clients": asked("/clients"), "registers": asked("/registers"),
            }),
        }
    }

    /// Looks at what the relying party's own process printed for what it gives away.
    pub fn judge_output(&self) {
        self.transcript.heard(&self.party().output());
    }

    /// What the relying party's own process said last.
    pub fn party_said(&self) -> Vec<String> {
        let said = self.party().output_tail();
        said.iter().map(|line| self.transcript.masked(line)).collect()
    }

    /// The provider's own words on refused requests.
    pub fn refusals(&self, limit: usize) -> Result<Vec<String>, IdpError> {
        let output = self.back_channel.refusals(limit)?;
        Ok(output.iter().map(|line| self.transcript.masked(line)).collect())
    }
}

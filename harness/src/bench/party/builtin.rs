//! Owns the built-in diary as a relying party: started for one scenario, with users whom the scenarios know.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, Person};
use crate::bench::party::relying_party::{Introduced, LegacyUser, Presence, RelyingParty};
use crate::bench::party::setting::{MNEMONIC, Setting};
use crate::bench::party::terms::Terms;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::{Portal, PortalKeys};
use crate::diary::esia::protocol::Protocol;
use crate::diary::esia::register::Registration;
use crate::diary::policy::ConsentTerms;
use crate::diary::{Chance, Clock, Diary, Policy, School, Settings};

/// How long the diary may take over messages; a storm of them takes a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// The built-in diary, started for one scenario.
#[derive(Debug)]
pub struct Builtin {
    diary: Diary,
    terms: Terms,
}

const BIND: &str = "Привязать учетную запись портала госуслуг";

/// A mother of two and the father of another family, as `fixtures/schools/first.toml` has them.
const LEGACY_USERS: &[LegacyUser] = &[
    LegacyUser {
        id: "belkina-vera",
        who: "mother",
        name: ["Белкина", "Вера", "Андреевна"],
        login: "belkina.v",
        password: "Osen-2018!",
        marks: &["Белкин Тихон Егорович", "Контрольная работа № 2", "Белкина Зоя Егоровна"],
        sees: &[],
        role: None,
    },
    LegacyUser {
        id: "ryabinin-pavel",
        who: "father of another family",
        name: ["Рябинин", "Павел", "Ильич"],
        login: "ryabinin.p",
        password: "Zima-2019!",
        marks: &["Рябинин Лев Павлович", "Практическая работа № 3"],
        sees: &[],
        role: None,
    },
];

impl Builtin {
    /// Starts the diary on a free port and registers it with the realm under `mnemonic`.
    pub fn start(idp: &Idp, setting: &Setting<'_>, mnemonic: &str) -> Result<Self, Halt> {
        Self::start_as(idp, setting, mnemonic, |_, _| {})
    }

    /// The same with a policy and settings of the portal that are changed before.
    pub(crate) fn start_as(
        idp: &Idp,
        setting: &Setting<'_>,
        mnemonic: &str,
        change: impl FnOnce(&mut Policy, &mut Portal),
    ) -> Result<Self, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let mut policy = Policy::named(setting.policy)
            .ok_or_else(|| broken(&format!("there is no policy `{}`", setting.policy)))?;
        let mut portal = portal(idp, setting, mnemonic, Portal::scope_under(&policy))?;
        change(&mut policy, &mut portal);
        let school = School::under(&policy).map_err(|error| broken(&error))?;
        Self::serving(idp, setting, portal, (policy, school))
    }

    /// Starts the diary of another school than those that come with the harness, under any policy.
    pub(crate) fn of_school(
        idp: &Idp,
        setting: &Setting<'_>,
        policy: Policy,
        school: School,
    ) -> Result<Self, Halt> {
        let portal = portal(idp, setting, MNEMONIC, Portal::scope_under(&policy))?;
        Self::serving(idp, setting, portal, (policy, school))
    }

    fn serving(
        idp: &Idp,
        setting: &Setting<'_>,
        portal: Portal,
        (policy, school): (Policy, School),
    ) -> Result<Self, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let now: Timestamp = setting.now.parse().map_err(|error| broken(&error))?;
        let consent = policy.consent.clone();
        let terms = Terms::of_policy(&policy, now);
        let settings = Settings {
            portal: portal.clone(),
            identity: setting.identity.clone(),
            school,
            policy,
            guards: setting.guards.clone(),
            clock: Clock::frozen(now),
            chance: Chance::seeded(setting.seed),
            test_api: false,
            ledger: None,
            public_url: None,
            practice: None,
            tls: setting.trust.diary().map_err(|error| broken(&error))?,
            portal_tls: setting.trust.client().map_err(|error| broken(&error))?,
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let diary = Diary::start(address, settings).map_err(|error| broken(&error))?;
        register(idp, &diary, &portal, setting.identity, consent.as_ref())?;
        Ok(Self { diary, terms })
    }

    /// An address of the diary.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.diary.url())
    }

    /// Waits until the diary has read every message of the portal that came.
    pub(crate) fn reads_messages(&self) -> Result<(), Halt> {
        if self.diary.has_read_messages_within(PATIENCE) {
            return Ok(());
        }
        Err(Halt::Broken("the diary left messages of the portal unread".to_owned()))
    }
}

/// Registers a diary with the realm, as its portal names it.
pub(crate) fn register(
    idp: &Idp,
    diary: &Diary,
    portal: &Portal,
    identity: &Identity,
    consent: Option<&ConsentTerms>,
) -> Result<(), Halt> {
    let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
    let host = diary.url().split_once("://").map_or(diary.url(), |(_, host)| host);
    let registration = Registration::new("Школьный дневник", host, portal, identity);
    let registration = registration.map_err(|error| broken(&error))?;
    let registration = registration.with_consent(consent, diary.pushes());
    let registration = serde_json::to_value(registration).map_err(|error| broken(&error))?;
    Ok(idp.put_client(&portal.mnemonic, registration)?)
}

/// The diary's settings of the portal: the protocol version and the certificates published today.
fn portal(idp: &Idp, setting: &Setting<'_>, mnemonic: &str, scope: &str) -> Result<Portal, Halt> {
    if setting.expects_next_key {
        let pem = idp.certificates(setting.protocol.token_algorithm().jose())?;
        return portal_by(idp, setting.protocol, &pem, (mnemonic, scope));
    }
    portal_in_force(idp, setting.protocol, mnemonic, scope)
}

/// The portal as a diary knows it by the one certificate that is in force.
pub(crate) fn portal_in_force(
    idp: &Idp,
    protocol: Protocol,
    mnemonic: &str,
    scope: &str,
) -> Result<Portal, Halt> {
    let pem = idp.published(&format!("{}.pem", protocol.token_algorithm().published()))?;
    portal_by(idp, protocol, &pem, (mnemonic, scope))
}

fn portal_by(
    idp: &Idp,
    protocol: Protocol,
    pem: &str,
    (mnemonic, scope): (&str, &str),
) -> Result<Portal, Halt> {
    let keys = PortalKeys::from_pem(protocol.token_algorithm(), pem);
    Ok(Portal {
        base_url: idp.base_url().to_owned(),
        issuer: Portal::ISSUER.to_owned(),
        mnemonic: mnemonic.to_owned(),
        scope: scope.to_owned(),
        scope_org: None,
        dialect: protocol.dialect(),
        keys: keys.map_err(|error| Halt::Broken(error.to_string()))?,
    })
}

impl RelyingParty for Builtin {
    fn front_door(&self) -> String {
        self.url("/")
    }

    fn mnemonic(&self) -> &str {
        MNEMONIC
    }

    fn inside(&self) -> String {
        self.url("/cabinet")
    }

    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.open(&self.front_door())?;
        browser.press("через Госуслуги")
    }

    fn begin(&self, browser: &mut Browser) -> Result<Url, Halt> {
        browser.open(&self.front_door())?;
        browser.click_and_hold("через Госуслуги")
    }

    fn enter_with_password(&self, browser: &mut Browser, user: &LegacyUser) -> Result<(), Halt> {
        browser.open(&self.front_door())?;
        browser.fill("Логин", user.login)?;
        browser.fill("Пароль", user.password)?;
        browser.press("Войти")
    }

    fn bind(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.press(BIND)
    }

    fn bound(&self) -> &str {
        "Отлично! Теперь Вы можете входить в Дневник.ру через портал госуслуг"
    }

    fn go_on_bound(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.follow("Перейти в Дневник.ру")
    }

    fn leave(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.open(&self.url("/cabinet"))?;
        browser.press("Выйти")
    }

    fn leave_with_portal(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.open(&self.url("/cabinet"))?;
        browser.press("Выйти из дневника и с портала госуслуг")
    }

    fn left_at(&self, _: &mut Browser) -> Result<Option<Url>, Halt> {
        // A form leaves it.
        Ok(None)
    }

    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt> {
        let page = match browser.peek(&self.url("/cabinet")) {
            Ok(page) => page,
            Err(Halt::Unanswered(why)) => return Ok(Presence::Crashed(why)),
            Err(other) => return Err(other),
        };
        Ok(self.who_on(&page))
    }

    fn who_on(&self, page: &Page) -> Presence {
        match page.attribute("#who", "data-user") {
            _ if page.status >= 500 => Presence::Crashed(format!("status {}", page.status)),
            Some(user) => Presence::In(user),
            None => Presence::Nobody,
        }
    }

    fn has_place_of_user(&self, page: &Page) -> bool {
        page.has("#who")
    }

    fn password_page(&self) -> Option<(String, [String; 2])> {
        Some((self.front_door(), ["Логин", "Пароль"].map(str::to_owned)))
    }

    fn starts_at(&self, _: &Browser) -> Result<Option<Url>, Halt> {
        // A form begins it, which no address does.
        Ok(None)
    }

    fn legacy_users(&self) -> &[LegacyUser] {
        LEGACY_USERS
    }

    fn known_by(&self) -> Introduced {
        Introduced::ByBinding
    }

    fn terms(&self) -> Terms {
        self.terms.clone()
    }

    fn binding_words(&self) -> Option<&str> {
        Some(BIND)
    }

    fn unbinding_words(&self) -> Option<&str> {
        Some("Отвязать учетную запись")
    }

    fn introduce(&self, _: &Person) -> Result<Introduced, Halt> {
        Ok(Introduced::ByBinding)
    }

    fn name_of(&self, _: &Person, user: Option<&LegacyUser>) -> String {
        user.map(|user| user.id.to_owned()).unwrap_or_default()
    }

    fn shows(&self, user: &LegacyUser, shown: &str) -> bool {
        user.id == shown
    }

    fn marks_page(&self) -> Option<String> {
        None
    }

    fn says_no(&self, page: &Page) -> Option<bool> {
        Some(page.attribute("#refusal", "data-reason").is_some())
    }

    fn set_clock(&self, now: &str) -> Result<(), Halt> {
        let now = now.parse::<Timestamp>();
        let now =
            now.map_err(|error| Halt::Broken(format!("the provider's clock cannot be read: {error}")))?;
        self.diary.clock().freeze(now);
        Ok(())
    }

    fn wording(&self) -> Wording {
        Wording::of_the_letters()
    }

    fn log(&self) -> Result<Option<Vec<String>>, Halt> {
        Ok(None)
    }

    fn output(&self) -> Vec<String> {
        Vec::new()
    }

    fn output_tail(&self) -> Vec<String> {
        Vec::new()
    }
}

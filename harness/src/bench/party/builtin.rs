//! Owns the built-in diary as a relying party: started for one scenario, with users whom the scenarios know.

use std::net::{Ipv4Addr, SocketAddr};

use jiff::Timestamp;
use reqwest::Url;

use crate::bench::browser::Browser;
use crate::bench::browser::page::Page;
use crate::bench::browser::wording::Wording;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, Person};
use crate::bench::party::relying_party::{Introduced, LegacyUser, Presence, RelyingParty};
use crate::bench::party::setting::{MNEMONIC, Setting};
use crate::diary::esia::portal::{Portal, PortalKeys};
use crate::diary::esia::register::Registration;
use crate::diary::{Chance, Clock, Diary, Policy, School, Settings};

/// The built-in diary, started for one scenario.
#[derive(Debug)]
pub struct Builtin(Diary);

/// A mother of two and the father of another family, as `fixtures/schools/first.toml` has them.
const LEGACY_USERS: &[LegacyUser] = &[
    LegacyUser {
        id: "belkina-vera",
        who: "mother",
        name: ["Белкина", "Вера", "Андреевна"],
        login: "belkina.v",
        password: "Osen-2018!",
        marks: &["Белкин Тихон Егорович", "Контрольная работа № 2", "Белкина Зоя Егоровна"],
    },
    LegacyUser {
        id: "ryabinin-pavel",
        who: "father of another family",
        name: ["Рябинин", "Павел", "Ильич"],
        login: "ryabinin.p",
        password: "Zima-2019!",
        marks: &["Рябинин Лев Павлович", "Практическая работа № 3"],
    },
];

impl Builtin {
    /// Starts the diary on a free port and registers it with the realm under `mnemonic`.
    pub fn start(idp: &Idp, setting: &Setting<'_>, mnemonic: &str) -> Result<Self, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let now: Timestamp = setting.now.parse().map_err(|error| broken(&error))?;
        let portal = portal(idp, setting, mnemonic)?;
        let settings = Settings {
            portal: portal.clone(),
            identity: setting.identity.clone(),
            school: school_of(setting.policy).map_err(|error| broken(&error))?,
            policy: Policy::named(setting.policy)
                .ok_or_else(|| broken(&format!("there is no policy `{}`", setting.policy)))?,
            guards: setting.guards.clone(),
            clock: Clock::frozen(now),
            chance: Chance::seeded(setting.seed),
            test_api: false,
            ledger: None,
            public_url: None,
            tls: setting.trust.diary().map_err(|error| broken(&error))?,
            portal_tls: setting.trust.client().map_err(|error| broken(&error))?,
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let diary = Diary::start(address, settings).map_err(|error| broken(&error))?;
        let builtin = Self(diary);
        builtin.register(idp, setting, &portal)?;
        Ok(builtin)
    }

    /// An address of the diary.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.url())
    }

    fn register(&self, idp: &Idp, setting: &Setting<'_>, portal: &Portal) -> Result<(), Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let host = self.0.url().split_once("://").map_or(self.0.url(), |(_, host)| host);
        let registration = Registration::new("Школьный дневник", host, portal, setting.identity);
        let registration = registration.map_err(|error| broken(&error))?;
        let registration = serde_json::to_value(registration).map_err(|error| broken(&error))?;
        Ok(idp.put_client(&portal.mnemonic, registration)?)
    }
}

/// The diary's settings of the portal: the protocol version and the certificates published today.
fn portal(idp: &Idp, setting: &Setting<'_>, mnemonic: &str) -> Result<Portal, Halt> {
    let algorithm = setting.protocol.token_algorithm();
    let pem = match setting.expects_next_key {
        true => idp.certificates(algorithm.jose())?,
        false => idp.published(&format!("{}.pem", algorithm.published()))?,
    };
    let keys = PortalKeys::from_pem(algorithm, &pem).map_err(|error| Halt::Broken(error.to_string()))?;
    Ok(Portal {
        base_url: idp.base_url().to_owned(),
        issuer: Portal::ISSUER.to_owned(),
        mnemonic: mnemonic.to_owned(),
        scope: Portal::SCOPE.to_owned(),
        scope_org: None,
        dialect: setting.protocol.dialect(),
        keys,
    })
}

/// The school in the year of a policy.
fn school_of(policy: &str) -> Result<School, crate::diary::Mistake> {
    if policy == "national-2024" { School::of_2024() } else { School::built_in() }
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
        browser.press("Привязать учетную запись портала госуслуг")
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

    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt> {
        let page = match browser.peek(&self.url("/cabinet")) {
            Ok(page) => page,
            Err(Halt::Unanswered(why)) => return Ok(Presence::Crashed(why)),
            Err(other) => return Err(other),
        };
        Ok(match page.attribute("#who", "data-user") {
            _ if page.status >= 500 => Presence::Crashed(format!("status {}", page.status)),
            Some(user) => Presence::In(user),
            None => Presence::Nobody,
        })
    }

    fn legacy_users(&self) -> &[LegacyUser] {
        LEGACY_USERS
    }

    fn introduce(&self, _: &Person) -> Result<Introduced, Halt> {
        Ok(Introduced::ByBinding)
    }

    fn name_of(&self, _: &Person, user: Option<&LegacyUser>) -> String {
        user.map(|user| user.id.to_owned()).unwrap_or_default()
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
        self.0.clock().freeze(now);
        Ok(())
    }

    fn wording(&self) -> Wording {
        Wording::of_the_letters()
    }

    fn output_tail(&self) -> Vec<String> {
        Vec::new()
    }
}

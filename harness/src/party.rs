//! Owns the one view of a relying party: how it is entered, who it says is in, and how it is left.

pub mod people;

use std::net::{Ipv4Addr, SocketAddr};

use jiff::Timestamp;

use crate::bench::Setting;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Idp;
pub use crate::diary::Guard;
use crate::diary::esia::portal::{Portal, PortalKey};
use crate::diary::esia::register::Registration;
use crate::diary::{Chance, Clock, Diary, Policy, School, Settings};

/// The mnemonic under which the party of a story is registered.
pub(crate) const MNEMONIC: &str = "SCHOOL_DIARY";

/// Who the relying party says is in. This, and not a status code, is what verdicts rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Nobody.
    Nobody,
    /// The user of this id.
    In(String),
    /// It does not say, because it broke.
    Crashed(String),
}

/// Somebody who can enter the party without the portal.
#[derive(Debug, Clone, Copy)]
pub struct LegacyUser {
    /// The party's own name for the user.
    pub id: &'static str,
    /// Who it is, in a word for the record.
    pub who: &'static str,
    /// Surname, name and patronymic, as the school has them.
    pub name: [&'static str; 3],
    /// The old login.
    pub login: &'static str,
    /// The old password.
    pub password: &'static str,
    /// Words that stand on the page of marks, and on nobody else's.
    pub marks: &'static [&'static str],
}

/// A site that lets citizens in through the portal.
pub trait RelyingParty {
    /// The address where everybody begins.
    fn front_door(&self) -> String;

    /// Presses whatever leads from the front door to the portal.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Presses whatever leaves the party and nothing else.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn leave(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Presses whatever leaves the party and the portal.
    ///
    /// # Errors
    /// When there is nothing to press.
    fn leave_with_portal(&self, browser: &mut Browser) -> Result<(), Halt>;

    /// Asks the party who is in, with this browser's cookies and without touching its page.
    ///
    /// # Errors
    /// When the bench is broken.
    fn who_is_in(&self, browser: &mut Browser) -> Result<Presence, Halt>;

    /// Users who have the old way in, each with marks of their own.
    fn legacy_users(&self) -> &'static [LegacyUser];
}

/// The built-in diary, started for one story.
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
    ///
    /// # Errors
    /// When the diary does not start or the realm does not take it.
    pub fn start(idp: &Idp, setting: &Setting<'_>, mnemonic: &str) -> Result<Self, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let now: Timestamp = setting.now.parse().map_err(|error| broken(&error))?;
        let settings = Settings {
            portal: Portal {
                base_url: idp.base_url().to_owned(),
                issuer: Portal::ISSUER.to_owned(),
                mnemonic: mnemonic.to_owned(),
                scope: Portal::SCOPE.to_owned(),
                key: PortalKey::from_pem(&idp.certificate()?).map_err(|error| broken(&error))?,
            },
            identity: setting.identity.clone(),
            school: school_of(setting.policy).map_err(|error| broken(&error))?,
            policy: Policy::named(setting.policy)
                .ok_or_else(|| broken(&format!("there is no policy `{}`", setting.policy)))?,
            guards: setting.guards.clone(),
            clock: Clock::frozen(now),
            chance: Chance::seeded(setting.seed),
            levers: false,
            ledger: None,
            public_url: None,
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let diary = Diary::start(address, settings).map_err(|error| broken(&error))?;
        let builtin = Self(diary);
        builtin.register(idp, setting, mnemonic)?;
        Ok(builtin)
    }

    /// The diary's clock.
    pub fn clock(&self) -> &Clock {
        self.0.clock()
    }

    /// An address of the diary.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0.url())
    }

    fn register(&self, idp: &Idp, setting: &Setting<'_>, mnemonic: &str) -> Result<(), Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let host = self.0.url().trim_start_matches("http://");
        let registration = Registration::new("Школьный дневник", host, Portal::SCOPE, setting.identity);
        let registration = registration.map_err(|error| broken(&error))?;
        let registration = serde_json::to_value(registration).map_err(|error| broken(&error))?;
        Ok(idp.put_client(mnemonic, registration)?)
    }
}

/// The school in the year of a policy.
fn school_of(policy: &str) -> Result<School, crate::diary::Mistake> {
    if policy == "national-2024" { School::of_2024() } else { School::built_in() }
}

impl RelyingParty for Builtin {
    fn front_door(&self) -> String {
        self.url("/")
    }

    fn enter_through_portal(&self, browser: &mut Browser) -> Result<(), Halt> {
        browser.open(&self.front_door())?;
        browser.press("через Госуслуги")
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
            Err(Halt::Broken(why)) => return Ok(Presence::Crashed(why)),
            Err(other) => return Err(other),
        };
        Ok(match page.attribute("#who", "data-user") {
            _ if page.status >= 500 => Presence::Crashed(format!("status {}", page.status)),
            Some(user) => Presence::In(user),
            None => Presence::Nobody,
        })
    }

    fn legacy_users(&self) -> &'static [LegacyUser] {
        LEGACY_USERS
    }
}

impl std::fmt::Display for Presence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Presence::Nobody => f.write_str("nobody is in"),
            Presence::In(user) => write!(f, "in as {user}"),
            Presence::Crashed(why) => write!(f, "crashed: {why}"),
        }
    }
}

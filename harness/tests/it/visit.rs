//! Owns what tests of the diary begin with: a portal, a diary, and browsers that write to no one.

use std::sync::LazyLock;
use std::sync::mpsc;

use harness::bench::browser::page::Page;
use harness::bench::browser::{Browser, Browsers};
use harness::bench::http::Exchanges;
use harness::bench::transcript::Transcript;
use harness::diary::esia::algorithm::Algorithm;
use harness::diary::esia::dialect::Dialect;
use harness::diary::esia::identity::Identity;
use harness::diary::esia::portal::{Portal as Trusted, PortalKeys};
use harness::diary::{Chance, Clock, Diary, Guard, Guards, Policy, School, Settings};
use harness::interrupt::Interrupt;
use harness::system::tls::Trust;

use crate::portal::{NOW, Portal};

pub(crate) static DIARYS_OWN: LazyLock<Identity> =
    LazyLock::new(|| Identity::make("SCHOOL_DIARY", Algorithm::Rsa, &Chance::seeded(60)).unwrap());

/// A portal and a diary that trusts it.
pub(crate) struct Town {
    // The diary is stopped before the portal: fields are dropped in this order.
    pub(crate) diary: Diary,
    pub(crate) portal: Portal,
}

/// Who the diary says is in.
pub(crate) fn who(town: &Town, browser: &mut Browser) -> Option<String> {
    browser.peek(&town.url("/cabinet")).unwrap().attribute("#who", "data-user")
}

impl Town {
    pub(crate) fn sound() -> Self {
        Self::without(&[])
    }

    pub(crate) fn without(skip: &[Guard]) -> Self {
        Self::under("bratsk-2018", skip)
    }

    pub(crate) fn under(policy: &str, skip: &[Guard]) -> Self {
        let portal = Portal::start();
        let settings = Settings {
            portal: Trusted {
                base_url: portal.url.clone(),
                issuer: Trusted::ISSUER.to_owned(),
                mnemonic: "SCHOOL_DIARY".to_owned(),
                scope: Trusted::SCOPE.to_owned(),
                scope_org: None,
                dialect: Dialect::V1,
                keys: PortalKeys::from_pem(Algorithm::Rsa, &Portal::certificate()).unwrap(),
            },
            identity: DIARYS_OWN.clone(),
            school: School::built_in().unwrap(),
            policy: Policy::named(policy).unwrap(),
            guards: Guards::without(skip),
            clock: Clock::frozen(NOW.parse().unwrap()),
            chance: Chance::seeded(1),
            test_api: true,
            ledger: None,
            public_url: None,
            practice: None,
            tls: None,
            portal_tls: Trust::default().client().unwrap(),
        };
        Self { diary: Diary::start("127.0.0.1:0".parse().unwrap(), settings).unwrap(), portal }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.diary.url())
    }

    pub(crate) fn browser(&self) -> Browser {
        browser()
    }

    /// A browser that is in with the mother's old login.
    pub(crate) fn mother(&self) -> Browser {
        self.entered("belkina.v", "Osen-2018!")
    }

    pub(crate) fn entered(&self, login: &str, password: &str) -> Browser {
        let mut browser = browser();
        browser.open(&self.url("/")).unwrap();
        browser.fill("Логин", login).unwrap();
        browser.fill("Пароль", password).unwrap();
        browser.press("Войти").unwrap();
        browser
    }

    /// Binds the mother's account, and gives a browser that is in nowhere.
    pub(crate) fn with_mother_bound(&self) -> Browser {
        let mut browser = self.mother();
        browser.press("Привязать учетную запись портала госуслуг").unwrap();
        assert_eq!(browser.page().unwrap().url.path(), "/esia/bound", "{}", browser.page().unwrap().text());
        self.browser()
    }

    /// Presses «через Госуслуги» in a browser and gives the page it ends on.
    pub(crate) fn sign_in<'b>(&self, browser: &'b mut Browser) -> &'b Page {
        browser.open(&self.url("/")).unwrap();
        browser.press("через Госуслуги").unwrap();
        browser.page().unwrap()
    }

    /// The reason on the page that refuses.
    pub(crate) fn refused(&self) -> Option<String> {
        let mut browser = self.browser();
        let reason = self.sign_in(&mut browser).attribute("#refusal", "data-reason");
        assert_eq!(who(self, &mut browser).is_none(), reason.is_some());
        reason
    }
}

pub(crate) fn browser() -> Browser {
    // No one listens: the transcript is not what these tests look at.
    let (events, _) = mpsc::channel();
    let transcript = Transcript::new("test", events, Interrupt::new());
    Browser::new("citizen", &Browsers::Http, Exchanges::trusting(&Trust::default()).unwrap(), transcript)
}

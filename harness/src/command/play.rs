//! Owns `esia-harness play`: a portal and a diary to try out by hand, on one clock and one policy.

use std::io::{Write as _, stdout};

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;

use crate::args::{EXIT_GREEN, PlayArguments};
use crate::bench::http::http_trusting;
use crate::bench::idp::Idp;
use crate::bench::party::{self, MNEMONIC, Protocol};
use crate::bench::provider::{ProcessHandles, Provider, Serving};
use crate::command::failure::Failure;
use crate::command::signals;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::protocol::{Algorithm, Dialect};
use crate::diary::practice::Practice;
use crate::diary::{Chance, Clock, Diary, Guards, Policy, School, Settings};
use crate::interrupt::Interrupt;
use crate::lang::{self, Lang, Said};
use crate::play::{self, Cast, Follower, Place, SCHOOL_PASSWORD};

/// A weekday of a school year, for policies that have one phase.
const USUAL_DAY: Date = Date::constant(2024, 10, 7);

/// How long before the day of the letter practice begins.
const DAYS_BEFORE: i64 = 10;

/// Serves both until the terminal ends it.
pub(super) fn execute(arguments: &PlayArguments) -> Result<u8, Failure> {
    let policy = super::diary::policy(&arguments.policy, arguments.policy_file.as_deref())?;
    let (file, text) = School::text_under(&policy);
    let school = School::parse(file, text).map_err(Failure::broken)?;
    let cast = Cast::read(text).map_err(Failure::broken)?;
    let lang = arguments.lang.unwrap_or_else(lang::of_environment);
    let offset = policy.offset.unwrap_or(school.offset);
    let day = first_day(&policy);
    let now = play::morning(day, offset);

    let process_handles = ProcessHandles::default();
    let interrupt = signals::ending(process_handles.clone());
    let provider = provider(arguments, &process_handles, &interrupt)?;
    let http = http_trusting(&provider.trust).map_err(Failure::broken)?;
    let idp = Idp::new(http, &provider.base_url, &provider.control_url);
    idp.put_clock(&now).map_err(Failure::broken)?;
    idp.change_settings(json!({ "person_picker": true })).map_err(Failure::broken)?;
    let snils = cast.join(&idp, day).map_err(Failure::broken)?;

    let clock = Clock::frozen(now.parse::<Timestamp>().map_err(Failure::broken)?);
    let protocol = Protocol::new(Dialect::V1, Algorithm::Rsa, Algorithm::Rsa).map_err(Failure::broken)?;
    let portal = party::portal_in_force(&idp, protocol, MNEMONIC, Portal::scope_under(&policy));
    let portal = portal.map_err(Failure::broken)?;
    let chance = Chance::of_the_system().map_err(Failure::broken)?;
    let identity = Identity::make(MNEMONIC, protocol.algorithm(), &chance).map_err(Failure::broken)?;
    let place = Place { lang, portal: idp.base_url(), offset };
    let steps = play::steps(&policy, &cast, &snils, &place);
    let consent = policy.consent.clone();
    let settings = Settings {
        portal: portal.clone(),
        identity: identity.clone(),
        school,
        policy,
        guards: Guards::all(),
        clock: clock.clone(),
        chance,
        test_api: false,
        ledger: None,
        public_url: None,
        practice: Some(Practice { lang: lang.tag(), logins: cast.logins(), steps }),
        tls: None,
        portal_tls: provider.trust.client().map_err(Failure::broken)?,
    };
    let diary = Diary::start(arguments.listen, settings).map_err(Failure::broken)?;
    party::register(&idp, &diary, &portal, &identity, consent.as_ref()).map_err(Failure::broken)?;
    let _follower = Follower::start(idp.clone(), clock);
    welcome(&idp, diary.url(), &cast, &now, lang).map_err(Failure::written)?;
    interrupt.wait();
    Ok(EXIT_GREEN)
}

/// The day on which practice begins: some days before the letter's own.
fn first_day(policy: &Policy) -> Date {
    let next = policy.phases.get(1).and_then(|phase| phase.from);
    next.map_or(USUAL_DAY, |day| day.saturating_sub(jiff::Span::new().days(DAYS_BEFORE)))
}

fn provider(
    arguments: &PlayArguments,
    process_handles: &ProcessHandles,
    interrupt: &Interrupt,
) -> Result<Provider, Failure> {
    let path = Provider::program(arguments.idp_bin.as_deref()).map_err(Failure::broken)?;
    let listen = arguments.idp_listen.to_string();
    let serving = Serving { listen: &listen, seed: arguments.seed, tls: false };
    Provider::start(&path, serving, &process_handles.one(), interrupt).map_err(Failure::broken)
}

/// What the terminal says: where to begin, and who may sign in.
fn welcome(idp: &Idp, diary_url: &str, cast: &Cast, now: &str, lang: Lang) -> std::io::Result<()> {
    let say = |en, ru| Said { en, ru }.in_(lang);
    let mut out = stdout();
    let rows = [
        (say("begin here", "начните здесь"), format!("{diary_url}/practice")),
        (say("diary", "дневник"), format!("{diary_url}/")),
        (say("portal", "портал"), format!("{}/", idp.base_url())),
        (say("console", "консоль"), format!("{}/console/", idp.base_url())),
        (say("both clocks", "часы обоих"), now.to_owned()),
    ];
    for (name, value) in rows {
        writeln!(out, "{name:<16}{value}")?;
    }
    writeln!(out, "\n{}", say("logins of the diary:", "логины дневника:"))?;
    for one in cast.logins() {
        writeln!(out, "  {:<18}{:<18}{}, {}", one.login, one.password, one.who, one.role)?;
    }
    let on_the_portal = say(
        "on the portal: choose somebody from the list; the password of everybody is",
        "на портале: выберите человека из списка; пароль у всех",
    );
    writeln!(out, "\n{on_the_portal} {SCHOOL_PASSWORD}\n{}", say("Ctrl-C ends both", "Ctrl-C завершит оба"))?;
    out.flush()
}

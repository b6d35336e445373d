//! Random lives, lived through the use cases: every engine tells them alike, and no command breaks anything.

use idp::app::account::accounts;
use idp::app::people::{self, PersonForm};
use idp::app::realms::Realms;
use idp::app::realms::travel;
use idp::app::{About, Realm, Stop, door};
use idp::boot::{self, Options, Storage};
use idp::domain::account::{Account, Application, Checked, Command, FieldFault, LetterOrder, Level};
use idp::domain::id::{Oid, RealmId};
use idp::domain::person::DocumentKind;
use idp::domain::person::document::DocumentNumber;
use idp::domain::time::Span;
use idp::store::port::{OutboxFilter, PersonFilter};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::actors::Folder;

/// One step of a life.
#[derive(Debug, Clone)]
enum Step {
    /// The person of an index is commanded.
    Command(usize, Box<Command>),
    /// Time passes.
    Pass(&'static str),
}

/// The application of a confirmed person, so that a standard one may send it in too.
fn application(account: &Account) -> Application {
    let profile = &account.profile;
    Application {
        name: profile.name.clone(),
        gender: profile.gender.unwrap(),
        birth_date: profile.birth_date.unwrap(),
        birth_place: profile.birth_place.clone().unwrap(),
        citizenship: profile.citizenship.unwrap(),
        snils: profile.snils,
        document: profile.identity_paper().unwrap().clone(),
    }
}

fn letter(chance: &mut StdRng, now: idp::domain::time::Timestamp) -> LetterOrder {
    LetterOrder {
        address: "г. Примерск, ул. Тестовая, д. 1".to_owned(),
        code: "123".to_owned(),
        arrives_at: now + Span::from_days(chance.random_range(0..30)),
        expires_at: now + Span::from_days(40),
        attempts_left: 3,
        returned: false,
    }
}

fn step(chance: &mut StdRng, known: &[Account], realm: &Realm) -> Step {
    let who = chance.random_range(0..known.len());
    let passport = known[0].profile.identity_paper().unwrap();
    let shown = DocumentNumber::parse(DocumentKind::Passport, passport.series(), passport.number()).unwrap();
    let at = realm.clock.now();
    let command = match chance.random_range(0..14) {
        0 | 1 => Command::Submit(Box::new(application(&known[0]))),
        2 | 3 => Command::FinishCheck(Checked { at, faults: Vec::new() }),
        4 => Command::FinishCheck(Checked { at, faults: vec![FieldFault::SnilsUnknown] }),
        5 | 6 => Command::OrderLetter(letter(chance, at)),
        7 => Command::EnterLetterCode(if chance.random() { "123" } else { "321" }.to_owned()),
        8 => Command::GiveUpLetter,
        9 => Command::ConfirmInPerson { shown, centre: 1 },
        10 => Command::ConfirmByControl,
        11 => Command::Block("проверка".to_owned()),
        12 => Command::Unblock,
        _ if chance.random_range(0..5) == 0 => Command::Delete,
        _ => return Step::Pass(["PT1S", "PT1H", "P3D", "P50D"][chance.random_range(0..4)]),
    };
    Step::Command(who, Box::new(command))
}

/// What a realm has become: accounts, their histories, messages.
fn world(realm: &Realm) -> String {
    let tx = realm.read().unwrap();
    let accounts = tx.accounts(&PersonFilter { limit: 1_000, ..PersonFilter::default() }).unwrap();
    let histories: Vec<_> = accounts.iter().map(|one| tx.account_events(one.oid).unwrap()).collect();
    let messages = tx.outbox(&OutboxFilter::default()).unwrap();
    let told: Vec<_> = messages.iter().map(|one| (one.at, &one.notice.to, &one.notice.text)).collect();
    format!(
        "{}\n{}\n{told:?}",
        serde_json::to_string(&accounts).unwrap(),
        serde_json::to_string(&histories).unwrap()
    )
}

/// Makes people of every level, the confirmed one first.
fn people_of(realm: &Realm) -> Vec<Oid> {
    let make = |level: Level| {
        let form = PersonForm { level: Some(level), ..PersonForm::default() };
        let made =
            door::enter(realm, About::default(), |moment| people::make(moment, &form.parse().unwrap()));
        made.map(|made| made.first.account.oid).ok().unwrap()
    };
    [Level::Confirmed, Level::Standard, Level::Simplified, Level::Simplified, Level::Standard]
        .map(make)
        .to_vec()
}

/// Takes one step in a realm; tells what it came to.
fn take(realm: &Realm, people: &[Oid], step: &Step) -> String {
    match step {
        Step::Pass(by) => format!("{:?}", travel::advance(realm, by).ok().unwrap()),
        Step::Command(who, command) => {
            let command = (**command).clone();
            let who = people[*who];
            match door::enter(realm, About::default(), |moment| accounts::command(moment, who, command)) {
                Ok(account) => account.status.name().to_owned(),
                Err(Stop::Refused(why)) => why.to_string(),
                Err(Stop::Broken(broken)) => panic!("{step:?}: {broken}"),
            }
        }
    }
}

fn open(storage: Storage) -> Realms {
    boot::realms(&Options { storage, ..Options::for_tests() }).unwrap()
}

#[test]
fn the_same_life_is_the_same_in_memory_and_in_a_file_and_after_a_restart() {
    let folder = Folder::new("lives");
    let file = folder.path("world.sqlite");
    let (memory, kept) = (open(Storage::Memory), open(Storage::File(file.clone())));
    let default = RealmId::default_realm();
    let (one, other) = (memory.find(&default).unwrap(), kept.find(&default).unwrap());
    let people = people_of(&one);
    assert_eq!(people_of(&other), people);
    let account = |oid: Oid| one.read().unwrap().account(oid).unwrap().unwrap();
    let known: Vec<_> = people.iter().map(|oid| account(*oid)).collect();
    let mut chance = StdRng::seed_from_u64(2);
    for number in 0..400 {
        let step = step(&mut chance, &known, &one);
        let came_to = take(&one, &people, &step);
        assert_eq!(take(&other, &people, &step), came_to, "step {number}: {step:?}");
    }
    let lived = world(&one);
    assert_eq!(world(&other), lived);
    drop((other, kept));
    let again = open(Storage::File(file));
    assert_eq!(world(&again.find(&default).unwrap()), lived);
}

#[test]
fn a_locked_check_is_answered_after_the_lock_is_lifted() {
    let realms = open(Storage::Memory);
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let people = people_of(&realm);
    let confirmed = realm.read().unwrap().account(people[0]).unwrap().unwrap();
    let mut form = application(&confirmed);
    form.snils = "000-000-600 99".parse::<idp::domain::person::Snils>().unwrap().into();
    let command = |command: Command| take(&realm, &people, &Step::Command(2, Box::new(command)));
    assert_eq!(command(Command::Submit(Box::new(form))), "checking");
    assert_eq!(command(Command::Block("проверка".to_owned())), "blocked");
    take(&realm, &people, &Step::Pass("P1D"));
    assert_eq!(command(Command::Unblock), "checking");
    take(&realm, &people, &Step::Pass("P1D"));
    let after = realm.read().unwrap().account(people[2]).unwrap().unwrap();
    assert_eq!(after.status.name(), "standard");
}

#[test]
fn a_check_that_passes_for_a_snils_of_another_account_is_no_breakage() {
    let realms = open(Storage::Memory);
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let people = people_of(&realm);
    let confirmed = realm.read().unwrap().account(people[0]).unwrap().unwrap();
    let command = |command| {
        door::enter(&realm, About::default(), |moment| accounts::command(moment, people[2], command))
    };
    command(Command::Submit(Box::new(application(&confirmed)))).ok().unwrap();
    let told = command(Command::FinishCheck(Checked { at: realm.clock.now(), faults: Vec::new() }));
    assert!(!matches!(told, Err(Stop::Broken(_))), "{told:?}");
    let holder =
        realm.read().unwrap().account_of_login(&confirmed.profile.snils.unwrap().to_string()).unwrap();
    assert_eq!(holder, Some(people[0]));
}

#[test]
fn a_letter_comes_at_its_own_time_under_a_lock_too_and_not_when_it_was_given_up() {
    let realms = open(Storage::Memory);
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let people = people_of(&realm);
    let start = realm.clock.now();
    let order = |days: i64, code: &str| {
        Command::OrderLetter(LetterOrder {
            address: "г. Примерск, ул. Тестовая, д. 1".to_owned(),
            code: code.to_owned(),
            arrives_at: start + Span::from_days(days),
            expires_at: start + Span::from_days(90),
            attempts_left: 3,
            returned: false,
        })
    };
    let command = |command: Command| take(&realm, &people, &Step::Command(1, Box::new(command)));
    let codes = || {
        let all = realm.read().unwrap().outbox(&OutboxFilter::default()).unwrap();
        all.into_iter().filter_map(|one| one.notice.code).collect::<Vec<_>>()
    };
    assert_eq!(command(order(10, "first")), "letter-ordered");
    assert_eq!(command(Command::GiveUpLetter), "standard");
    assert_eq!(command(order(20, "second")), "letter-ordered");
    take(&realm, &people, &Step::Pass("P15D"));
    assert!(codes().is_empty(), "the first was given up, the second is under way: {:?}", codes());
    assert_eq!(command(Command::Block("проверка".to_owned())), "blocked");
    take(&realm, &people, &Step::Pass("P15D"));
    assert_eq!(codes(), ["second"]);
    assert_eq!(command(Command::Unblock), "letter-ordered");
}

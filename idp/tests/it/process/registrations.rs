//! A thousand registrations under way when the process is killed: every answered step is there, none is half done.

use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};

use crate::actors::{Folder, Program, Tester, client};

const PEOPLE: u32 = 1000;
const THREADS: u32 = 8;
const PASSWORD: &str = "Snezhok-2018!";

/// The last step of a registration that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answered {
    Nothing,
    Begun,
    Proved,
    Completed,
}

/// One person's registration.
struct Registration {
    phone: String,
    name: String,
    answered: Answered,
}

/// A person who registers, step by step, for as long as the server answers.
struct Applicant<'a> {
    base_url: &'a str,
    http: Client,
}

impl<'a> Applicant<'a> {
    fn new(base_url: &'a str) -> Self {
        let http = client();
        Self { base_url, http }
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Response> {
        self.http.post(format!("{}{path}", self.base_url)).form(fields).send().ok()
    }

    fn begin(&self, one: &mut Registration) -> Option<()> {
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", &*one.phone)];
        let reply = self.post("/registration/", &fields)?;
        let next = reply.headers().get("location")?.to_str().ok()?.to_owned();
        one.name = next.split_once("registration=").expect("a registration").1.to_owned();
        one.answered = Answered::Begun;
        Some(())
    }

    fn prove(&self, one: &mut Registration) -> Option<()> {
        let outbox = format!("{}/control/v1/outbox?to={}", self.base_url, one.phone.replace('+', "%2B"));
        let sent: Value = self.http.get(outbox).send().ok()?.json().ok()?;
        let code = sent["messages"][0]["code"].as_str().expect("a code").to_owned();
        let reply = self.post("/registration/code", &[("registration", &*one.name), ("code", &*code)])?;
        assert_eq!(reply.status().as_u16(), 303, "{}", one.phone);
        one.answered = Answered::Proved;
        Some(())
    }

    fn complete(&self, one: &mut Registration) -> Option<()> {
        let fields = [("registration", &*one.name), ("password", PASSWORD), ("password_again", PASSWORD)];
        let reply = self.post("/registration/password", &fields)?;
        let page = reply.text().ok()?;
        assert!(page.contains("Поздравляем"), "{page}");
        one.answered = Answered::Completed;
        Some(())
    }
}

fn serve(store: &str) -> Program {
    Program::serve(&["--store", store, "--seed", "7", "--clock", "2018-12-01T09:00:00Z"])
}

/// All thousand begin, then prove, then complete; the server is killed once half have completed.
fn register_until_killed(program: &mut Program) -> Vec<Registration> {
    let base_url = program.base_url.clone();
    let completed = AtomicU32::new(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let (base_url, completed) = (&base_url, &completed);
                scope.spawn(move || {
                    let applicant = Applicant::new(base_url);
                    let numbers = (0..PEOPLE).filter(|number| number % THREADS == thread);
                    let mut own: Vec<_> = numbers
                        .map(|number| Registration {
                            phone: format!("+7(900){number:07}"),
                            name: String::new(),
                            answered: Answered::Nothing,
                        })
                        .collect();
                    let begun = own.iter_mut().try_for_each(|one| applicant.begin(one));
                    let proved = begun.and_then(|()| own.iter_mut().try_for_each(|one| applicant.prove(one)));
                    let _ = proved.and_then(|()| {
                        own.iter_mut().try_for_each(|one| {
                            // However late the server is killed, it is killed before the last.
                            let is_due = completed.load(Ordering::Relaxed) < PEOPLE / 4 * 3;
                            is_due.then(|| applicant.complete(one))??;
                            completed.fetch_add(1, Ordering::Relaxed);
                            Some(())
                        })
                    });
                    own
                })
            })
            .collect();
        while completed.load(Ordering::Relaxed) < PEOPLE / 2 {
            assert!(!threads.iter().all(|thread| thread.is_finished()), "the server died of itself");
            std::thread::yield_now();
        }
        program.signal("KILL");
        program.wait();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn a_thousand_registrations_survive_a_kill_and_none_is_half_done() {
    let folder = Folder::new("registrations");
    let store = folder.path("world.sqlite").to_str().unwrap().to_owned();
    let mut all = register_until_killed(&mut serve(&store));
    let completed = all.iter().filter(|one| one.answered == Answered::Completed).count();
    assert!((500..1000).contains(&completed), "killed in the middle, not after {completed}");

    let program = serve(&store);
    let tester = Tester::at(&program.base_url);
    let applicant = Applicant::new(&program.base_url);
    let mut made = 0;
    for one in &mut all {
        let found = tester.get(&format!("/people?login={}", one.phone.replace('+', "%2B")), &[]);
        let Some(person) = found["people"].get(0) else {
            assert!(one.answered < Answered::Completed, "{} was answered and is lost", one.phone);
            // What was answered goes on from where it stood; what was not may be done again.
            if one.answered == Answered::Nothing {
                applicant.begin(one).expect("an answer");
            }
            if one.answered == Answered::Begun {
                applicant.prove(one).expect("an answer");
            }
            applicant.complete(one).expect("an answer");
            continue;
        };
        made += 1;
        assert!(one.answered >= Answered::Proved, "{}: an account without its steps", one.phone);
        let oid = &person["oid"];
        assert_eq!((&person["status"], &person["mobile"]), (&json!("simplified"), &json!(one.phone)));
        assert_eq!(tester.get("/people/{oid}/events", &[oid])["events"].as_array().unwrap().len(), 1);
        assert_eq!(tester.get("/people/{oid}/credentials", &[oid])["has_password"], true, "{}", one.phone);
        let again = applicant.post("/registration/code", &[("registration", &*one.name), ("code", "1")]);
        assert_eq!(again.expect("an answer").status().as_u16(), 400, "a registration that is over");
    }
    // At most one answer for each connection was under way when the process ended.
    assert!(made <= completed + THREADS as usize, "{made} accounts, {completed} answers");
    assert_eq!(tester.pages("/people?limit=1000", "people").0.len() - fixtures(), 1000);
}

/// How many people a realm begins with.
fn fixtures() -> usize {
    let program = Program::serve(&["--seed", "7", "--clock", "2018-12-01T09:00:00Z"]);
    Tester::at(&program.base_url).pages("/people?limit=1000", "people").0.len()
}

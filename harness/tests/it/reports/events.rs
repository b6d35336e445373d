//! Owns the run that the reports are told of.

use super::*;

pub(super) const IDS: [&str; 8] = [
    "a.passes",
    "b.fails",
    "c.invalid",
    "d.broken",
    "e.warns",
    "f.needs-a-look",
    "g.does-not-apply",
    "h.never",
];

pub(super) fn run() -> Vec<RunEvent> {
    let label = |id| Label {
        id,
        title: "A story for the report",
        kind: "positive",
        clauses: &["S000 memo 2", "RFC 6749, 4.1"],
        policy: "bratsk-2018",
        begins: "2018-11-20T09:00:00+08:00",
    };
    let plan = Plan {
        seed: 7,
        jobs: 2,
        idp: "http://127.0.0.1:8085".to_owned(),
        party: "the built-in diary".to_owned(),
        scenarios: IDS.map(label).to_vec(),
        policies: vec![PolicyDates {
            id: "bratsk-2018".to_owned(),
            title: "Братск, 2018".to_owned(),
            phases: [(None, "open"), (Some("2018-12-01".to_owned()), "closed")]
                .map(|(from, password)| PhaseDates { from, password, portal: "confirmed" })
                .to_vec(),
        }],
    };
    let mut events = vec![RunEvent::RunStarted(plan)];
    events.extend(passing());
    events.extend(failing());
    events.extend(stopped("c.invalid", Verdict::Invalid, "a control did not hold: the mother is in"));
    events.extend(stopped("d.broken", Verdict::Broken, "POST /realms: the provider answered 500: boom"));
    events.extend(doubtful("e.warns", Grade::Should, Verdict::Warned));
    events.extend(doubtful("f.needs-a-look", Grade::Look, Verdict::Look));
    let lacks = "the party's file has no [password]";
    events.extend(stopped("g.does-not-apply", Verdict::NotApplicable, lacks));
    events.push(RunEvent::RunFinished { took: ms(2345), interrupted: true });
    events
}

pub(super) fn passing() -> Vec<RunEvent> {
    let id = "a.passes";
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 5, "mother", "opens http://127.0.0.1:1/"),
        exchanged(id, 9, "GET", &[], 200, None),
        checked(id, 10, true, Part::Control),
        did(id, 12, "mother", "fills in «Логин»: belkina.v, «Пароль»: •••, presses «Войти»"),
        checked(id, 20, true, Part::Verdict),
        RunEvent::ScenarioFinished { id, outcome: outcome(Verdict::Passed, None, &[], id) },
    ]
}

pub(super) fn failing() -> Vec<RunEvent> {
    let id = "b.fails";
    let fields = [("login", "belkina.v"), ("password", "•••")];
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 1, "mother", "presses «Войти»"),
        exchanged(id, 2, "POST", &fields, 302, Some("http://127.0.0.1:1/esia/callback?code=•••&state=8e6d")),
        asked(id, 3),
        exchanged(id, 3, "GET", &[], 403, None),
        checked(id, 4, false, Part::Verdict),
        exchanged(id, 5, "GET", &[], 200, None),
        pictured(id, 5),
        RunEvent::ScenarioFinished {
            id,
            outcome: outcome(
                Verdict::Failed,
                None,
                &["GET /aas/oauth2/ac; error: ESIA-007005; reason: clock; fix: set it"],
                id,
            ),
        },
    ]
}

pub(super) fn doubtful(id: &'static str, grade: Grade, verdict: Verdict) -> Vec<RunEvent> {
    vec![
        RunEvent::ScenarioStarted { id },
        weighed(id, 4, false, Part::Verdict, grade),
        RunEvent::ScenarioFinished { id, outcome: outcome(verdict, None, &[], id) },
    ]
}

pub(super) fn stopped(id: &'static str, verdict: Verdict, halt: &str) -> Vec<RunEvent> {
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 1, "bench", "lets time pass: a night"),
        RunEvent::ScenarioFinished { id, outcome: outcome(verdict, Some(halt), &[], id) },
    ]
}

pub(super) fn did(id: &'static str, at: u64, who: &str, what: &str) -> RunEvent {
    let what = Happening::Did { who: who.to_owned(), what: what.to_owned() };
    RunEvent::Happened { id, at: ms(at), what }
}

pub(super) fn exchanged(
    id: &'static str,
    at: u64,
    method: &str,
    fields: &[(&str, &str)],
    status: u16,
    location: Option<&str>,
) -> RunEvent {
    let exchange = Exchange {
        who: "mother".to_owned(),
        method: method.to_owned(),
        url: "http://127.0.0.1:1/login".to_owned(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        status,
        location: location.map(str::to_owned),
        text: if location.is_some() {
            String::new()
        } else {
            "Вход в школьный дневник".to_owned()
        },
        tokens: if location.is_some() {
            vec!["{\n  \"alg\": \"RS256\"\n}\n{}".to_owned()]
        } else {
            Vec::new()
        },
    };
    RunEvent::Happened { id, at: ms(at), what: Happening::Exchanged(exchange) }
}

pub(super) fn asked(id: &'static str, at: u64) -> RunEvent {
    let exchange = Exchange {
        who: "SCHOOL_DIARY".to_owned(),
        method: "POST".to_owned(),
        url: "/aas/oauth2/te".to_owned(),
        fields: vec![
            ("code".to_owned(), "•••".to_owned()),
            ("grant_type".to_owned(), "authorization_code".to_owned()),
        ],
        status: 200,
        location: None,
        text: "{\n  \"id_token\": \"(900 characters)\"\n}".to_owned(),
        tokens: vec!["id_token\n{\n  \"alg\": \"RS256\"\n}\n{\n  \"sub\": 1000\n}".to_owned()],
    };
    RunEvent::Happened { id, at: ms(at), what: Happening::Asked(exchange) }
}

pub(super) fn pictured(id: &'static str, at: u64) -> RunEvent {
    let (who, title) = ("mother".to_owned(), "Вход в школьный дневник".to_owned());
    let image = Image((*b"RIFF....WEBP").into());
    let picture = Picture { who, title, file: format!("{id}/01.webp"), image };
    RunEvent::Happened { id, at: ms(at), what: Happening::Pictured(picture) }
}

pub(super) fn checked(id: &'static str, at: u64, holds: bool, part: Part) -> RunEvent {
    weighed(id, at, holds, part, Grade::Must)
}

pub(super) fn weighed(id: &'static str, at: u64, holds: bool, part: Part, grade: Grade) -> RunEvent {
    let check = Check {
        clause: "S000 memo 2",
        must: "the diary's own session of mother".to_owned(),
        expected: "in as mother".to_owned(),
        seen: if holds { "in as mother" } else { "nobody is in" }.to_owned(),
        holds,
        part,
        grade,
        cause: None,
    };
    RunEvent::Happened { id, at: ms(at), what: Happening::Checked(check) }
}

pub(super) fn checked_as(id: &'static str, words: &str) -> RunEvent {
    match checked(id, 40, false, Part::Verdict) {
        RunEvent::Happened { id, at, what: Happening::Checked(check) } => {
            let what = Happening::Checked(Check { must: words.to_owned(), seen: words.to_owned(), ..check });
            RunEvent::Happened { id, at, what }
        }
        other => other,
    }
}

pub(super) fn outcome(verdict: Verdict, halt: Option<&str>, journal: &[&str], id: &str) -> Outcome {
    Outcome {
        verdict,
        took: ms(321),
        halt: halt.map(str::to_owned),
        halt_cause: None,
        journal: journal.iter().map(|line| (*line).to_owned()).collect(),
        party_said: if verdict == Verdict::Failed { vec!["KeyError: 'code'".to_owned()] } else { Vec::new() },
        replay: format!("esia-harness run --seed 7 {id}"),
    }
}

pub(super) fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

pub(super) fn output(mut reporter: impl Reporter) {
    run().iter().for_each(|event| reporter.on_event(event).unwrap());
}

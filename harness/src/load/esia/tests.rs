use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::*;
use crate::load::drive::{Pace, Plan, drive};
use crate::load::gate::Gate;

/// A stand-in with the wire of the contract and nothing behind it; it notes every request line.
#[derive(Default)]
struct StandIn {
    asked: Mutex<Vec<String>>,
    states: Mutex<HashSet<String>>,
    consented: Mutex<bool>,
    consent_again: bool,
}

impl StandIn {
    fn serve(self: Arc<Self>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let stand_in = Arc::clone(&self);
                std::thread::spawn(move || while stand_in.answer(&stream).is_some() {});
            }
        });
        base
    }

    fn answer(&self, stream: &TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|count| *count > 0)?;
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_owned());
        }
        let length =
            lines.iter().find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let (status, extra, text) = self.page(&lines[0], &String::from_utf8_lossy(&body));
        let answer = format!("HTTP/1.1 {status} X\r\n{extra}content-length: {}\r\n\r\n{text}", text.len());
        (&mut &*stream).write_all(answer.as_bytes()).ok()
    }

    fn page(&self, request: &str, body: &str) -> (u16, String, String) {
        let target = request.trim_end_matches(" HTTP/1.1");
        let path = target.split('?').next().unwrap_or_default();
        self.asked.lock().unwrap().push(path.to_owned());
        let redirect =
            |to: &str| (302, format!("Location: {to}\r\nSet-Cookie: ctx_id=c; Path=/\r\n"), String::new());
        let page = |text: String| (200, String::new(), text);
        match path {
            "GET /aas/oauth2/ac" => {
                self.new_state(&crate::load::form::query_value(target, "state").unwrap());
                redirect("/login")
            }
            "GET /login" => page(r#"<form><input type="hidden" name="ctx" value="c"></form>"#.to_owned()),
            "POST /login" if !body.starts_with("ctx=c&login=%2B7&password=secret") => {
                page("wrong password".to_owned())
            }
            "POST /login" if self.consent_again || !*self.consented.lock().unwrap() => page(
                r#"<form><input type="hidden" name="ctx" value="c"><button id="grantAuthorization"></form>"#
                    .to_owned(),
            ),
            "POST /login/consent" => {
                assert_eq!(body, "ctx=c&decision=grant");
                *self.consented.lock().unwrap() = true;
                redirect("http://127.0.0.1:9/callback?code=k&state=s")
            }
            "POST /login" => redirect("http://127.0.0.1:9/callback?code=k&state=s"),
            "POST /aas/oauth2/te" => {
                let state = crate::load::form::query_value(&format!("?{body}"), "state").unwrap();
                self.new_state(&state);
                page(json!({ "access_token": "t", "id_token": "i", "state": state }).to_string())
            }
            "GET /control/v1/clock" => {
                page(json!({ "now": "2026-11-22T10:00:00Z", "mode": "running" }).to_string())
            }
            "POST /control/v1/people" if body.contains("count") => {
                assert!(body.contains(r#""count":8"#), "{body}");
                page(String::new())
            }
            "POST /control/v1/people" => {
                page(json!({ "oid": 1000, "logins": ["+7"], "password": "secret" }).to_string())
            }
            _ => page(String::new()),
        }
    }

    fn new_state(&self, state: &str) {
        assert!(self.states.lock().unwrap().insert(state.to_owned()), "state {state} was used twice");
    }
}

fn esia(accounts: usize) -> Esia {
    let credentials = Credentials {
        mnemonic: "BENCH".to_owned(),
        certificate_pem: "PEM".to_owned(),
        certificate_hash: None,
        secret: Arc::new(|text: &str| format!("signed({text})")),
    };
    Esia { accounts, openid: true, tls: false, protocol: Protocol::FIRST, credentials }
}

/// The process is a shell that says where the stand-in listens; the folder keeps its log.
fn started(base: &str, name: &str) -> Server {
    let control = format!("{base}/control/v1");
    let ready = json!({ "ready": true, "base_url": base, "control_url": control, "realm": "default" });
    let mut command = Command::new("sh");
    command.args(["-c", &format!("echo '{ready}'; exec cat"), "sh"]);
    let log = std::env::temp_dir().join(format!("esia-load-{name}-{}.log", std::process::id()));
    let server = Server::start(command, "/public/esia.pem", &log).unwrap();
    std::fs::remove_file(log).unwrap();
    server
}

#[test]
fn people_are_filled_in_and_sign_in_by_the_contract() {
    let stand_in = Arc::new(StandIn::default());
    let server = started(&Arc::clone(&stand_in).serve(), "contract");
    let mut gate = esia(10).open(&server, 2).unwrap();
    gate.prepare(5).unwrap();
    let before = stand_in.asked.lock().unwrap().len();
    gate.sign_in(1, &mut crate::load::http::Line::to(server.place.clone(), Duration::from_secs(10))).unwrap();
    let asked = stand_in.asked.lock().unwrap();
    let filling = [
        "PUT /control/v1/clients/BENCH",
        "POST /control/v1/people",
        "POST /control/v1/people",
        "POST /control/v1/people",
    ];
    assert_eq!(asked[1..5], filling);
    let sign_in =
        ["GET /aas/oauth2/ac", "GET /login", "POST /login", "POST /aas/oauth2/te", "GET /rs/prns/1000"];
    assert_eq!(asked[before..], sign_in);
}

#[test]
fn a_round_longer_than_the_stock_goes_on_and_never_repeats_a_state() {
    let stand_in = Arc::new(StandIn::default());
    let server = started(&Arc::clone(&stand_in).serve(), "stock");
    let mut gate = esia(10).open(&server, 2).unwrap();
    gate.prepare(3).unwrap();
    let plan = Plan { users: 2, pace: Pace::Closed, last: Duration::from_millis(100) };
    let tally = drive(&server.place, plan, &|user, line| gate.sign_in(user, line));
    assert!(tally.sign_ins.total() > 3, "{:?}", tally.failures);
    assert_eq!(tally.failed, 0, "{:?}", tally.failures);
}

#[test]
fn a_consent_that_is_not_remembered_fails_the_sign_in() {
    let stand_in = Arc::new(StandIn { consent_again: true, ..StandIn::default() });
    let server = started(&Arc::clone(&stand_in).serve(), "consent");
    let gate = esia(10).open(&server, 2).unwrap();
    let error = gate
        .sign_in(0, &mut crate::load::http::Line::to(server.place.clone(), Duration::from_secs(10)))
        .unwrap_err();
    assert_eq!(error, "consent was asked for again");
}

#[test]
fn each_version_signs_its_own_text_and_version_3_the_code_too() {
    use crate::diary::esia::protocol::Dialect;
    use crate::load::esia::stock::Stock;
    let texts = |dialect| {
        let mut stock = Stock::empty(esia(10).credentials, dialect, "openid", "http://back");
        stock.fill(1, jiff::Timestamp::UNIX_EPOCH);
        let (first, second) = (stock.take(), stock.take_for("the-code"));
        [first, second].map(|one| one.secret.replace(&one.state, "[state]").replace(&one.timestamp, "[time]"))
    };
    assert_eq!(texts(Dialect::V1), ["signed(openid[time]BENCH[state])"; 2]);
    assert_eq!(texts(Dialect::V2), ["signed(BENCHopenid[time][state]http://back)"; 2]);
    let [first, second] = texts(Dialect::V3);
    assert_eq!(first, "signed(BENCHopenid[time][state]http://back)");
    assert_eq!(second, "signed(BENCHopenid[time][state]http://backthe-code)");
}

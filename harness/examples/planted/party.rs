//! A relying party of a few lines with one bottleneck of a known rate, so that a load run can be told right from wrong.
//!
//! It asks the portal for who signs in without looking at any signature: it is measured, not trusted.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::load::form;
use harness::load::http::{Line, Request};
use harness::load::watch::pause;

/// How long the party waits for the portal.
const PATIENCE: Duration = Duration::from_secs(30);

/// So many at a time may hold something for so long: a lock has one place, a pool a few, a slow query the connections of its database.
pub(crate) struct Bottleneck {
    free: Mutex<usize>,
    left: Condvar,
    held: Duration,
}

impl Bottleneck {
    pub(crate) fn new(places: usize, held: Duration) -> Self {
        Self { free: Mutex::new(places), left: Condvar::new(), held }
    }

    fn pass(&self) {
        let free = self.free.lock().expect("nobody panics with it");
        let mut free = self.left.wait_while(free, |free| *free == 0).expect("nobody panics with it");
        *free -= 1;
        drop(free);
        pause(self.held);
        *self.free.lock().expect("nobody panics with it") += 1;
        self.left.notify_one();
    }
}

/// The party, which serves until the process ends.
pub(crate) struct Party {
    pub(crate) address: SocketAddr,
    pub(crate) portal: String,
    pub(crate) mnemonic: String,
    pub(crate) bottleneck: Bottleneck,
    pub(crate) sessions: Mutex<HashMap<String, String>>,
}

impl Party {
    /// Serves on a thread for each connection.
    pub(crate) fn serve(self, listener: &TcpListener) {
        let party = Arc::new(self);
        for stream in listener.incoming().map_while(Result::ok) {
            let party = Arc::clone(&party);
            std::thread::spawn(move || party.connection(&stream));
        }
    }

    fn connection(&self, stream: &TcpStream) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let (mut reader, mut writer) = (BufReader::new(stream), stream);
        let portal: SocketAddr = self.portal.strip_prefix("http://")?.parse().ok()?;
        let mut line = Line::to(portal, PATIENCE);
        loop {
            let (mut head, mut cookie) = (String::new(), String::new());
            reader.read_line(&mut head).ok().filter(|octets| *octets > 0)?;
            loop {
                let mut header = String::new();
                reader.read_line(&mut header).ok().filter(|octets| *octets > 0)?;
                match header.trim().split_once(": ") {
                    Some((name, value)) if name.eq_ignore_ascii_case("cookie") => {
                        value.clone_into(&mut cookie)
                    }
                    Some(_) => {}
                    None => break,
                }
            }
            let target = head.split(' ').nth(1)?;
            let answer = self.answer(target, &cookie, &mut line);
            writer.write_all(answer.as_bytes()).ok()?;
        }
    }

    fn answer(&self, target: &str, cookie: &str, line: &mut Line) -> String {
        match target.split('?').next().unwrap_or_default() {
            "/" => page(200, "<h1>Дневник</h1><a href=\"/start\">Войти через Госуслуги</a>"),
            "/start" => redirect(&format!("{}/aas/oauth2/ac?{}", self.portal, self.first()), ""),
            "/return" => match form::query_value(target, "code").map(|code| self.redeem(&code, line)) {
                Some(Ok(oid)) => {
                    self.bottleneck.pass();
                    self.sessions.lock().expect("nobody panics with it").insert(oid.clone(), oid.clone());
                    redirect("/me", &oid)
                }
                Some(Err(why)) => page(502, &format!("<h1>Войти не удалось</h1><p>{why}</p>")),
                None => page(403, "<h1>Войти не удалось</h1>"),
            },
            "/me" => {
                // The browser's jar sends every cookie of this machine.
                let own = cookie.split("; ").find_map(|pair| pair.strip_prefix("planted="));
                let sessions = self.sessions.lock().expect("nobody panics with it");
                match own.and_then(|own| sessions.get(own)) {
                    Some(oid) => page(200, &format!("<h1>Дневник</h1><p id=\"who\">{oid}</p>")),
                    None => redirect("/", ""),
                }
            }
            _ => page(404, "<h1>Нет такой страницы</h1>"),
        }
    }

    fn common(&self) -> Vec<(&'static str, String)> {
        vec![
            ("client_id", self.mnemonic.clone()),
            ("client_secret", "bm90IGxvb2tlZCBhdA".to_owned()),
            ("redirect_uri", format!("http://{}/return", self.address)),
            ("scope", "openid".to_owned()),
            ("state", "00000000-0000-4000-8000-000000000001".to_owned()),
            ("timestamp", timestamp()),
        ]
    }

    fn first(&self) -> String {
        let mut pairs = self.common();
        pairs.extend([("response_type", "code".to_owned()), ("access_type", "online".to_owned())]);
        encode(&pairs)
    }

    /// The number of the account that a code is of.
    fn redeem(&self, code: &str, line: &mut Line) -> Result<String, String> {
        let mut pairs = self.common();
        pairs.extend([("code", code.to_owned()), ("grant_type", "authorization_code".to_owned())]);
        pairs.push(("token_type", "Bearer".to_owned()));
        let form = encode(&pairs);
        let answer = line.expect(&Request::form("/aas/oauth2/te", &form), &[200])?;
        let answer: serde_json::Value =
            serde_json::from_str(&answer.body).map_err(|error| error.to_string())?;
        let token =
            answer["id_token"].as_str().and_then(|token| token.split('.').nth(1)).ok_or("no id token")?;
        let claims = URL_SAFE_NO_PAD.decode(token).map_err(|error| error.to_string())?;
        let claims: serde_json::Value = serde_json::from_slice(&claims).map_err(|error| error.to_string())?;
        Ok(claims["sub"].to_string().trim_matches('"').to_owned())
    }
}

/// ESIA's own form of the moment.
#[expect(clippy::disallowed_methods, reason = "the portal of a load run lives in real time")]
fn timestamp() -> String {
    jiff::Timestamp::now().strftime("%Y.%m.%d %H:%M:%S +0000").to_string()
}

fn encode(pairs: &[(&str, String)]) -> String {
    form::encode(&pairs.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
}

fn page(status: u16, html: &str) -> String {
    let html = format!("<!doctype html><meta charset=\"utf-8\"><title>Дневник</title>{html}");
    let length = html.len();
    format!(
        "HTTP/1.1 {status} -\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\r\n{html}"
    )
}

fn redirect(to: &str, session: &str) -> String {
    let cookie =
        if session.is_empty() { String::new() } else { format!("Set-Cookie: planted={session}; Path=/\r\n") };
    format!("HTTP/1.1 302 -\r\nLocation: {to}\r\n{cookie}Content-Length: 0\r\n\r\n")
}

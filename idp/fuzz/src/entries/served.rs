//! Owns the way into a whole provider: a request as it comes off the wire, from its first line to what a use case does.
//!
//! The input is `METHOD target`, headers a line each, an empty line, the body. `{token}`, `{code}`, `{session}` and `{oid}`
//! stand for what is good at this moment, so that mutations come past the first refusal.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use idp::boot::Options;
use idp::embed::Idp;

/// What a provider answers before it gives way to a fresh one: mutated requests fill it and set faults and clocks.
const ANSWERS_MAX: usize = 400;
/// Nobody waits longer for an answer, on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Headers that the input may carry; those that frame the message are ours.
const HEADERS: [&str; 10] = [
    "accept",
    "authorization",
    "content-type",
    "cookie",
    "forwarded",
    "host",
    "if-none-match",
    "user-agent",
    "x-forwarded-host",
    "x-forwarded-proto",
];
/// The relying party of the fixtures whose signatures are not checked.
const ASKS: &str = "client_id=LOCALTEST&client_secret=x&state=7b0f2c1e-30a9-4d4e-9c53-000000000001\
    &timestamp=2024.09.02%2007%3A00%3A00%20%2B0000&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback";
const SCOPE: &str = "openid%20fullname%20birthdate%20gender%20snils%20inn%20id_doc%20email%20mobile%20contacts\
    %20addresses%20usr_org%20kid_fullname%20kid_birthdate";

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A provider with a citizen who is signed in.
struct World {
    idp: Idp,
    answered: usize,
    oid: String,
    session: String,
    token: String,
}

static WORLD: Mutex<Option<World>> = Mutex::new(None);

/// Whatever is sent, the provider answers, and not that it is broken.
pub(super) fn request(bytes: &[u8]) {
    let mut place: MutexGuard<'_, Option<World>> = WORLD.lock().unwrap_or_else(PoisonError::into_inner);
    let world = place.take().filter(|world| world.answered < ANSWERS_MAX).unwrap_or_else(World::start);
    if world.is_sound(bytes) {
        *place = Some(World { answered: world.answered + 1, ..world });
        return;
    }
    // An earlier input may have armed a fault; a fresh provider has none.
    drop(world);
    let world = World::start();
    let told = world.sends(bytes);
    assert!(is_sound(&told), "{}", String::from_utf8_lossy(&told));
}

/// Nothing at all and a breakage are no answers.
fn is_sound(answer: &[u8]) -> bool {
    matches!(answer.get(..10), Some([b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'1', b' ', b'1'..=b'4']))
}

impl World {
    fn start() -> Self {
        let idp = Idp::start(Options::for_tests()).expect("the provider starts");
        let mut world =
            Self { idp, answered: 0, oid: String::new(), session: String::new(), token: String::new() };
        let made = world.posts("/control/v1/people", JSON, r#"{"level":"confirmed"}"#);
        let made = |before, after| between(&made, before, after).expect("a person is made");
        world.oid = made("\"oid\":", ",").to_owned();
        let (login, password) = (made("\"logins\":[\"", "\""), made("\"password\":\"", "\""));
        let typed = format!("ctx=&login={}&password={}", encoded(login), encoded(password));
        let entered = world.posts("/login", FORM, &typed);
        world.session = between(&entered, "ESIA_SESSION=", ";").expect("the person comes in").to_owned();
        let redeems = format!(
            "grant_type=authorization_code&{ASKS}&token_type=Bearer&scope={SCOPE}&code={}",
            world.code().expect("a code is given")
        );
        let redeemed = world.posts("/aas/oauth2/te", FORM, &redeems);
        world.token = between(&redeemed, "\"access_token\":\"", "\"").expect("a code is good").to_owned();
        world
    }

    fn is_sound(&self, bytes: &[u8]) -> bool {
        is_sound(&self.sends(bytes))
    }

    /// A code that nobody has redeemed; none when an earlier input has moved the clock or blocked the person.
    fn code(&self) -> Option<String> {
        let url = format!(
            "{}/aas/oauth2/ac?{ASKS}&response_type=code&access_type=offline&scope={SCOPE}",
            self.idp.base_url()
        );
        let body = format!(r#"{{"person":{},"authorize_url":"{url}","consent":true}}"#, self.oid);
        between(&self.posts("/control/v1/sign-ins", JSON, &body), "code=", "&").map(str::to_owned)
    }

    fn posts(&self, path: &str, kind: &str, body: &str) -> String {
        let request = format!("POST {path}\ncontent-type: {kind}\n\n{body}");
        String::from_utf8_lossy(&self.sends(request.as_bytes())).into_owned()
    }

    /// Sends an input, its marks replaced; tells all that comes back.
    fn sends(&self, bytes: &[u8]) -> Vec<u8> {
        let marks = [("{oid}", &self.oid), ("{session}", &self.session), ("{token}", &self.token)];
        let mut bytes =
            marks.iter().fold(bytes.to_vec(), |bytes, (mark, value)| replaced(&bytes, mark, value));
        if bytes.windows(6).any(|window| window == b"{code}") {
            bytes = replaced(&bytes, "{code}", &self.code().unwrap_or_default());
        }
        let host = self.idp.base_url().replace("http://", "");
        let mut stream = TcpStream::connect(&host).expect("the provider listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time to wait");
        let mut answer = Vec::new();
        // A provider that refuses a body may close before it has read all of it; what it answered counts.
        let _ = stream.write_all(&framed(&bytes, &host));
        let _ = stream.read_to_end(&mut answer);
        answer
    }
}

/// The message around an input.
fn framed(bytes: &[u8], host: &str) -> Vec<u8> {
    let end = bytes.windows(2).position(|window| window == b"\n\n").unwrap_or(bytes.len());
    let (head, body) = (bytes.get(..end).unwrap_or_default(), bytes.get(end + 2..).unwrap_or_default());
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut out = lines.next().unwrap_or_default().to_vec();
    out.extend_from_slice(b" HTTP/1.1\r\nconnection: close\r\n");
    let mut names_host = false;
    for line in lines {
        let name = String::from_utf8_lossy(line).split(':').next().unwrap_or_default().to_lowercase();
        if HEADERS.contains(&name.as_str()) && !line.contains(&b'\r') && !(name == "host" && names_host) {
            names_host |= name == "host";
            out.extend_from_slice(line);
            out.extend_from_slice(b"\r\n");
        }
    }
    if !names_host {
        out.extend_from_slice(format!("host: {host}\r\n").as_bytes());
    }
    out.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    out.extend_from_slice(body);
    out
}

/// Every byte as an escape.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split(after).next()
}

fn replaced(bytes: &[u8], mark: &str, value: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(mark.len()).position(|window| window == mark.as_bytes()) {
        out.extend_from_slice(rest.get(..at).unwrap_or_default());
        out.extend_from_slice(value.as_bytes());
        rest = rest.get(at + mark.len()..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

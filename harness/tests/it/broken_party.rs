//! Owns tests of relying parties that answer in no sound way: each ends in a verdict that names what was wrong, within
//! the limits of the run, and hurts no other scenario.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use harness::bench::Bench;
use harness::bench::browser::{Browser, Browsers};
use harness::bench::halt::Halt;
use harness::bench::http::Exchanges;
use harness::bench::limits::Limits;
use harness::bench::transcript::Transcript;
use harness::event::Verdict;
use harness::interrupt::Interrupt;
use harness::system::tls::Trust;

use crate::broken_server::{Connection, Server, html, page};
use crate::runner::{scenario, told_within};

/// Low, so that the test is quick, and high enough for a loaded machine.
const LIMITS: Limits = Limits {
    exchange: Duration::from_secs(4),
    story: Duration::from_secs(60),
    body_octets_max: 300_000,
    exchanges_max: 40,
    redirects_max: 6,
    nodes_max: 20_000,
    ..Limits::USUAL
};

/// A kind of broken party: its name, which is the path under which it answers, what it does, and what its verdict says.
type Case = (&'static str, fn(&mut Connection), Verdict, &'static str);

const CASES: &[Case] = &[
    ("sound", |c| c.html(&page("")), Verdict::Passed, ""),
    (
        "deep",
        |c| c.html(&"<div>".repeat(20_000)),
        Verdict::Failed,
        "the page is nested more than 512 elements deep",
    ),
    (
        "deep-in-table",
        |c| c.html(&format!("<table>{}", "<div>".repeat(20_000))),
        Verdict::Failed,
        "nested more than 512",
    ),
    (
        "deep-beside-comments",
        |c| c.html(&"<div></body><!--x-->".repeat(2_000)),
        Verdict::Failed,
        "nested more than 512",
    ),
    ("many-formats", many_formats, Verdict::Failed, "the page has more than 20000 elements and texts"),
    ("many-attributes", many_attributes, Verdict::Failed, "looked for the button «Войти»"),
    (
        "many-elements",
        |c| c.html(&"<p>x".repeat(11_000)),
        Verdict::Failed,
        "the page has more than 20000 elements and texts",
    ),
    ("many-fields", |c| c.html(&page(&"<input name=f>".repeat(4_000))), Verdict::Passed, ""),
    (
        "many-forms",
        |c| c.html(&"<form></form>".repeat(4_000)),
        Verdict::Failed,
        "looked for the button «Войти»",
    ),
    ("huge", |c| c.html(&"x".repeat(300_001)), Verdict::Failed, "the body is larger than 300000 bytes"),
    ("endless", |c| c.endlessly(b"<p>more"), Verdict::Failed, "the body is larger than 300000 bytes"),
    ("huge-head", huge_head, Verdict::Failed, "no readable answer: message head is too large"),
    ("endless-head", endless_head, Verdict::Failed, "no readable answer: message head is too large"),
    ("dripping-head", |c| c.drip(b"HTTP/1.1 200 OK\r\nX-Drip: "), Verdict::Failed, "no answer within 4 s"),
    ("dripping-body", dripping_body, Verdict::Failed, "the body took longer than 4 s: "),
    ("silent", Connection::wait, Verdict::Failed, "no answer within 4 s"),
    ("closing", |_| {}, Verdict::Failed, "no readable answer: connection closed before message completed"),
    (
        "garbage",
        |c| c.say_all(b"\x16\x03\x01 this is not HTTP\r\n\r\n"),
        Verdict::Failed,
        "no readable answer: invalid HTTP version",
    ),
    (
        "short",
        |c| c.head("Content-Length: 90\r\n", b"<p>short"),
        Verdict::Failed,
        "broke off after 8 bytes of its body",
    ),
    (
        "two-lengths",
        |c| c.head("Content-Length: 1\r\nContent-Length: 2\r\n", b"xx"),
        Verdict::Failed,
        "no readable answer: ",
    ),
    (
        "bad-chunks",
        |c| c.head("Transfer-Encoding: chunked\r\n", b"5\r\n<p>ok\r\nzz\r\n"),
        Verdict::Failed,
        "broke off after 5 bytes of its body: ",
    ),
    (
        "gzip",
        |c| c.head("Content-Encoding: gzip\r\n", &[0x1f, 0x8b]),
        Verdict::Failed,
        "the body is encoded as `gzip`, which was not requested",
    ),
    (
        "unknown-coding",
        |c| c.head("Content-Encoding: x-own\r\n", b"?"),
        Verdict::Failed,
        "the body is encoded as `x-own`",
    ),
    ("windows-1251", |c| c.typed("text/html; charset=windows-1251", in_1251()), Verdict::Passed, ""),
    (
        "windows-1251-by-meta",
        |c| c.typed("text/html", [b"<meta charset=windows-1251>", in_1251()].concat()),
        Verdict::Passed,
        "",
    ),
    ("utf-16-by-mark", |c| c.typed("text/html", in_utf_16()), Verdict::Passed, ""),
    (
        "wrong-encoding",
        |c| c.typed("text/html; charset=utf-8", in_1251()),
        Verdict::Failed,
        "the page is declared as UTF-8 and is not written in it",
    ),
    (
        "unknown-encoding",
        |c| c.typed("text/html; charset=x-mars", "<p>"),
        Verdict::Failed,
        "the page names the unknown encoding `x-mars`",
    ),
    (
        "binary",
        |c| c.typed("text/html", b"<p>\0\x01\x02"),
        Verdict::Failed,
        "the answer is not text (binary: byte 3 is zero)",
    ),
    ("picture", |c| c.typed("image/png", b"\x89PNG"), Verdict::Failed, "the answer is not text (image/png)"),
    (
        "circle",
        |c| c.redirect("/circle-back"),
        Verdict::Failed,
        "was redirected 6 times in a circle: a redirect loop at ",
    ),
    ("circle-back", |c| c.redirect("/circle"), Verdict::Failed, "a redirect loop at "),
    ("itself", |c| c.redirect("/itself"), Verdict::Failed, "a redirect loop at "),
    (
        "itself-with-query",
        |c| c.redirect(&format!("/itself-with-query?n={}", c.number)),
        Verdict::Failed,
        "6 times, each time elsewhere, at last to ",
    ),
    (
        "endless-redirects",
        |c| c.redirect(&format!("/endless-redirects/{}", c.number)),
        Verdict::Failed,
        "6 times, each time elsewhere, at last to ",
    ),
    (
        "to-a-file",
        |c| c.redirect("file:///etc/hostname"),
        Verdict::Failed,
        "was redirected to an address of `file:`",
    ),
    (
        "to-data",
        |c| c.redirect("data:text/html,<button>"),
        Verdict::Failed,
        "was redirected to an address of `data:`",
    ),
    (
        "to-javascript",
        |c| c.redirect("javascript:alert(1)"),
        Verdict::Failed,
        "was redirected to an address of `javascript:`",
    ),
    ("dripping-redirect", dripping_redirect, Verdict::Passed, ""),
    ("refresh", |c| c.html("<meta http-equiv=Refresh content=\"1; URL='/sound'\">"), Verdict::Passed, ""),
    ("refresh-header", |c| c.head("Refresh: 0;url=/sound\r\n", b"<p>a moment"), Verdict::Passed, ""),
    (
        "refresh-circle",
        |c| c.html("<meta http-equiv=refresh content=0>"),
        Verdict::Failed,
        "a redirect loop at ",
    ),
    (
        "refresh-to-javascript",
        |c| c.html("<meta http-equiv=refresh content='0;javascript:x()'>"),
        Verdict::Failed,
        "an address of `javascript:`",
    ),
    (
        "renewing",
        |c| c.html(&format!("<meta http-equiv=refresh content=5>{}", page(""))),
        Verdict::Passed,
        "",
    ),
    ("cookies", cookies, Verdict::Passed, ""),
    (
        "scripts-only",
        |c| c.html("<div id=app></div><script>document.write('<button>')</script>"),
        Verdict::NotApplicable,
        "without JavaScript, which runs with --browser chromium",
    ),
];

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let answers = CASES.iter().map(|(name, answer, ..)| (*name, *answer));
    Server::start(answers.chain([("entered", (|c| c.html("<h1>ok</h1>")) as fn(&mut Connection))]).collect())
});

#[test]
fn each_kind_of_broken_party_ends_in_a_verdict_that_names_what_was_wrong() {
    let story = |bench: &Bench<'_>| {
        let mut browser = bench.browser("mother");
        browser.open(&SERVER.url(bench.transcript().id()))?;
        browser.press("Войти")
    };
    let scenarios: Vec<_> = CASES.iter().map(|(name, ..)| scenario(name, story)).collect();
    let (_, memory) = told_within(LIMITS, 4, &scenarios, &Interrupt::new());
    let mut wrong = BTreeMap::new();
    for (name, _, verdict, words) in CASES {
        let outcome = memory.outcome(name);
        let why = outcome.halt.clone().unwrap_or_default();
        if outcome.verdict != *verdict || !why.contains(words) || why.len() > 2_000 {
            wrong.insert(name, (outcome.verdict, why));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(SERVER.written("endless") < 300_000 + (16 << 20), "an endless body was read on");
}

#[test]
fn an_answer_that_ends_at_any_byte_is_told_and_only_the_whole_one_is_a_page() {
    let page = html("");
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", page.len());
    let answer: &'static [u8] = Vec::leak([head.as_bytes(), page].concat());
    let server = Server::start([("cut", (|_| {}) as fn(&mut Connection))].into());
    let mut browser = browser();
    for end in 0..answer.len() {
        server.say_next(answer.get(..end).unwrap());
        let Err(Halt::Unanswered(why)) = browser.open(&server.url("cut")) else {
            panic!("an answer of {end} bytes was taken for a page");
        };
        let whole = head.len();
        let output = match end.checked_sub(whole) {
            Some(octets) => format!("the answer broke off after {octets} bytes of its body: "),
            None => "no readable answer: ".to_owned(),
        };
        assert!(why.contains(&output), "{end}: {why}");
    }
    server.say_next(answer);
    browser.open(&server.url("cut")).unwrap();
}

#[test]
fn a_form_is_sent_in_the_encoding_of_its_page() {
    let mut browser = browser();
    browser.open(&SERVER.url("windows-1251")).unwrap();
    browser.fill("name", "Вера ✓").unwrap();
    browser.press("Войти").unwrap();
    assert_eq!(SERVER.body_of("entered"), "name=%C2%E5%F0%E0+%26%2310003%3B");
}

#[test]
fn a_story_has_an_end_however_long_its_party_leads_it_about() {
    let (events, _) = std::sync::mpsc::channel();
    let limits = Limits { exchanges_max: 3, ..LIMITS };
    let transcript = Transcript::within(limits, "test", events, Interrupt::new());
    let mut browser =
        Browser::new("citizen", &Browsers::Http, Exchanges::trusting(&Trust::default()).unwrap(), transcript);
    let asked = (0..9).map_while(|_| browser.open(&SERVER.url("sound")).ok()).count();
    assert_eq!(asked, 3);
    let why = browser.open(&SERVER.url("sound")).unwrap_err().to_string();
    assert_eq!(why, "the scenario's browsers made more than 3 requests");
    let (events, _) = std::sync::mpsc::channel();
    let limits = Limits { story: Duration::ZERO, ..LIMITS };
    let transcript = Transcript::within(limits, "test", events, Interrupt::new());
    let mut browser =
        Browser::new("citizen", &Browsers::Http, Exchanges::trusting(&Trust::default()).unwrap(), transcript);
    let why = browser.open(&SERVER.url("sound")).unwrap_err().to_string();
    assert_eq!(why, "the scenario took longer than 0 s");
}

#[test]
fn a_wish_to_stop_ends_an_exchange_that_hangs() {
    let interrupt = Interrupt::new();
    let (events, _) = std::sync::mpsc::channel();
    let limits = Limits { exchange: Duration::from_secs(600), ..LIMITS };
    let transcript = Transcript::within(limits, "test", events, interrupt.clone());
    let mut browser =
        Browser::new("citizen", &Browsers::Http, Exchanges::trusting(&Trust::default()).unwrap(), transcript);
    let server = Server::start([("silent", Connection::wait as fn(&mut Connection))].into());
    let url = server.url("silent");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            server.wait_for_request();
            interrupt.request();
        });
        assert!(matches!(browser.open(&url), Err(Halt::Interrupted)));
    });
}

fn browser() -> Browser {
    let (events, _) = std::sync::mpsc::channel();
    let transcript =
        Transcript::within(Limits { exchanges_max: 2_000, ..LIMITS }, "test", events, Interrupt::new());
    Browser::new("citizen", &Browsers::Http, Exchanges::trusting(&Trust::default()).unwrap(), transcript)
}

fn many_formats(connection: &mut Connection) {
    let opened: String = (0..600).map(|number| format!("<p><b a={number}></p>")).collect();
    connection.html(&format!("{opened}{}", "<p>x".repeat(2_000)));
}

fn many_attributes(connection: &mut Connection) {
    let attributes: String = (0..5_000).map(|number| format!(" a{number}")).collect();
    connection.html(&format!("<p{attributes}>"));
}

fn huge_head(connection: &mut Connection) {
    connection.head(&format!("X-Long: {}\r\n", "x".repeat(1 << 20)), b"");
}

fn endless_head(connection: &mut Connection) {
    connection.say(b"HTTP/1.1 200 OK\r\n");
    connection.repeat(b"X-More: 1\r\n");
}

fn dripping_body(connection: &mut Connection) {
    connection.say(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n");
    connection.drip(b"<p>slow");
}

/// Browsers go on before they have read the body.
fn dripping_redirect(connection: &mut Connection) {
    connection.say(b"HTTP/1.1 302 Found\r\nLocation: /sound\r\nContent-Length: 100000\r\n\r\n");
    connection.drip(b"elsewhere");
}

fn cookies(connection: &mut Connection) {
    let name = |number: usize| format!("Set-Cookie: c{number}={}\r\n", "x".repeat(4_000));
    let cookies: String = (0..90).map(name).collect();
    let huge = format!("Set-Cookie: huge={}\r\n", "y".repeat(9_000));
    connection.head(&format!("{cookies}{huge}"), html(""));
}

fn in_1251() -> &'static [u8] {
    b"<form action=/entered method=post><input name=name><button>\xc2\xee\xe9\xf2\xe8</button></form>"
}

fn in_utf_16() -> Vec<u8> {
    format!("\u{feff}{}", page("")).encode_utf16().flat_map(u16::to_le_bytes).collect()
}

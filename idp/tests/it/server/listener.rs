//! Owns the tests' listener of long answers: one connection, read piece by piece.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::actors::Tester;

/// Longer than anything takes, so that a test that would wait for ever fails instead.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection on which an answer is under way.
pub(crate) struct Listener(BufReader<TcpStream>);

/// An event as it was told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) data: Value,
}

impl Listener {
    /// Asks for a path of the realm's control API and reads nothing yet.
    pub(crate) fn ask(tester: &Tester, path: &str, headers: &str) -> Self {
        let rest = tester.base_url.strip_prefix("http://").unwrap();
        let (host, prefix) =
            rest.split_once('/').map_or((rest, String::new()), |(h, p)| (h, format!("/{p}")));
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!("GET {prefix}/control/v1{path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// Follows the events of the realm: returns when it is sure that nothing is missed from now on.
    pub(crate) fn follow(tester: &Tester, query: &str, headers: &str) -> Self {
        let mut listener = Self::ask(tester, &format!("/events{query}"), headers);
        assert_eq!(listener.status(), 200);
        while !listener.line().is_some_and(|line| line.starts_with("retry: ")) {}
        listener
    }

    /// The status; the rest of the head is read too.
    pub(crate) fn status(&mut self) -> u16 {
        let status = self.line().unwrap();
        while self.line().is_some_and(|line| !line.is_empty()) {}
        status.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// The next line; nothing at the end.
    pub(crate) fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line).unwrap();
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The next event; nothing at the end of the stream. The lengths of chunks stand on lines of their own.
    pub(crate) fn event(&mut self) -> Option<Told> {
        let (mut id, mut name) = (String::new(), String::new());
        loop {
            let line = self.line()?;
            match line.split_once(": ") {
                Some(("id", value)) => id = value.to_owned(),
                Some(("event", value)) => name = value.to_owned(),
                Some(("data", value)) => {
                    return Some(Told { id, name, data: serde_json::from_str(value).unwrap() });
                }
                // The last chunk has no bytes.
                None if line == "0" => return None,
                _ => {}
            }
        }
    }
}

/// Has the realm send an SMS.
pub(crate) fn have_sms_sent(tester: &Tester, phone: &str) {
    let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", phone)];
    let begun = tester.submit("/registration/", &fields);
    assert_eq!(begun.status, 303, "{}", begun.text);
}

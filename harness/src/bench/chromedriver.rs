//! Owns the process of chromedriver, which opens Chromiums for browsers: from its ready line to its end.

pub(crate) mod session;

use std::process::Stdio;

use reqwest::Url;
use reqwest::blocking::Client;

use crate::bench::http::{TESTER, http};
use crate::bench::idp::ControlToken;
use crate::interrupt::Interrupt;
use crate::system::process::{ProcessHandle, Supervised, first_line, supervised};

/// Debian's package `chromium-driver` brings it.
const PROGRAM: &str = "chromedriver";

/// The line in which chromedriver says on which port it listens.
const READY: &str = "started successfully on port ";

/// A running chromedriver. Dropping it ends the process by its own number, and with it every Chromium that it opened.
#[derive(Debug)]
pub struct Chromedriver {
    handle: ProcessHandle,
    http: Client,
    url: String,
    screen: Screen,
    hand: Hand,
    pins: Vec<String>,
    door: Option<Door>,
}

/// A page of the portal that wants the control token.
#[derive(Debug)]
struct Door {
    url: Url,
    token: ControlToken,
}

/// What people in scenarios work a Chromium with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// They click, and type where they clicked.
    Mouse,
    /// They have no mouse: Tab, Enter, Space and arrows, and the focus must be seen.
    Keyboard,
}

/// How large the windows are, in the pixels of style sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// Why there is no chromedriver.
#[derive(Debug, thiserror::Error)]
pub enum ChromedriverError {
    /// The program cannot be started.
    #[error(
        "failed to start `{PROGRAM}`: {0}; it comes with Debian's packages chromium and chromium-driver, \
         which `.make/setup test` installs"
    )]
    Start(std::io::Error),
    /// The program did not become ready.
    #[error("{PROGRAM} did not become ready: {0}")]
    NotReady(String),
}

impl Chromedriver {
    /// Starts a chromedriver on a free port of the loopback address, with a process handle.
    pub fn start(
        screen: Screen,
        hand: Hand,
        handle: &ProcessHandle,
        interrupt: &Interrupt,
    ) -> Result<Self, ChromedriverError> {
        let start = || {
            let mut command = supervised(PROGRAM)?;
            command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
            Supervised::start(command)
        };
        let (process, stdout, _) = start().map_err(ChromedriverError::Start)?;
        handle.take(process);
        let handle = handle.clone();
        let http = http().map_err(|halt| ChromedriverError::NotReady(halt.to_string()))?;
        // From here on the process ends with this value in any case.
        let mut driver =
            Self { handle, http, url: String::new(), screen, hand, pins: Vec::new(), door: None };
        let port = stdout.ok_or("it has no output".to_owned());
        let port = port.and_then(|out| first_line(out, interrupt, port_of));
        driver.url = format!("http://127.0.0.1:{}", port.map_err(ChromedriverError::NotReady)?);
        Ok(driver)
    }

    /// The same, whose Chromiums take HTTPS servers with one of these keys in their chain, and no other unknown ones.
    #[must_use]
    pub fn pinning(mut self, pins: Vec<String>) -> Self {
        self.pins = pins;
        self
    }

    /// The same, whose Chromiums show the control token to the portal, and to no other origin.
    #[must_use]
    pub fn showing(mut self, token: Option<&ControlToken>, portal: &str) -> Self {
        let url = Url::parse(&format!("{}/logs/sms", portal.trim_end_matches('/'))).ok();
        self.door = token.zip(url).map(|(token, url)| Door { url, token: token.clone() });
        self
    }

    /// An address with the token in it: Chromium shows what it let in there to every page of the same origin that asks.
    pub(crate) fn door(&self) -> Option<Url> {
        let Door { url, token } = self.door.as_ref()?;
        let mut url = url.clone();
        url.set_username(TESTER).ok()?;
        url.set_password(Some(token.text())).ok()?;
        Some(url)
    }

    pub(crate) fn pins(&self) -> &[String] {
        &self.pins
    }

    pub(crate) fn http(&self) -> &Client {
        &self.http
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn hand(&self) -> Hand {
        self.hand
    }

    pub(crate) fn screen(&self) -> Screen {
        self.screen
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        self.handle.end();
    }
}

impl Screen {
    /// A desk's, on which every page of the portal has room.
    pub const DESK: Self = Self { width: 1280, height: 900 };
    /// A small phone's.
    pub const PHONE: Self = Self { width: 360, height: 740 };
}

impl std::fmt::Display for Screen {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}x{}", self.width, self.height)
    }
}

impl std::str::FromStr for Screen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sides = text.split_once('x').and_then(|(width, height)| {
            Some(Self { width: width.parse().ok()?, height: height.parse().ok()? })
        });
        sides.filter(|screen| screen.width > 0 && screen.height > 0).ok_or_else(|| {
            format!("`{text}` is no size of a window: two numbers with an x between them, such as 360x740")
        })
    }
}

fn port_of(line: &str) -> Option<Result<u16, String>> {
    let (_, rest) = line.split_once(READY)?;
    let digits = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    Some(digits.parse().map_err(|_| format!("`{line}` names no port")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_line_that_names_it() {
        assert_eq!(port_of("Only local connections are allowed."), None);
        assert_eq!(port_of("ChromeDriver was started successfully on port 39151."), Some(Ok(39151)));
        assert!(port_of("ChromeDriver was started successfully on port soon.").unwrap().is_err());
    }

    #[test]
    fn a_screen_is_two_numbers() {
        assert_eq!("360x740".parse(), Ok(Screen::PHONE));
        assert_eq!(Screen::PHONE.to_string(), "360x740");
        for wrong in ["360", "0x740", "360x", "360*740", "-1x5"] {
            assert!(wrong.parse::<Screen>().is_err(), "{wrong}");
        }
    }
}

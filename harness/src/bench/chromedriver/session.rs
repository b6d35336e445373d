//! Owns one open Chromium as the WebDriver protocol knows it: <https://www.w3.org/TR/webdriver2/>.

use std::path::Path;

use reqwest::Method;
use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::bench::chromedriver::Chromedriver;
use crate::bench::halt::Halt;

/// WebDriver section 12.2: the key under which an element is referred to.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// For how long a page may load, and a script run.
const LOAD_MS: u32 = 20_000;
const SCRIPT_MS: u32 = 5_000;

/// An open Chromium. Dropping it closes the window.
#[derive(Debug)]
pub(crate) struct Session {
    http: Client,
    url: String,
}

/// An element of the page that is shown.
#[derive(Debug)]
pub(crate) struct Element(String);

/// Chromium or chromedriver refused.
#[derive(Debug, thiserror::Error)]
#[error("Chromium: {what}: {why}")]
pub(crate) struct Refused {
    what: String,
    why: String,
}

impl Session {
    /// Opens a Chromium over a profile.
    pub(crate) fn open(driver: &Chromedriver, profile: &Path) -> Result<Self, Refused> {
        let screen = driver.screen();
        let arguments = [
            "--headless=new".to_owned(),
            // Made-up people on the loopback address need no sandbox, which root and many containers cannot have.
            "--no-sandbox".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-gpu".to_owned(),
            // A picture of the whole page has no scroll bar, and is as wide as the window.
            "--hide-scrollbars".to_owned(),
            "--lang=ru".to_owned(),
            "--no-proxy-server".to_owned(),
            // With a pipe instead of a port Chromium ends by itself when chromedriver is gone.
            "--remote-debugging-pipe".to_owned(),
            format!("--user-data-dir={}", profile.display()),
            format!("--window-size={},{}", screen.width, screen.height),
            format!("--ignore-certificate-errors-spki-list={}", driver.pins().join(",")),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "timeouts": { "pageLoad": LOAD_MS, "script": SCRIPT_MS },
            "goog:loggingPrefs": { "performance": "ALL" },
            "goog:chromeOptions": {
                "args": arguments, "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
            },
        } } });
        let url = format!("{}/session", driver.url());
        let made = ask(driver.http(), Method::POST, &url, Some(&wanted))?;
        let id = made["sessionId"].as_str().ok_or_else(|| refused(&url, "there is no `sessionId`"))?;
        let session = Self { http: driver.http().clone(), url: format!("{url}/{id}") };
        // A window is wider than it was asked to be where the system has a least width of its own.
        session.chromium(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": false,
            }),
        )?;
        if let Some(door) = driver.door() {
            session.open_page(door.as_str())?;
            session.open_page("about:blank")?;
            // Nobody in the story was there.
            session.traffic()?;
        }
        Ok(session)
    }

    /// Goes to an address and waits until the page is there.
    pub(crate) fn open_page(&self, url: &str) -> Result<(), Refused> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Runs a script in the page; its value.
    pub(crate) fn script(&self, script: &str, arguments: Value) -> Result<Value, Refused> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script that reports its end by a callback.
    pub(crate) fn patient_script(&self, script: &str) -> Result<Value, Refused> {
        self.post("/execute/async", &json!({ "script": script, "args": [] }))
    }

    /// The element that a script gives.
    pub(crate) fn element(&self, script: &str, arguments: Value) -> Result<Element, Refused> {
        let found = self.script(script, arguments)?;
        let id = found[ELEMENT].as_str().ok_or_else(|| refused("element", "there is no such element"))?;
        Ok(Element(id.to_owned()))
    }

    /// Presses a key of the keyboard, wherever the focus is.
    pub(crate) fn key(&self, key: char) -> Result<(), Refused> {
        let strokes = ["keyDown", "keyUp"].map(|stroke| json!({ "type": stroke, "value": key }));
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.post("/actions", &actions).map(drop)
    }

    /// Clicks an element with the mouse.
    pub(crate) fn click(&self, element: &Element) -> Result<(), Refused> {
        self.post(&format!("/element/{}/click", element.0), &json!({})).map(drop)
    }

    /// Empties a field and types into it.
    pub(crate) fn type_into(&self, element: &Element, text: &str) -> Result<(), Refused> {
        self.post(&format!("/element/{}/clear", element.0), &json!({}))?;
        if text.is_empty() {
            return Ok(());
        }
        self.post(&format!("/element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// A command of Chromium's own, past WebDriver.
    pub(crate) fn chromium(&self, command: &str, parameters: Value) -> Result<Value, Refused> {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// What Chromium noted of its traffic since it was last asked.
    pub(crate) fn traffic(&self) -> Result<Vec<Value>, Refused> {
        let entries = self.post("/se/log", &json!({ "type": "performance" }))?;
        let messages = entries.as_array().into_iter().flatten().filter_map(|entry| entry["message"].as_str());
        Ok(messages
            .filter_map(|text| Some(serde_json::from_str::<Value>(text).ok()?["message"].take()))
            .collect())
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, Refused> {
        ask(&self.http, Method::POST, &format!("{}{path}", self.url), Some(body))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A driver that is gone has closed its windows already.
        let _ = ask(&self.http, Method::DELETE, &self.url, None);
    }
}

impl From<Refused> for Halt {
    fn from(refused: Refused) -> Self {
        Halt::Broken(refused.to_string())
    }
}

fn ask(http: &Client, method: Method, url: &str, body: Option<&Value>) -> Result<Value, Refused> {
    let mut request = http.request(method, url);
    if let Some(body) = body {
        request = request.json(body);
    }
    let answer = request.send().map_err(|error| refused(url, &error.to_string()))?;
    let status = answer.status();
    let mut output: Value = answer.json().map_err(|error| refused(url, &error.to_string()))?;
    if status.is_success() {
        return Ok(output["value"].take());
    }
    let [error, message] =
        ["error", "message"].map(|name| output["value"][name].as_str().unwrap_or_default());
    Err(refused(url, &format!("{error}: {}", message.lines().next().unwrap_or_default())))
}

/// The last step of the address says what was asked for.
fn refused(url: &str, why: &str) -> Refused {
    let what = url.rsplit('/').next().unwrap_or_default();
    Refused { what: what.to_owned(), why: why.to_owned() }
}

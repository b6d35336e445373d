//! The attacks in a real Chromium: pages of another site, a name resolved to the provider, and a page that was allowed.

use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::access::provider;
use crate::actors::Tester;
use idp::web::request::access::Access;

/// Chromium behind a chromedriver, which ends with this value.
struct Chromium {
    driver: Child,
    /// Kept open: it may write more.
    _said: Lines<BufReader<ChildStdout>>,
    http: Client,
    session: String,
}

impl Chromium {
    fn start() -> Self {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver, which `.make/setup test` installs");
        let out = BufReader::new(driver.stdout.take().unwrap());
        let mut lines = out.lines();
        let ready = |line: &std::io::Result<String>| {
            line.as_ref().is_ok_and(|line| line.contains("started successfully on port "))
        };
        let line = lines.find(ready).expect("its ready line").unwrap();
        let port = line.rsplit("on port ").next().unwrap().trim_end_matches('.').to_owned();
        let http = crate::actors::client_trusting(None).no_proxy().timeout(None).build().unwrap();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-proxy-server",
            "--host-resolver-rules=MAP evil.test 127.0.0.1",
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": { "args": arguments },
            // A loaded machine takes longer than the half minute that drivers allow.
            "timeouts": { "pageLoad": 600_000, "script": 600_000 },
        } } });
        let server = format!("http://127.0.0.1:{port}/session");
        let made = http.post(&server).json(&wanted).send().unwrap().json::<Value>().unwrap();
        let id = made["value"]["sessionId"].as_str().unwrap_or_else(|| panic!("{made}"));
        let chromium = Self { driver, _said: lines, http, session: format!("{server}/{id}") };
        // A page of an attacker has no policy of its own; the provider's would forbid its scripts to call anything.
        let bypass = json!({ "cmd": "Page.setBypassCSP", "params": { "enabled": true } });
        chromium.post("/goog/cdp/execute", &bypass);
        chromium
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.http.post(format!("{}{path}", self.session)).json(body).send().unwrap();
        answer.json::<Value>().unwrap()["value"].take()
    }

    /// Opens an address and runs the body of an async function in its page; tells what it returns.
    fn run(&self, url: &str, script: &str) -> Value {
        self.post("/url", &json!({ "url": url }));
        let script = format!(
            "const tell = arguments[arguments.length - 1];\n\
             (async () => {{ {script} }})().then(tell, error => tell(String(error)));"
        );
        self.post("/execute/async", &json!({ "script": script, "args": [] }))
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.http.delete(&self.session).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A site with one empty page at every address, for as long as the tests run. Tells its port.
fn site() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let page = "<!doctype html><title>site</title>";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{page}",
                page.len()
            );
        }
    });
    port
}

/// Everything that the attacks would change.
fn state(tester: &Tester) -> [Value; 5] {
    ["/people?limit=1000", "/clock", "/faults", "/keys", "/realms"].map(|path| tester.get(path, &[]))
}

/// Fetches that need no permission, then the same as forms of `text/plain`, each in a frame of its own.
const ATTACK: &str = r#"
const calls = [
    ["/control/v1/people", '{"level":"confirmed","last_name":"="}'],
    ["/control/v1/clock/advance", '{"by":"P30D"}'],
    ["/control/v1/faults", '{"fault":"token-expired"}'],
    ["/control/v1/keys/rotate", '{}'],
    ["/control/v1/realms/default/reset", ''],
    ["/control/v1/realms", '{"id":"evil"}'],
    ["/login", 'a=b'],
];
const seen = [];
for (const [path, body] of calls) {
    const answer = await fetch(IDP + path, { method: "POST", mode: "no-cors", headers: { "Content-Type": "text/plain" }, body });
    seen.push(answer.type);
    const [name, value] = body.includes("=") ? body.split("=") : [body, ""];
    const frame = document.createElement("iframe");
    frame.name = "f" + seen.length;
    document.body.append(frame);
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: IDP + path, enctype: "text/plain", target: frame.name });
    const field = document.createElement("input");
    Object.assign(field, { name, value });
    form.append(field);
    document.body.append(form);
    const loaded = new Promise(done => frame.addEventListener("load", done, { once: true }));
    form.submit();
    await loaded;
}
const read = await fetch(IDP + "/control/v1/people").then(() => "read", () => "blocked");
const put = await fetch(IDP + "/control/v1/clock", { method: "PUT", headers: { "Content-Type": "application/json" },
    body: '{"now":"2030-01-01T00:00:00Z","mode":"frozen"}' }).then(answer => answer.status, () => "blocked");
return [seen.length, read, put];
"#;

const REBOUND: &str = r#"
const told = [];
for (const [method, path, body] of [["GET", "/control/v1/people"], ["GET", "/control/v1/outbox"], ["GET", "/logs/sms"],
    ["POST", "/control/v1/people", '{"level":"confirmed"}'], ["PUT", "/control/v1/clock", '{"now":"2030-01-01T00:00:00Z","mode":"frozen"}'],
    ["DELETE", "/control/v1/faults"]]) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    headers["X-Forwarded-Host"] = "localhost";
    told.push((await fetch(path, { method, body, headers })).status);
}
return told;
"#;

const TESTER: &str = r#"
const made = await fetch(IDP + "/control/v1/people", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"level":"confirmed"}' });
const person = await made.json();
const put = await fetch(IDP + "/control/v1/clock", { method: "PUT", headers: { "Content-Type": "application/json" },
    body: '{"now":"2024-09-02T08:00:00Z","mode":"frozen"}' });
return [made.status, typeof person.oid, put.status];
"#;

#[test]
fn chromium_keeps_nobody_out_and_the_provider_does() {
    let port = site();
    let tester_page = format!("http://localhost:{port}");
    let idp = provider(Access { origins: vec![tester_page.parse().unwrap()], ..Access::default() });
    let (tester, chromium) = (Tester::at(&idp.base_url()), Chromium::start());
    let before = state(&tester);
    let script = |body: &str| format!("const IDP = {:?};\n{body}", idp.base_url());
    // Another site; another port of the same host, which browsers call the same site.
    for page in [format!("http://evil.test:{port}/"), format!("http://127.0.0.1:{port}/")] {
        let seen = chromium.run(&page, &script(ATTACK));
        assert_eq!(seen, json!([7, "blocked", "blocked"]), "{page}");
        assert_eq!(state(&tester), before, "{page}");
    }
    let own_port = idp.base_url().rsplit(':').next().unwrap().to_owned();
    let told = chromium.run(&format!("http://evil.test:{own_port}/login"), REBOUND);
    assert_eq!(told, json!([421, 421, 421, 421, 421, 421]));
    assert_eq!(state(&tester), before);
    // Control: the same browser and the same calls work from the page that was allowed.
    let told = chromium.run(&tester_page, &script(TESTER));
    assert_eq!(told, json!([201, "number", 200]));
    assert_ne!(state(&tester), before);
}

//! Owns the hooks of a party's file: a request or a command that does something in the party for the harness.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use reqwest::Method;

use crate::bench::halt::Halt;
use crate::bench::http::{Bounds, Exchanges, Reads};
use crate::bench::party::blanks::Blanks;
use crate::bench::party::file::Hook;
use crate::bench::party::process;
use crate::bench::transcript::Transcript;
use crate::bench::words::shorten;
use crate::system::process::ProcessHandle;

/// How much of an answer is quoted.
const QUOTED_CHARS: usize = 300;

/// A hook that has not done its work by then does not do it any more.
const WITHIN_S: u64 = 30;

/// What a hook works with.
#[derive(Debug)]
pub(crate) struct HookContext<'h> {
    /// For those that ask the party.
    pub(crate) http: &'h Exchanges,
    /// Variables of commands.
    pub(crate) environment: &'h BTreeMap<String, String>,
    /// The folder in which commands run.
    pub(crate) home: &'h Path,
    /// The hold on a command.
    pub(crate) handle: ProcessHandle,
    /// Whether the scenario continues.
    pub(crate) transcript: &'h Transcript,
}

/// Does what the hook says, with its blanks filled in; gives what it was answered, or what the command printed.
pub(crate) fn run(hook: &Hook, what: &str, blanks: &Blanks, hands: HookContext<'_>) -> Result<String, Halt> {
    let within = Duration::from_secs(hook.within_s.unwrap_or(WITHIN_S));
    let done = match (&hook.path, &hook.command) {
        (Some(path), _) => request(hook, &blanks.fill(&format!("{{url}}{path}")), blanks, within, &hands)?,
        (None, Some(command)) => {
            let command: Vec<String> = command.iter().map(|text| blanks.fill(text)).collect();
            process::run(&command, hands.environment, hands.home, within, hands.handle, hands.transcript)?
        }
        (None, None) => Err("it neither asks nor runs anything".to_owned()),
    };
    done.map_err(|why| Halt::Broken(format!("the party's hook that {what}: {why}")))
}

fn request(
    hook: &Hook,
    address: &str,
    blanks: &Blanks,
    within: Duration,
    hands: &HookContext<'_>,
) -> Result<Result<String, String>, Halt> {
    let method = hook.method.as_deref().unwrap_or("POST").to_ascii_uppercase();
    let method = match Method::from_bytes(method.as_bytes()) {
        Ok(method) => method,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let mut request = hands.http.request(method.clone(), address);
    if let Some(body) = &hook.body {
        let is_typed = hook.headers.keys().any(|name| name.eq_ignore_ascii_case("content-type"));
        if !is_typed {
            request = request.header("Content-Type", "application/json");
        }
        request = request.body(blanks.fill(body));
    }
    for (name, value) in &hook.headers {
        request = request.header(name, blanks.fill(value));
    }
    let bounds = Bounds { within, reads: Reads::Shown(hands.transcript.limits().body_octets_max) };
    let answer = match hands.http.send(request, bounds, hands.transcript.interrupt()) {
        Ok(answer) => answer,
        Err(error) => {
            let why = error.why().ok_or(Halt::Interrupted)?;
            return Ok(Err(format!("{method} {address}: {why}")));
        }
    };
    let status = answer.status;
    let text = String::from_utf8_lossy(&answer.body);
    if status.is_success() || status.is_redirection() {
        return Ok(Ok(text.into_owned()));
    }
    let text = shorten(&text, QUOTED_CHARS);
    Ok(Err(format!("{method} {address} was answered {status}: {text}")))
}

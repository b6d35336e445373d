//! Owns the hooks of a party's file: a request or a command that does something in the party for the harness.

use std::path::Path;
use std::process::{Command, Stdio};

use reqwest::Method;
use reqwest::blocking::Client;

use crate::bench::halt::Halt;
use crate::party::blanks::Blanks;
use crate::party::file::Hook;

/// How much of an answer is quoted.
const QUOTED_CHARS: usize = 300;

/// Does what the hook says, with its blanks filled in.
pub(crate) fn pull(hook: &Hook, what: &str, blanks: &Blanks, http: &Client, home: &Path) -> Result<(), Halt> {
    let done = match (&hook.path, &hook.command) {
        (Some(path), _) => request(hook, &blanks.fill(&format!("{{url}}{path}")), blanks, http),
        (None, Some(command)) => run(command, blanks, home),
        (None, None) => Err("it neither asks nor runs anything".to_owned()),
    };
    done.map_err(|why| Halt::Broken(format!("the party's hook that {what}: {why}")))
}

fn request(hook: &Hook, address: &str, blanks: &Blanks, http: &Client) -> Result<(), String> {
    let method = hook.method.as_deref().unwrap_or("POST").to_ascii_uppercase();
    let method = Method::from_bytes(method.as_bytes()).map_err(|error| error.to_string())?;
    let mut request = http.request(method.clone(), address);
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
    let answer = request.send().map_err(|error| format!("{method} {address}: {error}"))?;
    let status = answer.status();
    if status.is_success() || status.is_redirection() {
        return Ok(());
    }
    let text: String = answer.text().unwrap_or_default().chars().take(QUOTED_CHARS).collect();
    Err(format!("{method} {address} was answered {status}: {text}"))
}

fn run(command: &[String], blanks: &Blanks, home: &Path) -> Result<(), String> {
    let command: Vec<String> = command.iter().map(|text| blanks.fill(text)).collect();
    let (program, arguments) = command.split_first().ok_or("it has no program")?;
    let ran = Command::new(program).args(arguments).current_dir(home).stdin(Stdio::null()).output();
    let ran = ran.map_err(|error| format!("failed to start `{program}`: {error}"))?;
    if ran.status.success() {
        return Ok(());
    }
    let said: String = String::from_utf8_lossy(&ran.stderr).chars().take(QUOTED_CHARS).collect();
    Err(format!("`{}` ended with {}: {said}", command.join(" "), ran.status))
}

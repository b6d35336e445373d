//! Owns `esia-harness init`: inspects a running diary and drafts its description file.

use std::io::{Write, stdout};
use std::path::Path;
use std::sync::mpsc;

use serde_json::json;

use crate::args::{EXIT_GREEN, InitArguments};
use crate::bench::browser::{Browser, Browsers};
use crate::bench::halt::Halt;
use crate::bench::http::{Exchanges, http_trusting};
use crate::bench::idp::{ControlToken, Idp};
use crate::bench::party::survey::Survey;
use crate::bench::party::{draft, survey};
use crate::bench::transcript::Transcript;
use crate::command::failure::Failure;
use crate::event::{Happening, RunEvent};
use crate::interrupt::Interrupt;
use crate::system::tls::Trust;

/// Looks, and writes what was found.
pub(super) fn execute(arguments: &InitArguments) -> Result<u8, Failure> {
    let url = arguments.url.trim_end_matches('/');
    let found = look(arguments, url).map_err(Failure::broken)?;
    let text = draft::of(&found, url);
    let mut out = stdout().lock();
    let Some(path) = &arguments.write else {
        return out.write_all(text.as_bytes()).map(|()| EXIT_GREEN).map_err(Failure::written);
    };
    kept(path, &text)?;
    let found = [
        ("the state sign-in", found.sign_in.is_some()),
        ("what it asks of the portal", found.asked.is_some()),
        ("the form of the old way in", found.password.is_some()),
        ("who is in after the sign-in", found.landing.is_some_and(|landing| landing.who.is_some())),
    ];
    for (what, is_found) in found {
        let word = if is_found { "found" } else { "not found" };
        writeln!(out, "{what}: {word}").map_err(Failure::written)?;
    }
    let path = path.display();
    writeln!(out, "review {path}, then: esia-harness run --party {path}").map_err(Failure::written)?;
    Ok(EXIT_GREEN)
}

fn look(arguments: &InitArguments, url: &str) -> Result<Survey, Halt> {
    let (events, output) = mpsc::channel();
    let transcript = Transcript::new("init", events, Interrupt::new());
    let trust = arguments.idp_ca.as_ref().map_or(Ok(Trust::default()), |file| Trust::default().and(file));
    let trust = trust.map_err(|error| Halt::Broken(error.to_string()))?;
    let (http, exchanges) = (http_trusting(&trust)?, Exchanges::trusting(&trust)?);
    let mut browser = Browser::new("visitor", &Browsers::Http, exchanges.clone(), transcript.clone());
    let mut found = survey::of(&mut browser, &format!("{url}/"))?;
    if let (Some(idp), Some(asked)) = (&arguments.idp, &found.asked) {
        let token = arguments.control_token_file.as_deref().map(ControlToken::from_file).transpose();
        let token = token.map_err(|why| Halt::Broken(why.to_string()))?;
        let idp = Idp::new(http, idp, &format!("{}/control/v1", idp.trim_end_matches('/')));
        let idp = idp.with_token(token.as_ref());
        // The draft is used as the registration as long as there is none.
        let back = asked.back_to.parse::<reqwest::Url>().map(|back| back.authority().to_owned());
        idp.put_client(
            &asked.mnemonic.clone(),
            json!({
                "name": asked.mnemonic, "redirect_hosts": [back.unwrap_or_default()], "scopes": asked.scopes,
                "certificates": [], "token_algorithm": "RS256", "signature_check": "off",
            }),
        )?;
        let person = idp.create_person(json!({ "level": "confirmed" }))?;
        survey::land(&mut browser, &mut found, url, &person)?;
        let other = idp.create_person(json!({ "level": "confirmed" }))?;
        let mut second = Browser::new("another visitor", &Browsers::Http, exchanges, transcript.clone());
        survey::refuse(&mut second, &mut found, url, &other)?;
    }
    // The last of those who write: what they did is told below.
    drop((browser, transcript));
    output.iter().for_each(|event| {
        if let RunEvent::Happened { what: Happening::Did { what, .. }, .. } = event {
            eprintln!("{what}");
        }
    });
    Ok(found)
}

/// An existing file is never overwritten.
fn kept(path: &Path, text: &str) -> Result<(), Failure> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

//! Owns `esia-harness diary`: the built-in diary on its own.

use std::io::{Write, stdout};
use std::path::Path;

use actix_web::rt::System;
use jiff::Timestamp;
use reqwest::Client;
use rustls::ServerConfig;
use serde_json::json;

use crate::args::{DiaryArguments, EXIT_GREEN};
use crate::bench::idp::ControlToken;
use crate::command::failure::Failure;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::portal::{Portal, PortalKeys};
use crate::diary::esia::protocol::Algorithm;
use crate::diary::esia::protocol::Protocol;
use crate::diary::esia::register::Registration;
use crate::diary::{Chance, Clock, Diary, Guards, Policy, School, Settings};
use crate::interrupt::Interrupt;
use crate::system::tls::{self, Trust};
use crate::system::unreached;

/// Serves the diary until the terminal ends it.
pub(super) fn execute(arguments: &DiaryArguments) -> Result<u8, Failure> {
    let base_url = arguments.idp.trim_end_matches('/').to_owned();
    let chance = arguments.seed.map_or_else(Chance::of_the_system, |seed| Ok(Chance::seeded(seed)));
    let chance = chance.map_err(Failure::broken)?;
    let asked = &arguments.protocol;
    let identity = identity(arguments, &chance)?;
    // The key may have come from a file, and then determines the algorithm.
    let protocol = Protocol::new(asked.dialect, identity.algorithm(), asked.token_algorithm);
    let protocol = protocol.map_err(|error| Failure::Usage(error.to_string()))?;
    let policy = policy(&arguments.policy, arguments.policy_file.as_deref())?;
    let consent = policy.consent.clone();
    let portal = Portal {
        base_url: base_url.clone(),
        issuer: arguments.issuer.clone(),
        mnemonic: arguments.mnemonic.clone(),
        scope: Portal::scope_under(&policy).to_owned(),
        scope_org: arguments.scope_org.clone(),
        dialect: protocol.dialect(),
        keys: portal_keys(arguments, protocol.token_algorithm(), &base_url)?,
    };
    let settings = Settings {
        portal: portal.clone(),
        identity: identity.clone(),
        school: school(arguments.school.as_deref(), &policy)?,
        policy,
        guards: Guards::all(),
        clock: clock(&arguments.clock)?,
        chance,
        test_api: arguments.listen.ip().is_loopback(),
        ledger: arguments.ledger.clone(),
        public_url: arguments.public_url.clone(),
        practice: None,
        tls: own_certificate(arguments)?,
        portal_tls: roots(arguments)?.client().map_err(Failure::broken)?,
    };
    let diary = Diary::start(arguments.listen, settings).map_err(Failure::broken)?;
    let registration = registration(&portal, &identity, diary.url())?;
    let registration = registration.with_consent(consent.as_ref(), diary.pushes());
    if arguments.register {
        register(arguments, &registration)?;
    }
    let ready = json!({ "ready": true, "base_url": diary.url(), "registration": registration });
    writeln!(stdout(), "{ready}").map_err(Failure::written)?;
    Interrupt::wait_for_signal();
    Ok(EXIT_GREEN)
}

fn identity(arguments: &DiaryArguments, chance: &Chance) -> Result<Identity, Failure> {
    if let (Some(key), Some(certificate)) = (&arguments.key, &arguments.certificate) {
        return Identity::from_pem(&read(key)?, &read(certificate)?).map_err(Failure::broken);
    }
    let protocol = arguments.protocol.protocol().map_err(|error| Failure::Usage(error.to_string()))?;
    let identity =
        Identity::make(&arguments.mnemonic, protocol.algorithm(), chance).map_err(Failure::broken)?;
    if let Some(path) = &arguments.write_certificate {
        let pem = identity.certificate_pem().map_err(Failure::broken)?;
        std::fs::write(path, pem).map_err(|error| Failure::Broken(format!("{}: {error}", path.display())))?;
    }
    Ok(identity)
}

/// The keys from a file, or the one in force fetched once now: never later, and never along with a token.
fn portal_keys(
    arguments: &DiaryArguments,
    algorithm: Algorithm,
    base_url: &str,
) -> Result<PortalKeys, Failure> {
    let pem = match &arguments.portal_key {
        Some(path) => read(path)?,
        None => {
            let address = format!("{base_url}{}.pem", algorithm.published());
            let client = client(arguments)?;
            let fetched = System::new().block_on(fetch(&client, address));
            fetched.map_err(|error| Failure::Broken(unreached::why(&error)))?
        }
    };
    PortalKeys::from_pem(algorithm, &pem).map_err(Failure::broken)
}

async fn fetch(client: &Client, url: String) -> reqwest::Result<String> {
    client.get(url).send().await?.error_for_status()?.text().await
}

/// What the portal is verified against.
fn roots(arguments: &DiaryArguments) -> Result<Trust, Failure> {
    let file = arguments.idp_ca.as_ref().filter(|_| arguments.idp.starts_with("https:"));
    let trust = file.map_or(Ok(Trust::default()), |file| Trust::default().and(file));
    trust.map_err(|error| Failure::Usage(error.to_string()))
}

/// How the diary serves HTTPS, if it does.
fn own_certificate(arguments: &DiaryArguments) -> Result<Option<ServerConfig>, Failure> {
    let (Some(certificate), Some(key)) = (&arguments.tls_cert, &arguments.tls_key) else {
        return Ok(None);
    };
    tls::server(certificate, key).map(Some).map_err(|error| Failure::Usage(error.to_string()))
}

fn client(arguments: &DiaryArguments) -> Result<Client, Failure> {
    let tls = roots(arguments)?.client().map_err(Failure::broken)?;
    #[expect(clippy::disallowed_methods, reason = "the client of this command, with the roots it was given")]
    let client = Client::builder().no_proxy().tls_backend_preconfigured(tls).build();
    client.map_err(Failure::broken)
}

/// What has to be registered with the portal, by `--register` or by hand.
fn registration(portal: &Portal, identity: &Identity, url: &str) -> Result<Registration, Failure> {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    Registration::new("Школьный дневник", host, portal, identity).map_err(Failure::broken)
}

fn register(arguments: &DiaryArguments, registration: &Registration) -> Result<(), Failure> {
    let base_url = arguments.idp.trim_end_matches('/');
    let control_url = arguments.control.clone().unwrap_or_else(|| format!("{base_url}/control/v1"));
    let client = client(arguments)?;
    let token = arguments.control_token_file.as_deref().map(ControlToken::from_file).transpose();
    let token = token.map_err(|why| Failure::Usage(why.to_string()))?;
    System::new()
        .block_on(registration.submit(
            &client,
            control_url.trim_end_matches('/'),
            &arguments.mnemonic,
            token.as_ref().map(ControlToken::text),
        ))
        .map_err(Failure::broken)
}

fn school(path: Option<&Path>, policy: &Policy) -> Result<School, Failure> {
    let school = match path {
        Some(path) => School::parse(&path.display().to_string(), &read(path)?),
        None => School::under(policy),
    };
    school.map_err(|error| Failure::Usage(error.to_string()))
}

pub(super) fn policy(name: &str, file: Option<&Path>) -> Result<Policy, Failure> {
    if let Some(path) = file {
        let policy = Policy::parse(&path.display().to_string(), &read(path)?);
        return policy.map_err(|mistake| Failure::Usage(mistake.to_string()));
    }
    Policy::named(name).ok_or_else(|| {
        let known: Vec<_> = Policy::names().collect();
        Failure::Usage(format!("no policy is called `{name}`; there are {}", known.join(", ")))
    })
}

fn clock(setting: &str) -> Result<Clock, Failure> {
    if setting == "system" {
        return Ok(Clock::system());
    }
    let moment: Timestamp =
        setting.parse().map_err(|error| Failure::Usage(format!("--clock `{setting}`: {error}")))?;
    Ok(Clock::frozen(moment))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))
}

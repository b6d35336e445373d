//! The program: arguments in, exit code out.

use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use idp::args::body::BodyArguments;
use idp::args::{
    Arguments, Command, ExecArguments, HealthcheckArguments, KeysArguments, MigrateArguments, ServeArguments,
    SignArguments, WorldArguments,
};
use idp::crypto::signer_from_pem;
use idp::domain::time::Span;
use idp::keys::{self, KeysOrder};
use idp::runtime::clock::{ClockState, TravelClock};
use idp::runtime::entropy::Entropy;
use idp::web::request::access::Access;
use idp::web::request::token::TokenFault;
use idp::{boot, documents, exec, healthcheck};

fn main() -> ExitCode {
    match Arguments::read().command {
        Command::Serve(arguments) => serve(arguments),
        Command::Exec(arguments) => run(arguments),
        Command::Guard(arguments) => told(exec::guard(&arguments.folder, &arguments.command)),
        Command::Supervise(arguments) => told(exec::supervise(&arguments.folder, &arguments.command)),
        Command::Keys(arguments) => make_keys(arguments),
        Command::Sign(arguments) => sign(&arguments),
        Command::Healthcheck(arguments) => check_health(arguments),
        Command::Body(arguments) => show_body(arguments),
        Command::Migrate(arguments) => migrate(&arguments),
        Command::Openapi => print(&documents::openapi()),
        Command::Errors => print(&documents::errors()),
        Command::Reasons => print(&documents::reasons()),
        Command::Lifecycle => print(&documents::lifecycle()),
        Command::Settings => print(&documents::settings()),
    }
}

fn serve(arguments: ServeArguments) -> ExitCode {
    let ServeArguments { listen, expose_unprotected, public_url, drain, access, quota, world } = arguments;
    if !listen.ip().is_loopback() && !expose_unprotected && access.control_token_file.is_none() {
        return misused(&format!(
            "{listen} is not a loopback address: anyone who reaches it could read every code and move every account. \
             Protect the control API with --control-token-file FILE, or add --expose-unprotected if that is meant"
        ));
    }
    match options(world, listen, access.access(public_url)) {
        Ok(options) => {
            let options = boot::Options { drain, quotas: quota.quotas(), ..options };
            told(boot::serve::run(options).map(|()| ExitCode::SUCCESS))
        }
        Err(fault) => misused(&fault),
    }
}

/// What to serve to whom, or what of the command line cannot be.
fn options(
    world: WorldArguments,
    listen: SocketAddr,
    access: Result<Access, TokenFault>,
) -> Result<boot::Options, String> {
    let access = access.map_err(|fault| fault.to_string())?;
    world.options(listen, access).map_err(|fault| fault.to_string())
}

fn run(arguments: ExecArguments) -> ExitCode {
    let ExecArguments { access, world, command } = arguments;
    let free_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let token_file = access.control_token_file.clone();
    match options(world, free_port, access.access(None)) {
        Ok(options) => told(exec::run(options, token_file.as_deref(), &command)),
        Err(fault) => misused(&fault),
    }
}

fn check_health(arguments: HealthcheckArguments) -> ExitCode {
    let HealthcheckArguments { url, listen } = arguments;
    match healthcheck::ask(&url.unwrap_or_else(|| healthcheck::Asked::of_listening(listen))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("esia-idp: {why}");
            ExitCode::FAILURE
        }
    }
}

fn show_body(arguments: BodyArguments) -> ExitCode {
    let shown = arguments.asked().map_err(|why| why.to_string());
    match shown.and_then(|asked| boot::body::show(asked).map_err(|why| why.to_string())) {
        Ok(body) => print(&format!("{body}\n")),
        Err(why) => {
            eprintln!("esia-idp: {why}");
            ExitCode::FAILURE
        }
    }
}

fn migrate(arguments: &MigrateArguments) -> ExitCode {
    let storage = match boot::Storage::named(&arguments.store) {
        Ok(storage) => storage,
        Err(why) => return misused(&why.to_string()),
    };
    match boot::migrate::run(&storage) {
        Ok(realms) => {
            print(&realms.iter().map(|realm| boot::migrate::line(realm) + "\n").collect::<String>())
        }
        Err(why) => {
            eprintln!("esia-idp: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The command line is wrong.
fn misused(why: &str) -> ExitCode {
    eprintln!("esia-idp: {why}");
    ExitCode::from(2)
}

fn make_keys(arguments: KeysArguments) -> ExitCode {
    let KeysArguments { algorithm, set, subject, days, out, name, force } = arguments;
    let entropy = Entropy::seeded(Entropy::machine_seed());
    let order = KeysOrder { algorithm, set, subject, days };
    // A little before now, so that a clock that runs behind finds the certificate valid.
    let now = TravelClock::new(ClockState::SYSTEM).now() - Span::from_days(1);
    let chance = |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| *byte = entropy.bytes::<1>()[0]);
    let written = keys::make(&order, chance, now).and_then(|made| {
        keys::write(&made, &out, &name, force).map(|files| (files, made.client_certificate_hash))
    });
    match written {
        Ok((files, hash)) => {
            let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
            print(&format!("{}\nclient_certificate_hash {hash}\n", files.join("\n")))
        }
        Err(fault) => misused(&fault.to_string()),
    }
}

/// Signs the bytes of stdin as they are: whoever pipes a text with a line end signs the line end too.
fn sign(arguments: &SignArguments) -> ExitCode {
    let file = arguments.key.display();
    let mut message = Vec::new();
    let signature = std::fs::read_to_string(&arguments.key)
        .map_err(|error| format!("{file}: {error}"))
        .and_then(|pem| signer_from_pem(&pem).map_err(|error| format!("{file}: {error}")))
        .and_then(|key| {
            std::io::stdin().read_to_end(&mut message).map_err(|error| format!("stdin: {error}"))?;
            key.sign(&message).map_err(|error| format!("{file}: {error}"))
        });
    match signature {
        Ok(signature) => print(&format!("{}\n", URL_SAFE_NO_PAD.encode(signature))),
        Err(why) => misused(&why),
    }
}

fn told(done: Result<ExitCode, boot::BootError>) -> ExitCode {
    done.unwrap_or_else(|error| {
        eprintln!("esia-idp: {error}");
        ExitCode::FAILURE
    })
}

#[expect(clippy::print_stdout, reason = "the document is what the command is for")]
fn print(document: &str) -> ExitCode {
    print!("{document}");
    ExitCode::SUCCESS
}

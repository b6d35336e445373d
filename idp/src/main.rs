//! The program: arguments in, exit code out.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use clap::Parser;
use idp::args::{Arguments, Command, KeysArguments, ServeArguments};
use idp::domain::time::Span;
use idp::keys::{self, KeysOrder};
use idp::runtime::clock::{ClockState, TravelClock};
use idp::runtime::entropy::Entropy;
use idp::{boot, documents, exec};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(arguments) => serve(arguments),
        Command::Exec(arguments) => {
            let free_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            told(exec::run(arguments.world.options(free_port), &arguments.command))
        }
        Command::Keys(arguments) => make_keys(arguments),
        Command::Openapi => print(&documents::openapi()),
        Command::Errors => print(&documents::errors()),
        Command::Lifecycle => print(&documents::lifecycle()),
        Command::Settings => print(&documents::settings()),
    }
}

fn serve(arguments: ServeArguments) -> ExitCode {
    if !arguments.listen.ip().is_loopback() && !arguments.expose_unprotected {
        eprintln!(
            "esia-idp: {} is not a loopback address: anyone who reaches it could read every code and move every \
             account. If that is meant, add --expose-unprotected.",
            arguments.listen
        );
        return ExitCode::from(2);
    }
    told(boot::serve(arguments.world.options(arguments.listen)).map(|()| ExitCode::SUCCESS))
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
        Err(fault) => {
            eprintln!("esia-idp: {fault}");
            ExitCode::from(2)
        }
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

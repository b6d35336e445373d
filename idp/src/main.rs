//! The program: arguments in, exit code out.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use clap::Parser;
use idp::args::{Arguments, Command, ServeArguments};
use idp::{boot, documents, exec};

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(arguments) => serve(arguments),
        Command::Exec(arguments) => {
            let free_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            told(exec::run(arguments.world.options(free_port), &arguments.command))
        }
        Command::Openapi => print(&documents::openapi()),
        Command::Errors => print(&documents::errors()),
        Command::Lifecycle => print(&documents::lifecycle()),
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

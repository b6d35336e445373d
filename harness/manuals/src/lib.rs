//! Manual pages and completions, made from the command lines of both programs.
//!
//! Not shipped: the packages take the files that stand in `pages`, which a test compares with what is made here.

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

/// The day of the version, which manual pages show; a release sets it.
const DATE: &str = "2026-11-29";

/// A file of a manual page or a completion.
#[derive(Debug, Eq, PartialEq)]
pub struct Page {
    /// Its name, as the folder `pages` has it.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// Every manual page and completion of both programs.
pub fn pages() -> Vec<Page> {
    let programs = [plain(idp::args::Arguments::command()), plain(harness::args::Arguments::command())];
    let each = programs.into_iter().flat_map(|program| {
        let mut pages = completions(&program);
        pages.extend(manuals(program));
        pages
    });
    each.collect()
}

/// The command with the version alone: facts of a build would make another page with every build.
fn plain(command: Command) -> Command {
    command.version(env!("CARGO_PKG_VERSION")).long_version(None).disable_help_subcommand(true)
}

fn completions(program: &Command) -> Vec<Page> {
    let each = [Shell::Bash, Shell::Zsh, Shell::Fish].into_iter().map(|shell| {
        let name = program.get_name();
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut visible(program.clone()), name, &mut text);
        Page { name: clap_complete::Generator::file_name(&shell, name), text: one_label(name, &tidy(text)) }
    });
    each.collect()
}

/// The script for bash with one label for each command: `clap_complete` 4.6 sets `esia__idp__subcmd__serve` and asks for
/// `esia__subcmd__idp__subcmd__serve` where the program's name has a hyphen.
fn one_label(name: &str, script: &str) -> String {
    script
        .replace(&(name.replace('-', "__subcmd__") + "__subcmd__"), &(name.replace('-', "__") + "__subcmd__"))
}

/// The program's page and one for each of its commands, named as git names its own: `esia-idp-serve.1`.
fn manuals(program: Command) -> Vec<Page> {
    let mut program = visible(program);
    program.build();
    let name = program.get_name().to_owned();
    let below: Vec<_> = program.get_subcommands().cloned().collect();
    let mut pages = vec![manual(program)];
    pages.extend(below.into_iter().map(|command| {
        let full = kept(&format!("{name}-{}", command.get_name()));
        manual(command.name(full).display_name(full).version(env!("CARGO_PKG_VERSION")))
    }));
    pages
}

fn manual(command: Command) -> Page {
    let name = format!("{}.1", command.get_name());
    let man = Man::new(command)
        .manual("esia-sim")
        .source(concat!("esia-sim ", env!("CARGO_PKG_VERSION")))
        .date(DATE);
    let mut text = Vec::new();
    man.render(&mut text).expect("invariant: a vector takes every byte");
    // An empty line between two breaks is what `.sp` says.
    Page { name, text: tidy(text).replace("\n.br\n\n.br\n", "\n.sp\n") }
}

/// A name for as long as the process lives: `clap` takes owned names only with a feature that the programs do without.
fn kept(name: &str) -> &'static str {
    name.to_owned().leak()
}

/// The program without what is hidden: `exec` and the harness call those commands themselves.
fn visible(program: Command) -> Command {
    let shown: Vec<_> = program.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    let mut bare = Command::new(kept(program.get_name())).version(env!("CARGO_PKG_VERSION"));
    if let Some(about) = program.get_about() {
        bare = bare.about(about.clone());
    }
    if let Some(after) = program.get_after_help() {
        bare = bare.after_help(after.clone());
    }
    bare.subcommand_required(true).disable_help_subcommand(true).subcommands(shown)
}

/// Lines without blanks at their ends, and one line break at the end.
fn tidy(text: Vec<u8>) -> String {
    let text = String::from_utf8(text).expect("invariant: both generators write UTF-8");
    let lines: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

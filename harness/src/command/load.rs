//! Owns `esia-harness load`: citizens in, a verdict and its reports out.

mod files;

use std::io::{Write as _, stdout};
use std::time::Duration;

use load::compare;
use load::curve::Curve;
use load::difference::Compared;
use load::mistake::Mistake;
use load::mix::Mix;
use load::report::console;
use load::told::{Bounds, Shape, Told};

use crate::args::{EXIT_BROKEN, EXIT_GREEN, EXIT_RED, LoadArguments};
use crate::bench::halt::Halt;
use crate::bench::party::Description;
use crate::bench::provider::{ProcessHandles, Provider};
use crate::citizens::{Order, Progress, Stage, Wanted, Wish, accounts_for, drive};
use crate::command::failure::Failure;
use crate::command::load::files::Files;
use crate::command::signals;
use crate::lang;

/// What is usual where neither the command line nor a curve says otherwise.
const RATE: f64 = 5.0;
const LAST: Duration = Duration::from_secs(30);
const STEP: Duration = Duration::from_secs(20);

/// Drives citizens.
pub(super) fn execute(arguments: &LoadArguments) -> Result<u8, Failure> {
    let lang = arguments.lang.unwrap_or_else(lang::of_environment);
    let curve = curve(arguments).map_err(|mistake| Failure::Usage(mistake.to_string()))?;
    let before = earlier(arguments).map_err(|mistake| Failure::Usage(mistake.to_string()))?;
    let party = arguments.party.as_deref().map(Description::read).transpose();
    let party = party.map_err(|error| Failure::Usage(error.to_string()))?;
    let files = Files::new(&arguments.out, lang)?;
    let process_handles = ProcessHandles::default();
    let interrupt = signals::ending(process_handles.clone());
    let program = Provider::program(arguments.idp_bin.as_deref()).map_err(Failure::broken)?;
    let progress = Progress::on_the_error_stream();
    let expected = if arguments.steps { f64::MAX } else { curve.expected().min(arguments.people as f64) };
    let accounts = arguments.accounts.unwrap_or_else(|| accounts_for(expected, &curve.mix));
    let wish = Wish { party: party.as_ref(), program: &program, accounts, seed: arguments.seed };
    let stage = Stage::open(&wish, (&process_handles, &interrupt), &progress).map_err(failure)?;
    let order = Order {
        wanted: wanted(arguments),
        curve,
        aim: arguments.aim.clone(),
        bounds: bounds(arguments, accounts),
        seed: arguments.seed,
        command: command(),
        lang,
        interrupt: &interrupt,
        progress: &progress,
    };
    let mut told = drive(stage, &order).map_err(failure)?;
    drop(progress);
    told.compared = before.map(|before| Compared::of(&before, &told));
    files.write(&told)?;
    let mut out = stdout();
    write!(out, "{}", console::summary(&told, lang)).map_err(Failure::broken)?;
    writeln!(out, "{}", files.told()).map_err(Failure::broken)?;
    Ok(code(&told))
}

fn code(told: &Told) -> u8 {
    match told.kept {
        _ if told.interrupted => EXIT_BROKEN,
        true => EXIT_GREEN,
        false => EXIT_RED,
    }
}

fn failure(halt: Halt) -> Failure {
    match halt {
        Halt::NotApplicable(why) => Failure::Usage(why),
        other => Failure::broken(other),
    }
}

/// What arrives when: the curve's file, or one rate.
fn curve(arguments: &LoadArguments) -> Result<Curve, Mistake> {
    let mut curve = match &arguments.curve {
        Some(path) => Curve::read(path)?,
        None => {
            let last = arguments.last.unwrap_or(if arguments.steps { STEP } else { LAST });
            Curve::constant(arguments.rate.unwrap_or_else(|| spread(arguments, last)), last, Mix::default())
        }
    };
    if arguments.curve.is_some() {
        curve = arguments.last.map_or(curve.clone(), |last| curve.lasting(last));
    }
    if let (Some(_), Some(rate)) = (&arguments.curve, arguments.rate) {
        curve = curve.peaking_at(rate);
    }
    if let Some(think) = arguments.think {
        curve.mix.think = think;
    }
    Ok(curve)
}

/// The rate at which so many come within the time, where a number was given and no rate.
fn spread(arguments: &LoadArguments, last: Duration) -> f64 {
    let is_given = arguments.people < LoadArguments::PEOPLE && !arguments.steps;
    if is_given { arguments.people as f64 / last.as_secs_f64() } else { RATE }
}

fn wanted(arguments: &LoadArguments) -> Wanted {
    if arguments.steps {
        return Wanted::Steps { rate_max: arguments.rate_max, at_least: arguments.at_least };
    }
    Wanted::Once(if arguments.curve.is_some() { Shape::Curve } else { Shape::Rate })
}

fn bounds(arguments: &LoadArguments, accounts: usize) -> Bounds {
    Bounds {
        sockets: arguments.sockets,
        at_once: arguments.at_once,
        people: arguments.people,
        accounts,
        patience_s: arguments.patience.as_secs_f64(),
    }
}

fn earlier(arguments: &LoadArguments) -> Result<Option<Told>, Mistake> {
    let Some(path) = &arguments.compare else { return Ok(None) };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Mistake::of_option(&name, error.to_string(), "name the load.json of an earlier run")
    })?;
    compare::read(&name, &text).map(Some)
}

/// The command that drives it again.
fn command() -> String {
    let quoted = |word: String| if word.contains(' ') { format!("'{word}'") } else { word };
    let words = std::env::args().skip(1).map(quoted);
    std::iter::once("esia-harness".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

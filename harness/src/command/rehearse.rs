//! Owns `esia-harness rehearse`: a list in, a forecast and its proof out.

mod files;
mod input;
mod summary;

use std::collections::HashMap;

use jiff::tz::Offset;
use rehearse::days::Days;
use rehearse::names::FullName;
use rehearse::policy::{Matching, Spelling};
use rehearse::sample::Sample;
use rehearse::table::Table;
use rehearse::telling::Telling;
use rehearse::told::{Proof, Rehearsal};
use rehearse::{Forecast, School, readiness};
use roster::person::{PersonId, Roster};

use crate::args::{EXIT_BROKEN, EXIT_GREEN, EXIT_RED, RehearseArguments};
use crate::bench::halt::Halt;
use crate::bench::party::{Choice, Description, MNEMONIC, Protocol, Setting};
use crate::bench::provider::{ProcessHandles, Provider, Serving};
use crate::command::failure::Failure;
use crate::command::rehearse::files::Files;
use crate::command::rehearse::input::Input;
use crate::command::rehearse::summary::Took;
use crate::command::signals;
use crate::diary::Chance;
use crate::diary::esia::identity::Identity;
use crate::interrupt::Interrupt;
use crate::rehearse::{Cast, Proving, prove};
use crate::stopwatch::Stopwatch;

/// Moscow's, where a policy leaves days to the school.
const OF_THE_SCHOOL: Offset = Offset::constant(3);

/// Rehearses.
pub(super) fn execute(arguments: &RehearseArguments) -> Result<u8, Failure> {
    let watch = Stopwatch::start();
    let process_handles = ProcessHandles::default();
    let interrupt = signals::ending(process_handles.clone());
    let party = party(arguments)?;
    let (input, people) = Input::read(arguments)?;
    let read = watch.elapsed();
    let policy = &input.policy;
    let spelling = match policy.matching {
        Matching::NameAndSnils(spelling) => spelling,
        _ => Spelling::default(),
    };
    let days = Days::of(policy, arguments.date).map_err(|error| Failure::Usage(error.to_string()))?;
    let school = School::of(&people, spelling, days.phases[0]);
    let accounts = readiness::population(&school, &input.model, arguments.seed, days.phases[0]);
    let forecast = Forecast::new(&school, policy, &accounts, days.phases[0]);
    let table = Table::of(&forecast, &days);
    let sample = (!arguments.forecast_only).then(|| sample(arguments, &school, &table)).transpose()?;
    let names = {
        let all = |index: u32| name(&people, school.mentions[index as usize]);
        let cast = Cast { names: &all, school: &school, accounts: &accounts, forecast: &forecast };
        sample.as_ref().map(|sample| cast.names_for(&sample.members)).unwrap_or_default()
    };
    // A region's list is as large as all that is made from it.
    drop(people);
    let telling = Telling {
        school: &school,
        policy,
        accounts: &accounts,
        days: &days,
        table: &table,
        model: &input.model.id,
        seed: arguments.seed,
        what_if: arguments.what_if,
    };
    let mut told = telling.told();
    let forecast_took = watch.elapsed().saturating_sub(read);
    if let Some(before) = &input.before {
        told.compare(before);
    }
    let files = Files::new(arguments, &days, input::command(arguments));
    join(&mut told, &input, &school, &table);
    // Whatever becomes of the proof: the forecast is there.
    files.write(&told)?;
    summary::headline(&told, files.lang).map_err(Failure::written)?;
    if let Some(sample) = &sample {
        let names = |index: u32| names[&index].clone();
        let cast = Cast { names: &names, school: &school, accounts: &accounts, forecast: &forecast };
        let hands = (&process_handles, &interrupt);
        let proof = proven(arguments, (&input, &party), (cast, &days, &table, sample), hands);
        told.proof = Some(match proof {
            Err(_) if interrupt.is_requested() => Proof::broken_off(party.name()),
            other => other?,
        });
        files.write(&told)?;
    }
    let took = Took { read, forecast: forecast_took, whole: watch.elapsed() };
    summary::print(&told, &input, took, files.lang, &arguments.out).map_err(Failure::written)?;
    Ok(code(&told))
}

fn code(told: &Rehearsal) -> u8 {
    match &told.proof {
        Some(proof) if proof.interrupted => EXIT_BROKEN,
        _ if told.is_proven() => EXIT_GREEN,
        _ => EXIT_RED,
    }
}

fn name(people: &Roster, mention: u32) -> FullName {
    let person = people.person(PersonId(mention));
    FullName::of(person.last_name(), person.first_name(), person.middle_name())
}

/// Puts the real names beside the rows, where they are wanted: mentions have the same numbers in both readings.
fn join(told: &mut Rehearsal, input: &Input, school: &School, table: &Table) {
    let Some(real) = &input.real else { return };
    let out = school.indices().filter(|index| table.target[*index as usize].cause().is_some());
    for (row, index) in told.rows.iter_mut().zip(out) {
        let name = name(real, school.mentions[index as usize]);
        row.name = Some([name.last, name.first, name.middle].join(" ").trim().into());
    }
    let schools: HashMap<&str, &str> = school
        .indices()
        .map(|index| {
            let mention = PersonId(school.mentions[index as usize]);
            let number = school.member(index).school;
            (school.schools[number as usize].as_str(), real.person(mention).school())
        })
        .collect();
    for class in &mut told.classes {
        class.known_as = schools.get(class.school.as_str()).map(|school| (*school).to_owned());
    }
}

fn party(arguments: &RehearseArguments) -> Result<Choice, Failure> {
    let Some(path) = &arguments.party else { return Ok(Choice::Builtin) };
    let description = Description::read(path).map_err(|error| Failure::Usage(error.to_string()))?;
    if description.running.is_some() || !description.travels() {
        let why = "a rehearsal starts the diary itself and sets its clock: [start] with {now}, or [clock], is wanted";
        return Err(Failure::Usage(format!("{}: {why}", path.display())));
    }
    Ok(Choice::Described(Box::new(description)))
}

fn sample(arguments: &RehearseArguments, school: &School, table: &Table) -> Result<Sample, Failure> {
    if arguments.row.is_empty() {
        return Ok(Sample::of(school, table, arguments.sample, arguments.seed));
    }
    let members: Vec<u32> =
        school.indices().filter(|index| arguments.row.contains(&school.member(*index).row)).collect();
    if members.is_empty() {
        return Err(Failure::Usage("--row: nobody stands in that row".to_owned()));
    }
    Ok(Sample { members, by_chance: Vec::new(), cells: 0 })
}

fn proven(
    arguments: &RehearseArguments,
    (input, party): (&Input, &Choice),
    (cast, days, table, sample): (Cast<'_>, &Days, &Table, &Sample),
    (process_handles, interrupt): (&ProcessHandles, &Interrupt),
) -> Result<Proof, Failure> {
    let seed = arguments.seed;
    let protocol = Protocol::FIRST;
    let identity =
        std::thread::spawn(move || Identity::make(MNEMONIC, protocol.algorithm(), &Chance::seeded(seed)));
    let program = Provider::program(arguments.idp_bin.as_deref()).map_err(Failure::broken)?;
    let serving = Serving { listen: "127.0.0.1:0", seed, tls: false };
    let provider = Provider::start(&program, serving, &process_handles.one(), interrupt);
    let provider = provider.map_err(Failure::broken)?;
    let identity = identity.join().map_err(|_| Failure::Broken("failed to make a key".into()))?;
    let identity = identity.map_err(Failure::broken)?;
    let setting = Setting::of_own(&provider, &identity, party, seed, process_handles);
    let replay = input::replay(arguments);
    let proving = Proving {
        cast,
        days,
        table,
        sample,
        policy: input.of_diary.clone(),
        offset: input.policy.offset.unwrap_or(OF_THE_SCHOOL),
        setting,
        interrupt,
        replay: &replay,
    };
    prove(&proving).map_err(|halt| match halt {
        Halt::NotApplicable(why) => Failure::Usage(why),
        other => Failure::Broken(format!("{other}\n{}", provider.output_tail())),
    })
}

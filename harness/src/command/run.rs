//! Owns `esia-harness run`: a provider under the scenarios, reports over them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use clap::ValueEnum;

use crate::args::{Annotations, EXIT_BROKEN, EXIT_GREEN, EXIT_RED, RunArguments};
use crate::bench::browser::Browsers;
use crate::bench::chromedriver::{Chromedriver, Screen};
use crate::bench::idp::ControlToken;
use crate::bench::limits::Limits;
use crate::bench::party::{Choice, Description, MNEMONIC, Protocol};
use crate::bench::provider::{ProcessHandle, ProcessHandles, Provider, Serving};
use crate::command::failure::Failure;
use crate::command::ownership;
use crate::diary::Chance;
use crate::diary::esia::identity::Identity;
use crate::diary::esia::protocol::{Algorithm, Dialect};
use crate::interrupt::Interrupt;
use crate::lang;
use crate::report::capsule::Capsules;
use crate::report::console::Console;
use crate::report::file::{Files, Form};
use crate::report::history::History;
use crate::report::live::Live;
use crate::report::past::Past;
use crate::report::pictures::Pictures;
use crate::report::score::Score;
use crate::report::{Reporter, annotations, html, json, junit, sarif};
use crate::runner::{Abandon, Colour, Run};
use crate::scenario::{Scenario, catalog};
use crate::system::tls::{TlsError, Trust};

/// Where GitLab's example pipelines look for remarks.
const CODE_QUALITY: &str = "reports/gl-code-quality-report.json";

/// Runs the scenarios that were asked for.
pub(super) fn execute(arguments: &RunArguments) -> Result<u8, Failure> {
    let party = party(arguments)?;
    let scenarios = catalog::select(&arguments.scenarios, &party).map_err(|unmatched| {
        Failure::Usage(format!("no scenario is called `{unmatched}`; see `esia-harness list`"))
    })?;
    // The key takes a moment to make, as the provider takes a moment to start.
    let protocol = protocol(arguments)?;
    let seed = arguments.seed;
    let identity =
        thread::spawn(move || Identity::make(MNEMONIC, protocol.algorithm(), &Chance::seeded(seed)));
    let process_handles = ProcessHandles::default();
    let interrupt = interrupt(process_handles.clone());
    let provider = started(arguments, &party, &process_handles.one(), &interrupt)?;
    let trust = trust(arguments, &party, provider.as_ref())?;
    ownership::agreed(&party, &trust, &interrupt)?;
    let identity = identity.join().map_err(|_| Failure::Broken("failed to make a key".into()))?;
    let identity = identity.map_err(Failure::broken)?;

    let (base_url, control_url) = match (&provider, &arguments.idp) {
        (Some(provider), _) => (provider.base_url.clone(), provider.control_url.clone()),
        (None, idp) => {
            let base_url = idp.as_deref().unwrap_or_default().trim_end_matches('/').to_owned();
            let control_url = format!("{base_url}/control/v1");
            (base_url, control_url)
        }
    };
    let token = arguments.control_token_file.as_deref().map(control_token).transpose()?;
    let shown = (token.as_ref(), base_url.as_str());
    let browsers = browsers(arguments, &trust, shown, &process_handles.one(), &interrupt)?;
    // A party with one portal for all scenarios takes them one by one.
    let jobs = if party.is_settled() { 1 } else { arguments.jobs.unwrap_or_else(processors) };
    let run = Run {
        control_token: token.as_ref(),
        base_url: base_url.trim_end_matches('/'),
        control_url: control_url.trim_end_matches('/'),
        identity: &identity,
        protocol,
        party: &party,
        scenarios: &scenarios,
        browsers: &browsers,
        jobs,
        seed,
        replay: &replay(arguments).join(" "),
        limits: limits(arguments, &scenarios, jobs),
        interrupt: &interrupt,
        trust: &trust,
        process_handles: &process_handles,
        abandon: Some(Abandon(&|| leave(&process_handles))),
        fail_fast: arguments.fail_fast,
        without: &[],
    };
    let colour = report(&run, arguments)?;
    if colour == Colour::Broken && !interrupt.is_requested() {
        let words = provider.as_ref().map(Provider::output_tail).filter(|words| !words.is_empty());
        words.iter().for_each(|words| eprint!("the provider's last words:\n{words}"));
    }
    Ok(match colour {
        Colour::Green => EXIT_GREEN,
        Colour::Red => EXIT_RED,
        Colour::Broken => EXIT_BROKEN,
    })
}

/// The limits, with an equal share of the time for lies for each scenario that tells some.
fn limits(arguments: &RunArguments, scenarios: &[Scenario], jobs: usize) -> Limits {
    let limits = arguments.limits();
    let count = scenarios.iter().filter(|one| one.tells_lies()).count().max(1);
    let shares = |whole: u64| {
        let [jobs, count] = [jobs, count].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        Duration::from_secs(whole).saturating_mul(jobs) / count
    };
    Limits { mutations_for: arguments.mutations_for.map_or(limits.mutations_for, shares), ..limits }
}

fn control_token(file: &Path) -> Result<ControlToken, Failure> {
    ControlToken::from_file(file).map_err(|why| Failure::Usage(why.to_string()))
}

/// A provider of our own, unless there is one.
fn started(
    arguments: &RunArguments,
    party: &Choice,
    handle: &ProcessHandle,
    interrupt: &Interrupt,
) -> Result<Option<Provider>, Failure> {
    if arguments.idp.is_some() {
        return Ok(None);
    }
    let path = Provider::program(arguments.idp_bin.as_deref()).map_err(Failure::broken)?;
    let listen = match party {
        Choice::Described(description) => description.running.as_deref(),
        Choice::Builtin => None,
    };
    let listen = listen.unwrap_or("127.0.0.1:0");
    let serving = Serving { listen, seed: arguments.seed, tls: arguments.tls };
    Provider::start(&path, serving, handle, interrupt).map(Some).map_err(Failure::broken)
}

/// The roots of the run: the portal's, the party's own, and those of the built-in diaries.
fn trust(arguments: &RunArguments, party: &Choice, provider: Option<&Provider>) -> Result<Trust, Failure> {
    let usage = |error: TlsError| Failure::Usage(format!("--idp-ca: {error}"));
    let is_https = arguments.idp.as_ref().is_some_and(|idp| idp.starts_with("https:"));
    let mut trust = match (provider, &arguments.idp_ca) {
        (Some(provider), _) => provider.trust.clone(),
        (None, Some(file)) if is_https => Trust::default().portal(file, BTreeMap::new()).map_err(usage)?,
        (None, _) => Trust::default(),
    };
    if let Choice::Described(description) = party
        && let Some(file) = &description.ca_file
    {
        trust = trust.and(file).map_err(usage)?;
    }
    let is_secure = arguments.tls || is_https;
    if is_secure { trust.with_https_diaries().map_err(Failure::broken) } else { Ok(trust) }
}

/// The party that the run is about.
fn party(arguments: &RunArguments) -> Result<Choice, Failure> {
    let Some(path) = &arguments.party else {
        return Ok(Choice::Builtin);
    };
    let description = Description::read(path).map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(Choice::Described(Box::new(description)))
}

/// How the built-in diary is to speak. Another party speaks as it does, with the key that is made for it.
fn protocol(arguments: &RunArguments) -> Result<Protocol, Failure> {
    let asked = &arguments.protocol;
    if arguments.party.is_some() && (asked.dialect, asked.token_algorithm) != (Dialect::V1, Algorithm::Rsa) {
        return Err(Failure::Usage(
            "--dialect and --token-algorithm are the built-in diary's: your own diary speaks as it does, and its file \
             names token_algorithm"
                .into(),
        ));
    }
    asked.protocol().map_err(|error| Failure::Usage(error.to_string()))
}

/// The browsers that were asked for.
fn browsers(
    arguments: &RunArguments,
    trust: &Trust,
    (token, portal): (Option<&ControlToken>, &str),
    handle: &ProcessHandle,
    interrupt: &Interrupt,
) -> Result<Browsers, Failure> {
    let Some(hand) = arguments.browser.hand() else {
        return match arguments.screen {
            Some(_) => Err(Failure::Usage(
                "--screen is the size of a Chromium's window: add --browser chromium".into(),
            )),
            None => Ok(Browsers::Http),
        };
    };
    let screen = arguments.screen.unwrap_or(Screen::DESK);
    let driver = Chromedriver::start(screen, hand, handle, interrupt).map_err(Failure::broken)?;
    Ok(Browsers::Chromium(Arc::new(driver.pinning(trust.pins()).showing(token, portal))))
}

/// The first Ctrl-C lets the reports be finished; the second ends what was started and this process at once.
fn interrupt(process_handles: ProcessHandles) -> Interrupt {
    Interrupt::on_signals(move || {
        leave(&process_handles);
    })
}

/// Ends all started processes, then this one.
fn leave(process_handles: &ProcessHandles) -> Infallible {
    process_handles.end();
    std::process::exit(i32::from(EXIT_BROKEN))
}

/// Runs and reports.
fn report(run: &Run<'_>, arguments: &RunArguments) -> Result<Colour, Failure> {
    let mut live = Live::on_a_terminal();
    let out = || -> Box<dyn Write> {
        live.as_ref().map_or_else(|| Box::new(stdout()) as Box<dyn Write>, |live| Box::new(live.above()))
    };
    let lang = arguments.lang.unwrap_or_else(lang::of_environment);
    let mut console =
        Console::new(out()).in_language(lang).verbose(arguments.verbose).beside_live(live.is_some());
    let past = Past::read(&arguments.history);
    let mut files = Files::new(wanted(arguments), past.clone()).in_language(lang);
    let mut capsules = Capsules::new(arguments.capsules.clone(), replay(arguments), out()).in_language(lang);
    let mut history = History::new(arguments.history.clone(), past, out()).in_language(lang);
    let mut github = annotations::Github::new(stdout()).in_language(lang);
    let mut score = Score::new(out(), lang);
    let mut pictures = Pictures::new(arguments.screens.clone());
    let mut reporters: Vec<&mut dyn Reporter> = Vec::new();
    // The line is cleared before the reports print how the run went.
    reporters.extend(live.iter_mut().map(|live| live as &mut dyn Reporter));
    reporters.extend([
        &mut console as &mut dyn Reporter,
        &mut score,
        &mut files,
        &mut history,
        &mut capsules,
    ]);
    if arguments.browser.hand().is_some() {
        reporters.push(&mut pictures);
    }
    if arguments.annotations == Some(Annotations::Github) {
        reporters.push(&mut github);
    }
    run.run(&mut reporters).map_err(Failure::written)
}

/// The files that were asked for, each with its form.
fn wanted(arguments: &RunArguments) -> Vec<(PathBuf, Form)> {
    let gitlab = (arguments.annotations == Some(Annotations::Gitlab)).then(|| PathBuf::from(CODE_QUALITY));
    let asked: [(Option<PathBuf>, Form); 5] = [
        (arguments.report_html.clone(), html::render),
        (arguments.report_json.clone(), json::render),
        (arguments.report_junit.clone(), junit::render),
        (arguments.report_sarif.clone(), sarif::render),
        (gitlab, annotations::gitlab),
    ];
    asked.into_iter().filter_map(|(path, form)| Some((path?, form))).collect()
}

/// The command that runs a scenario again, up to its id.
fn replay(arguments: &RunArguments) -> Vec<String> {
    let mut command = vec!["esia-harness".to_owned(), "run".to_owned()];
    let idp_bin = arguments.idp_bin.as_ref().map(|path| path.display().to_string());
    let seed = Some(arguments.seed.to_string());
    let browser = arguments.browser.hand().and(arguments.browser.to_possible_value());
    let browser = browser.map(|browser| browser.get_name().to_owned());
    let screen = arguments.screen.map(|screen| screen.to_string());
    let party = arguments.party.as_ref().map(|path| path.display().to_string());
    let idp_ca = arguments.idp_ca.as_ref().filter(|_| arguments.idp.is_some());
    let idp_ca = idp_ca.map(|path| path.display().to_string());
    let protocol = arguments.protocol.protocol().ok().filter(|protocol| *protocol != Protocol::FIRST);
    let spoken = |name: fn(Protocol) -> &'static str| protocol.map(|protocol| name(protocol).to_owned());
    let (limits, usual) = (arguments.limits(), Limits::USUAL);
    let mutations = Some(arguments.mutations).filter(|wanted| *wanted != usual.mutations);
    let mutations = mutations.and_then(|wanted| Some(wanted.to_possible_value()?.get_name().to_owned()));
    let unusual = |limit: u64, usual: u64| (limit != usual).then(|| limit.to_string());
    let options = [
        ("--seed", seed),
        ("--answer-seconds", unusual(limits.exchange.as_secs(), usual.exchange.as_secs())),
        ("--answer-bytes", unusual(limits.body_octets_max, usual.body_octets_max)),
        ("--scenario-seconds", unusual(limits.story.as_secs(), usual.story.as_secs())),
        ("--mutations", mutations),
        ("--patience", unusual(limits.patience.as_secs(), usual.patience.as_secs())),
        ("--dialect", spoken(|protocol| protocol.dialect().name())),
        ("--algorithm", spoken(|protocol| protocol.algorithm().name())),
        ("--token-algorithm", spoken(|protocol| protocol.token_algorithm().name())),
        ("--browser", browser),
        ("--screen", screen),
        ("--idp", arguments.idp.clone()),
        ("--idp-bin", idp_bin),
        ("--idp-ca", idp_ca),
        ("--party", party),
    ];
    for (name, value) in options {
        command.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
    }
    command.extend(arguments.tls.then(|| "--tls".to_owned()));
    command
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

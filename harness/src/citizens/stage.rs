//! Owns where a run takes place: a portal of its own, the party, and the people whom both know.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use reqwest::Url;

use crate::bench::halt::Halt;
use crate::bench::http::http_trusting;
use crate::bench::idp::Idp;
use crate::bench::limits::Limits;
use crate::bench::party::{
    Choice, Described, Description, Introduced, MNEMONIC, Protocol, RelyingParty, Setting,
};
use crate::bench::provider::{ProcessHandles, Provider, Serving};
use crate::bench::transcript::Transcript;
use crate::citizens::page::Places;
use crate::citizens::people::People;
use crate::citizens::processes::Processes;
use crate::citizens::progress::Progress;
use crate::diary::Chance;
use crate::diary::esia::identity::Identity;
use crate::interrupt::Interrupt;
use crate::system::tls::Trust;

/// The built-in diary under load: everybody is known by name and number.
const BUILTIN: &str = r##"
[party]
name = "the built-in diary"
url = "http://{host}"

[start]
command = [
    "{harness}", "diary", "--idp", "{idp}", "--listen", "{host}",
    "--mnemonic", "{mnemonic}", "--key", "{key}", "--certificate", "{certificate}", "--portal-key", "{portal_certificate}",
    "--policy", "voronezh-itek-2017", "--school", "FILE_OF_THE_SCHOOL",
]

[client]
mnemonic = "SCHOOL_DIARY"
scopes = ["openid", "fullname", "snils", "id_doc"]

[sign_in]
press = "через Госуслуги"

[who]
page = "/cabinet"
selector = "#who"
attribute = "data-user"
is = "{user}"

[refused]
selector = "#refusal"

[people]
known = "anybody"
"##;

/// What a run wants of its place.
pub(crate) struct Wish<'w> {
    /// The party's file; nothing for the built-in diary.
    pub(crate) party: Option<&'w Description>,
    /// The provider's program.
    pub(crate) program: &'w Path,
    /// How many accounts.
    pub(crate) accounts: usize,
    /// The seed of the portal's chance.
    pub(crate) seed: u64,
}

/// The place. Dropping it ends the processes.
pub(crate) struct Stage {
    pub(super) places: Places,
    pub(super) people: People,
    pub(super) processes: Processes,
    pub(super) trust: Trust,
    /// What the party is called.
    pub(crate) party: String,
    // In this order: the party ends before the portal does.
    pub(super) files: Files,
    pub(super) provider: Provider,
}

impl Stage {
    /// Starts portal and party, and makes the people.
    pub(crate) fn open(
        wish: &Wish<'_>,
        (process_handles, interrupt): (&ProcessHandles, &Interrupt),
        progress: &Progress,
    ) -> Result<Self, Halt> {
        let broken = |error: &dyn std::fmt::Display| Halt::Broken(error.to_string());
        let (protocol, seed) = (Protocol::FIRST, wish.seed);
        let identity =
            std::thread::spawn(move || Identity::make(MNEMONIC, protocol.algorithm(), &Chance::seeded(seed)));
        let listen = wish.party.and_then(|party| party.running.as_deref()).unwrap_or("127.0.0.1:0");
        let serving = Serving { listen, seed, tls: false };
        let provider = Provider::start(wish.program, serving, &process_handles.one(), interrupt);
        let provider = provider.map_err(|error| broken(&error))?;
        let identity = identity.join().map_err(|_| broken(&"failed to make a key"))?;
        let identity = identity.map_err(|error| broken(&error))?;
        let idp = Idp::new(http_trusting(&provider.trust)?, &provider.base_url, &provider.control_url);
        let people = People::make(&idp, wish.accounts, |count| {
            progress.says(&format!("{count} / {} accounts", wish.accounts));
        })?;
        let files = Files::new(&people)?;
        let description = match wish.party {
            Some(description) => description.clone(),
            None => builtin(&files)?,
        };
        let name = description.name.clone();
        let choice = Choice::Described(Box::new(description));
        let now = idp.now()?;
        let own = Setting::of_own(&provider, &identity, &choice, seed, process_handles);
        let setting = Setting { now: &now, ..own };
        let party = started(&choice, &idp, &setting, interrupt)?;
        introduce(&party, &people, interrupt)?;
        let processes = Processes { party: party.number_of_process(), portal: provider.number() };
        let places = places(party, idp.base_url())?;
        let trust = provider.trust.clone();
        Ok(Self { places, people, processes, trust, party: name, files, provider })
    }
}

fn builtin(files: &Files) -> Result<Description, Halt> {
    let text = BUILTIN.replace("FILE_OF_THE_SCHOOL", &files.school().display().to_string());
    let description = Description::parse("the built-in diary", &text, PathBuf::from("."));
    description.map_err(|error| Halt::Broken(error.to_string()))
}

fn started(
    choice: &Choice,
    idp: &Idp,
    setting: &Setting<'_>,
    interrupt: &Interrupt,
) -> Result<Described, Halt> {
    let Choice::Described(description) = choice else {
        return Err(Halt::Broken("the party is not one of a file".to_owned()));
    };
    // Nobody reads this record: a load run tells numbers.
    let (events, _) = mpsc::channel();
    let transcript = Transcript::within(Limits::USUAL, "load", events, interrupt.clone());
    Described::start(description, idp, setting, &transcript)
}

/// Takes everybody in, where the party has to be told whom it lets in.
fn introduce(party: &Described, people: &People, interrupt: &Interrupt) -> Result<(), Halt> {
    match party.known_by() {
        Introduced::Anybody => Ok(()),
        Introduced::ByBinding => {
            let why = "[people] `known`: a load run cannot bind accounts one by one; \
                       write `known = \"put\"` with [people.put], or `known = \"anybody\"`";
            Err(Halt::NotApplicable(why.to_owned()))
        }
        Introduced::Known => {
            for person in &people.all {
                if interrupt.is_requested() {
                    return Err(Halt::Interrupted);
                }
                party.introduce(person)?;
            }
            Ok(())
        }
    }
}

fn places(party: Described, portal: &str) -> Result<Places, Halt> {
    let parsed = |text: &str| text.parse::<Url>().map_err(|error| Halt::Broken(format!("`{text}`: {error}")));
    let (start, press) = party.way_in();
    let (start, press) = (parsed(&start)?, press.map(str::to_owned));
    let (inside, portal) = (parsed(&party.inside())?, parsed(portal)?.origin().ascii_serialization());
    Ok(Places { party, portal, start, press, inside })
}

/// The files of a run, which go with it.
pub(super) struct Files(PathBuf);

impl Files {
    fn new(people: &People) -> Result<Self, Halt> {
        let folder = std::env::temp_dir().join(format!("esia-load-{}", std::process::id()));
        let files = Self(folder);
        let written =
            std::fs::create_dir_all(&files.0).and_then(|()| std::fs::write(files.school(), people.school()));
        written.map_err(|error| Halt::Broken(format!("{}: {error}", files.0.display())))?;
        Ok(files)
    }

    fn school(&self) -> PathBuf {
        self.0.join("school.toml")
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // What cannot be removed stays in the machine's temporary folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

//! Owns what a file says of a relying party, as values that agree with one another.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

use crate::bench::idp::Level;
use crate::bench::party::blanks;
use crate::bench::party::file::form::{Hook, KnownBy, Place};
use crate::bench::party::relying_party::LegacyUser;
use crate::diary::Policy;

/// What a file says of a relying party.
#[derive(Debug, Clone)]
pub struct Description {
    /// What it is called.
    pub name: String,
    /// The letter whose rules it follows, if it follows one.
    pub policy: Option<String>,
    /// The address at which a party that runs already looks for the portal; nothing for one that is started.
    pub running: Option<String>,
    /// The roots that the party's own HTTPS is verified against, beside the portal's.
    pub ca_file: Option<PathBuf>,
    /// The rules of its own, from a file.
    pub(crate) own_policy: Option<Policy>,
    /// Findings that its owner has accepted for a while.
    pub(crate) accepted: Vec<Accepted>,
    /// What it demands of an account.
    pub(crate) demands: Demands,
    pub(crate) url: String,
    pub(crate) start: Option<Start>,
    pub(crate) client: Client,
    pub(crate) sign_in: Place,
    pub(crate) who: Who,
    pub(crate) marks_page: Option<String>,
    pub(crate) refused: Option<Refused>,
    pub(crate) leave: Option<Place>,
    pub(crate) leave_with_portal: Option<Place>,
    pub(crate) known_by: KnownBy,
    pub(crate) put: Option<Hook>,
    pub(crate) remove: Option<Hook>,
    pub(crate) reset: Option<Hook>,
    pub(crate) password: Option<Password>,
    pub(crate) binding: Option<Binding>,
    pub(crate) clock: Option<Hook>,
    pub(crate) log: Option<Log>,
    pub(crate) users: Vec<LegacyUser>,
    pub(crate) words: BTreeMap<String, String>,
    /// The folder of the file, in which its commands run.
    pub(crate) folder: PathBuf,
}

/// How a party is started for a scenario.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) command: Vec<String>,
    pub(crate) environment: BTreeMap<String, String>,
    pub(crate) ready: String,
    pub(crate) within: Duration,
}

/// A finding that the owner of a party has accepted.
#[derive(Debug, Clone)]
pub(crate) struct Accepted {
    pub(crate) scenario: String,
    pub(crate) reason: String,
    /// The last day on which it is.
    pub(crate) until: Date,
}

/// What a party keeps as its log.
#[derive(Debug, Clone)]
pub(crate) enum Log {
    /// What its process prints.
    Printed,
    /// What this reads.
    Read(Hook),
}

/// What a party demands of an account, as far as its file says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Demands {
    pub(crate) level: Option<Level>,
    pub(crate) matched: Option<Vec<String>>,
    pub(crate) needs: Vec<String>,
    /// What it keeps with a bound account, to compare records with.
    pub(crate) keeps: Vec<String>,
    pub(crate) attempt_minutes: Option<u64>,
    pub(crate) session_minutes: Option<u64>,
    pub(crate) password_tries: Option<u64>,
    pub(crate) several_devices: bool,
}

/// How it is registered.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) mnemonic: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) redirect_hosts: Vec<String>,
    pub(crate) certificate: Option<String>,
    pub(crate) signature_check: String,
    pub(crate) tolerances: Vec<String>,
    pub(crate) dialects: Vec<String>,
    pub(crate) token_algorithm: String,
}

/// How it says who is in.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) page: String,
    pub(crate) selector: String,
    pub(crate) attribute: Option<String>,
    pub(crate) is: String,
}

/// How a page refuses.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub(crate) selector: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) text: Option<String>,
}

/// The password sign-in.
#[derive(Debug, Clone)]
pub(crate) struct Password {
    pub(crate) page: String,
    pub(crate) login: String,
    pub(crate) password: String,
    pub(crate) press: String,
}

/// How an account of the portal is bound to the user who is in.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(crate) press: String,
    pub(crate) done: String,
    pub(crate) undo: Option<String>,
    pub(crate) go_on: Option<String>,
}

impl Description {
    /// The host of its address; nothing where the harness chooses it.
    pub(crate) fn host(&self) -> Option<String> {
        if blanks::names(&self.url).any(|name| name == "host") {
            return None;
        }
        let url: reqwest::Url = self.url.replace("{port}", "80").parse().ok()?;
        url.host_str().map(str::to_owned)
    }

    /// Whether the party's clock can be set to the moment at which a scenario begins.
    pub(crate) fn travels(&self) -> bool {
        let is_told = |text: &String| blanks::names(text).any(|name| name == "now");
        let at_start = self
            .start
            .as_ref()
            .is_some_and(|start| start.command.iter().chain(start.environment.values()).any(is_told));
        at_start || self.clock.is_some()
    }

    /// The words that the party is known to use.
    pub(crate) fn declared(&self) -> Vec<String> {
        let pressed = [Some(&self.sign_in), self.leave.as_ref(), self.leave_with_portal.as_ref()];
        let pressed = pressed.into_iter().flatten().filter_map(|place| place.press.clone());
        let password = self.password.iter();
        let password = password.flat_map(|way| [&way.login, &way.password, &way.press].map(Clone::clone));
        let binding = self.binding.iter();
        let binding =
            binding.flat_map(|way| [Some(way.press.clone()), Some(way.done.clone()), way.go_on.clone()]);
        let marks = self.users.iter().flat_map(|user| user.marks).map(|mark| (*mark).to_owned());
        pressed.chain(password).chain(binding.flatten()).chain(marks).collect()
    }
}

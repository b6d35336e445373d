//! Owns the form of a party's file as TOML: its tables and keys, and their defaults.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) party: Party,
    pub(super) start: Option<Spanned<Start>>,
    pub(super) running: Option<Spanned<Running>>,
    pub(super) client: Client,
    pub(super) sign_in: Spanned<Place>,
    pub(super) who: Who,
    pub(super) marks: Option<Marks>,
    pub(super) refused: Option<Spanned<Refused>>,
    pub(super) leave: Option<Spanned<Place>>,
    pub(super) leave_with_portal: Option<Spanned<Place>>,
    pub(super) people: People,
    pub(super) password: Option<Password>,
    pub(super) binding: Option<Binding>,
    pub(super) clock: Option<Clock>,
    pub(super) log: Option<Spanned<LogKept>>,
    pub(super) limits: Option<Limits>,
    #[serde(default)]
    pub(super) accepted: Vec<Accepted>,
    #[serde(default)]
    pub(super) user: Vec<User>,
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Party {
    pub(super) name: String,
    pub(super) url: Spanned<String>,
    pub(super) ca_file: Option<Spanned<String>>,
    pub(super) policy: Option<Spanned<String>>,
    pub(super) policy_file: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    pub(super) command: Spanned<Vec<String>>,
    pub(super) environment: Option<Spanned<BTreeMap<String, String>>>,
    pub(super) ready: Option<Spanned<String>>,
    pub(super) within_s: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Running {
    pub(super) idp: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Client {
    pub(super) mnemonic: Spanned<String>,
    pub(super) scopes: Spanned<Vec<String>>,
    pub(super) redirect_hosts: Option<Spanned<Vec<String>>>,
    pub(super) certificate: Option<Spanned<String>>,
    pub(super) signature_check: Option<Spanned<String>>,
    pub(super) tolerances: Option<Spanned<Vec<String>>>,
    pub(super) dialects: Option<Spanned<Vec<String>>>,
    pub(super) token_algorithm: Option<Spanned<String>>,
}

/// A page and what is pressed there; or an address that does it by itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// The page; the front door when left out.
    pub(crate) page: Option<String>,
    /// The words on the link or the button.
    pub(crate) press: Option<String>,
    /// An address that is opened instead.
    pub(crate) address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Who {
    pub(super) page: Spanned<String>,
    pub(super) selector: Spanned<String>,
    pub(super) attribute: Option<String>,
    pub(super) is: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    pub(super) page: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refused {
    pub(super) selector: Option<Spanned<String>>,
    pub(super) status: Option<Spanned<u16>>,
    pub(super) text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) known: Spanned<KnownBy>,
    pub(super) put: Option<Spanned<Hook>>,
    pub(super) remove: Option<Spanned<Hook>>,
    pub(super) reset: Option<Spanned<Hook>>,
    pub(super) level: Option<Spanned<String>>,
    #[serde(rename = "match")]
    pub(super) matched: Option<Spanned<Vec<String>>>,
    pub(super) needs: Option<Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    pub(super) scenario: Spanned<String>,
    pub(super) reason: Spanned<String>,
    pub(super) until: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limits {
    pub(super) attempt_minutes: Option<u64>,
    pub(super) session_minutes: Option<u64>,
    pub(super) password_tries: Option<u64>,
    #[serde(default)]
    pub(super) several_devices: bool,
}

/// How the party knows who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KnownBy {
    /// Any portal account.
    Anybody,
    /// Someone puts people in first; the hook does it here.
    Put,
    /// People enter by password and bind.
    Binding,
}

/// A request to the party, or a command, that does something for the harness.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Hook {
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) body: Option<String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) command: Option<Vec<String>>,
    pub(crate) within_s: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    pub(super) page: Option<Spanned<String>>,
    pub(super) login: Option<String>,
    pub(super) password: Option<String>,
    pub(super) press: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Binding {
    pub(super) press: String,
    pub(super) done: String,
    pub(super) undo: Option<String>,
    pub(super) go_on: Option<String>,
    pub(super) keeps: Option<Spanned<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clock {
    pub(super) put: Spanned<Hook>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LogKept {
    #[serde(default)]
    pub(super) printed: bool,
    pub(super) read: Option<Spanned<Hook>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
    pub(super) id: Spanned<String>,
    pub(super) name: [String; 3],
    pub(super) login: String,
    pub(super) password: String,
    #[serde(default)]
    pub(super) marks: Vec<String>,
    pub(super) sees: Option<Spanned<Vec<String>>>,
    pub(super) role: Option<String>,
}

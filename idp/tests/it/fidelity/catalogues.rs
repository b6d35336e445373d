//! Owns the lists of behaviours: each is read from a catalogue of the code, from its types, or from what it serves.

use std::collections::BTreeSet;

use idp::domain::journal::reason;
use idp::domain::organisation::AgencyKind;
use idp::domain::person::contact::ContactKind;
use idp::domain::person::{DocumentKind, VerifyState};
use idp::domain::session::SignInMethod;
use idp::domain::tolerance::Tolerance;
use idp::domain::{consent, scope, settings};
use idp::protocol::rs::embed;
use idp::protocol::{import, oauth, rs};

use crate::source::root;

use super::{routes, wire};

type Names = BTreeSet<String>;

/// A kind of behaviours.
pub(super) struct Kind {
    /// The file of its marks.
    pub(super) file: &'static str,
    /// What the document calls it.
    pub(super) title: &'static str,
    /// Where the list comes from.
    pub(super) from: &'static str,
    /// The list.
    pub(super) names: fn() -> Names,
    /// Some that must be in it, so that a list that cannot be read any more is noticed.
    pub(super) samples: &'static [&'static str],
}

/// Every kind, in the order of the document.
pub(super) fn kinds() -> Vec<Kind> {
    [protocol(), data(), realm()].into_iter().flatten().collect()
}

/// What stands in requests, answers and tokens of sign-ins.
fn protocol() -> Vec<Kind> {
    vec![
        Kind {
            file: "endpoints",
            title: "Endpoints",
            from: "the router's own map; the paths of the control API are one",
            names: routes::served,
            samples: &["/aas/oauth2/v2/ac", "/rs/prns/{oid}/{part}", "/idp/ext/Logout", "/control/v1/…"],
        },
        Kind {
            file: "parameters",
            title: "Parameters of requests",
            from: "the texts by which `ac` and `te` are read; the types that queries and bodies of the other faces are read into",
            names: parameters,
            samples: &["ac.client_id", "te.code_verifier", "LogoutQuery.redirect_url", "Permission.sysname"],
        },
        Kind {
            file: "claims",
            title: "Claims and members of answers",
            from: "the types that tokens and the answers of `te` and of the sign-in page's calls are made of",
            names: claims,
            samples: &["AccessClaims.urn:esia:sid", "Acr.2fa", "TokenAnswer.expires_in", "Header.sbt"],
        },
        Kind {
            file: "errors",
            title: "Errors",
            from: "the catalogues of `protocol/oauth/error`, `protocol/rs/error`, `protocol/rs/consent` and `protocol/import/error`",
            names: errors,
            samples: &["ESIA-007004 access_denied", "ESIA-005011 SecurityErrorEnum.invalidToken"],
        },
        Kind {
            file: "scopes",
            title: "Scopes",
            from: "the catalogues of `domain/scope`",
            names: scopes,
            samples: &["fullname", "kid_contacts", "org_ogrn", "http://esia.gosuslugi.ru/ext_imp"],
        },
        Kind {
            file: "values",
            title: "Words and values",
            from: "the enumerations that have names on the wire, and the words in the functions that read or spell them",
            names: values,
            samples: &[
                "amr.DLG",
                "lvl.KD",
                "person_filter.acc_not_kid",
                "data.PTA",
                "push.PermissionOperationEnum.issuePermission",
            ],
        },
    ]
}

/// What the data API and the consent platform show.
fn data() -> Vec<Kind> {
    vec![
        Kind {
            file: "attributes",
            title: "Attributes of the data API, of consents and of pushes",
            from: "the types that these answers are made of",
            names: || {
                wire::fields("Serialize", |path| {
                    path.starts_with("protocol/rs/")
                        || path == "protocol/push.rs"
                        || path == "protocol/import/answer.rs"
                })
            },
            samples: &["PersonResource.rIdDoc", "KidResource.countParentLink", "ConsentPush.issPrmId"],
        },
        Kind {
            file: "parts",
            title: "Collections, links and embedding",
            from: "the words by which paths below a person and an organisation, and `embed`, are read",
            names: parts,
            samples: &["person.ctts", "organisation.emps", "embed.kids", "link.prmns"],
        },
        Kind {
            file: "consents",
            title: "Kinds of consents",
            from: "the registry of the program, `fixtures/consents.toml`",
            names: consents,
            samples: &["kind.EDU_JOURNAL", "action.ALL_ACTIONS_TO_DATA"],
        },
    ]
}

/// Rules, registrations, settings, lives.
fn realm() -> Vec<Kind> {
    vec![
        Kind {
            file: "rules",
            title: "Rules",
            from: "the catalogue of the reasons that a request is refused for, `domain/journal/reason`",
            names: || {
                reason::CATALOGUE.iter().flat_map(|(_, all)| *all).map(|one| one.id.to_owned()).collect()
            },
            samples: &["timestamp-off", "refresh-reused"],
        },
        Kind {
            file: "registration",
            title: "Registration of a relying party",
            from: "the type of a registration, `domain/client`, and the catalogue of tolerances",
            names: registration,
            samples: &["Client.site_url", "Lifetimes.code_ms", "tolerance.sha1"],
        },
        Kind {
            file: "settings",
            title: "Settings and their defaults",
            from: "the catalogue of `domain/settings`",
            names: || settings::catalogue::CATALOGUE.iter().map(|row| row.name.to_owned()).collect(),
            samples: &["issuer", "consents.gate"],
        },
        Kind {
            file: "life",
            title: "The life of an account",
            from: "the states and commands of [LIFECYCLE.md](LIFECYCLE.md), which the rules themselves answer",
            names: life,
            samples: &["state.confirmed", "command.submit"],
        },
    ]
}

fn under(key: &str, names: impl IntoIterator<Item = impl AsRef<str>>) -> Names {
    names.into_iter().map(|name| format!("{key}.{}", name.as_ref())).collect()
}

fn joined(all: impl IntoIterator<Item = Names>) -> Names {
    all.into_iter().flatten().collect()
}

fn parameters() -> Names {
    // Pages have fields of their own words; of what browsers bring, only these two are told by relying parties.
    let of_parties = ["web/portal/logout.rs", "web/portal/return_context.rs"];
    let pages = ["web/portal/", "web/pages/", "web/control/", "web/middleware/", "web/request/"];
    let face = |path: &str| {
        of_parties.contains(&path)
            || path.starts_with("web/") && !pages.iter().any(|page| path.starts_with(page))
    };
    joined([
        under("ac", wire::all_words(|path| path == "protocol/oauth/authorize.rs")),
        under("te", wire::all_words(|path| path == "protocol/oauth/token.rs")),
        wire::fields("Deserialize", |path| path == "protocol/oauth/permissions.rs"),
        wire::fields("Deserialize", |path| path == "protocol/import/body.rs"),
        wire::fields("Deserialize", face),
    ])
}

fn claims() -> Names {
    let files = [
        "protocol/jose/claims.rs",
        "protocol/jose/jws.rs",
        "protocol/oauth/token.rs",
        "protocol/oauth/login.rs",
    ];
    wire::fields("Serialize", |path| files.contains(&path))
}

fn errors() -> Names {
    let oauth = oauth::error::CATALOGUE.iter().chain(oauth::error::OF_API_KEY);
    let oauth = oauth.map(|one| format!("{} {}", one.journal_code(), one.error));
    let data = rs::error::CATALOGUE.iter().chain(rs::error::CONSENTS).chain(rs::error::ORGANISATIONS);
    let data = data.map(|one| format!("{} {}", one.code, one.message));
    let banks = import::CATALOGUE.iter().map(|one| format!("{} of banks", one.code));
    oauth.chain(data).chain(banks).collect()
}

fn scopes() -> Names {
    let persons = scope::CATALOGUE.iter().map(|one| one.name);
    let organisations = scope::organisation::CATALOGUE.iter().map(|(name, _)| *name);
    persons
        .chain(organisations)
        .chain(scope::profile().iter().map(|one| one.name))
        .map(str::to_owned)
        .collect()
}

fn values() -> Names {
    let data = |path: &str| {
        path.starts_with("protocol/rs/")
            && !path.starts_with("protocol/rs/avatar")
            && !["error.rs", "embed.rs"].iter().any(|end| path.ends_with(end))
    };
    joined([
        under("amr", SignInMethod::ALL.map(SignInMethod::name)),
        under("lvl", wire::words("protocol/jose/claims.rs", "level")),
        under(
            "person_filter",
            wire::words("protocol/oauth/person_filter.rs", "read")
                .into_iter()
                .filter(|word| word.contains("acc")),
        ),
        under("roles", wire::words("protocol/oauth/roles.rs", "roles")),
        under("obj_type", wire::words("protocol/oauth/roles.rs", "types")),
        under("code_challenge_method", wire::words("domain/settings/wire.rs", "of")),
        under("push", wire::all_words(|path| path == "protocol/push.rs")),
        under("data", wire::all_words(data).into_iter().filter(|word| !word.starts_with("ESIA-"))),
        under("data", wire::words("domain/account/checked.rs", "fms_state")),
        under("data", wire::words("domain/person/gender.rs", "wire")),
        under("contact", ContactKind::ALL.map(ContactKind::wire)),
        under("data", wire::words("domain/person/address.rs", "wire")),
        under("document", DocumentKind::ALL.map(DocumentKind::wire)),
        under("check", VerifyState::ALL.map(VerifyState::wire)),
        under("agency", AgencyKind::ALL.map(AgencyKind::wire)),
        under(
            "org",
            wire::words("domain/organisation/parts.rs", "wire")
                .into_iter()
                .filter(|word| word.starts_with('O')),
        ),
    ])
}

fn parts() -> Names {
    let links = wire::words("web/rs/headers.rs", "PARTS");
    joined([
        under("person", wire::words("web/rs/part.rs", "of")),
        under(
            "organisation",
            wire::words("web/rs/organisations.rs", "show").into_iter().filter(|word| is_plain(word)),
        ),
        under("embed", embed::PARTS),
        under("link", links.into_iter().filter(|word| is_plain(word))),
    ])
}

fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())
}

fn consents() -> Names {
    let text = std::fs::read_to_string(root().join("fixtures/consents.toml")).unwrap();
    let registry: consent::Registry = toml::from_str(&text).unwrap();
    joined([
        under("kind", registry.kinds.iter().map(|one| &one.sysname)),
        under("action", registry.actions.iter().map(|one| &one.sysname)),
        under("purpose", registry.purposes.iter().map(|one| &one.sysname)),
    ])
}

fn registration() -> Names {
    let tolerances = under("tolerance", Tolerance::ALL.map(Tolerance::name));
    joined([wire::fields("Deserialize", |path| path == "domain/client.rs"), tolerances])
}

/// The headings and the first cells of the document of lives.
fn life() -> Names {
    let text = idp::documents::lifecycle();
    let states = text.lines().filter_map(|line| line.strip_prefix("## "));
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let commands = rows.filter(|first| *first != "command");
    joined([under("state", states), under("command", commands)])
}

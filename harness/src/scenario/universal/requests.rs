//! Owns what the party asks of the portal: documented parameters, values that belong together, a code taken as it is; and
//! that people give the portal's password to the portal's own page only.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Url;
use serde_json::Value;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::browser::form::Kind;
use crate::bench::halt::Halt;
use crate::bench::http::fields;
use crate::bench::party::Presence;
use crate::cause;
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::event::Grade;
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::answers::{answer_to, begin, code_of, hold_answer};
use crate::scenario::steps::known::settled;
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::{at_portal, numbers, parsed};

/// MR Б.2.2, Б.2.3, Б.6.2.1 to Б.6.2.3, Б.8; `permissions` belongs to the digital profile.
const OF_AC: &[&str] = &[
    "client_id",
    "client_secret",
    "client_certificate_hash",
    "redirect_uri",
    "scope",
    "scope_org",
    "response_type",
    "state",
    "timestamp",
    "access_type",
    "person_filter",
    "code_challenge",
    "code_challenge_method",
    "obj_type",
    "roles",
    "display",
    "verify_token",
    "permissions",
];
/// MR Б.2.4 to Б.2.6, Б.6.3, Б.6.5.
const OF_TE: &[&str] = &[
    "client_id",
    "client_secret",
    "client_certificate_hash",
    "grant_type",
    "code",
    "refresh_token",
    "redirect_uri",
    "scope",
    "scope_org",
    "state",
    "timestamp",
    "token_type",
    "code_verifier",
    "response_type",
];
/// Parameters of which the documents list every value.
const VALUES: &[(&str, &[&str])] = &[
    ("response_type", &["code", "token"]),
    ("access_type", &["online", "offline"]),
    ("grant_type", &["authorization_code", "refresh_token", "client_credentials"]),
    ("token_type", &["Bearer"]),
    ("display", &["popup"]),
];

/// MR table 104: out of service since 2017.
const RETIRED: &[&str] = &["usr_inf", "org_inf", "usr_brf", "org_ful", "sbj_inf"];

/// What a sign-in asked the portal.
struct Asked {
    /// The authorization request.
    ac: Url,
    /// The token requests: where, what stood in the address, what in the body.
    te: Vec<Request>,
    /// The data requests.
    data: Vec<Request>,
}

/// A request of the party's own.
struct Request {
    path: String,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
}

impl Asked {
    /// A whole sign-in of somebody whom the party knows, as far as it comes.
    fn by(bench: &Bench<'_>, known: &KnownUser) -> Result<Self, Halt> {
        let before = bench.idp().newest_entry()?;
        let mut browser = bench.browser(known.who);
        let ac = bench.party().begin(&mut browser)?;
        browser.open(ac.as_str())?;
        at_portal(&mut browser, &known.person)?;
        let all = requests(bench, before, |path| is_of_tokens(path) || path.contains("/prns"))?;
        let (te, data) = all.into_iter().partition(|request| is_of_tokens(&request.path));
        Ok(Self { ac, te, data })
    }

    fn of_ac(&self) -> Vec<(String, String)> {
        self.ac.query_pairs().into_owned().collect()
    }
}

fn is_of_tokens(path: &str) -> bool {
    path.ends_with("/te")
}

/// The party's own requests to such paths after an entry of the journal.
fn requests(bench: &Bench<'_>, after: i64, is_wanted: fn(&str) -> bool) -> Result<Vec<Request>, Halt> {
    let entries = bench.idp().requests(&format!("/journal?after={after}&limit=500"))?;
    let own = entries.iter().filter(|entry| is_wanted(text(&entry["path"])));
    own.map(|entry| {
        let whole = bench.idp().document(&format!("/journal/{}", entry["seq"]))?;
        let query = text(&whole["request"]["target"]).split_once('?').map(|(_, query)| fields(query));
        Ok(Request {
            path: text(&entry["path"]).to_owned(),
            query: query.unwrap_or_default(),
            body: fields(text(&whole["request"]["form"])),
        })
    })
    .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn value_of<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

/// Only documented parameters, each once and with a documented value; those of a token request in its body.
pub(crate) fn parameters(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-Д-1";
    let known = settled(bench, clause)?;
    let asked = Asked::by(bench, &known)?;
    documented(bench, clause, "the authorization request", &asked.of_ac(), OF_AC);
    current_scopes(bench, &asked.of_ac())?;
    for request in &asked.te {
        let all = [request.query.clone(), request.body.clone()].concat();
        documented(bench, clause, "the token request", &all, OF_TE);
        let names: Vec<&str> = request.query.iter().map(|(name, _)| name.as_str()).collect();
        let must = "the parameters of the token request stand in its body, and none in its address (query):";
        bench.transcript().check(clause, must, "none", &names.join(", "), names.is_empty());
    }
    let named = asked.data.iter().flat_map(|request| &request.query).map(|(name, _)| name.as_str());
    let tokens: BTreeSet<&str> = named.filter(|name| name.to_lowercase().contains("token")).collect();
    let seen = Vec::from_iter(tokens.iter().copied()).join(", ");
    // RFC 6750 section 5.3: addresses are written into logs.
    let must = "the access token stands in the header of a data request, and not in its address:";
    let transcript = bench.transcript();
    transcript.about(&cause::SECRET_LEAK, || {
        transcript.check("RFC 6750, 5.3", must, "none", &seen, tokens.is_empty());
        Ok(())
    })
}

/// No scope that the portal has put out of service.
fn current_scopes(bench: &Bench<'_>, pairs: &[(String, String)]) -> Result<(), Halt> {
    let scopes = value_of(pairs, "scope").unwrap_or_default();
    let name = |scope: &str| scope.rsplit('/').next().unwrap_or(scope).to_owned();
    let retired: Vec<&str> =
        scopes.split(' ').filter(|scope| RETIRED.contains(&name(scope).as_str())).collect();
    let transcript = bench.transcript();
    transcript.about(&cause::RETIRED_SCOPES, || {
        let must = "no retired scope is asked for:";
        transcript.check("MR-RP-18", must, "none", &retired.join(", "), retired.is_empty());
        Ok(())
    })
}

fn documented(
    bench: &Bench<'_>,
    clause: &'static str,
    what: &str,
    pairs: &[(String, String)],
    known: &[&str],
) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    pairs.iter().for_each(|(name, _)| *counts.entry(name.as_str()).or_default() += 1);
    let unknown: Vec<&str> = counts.keys().copied().filter(|name| !known.contains(name)).collect();
    let must = format!("{what} has documented parameters only; others in it:");
    bench.transcript().check(clause, &must, "none", &unknown.join(", "), unknown.is_empty());
    let twice: Vec<&str> = counts.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    let must = format!("{what} has each parameter once; twice in it:");
    bench.transcript().check(clause, &must, "none", &twice.join(", "), twice.is_empty());
    for (name, values) in VALUES {
        let Some(value) = value_of(pairs, name) else { continue };
        let must = format!("{what}: the parameter `{name}` has a documented value:");
        let is_known = values.iter().any(|one| one.eq_ignore_ascii_case(value));
        bench.transcript().check(clause, &must, &values.join(" or "), value, is_known);
    }
}

/// The token request has a `state` of its own; one that has not is worth a remark and no more.
pub(crate) fn own_state(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-RP-8";
    let known = settled(bench, clause)?;
    let mut all = Vec::new();
    for _ in 0..2 {
        let asked = Asked::by(bench, &known)?;
        let begun = value_of(&asked.of_ac(), "state").unwrap_or_default().to_owned();
        for request in &asked.te {
            let own = value_of(&request.body, "state").or(value_of(&request.query, "state"));
            let own = own.unwrap_or_default().to_owned();
            let differs = !own.is_empty() && own != begun;
            let seen = match (own.is_empty(), differs) {
                (true, _) => "none",
                (_, false) => "that of the sign-in",
                _ => "another",
            };
            let must = "the token request has a new state, and not that of the sign-in:";
            // MR Б.2.4 asks for a new one; the portal takes the old one, and most of the client libraries there are send it.
            bench.transcript().weigh(Grade::Should, clause, must, "another", seen, differs);
            all.push(own);
        }
    }
    let is_new = all.windows(2).all(|pair| pair.first() != pair.last());
    let must = "the state of each token request is new:";
    let seen = if is_new { "another" } else { "the same" };
    bench.transcript().weigh(Grade::Should, clause, must, "another each time", seen, is_new);
    Ok(())
}

/// The token request repeats `scope`, `scope_org` and `redirect_uri` of the authorization request.
pub(crate) fn same_values(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-RP-9";
    let known = settled(bench, clause)?;
    let asked = Asked::by(bench, &known)?;
    let of_ac = asked.of_ac();
    for request in &asked.te {
        for name in ["scope", "scope_org", "redirect_uri"] {
            let was = value_of(&of_ac, name).unwrap_or_default();
            let is = value_of(&request.body, name).or(value_of(&request.query, name)).unwrap_or_default();
            let must = format!("`{name}` of the token request is that of the authorization request:");
            bench.transcript().check(clause, &must, was, is, was == is);
        }
    }
    Ok(())
}

/// Both addresses are of one version of the protocol.
pub(crate) fn version(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-Д-7";
    let known = settled(bench, clause)?;
    let asked = Asked::by(bench, &known)?;
    let ac = asked.ac.path().to_owned();
    let is_new = ac.ends_with("/v2/ac");
    for request in &asked.te {
        let expected = if is_new { "/v3/te" } else { "/te" };
        let holds = request.path.ends_with("/v3/te") == is_new;
        let must = format!("the token request goes to the address that belongs to {ac}:");
        bench.transcript().check(clause, &must, expected, &request.path, holds);
    }
    if is_new {
        return Ok(());
    }
    let why = "the party speaks version 1, which is allowed only to systems that were connected before";
    Err(Halt::NotApplicable(why.to_owned()))
}

/// Where the party uses PKCE, each attempt has a verifier of its own.
pub(crate) fn verifiers(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-RP-15";
    settled(bench, clause)?;
    let mut challenges = Vec::new();
    for _ in 0..8 {
        let mut browser = bench.browser("citizen");
        let asked = bench.party().begin(&mut browser)?;
        let challenge = asked.query_pairs().find(|(name, _)| name == "code_challenge");
        challenges.extend(challenge.map(|(_, value)| value.into_owned()));
    }
    if challenges.is_empty() {
        return Err(Halt::NotApplicable(
            "the party does not use PKCE: it sends no code_challenge".to_owned(),
        ));
    }
    numbers::judge(bench, clause, "the PKCE challenge, and with it the verifier,", &challenges);
    Ok(())
}

/// A code of another form: it is exchanged as it is, and nobody takes it apart before.
pub(crate) fn opaque_code(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-RP-6";
    let known = settled(bench, clause)?;
    let codes = |own: &str| {
        let turned: String = own.chars().rev().filter(|letter| *letter != '.').take(300).collect();
        [("without dots", turned), ("of 36 letters", "0b5ad6f8-2f0e-4cf5-a1c9-b7f0a1d5c3e2".to_owned())]
    };
    for number in 0..2 {
        let mut browser = bench.browser(known.who);
        let answer = hold_answer(bench, &mut browser, &known.person)?;
        let (what, code) = codes(&code_of(&answer))[number].clone();
        let state =
            answer.query_pairs().find(|(name, _)| name == "state").map(|(_, value)| value.into_owned());
        let before = bench.idp().newest_entry()?;
        browser.open(&answer_to(&answer, &[("code", &code), ("state", &state.unwrap_or_default())]))?;
        answer::survives(bench, &browser, clause)?;
        let asked = requests(bench, before, is_of_tokens)?.len();
        let must = format!("a code {what} is exchanged as it is, and not looked into before:");
        let seen = if asked == 0 { "the portal was never asked" } else { "the portal was asked" };
        bench.transcript().check(clause, &must, "the portal is asked", seen, asked > 0);
        let seen = bench.party().who_is_in(&mut browser)?;
        let must = "a code that the portal did not give signs nobody in:";
        bench.transcript().about(&cause::CODE_PARTY, || {
            let holds = seen == Presence::Nobody;
            bench.transcript().judge(clause, must, "nobody is in", &seen.to_string(), holds);
            Ok(())
        })?;
    }
    is_in_as(bench, &mut signed_in(bench, &known)?, clause, &known.id)
}

/// The portal is shown in no frame of the party's pages.
pub(crate) fn frames(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-RP-2";
    let known = settled(bench, clause)?;
    let mut browser = bench.browser("somebody at the door");
    let mut pages = vec![bench.party().front_door()];
    pages.extend(bench.party().password_page().map(|(page, _)| page));
    for page in pages {
        framed(bench, &mut browser, &page, clause)?;
    }
    let mut own = signed_in(bench, &known)?;
    let mut pages = vec![bench.party().inside()];
    pages.extend(bench.party().marks_page());
    for page in pages {
        framed(bench, &mut own, &page, clause)?;
    }
    Ok(())
}

/// No frame of a page leads to the portal, at once or by the party's redirects.
fn framed(bench: &Bench<'_>, browser: &mut Browser, page: &str, clause: &'static str) -> Result<(), Halt> {
    let portal = parsed(bench.idp().base_url())?;
    let shown = browser.peek(page)?;
    let at = shown.url.path().to_owned();
    for framed in shown.framed() {
        let led = match framed.origin() == shown.url.origin() {
            true => browser.open_and_hold(framed.as_str()).or_else(|halt| match halt {
                Halt::Missing(_) => Ok(framed.clone()),
                other => Err(other),
            })?,
            false => framed.clone(),
        };
        let must = format!("no frame (iframe) of the page {at} shows the portal:");
        let is_portals = led.origin() == portal.origin();
        let seen = if is_portals { "the portal" } else { "another page" };
        bench.transcript().check(clause, &must, "another page", seen, !is_portals);
    }
    Ok(())
}

/// No page of the party asks for the password of the portal.
pub(crate) fn portal_password(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "MR-Д-5";
    let known = settled(bench, clause)?;
    let mut stranger = bench.browser("somebody at the door");
    let mut own = signed_in(bench, &known)?;
    let mut places = vec![(false, bench.party().front_door()), (true, bench.party().inside())];
    places.extend(bench.party().password_page().map(|(page, _)| (false, page)));
    for (is_own, address) in places {
        let page = if is_own { own.peek(&address)? } else { stranger.peek(&address)? };
        for form in page.forms() {
            let passwords = form.fields.iter().filter(|field| field.kind == Kind::Password);
            for field in passwords {
                let words = format!("{} {}", field.words(), field.name).to_lowercase();
                let is_denied =
                    words.split(|c: char| !c.is_alphabetic()).any(|word| ["не", "not"].contains(&word));
                let mut names = ["госуслуг", "есиа", "gosuslugi", "esia"].iter();
                let portals = names.find(|word| words.contains(**word) && !is_denied);
                let at = page.url.path();
                let must = format!(
                    "the password field «{}» on {at} is for the party's own password:",
                    field.words()
                );
                let seen = portals.map_or("it is".to_owned(), |word| format!("it speaks of «{word}»"));
                bench.transcript().check(clause, &must, "it is", &seen, portals.is_none());
            }
        }
    }
    // What begins the sign-in leads to the portal itself.
    let mut browser = bench.browser("citizen");
    begin(bench, &mut browser).map(drop)
}

//! Owns what a party's file says of the terms on which people come in: level, what is compared, limits, rules of its own.

use std::path::Path;

use jiff::civil::Date;
use toml::Spanned;

use crate::bench::idp::Level;
use crate::bench::party::file::description::{Accepted, Demands};
use crate::bench::party::file::form::File;
use crate::bench::party::file::rule::{one_of, path};
use crate::diary::{Mistake, Policy, Source};

const LEVELS: &[&str] = &["simplified", "standard", "confirmed"];
const COMPARED: &[&str] = &["snils", "name"];
const PARTS: &[&str] = &["snils", "middle_name", "mobile", "email", "inn"];

/// Checks it, and reads the rules of its own where they are in a file.
pub(super) fn checked(source: &Source<'_>, file: &File, folder: &Path) -> Result<Option<Policy>, Mistake> {
    let people = &file.people;
    people.level.as_ref().map_or(Ok(()), |level| one_of(source, level, "level", LEVELS))?;
    each_of(source, people.matched.as_ref(), "match", COMPARED)?;
    each_of(source, people.needs.as_ref(), "needs", PARTS)?;
    let keeps = file.binding.as_ref().and_then(|binding| binding.keeps.as_ref());
    each_of(source, keeps, "keeps", COMPARED)?;
    for sees in file.user.iter().filter_map(|user| user.sees.as_ref()) {
        let span = sees.span();
        let mut paths = sees.get_ref().iter().map(|one| Spanned::new(span.clone(), one.clone()));
        paths.try_for_each(|one| path(source, &one, "sees"))?;
    }
    let Some(wanted) = &file.party.policy_file else {
        return Ok(None);
    };
    if file.party.policy.is_some() {
        let why = "a party follows one policy; take out `policy` or `policy_file`".to_owned();
        return Err(source.fault(wanted.span(), "policy_file", why));
    }
    let own = folder.join(wanted.get_ref());
    let text = std::fs::read_to_string(&own)
        .map_err(|error| source.fault(wanted.span(), "policy_file", format!("{}: {error}", own.display())))?;
    let policy = Policy::parse(&own.display().to_string(), &text);
    policy.map(Some).map_err(|mistake| source.fault(wanted.span(), "policy_file", mistake.to_string()))
}

fn each_of(
    source: &Source<'_>,
    list: Option<&Spanned<Vec<String>>>,
    field: &str,
    words: &[&str],
) -> Result<(), Mistake> {
    let mut named = list.iter().flat_map(|list| list.get_ref().iter().map(|one| (one, list.span())));
    named.try_for_each(|(one, span)| one_of(source, &Spanned::new(span, one.clone()), field, words))
}

/// Findings that the owner has accepted, each with its reason and its last day.
pub(super) fn accepted(source: &Source<'_>, file: &File) -> Result<Vec<Accepted>, Mistake> {
    let made = file.accepted.iter().map(|one| {
        if one.reason.get_ref().trim().is_empty() {
            let why =
                "why is it accepted? Write a reason that whoever reads the report understands".to_owned();
            return Err(source.fault(one.reason.span(), "reason", why));
        }
        let until = one.until.get_ref().parse::<Date>().map_err(|_| {
            let why = format!("`{}` is no day; write the last one like \"2026-12-31\"", one.until.get_ref());
            source.fault(one.until.span(), "until", why)
        })?;
        let (scenario, reason) = (one.scenario.get_ref().clone(), one.reason.get_ref().clone());
        Ok(Accepted { scenario, reason, until })
    });
    made.collect()
}

/// What the file says, in the words of the bench.
pub(super) fn made(file: &File) -> Demands {
    let level = file.people.level.as_ref().map(|level| match level.get_ref().as_str() {
        "simplified" => Level::Simplified,
        "standard" => Level::Standard,
        _ => Level::Confirmed,
    });
    let limits = file.limits.as_ref();
    let keeps = file.binding.as_ref().and_then(|way| way.keeps.as_ref()).map(Spanned::get_ref);
    Demands {
        level,
        matched: file.people.matched.as_ref().map(|list| list.get_ref().clone()),
        needs: file.people.needs.as_ref().map(|list| list.get_ref().clone()).unwrap_or_default(),
        keeps: keeps.cloned().unwrap_or_default(),
        attempt_minutes: limits.and_then(|limits| limits.attempt_minutes),
        session_minutes: limits.and_then(|limits| limits.session_minutes),
        password_tries: limits.and_then(|limits| limits.password_tries),
        several_devices: limits.is_some_and(|limits| limits.several_devices),
    }
}

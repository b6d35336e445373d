//! The journal's pages: the list with its filters, and one request explained.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use serde::Deserialize;

use crate::app::exchange::{self, Answer, Exchange, Masked};
use crate::app::journal::{self, JournalFilter};
use crate::app::{Missing, Stop};
use crate::domain::journal::{Outcome, Why, Written};
use crate::protocol::params::{decode, encode};
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::journal as page;
use crate::web::pages::notices::Trouble;
use crate::web::site::{Site, perform};

/// Entries on one page.
const PAGE: u32 = 50;

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/journal").route(get().to(list)))
        .service(resource("/journal/{seq}").route(get().to(explained)));
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    client: String,
    code: String,
    outcome: String,
    before: Option<i64>,
}

async fn list(site: Site, asked: Query<Asked>) -> HttpResponse {
    let Asked { client, code, outcome, before } = asked.into_inner();
    let named = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = JournalFilter {
        before,
        client: named(&client),
        code: named(&code),
        outcome: Outcome::of(&outcome),
        limit: PAGE,
        ..JournalFilter::default()
    };
    let read = perform::<_, Infallible, _>(&site, move |moment| Ok(journal::read(moment, &filter)?));
    let mut found = match read.await {
        Ok(found) => found,
        Err(Stop::Broken(why)) => return broken_page(&site, &why),
        Err(Stop::Refused(never)) => match never {},
    };
    let is_full = u32::try_from(found.len()).is_ok_and(|many| many == PAGE);
    let oldest = found.first().filter(|_| is_full).map(|written| written.seq);
    let older = oldest.map_or_else(String::new, |seq| {
        let [client, code, outcome] = [&client, &code, &outcome].map(|text| encode(text));
        format!("client={client}&code={code}&outcome={outcome}&before={seq}")
    });
    found.reverse();
    let entries = found.into_iter().map(entry).collect();
    let filter = page::Filter { client, code, outcome };
    html(StatusCode::OK, &page::Journal { frame: site.frame(), filter, entries, older })
}

async fn explained(site: Site, seq: Path<String>) -> HttpResponse {
    let seq = seq.parse().ok();
    let found = perform(&site, move |moment| {
        let found = seq.map(|seq| journal::entry(moment, seq)).transpose()?.flatten();
        found.ok_or(Stop::refused(Missing))
    });
    match found.await {
        Ok((written, exchange)) => {
            let exchange = exchange.map(|one| shown(&site.base(), &one));
            html(StatusCode::OK, &page::Explained { frame: site.frame(), entry: entry(written), exchange })
        }
        Err(Stop::Refused(Missing)) => failed(&site, Trouble::NotFound, "", ""),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

fn entry(written: Written) -> page::Entry {
    let Written { seq, entry } = written;
    page::Entry {
        seq,
        at: entry.at.to_wire(),
        method: entry.method,
        path: entry.path,
        outcome: entry.outcome.name(),
        client: entry.client.unwrap_or_default(),
        person: entry.person.map(|oid| oid.to_string()).unwrap_or_default(),
        error: entry.error.unwrap_or_default(),
        why: entry.why.map(why),
    }
}

/// The strings to sign stand apart from the other facts: they are what is compared by eye.
fn why(why: Why) -> page::Why {
    let Why { reason, fix, facts } = why;
    let (mut signed, mut others) = (Vec::new(), Vec::new());
    for (name, value) in &facts {
        if let Some(number) = name.strip_prefix("string_to_sign") {
            let order = facts.get(&format!("order{number}")).cloned().unwrap_or_default();
            signed.push((order, value.clone()));
        } else if !name.starts_with("order") {
            others.push((name.replace('_', " "), value.clone()));
        }
    }
    page::Why { reason, fix, signed, facts: others }
}

fn shown(base: &str, exchange: &Exchange) -> page::Exchange {
    let target = exchange.target.to_string();
    let mut request = format!("{} {target}", exchange.method);
    for (name, value) in &exchange.headers {
        request += &format!("\n{name}: {value}");
    }
    if !exchange.form.is_empty() {
        request += &format!("\n\n{}", exchange.form);
    }
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let mut values = read(query, "query");
    values.extend(read(&exchange.form.to_string(), "body"));
    page::Exchange {
        request,
        values,
        answer: exchange.answer.as_ref().map_or_else(|| "(under way)".to_owned(), answered),
        curl: exchange::command(base, exchange),
    }
}

fn read(pairs: &str, place: &'static str) -> Vec<page::Value> {
    let plain = |text: &str| String::from_utf8_lossy(&decode(text.as_bytes())).into_owned();
    let pairs = pairs.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| page::Value { name: plain(name), text: plain(value), place }).collect()
}

fn answered(answer: &Answer) -> String {
    let Answer { status, location, kind, json, length } = answer;
    let mut text = status.to_string();
    for (name, value) in
        [("location", location.as_ref().map(Masked::to_string)), ("content-type", kind.clone())]
    {
        text += &value.map(|value| format!("\n{name}: {value}")).unwrap_or_default();
    }
    text += &match json {
        Some(json) => format!("\n\n{json}"),
        None if *length > 0 => format!("\n\n({length} bytes, not shown)"),
        None => String::new(),
    };
    text
}

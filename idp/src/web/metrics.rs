//! Figures for a monitoring system: how many requests, how long they took, what was refused and why (Prometheus text format 0.0.4).

mod counts;
mod spelled;

use std::fs;

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Data, ServiceConfig, get, resource};

use crate::app::realms::{Realms, Standing};

pub use counts::{Face, Metrics};
use spelled::Figures;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/metrics").route(get().to(show)));
}

async fn show(server: Data<Realms>, metrics: Option<Data<Metrics>>) -> HttpResponse {
    let mut figures = Figures::default();
    figures.value(
        "esia_build_info",
        "gauge",
        "The version that runs.",
        &[("version", env!("CARGO_PKG_VERSION"))],
        1,
    );
    if let Some(metrics) = metrics {
        metrics.tell(&mut figures);
    }
    let standings = server.list();
    let serving: Vec<_> = standings
        .iter()
        .filter_map(|(_, standing)| match standing {
            Standing::Serving(realm) => Some(realm),
            Standing::Unusable(_) => None,
        })
        .collect();
    let unusable = standings.len() - serving.len();
    figures.head("esia_realms", "gauge", "Realms, by whether they serve.");
    figures.line("esia_realms", &[("state", "serving")], serving.len());
    figures.line("esia_realms", &[("state", "unusable")], unusable);
    let followers: usize = serving.iter().map(|realm| realm.followers.count()).sum();
    figures.value("esia_followers", "gauge", "Calls that wait for something new in a realm.", &[], followers);
    let tally = server.tally();
    figures.value(
        "esia_sign_ins_total",
        "counter",
        "Returns to a relying party with a code.",
        &[],
        tally.sign_ins(),
    );
    figures.value("esia_token_answers_total", "counter", "Answers with tokens.", &[], tally.token_answers());
    figures.head("esia_refusals_total", "counter", "Refused requests, by the reason in the journal.");
    for (reason, count) in tally.refusals() {
        figures.line("esia_refusals_total", &[("reason", reason)], count);
    }
    if let Some(bytes) = resident_bytes() {
        figures.value("process_resident_memory_bytes", "gauge", "Memory that the process holds.", &[], bytes);
    }
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
        .body(figures.text())
}

/// What Linux says of this process; nothing elsewhere.
fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

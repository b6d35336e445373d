//! Populations: people who are made when somebody first asks for them are people like all others, wherever they are met.

mod entered;
mod found;
mod lasting;
mod listed;
mod refused;

use serde_json::{Value, json};

use crate::actors::Tester;

const MILLION: u64 = 1_000_000;

/// Declares a population; tells what was answered.
fn declared(tester: &Tester, count: u64, mould: &Value) -> Value {
    let asked = json!({"count": count, "mould": mould});
    tester.call("POST /populations", &[], asked).expect(201)
}

/// The oid of a person by the number, counted from 1.
fn oid(population: &Value, number: u64) -> u64 {
    population["first_oid"].as_u64().unwrap() + number - 1
}

fn person(tester: &Tester, oid: u64) -> Value {
    tester.get("/people/{oid}", &[&oid])
}

/// How many people of each population have rows of their own.
fn touched(tester: &Tester) -> Vec<u64> {
    let all = tester.get("/populations", &[]);
    all["populations"].as_array().unwrap().iter().map(|one| one["touched"].as_u64().unwrap()).collect()
}

/// The people that a search finds.
fn searched(tester: &Tester, query: &str) -> Vec<Value> {
    let found = tester.get(&format!("/people?{query}"), &[]);
    found["people"].as_array().unwrap().clone()
}

/// A value for the query of an address.
fn encoded(value: &Value) -> String {
    crate::oauth::kit::http::encode(value.as_str().unwrap())
}

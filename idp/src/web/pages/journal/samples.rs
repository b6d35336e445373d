//! Samples of the journal's pages.

use super::{Entry, Exchange, Explained, Filter, Journal, Value, Why};
use crate::web::pages::Frame;

fn entry(seq: i64, path: &str, error: &str, why: Option<Why>) -> Entry {
    Entry {
        seq,
        at: "2018-09-01 10:00:00 +03:00".to_owned(),
        method: "GET".to_owned(),
        path: path.to_owned(),
        outcome: if error.is_empty() { "answered" } else { "refused" },
        client: "DIARY".to_owned(),
        person: String::new(),
        error: error.to_owned(),
        why,
    }
}

fn refused() -> Entry {
    let signed = "openid fullname2018.09.01 10:00:00 +0300DIARY5f0c1a7b-e2d4-4e6f-8a90-b1c2d3e4f506";
    let why = Why {
        reason: "signature".to_owned(),
        fix: "the signature is good, but it is over another string, everything but state; sign it too. Sign scope + timestamp + client_id + state".to_owned(),
        signed: vec![("scope + timestamp + client_id + state".to_owned(), signed.to_owned())],
        facts: vec![("secret_form".to_owned(), "base64url without padding".to_owned())],
    };
    entry(42, "/aas/oauth2/ac", "ESIA-007005", Some(why))
}

impl Journal {
    /// One answered and one refused request.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            filter: Filter { outcome: "refused".to_owned(), ..Filter::default() },
            entries: vec![refused(), entry(41, "/rs/prns/1000000017/ctts", "", None)],
            older: "before=41".to_owned(),
        }
    }

    /// Nothing has been asked yet.
    pub(crate) fn sample_empty() -> Self {
        let filter = Filter { client: "DIARY".to_owned(), ..Filter::default() };
        Self { filter, entries: Vec::new(), older: String::new(), ..Self::sample() }
    }
}

impl Explained {
    /// A refused request with all of it.
    pub(crate) fn sample() -> Self {
        let exchange = Exchange {
            request: "GET /aas/oauth2/ac?client_id=DIARY&code=$CODE".to_owned(),
            values: vec![Value { name: "client_id".to_owned(), text: "DIARY".to_owned(), place: "query" }],
            answer: "302\nlocation: http://diary.example/?error=unauthorized_client".to_owned(),
            curl: "curl -i -X GET 'http://127.0.0.1:8085/aas/oauth2/ac?client_id=DIARY&code='\"$CODE\""
                .to_owned(),
        };
        Self { frame: Frame::guest(""), entry: refused(), exchange: Some(exchange) }
    }

    /// An answered request whose exchange is no longer kept.
    pub(crate) fn sample_old() -> Self {
        Self { entry: entry(1, "/aas/oauth2/te", "", None), exchange: None, ..Self::sample() }
    }
}

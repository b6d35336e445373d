//! Lists a page at a time: at most so many rows, and in the header `Link` the address of the next page (RFC 8288).

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::app::{Explained, Moment, Stop};
use crate::protocol::params::encode;
use crate::web::control::api::answer::Listed;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The most rows that one answer lists.
pub(crate) const ROWS_MAX: u32 = 1_000;

/// Which page of a list that has no other parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// At most so many, and at most 1000, which is also the default.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    pub(crate) limit: Option<u32>,
    /// Only what follows this; the header `Link` of the page before says it.
    pub(crate) after: Option<String>,
}

/// The parameter that leads to the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Rows after the last one, `after`.
    Onward,
    /// Rows before the first one, `before`: the list shows its newest rows.
    Back,
}

/// A page that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    limit: u32,
    way: Way,
    /// The address of the list with its other parameters.
    address: String,
}

impl Page {
    /// The page a request asks for; `usual` rows when it does not say how many.
    pub(crate) fn asked(
        site: &Site,
        request: &HttpRequest,
        limit: Option<u32>,
        usual: u32,
        way: Way,
    ) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(usual);
        if limit == 0 || limit > ROWS_MAX {
            let fix = "ask for 1 to 1000 rows; the header Link of the answer leads to the next page";
            let detail = format!("expected 1 to {ROWS_MAX}");
            return Err(Problem::field("limit", detail).about("limit", fix));
        }
        let own = way.parameter();
        let others = request
            .query_string()
            .split('&')
            .filter(|pair| !pair.is_empty() && pair.split_once('=').map_or(*pair, |(name, _)| name) != own);
        let mut address = format!("{}{}?", site.base(), request.path());
        for pair in others {
            address.push_str(pair);
            address.push('&');
        }
        Ok(Self { limit, way, address })
    }

    /// How many rows to read: one more than are shown, to see whether there is another page.
    pub(crate) const fn rows(&self) -> u32 {
        self.limit + 1
    }

    /// The rows of this page, and the cursor of the next one if there is one.
    fn cut<T>(&self, mut rows: Vec<T>, cursor: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let excess = rows.len().saturating_sub(limit);
        if self.way == Way::Back {
            rows.drain(..excess);
        } else {
            rows.truncate(limit);
        }
        let edge = if self.way == Way::Back { rows.first() } else { rows.last() };
        let next = edge.filter(|_| excess > 0).map(|row| {
            format!("<{}{}={}>; rel=\"next\"", self.address, self.way.parameter(), encode(&cursor(row)))
        });
        (rows, next)
    }

    /// Reads and spells a page, away from the threads that serve connections.
    pub(crate) async fn list<T, J, R>(
        self,
        site: &Site,
        read: impl FnOnce(&Moment<'_>, u32) -> Result<Vec<T>, Stop<R>> + Send + 'static,
        cursor: fn(&T) -> String,
        spell: fn(Vec<T>) -> J,
        problem: impl FnOnce(R) -> Problem,
    ) -> Result<Listed<J>, Problem>
    where
        T: 'static,
        J: Serialize + 'static,
        R: Explained + Send + 'static,
    {
        let work = move |moment: &Moment<'_>| {
            let (rows, next) = self.cut(read(moment, self.rows())?, cursor);
            let body = serde_json::to_string(&spell(rows)).expect("invariant: lists are plain values");
            Ok((body, next))
        };
        let (body, next) = run(site, work, problem).await?;
        Ok(Listed::spelled(body, next))
    }
}

impl Way {
    const fn parameter(self) -> &'static str {
        match self {
            Self::Onward => "after",
            Self::Back => "before",
        }
    }
}

/// What follows a cursor in a list that is in the order of its cursors.
pub(crate) fn following<T>(rows: Vec<T>, after: Option<&str>, cursor: fn(&T) -> String) -> Vec<T> {
    match after {
        Some(after) => rows.into_iter().skip_while(|row| cursor(row).as_str() <= after).collect(),
        None => rows,
    }
}

/// The rows of a list that only grows, each with its place counted from 1, after a place.
pub(crate) fn counted<T>(rows: Vec<T>, after: Option<&str>) -> Result<Vec<(usize, T)>, Problem> {
    let passed = match after {
        Some(text) => text.parse().map_err(|_| Problem::field("after", "expected a number"))?,
        None => 0,
    };
    Ok(rows.into_iter().enumerate().skip(passed).map(|(place, row)| (place + 1, row)).collect())
}

/// The rows of a list that is told in the order of its numbers, after a number.
pub(crate) fn after_number<T>(
    mut rows: Vec<T>,
    after: Option<&str>,
    number: fn(&T) -> u64,
) -> Result<Vec<T>, Problem> {
    let passed: Option<u64> = match after {
        Some(text) => Some(text.parse().map_err(|_| Problem::field("after", "expected a number"))?),
        None => None,
    };
    rows.sort_by_key(number);
    Ok(rows.into_iter().filter(|row| passed.is_none_or(|passed| number(row) > passed)).collect())
}

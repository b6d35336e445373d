//! The options that say how much each realm may have.

use clap::Args;
use clap::builder::RangedU64ValueParser;

use crate::app::realm::quotas::Quotas;
use crate::domain::time::{Span, Timestamp};

/// How much each realm may have.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Quotas of each realm")]
pub struct QuotaArguments {
    /// At most so many people, deleted ones too.
    #[arg(long, env = "ESIA_QUOTA_PEOPLE", value_name = "COUNT")]
    #[arg(value_parser = RangedU64ValueParser::<u32>::new().range(1..))]
    quota_people: Option<u32>,
    /// At most so many bytes of the journal, whatever the setting journal_bytes_max says: the oldest entries give way.
    #[arg(long, env = "ESIA_QUOTA_JOURNAL_BYTES", value_name = "BYTES")]
    quota_journal_bytes: Option<u64>,
    /// How long a realm may be written, an ISO 8601 duration such as P30D; a reset begins it anew. Not for the default one.
    #[arg(long, env = "ESIA_QUOTA_AGE", value_name = "DURATION", value_parser = age)]
    quota_age: Option<Span>,
}

impl QuotaArguments {
    /// What they allow.
    pub fn quotas(&self) -> Quotas {
        Quotas { people: self.quota_people, journal_bytes: self.quota_journal_bytes, age: self.quota_age }
    }
}

fn age(text: &str) -> Result<Span, String> {
    let begin = Timestamp::from_millis(0);
    let age = begin.after_iso(text).map_err(|error| error.to_string())?.since(begin);
    if age > Span::from_secs(0) { Ok(age) } else { Err("expected a duration such as P30D".to_owned()) }
}

//! The school portfolio: marks that diaries hand in, each kept once whatever its number of deliveries.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::time::Timestamp;

/// The longest text of a mark, in characters.
pub const TEXT_CHARS_MAX: usize = 300;

/// What a diary hands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The name of the school.
    pub school: String,
    /// The subject.
    pub subject: String,
    /// The day on which it was given.
    #[serde(with = "day")]
    pub date: Date,
    /// From 1 to 5.
    pub mark: u8,
    /// What it was given for.
    pub work: String,
}

/// A mark in somebody's portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The number that the diary gave it.
    pub id: String,
    /// The relying party that handed it in.
    pub client: String,
    /// Whose it is.
    pub pupil: Oid,
    /// The mark.
    pub mark: Mark,
    /// When it came first.
    pub received_at: Timestamp,
}

/// A mark that cannot be kept as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MarkFault {
    /// Not a number that a diary can give.
    #[error("expected an identifier in the form of a UUID")]
    Id,
    /// Not a mark of a school.
    #[error("expected a mark from 1 to 5")]
    Mark,
    /// Nothing, or far too much.
    #[error("expected a text of 1 to 300 characters")]
    Text(&'static str),
}

/// What a delivery came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The mark is new.
    First,
    /// The same mark came again, and nothing changed.
    Again,
    /// Another mark came under a number that is taken.
    Differs,
}

/// How the portfolio answers diaries: a rehearsal makes it fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// As it should.
    #[default]
    Answers,
    /// It is down: nothing is kept.
    Down,
    /// It keeps what comes, and its answer is lost on the way back.
    LosesAnswers,
}

impl Mark {
    /// Checks a mark and the number it came under.
    ///
    /// # Errors
    /// The field that cannot be kept.
    pub fn check(&self, id: &str) -> Result<(), MarkFault> {
        uuid::Uuid::try_parse(id).map_err(|_| MarkFault::Id)?;
        if !(1..=5).contains(&self.mark) {
            return Err(MarkFault::Mark);
        }
        for (name, text) in [("school", &self.school), ("subject", &self.subject), ("work", &self.work)] {
            if text.trim().is_empty() || text.chars().count() > TEXT_CHARS_MAX {
                return Err(MarkFault::Text(name));
            }
        }
        Ok(())
    }
}

impl MarkFault {
    /// The field at fault.
    pub fn field(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Mark => "mark",
            Self::Text(name) => name,
        }
    }
}

/// What a delivery is, beside what was kept under its number before.
pub fn delivery(before: Option<&Kept>, now: &Kept) -> Delivery {
    match before {
        None => Delivery::First,
        Some(before) => {
            let same = before.client == now.client && before.pupil == now.pupil && before.mark == now.mark;
            if same { Delivery::Again } else { Delivery::Differs }
        }
    }
}

/// A day spelled `yyyy-MM-dd`, as diaries send it.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(mark: u8) -> Kept {
        Kept {
            id: "7b0f2c1e-30a9-4d4e-9c53-000000000001".to_owned(),
            client: "SCHOOL_DIARY".to_owned(),
            pupil: Oid::new(1000),
            mark: Mark {
                school: "Школа".to_owned(),
                subject: "Алгебра".to_owned(),
                date: "2024-09-03".parse().unwrap(),
                mark,
                work: "Диктант".to_owned(),
            },
            received_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn a_mark_is_new_once_and_its_number_is_good_for_no_other() {
        assert_eq!(delivery(None, &kept(5)), Delivery::First);
        let later = Kept { received_at: Timestamp::from_millis(9), ..kept(5) };
        assert_eq!(delivery(Some(&kept(5)), &later), Delivery::Again);
        assert_eq!(delivery(Some(&kept(5)), &kept(4)), Delivery::Differs);
        let other = Kept { client: "OTHER".to_owned(), ..kept(5) };
        assert_eq!(delivery(Some(&kept(5)), &other), Delivery::Differs);
    }

    #[test]
    fn a_fault_names_its_field() {
        let good = kept(5);
        assert_eq!(good.mark.check(&good.id), Ok(()));
        assert_eq!(good.mark.check("1").unwrap_err().field(), "id");
        assert_eq!(kept(6).mark.check(&good.id).unwrap_err().field(), "mark");
        let blank = Mark { work: " ".to_owned(), ..good.mark };
        assert_eq!(blank.check(&good.id).unwrap_err().field(), "work");
    }
}

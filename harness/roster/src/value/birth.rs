//! Owns days as lists write them.

use crate::letters::lowered;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// A day: `01.09.2010`, `2010-09-01`, `1/9/2010`, `1 сентября 2010 г.`, with a time behind it, or the number of a spreadsheet.
pub(crate) fn birth(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches("г.").trim_end_matches('г').trim();
    if is_serial(text) {
        // Day 1 is 1 January 1900, and the programs believe in 29 February 1900.
        return date(1899, 12, 30).checked_add(text.parse::<i64>().ok()?.days()).ok();
    }
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let is_timed = text
        .get(day.len()..)
        .is_some_and(|rest| rest.chars().all(|c| matches!(c, '0'..='9' | ':' | '.' | ' ' | 'T' | 'Z')));
    if is_timed && let Some(found) = numbers(day) {
        return Some(found);
    }
    in_words(text)
}

/// Whether it is the number that a spreadsheet keeps for a day of the last hundred years.
pub(crate) fn is_serial(text: &str) -> bool {
    text.len() == 5 && text.parse::<u32>().is_ok_and(|number| (5_000..65_000).contains(&number))
}

fn numbers(text: &str) -> Option<Date> {
    let separator = ['.', '-', '/'].into_iter().find(|separator| text.contains(*separator))?;
    let mut parts = text.split(separator);
    let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some()
        || [one, two, three].iter().any(|part| !part.bytes().all(|octet| octet.is_ascii_digit()))
    {
        return None;
    }
    let (year, month, day) = match (one.len(), three.len()) {
        (4, 1 | 2) => (one, two, three),
        (1 | 2, 4) => (three, two, one),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn in_words(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "январ",
        "феврал",
        "март",
        "апрел",
        "ма",
        "июн",
        "июл",
        "август",
        "сентябр",
        "октябр",
        "ноябр",
        "декабр",
    ];
    let lower = lowered(text);
    let mut words = lower.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let number = MONTHS.iter().position(|stem| month.starts_with(stem))?;
    // «март» begins with «ма» too, so it stands before it.
    if words.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, i8::try_from(number).ok()? + 1, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_lists_write_them() {
        for text in [
            "05.09.2010",
            "5.9.2010",
            "2010-09-05",
            "05/09/2010",
            "05-09-2010",
            "2010-09-05T00:00:00",
            "05.09.2010 0:00:00",
            "5 сентября 2010 г.",
            "05.09.2010 г.",
            "40426",
            " 05.09.2010",
        ] {
            assert_eq!(birth(text), Some(date(2010, 9, 5)), "{text}");
        }
        assert_eq!(birth("3 мая 2010"), Some(date(2010, 5, 3)));
        for text in [
            "",
            "31.02.2010",
            "05.09.10",
            "сентябрь",
            "2010",
            "05.13.2010",
            "00.00.0000",
            "29.02.2011",
            "05.09.2010х",
        ] {
            assert_eq!(birth(text), None, "{text}");
        }
    }
}

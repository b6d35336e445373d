//! Owns the pseudonyms of birthdays: another day of the same month, except where the very day decides something soon.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::letters::is_letter;
use crate::pseudonym::key::Key;
use crate::value::birth;

/// A cell of a birth date. What is no date, and what decides within two years of `today`, keeps its form and day.
pub(super) fn day(key: &Key, written: &str, today: Date) -> String {
    let Some(born) = birth(written) else {
        return written.chars().filter(|c| c.is_ascii_digit() || !c.is_alphanumeric()).collect::<String>()
            + if written.chars().any(is_letter) { "х" } else { "" };
    };
    if decides(born, today) {
        return format!("{:02}.{:02}.{}", born.day(), born.month(), born.year());
    }
    let made = moved(key, born);
    format!("{:02}.{:02}.{}", made.day(), made.month(), made.year())
}

/// Whether the day matters: a birth near today, and a fourteenth or eighteenth birthday within two years on either side.
fn decides(born: Date, today: Date) -> bool {
    let near = |day: Date, days: i32| (day - today).get_days().abs() <= days;
    near(born, 62)
        || [14, 18].iter().any(|years| born.checked_add(years.years()).is_ok_and(|turns| near(turns, 740)))
}

/// The days of a month change places, the same way for everybody: twins stay twins.
fn moved(key: &Key, born: Date) -> Date {
    let count = u64::from(born.days_in_month().unsigned_abs());
    let mut days: Vec<i8> = (1..=born.days_in_month()).collect();
    let mut chance = key.chance("day", &format!("{}-{}", born.year(), born.month()));
    for last in (1..count).rev() {
        days.swap(last as usize, chance.below(last + 1) as usize);
    }
    let day = days.get(usize::try_from(born.day() - 1).unwrap_or(0)).copied().unwrap_or(1);
    born.with().day(day).build().unwrap_or(born)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_moves_within_its_month_unless_it_decides() {
        let key = Key::new(b"a key of tests, sixteen").unwrap();
        let today = date(2024, 9, 2);
        assert_eq!(day(&key, "2010-12-24", today), "24.12.2010");
        let moved = day(&key, "24.05.1983", today);
        assert!(moved.ends_with(".05.1983"), "{moved}");
        let of_month: std::collections::BTreeSet<_> =
            (1..=31).map(|one| day(&key, &format!("{one}.05.1983"), today)).collect();
        assert_eq!(of_month.len(), 31);
        assert_eq!(day(&key, "31.02.2010", today), "31.02.2010");
    }
}

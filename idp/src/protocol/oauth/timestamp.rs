//! The `timestamp` parameter: `yyyy.MM.dd HH:mm:ss Z`, read strictly but for fields of one digit.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};

use crate::domain::time::{Span, Timestamp};

/// How far a request's time may be from the provider's clock (test stand manual: «более чем в минуту»).
pub const TOLERANCE: Span = Span::from_secs(60);

/// Reads a timestamp such as `2013.01.25 14:36:11 +0400`; nothing when it is spelled differently.
///
/// Month, day, hour, minute and second may have one digit: a pattern with a single `H` writes `7:05:03` in the
/// morning, and Java's `SimpleDateFormat` reads that with `HH`.
// SIM: whether the real system reads fields of one digit is unknown; a deployed client sends them.
pub fn read(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_once(' ')?;
    let (time, zone) = rest.split_once(' ')?;
    let [year, month, day] = numbers(date, '.', 4)?;
    let [hour, minute, second] = numbers(time, ':', 2)?;
    if date.find('.') != Some(4) {
        return None;
    }
    let small = |value: i16| i8::try_from(value).ok();
    let date = civil::Date::new(year, small(month)?, small(day)?).ok()?;
    let time = civil::Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?;
    let zoned = date.to_datetime(time).to_zoned(TimeZone::fixed(offset(zone)?)).ok()?;
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

/// Three numbers between two separators: the first of at most so many digits, the others of one or two.
fn numbers(text: &str, separator: char, longest_first: usize) -> Option<[i16; 3]> {
    let mut parts = text.split(separator);
    let mut next = |longest: usize| {
        let digits = parts.next()?;
        let fits = (1..=longest).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| fits)
    };
    let three = [next(longest_first)?, next(2)?, next(2)?];
    parts.next().is_none().then_some(three)
}

/// A zone such as `+0400`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, digits) = (text.get(..1)?, text.get(1..)?);
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = (digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?.parse::<i32>().ok()?);
    let seconds = hours * 3600 + minutes * 60;
    match sign {
        "+" => Offset::from_seconds(seconds).ok(),
        "-" => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_zone_is_read() {
        let expected: Timestamp = "2013-01-25T10:36:11Z".parse().unwrap();
        for text in ["2013.01.25 14:36:11 +0400", "2013.01.25 10:36:11 +0000", "2013.01.25 07:06:11 -0330"] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn fields_of_one_digit_are_read() {
        let expected: Timestamp = "2026-01-05T04:05:03Z".parse().unwrap();
        for text in ["2026.01.05 7:05:03 +0300", "2026.1.5 7:5:3 +0300", "2026.1.05 07:05:3 +0300"] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_a_timestamp() {
        let wrong = [
            "",
            "2013-01-25 14:36:11 +0400",
            "2013.01.25 14:36:11",
            "2013.01.25 14:36:11  0400",
            "2013.01.25 24:36:11 +0400",
            "2013.02.30 14:36:11 +0400",
            "2013.01.25 14:36:11 +04:00",
            "2013.01.25 014:36:11 +0400",
            "2013.01.25 :36:11 +0400",
            "2013.01.25 14:36 +0400",
            "2013.01.25 14:36:11:00 +0400",
            "2013.01.25 14:36:11 ?0400",
            "13.01.25 14:36:11 +0400",
            "2013.01.25  14:36:11 +0400",
            "2013.01.25 +4:36:11 +0400",
            "2013.01.25T14:36:11 +0400",
            "٢٠١٣.01.25 14:36:11 +0400",
        ];
        for text in wrong {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

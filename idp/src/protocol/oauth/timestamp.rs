//! The `timestamp` parameter: `yyyy.MM.dd HH:mm:ss Z`, read strictly.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};

use crate::domain::time::{Span, Timestamp};

/// How far a request's time may be from the provider's clock (test stand manual: «более чем в минуту»).
pub const TOLERANCE: Span = Span::from_secs(60);

/// Reads a timestamp such as `2013.01.25 14:36:11 +0400`; nothing when it is spelled differently.
pub fn read(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let digit_shape = b"0000.00.00 00:00:00 s0000";
    let fits = bytes.len() == digit_shape.len()
        && bytes.iter().zip(digit_shape).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            b's' => matches!(byte, b'+' | b'-'),
            other => byte == other,
        });
    if !fits {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let small = |from: usize, to: usize| number(from, to).and_then(|value| i8::try_from(value).ok());
    let date = civil::Date::new(number(0, 4)?, small(5, 7)?, small(8, 10)?).ok()?;
    let time = civil::Time::new(small(11, 13)?, small(14, 16)?, small(17, 19)?, 0).ok()?;
    let seconds = i32::from(number(21, 23)?) * 3600 + i32::from(number(23, 25)?) * 60;
    let offset = Offset::from_seconds(if bytes.get(20) == Some(&b'-') { -seconds } else { seconds }).ok()?;
    let zoned = date.to_datetime(time).to_zoned(TimeZone::fixed(offset)).ok()?;
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
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
    fn anything_else_is_not_a_timestamp() {
        let wrong = [
            "",
            "2013-01-25 14:36:11 +0400",
            "2013.01.25 14:36:11",
            "2013.01.25 14:36:11  0400",
            "2013.01.25 24:36:11 +0400",
            "2013.02.30 14:36:11 +0400",
            "2013.01.25 14:36:11 +04:00",
            "2013.01.25T14:36:11 +0400",
            "٢٠١٣.01.25 14:36:11 +0400",
        ];
        for text in wrong {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! The two spellings of a moment in certificates (RFC 5280 section 4.1.2.5).

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::crypto::CryptoError;
use crate::crypto::asn1::{Asn1Fault, Tlv, tag, tlv};
use crate::domain::time::Timestamp;

/// The last second the simulator counts with; certificates «without end» say 9999-12-31 (section 4.1.2.5).
const LAST: Timestamp = Timestamp::from_secs(7_258_118_399);

/// Reads UTCTime or GeneralizedTime, in UTC and with seconds as RFC 5280 wants them.
pub(crate) fn read(value: &Tlv<'_>) -> Result<Timestamp, Asn1Fault> {
    let text = std::str::from_utf8(value.contents).ok().and_then(|text| text.strip_suffix('Z'));
    let text = text.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit())).ok_or(value.bad())?;
    let full = match (value.tag, text.len()) {
        // Two digits of the year: 50 and above are of the twentieth century.
        (tag::UTC_TIME, 12) => format!("{}{text}", if text >= "5" { "19" } else { "20" }),
        (tag::GENERALIZED_TIME, 14) => text.to_owned(),
        _ => return Err(value.bad()),
    };
    let civil = DateTime::strptime("%Y%m%d%H%M%S", full).map_err(|_| value.bad())?;
    let moment = civil
        .to_zoned(TimeZone::UTC)
        .map_or(LAST, |zoned| Timestamp::from_secs(zoned.timestamp().as_second()));
    Ok(moment.min(LAST))
}

/// Writes UTCTime through the year 2049 and GeneralizedTime after it.
pub(super) fn write(moment: Timestamp) -> Result<Vec<u8>, CryptoError> {
    const BEYOND: CryptoError =
        CryptoError::BadSubject { why: "the validity lies outside the years 1950 to 2199" };
    let instant = jiff::Timestamp::from_second(moment.as_secs()).map_err(|_| BEYOND)?;
    match instant.to_zoned(TimeZone::UTC).year() {
        1950..=2049 => Ok(tlv(tag::UTC_TIME, &[instant.strftime("%y%m%d%H%M%SZ").to_string().as_bytes()])),
        2050..=2199 => {
            Ok(tlv(tag::GENERALIZED_TIME, &[instant.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes()]))
        }
        _ => Err(BEYOND),
    }
}

//! Owns by what a person is known again in another rehearsal.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A hash of a pseudonym; sixteen hexadecimal digits in JSON. A region's list holds a million of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Who(pub u64);

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Who {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let wrong = || serde::de::Error::custom("`who` is sixteen hexadecimal digits");
        u64::from_str_radix(&text, 16).map(Self).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_is_written() {
        let text = serde_json::to_string(&Who(0xab)).unwrap();
        assert_eq!(text, r#""00000000000000ab""#);
        assert_eq!(serde_json::from_str::<Who>(&text).unwrap(), Who(0xab));
        assert!(serde_json::from_str::<Who>(r#""nobody""#).is_err());
    }
}

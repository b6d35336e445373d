//! What the registers say of the data they were asked about.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// A field that a register did not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldFault {
    /// The Pension Fund has no such SNILS.
    SnilsUnknown,
    /// The Pension Fund has the SNILS under another name.
    SnilsNameDiffers,
    /// The Pension Fund has the SNILS with another date of birth.
    SnilsBirthDateDiffers,
    /// The Pension Fund has the SNILS with another gender.
    SnilsGenderDiffers,
    /// A standard or confirmed account has this SNILS already.
    SnilsTaken,
    /// The Interior Ministry does not know this passport.
    PassportUnknown,
    /// Another passport was given out in place of this one.
    PassportReplaced,
    /// The passport was declared invalid.
    PassportInvalid,
    /// The Interior Ministry has nobody with this SNILS.
    PassportHolderUnknown,
}

impl FieldFault {
    /// Every fault, in the order in which a check tells them.
    pub const ALL: [Self; 9] = [
        Self::SnilsUnknown,
        Self::SnilsNameDiffers,
        Self::SnilsBirthDateDiffers,
        Self::SnilsGenderDiffers,
        Self::SnilsTaken,
        Self::PassportUnknown,
        Self::PassportReplaced,
        Self::PassportInvalid,
        Self::PassportHolderUnknown,
    ];

    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::SnilsUnknown => "snils",
            Self::SnilsNameDiffers => "snils-name",
            Self::SnilsBirthDateDiffers => "snils-birth-date",
            Self::SnilsGenderDiffers => "snils-gender",
            Self::SnilsTaken => "snils-taken",
            Self::PassportUnknown => "passport",
            Self::PassportReplaced => "passport-replaced",
            Self::PassportInvalid => "passport-invalid",
            Self::PassportHolderUnknown => "passport-holder",
        }
    }

    /// `fmsState` of the wire, for a fault of the document.
    pub fn fms_state(self) -> Option<&'static str> {
        match self {
            Self::PassportUnknown => Some("PASSPORT_NOT_FOUND"),
            Self::PassportReplaced | Self::PassportInvalid => Some("PASSPORT_INVALID"),
            Self::PassportHolderUnknown => Some("PERSON_NOT_FOUND"),
            Self::SnilsUnknown
            | Self::SnilsNameDiffers
            | Self::SnilsBirthDateDiffers
            | Self::SnilsGenderDiffers
            | Self::SnilsTaken => None,
        }
    }
}

/// What the registers said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When they said it.
    pub at: Timestamp,
    /// What they did not accept; nothing when all is well.
    pub faults: Vec<FieldFault>,
}

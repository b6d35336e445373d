//! What other systems know of a person and the portal only passes on: self-employment, biometrics, the picture.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::Ogrn;
use crate::domain::person::date;
use crate::domain::person::text::Text;
use crate::domain::time::Timestamp;

mod tint;
mod verification;

pub use tint::{Tint, TintError};
pub use verification::{Match, Score, ScoreError, Verification};

/// The name of a category, of an organisation that confirmed one, of a biometric.
pub type Label = Text<255>;

/// The number of a category in its directory.
pub type CategoryId = Text<20>;

/// What other systems know of a person; a tester says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// The tax on professional income (MR А.2, table 3, row 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_employed: Option<SelfEmployed>,
    /// What a self-employed person does (MR А.2, table 4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// The biometrics that are active (MR А.2, table 3, rows 15 and 16).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub biometrics: Vec<Biometric>,
    /// The picture of the profile (MR А.10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Tint>,
    /// What a biometric system found last, until a relying party has asked for it (MR Б.8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
}

/// That a person is self-employed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfEmployed {
    /// Whether the tax service confirmed it.
    pub confirmed: bool,
    /// On which day it did.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub confirmed_on: Option<Date>,
}

/// A kind of activity of a self-employed person or of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its number in the directory.
    pub id: CategoryId,
    /// Its name.
    pub name: Label,
    /// The number of the category above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<CategoryId>,
    /// The name of the category above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<Label>,
    /// When it was confirmed.
    pub confirmed_at: Timestamp,
    /// Who confirmed it; only of categories that need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<Confirmer>,
}

/// The organisation that confirmed a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmer {
    /// Its number on the portal.
    pub oid: u64,
    /// Its name.
    pub name: Label,
    /// Its registration number.
    pub ogrn: Ogrn,
}

/// A biometric that is active.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Biometric {
    /// What it is, in words.
    pub text: Label,
    /// The last day on which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::optional")]
    pub expires_on: Option<Date>,
}

impl Extras {
    /// Holds a result in place of the one before; tells the token under which it is asked for.
    pub fn hold(&mut self, result: Verification) -> String {
        self.verification.insert(result).token.clone()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

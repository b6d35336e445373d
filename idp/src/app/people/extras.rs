//! What other systems know of a person, said by a tester: self-employment, categories, biometrics, the picture, the
//! paper behind a foreigner's document.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::belongings::changed;
use crate::app::people::fault::{FieldFault, day, each, fault, field};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::person::document::foreign::PaperKind;
use crate::domain::person::document::{Draft, ForeignPaper};
use crate::domain::person::extras::{Biometric, Category, Confirmer, Match, SelfEmployed, Verification};
use crate::domain::person::{Document, Extras, date};
use crate::domain::time::Timestamp;

/// What other systems know of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = PersonExtras)]
pub struct ExtrasForm {
    /// The tax on professional income; not known when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub self_employed: Option<SelfEmployedForm>,
    /// What a self-employed person does.
    pub categories: Vec<CategoryForm>,
    /// Biometrics; one that has run out is no longer shown.
    pub biometrics: Vec<BiometricForm>,
    /// The colour of the profile's picture, such as `#2f6f9f`; no picture when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

/// Whether a person is self-employed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SelfEmployment)]
pub struct SelfEmployedForm {
    /// Whether the tax service confirmed it.
    pub confirmed: bool,
    /// `dd.MM.yyyy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<String>,
}

/// A kind of activity of a self-employed person or of an organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActivityCategory)]
pub struct CategoryForm {
    /// Its number in the directory.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The number of the category above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// The name of the category above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_name: Option<String>,
    /// When it was confirmed, RFC 3339.
    pub confirmed_at: String,
    /// Who confirmed it; only of categories that need it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<ConfirmerForm>,
}

/// The organisation that confirmed a category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CategoryConfirmer)]
pub struct ConfirmerForm {
    /// Its number on the portal.
    pub oid: u64,
    /// Its name.
    pub name: String,
    /// 13 digits.
    pub ogrn: String,
}

/// A biometric.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActiveBiometric)]
pub struct BiometricForm {
    /// What it is, in words.
    pub text: String,
    /// `dd.MM.yyyy`; without end when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<String>,
}

/// What a biometric system found: numbers from 0 to 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BiometricMatch)]
pub struct VerificationForm {
    /// How surely the voice is the person's, such as `0.95`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// How surely the face is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<String>,
    /// How surely both are.
    pub overall: String,
}

/// What the Social Fund knows of the paper behind a foreigner's document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FundPaper)]
pub struct PaperForm {
    /// What it is.
    #[schema(value_type = PaperKind)]
    pub kind: String,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<String>,
    /// Series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `dd.MM.yyyy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<String>,
}

/// Says what other systems know of a person, in place of what was said before; nothing when there is no such account.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn set_extras(
    moment: &Moment<'_>,
    oid: Oid,
    form: &ExtrasForm,
) -> Result<Option<ExtrasForm>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let verification = account.profile.extras.verification.take();
        account.profile.extras = Extras { verification, ..form.parse()? };
        Ok(ExtrasForm::of(&account.profile.extras))
    })
}

/// Says what the Social Fund knows of the paper behind a document, or that it knows nothing; tells whether there is
/// such a document, or nothing when there is no such account.
///
/// # Errors
/// It is no foreigner's document, or a field does not hold what it should; or something is broken.
pub fn set_paper(
    moment: &Moment<'_>,
    oid: Oid,
    id: u64,
    form: Option<&PaperForm>,
) -> Result<Option<bool>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let paper = form.map(|form| form.parse(moment.now)).transpose()?;
        let mut all = account.profile.documents.iter_mut();
        let Some(document) = all.find(|document| document.id() == id) else { return Ok(false) };
        let draft = Draft { foreign_paper: paper, ..Draft::from(document.clone()) };
        *document = Document::try_from(draft).map_err(|why| fault("id", why))?;
        Ok(true)
    })
}

/// Says what a biometric system found of a person; tells the token under which a relying party asks for it, or nothing
/// when there is no such account.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn set_verification(
    moment: &Moment<'_>,
    oid: Oid,
    form: &VerificationForm,
) -> Result<Option<String>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let found = Match {
            voice: field("voice", form.voice.as_deref())?,
            face: field("face", form.face.as_deref())?,
            overall: form.overall.parse().map_err(|why| fault("overall", why))?,
        };
        let result = Verification::of(oid, moment.realm.entropy.id::<()>(), found);
        Ok(account.profile.extras.hold(result))
    })
}

impl ExtrasForm {
    /// What is known, as it is read back.
    pub fn of(extras: &Extras) -> Self {
        Self {
            self_employed: extras.self_employed.as_ref().map(|known| SelfEmployedForm {
                confirmed: known.confirmed,
                confirmed_on: known.confirmed_on.map(date::spell),
            }),
            categories: extras.categories.iter().map(CategoryForm::of).collect(),
            biometrics: extras.biometrics.iter().map(BiometricForm::of).collect(),
            avatar: extras.avatar.map(|tint| tint.to_string()),
        }
    }

    /// Reads the texts.
    pub(super) fn parse(&self) -> Result<Extras, FieldFault> {
        let employed = self.self_employed.as_ref().map(|form| {
            let confirmed_on = day("self_employed.confirmed_on", form.confirmed_on.as_deref())?;
            Ok(SelfEmployed { confirmed: form.confirmed, confirmed_on })
        });
        Ok(Extras {
            self_employed: employed.transpose()?,
            categories: each("categories", &self.categories, CategoryForm::parse)?,
            biometrics: each("biometrics", &self.biometrics, BiometricForm::parse)?,
            avatar: field("avatar", self.avatar.as_deref())?,
            verification: None,
        })
    }
}

impl CategoryForm {
    /// The category it describes.
    pub(crate) fn parse(&self) -> Result<Category, FieldFault> {
        let by = self.confirmed_by.as_ref().map(|by| {
            Ok(Confirmer {
                oid: by.oid,
                name: by.name.parse().map_err(|why| fault("confirmed_by.name", why))?,
                ogrn: by.ogrn.parse().map_err(|why| fault("confirmed_by.ogrn", why))?,
            })
        });
        Ok(Category {
            id: self.id.parse().map_err(|why| fault("id", why))?,
            name: self.name.parse().map_err(|why| fault("name", why))?,
            parent_id: field("parent_id", self.parent_id.as_deref())?,
            parent_name: field("parent_name", self.parent_name.as_deref())?,
            confirmed_at: self.confirmed_at.parse().map_err(|why| fault("confirmed_at", why))?,
            confirmed_by: by.transpose()?,
        })
    }

    /// A category, as it is read back.
    pub(crate) fn of(category: &Category) -> Self {
        Self {
            id: category.id.to_string(),
            name: category.name.to_string(),
            parent_id: category.parent_id.as_ref().map(ToString::to_string),
            parent_name: category.parent_name.as_ref().map(ToString::to_string),
            confirmed_at: category.confirmed_at.to_string(),
            confirmed_by: category.confirmed_by.as_ref().map(|by| ConfirmerForm {
                oid: by.oid,
                name: by.name.to_string(),
                ogrn: by.ogrn.to_string(),
            }),
        }
    }
}

impl BiometricForm {
    fn parse(&self) -> Result<Biometric, FieldFault> {
        Ok(Biometric {
            text: self.text.parse().map_err(|why| fault("text", why))?,
            expires_on: day("expires_on", self.expires_on.as_deref())?,
        })
    }

    fn of(biometric: &Biometric) -> Self {
        Self { text: biometric.text.to_string(), expires_on: biometric.expires_on.map(date::spell) }
    }
}

impl PaperForm {
    /// What is known, as it is read back.
    pub fn of(paper: &ForeignPaper) -> Self {
        Self {
            kind: paper.kind.name().to_owned(),
            issued_by: paper.issued_by.as_ref().map(ToString::to_string),
            series: paper.series.as_ref().map(ToString::to_string),
            number: paper.number.as_ref().map(ToString::to_string),
            issued_on: paper.issued_on.map(date::spell),
        }
    }

    pub(super) fn parse(&self, now: Timestamp) -> Result<ForeignPaper, FieldFault> {
        Ok(ForeignPaper {
            kind: self.kind.parse().map_err(|why| fault("kind", why))?,
            issued_by: field("issued_by", self.issued_by.as_deref())?,
            series: field("series", self.series.as_deref())?,
            number: field("number", self.number.as_deref())?,
            issued_on: day("issued_on", self.issued_on.as_deref())?,
            updated_at: now,
        })
    }
}

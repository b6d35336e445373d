//! The kinds of documents and their names on the wire.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DocumentKind {
    /// `RF_PASSPORT`: the passport of a citizen of Russia.
    Passport,
    /// `FID_DOC`: the identity document of a foreigner.
    ForeignIdentity,
    /// `RF_DRIVING_LICENSE`: a driving licence.
    DrivingLicence,
    /// `MLTR_ID`: a military card.
    MilitaryId,
    /// `FRGN_PASS`: a citizen's passport for travelling abroad.
    TravelPassport,
    /// `MDCL_PLCY`: a medical insurance policy.
    MedicalPolicy,
    /// `RF_BRTH_CERT`: a Russian birth certificate.
    BirthCertificate,
    /// `FID_BRTH_CERT`: a foreign birth certificate.
    ForeignBirthCertificate,
    /// `OLD_BRTH_CERT`: a birth certificate of the USSR.
    SovietBirthCertificate,
    /// `BRTH_CERT`: a birth certificate in older releases.
    EarlierBirthCertificate,
    /// `KID_RF_BRTH_CERT`: a child's Russian birth certificate.
    ChildBirthCertificate,
    /// `MDCL_BRTH_CERT`: a medical certificate of birth.
    MedicalBirthCertificate,
    /// `RF_INT_PASSPORT`: an international passport, in portal models.
    InternationalPassport,
    /// `RSDNC_PERMIT`: a residence permit.
    ResidencePermit,
    /// `RFG_CERT`: a refugee's certificate.
    RefugeeCertificate,
    /// `CERT_REG_IMM`: the certificate that a refugee's application is considered.
    ImmigrantCertificate,
    /// `DIVORCE_CERT`: a divorce certificate.
    DivorceCertificate,
    /// `MARRIED_CERT`: a marriage certificate.
    MarriageCertificate,
    /// `FATHERHOOD_CERT`: a certificate of fatherhood.
    FatherhoodCertificate,
    /// `NAME_CHANGE_CERT`: a certificate of a change of name.
    NameChangeCertificate,
}

/// A text that names no kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a kind of document such as RF_PASSPORT")]
pub struct DocumentKindError;

impl DocumentKind {
    /// Every kind, the official ones first.
    pub const ALL: [Self; 20] = [
        Self::Passport,
        Self::ForeignIdentity,
        Self::DrivingLicence,
        Self::MilitaryId,
        Self::TravelPassport,
        Self::MedicalPolicy,
        Self::BirthCertificate,
        Self::ForeignBirthCertificate,
        Self::SovietBirthCertificate,
        Self::EarlierBirthCertificate,
        Self::ChildBirthCertificate,
        Self::MedicalBirthCertificate,
        Self::InternationalPassport,
        Self::ResidencePermit,
        Self::RefugeeCertificate,
        Self::ImmigrantCertificate,
        Self::DivorceCertificate,
        Self::MarriageCertificate,
        Self::FatherhoodCertificate,
        Self::NameChangeCertificate,
    ];

    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Passport => "RF_PASSPORT",
            Self::ForeignIdentity => "FID_DOC",
            Self::DrivingLicence => "RF_DRIVING_LICENSE",
            Self::MilitaryId => "MLTR_ID",
            Self::TravelPassport => "FRGN_PASS",
            Self::MedicalPolicy => "MDCL_PLCY",
            Self::BirthCertificate => "RF_BRTH_CERT",
            Self::ForeignBirthCertificate => "FID_BRTH_CERT",
            Self::SovietBirthCertificate => "OLD_BRTH_CERT",
            Self::EarlierBirthCertificate => "BRTH_CERT",
            Self::ChildBirthCertificate => "KID_RF_BRTH_CERT",
            Self::MedicalBirthCertificate => "MDCL_BRTH_CERT",
            Self::InternationalPassport => "RF_INT_PASSPORT",
            Self::ResidencePermit => "RSDNC_PERMIT",
            Self::RefugeeCertificate => "RFG_CERT",
            Self::ImmigrantCertificate => "CERT_REG_IMM",
            Self::DivorceCertificate => "DIVORCE_CERT",
            Self::MarriageCertificate => "MARRIED_CERT",
            Self::FatherhoodCertificate => "FATHERHOOD_CERT",
            Self::NameChangeCertificate => "NAME_CHANGE_CERT",
        }
    }

    /// Whether an account may be identified by it: the profile form offers these three and no others.
    pub const fn proves_identity(self) -> bool {
        matches!(self, Self::Passport | Self::TravelPassport | Self::ForeignIdentity)
    }

    /// Whether it is the document that a person of its citizenship begins with: a second one proves nothing more.
    pub const fn is_first_identity(self) -> bool {
        matches!(self, Self::Passport | Self::ForeignIdentity)
    }

    /// Whether only a foreigner has it: the Social Fund may know the paper behind it.
    pub const fn is_of_a_foreigner(self) -> bool {
        matches!(
            self,
            Self::ForeignIdentity
                | Self::ResidencePermit
                | Self::RefugeeCertificate
                | Self::ImmigrantCertificate
        )
    }

    /// Whether its series is Roman digits and two letters and its number six digits.
    pub const fn is_birth_certificate(self) -> bool {
        matches!(
            self,
            Self::BirthCertificate
                | Self::SovietBirthCertificate
                | Self::EarlierBirthCertificate
                | Self::ChildBirthCertificate
        )
    }

    /// Whether it is made from a civil registry act, so that it carries the act's number and date.
    pub const fn has_act(self) -> bool {
        self.is_birth_certificate()
            || matches!(
                self,
                Self::ForeignBirthCertificate
                    | Self::DivorceCertificate
                    | Self::MarriageCertificate
                    | Self::FatherhoodCertificate
                    | Self::NameChangeCertificate
            )
    }
}

impl FromStr for DocumentKind {
    type Err = DocumentKindError;

    fn from_str(text: &str) -> Result<Self, DocumentKindError> {
        Self::ALL.into_iter().find(|kind| kind.wire() == text.trim()).ok_or(DocumentKindError)
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wire())
    }
}

impl TryFrom<String> for DocumentKind {
    type Error = DocumentKindError;

    fn try_from(text: String) -> Result<Self, DocumentKindError> {
        text.parse()
    }
}

impl From<DocumentKind> for String {
    fn from(kind: DocumentKind) -> Self {
        kind.wire().to_owned()
    }
}

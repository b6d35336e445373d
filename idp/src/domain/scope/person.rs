//! Scopes of persons and systems: their names, and what each discloses of a person.

/// One piece of a person's record that a scope can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disclosure {
    /// Surname, name, patronymic.
    FullName,
    /// Date of birth.
    BirthDate,
    /// Place of birth.
    BirthPlace,
    /// Gender.
    Gender,
    /// SNILS.
    Snils,
    /// Personal INN.
    Inn,
    /// The identity document.
    IdentityDocument,
    /// The citizenship.
    Citizenship,
    /// OMS policy.
    MedicalPolicy,
    /// Military identity card.
    MilitaryId,
    /// Passport for travel abroad.
    ForeignPassport,
    /// Driving licence.
    DrivingLicence,
    /// Birth certificate.
    BirthCertificate,
    /// Residence permit.
    ResidencePermit,
    /// Temporary residence permit.
    TemporaryResidence,
    /// E-mail.
    Email,
    /// Mobile phone.
    Mobile,
    /// Home phone, which only the scope of all contacts opens.
    HomePhone,
    /// Addresses.
    Addresses,
    /// How far the account is from confirmed.
    RegistrationContext,
    /// Whether the person is self-employed, and what they do.
    SelfEmployment,
    /// The texts of the biometrics that are active.
    Biometrics,
    /// The biometrics that are active, with their ends.
    BiometricEnds,
    /// The picture of the profile.
    Avatar,
    /// Vehicles.
    Vehicles,
    /// The person's organisations and roles in them.
    Organisations,
    /// Children's cards, of which each of the following opens a part.
    Kids,
    /// A child's surname, name, patronymic.
    KidFullName,
    /// A child's date of birth.
    KidBirthDate,
    /// A child's gender.
    KidGender,
    /// A child's SNILS.
    KidSnils,
    /// A child's INN.
    KidInn,
    /// A child's birth certificate.
    KidBirthCertificate,
    /// A child's OMS policy.
    KidMedicalPolicy,
    /// A child's identity document.
    KidIdentityDocument,
    /// A child's mobile phone.
    KidMobile,
    /// A child's e-mail.
    KidEmail,
    /// What a parent allowed to be known of a child's school.
    KidSchool,
}

use Disclosure as D;

/// Everything the legacy scope of all personal data opens.
const ALL_PERSONAL: &[Disclosure] = &[
    D::FullName,
    D::BirthDate,
    D::BirthPlace,
    D::Gender,
    D::Snils,
    D::Inn,
    D::IdentityDocument,
    D::Citizenship,
    D::MedicalPolicy,
    D::MilitaryId,
    D::ForeignPassport,
    D::DrivingLicence,
    D::BirthCertificate,
    D::Email,
    D::Mobile,
    D::HomePhone,
    D::Addresses,
    D::Vehicles,
];

/// What the scope of the second pass of biometrics opens (MR Б.4).
const AFTER_BIOMETRICS: &[Disclosure] = &[
    D::FullName,
    D::Gender,
    D::Citizenship,
    D::BirthDate,
    D::BirthPlace,
    D::IdentityDocument,
    D::Addresses,
    D::Inn,
    D::Snils,
    D::Mobile,
    D::Email,
];

/// A known scope: its name on the wire and what it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The name as it is asked for, without a parameter.
    pub name: &'static str,
    /// What it discloses.
    pub discloses: &'static [Disclosure],
}

pub(super) const fn scope(name: &'static str, discloses: &'static [Disclosure]) -> Scope {
    Scope { name, discloses }
}

/// The catalogue of scopes (MR Б.4, tables 96, 97, 99, 104; EPGU; DP; clients).
pub const CATALOGUE: &[Scope] = &[
    scope("openid", &[]),
    scope("otp", &[]),
    scope("fullname", &[D::FullName]),
    scope("birthdate", &[D::BirthDate]),
    scope("gender", &[D::Gender]),
    scope("snils", &[D::Snils]),
    scope("inn", &[D::Inn]),
    scope("birthplace", &[D::BirthPlace]),
    scope("citizenship", &[D::Citizenship]),
    scope("id_doc", &[D::IdentityDocument, D::Citizenship]),
    scope("medical_doc", &[D::MedicalPolicy]),
    scope("military_doc", &[D::MilitaryId]),
    scope("foreign_passport_doc", &[D::ForeignPassport, D::Citizenship]),
    scope("drivers_licence_doc", &[D::DrivingLicence]),
    scope("birth_cert_doc", &[D::BirthCertificate]),
    scope("residence_doc", &[D::ResidencePermit]),
    scope("temporary_residence_doc", &[D::TemporaryResidence]),
    scope("vehicles", &[D::Vehicles]),
    scope("email", &[D::Email]),
    scope("mobile", &[D::Mobile]),
    scope("contacts", &[D::Email, D::Mobile, D::HomePhone, D::Addresses]),
    scope("addresses", &[D::Addresses]),
    scope("usr_org", &[D::Organisations]),
    scope("usr_avt", &[D::Avatar]),
    scope("usr_reg_cxt", &[D::RegistrationContext]),
    scope("self_employed", &[D::SelfEmployment]),
    scope("read_bio_type", &[D::Biometrics]),
    scope("read_bio_type_exp", &[D::BiometricEnds]),
    scope("bio", &[]),
    scope("ext_auth_result", AFTER_BIOMETRICS),
    scope("history_passport_doc", &[D::IdentityDocument, D::Citizenship]),
    scope("kid_fullname", &[D::Kids, D::KidFullName]),
    scope("kid_birthdate", &[D::Kids, D::KidBirthDate]),
    scope("kid_gender", &[D::Kids, D::KidGender]),
    scope("kid_snils", &[D::Kids, D::KidSnils]),
    scope("kid_inn", &[D::Kids, D::KidInn]),
    scope("kid_birth_cert_doc", &[D::Kids, D::KidBirthCertificate]),
    scope("kid_medical_doc", &[D::Kids, D::KidMedicalPolicy]),
    scope("kid_mobile", &[D::Kids, D::KidMobile]),
    scope("kid_email", &[D::Kids, D::KidEmail]),
    scope("kid_contacts", &[D::Kids, D::KidEmail, D::KidMobile]),
    scope("kid_id_doc", &[D::Kids, D::KidIdentityDocument]),
    scope("kid_school_data", &[D::Kids, D::KidSchool]),
    scope("http://esia.gosuslugi.ru/usr_inf", ALL_PERSONAL),
    scope("http://esia.gosuslugi.ru/usr_sec", &[]),
    scope("http://esia.gosuslugi.ru/ext_imp", &[]),
    scope("http://esia.gosuslugi.ru/tech_inf", &[]),
    scope("gosbar", &[]),
    scope("http://sf.gosuslugi.ru/europrotocol", &[]),
    scope("https://lk.gosuslugi.ru/api-order", &[]),
    scope("https://lk.gosuslugi.ru/api-geps", &[]),
    scope("http://lk.gosuslugi.ru/api-order", &[]),
    scope("http://lk.gosuslugi.ru/api-geps", &[]),
    scope("prm_chg", &[]),
    scope("usr_prm", &[]),
    scope("pow_reg", &[]),
    scope("pow_reg_inf", &[]),
    scope("pow_reg_search", &[]),
];

/// Scopes of a citizen's sign-in: none of them means anything without one (MR 3.4, Б.4, Б.8). `openid` is not among them:
/// systems ask for it when they read lists of consents (DP 4.3).
pub(super) const OF_A_SIGN_IN: &[&str] = &["otp", "bio", "ext_auth_result", "gosbar"];

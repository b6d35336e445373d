//! The fields that forms about a person have.

/// A field of a form about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// «Фамилия».
    LastName,
    /// «Имя».
    FirstName,
    /// «Отчество (если есть)».
    MiddleName,
    /// «Пол».
    Gender,
    /// «Дата рождения».
    BirthDate,
    /// «Место рождения».
    BirthPlace,
    /// «Место рождения» of a child, as the birth certificate has it.
    ChildBirthPlace,
    /// «Гражданство».
    Citizenship,
    /// «СНИЛС».
    Snils,
    /// The kind of the identity document.
    DocumentType,
    /// Series and number of the identity document.
    PassportNumber,
    /// When it was issued.
    PassportIssuedOn,
    /// «Код подразделения».
    PassportIssuerCode,
    /// «Кем выдан».
    PassportIssuedBy,
    /// Series and number of the birth certificate.
    CertificateNumber,
    /// When it was issued.
    CertificateIssuedOn,
    /// «Кем выдано».
    CertificateIssuedBy,
    /// «Номер записи акта».
    ActNumber,
    /// The day of that record.
    ActDate,
    /// «Адрес постоянной регистрации».
    Registration,
    /// «Мобильный телефон».
    Mobile,
    /// «Электронная почта».
    Email,
}

impl Field {
    /// Its name in forms and in the control API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LastName => "last_name",
            Self::FirstName => "first_name",
            Self::MiddleName => "middle_name",
            Self::Gender => "gender",
            Self::BirthDate => "birth_date",
            Self::BirthPlace | Self::ChildBirthPlace => "birth_place",
            Self::Citizenship => "citizenship",
            Self::Snils => "snils",
            Self::DocumentType => "document_type",
            Self::PassportNumber => "passport_number",
            Self::PassportIssuedOn => "passport_issued_on",
            Self::PassportIssuerCode => "passport_issuer_code",
            Self::PassportIssuedBy => "passport_issued_by",
            Self::CertificateNumber => "certificate_number",
            Self::CertificateIssuedOn => "certificate_issued_on",
            Self::CertificateIssuedBy => "certificate_issued_by",
            Self::ActNumber => "act_number",
            Self::ActDate => "act_date",
            Self::Registration => "registration",
            Self::Mobile => "mobile",
            Self::Email => "email",
        }
    }
}

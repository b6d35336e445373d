//! The errors of the data API: a code and an enumeration name, nothing more.

use serde::Serialize;

/// An error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RsError {
    /// `ESIA-005xxx`.
    pub code: &'static str,
    /// `SecurityErrorEnum.name`.
    pub message: &'static str,
    /// What it means, for the catalogue.
    #[serde(skip)]
    pub meaning: &'static str,
    /// How sure it is, for the catalogue.
    #[serde(skip)]
    pub sure: &'static str,
}

/// The token is none of this provider's.
pub const INVALID_TOKEN: RsError = RsError {
    code: "ESIA-005011",
    message: "SecurityErrorEnum.invalidToken",
    meaning: "the access token is missing, or is none of this provider's",
    sure: "MR table 24, for a missing token (O); one answer (S)",
};
/// The token has run out.
pub const EXPIRED_TOKEN: RsError = RsError {
    code: "ESIA-005013",
    message: "SecurityErrorEnum.expiredToken",
    meaning: "the access token has run out; MR А.7 (tables 10 to 66) has it of a token that is missing, which is ESIA-005011 here",
    sure: "DP 4.2.5 (O); two clients (C2)",
};
/// The token does not open this.
pub const SCOPE_NOT_ALLOWED: RsError = RsError {
    code: "ESIA-005029",
    message: "SecurityErrorEnum.scopeNotAllowed",
    meaning: "the token has no scope that opens this, or is about somebody else",
    sure: "DP 4.2.5; MR table 24, for another user's organisation (O)",
};
/// There is nothing of this name.
// SIM: MR А.7 prints it for `digital-org`; that `/rs` says the same is inferred from the one list of errors.
pub const NOT_FOUND: RsError = RsError {
    code: "ESIA-020203",
    message: "Not Found",
    meaning: "there is nothing of this name",
    sure: "MR А.7, for documents of organisations (I)",
};
/// The digital profile has no such document of the person.
pub const NO_DATA: RsError = RsError {
    code: "ESIA-020002",
    message: "Данные не найдены",
    meaning: "the person has no checked children whose SNILS could be told; here also: the digital profile has no document of this kind",
    sure: "DP 5.2.36 (O); for other documents than the SNILS of children (I)",
};
/// The request cannot be read, or its method is none of this API's.
// SIM: no sample of a 400 of the real data API was found; the form is that of its other errors.
pub const BAD_REQUEST: RsError = RsError {
    code: "ESIA-005400",
    message: "SecurityErrorEnum.badRequest",
    meaning: "the request cannot be read; with 405, its method is none of this API's",
    sure: "ours (G)",
};

/// The profile has no picture.
pub const NO_AVATAR: RsError = RsError {
    code: "ESIA-040404",
    message: "ValidationCommonErrorEnum.avatar.notfound",
    meaning: "the profile has no picture",
    sure: "MR А.10 (O)",
};

/// The relying party of the token is not registered.
pub const NO_SYSTEM: RsError = RsError {
    code: "ESIA-039870",
    message: "Система не найдена",
    meaning: "the relying party of the token is not registered",
    sure: "official text (O)",
};
/// There is no such person.
pub const NO_PERSON: RsError = RsError {
    code: "ESIA-035000",
    message: "Пользователь не найден",
    meaning: "there is no account of this oid",
    sure: "official text (O)",
};
/// There is no such kind, or none open to the system.
pub const NO_KIND: RsError = RsError {
    code: "ESIA-036701",
    message: "Тип согласия не найден",
    meaning: "no kind of consent has this number, or the client may not ask for it",
    sure: "official text (O)",
};
/// There is no such consent, or it is another organisation's.
pub const NO_CONSENT: RsError = RsError {
    code: "ESIA-036710",
    message: "Согласие не найдено",
    meaning: "the person gave the organisation no consent of this number",
    sure: "official text (O); for a list's element a guess (G)",
};
/// The consent has no signature.
pub const NO_SIGNATURE: RsError = RsError {
    code: "ESIA-020027",
    message: "Простая электронная подпись не найдена",
    meaning: "the consent has no signature: it was kept by an earlier version",
    sure: "official text (O)",
};

/// The archive of a consent was not stored.
pub const NO_ARCHIVE: RsError = RsError {
    code: "ESIA-036729",
    message: "Не удалось сохранить архив",
    meaning: "the archive of the consent could not be stored: by the fault `resource-error` only",
    sure: "official code and meaning (O), the words are ours (G)",
};

/// The request has no access token, told by the documents of organisations.
pub const NO_TOKEN: RsError = RsError {
    code: "ESIA-005013",
    message: "Токен отсутствует",
    meaning: "the access token is missing",
    sure: "MR tables 10 to 66 (O)",
};
/// Who asks for a document anew heads the organisation neither nor administers it.
pub const NOT_THE_CHIEF: RsError = RsError {
    code: "ESIA-058012",
    message: "Данный пользователь не является руководителем ЮЛ",
    meaning: "the person does not head the organisation; here: heads it neither nor administers it, and asks for a document anew (MR table 9)",
    sure: "MR table 10 (O); when it is met (I)",
};
/// The organisation did not let the Ministry ask about it.
pub const NO_GENERAL_CONSENT: RsError = RsError {
    code: "ESIA-036718",
    message: "Отсутствует генеральное согласие",
    meaning: "the organisation must give the Ministry the general consent first",
    sure: "official code and meaning (O), the words are ours (G)",
};
/// There is no such consent of the organisation.
pub const NO_ORGANISATION_CONSENT: RsError = RsError {
    code: "ESIA-036701",
    message: "Согласие не найдено",
    meaning: "the organisation has no consent of this number",
    sure: "MR tables 17, 18, 20 to 22 (O); the status (I)",
};
/// A consent is given without a scope that its kind demands.
pub const SCOPE_OF_KIND_MISSING: RsError = RsError {
    code: "ESIA-036702",
    message: "Не указан обязательный scope для типа согласия",
    meaning: "a scope that the kind of consent demands is left out",
    sure: "MR table 19 (O); the status (I)",
};
/// A consent is given that nobody asks for any more.
pub const CONSENT_NOT_ASKED: RsError = RsError {
    code: "ESIA-036712",
    message: "Согласие в текущем статусе не может быть утверждено",
    meaning: "the consent is not waiting for a decision",
    sure: "MR table 19 (O); the status (I)",
};
/// A consent is declined that nobody asks for any more.
pub const CONSENT_NOT_TO_DECLINE: RsError = RsError {
    code: "ESIA-036713",
    message: "Согласие в текущем статусе не может быть отклонено",
    meaning: "the consent is not waiting for a decision",
    sure: "MR table 20 (O); the status (I)",
};
/// A consent is taken back that is not given.
pub const CONSENT_NOT_GIVEN: RsError = RsError {
    code: "ESIA-036714",
    message: "Согласие в текущем статусе не может быть отозвано",
    meaning: "the consent is not given",
    sure: "MR table 21 (O); the status (I)",
};

/// The errors of documents and consents of organisations beside those of the data API.
pub const ORGANISATIONS: &[RsError] = &[
    NO_TOKEN,
    NOT_THE_CHIEF,
    NO_GENERAL_CONSENT,
    NO_ORGANISATION_CONSENT,
    SCOPE_OF_KIND_MISSING,
    CONSENT_NOT_ASKED,
    CONSENT_NOT_TO_DECLINE,
    CONSENT_NOT_GIVEN,
];

/// The errors of the consent platform beside those of the data API; each is a 404.
pub const CONSENTS: &[RsError] = &[NO_SIGNATURE, NO_PERSON, NO_KIND, NO_CONSENT, NO_ARCHIVE, NO_SYSTEM];

/// Every error of the data API.
pub const CATALOGUE: &[RsError] =
    &[INVALID_TOKEN, EXPIRED_TOKEN, SCOPE_NOT_ALLOWED, NO_DATA, NOT_FOUND, NO_AVATAR, BAD_REQUEST];

/// The error of the catalogue whose number is given: 5013 is ESIA-005013.
pub fn of_number(number: Option<u32>) -> Option<RsError> {
    let own = |entry: &RsError| entry.code.strip_prefix("ESIA-").and_then(|code| code.parse().ok());
    CATALOGUE.iter().chain(CONSENTS).chain(ORGANISATIONS).copied().find(|entry| own(entry) == number)
}

/// The same, for an order whose number was judged when it was given.
pub fn numbered(number: Option<u32>) -> RsError {
    of_number(number).unwrap_or(BAD_REQUEST)
}

//! A realm's settings: everything that sources leave open or a tester may want different.

pub mod catalogue;

use serde::{Deserialize, Serialize};

use crate::domain::challenge::ChallengeTerms;
use crate::domain::consent::{ConsentTerms, PushTerms, Unlisted};
use crate::domain::credentials::GuardTerms;
use crate::domain::import::ImportTerms;
use crate::domain::messenger::MessengerTerms;
use crate::domain::organisation::role::RoleChoice;
use crate::domain::recovery::terms::RecoveryTerms;
use crate::domain::session::{Session, SignInMethod};
use crate::domain::time::Span;

mod wire;

pub use wire::{ErrorNames, LogoutReturn, PkceHash, PkceMethod, RefreshString, WithoutPermit};

/// How a simulated register answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterAnswer {
    /// It knows the data as given.
    #[default]
    Agree,
    /// It says no.
    Refuse,
    /// It never answers.
    Silent,
}

/// The two registers that check a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Registers {
    /// The Pension Fund: SNILS with name and birth date.
    pub pension_fund: RegisterAnswer,
    /// The Interior Ministry: the passport.
    pub interior_ministry: RegisterAnswer,
    /// How long they take. Letter S003: «через несколько минут»; ours is short.
    pub delay_ms: Span,
}

impl Default for Registers {
    fn default() -> Self {
        let agree = RegisterAnswer::Agree;
        Self { pension_fund: agree, interior_ministry: agree, delay_ms: Span::from_secs(3) }
    }
}

/// The cost of a password's hash; cheap, since nothing here is worth guarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self { memory_kib: 32, passes: 1 }
    }
}

/// What becomes of a child's account on the fourteenth birthday. No source tells; all of it is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fourteenth {
    /// Whether the links to the parents' accounts end.
    pub link_ends: bool,
    /// Whether the level drops to standard until the own passport is confirmed.
    pub level_drops: bool,
}

/// The family section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FamilySettings {
    /// How the civil registry answers for a birth certificate; ours.
    pub civil_registry: RegisterAnswer,
    /// How long the check of a child's card takes. Sources: «15 минут - 5 рабочих дней», «до 30 календарных дней».
    pub card_delay_ms: Span,
    /// Whether a child's account is confirmed from the start: `trusted` on the wire. MR 4.1.1.1 makes it a simplified
    /// account (`KD`, no `is_tru`); letter S002 speaks of confirmed accounts for everybody.
    pub child_trusted: bool,
    /// The fourteenth birthday.
    pub fourteenth: Fourteenth,
}

impl Default for FamilySettings {
    fn default() -> Self {
        Self {
            civil_registry: RegisterAnswer::Agree,
            card_delay_ms: Span::from_mins(15),
            child_trusted: false,
            fourteenth: Fourteenth::default(),
        }
    }
}

/// How a collection of the data API comes when a client does not ask for pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paging {
    /// As pages when it is longer than one page, else whole with `hasSize`, as every real answer.
    #[default]
    WhenNeeded,
    /// As pages.
    Always,
    /// Whole.
    Never,
}

/// What a token with `openid` alone opens of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenidOnly {
    /// Nothing: ESIA-005029.
    #[default]
    Refused,
    /// The record without personal data.
    Frame,
}

/// What a request without a token is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MissingToken {
    /// The code of MR table 24.
    #[default]
    #[serde(rename = "ESIA-005011")]
    Invalid,
    /// The code of MR tables 10 to 66.
    #[serde(rename = "ESIA-005013")]
    Missing,
}

/// Whether people have vehicles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonVehicles {
    /// They are shown to the scope `vehicles`.
    #[default]
    Shown,
    /// The scope is unknown.
    TakenOut,
}

/// The data API, where the documents leave a question open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RsTerms {
    /// Pages of collections. MR А.1 has them for all collections.
    pub paging: Paging,
    /// A token without a personal scope. MR А.2 asks for one.
    pub openid_only: OpenidOnly,
    /// A request without a token. MR has two codes for it.
    pub missing_token: MissingToken,
    /// Vehicles of people. MR took them out in 3.16 and still lists them.
    pub vehicles: PersonVehicles,
}

/// What a front end before the provider lets through. What stands before the real system is not known; ours are the
/// defaults of common servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FrontTerms {
    /// The longest request line and the longest header, in bytes. nginx `large_client_header_buffers`.
    pub line_bytes_max: u32,
    /// The most parameters of a request. Tomcat `maxParameterCount`.
    pub parameters_max: u32,
    /// The longest parameter but `client_secret`, in bytes; ours.
    pub parameter_bytes_max: u32,
    /// How long a body may take to arrive, in milliseconds of the machine's clock; ours.
    pub body_real_ms_max: u32,
}

impl Default for FrontTerms {
    fn default() -> Self {
        Self {
            line_bytes_max: 8 * 1024,
            parameters_max: 1_000,
            parameter_bytes_max: 8 * 1024,
            body_real_ms_max: 30_000,
        }
    }
}

/// What is free again once an account was deleted. No source tells; all of it is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeletionTerms {
    /// Whether another account may have its contacts.
    pub frees_contacts: bool,
    /// Whether another account may have its SNILS.
    pub frees_snils: bool,
}

impl Default for DeletionTerms {
    fn default() -> Self {
        Self { frees_contacts: true, frees_snils: true }
    }
}

/// Contacts that another account has or had (MR table 73, rows 89, 90).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContactTerms {
    /// For how many days after a mobile phone was proved in an account no other one may have it (ESIA-039812).
    pub phone_rest_days: u16,
    /// Whether another account may then have it although it is still the first one's, which loses it; inferred from
    /// the text of ESIA-039812. Else it is refused for good (ESIA-039810).
    pub phone_takeover: bool,
}

impl Default for ContactTerms {
    fn default() -> Self {
        Self { phone_rest_days: 30, phone_takeover: true }
    }
}

/// The settings of a realm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// `iss` of every token: the real string by default, since clients compare it.
    pub issuer: String,
    /// How far a request's time may be off.
    pub timestamp_tolerance_ms: Span,
    /// How many entries the journal keeps, the newest of them; ours.
    pub journal_entries_max: u32,
    /// How many bytes the journal keeps, and beside it of the requests and answers it is about; ours.
    pub journal_bytes_max: u64,
    /// How many messages the outbox keeps, the newest of them; ours.
    pub outbox_messages_max: u32,
    /// The front end.
    pub front: FrontTerms,
    /// Whether certificates of relying parties must be within their dates on the realm's clock; ours is no.
    pub judge_certificate_dates: bool,
    /// Whether a client's certificate that has run out is refused (MR table 93, 007053).
    pub judge_certificate_expiry: bool,
    /// The codes of SMS and mail.
    pub sms: ChallengeTerms,
    /// The registers.
    pub registers: Registers,
    /// Accounts that banks send.
    pub import: ImportTerms,
    /// Whether a foreigner's profile may be sent without a SNILS. The real form allows it when the ministry can
    /// check the document (`fidDocValByFms`).
    pub foreigners_without_snils: bool,
    /// Whether the level drops when a confirmed person changes the surname or the passport. No source says that it
    /// ever does; ours is no.
    pub change_drops_level: bool,
    /// Contacts that another account has or had.
    pub contacts: ContactTerms,
    /// Password hashing.
    pub password_cost: PasswordCost,
    /// Whether nobody takes the letters: each goes back to the sender.
    pub letters_come_back: bool,
    /// How long a letter waits at the post office before it goes back. The post's own rule is 30 days; ours.
    pub letter_storage_ms: Span,
    /// How long a letter travels. Letter S003: «около 2-х недель».
    pub letter_transit_ms: Span,
    /// Digits of a letter's code; ours.
    pub letter_code_digits: u8,
    /// How long a letter's code is good for; ours.
    pub letter_ttl_ms: Span,
    /// Tries a letter's code bears; ours.
    pub letter_attempts_max: u8,
    /// How wrong passwords and codes are answered.
    pub guard: GuardTerms,
    /// The messenger MAX as second factor.
    pub messenger: MessengerTerms,
    /// How long a portal session lasts; the cookies of the real portal live three hours.
    pub session_ttl_ms: Span,
    /// How recovery goes.
    pub recovery: RecoveryTerms,
    /// What a deleted account leaves behind.
    pub deletion: DeletionTerms,
    /// The family section.
    pub family: FamilySettings,
    /// Consents of the digital profile.
    pub consents: ConsentTerms,
    /// Pushes to relying parties.
    pub pushes: PushTerms,
    /// The data API.
    pub rs: RsTerms,
    /// When a citizen with organisations is asked in whose name they enter; the sources do not say, ours.
    pub role_choice: RoleChoice,
    /// Kinds and purposes of consents that the simulator's list does not have; the real list is not published.
    pub unlisted_agreements: Unlisted,
    /// Scopes that the simulator's list does not have; the real list grows.
    pub unlisted_scopes: Unlisted,
    /// Scopes that only a citizen with a second factor may be asked for (ESIA-007046). MR 3.4: `otp`.
    pub second_factor_scopes: Vec<String>,
    /// Whether the sign-in page lists people, one of whom signs in without a password.
    pub person_picker: bool,
    /// Whether `login_hint` of an authorization request fills in the login.
    pub login_hint: bool,
    /// How citizens sign in, as tokens tell it (`amr`).
    pub sign_in_method: SignInMethod,
    /// How errors are named where the documents and real answers differ.
    pub error_names: ErrorNames,
    /// Where a logout may lead.
    pub logout_return: LogoutReturn,
    /// What a refresh at the later versions signs.
    pub refresh_string: RefreshString,
    /// What `GOST3411` is.
    pub pkce_hash: PkceHash,
    /// Methods of PKCE that are taken. MR Б.2.3 has one.
    pub pkce_methods: Vec<PkceMethod>,
    /// What `access_type=offline` gives without a permit for refresh tokens.
    pub offline_without_permit: WithoutPermit,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            issuer: "http://esia.gosuslugi.ru/".to_owned(),
            timestamp_tolerance_ms: Span::from_secs(60),
            journal_entries_max: 2_000,
            journal_bytes_max: 8 * 1024 * 1024,
            outbox_messages_max: 100_000,
            front: FrontTerms::default(),
            judge_certificate_dates: false,
            judge_certificate_expiry: true,
            sms: ChallengeTerms::SMS,
            registers: Registers::default(),
            import: ImportTerms::default(),
            foreigners_without_snils: true,
            change_drops_level: false,
            contacts: ContactTerms::default(),
            password_cost: PasswordCost::default(),
            letters_come_back: false,
            letter_storage_ms: Span::from_days(30),
            letter_transit_ms: Span::from_days(14),
            letter_code_digits: 12,
            letter_ttl_ms: Span::from_days(90),
            letter_attempts_max: 5,
            guard: GuardTerms::default(),
            messenger: MessengerTerms::default(),
            session_ttl_ms: Session::TTL,
            recovery: RecoveryTerms::default(),
            deletion: DeletionTerms::default(),
            family: FamilySettings::default(),
            consents: ConsentTerms::default(),
            pushes: PushTerms::default(),
            rs: RsTerms::default(),
            role_choice: RoleChoice::default(),
            unlisted_agreements: Unlisted::default(),
            unlisted_scopes: Unlisted::default(),
            second_factor_scopes: vec!["otp".to_owned()],
            person_picker: false,
            login_hint: false,
            sign_in_method: SignInMethod::default(),
            error_names: ErrorNames::default(),
            logout_return: LogoutReturn::default(),
            refresh_string: RefreshString::default(),
            pkce_hash: PkceHash::default(),
            pkce_methods: vec![PkceMethod::Gost3411],
            offline_without_permit: WithoutPermit::default(),
        }
    }
}

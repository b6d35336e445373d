//! What the documents leave open about consents, and what a tester may want different.

use serde::{Deserialize, Serialize};

use crate::domain::time::Span;

/// Who may be asked for a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// Confirmed accounts from the eighteenth birthday on (DP 4); everybody else signs in without a consent.
    #[default]
    EighteenAndConfirmed,
    /// Everybody; the age of the kind is judged when the citizen decides (ESIA-036746).
    KindThreshold,
}

/// What a minor's sign-in rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinorSignsIn {
    /// On the consent that a parent gave for the child.
    #[default]
    ByParentsConsent,
    /// On nothing: the token holds `openid` alone.
    OpenidOnly,
}

/// What becomes of a parent's consent on the child's eighteenth birthday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MinorOfAge {
    /// It opens nothing any more.
    #[default]
    Ends,
    /// It goes on.
    Stays,
}

/// Which children `/kids` shows to a token of consents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KidsShown {
    /// Every card of the parent (MR А.2, table 3, row 9).
    #[default]
    All,
    /// Those that a consent is given for.
    Consented,
}

/// What goes back to the relying party when every consent is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Declined {
    /// `access_denied`, ESIA-007004.
    #[default]
    AccessDenied,
    /// A code for a token with `openid` alone.
    OpenidOnly,
}

/// What becomes of scopes beside `openid` in a request for consents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OtherScopes {
    /// The request is refused with ESIA-007006.
    #[default]
    Refused,
    /// They are asked for as well.
    Taken,
}

/// When a withdrawal closes a token that is in the relying party's hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reaches {
    /// At once: ESIA-005029.
    #[default]
    AtOnce,
    /// When it runs out.
    AtExpiry,
}

/// What the claim `permissions` of a token holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PermissionsClaim {
    /// Mnemonics, separated by blanks.
    #[default]
    Mnemonic,
    /// The terms as JSON.
    Json,
}

/// How the consent of school diaries is spelled in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum EduSpelling {
    /// As requests spell it.
    #[default]
    #[serde(rename = "EDU_JOURNAL")]
    Journal,
    /// As the notes on the lists spell it.
    #[serde(rename = "EDU_JORNAL")]
    Jornal,
}

/// What a request without the mnemonic of a kind is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum KindMissing {
    /// The code that a client knows.
    #[default]
    #[serde(rename = "ESIA-036700")]
    Missing,
    /// The code of DP 4.1, which is that of an unknown kind too.
    #[serde(rename = "ESIA-036701")]
    Unknown,
}

/// In which order the events of one consent are delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PushOrder {
    /// One after another: the next waits until the one before was taken or given up.
    #[default]
    PerConsent,
    /// Each by itself.
    Any,
}

/// Consents of the digital profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConsentTerms {
    /// Who may be asked.
    pub gate: Gate,
    /// What a minor's sign-in rests on.
    pub minor_signs_in: MinorSignsIn,
    /// What becomes of a parent's consent on the eighteenth birthday.
    pub minor_of_age: MinorOfAge,
    /// Which children a token of consents shows.
    pub kids_shown: KidsShown,
    /// Whether children whose card is not checked are offered on the page.
    pub unchecked_cards_offered: bool,
    /// Whether «Школьное портфолио» of the portal is the consent of school diaries.
    pub portfolio_is_edu_journal: bool,
    /// Below which age a pupil's school data need a parent's consent; nobody's with 0.
    pub portfolio_below_age: u8,
    /// What a refusal of everything leads to.
    pub declined: Declined,
    /// What becomes of scopes beside `openid`.
    pub other_scopes: OtherScopes,
    /// When a withdrawal closes tokens.
    pub withdrawal_reaches_tokens: Reaches,
    /// Whether lists show consents that nobody has decided on.
    pub list_shows_waiting: bool,
    /// How lists spell the consent of school diaries.
    pub edu_spelling_in_lists: EduSpelling,
    /// What a request without the mnemonic of a kind is told.
    pub kind_missing: KindMissing,
    /// What the claim `permissions` holds.
    pub permissions_claim: PermissionsClaim,
}

impl Default for ConsentTerms {
    fn default() -> Self {
        Self {
            gate: Gate::default(),
            minor_signs_in: MinorSignsIn::default(),
            minor_of_age: MinorOfAge::default(),
            kids_shown: KidsShown::default(),
            unchecked_cards_offered: false,
            portfolio_is_edu_journal: true,
            portfolio_below_age: 18,
            declined: Declined::default(),
            other_scopes: OtherScopes::default(),
            withdrawal_reaches_tokens: Reaches::default(),
            list_shows_waiting: false,
            edu_spelling_in_lists: EduSpelling::default(),
            kind_missing: KindMissing::default(),
            permissions_claim: PermissionsClaim::default(),
        }
    }
}

/// Pushes to relying parties. The documents say nothing on tries, pauses and order; all of it is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PushTerms {
    /// How often a push is tried.
    pub tries_max: u8,
    /// The pause before the second try, on the realm's clock; each further one is twice as long.
    pub pause_ms: Span,
    /// How long a try may take, by the machine's clock.
    pub timeout_real_ms_max: u32,
    /// In which order.
    pub order: PushOrder,
}

impl Default for PushTerms {
    fn default() -> Self {
        Self {
            tries_max: 3,
            pause_ms: Span::from_mins(1),
            timeout_real_ms_max: 5_000,
            order: PushOrder::default(),
        }
    }
}

//! The change that a fault makes: of a claim, a header, a signature or a member.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::domain::fault::{Change, Fault, Forgery, Mutation, Tokens};
use crate::web::control::api::words::{ChangeKind, ForgeryKind};
use crate::web::problem::Problem;

/// How a claim, a header or a member is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FaultChange)]
pub struct ChangeJson {
    /// What is done: left out, null, empty, the same in another JSON type, this value, the moment `value` seconds after now,
    /// twice with the value behind, twice with the value before.
    #[schema(value_type = ChangeKind)]
    pub kind: String,
    /// The new value, any JSON but null; for `value` and `preceded`, seconds for `moment`, optional for `doubled`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    pub value: Option<Value>,
}

/// How a signature is forged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FaultForgery)]
pub struct ForgeryJson {
    /// One octet changed; empty; no third part; by a key of the same algorithm that is not in force; an HMAC over `secret`.
    #[schema(value_type = ForgeryKind)]
    pub kind: String,
    /// The secret of an HMAC, as base64; the digest is that of the header's `alg`, SHA-256 when it names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// The fields of an order that say what is changed.
#[derive(Debug, Clone, Default)]
pub(super) struct MutationFields {
    pub(super) member: Option<String>,
    pub(super) token: Option<String>,
    pub(super) claim: Option<String>,
    pub(super) header: Option<String>,
    pub(super) signature: Option<ForgeryJson>,
    pub(super) change: Option<ChangeJson>,
}

/// The faults that are given a change.
const OF_TOKENS: &str = "token-mutated";
const OF_MEMBERS: &str = "answer-mutated, resource-mutated and redirect-mutated";

impl ChangeJson {
    fn parse(&self) -> Result<Change, Problem> {
        let text = || self.value.as_ref().map(Value::to_string);
        let needed = || text().ok_or_else(|| Problem::needed("value", &format!("kind {}", self.kind)));
        let change = match self.kind.as_str() {
            "absent" => Change::Absent,
            "null" => Change::Null,
            "empty" => Change::Empty,
            "other-type" => Change::OtherType,
            "value" => Change::Value(needed()?),
            "preceded" => Change::Preceded(needed()?),
            "doubled" => Change::Doubled(text()),
            "moment" => {
                needed()?;
                let seconds = self.value.as_ref().and_then(Value::as_i64);
                let wrong = || Problem::field("value", "expected a whole number of seconds");
                Change::Moment(seconds.ok_or_else(wrong)?)
            }
            other => return Err(Problem::choice("kind", other, &Change::KINDS)),
        };
        let takes_value =
            matches!(change, Change::Value(_) | Change::Preceded(_) | Change::Doubled(_) | Change::Moment(_));
        if self.value.is_some() && !takes_value {
            let detail = format!("{} takes no value", self.kind);
            return Err(Problem::field("value", detail).about("value", "leave value out"));
        }
        Ok(change)
    }

    fn of(change: &Change) -> Self {
        let value = match change {
            Change::Value(json) | Change::Preceded(json) | Change::Doubled(Some(json)) => {
                serde_json::from_str(json).ok()
            }
            Change::Moment(ahead_s) => Some(Value::from(*ahead_s)),
            _ => None,
        };
        Self { kind: change.kind().to_owned(), value }
    }
}

impl ForgeryJson {
    fn parse(&self) -> Result<Forgery, Problem> {
        let forgery = match self.kind.as_str() {
            "broken" => Forgery::Broken,
            "empty" => Forgery::Empty,
            "missing" => Forgery::Missing,
            "foreign-key" => Forgery::ForeignKey,
            "hmac" => {
                let secret = self.secret.as_deref().ok_or_else(|| Problem::needed("secret", "kind hmac"))?;
                let octets = BASE64.decode(secret);
                Forgery::Hmac(octets.map_err(|_| Problem::field("secret", "expected base64 with padding"))?)
            }
            other => return Err(Problem::choice("kind", other, &Forgery::KINDS)),
        };
        if self.secret.is_some() && !matches!(forgery, Forgery::Hmac(_)) {
            let detail = format!("{} takes no secret", self.kind);
            return Err(Problem::field("secret", detail).about("secret", "leave secret out"));
        }
        Ok(forgery)
    }

    fn of(forgery: &Forgery) -> Self {
        let secret = match forgery {
            Forgery::Hmac(secret) => Some(BASE64.encode(secret)),
            _ => None,
        };
        Self { kind: forgery.kind().to_owned(), secret }
    }
}

impl MutationFields {
    /// What an order of a fault changes; nothing where the fault is of another kind.
    pub(super) fn parse(&self, fault: Fault) -> Result<Option<Mutation>, Problem> {
        match fault {
            Fault::TokenMutated => self.of_token().map(Some),
            Fault::AnswerMutated | Fault::ResourceMutated | Fault::RedirectMutated => {
                self.is_not_of_tokens()?;
                let member = self.member.clone().filter(|name| !name.is_empty());
                let member = member.ok_or_else(|| Problem::needed("member", fault.facts().name))?;
                if fault == Fault::RedirectMutated && !["code", "state"].contains(&member.as_str()) {
                    return Err(Problem::choice("member", &member, &["code", "state"]));
                }
                Ok(Some(Mutation::Member(member, self.changed(fault)?)))
            }
            _ => {
                only_for(self.change.is_some(), "change", &format!("{OF_TOKENS}, {OF_MEMBERS}"))?;
                self.is_not_of_tokens()?;
                Ok(None)
            }
        }
    }

    fn is_not_of_tokens(&self) -> Result<(), Problem> {
        only_for(self.claim.is_some(), "claim", OF_TOKENS)?;
        only_for(self.header.is_some(), "header", OF_TOKENS)?;
        only_for(self.signature.is_some(), "signature", OF_TOKENS)?;
        only_for(self.token.is_some(), "token", OF_TOKENS)
    }

    fn of_token(&self) -> Result<Mutation, Problem> {
        let words = Tokens::ALL.map(Tokens::name);
        let token = self.token.as_deref().unwrap_or("both");
        let tokens = Tokens::of(token).ok_or_else(|| Problem::choice("token", token, &words))?;
        only_for(self.member.is_some(), "member", OF_MEMBERS)?;
        let changed = || self.changed(Fault::TokenMutated);
        match (&self.claim, &self.header, &self.signature) {
            (Some(claim), None, None) => Ok(Mutation::Claim(tokens, claim.clone(), changed()?)),
            (None, Some(header), None) => Ok(Mutation::Header(tokens, header.clone(), changed()?)),
            (None, None, Some(signature)) => {
                only_for(self.change.is_some(), "change", "a claim, a header or a member")?;
                let forgery = signature.parse().map_err(|problem| problem.below("signature"))?;
                Ok(Mutation::Signature(tokens, forgery))
            }
            _ => {
                let detail = "expected exactly one of claim, header and signature";
                let fix = "name one claim, one header or the signature; arm another fault for another change";
                Err(Problem::field("claim", detail).about("claim", fix))
            }
        }
    }

    fn changed(&self, fault: Fault) -> Result<Change, Problem> {
        let change = self.change.as_ref().ok_or_else(|| Problem::needed("change", fault.facts().name))?;
        change.parse().map_err(|problem| problem.below("change"))
    }

    /// The fields that say what a mutation is.
    pub(super) fn of(mutation: &Mutation) -> Self {
        let of_token = |tokens: &Tokens| Self { token: Some(tokens.name().to_owned()), ..Self::default() };
        let change = |change: &Change| Some(ChangeJson::of(change));
        match mutation {
            Mutation::Claim(tokens, claim, how) => {
                Self { claim: Some(claim.clone()), change: change(how), ..of_token(tokens) }
            }
            Mutation::Header(tokens, header, how) => {
                Self { header: Some(header.clone()), change: change(how), ..of_token(tokens) }
            }
            Mutation::Signature(tokens, forgery) => {
                Self { signature: Some(ForgeryJson::of(forgery)), ..of_token(tokens) }
            }
            Mutation::Member(member, how) => {
                Self { member: Some(member.clone()), change: change(how), ..Self::default() }
            }
        }
    }
}

/// A field that only some faults take.
fn only_for(is_given: bool, field: &str, whose: &str) -> Result<(), Problem> {
    if !is_given {
        return Ok(());
    }
    let fix = format!("leave {field} out; it belongs to {whose}");
    Err(Problem::field(field, format!("{field} belongs to {whose}")).about(field, &fix))
}

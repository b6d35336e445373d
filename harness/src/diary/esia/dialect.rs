//! Owns the versions of the portal's OAuth as data: where requests go, what of them is signed, and in which form.

use clap::ValueEnum;

use crate::diary::esia::algorithm::Algorithm;

/// A version of the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub enum Dialect {
    /// `ac` and `te`: the signature is a CMS message
    V1,
    /// `v2/ac` and `v2/te`: the signature is bare, the certificate is named by its hash
    V2,
    /// `v2/ac` and `v3/te`: as v2, and the code is signed too
    V3,
}

/// How a version is spelled.
pub(crate) struct Spelling {
    /// Where the browser is sent.
    pub(crate) authorization: &'static str,
    /// Where a code is redeemed.
    pub(crate) token: &'static str,
    /// The values that the first request signs, in the order in which they are run together.
    pub(crate) signed_first: &'static [Value],
    /// The same of the token request.
    pub(crate) signed_with_code: &'static [Value],
    /// In which form the signature travels.
    pub(crate) form: Form,
}

/// A value of a request that may be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    ClientId,
    Scope,
    /// Nothing where no scopes of organisations are asked for.
    ScopeOrg,
    Timestamp,
    State,
    RedirectUri,
    Code,
}

/// The form of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A detached CMS message, which carries the certificate.
    Message,
    /// The octets of the signature alone, beside the hash of the certificate.
    Bare,
}

use Value::{ClientId, Code, RedirectUri, Scope, ScopeOrg, State, Timestamp};

// ESIA-MR Б.2.2.
const OF_V1: &[Value] = &[Scope, Timestamp, ClientId, State];
const OF_V2: &[Value] = &[ClientId, Scope, ScopeOrg, Timestamp, State, RedirectUri];
// ESIA-MR Б.2.5: the order matters.
const OF_V3: &[Value] = &[ClientId, Scope, ScopeOrg, Timestamp, State, RedirectUri, Code];

const V1: Spelling = Spelling {
    authorization: "/aas/oauth2/ac",
    token: "/aas/oauth2/te",
    signed_first: OF_V1,
    signed_with_code: OF_V1,
    form: Form::Message,
};

const V2: Spelling = Spelling {
    authorization: "/aas/oauth2/v2/ac",
    token: "/aas/oauth2/v2/te",
    signed_first: OF_V2,
    signed_with_code: OF_V2,
    form: Form::Bare,
};

// There is no `v3/ac`: the first request is that of version 2.
const V3: Spelling = Spelling { token: "/aas/oauth2/v3/te", signed_with_code: OF_V3, ..V2 };

impl Dialect {
    /// All of them, the oldest first.
    pub const ALL: [Self; 3] = [Self::V1, Self::V2, Self::V3];

    /// What the command line and the portal's registration call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    /// Whether the portal takes this version signed so: the later ones know GOST only.
    pub fn takes(self, algorithm: Algorithm) -> bool {
        self == Self::V1 || algorithm != Algorithm::Rsa
    }

    /// What it is signed with where nothing else is said.
    pub fn usual_algorithm(self) -> Algorithm {
        if self == Self::V1 { Algorithm::Rsa } else { Algorithm::Gost256 }
    }

    pub(crate) fn spelling(self) -> &'static Spelling {
        match self {
            Self::V1 => &V1,
            Self::V2 => &V2,
            Self::V3 => &V3,
        }
    }
}

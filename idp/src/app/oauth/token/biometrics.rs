//! What is special about tokens for remote biometrics (MR Б.8): how long they live, and where the result is sent.

use crate::domain::scope;
use crate::domain::time::Span;

/// The first pass: «короткое время жизни», 600 s in the sample.
const FIRST_PASS: Span = Span::from_secs(600);
/// The second pass: the sample.
const SECOND_PASS: Span = Span::from_secs(10_800);

fn asks_for(asked: &str, name: &str) -> bool {
    scope::words(asked).iter().any(|one| one.name == name)
}

/// How long an access token of these scopes lives.
pub(crate) fn life(asked: &str, otherwise: Span) -> Span {
    if asks_for(asked, "bio") {
        FIRST_PASS
    } else if asks_for(asked, "ext_auth_result") {
        SECOND_PASS
    } else {
        otherwise
    }
}

/// Where the biometric system sends what it found.
pub(crate) fn result_url(asked: &str, base: &str) -> Option<String> {
    asks_for(asked, "bio").then(|| format!("{base}/esia-rs/api/public/v1/ext/vrf/result"))
}

//! Documents made from the code: they are written into `docs/` and compared by a test.

mod imports;
mod lifecycle;
mod reasons;
mod scopes;
mod settings;

use std::fmt::Write as _;

use crate::protocol::oauth::error::{self, Confidence, OAuthError, ToldBy};
use crate::protocol::rs::{self, error::RsError};
use crate::web::control::openapi as control;
use crate::web::rs as web_rs;

pub use lifecycle::lifecycle;
pub use reasons::reasons;
pub use scopes::scopes;
pub use settings::settings;

/// The first line of every document made from the code.
const MADE: &str = "<!-- Made from the code by `make golden`; do not edit. -->\n\n";

/// The OpenAPI document of the control API.
pub fn openapi() -> String {
    control::document().to_owned()
}

/// The catalogue of faults.
pub fn faults() -> String {
    let mut out = format!("{MADE}# Faults\n\n");
    out.push_str(
        "`POST {control}/faults` arms one: once, n times, until a moment, for one client or one person.\n\n",
    );
    out.push_str("| fault | where | what it does | what a sound relying party does |\n|---|---|---|---|\n");
    for facts in crate::domain::fault::CATALOGUE {
        let _ =
            writeln!(out, "| `{}` | {} | {} | {} |", facts.name, facts.point.name(), facts.does, facts.sound);
    }
    out
}

/// A row of the table of OAuth errors.
fn oauth_error(out: &mut String, entry: &OAuthError) {
    let (places, status) = match entry.told_by {
        ToldBy::Both => ("`ac`, `te`", "302, 400"),
        ToldBy::Authorization => ("`ac`", "302"),
        ToldBy::Token => ("`te`", "400"),
        ToldBy::Refresh => ("`te`, to a refresh token", "400"),
        ToldBy::ApiKey => ("`ext-app/{key}/tkn`", "400, 401"),
    };
    let sure = match entry.confidence {
        Confidence::Seen => "seen on the real system (V)",
        Confidence::Guessed if entry.clause().starts_with("none") => {
            "ours (G); the meaning is one client's (S)"
        }
        Confidence::Guessed => "ours (G); the meaning is the official one (Oq)",
    };
    let met = if entry.is_on_demand_only { "a fault alone" } else { "requests, a fault" };
    let OAuthError { code, error, text, meaning, .. } = entry;
    let (clause, printed) = (entry.clause(), entry.printed_name());
    let documented = printed.map_or_else(|| "none".to_owned(), |name| format!("`{name}`"));
    let _ = writeln!(
        out,
        "| ESIA-{code} | {places} | {status} | `{error}` | {documented} | {clause} | {text} | {meaning} | {sure} | {met} |"
    );
}

/// The catalogue of errors.
pub fn errors() -> String {
    let mut out = format!(
        "{MADE}# Errors\n\nWhat the wire says. The journal (`GET {{control}}/journal`) says why. How each is met is \
         tried out in [STRICTNESS.md](STRICTNESS.md); marks of confidence are those of [SPEC.md](SPEC.md).\n\n"
    );
    out.push_str(
        "## OAuth\n\n`ac` answers 302: back to the relying party with `error`, `state` and `error_description`, or, while \
         it is not certain who asks and where to answer (ESIA-008010, ESIA-007023, a missing `client_id` or \
         `redirect_uri`), to the provider's own page, which is served with 400. `te` answers 400 with the same three \
         as JSON; only a method it does not take (405), a body that is too large (413) and a breakage (500) have \
         another status.\n\nA meaning is that of the document; what follows *here* in it is how it is met in this program, and what \
         follows *seen* is what the real system shows.\n\n",
    );
    out.push_str("| code | told by | status | `error` | documented `error` | clause | text | meaning | text is | met by |\n|---|---|---|---|---|---|---|---|---|---|\n");
    error::CATALOGUE.iter().chain(error::OF_API_KEY).for_each(|entry| oauth_error(&mut out, entry));
    out.push_str(
        "\nESIA-007007 and ESIA-007008 say that the portal failed or is overloaded. The simulator is neither by itself, so \
         only a fault brings them about: `POST {control}/faults`. There is one exception: a registration that is changed \
         while a request signed with it is judged refuses the request with ESIA-007008. A fault may order any other code \
         at either endpoint.\n",
    );
    out.push_str(
        "\n## Data API\n\n| code | status | message | meaning | confidence |\n|---|---|---|---|---|\n",
    );
    for entry in rs::error::CATALOGUE {
        let RsError { code, message, meaning, sure } = entry;
        let status = web_rs::status(*entry).as_u16();
        let _ = writeln!(out, "| {code} | {status} | `{message}` | {meaning} | {sure} |");
    }
    out.push_str(
        "\n## Consent platform\n\nBeside those of the data API.\n\n| code | status | message | meaning | confidence |\n|---|---|---|---|---|\n",
    );
    for entry in rs::error::CONSENTS {
        let RsError { code, message, meaning, sure } = entry;
        let _ = writeln!(out, "| {code} | 404 | `{message}` | {meaning} | {sure} |");
    }
    out.push_str(
        "\n## Documents and consents of organisations\n\nBeside those of the data API.\n\n| code | status | message | meaning | confidence |\n|---|---|---|---|---|\n",
    );
    for entry in rs::error::ORGANISATIONS {
        let RsError { code, message, meaning, sure } = entry;
        let status = web_rs::status(*entry).as_u16();
        let _ = writeln!(out, "| {code} | {status} | `{message}` | {meaning} | {sure} |");
    }
    imports::errors(&mut out);
    out
}

//! Owns the renewal of what the diary knows of an account whose citizen is away, by `prm_chg` (DP 4).

use crate::diary::consent::admit::admit;
use crate::diary::consent::look;
use crate::diary::esia::Oid;
use crate::diary::esia::verify::Believed;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::world::World;

/// The token has run out: DP 4.2.5.
const RAN_OUT: &str = "ESIA-005013";
/// The portal closed the data: no consent acts.
const CLOSED: [&str; 2] = ["ESIA-005029", "ESIA-005011"];
/// The portal gives no new token: no consent acts.
const NOTHING_STANDS: &str = "ESIA-007004";

/// Reads a person's record and cards again, with a new token where the old one has run out.
pub(crate) async fn read_again(world: &World, account: Oid) -> Result<(), Refusal> {
    let known = world.book.of(account).ok_or(Refusal::SignInAgain)?;
    let read = match admit(world, known.believed, &known.token).await {
        Err(Refusal::RecordRefused { detail }) if detail.contains(RAN_OUT) => {
            renewed(world, known.believed).await
        }
        read => read.map(|(_, users)| users),
    };
    match read {
        Ok(_) => Ok(()),
        Err(Refusal::RecordRefused { detail }) if CLOSED.iter().any(|code| detail.contains(code)) => {
            over(world, account).await
        }
        Err(Refusal::CodeRefused { detail }) if detail.contains(NOTHING_STANDS) => over(world, account).await,
        // Whatever else the portal has against a renewal, the citizen can ask for a new token.
        Err(Refusal::CodeRefused { .. }) => {
            world.book.forget(account);
            Err(Refusal::SignInAgain)
        }
        Err(refusal) => Err(refusal),
    }
}

/// Admits a person by a new token that no citizen had to ask for.
pub(crate) async fn renewed(world: &World, believed: Believed) -> Result<Vec<User>, Refusal> {
    let token = world.exchange().without_citizen(&format!("prm_chg?oid={}", believed.oid)).await?;
    let owner = world.verifier(world.clock.now()).believe_renewed(&token.access_token)?;
    if owner != believed.oid {
        return Err(Refusal::SomebodyElse);
    }
    Ok(admit(world, believed, &token.access_token).await?.1)
}

/// The data are closed: the list says so too, and every page goes by it from here on.
async fn over(world: &World, account: Oid) -> Result<(), Refusal> {
    look::again(world, account).await?;
    Err(Refusal::ConsentOver)
}

//! Owns the keys and certificates that a started party finds in its folder.

use std::fmt::Display;
use std::path::Path;

use crate::bench::halt::Halt;
use crate::bench::idp::Idp;
use crate::bench::party::setting::Setting;
use crate::diary::esia::protocol::Algorithm;

/// Puts keys and certificates where the party can read them.
pub(super) fn papers(
    folder: &Path,
    idp: &Idp,
    token_algorithm: &str,
    setting: &Setting<'_>,
) -> Result<(), Halt> {
    let algorithm = Algorithm::ALL.into_iter().find(|one| one.jose() == token_algorithm);
    let portal = algorithm.unwrap_or(Algorithm::Rsa).published();
    let papers = [
        ("portal.crt", idp.published(&format!("{portal}.pem"))?),
        ("portal.pub.pem", idp.published(&format!("{portal}.pub.pem"))?),
        ("key.pem", setting.identity.key_pem().map_err(|error| broken(&error))?),
        ("certificate.pem", setting.identity.certificate_pem().map_err(|error| broken(&error))?),
    ];
    std::fs::create_dir_all(folder).map_err(|error| broken(&error))?;
    for (name, text) in papers {
        std::fs::write(folder.join(name), text).map_err(|error| broken(&error))?;
    }
    Ok(())
}

/// Something beneath the scenario failed.
fn broken(error: &dyn Display) -> Halt {
    Halt::Broken(error.to_string())
}

//! Owns what stands in the places of a file's blanks: what a start may name, and what is known of a person.

use std::path::Path;

use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, Person};
use crate::bench::party::blanks::Blanks;
use crate::bench::party::file::Description;
use crate::bench::party::process::free_port;
use crate::bench::party::relying_party::LegacyUser;
use crate::bench::party::setting::Setting;

/// What the file's texts may name.
pub(super) fn of_a_start(
    description: &Description,
    idp: &Idp,
    setting: &Setting<'_>,
    folder: &Path,
) -> Result<Blanks, Halt> {
    let port = free_port()?;
    let harness = std::env::current_exe().map_err(|error| Halt::Broken(error.to_string()))?;
    let paper = |name: &str| folder.join(name).display().to_string();
    let blanks = Blanks::default()
        .with("harness", harness.display().to_string())
        .with("idp", idp.base_url())
        .with("control", idp.control_url())
        .with("host", format!("127.0.0.1:{port}"))
        .with("port", port.to_string())
        .with("mnemonic", &description.client.mnemonic)
        .with("scope", description.client.scopes.join(" "))
        .with("key", paper("key.pem"))
        .with("certificate", paper("certificate.pem"))
        .with("portal_certificate", paper("portal.crt"))
        .with("portal_key", paper("portal.pub.pem"))
        .with("ca_file", setting.trust.ca_file().map(|file| file.display().to_string()).unwrap_or_default())
        .with("folder", folder.display().to_string())
        .with("now", setting.now);
    Ok(blanks)
}

/// The blanks that stand for a person.
pub(super) fn of(person: &Person, user: Option<&LegacyUser>) -> Blanks {
    let or_none = |value: &Option<String>| value.clone().unwrap_or_default();
    Blanks::default()
        .with("oid", person.oid.to_string())
        .with("last_name", &person.last_name)
        .with("first_name", &person.first_name)
        .with("middle_name", or_none(&person.middle_name))
        .with("snils", or_none(&person.snils))
        .with("mobile", or_none(&person.mobile))
        .with("email", or_none(&person.email))
        .with("user", user.map(|user| user.id).unwrap_or_default())
}

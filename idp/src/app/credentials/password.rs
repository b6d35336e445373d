//! Passwords: hashed with argon2, at a cost the realm's settings name.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::app::{Broken, Moment};
use crate::crypto::slow;
use crate::domain::settings::PasswordCost;
use crate::runtime::entropy::Entropy;

/// The password a made-up person gets when none is wished: that of the published test people would break the rules.
pub const DEFAULT: &str = "Parol-2018!";

/// Hashes a password.
///
/// # Errors
/// The cost in the settings is none that argon2 knows.
pub fn hash(moment: &Moment<'_>, password: &str) -> Result<String, Broken> {
    hash_with(&moment.realm.entropy, moment.settings.password_cost, password)
}

/// Hashes a password at a cost.
///
/// # Errors
/// The cost is none that argon2 knows.
pub fn hash_with(entropy: &Entropy, cost: PasswordCost, password: &str) -> Result<String, Broken> {
    slow::check("hashing a password");
    let told = |why: argon2::password_hash::Error| Broken::Password(why.to_string());
    let salt = SaltString::encode_b64(&entropy.bytes::<16>()).map_err(told)?;
    let params = Params::new(cost.memory_kib, cost.passes, 1, None)
        .map_err(|why| Broken::Password(why.to_string()))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon.hash_password(password.as_bytes(), &salt).map_err(told)?.to_string())
}

/// Whether a password is the one hashed; the hash says itself at what cost it was made.
pub fn matches(hash: &str, password: &str) -> bool {
    slow::check("comparing a password");
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

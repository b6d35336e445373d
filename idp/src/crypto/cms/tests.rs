//! Messages made by OpenSSL and by hand, right ones and wrong ones.

mod forge;
mod forged;
mod forms;
mod gost;
mod gost_forged;
mod noise;
mod openssl;
mod wrong;

use crate::crypto::Certificate;
use crate::crypto::testkeys::{CERTIFICATE_A, CERTIFICATE_B, certificate};

/// A text as clients sign it: scope, timestamp, client and state in one.
const TEXT: &[u8] = "fullname2018.12.01 09:00:00 +0000TESTIS00000000-0000-4000-8000-000000000000".as_bytes();

/// The certificates of a client: another one and A's.
fn registered() -> Vec<Certificate> {
    vec![certificate(CERTIFICATE_B), certificate(CERTIFICATE_A)]
}

//! The reasons that the check of a client's signature may find.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const CERTIFICATE_MISSING: Reason = Reason::new(
    "certificate-missing",
    "the registration has no certificate",
    "register the client's certificate: PUT {control}/clients/{mnemonic} with certificates",
)
.told_as(&["ESIA-007002", "ESIA-007053"]);
pub(crate) const CERTIFICATE_HASH: Reason = Reason::new(
    "certificate-hash",
    "`client_certificate_hash` names no registered certificate",
    "send 64 hexadecimal digits, Streebog-256 over the DER of the registered certificate",
)
.told_as(&["ESIA-007053"]);
pub(crate) const SECRET_ENCODING: Reason = Reason::new(
    "secret-encoding",
    "`client_secret` is not base64",
    "send the bytes of the signature as base64url",
)
.told_as(&["ESIA-007005", "ESIA-007053"]);
pub(crate) const SIGNATURE: Reason = Reason::new(
    "signature",
    "`client_secret` is not a good signature of a registered certificate over this request",
    "sign the string to sign that the journal shows with the registered key",
)
.told_as(&["ESIA-007005", "ESIA-007053"]);
pub(crate) const NEEDS_TOLERANCE: Reason = Reason::new(
    "needs-tolerance",
    "the signature is good only with tolerances that the registration does not allow",
    "sign as the real system demands, or allow the named tolerances in the client's registration",
)
.told_as(&["ESIA-007005", "ESIA-007053"]);
pub(crate) const TOLERATED: Reason = Reason::new(
    "tolerated",
    "the request was accepted because the registration allows tolerances; the real system would refuse it",
    "sign as the real system demands",
);

pub(super) const ALL: &[Reason] =
    &[CERTIFICATE_MISSING, CERTIFICATE_HASH, SECRET_ENCODING, SIGNATURE, NEEDS_TOLERANCE, TOLERATED];

//! Owns why a request got no answer, in words that help.

/// Why a server of the run's own gave no answer, as a person can mend it.
pub(crate) fn why(error: &reqwest::Error) -> String {
    let why = if is_unverified(error) {
        "its certificate is not one that is trusted; --idp-ca names the file of its roots".to_owned()
    } else {
        innermost(error)
    };
    error.url().map_or(why.clone(), |url| format!("{url}: {why}"))
}

/// What lies at the bottom of an error. The layers above it repeat the address.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// Whether a server was refused for its certificate.
pub(crate) fn is_unverified(error: &reqwest::Error) -> bool {
    let mut causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.any(|cause| cause.to_string().contains("invalid peer certificate"))
}

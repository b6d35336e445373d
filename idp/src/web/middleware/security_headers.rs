//! Headers that keep a browser from using an answer for anything but what it is.

use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};

/// Pages have no scripts, load style sheet and pictures from the server only, and are not framed.
/// Without `form-action`: Chromium applies it to every redirect after a form too, and sign-in and consent end with
/// a redirect to the relying party, which may redirect on.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";

/// Not `no-referrer`: under it browsers send the server's own forms with `Origin: null` (Fetch standard, section 3.2).
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    // For browsers that do not know `frame-ancestors`.
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

/// The console has one script of the server's own, which reads one stream of the server's own.
pub const CONSOLE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
     connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds them. A page may have said its own policy.
pub fn add(headers: &mut HeaderMap) {
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    for (name, value) in HEADERS {
        headers.insert(name, value);
    }
}

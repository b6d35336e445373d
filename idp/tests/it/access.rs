//! Who may reach a provider: pages of other sites, other names, proxies, callers without the control token.

mod answers;
mod chromium;
mod origins;
mod proxies;
mod token;

use idp::boot::Options;
use idp::embed::Idp;
use idp::web::request::access::Access;

use crate::actors::options;

/// A provider with these permissions.
fn provider(access: Access) -> Idp {
    Idp::start(Options { access, ..options() }).unwrap()
}

//! Who may reach a provider: pages of other sites, other names, proxies, callers without the control token.

mod answers;
pub(crate) mod audit;
mod chromium;
mod origins;
mod proxies;
mod realm_tokens;
mod token;

use idp::boot::Options;
use idp::embed::Idp;
use idp::web::request::access::Access;
use idp::web::request::token::ControlToken;

use crate::actors::{Folder, options};

/// The token of the server's owner.
pub(crate) const OWN: &str = "q7Jx0n3vT2mB8sKd";

/// A provider whose control API wants that token.
pub(crate) fn guarded(folder: &Folder) -> Options {
    let file = folder.path("token");
    std::fs::write(&file, OWN).unwrap();
    let access = Access { token: Some(ControlToken::from_file(&file).unwrap()), ..Access::default() };
    Options { access, ..options() }
}

/// A provider with these permissions.
fn provider(access: Access) -> Idp {
    Idp::start(Options { access, ..options() }).unwrap()
}

//! Owns the other providers: where set-up has put them and how a person signs in through each.

mod mock_server;
mod node;
mod oidc_provider;
mod steps;
mod test_server;

use std::path::Path;

use crate::contestant::Contestant;
use crate::peers::node::NodePackage;
pub(crate) use crate::peers::node::node_program;

/// All peers, from the folder that set-up fills (`.build/peers`).
pub(crate) fn all(folder: &Path) -> Vec<Box<dyn Contestant>> {
    vec![
        Box::new(mock_server::MockServer {
            node: NodePackage { folder: folder.join("node"), name: "oauth2-mock-server" },
        }),
        Box::new(oidc_provider::OidcProvider {
            node: NodePackage { folder: folder.join("node"), name: "oidc-provider" },
        }),
        Box::new(test_server::TestServer {
            program: folder.join("oauth2-test-server/peer-oauth2-test-server"),
        }),
    ]
}

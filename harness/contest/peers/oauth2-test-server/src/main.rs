//! Owns the start of the Rust peer: a free port, one ready line, then it serves until it is ended.

use oauth2_test_server::{IssuerConfig, OAuthTestServer};

#[tokio::main]
async fn main() {
    let config = IssuerConfig { host: "127.0.0.1".to_owned(), port: 0, ..IssuerConfig::default() };
    let server = OAuthTestServer::start_with_config(config).await;
    let base_url = server.base_url().to_string();
    println!(r#"{{"ready":true,"base_url":"{}"}}"#, base_url.trim_end_matches('/'));
    if let Err(error) = server.wait_for_shutdown().await {
        eprintln!("{error}");
    }
}

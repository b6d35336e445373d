//! An exchange as a command for a shell: paste, fill in the gaps, run.

use crate::app::exchange::{Exchange, Masked, Piece};

/// The `curl` command that sends the request again to a realm's address.
pub fn command(base: &str, exchange: &Exchange) -> String {
    let target = Masked(vec![Piece::Text(base.to_owned())]).then(exchange.target.clone());
    // With -X HEAD, curl would wait for a body that never comes.
    let method = match exchange.method.as_str() {
        "HEAD" => "--head".to_owned(),
        other => format!("-i -X {other}"),
    };
    let mut lines = vec![format!("curl {method} {}", quoted(&target))];
    for (name, value) in &exchange.headers {
        let header = Masked(vec![Piece::Text(format!("{name}: "))]).then(value.clone());
        lines.push(format!("-H {}", quoted(&header)));
    }
    if !exchange.form.is_empty() {
        lines.push(format!("--data-raw {}", quoted(&exchange.form)));
    }
    lines.join(" \\\n  ")
}

/// One word of a shell: text between single quotes, gaps as variables between double ones.
fn quoted(masked: &Masked) -> String {
    let pieces = masked.0.iter().map(|piece| match piece {
        Piece::Text(text) => format!("'{}'", text.replace('\'', r"'\''")),
        Piece::Gap(name) => format!("\"${name}\""),
    });
    pieces.collect()
}

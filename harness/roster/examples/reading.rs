//! Measures reading and checking a list: time and the most memory that was held. `cargo run --release -p roster --example reading -- FILE`.

use std::io::Write as _;
use std::path::PathBuf;

use jiff::civil::date;
use roster::check::{Policy, check};
use roster::pseudonym::{self, Key};
use roster::reading::{Options, read};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next().map(PathBuf::from) else { return };
    let under_pseudonyms = arguments.next().is_some();
    let policy = Policy::on(date(2024, 9, 2));
    let mut out = std::io::stdout().lock();
    #[expect(clippy::disallowed_methods, reason = "an example that measures")]
    let begun = std::time::Instant::now();
    let list = if under_pseudonyms {
        let key = Key::new(b"a key of figures, sixteen").expect("invariant: it is long enough");
        pseudonym::read(&path, &Options::default(), &key, policy.today)
    } else {
        read(&path, &Options::default())
    };
    let told = match list {
        Ok(list) => {
            let read_ms = begun.elapsed().as_millis();
            let findings = check(&list, &policy).len();
            let (rows, people) = (list.roster.rows(), list.roster.len());
            format!(
                "{rows} rows, {people} mentions, {findings} findings: read {read_ms} ms, all {} ms",
                begun.elapsed().as_millis()
            )
        }
        Err(refused) => refused.to_string(),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    let written = writeln!(out, "{told}; {peak}");
    written.expect("invariant: the console takes a line");
}

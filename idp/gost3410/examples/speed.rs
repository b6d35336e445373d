//! Prints what signing and verifying cost for every set: `cargo run --release -p gost3410 --example speed`.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
#![expect(clippy::print_stdout, reason = "the figures are for the one who runs it")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use gost3410::{ParameterSet, SigningKey, VerifyingKey};

/// How long each operation is repeated.
const SPAN: Duration = Duration::from_millis(400);

fn main() {
    println!(
        "{:<44} {:>9} {:>9} {:>9} {:>11} {:>9}",
        "set", "first us", "sign/s", "verify/s", "verify us", "spki us"
    );
    for set in ParameterSet::ALL {
        let key = SigningKey::from_entropy(set, b"speed");
        let start = Instant::now();
        let public = key.verifying_key();
        let first = start.elapsed();
        let signature = key.sign(b"message", b"");
        let spki = public.to_spki_der();
        let sign = cost(|| {
            black_box(key.sign(black_box(b"message"), b""));
        });
        let verify = cost(|| public.verify(black_box(b"message"), &signature).expect("the signature holds"));
        let read = cost(|| {
            black_box(VerifyingKey::from_spki_der(black_box(&spki))).expect("the key is sound");
        });
        println!(
            "{:<44} {:>9.0} {:>9.0} {:>9.0} {:>11.1} {:>9.1}",
            set.name(),
            first.as_secs_f64() * 1e6,
            1e6 / sign,
            1e6 / verify,
            verify,
            read,
        );
    }
}

/// The mean cost of an operation in microseconds, in the best of five runs.
fn cost(mut operation: impl FnMut()) -> f64 {
    let run = |operation: &mut dyn FnMut()| {
        let start = Instant::now();
        let mut count = 0_u32;
        while start.elapsed() < SPAN / 5 {
            operation();
            count += 1;
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(count)
    };
    (0..5).map(|_| run(&mut operation)).fold(f64::INFINITY, f64::min)
}

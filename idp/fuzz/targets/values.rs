//! Fuzzes the parser `values`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| idp_fuzz::enter("values", bytes));

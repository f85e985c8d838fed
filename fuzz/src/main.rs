//! The program that libFuzzer drives; `cargo xtask fuzz` builds and starts it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::check(bytes));

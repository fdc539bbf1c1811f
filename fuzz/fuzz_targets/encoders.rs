#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| carto_app_fuzz::encoders(data));

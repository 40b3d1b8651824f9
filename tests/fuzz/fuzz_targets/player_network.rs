#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shiming_suite::oracles::player_network::player_network(bytes));

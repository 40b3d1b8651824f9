#![no_main]

use libfuzzer_sys::fuzz_target;
use shiming_cli::pipe::Testee;
use shiming_suite::oracles::pipe::pipe_lines;

fuzz_target!(|bytes: &[u8]| {
    let mut testee = Testee::new();
    pipe_lines(bytes, &mut |line| testee.answer(line));
});

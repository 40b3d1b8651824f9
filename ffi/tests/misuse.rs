//! The misuse program in C under the address and undefined-behaviour sanitizers, leaks included.

mod common;

use std::process::Command;

use common::{crate_folder, link_static, run, scratch, strict};

#[test]
fn misuse_harms_nobody() {
    let program = scratch("misuse").join("misuse");
    let mut compile = strict("gcc", "c11");
    compile.args(["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
    if cfg!(feature = "panic-test") {
        compile.arg("-DPANIC_TEST");
    }
    compile.arg(crate_folder().join("tests/misuse.c")).arg("-o").arg(&program);
    run(link_static(&mut compile));
    let output = run(Command::new(&program).env("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0"));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ok\n");
}

//! The misuse program in C: under the address and undefined-behaviour sanitizers with each compiler, and under Valgrind.

#![cfg(target_os = "linux")]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::{compilers, crate_folder, exists, exports, link_static, run, scratch, strict};

/// Whether the library can be made to panic: only one that is built for this test. With PANIC_TEST set it must be one.
fn panics() -> bool {
    let panics = exports().iter().any(|symbol| symbol == "shiming_test_panic");
    let demanded = cfg!(feature = "panic-test") || std::env::var_os("PANIC_TEST").is_some();
    assert!(
        panics || !demanded,
        "the library has no shiming_test_panic: build it with --features panic-test"
    );
    panics
}

fn compile(compiler: &str, flags: &[&str]) -> PathBuf {
    let program = scratch(&format!("misuse-{compiler}-{}", flags.len())).join("misuse");
    let mut compile = strict(compiler, "c11");
    compile.arg("-O1").args(flags);
    if panics() {
        compile.arg("-DPANIC_TEST");
    }
    compile.arg(crate_folder().join("tests/misuse.c")).arg("-o").arg(&program);
    run(link_static(&mut compile));
    program
}

#[test]
fn misuse_harms_nobody() {
    for compiler in compilers() {
        let program = compile(compiler, &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
        let output = run(Command::new(&program).env("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0"));
        assert_eq!(String::from_utf8_lossy(&output.stdout), "ok\n", "{compiler}");
    }
}

#[test]
fn memcheck_finds_nothing() {
    if !exists("valgrind", "valgrind libc6-dbg") {
        return;
    }
    let program = compile("gcc", &[]);
    let mut memcheck = Command::new("valgrind");
    memcheck.args([
        "--quiet",
        "--error-exitcode=9",
        "--leak-check=full",
        "--show-leak-kinds=definite,indirect,possible",
    ]);
    let output = run(memcheck.arg(&program));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ok\n");
}

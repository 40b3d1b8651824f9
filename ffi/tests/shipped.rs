//! What holds for the release library only. `cargo xtask test` builds it and runs these; alone:
//! `cargo rustc --profile ffi -p shiming-ffi --lib --crate-type cdylib && LIBRARIES=$PWD/target/ffi cargo test -p shiming-ffi --test shipped -- --ignored`.

#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::process::Command;

use common::{exports, library_folder, run, scratch};

/// What the README promises.
const LARGEST: u64 = 1_500_000;

#[test]
#[ignore = "needs the release library: cargo xtask test"]
fn the_stripped_library_does_not_grow() {
    let stripped = scratch("shipped").join("libshiming.so");
    run(Command::new("strip").arg("-o").arg(&stripped).arg(library_folder().join("libshiming.so")));
    let bytes = fs::metadata(&stripped).unwrap().len();
    println!("libshiming.so, stripped: {bytes} bytes");
    assert!(bytes <= LARGEST, "{bytes} bytes: more than {LARGEST}");
}

#[test]
#[ignore = "needs the release library: cargo xtask test"]
fn no_test_function_is_exported() {
    let planted: Vec<String> = exports()
        .into_iter()
        .filter(|name| !name.starts_with("shiming_") || name.contains("_test_panic"))
        .collect();
    assert!(planted.is_empty(), "{planted:?}");
    let archive =
        run(Command::new("nm").args(["-g", "--defined-only"]).arg(library_folder().join("libshiming.a")));
    assert!(!String::from_utf8_lossy(&archive.stdout).contains("shiming_test_panic"));
}

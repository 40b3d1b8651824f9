//! Cargo builds a crate once for every set of features. What the scripts of tests/testees build must have the features that it has in
//! `cargo test --workspace --exclude shiming-wasm`: else every step of `cargo xtask test` would build the core and all above it again.

use std::collections::BTreeSet;
use std::process::Command;

use shiming_xtask::start::{PACKAGES, root};

/// Every crate with its features.
fn features(arguments: &[&str]) -> BTreeSet<String> {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--offline", "--prefix", "none", "--format", "{p} [{f}]"]).args(arguments);
    let output = tree.current_dir(root()).output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn the_testees_are_built_from_what_the_tests_have_built() {
    let tests = features(&["--workspace", "--exclude", "shiming-wasm", "--edges", "normal,build,dev"]);
    for packages in [&PACKAGES[..], &["-p", "shiming-xtask", "-p", "shiming-cli"], &["-p", "shiming-xtask"]] {
        let built = features(&[packages, &["--edges", "normal,build"]].concat());
        let others: Vec<_> = built.difference(&tests).collect();
        assert!(built.len() > 50 && others.is_empty(), "{packages:?}: {others:#?}");
    }
}

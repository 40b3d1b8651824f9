//! The rules of the house, checked: what core may use, which way its modules depend, how large files may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(under)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("folder is there") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                if !path.ends_with("target") && !path.ends_with("node_modules") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "no sources under {under}");
    found
}

/// Code without comments and without what follows `#[cfg(test)]` at the end of a file.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") && path.starts_with(root().join("core"))
        || path.file_stem().is_some_and(|name| name == "tests")
}

#[test]
fn core_has_no_io_no_clock_no_entropy_no_threads() {
    let lib = fs::read_to_string(root().join("core/src/lib.rs")).expect("lib.rs");
    assert!(lib.contains("#![no_std]"), "core is no_std");
    let banned = [
        "extern crate std",
        "std::",
        "Instant::now",
        "SystemTime",
        "thread",
        "getrandom",
        "rand::",
        "println!",
        "eprintln!",
        "unsafe ",
        "async ",
        "static mut",
        "cfg(target",
        "Utc::now",
        "Timestamp::now",
    ];
    for (path, text) in sources("core/src").into_iter().filter(|(path, _)| !is_test(path)) {
        let code = code(&text);
        for word in banned {
            assert!(!code.contains(word), "{} uses `{word}`", path.display());
        }
    }
}

#[test]
fn core_depends_on_few_crates_and_none_of_them_needs_std() {
    let allowed: BTreeSet<&str> = [
        "aes",
        "aes-gcm",
        "base64",
        "crc",
        "ghash",
        "hashbrown",
        "hifijson",
        "hmac",
        "itoa",
        "jiff",
        "once_cell",
        "serde",
        "serde_json",
        "sha1",
        "sha2",
        "siphasher",
        "zeroize",
        "shiming-core",
    ]
    .into();
    let tree = cargo(&["tree", "-p", "shiming-core", "-e", "normal", "--depth", "1", "--prefix", "none"]);
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(
            name.is_empty() || allowed.contains(name),
            "core depends on {name}: add it here with a reason, or do without"
        );
    }
    let features = cargo(&["tree", "-p", "shiming-core", "-e", "normal,features", "--prefix", "none"]);
    let with_std: Vec<&str> = features.lines().filter(|line| line.contains("feature \"std\"")).collect();
    assert!(with_std.is_empty(), "dependencies of core are built with std: {with_std:?}");
}

fn cargo(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn modules_of_core_depend_one_way() {
    let base = ["time", "error", "http", "hex", "json", "names", "record", "sorted", "url"];
    let rules: &[(&str, &[&str])] = &[
        ("crypto", &[]),
        ("credential", &["crypto"]),
        ("identity", &["crypto", "credential"]),
        ("wire", &["crypto", "credential", "identity"]),
        ("interface_test", &["crypto", "credential", "identity", "wire"]),
        ("omnisdk", &["adapter", "crypto", "credential"]),
        ("account", &["crypto", "identity", "wire"]),
        ("journal", &["crypto", "credential"]),
        ("session", &["account", "journal"]),
        ("policy", &["identity", "account"]),
        ("player_network", &[]),
        ("adapter", &[]),
        ("engine", &["crypto", "credential", "identity", "wire", "account", "session", "journal", "policy"]),
    ];
    for (module, may) in rules {
        for (path, text) in
            sources(&format!("core/src/{module}")).into_iter().filter(|(path, _)| !is_test(path))
        {
            for used in code(&text).split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let fine = name.is_empty()
                    || name == *module
                    || base.contains(&name.as_str())
                    || may.contains(&name.as_str());
                assert!(fine, "{} uses crate::{name}: {module} may use {may:?}", path.display());
            }
        }
    }
}

#[test]
fn the_c_interface_only_converts() {
    let may = ["shiming_core", "shiming_shape", "serde_json", "zeroize", "getrandom", "libc"];
    for (path, text) in sources("ffi/src").into_iter().chain(sources("bindings/shape/src")) {
        let code = code(&text);
        for banned in [
            "shiming_cli",
            "shiming_simulator",
            "println!",
            "eprintln!",
            "std::env",
            "static mut",
            "thread::spawn",
            "set_hook",
            ".unwrap()",
            "panic!(",
        ] {
            assert!(!code.contains(banned), "{} uses `{banned}`", path.display());
        }
        // Every call that takes a pointer of the caller's stands behind the guard, or frees.
        for function in code.split("pub unsafe extern \"C\" fn ").skip(1) {
            let name = function.split('(').next().unwrap_or_default();
            let body = function.split("#[unsafe(no_mangle)]").next().unwrap_or_default();
            assert!(name.ends_with("_free") || body.contains("guard(err"), "{name} has no guard");
        }
    }
    let tree = cargo(&["tree", "-p", "shiming-ffi", "-e", "normal", "--depth", "1", "--prefix", "none"]);
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default().replace('-', "_");
        assert!(
            name.is_empty() || name == "shiming_ffi" || may.contains(&name.as_str()),
            "shiming-ffi depends on {name}: add it here with a reason, or do without"
        );
    }
}

#[test]
fn the_wasm_crate_only_converts() {
    for (path, text) in sources("wasm/src") {
        let code = code(&text);
        for banned in [
            "std::env",
            "std::time",
            "std::thread",
            "unsafe ",
            ".unwrap()",
            "panic!(",
            "println!",
            "getrandom",
        ] {
            assert!(!code.contains(banned), "{} uses `{banned}`", path.display());
        }
    }
    let may = ["serde_json", "shiming-core", "shiming-shape", "wasm-bindgen", "zeroize", "shiming-wasm"];
    let tree = cargo(&["tree", "-p", "shiming-wasm", "-e", "normal", "--depth", "1", "--prefix", "none"]);
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(
            name.is_empty() || may.contains(&name),
            "shiming-wasm depends on {name}: add it here with a reason"
        );
    }
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("a manifest");
    let pinned = "\"=0.2.130\"";
    let (glue, tool) = (read("wasm/Cargo.toml"), read("tests/bindgen/Cargo.toml"));
    assert!(glue.contains(&format!("wasm-bindgen = {{ version = {pinned}")), "wasm-bindgen is pinned");
    assert!(
        tool.contains(&format!("wasm-bindgen-cli-support = {pinned}")),
        "the tool is of the same version"
    );
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(read("wasm/npm/package.json").contains(&version), "the package has the version of the workspace");
    let declared = format!("VERSION = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(read("wasm/npm/src/backend.ts").contains(&declared), "so have its sources");
}

#[test]
fn the_uniffi_crate_only_converts() {
    for (path, text) in sources("bindings/uniffi/src") {
        let code = code(&text);
        for banned in [
            "println!",
            "std::time",
            "thread::spawn",
            "static mut",
            "set_hook",
            ".unwrap()",
            ".expect(",
            "panic!(",
        ] {
            assert!(!code.contains(banned), "{} uses `{banned}`", path.display());
        }
        // UniFFI's macros hold the rest. The flat call of the JVM takes an address.
        assert!(!code.contains("unsafe ") || path.ends_with("direct/mod.rs"), "{} is unsafe", path.display());
    }
    let manifest = fs::read_to_string(root().join("bindings/uniffi/Cargo.toml")).expect("a manifest");
    for pinned in ["uniffi = { version = \"=0.32.2\"", "uniffi_bindgen = { version = \"=0.32.2\""] {
        assert!(manifest.contains(pinned), "the sources and the generator are of one version: {pinned}");
    }
    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&version), "the crate has the version of the workspace");
    let pom = fs::read_to_string(root().join("bindings/kotlin/pom.xml")).expect("a pom");
    let version = format!("<version>{}</version>", env!("CARGO_PKG_VERSION"));
    assert!(pom.contains(&version), "so has the jar");
}

#[test]
fn unsafe_code_is_in_the_c_interface_only() {
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    assert!(workspace.contains("unsafe_code = \"forbid\""));
    for manifest in ["core", "examples/cli", "tests/simulator", "tests/suite", "tests/xtask"] {
        let manifest = fs::read_to_string(root().join(manifest).join("Cargo.toml")).expect("Cargo.toml");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{manifest}");
    }
}

#[test]
fn files_are_small() {
    let tables = ["errcode_table.rs", "table.rs", "cases.rs"];
    for under in ["core/src", "ffi", "wasm/src", "bindings/uniffi/src", "tests", "examples"] {
        let files = sources(under);
        let mut sizes = Vec::new();
        for (path, text) in &files {
            let lines = text.lines().count();
            sizes.push(lines);
            let table = path.file_name().is_some_and(|name| tables.iter().any(|table| name == *table));
            assert!(lines <= 600 || table, "{} has {lines} lines: at most 600", path.display());
        }
        sizes.sort_unstable();
        let median = sizes[sizes.len() / 2];
        assert!(median <= 150, "{under}: the median file has {median} lines, at most 150");
    }
}

#[test]
fn the_project_stands_alone() {
    // What only the authors' workplace has must not be mentioned.
    let words = [
        "engine.md",
        "policy.md",
        "protocol.md",
        "conformance.md",
        "design.md",
        "anchors.md",
        "peers.md",
        "../shared",
    ];
    for under in ["core", "ffi", "wasm/src", "bindings", "tests", "examples"] {
        for (path, text) in sources(under).into_iter().filter(|(path, _)| !path.ends_with("architecture.rs"))
        {
            for word in words {
                assert!(!text.contains(word), "{} mentions {word}", path.display());
            }
        }
    }
}

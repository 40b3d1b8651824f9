//! `include/shiming.h` is what cbindgen makes of this crate, compiles without a warning, and agrees with the library.

mod common;

use std::fs;
use std::process::Command;
use std::sync::OnceLock;

use common::{compilers, crate_folder, exports, library_folder, run, scratch, strict};

fn generated() -> String {
    let folder = crate_folder();
    let version: Vec<u32> = env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse().unwrap()).collect();
    let number = version[0] * 1_000_000 + version[1] * 1_000 + version[2];
    let part = |name: &str| {
        let text = fs::read_to_string(folder.join("include").join(name)).unwrap();
        text.replace("@VERSION@", env!("CARGO_PKG_VERSION"))
            .replace("@MAJOR@", &version[0].to_string())
            .replace("@MINOR@", &version[1].to_string())
            .replace("@PATCH@", &version[2].to_string())
            .replace("@NUMBER@", &number.to_string())
    };
    let mut config = cbindgen::Config::from_file(folder.join("cbindgen.toml")).unwrap();
    config.header = Some(part("preamble.in"));
    config.after_includes = Some(part("after_includes.in"));
    config.trailer = Some(part("trailer.in"));
    let bindings = cbindgen::Builder::new().with_config(config).with_crate(&folder).generate().unwrap();
    let mut out = Vec::new();
    bindings.write(&mut out);
    String::from_utf8(out).unwrap()
}

/// The header as it is committed, after accepting a change if that was asked for.
fn committed() -> &'static str {
    static HEADER: OnceLock<String> = OnceLock::new();
    HEADER.get_or_init(|| {
        let path = crate_folder().join("include/shiming.h");
        if std::env::var_os("UPDATE_HEADER").is_some() {
            fs::write(&path, generated()).unwrap();
        }
        fs::read_to_string(&path).unwrap_or_default()
    })
}

#[test]
fn the_committed_header_is_current() {
    assert!(
        committed() == generated(),
        "include/shiming.h is not what cbindgen makes of the sources: look at what changed for C users, then accept \
         it with UPDATE_HEADER=1 cargo test -p shiming-ffi --test header"
    );
}

#[test]
fn it_compiles_as_c11_and_cpp17_without_a_warning() {
    committed();
    let folder = scratch("header");
    let text = r#"#include "shiming.h"
#include "shiming.h"
int main(void) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_usage usage = SHIMING_USAGE_INIT;
    shiming_decision decision = SHIMING_DECISION_INIT;
    shiming_payment payment = SHIMING_PAYMENT_INIT;
    shiming_play_window window = SHIMING_PLAY_WINDOW_INIT;
    shiming_admission admission = SHIMING_ADMISSION_INIT;
    shiming_row row = SHIMING_ROW_INIT;
    shiming_buf buf = SHIMING_BUF_INIT;
    (void)err; (void)usage; (void)decision; (void)payment; (void)window; (void)admission; (void)row; (void)buf;
    return shiming_check_abi() == SHIMING_OK && SHIMING_NONE < 0 ? 0 : 1;
}
"#;
    // The GNU dialects, which are the compilers' default, have macros with short names of their own.
    for compiler in compilers() {
        let plus = if *compiler == "clang" { "clang++" } else { "g++" };
        for (compiler, standard, name) in [
            (*compiler, "c11", "a.c"),
            (*compiler, "gnu11", "a.c"),
            (plus, "c++17", "a.cpp"),
            (plus, "gnu++17", "a.cpp"),
        ] {
            let source = folder.join(name);
            fs::write(&source, text).unwrap();
            let object = folder.join(format!("{name}.o"));
            run(strict(compiler, standard).arg("-c").arg(&source).arg("-o").arg(object));
        }
    }
}

#[test]
fn versions_agree() {
    committed();
    let folder = scratch("version");
    let source = folder.join("version.c");
    let text = r#"#include "shiming.h"
#include <stdio.h>
int main(void) {
    int number = SHIMING_VERSION_MAJOR * 1000000 + SHIMING_VERSION_MINOR * 1000 + SHIMING_VERSION_PATCH;
    printf("%s %s %d.%d.%d %d %u %u\n", shiming_version(), SHIMING_VERSION, SHIMING_VERSION_MAJOR, SHIMING_VERSION_MINOR,
           SHIMING_VERSION_PATCH, number == SHIMING_VERSION_NUMBER, shiming_abi_version(), (unsigned)SHIMING_ABI_VERSION);
    return 0;
}
"#;
    fs::write(&source, text).unwrap();
    let program = folder.join("version");
    let library = folder.join("libshiming.so.1");
    fs::copy(library_folder().join("libshiming.so"), &library).unwrap();
    run(strict("gcc", "c11").arg(&source).arg("-o").arg(&program).arg(&library));
    let output = run(Command::new(&program).env("LD_LIBRARY_PATH", &folder));
    let version = env!("CARGO_PKG_VERSION");
    let abi = shiming::SHIMING_ABI_VERSION;
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        format!("{version} {version} {version} 1 {abi} {abi}\n")
    );
}

#[test]
fn the_exported_symbols_are_those_agreed_on() {
    let symbols = exports().join("\n") + "\n";
    let path = crate_folder().join("symbols.txt");
    if std::env::var_os("UPDATE_HEADER").is_some() {
        fs::write(&path, &symbols).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        symbols,
        "a change of the ABI: see ffi/README.md"
    );
}

#[test]
fn the_soname_names_the_abi() {
    let output = run(Command::new("readelf").arg("-d").arg(library_folder().join("libshiming.so")));
    let text = String::from_utf8(output.stdout).unwrap();
    let soname = format!("soname: [libshiming.so.{}]", shiming::SHIMING_ABI_VERSION);
    assert!(text.contains(&soname), "{text}");
}

#[test]
fn every_operation_is_declared() {
    let operations = crate_folder().join("../tests/vectors/operations.json");
    let operations: serde_json::Value = serde_json::from_slice(&fs::read(operations).unwrap()).unwrap();
    let header = committed();
    for operation in operations["operations"].as_array().unwrap() {
        let Some(name) = operation["spelling"]["c"].as_str() else { continue };
        assert!(header.contains(&format!(" {name}(")), "{name} is missing");
    }
    for (name, number) in operations["error_codes"].as_object().unwrap() {
        let line = format!("#define SHIMING_E_{} {number}\n", name.to_uppercase());
        assert!(header.contains(&line), "{line}");
    }
}

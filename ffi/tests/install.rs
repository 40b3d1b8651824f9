//! What `install.sh` installs serves pkg-config and CMake, shared and static, C and C++.

#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{crate_folder, exists, library_folder, link_static, run, scratch, strict};

const EXPECTED: &str =
    concat!(env!("CARGO_PKG_VERSION"), " {\"birth\":\"1901-01-01\",\"shape\":\"standard\"}\n");

fn install(folder: &Path) -> std::path::PathBuf {
    let prefix = folder.join("prefix");
    let mut script = Command::new(crate_folder().join("install.sh"));
    run(script.arg(&prefix).env("LIBRARIES", library_folder()));
    prefix
}

#[test]
fn pkg_config_finds_it() {
    if !exists("pkg-config", "pkg-config") {
        return;
    }
    let folder = scratch("pkg-config");
    let prefix = install(&folder);
    let library = prefix.join("lib");
    let asked = |flags: &[&str]| {
        let output = run(Command::new("pkg-config")
            .args(flags)
            .arg("shiming")
            .env("PKG_CONFIG_PATH", library.join("pkgconfig")));
        String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(asked(&["--modversion"]), [env!("CARGO_PKG_VERSION")]);
    for fixed in [false, true] {
        let mut flags =
            asked(if fixed { &["--static", "--cflags", "--libs"] } else { &["--cflags", "--libs"] });
        if fixed {
            // The archive by name, or the linker would take the shared library beside it.
            flags
                .iter_mut()
                .filter(|flag| *flag == "-lshiming")
                .for_each(|flag| *flag = "-l:libshiming.a".into());
        }
        let program = folder.join(format!("program-{fixed}"));
        let source = crate_folder().join("tests/consumer/main.c");
        run(Command::new("gcc").arg(source).arg("-o").arg(&program).args(&flags));
        let mut command = Command::new(&program);
        if !fixed {
            command.env("LD_LIBRARY_PATH", &library);
        }
        assert_eq!(String::from_utf8(run(&mut command).stdout).unwrap(), EXPECTED);
    }
}

#[test]
fn cmake_finds_it() {
    if !exists("cmake", "cmake") {
        return;
    }
    let folder = scratch("cmake");
    let prefix = install(&folder);
    let build = folder.join("build");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(crate_folder().join("tests/consumer")).arg("-B").arg(&build);
    run(configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display())));
    run(Command::new("cmake").arg("--build").arg(&build));
    for program in ["shared", "static", "cpp"] {
        assert_eq!(String::from_utf8(run(&mut Command::new(build.join(program))).stdout).unwrap(), EXPECTED);
    }
    // Another minor version is refused before 1.0.
    let other = folder.join("other");
    fs::create_dir_all(&other).unwrap();
    let project =
        "cmake_minimum_required(VERSION 3.16)\nproject(other C)\nfind_package(shiming 0.2 CONFIG REQUIRED)\n";
    fs::write(other.join("CMakeLists.txt"), project).unwrap();
    let mut refused = Command::new("cmake");
    refused.arg("-S").arg(&other).arg("-B").arg(other.join("build"));
    let refused = refused.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display())).output().unwrap();
    assert!(!refused.status.success());
}

#[test]
fn the_program_of_the_readme_runs() {
    let readme = fs::read_to_string(crate_folder().join("README.md")).unwrap();
    let text = readme.split("```c\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let folder = scratch("readme");
    let (source, program) = (folder.join("server.c"), folder.join("server"));
    fs::write(&source, text).unwrap();
    let mut compile = strict("gcc", "gnu11");
    run(link_static(compile.arg(&source).arg("-o").arg(&program)));
    let output = run(&mut Command::new(&program));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["kind"], &answer["birth"]), (&"mainland".into(), &"1901-01-01".into()));
}

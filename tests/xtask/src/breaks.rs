//! `cargo xtask breaks`: do the tests of the C interface notice what they are there for? The library is built from a copy of the
//! project with one fault at a time, and the named test must fail on it and say the named thing. First it must pass unbroken.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::races;
use crate::start::{PACKAGES, cargo, here, root, succeed};

/// What the copy needs: the members of the workspace, and what they read.
const COPIED: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "core",
    "ffi",
    "wasm",
    "bindings",
    "examples",
    "tests",
];

/// Which test is to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    /// `ffi/tests/sweep.rs`: every function under hostile arguments.
    Sweep,
    /// `ffi/tests/misuse.rs`, with a panic.
    Misuse,
    /// `cargo xtask races`.
    Races,
}

/// One fault.
struct Break {
    name: &'static str,
    file: &'static str,
    /// What stands there once, and what takes its place.
    from: &'static str,
    to: &'static str,
    test: Test,
    /// What the test says then.
    says: &'static str,
}

const BREAKS: &[Break] = &[
    Break {
        name: "null is read",
        file: "ffi/src/input.rs",
        from: "    if ptr.is_null() {\n        return Err(Fault::null(field));\n    }\n    if isize",
        to: "    if isize",
        test: Test::Sweep,
        says: "null",
    },
    Break {
        name: "a length is believed",
        file: "ffi/src/input.rs",
        from: "isize::try_from(len).is_err()",
        to: "len == 0",
        test: Test::Sweep,
        says: "isize::MAX",
    },
    Break {
        name: "text need not be UTF-8",
        file: "ffi/src/input.rs",
        from: "    if bytes.is_ascii() {",
        to: "    if !bytes.is_empty() {",
        test: Test::Sweep,
        says: "unsafe precondition(s) violated",
    },
    Break {
        name: "an error writes a result",
        file: "ffi/src/input.rs",
        from: "if ptr.is_null() { Err(Fault::null(field)) } else { Ok(ptr) }",
        to: "if ptr.is_null() { Err(Fault::null(field)) } else { unsafe { ptr.write_bytes(0, 1) }; Ok(ptr) }",
        test: Test::Sweep,
        says: "_was, sizeof",
    },
    Break {
        name: "the size of a structure is not compared",
        file: "ffi/src/input.rs",
        from: "if usize::try_from(size) == Ok(size_of::<T>())",
        to: "if size < u32::MAX || usize::try_from(size) == Ok(size_of::<T>())",
        test: Test::Sweep,
        says: "!refuse || status != SHIMING_OK",
    },
    Break {
        name: "the size of an error is not compared",
        file: "ffi/src/error.rs",
        from: "if size == known() { 0 }",
        to: "if size != known() + 1 { 0 }",
        test: Test::Sweep,
        says: "memcmp(&d->now, &d->was, sizeof d->now) == 0",
    },
    Break {
        name: "an error quotes the secret key",
        file: "ffi/src/app.rs",
        from: "let app = App::new(app_id, biz_id, secret_key)?;",
        to: "let app = App::new(app_id, biz_id, secret_key).map_err(|error| error.with_detail(format!(\"bad key {secret_key}\")))?;",
        test: Test::Sweep,
        says: "!quotes(",
    },
    Break {
        name: "a panic crosses into C",
        file: "ffi/src/guard.rs",
        from: "catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| {",
        to: "Ok::<_, AssertUnwindSafe<()>>(body()).unwrap_or_else(|_| { let _ = catch_unwind(|| ());",
        test: Test::Misuse,
        says: "panic in a function that cannot unwind",
    },
    Break {
        name: "a panic does not poison",
        file: "ffi/src/engine/handle.rs",
        from: "self.inner.lock().map_err(|_| {",
        to: "Ok::<_, ()>(self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)).map_err(|()| {",
        test: Test::Misuse,
        says: "== status",
    },
    Break {
        name: "a fork is not noticed",
        file: "ffi/src/engine/handle.rs",
        from: "if self.pid != process::id() {",
        to: "if self.pid == 0 && process::id() == 0 {",
        test: Test::Misuse,
        says: "== status",
    },
    Break {
        name: "the body of a request is freed early",
        file: "ffi/src/request.rs",
        from: "body: shiming_bytes::of(&body),",
        to: "body: shiming_bytes::of(&body.clone()),",
        test: Test::Misuse,
        says: "heap-use-after-free",
    },
    Break {
        name: "the text of an event is freed early",
        file: "ffi/src/engine/step.rs",
        from: "head.event = shiming_text::of(&bytes);",
        to: "head.event = shiming_text::of(&bytes.clone());",
        test: Test::Misuse,
        says: "heap-use-after-free",
    },
    Break {
        name: "what is to be persisted is freed early",
        file: "ffi/src/engine/step.rs",
        from: "head.bytes = shiming_bytes::of(&bytes);",
        to: "head.bytes = shiming_bytes::of(&bytes.clone());",
        test: Test::Misuse,
        says: "heap-use-after-free",
    },
    Break {
        name: "a buffer is not set to null",
        file: "ffi/src/buf.rs",
        from: "    *buf = shiming_buf::NONE;\n",
        to: "",
        test: Test::Misuse,
        says: "AddressSanitizer",
    },
    Break {
        name: "the request of a step leaks",
        file: "ffi/src/engine/step.rs",
        from: "unsafe { shiming_request_free(owned.head.request.cast_mut()) };",
        to: "let _ = |request: *mut shiming_request| unsafe { shiming_request_free(request) };",
        test: Test::Misuse,
        says: "LeakSanitizer",
    },
    Break {
        name: "an engine leaks",
        file: "ffi/src/engine/handle.rs",
        from: "drop(unsafe { Box::from_raw(engine) });",
        to: "core::mem::forget(unsafe { Box::from_raw(engine) });",
        test: Test::Misuse,
        says: "LeakSanitizer",
    },
    Break {
        name: "an engine is used outside of its lock",
        file: "ffi/src/engine/handle.rs",
        from: "        Ok(call(&mut engine)?)",
        to: "        let outside: *mut Engine = &mut *engine;\n        drop(engine);\n        Ok(call(unsafe { &mut *outside })?)",
        test: Test::Races,
        says: "ThreadSanitizer: data race",
    },
];

/// Plants every fault whose name contains `wanted`. True: each was noticed.
pub fn run(wanted: &str) -> Result<bool, String> {
    let target = here()?.parent().ok_or("this program is in no target folder")?.to_owned();
    // The standard library with its sanitizer is the same for both.
    let races = target.join("races");
    let copy = Copy { folder: target.join("breaks/project"), target: target.join("breaks/target"), races };
    copy.make()?;
    let wanted: Vec<&Break> = BREAKS.iter().filter(|planted| planted.name.contains(wanted)).collect();
    let mut missed = 0;
    for test in [Test::Sweep, Test::Misuse, Test::Races] {
        if !wanted.iter().any(|planted| planted.test == test) {
            continue;
        }
        let start = Instant::now();
        let (passed, said) = copy.test(test)?;
        if !passed {
            return Err(format!("{test:?} fails without any break:\n{said}"));
        }
        println!("{:>5} s  {test:<8?} passes unbroken", start.elapsed().as_secs());
        for planted in wanted.iter().filter(|planted| planted.test == test) {
            let start = Instant::now();
            let outcome = copy.noticed(planted)?;
            println!("{:>5} s  {test:<8?} {}: {outcome}", start.elapsed().as_secs(), planted.name);
            missed += u32::from(outcome != "noticed");
        }
    }
    Ok(missed == 0)
}

/// The copy of the project, and where its library is built: plainly, with ThreadSanitizer.
struct Copy {
    folder: PathBuf,
    target: PathBuf,
    races: PathBuf,
}

impl Copy {
    fn make(&self) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder).map_err(failed)?;
        }
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        for name in COPIED {
            copy(&root().join(name), &self.folder.join(name)).map_err(failed)?;
        }
        Ok(())
    }

    /// Whether the test passes on the library of the copy, and what it says.
    fn test(&self, test: Test) -> Result<(bool, String), String> {
        let arguments: &[&str] = match test {
            Test::Sweep => &["--test", "sweep"],
            Test::Misuse => &["--test", "misuse", "misuse_harms_nobody"],
            Test::Races => return races::of(&self.folder, &self.races),
        };
        let mut build = cargo();
        build.args(["rustc", "--quiet", "--package", "shiming-ffi", "--lib"]);
        build.args(["--crate-type", "cdylib,staticlib", "--features", "panic-test", "--target-dir"]);
        build.arg(&self.target).current_dir(&self.folder);
        succeed(build)?;
        let mut command = cargo();
        command.args(["test", "--quiet"]).args(PACKAGES).args(arguments).current_dir(root());
        command.env("LIBRARIES", self.target.join("debug"));
        let output = command.output().map_err(|error| format!("cargo test: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        Ok((output.status.success(), said.into_owned()))
    }

    /// Plants a fault, runs its test, and takes the fault away.
    fn noticed(&self, planted: &Break) -> Result<String, String> {
        let file = self.folder.join(planted.file);
        let failed = |error: std::io::Error| format!("{}: {error}", file.display());
        let whole = std::fs::read_to_string(&file).map_err(failed)?;
        if whole.matches(planted.from).count() != 1 {
            return Err(format!("{}: what it changes is no longer in {} once", planted.name, planted.file));
        }
        std::fs::write(&file, whole.replace(planted.from, planted.to)).map_err(failed)?;
        let tested = self.test(planted.test);
        std::fs::write(&file, whole).map_err(failed)?;
        let (passed, said) = tested?;
        Ok(match (passed, said.contains(planted.says)) {
            (true, _) => "NOT NOTICED".to_owned(),
            (false, true) => "noticed".to_owned(),
            (false, false) => format!("FAILED WITHOUT SAYING {:?}:\n{said}", planted.says),
        })
    }
}

/// Copies a file, or a folder without what was built in it.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        return std::fs::copy(from, to).map(drop);
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let name = entry?.file_name();
        if name != "target" && name != "node_modules" {
            copy(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}

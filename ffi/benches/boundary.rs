//! What a call through the C interface costs over the same call in Rust: the shared library, loaded as any program loads it,
//! against the core in this program. Both run in turn, so that whatever slows the machine slows both, and the best of each counts.
//!
//! `cargo bench -p shiming-ffi --bench boundary`; with `LIBRARIES=folder` the library in that folder instead of Cargo's own. With
//! `-- report` it prints only the nanoseconds of a report of 128 rows through C, which the benches of other languages compare with.
//! `cargo xtask boundary` runs all of them on the library that ships.

#[cfg(unix)]
#[path = "boundary/calls.rs"]
mod calls;

#[cfg(unix)]
fn main() {
    if std::env::args().any(|argument| argument == "report") {
        println!("{:.0}", calls::report_of_128());
    } else {
        calls::all();
    }
}

#[cfg(not(unix))]
fn main() {
    println!("skipped: the library is loaded by dlopen");
}

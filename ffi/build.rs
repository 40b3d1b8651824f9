//! Gives the shared library its soname. The number is that of the binary interface, `SHIMING_ABI_VERSION`; a test compares them.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |name: &str| std::env::var(name).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" || target("CARGO_CFG_TARGET_OS") == "android" {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libshiming.so.1");
    }
}

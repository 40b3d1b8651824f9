//! Android 15 has devices with pages of 16 KB, which do not load a library whose segments are aligned to 4 KB. Linkers before that
//! of NDK r28 align to 4 KB by themselves. Here and not in RUSTFLAGS, which build tools set as they like.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "android") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}

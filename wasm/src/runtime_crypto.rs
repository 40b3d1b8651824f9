//! The runtime's own cryptography for long messages, where it is synchronous: `node:crypto` in Node, Deno and Bun. What
//! crosses are views of this instance's memory: no key and no text is copied on the way.

use shiming_core::{HostCrypto, install_host_crypto};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

#[wasm_bindgen]
extern "C" {
    /// `wasm/npm/src/node-crypto`. Its functions never throw; `false`: it could not.
    pub type RuntimeCrypto;

    #[wasm_bindgen(method)]
    fn sha256(this: &RuntimeCrypto, head: &[u8], body: &[u8], digest: &mut [u8]) -> bool;
    #[wasm_bindgen(method)]
    fn seal(
        this: &RuntimeCrypto,
        key: &[u8],
        nonce: &[u8],
        aad: &[u8],
        text: &mut [u8],
        tag: &mut [u8],
    ) -> bool;
    #[wasm_bindgen(method)]
    fn open(this: &RuntimeCrypto, key: &[u8], nonce: &[u8], aad: &[u8], text: &mut [u8], tag: &[u8]) -> bool;
}

thread_local! {
    static RUNTIME: RefCell<Option<RuntimeCrypto>> = const { RefCell::new(None) };
}

static HOST: HostCrypto = HostCrypto { sha256, seal, open };

/// Uses it from now on.
#[wasm_bindgen]
pub fn use_crypto(runtime: RuntimeCrypto) {
    RUNTIME.with_borrow_mut(|place| *place = Some(runtime));
    install_host_crypto(&HOST);
}

fn ask(call: impl FnOnce(&RuntimeCrypto) -> bool) -> Option<()> {
    RUNTIME.with_borrow(|runtime| runtime.as_ref().is_some_and(call)).then_some(())
}

/// The parts before the last are short: in one piece they cross once. They hold the secret key's text.
fn sha256(parts: &[&[u8]]) -> Option<[u8; 32]> {
    let (body, head) = parts.split_last()?;
    let mut digest = [0; 32];
    ask(|runtime| runtime.sha256(&Zeroizing::new(head.concat()), body, &mut digest))?;
    Some(digest)
}

fn seal(key: &[u8; 16], nonce: &[u8; 12], aad: &[u8], text: &mut [u8]) -> Option<[u8; 16]> {
    let mut tag = [0; 16];
    ask(|runtime| runtime.seal(key, nonce, aad, text, &mut tag))?;
    Some(tag)
}

fn open(key: &[u8; 16], nonce: &[u8; 12], aad: &[u8], text: &mut [u8], tag: &[u8; 16]) -> Option<()> {
    ask(|runtime| runtime.open(key, nonce, aad, text, tag))
}

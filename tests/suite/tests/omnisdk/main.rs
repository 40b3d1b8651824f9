//! OmniSDK through the public API, against signatures made by the plain crates.

mod bad_input;
mod callback;
mod privacy;
mod properties;
mod published;
mod request;
mod signer;

//! The seam: all cryptography of this crate goes through the few functions of this module, so that another back end
//! can be chosen without touching a caller.
mod rustcrypto;
pub(crate) use rustcrypto::*;

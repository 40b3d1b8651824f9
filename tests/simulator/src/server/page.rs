//! The page at `/`: one file, no framework, nothing loaded from elsewhere.

pub(super) const HTML: &str = include_str!("page.html");

/// Only this file's own style and script, only this server's own data.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; \
     img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

//! An enterprise acting for a game: a handle, because it holds a secret.

use core::ffi::c_char;

use shiming_core::credential::App;

use crate::buf::give;
use crate::error::shiming_error;
use crate::guard::{Fault, Result, guard};
use crate::input::{place, read_text};
use crate::status::shiming_status;

/// An enterprise acting for one game, with its secret key. It never changes: any number of threads may use one at once.
pub struct shiming_app(App);

/// The enterprise behind a pointer of the caller's.
pub(crate) unsafe fn app_of<'a>(app: *const shiming_app) -> Result<&'a App> {
    // SAFETY: null, or a handle that the caller has not freed.
    unsafe { app.as_ref() }.map(|app| &app.0).ok_or_else(|| Fault::null("app"))
}

/// Keeps an appId, a bizId and a secret key for the request builders: `out` gets the handle, to be freed with `shiming_app_free`.
/// The three are copied; wipe your own copy of the key.
///
/// `app_id`, `biz_id`: 1 to 64 visible ASCII characters. `secret_key`: 32 hexadecimal digits.
///
/// Errors: invalid_parameter, invalid_key.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_app_new(
    app_id: *const c_char,
    app_id_len: usize,
    biz_id: *const c_char,
    biz_id_len: usize,
    secret_key: *const c_char,
    secret_key_len: usize,
    out: *mut *mut shiming_app,
    err: *mut shiming_error,
) -> shiming_status {
    // SAFETY: the caller keeps the header's rules for pointers and lengths.
    unsafe {
        guard(err, || {
            let out = place(out, "out")?;
            let app_id = read_text(app_id, app_id_len, "app_id")?;
            let biz_id = read_text(biz_id, biz_id_len, "biz_id")?;
            let secret_key = read_text(secret_key, secret_key_len, "secret_key")?;
            let app = App::new(app_id, biz_id, secret_key)?;
            give(out, Box::into_raw(Box::new(shiming_app(app))))
        })
    }
}

/// Wipes and frees. Null is left alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_app_free(app: *mut shiming_app) {
    if !app.is_null() {
        // SAFETY: the caller gives back what `shiming_app_new` gave, once.
        drop(unsafe { Box::from_raw(app) });
    }
}

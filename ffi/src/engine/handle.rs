//! The handle: one lock, the process it belongs to, and what a panic leaves behind.

use std::sync::Mutex;

use shiming_core::engine::Engine;
use shiming_core::{Error, ErrorCode};

use crate::guard::{Fault, Result};
use crate::process;
use crate::status::SHIMING_E_POISONED;

/// One engine: all games of one process. Any thread may call; calls to one engine take turns. Free it when no call is
/// running and none will follow.
pub struct shiming_engine {
    /// The process that opened it: after a fork both would write one journal and use every nonce twice (E17).
    pid: u32,
    /// The standard lock is what poisoning needs: a panic while it is held marks it for ever.
    inner: Mutex<Engine>,
}

impl shiming_engine {
    pub(crate) fn boxed(engine: Engine) -> *mut Self {
        Box::into_raw(Box::new(Self { pid: process::id(), inner: Mutex::new(engine) }))
    }

    /// One call to the engine.
    pub(crate) fn with<T>(&self, call: impl FnOnce(&mut Engine) -> shiming_core::Result<T>) -> Result<T> {
        // Before the lock: a thread that held it may not exist on this side of the fork.
        if self.pid != process::id() {
            let detail =
                "the process was forked: open an engine of its own in the child, on a journal of its own";
            return Err(Error::new(ErrorCode::Forked, detail).into());
        }
        let mut engine = self.inner.lock().map_err(|_| {
            let detail = "an earlier call panicked in this engine: free it, open a new one, load the journal";
            Fault::new(SHIMING_E_POISONED, "engine", detail)
        })?;
        Ok(call(&mut engine)?)
    }
}

/// The engine behind a pointer of the caller's.
pub(crate) unsafe fn handle<'a>(engine: *const shiming_engine) -> Result<&'a shiming_engine> {
    // SAFETY: null, or a handle that the caller has not freed.
    unsafe { engine.as_ref() }.ok_or_else(|| Fault::null("engine"))
}

/// Frees an engine and wipes its secrets. Null is left alone. What was not yet persisted is lost, as in a crash; the journal
/// has the rest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_engine_free(engine: *mut shiming_engine) {
    if engine.is_null() {
        return;
    }
    // SAFETY: the caller gives back what `shiming_engine_open` gave, once.
    drop(unsafe { Box::from_raw(engine) });
}

/// Panics inside the engine, as a defect of this library would. Not in the header and not in any library that is shipped.
#[cfg(feature = "panic-test")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn shiming_test_panic(
    engine: *const shiming_engine,
    err: *mut crate::error::shiming_error,
) -> crate::status::shiming_status {
    // SAFETY: as for every call.
    unsafe { crate::guard::guard(err, || handle(engine)?.with(|_| std::panic::panic_any("planted"))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::shiming_error;
    use crate::guard::guard;
    use crate::status::{SHIMING_E_PANIC, SHIMING_E_POISONED, SHIMING_OK};
    use shiming_core::Now;

    const NOW: Now = Now { unix: 1_795_176_000_000, mono: 5_000 };

    fn open() -> *mut shiming_engine {
        let entropy: Vec<u8> = (0..32).collect();
        shiming_engine::boxed(Engine::open(r#"{"v":1,"journal":"off"}"#, &entropy, NOW).unwrap())
    }

    fn error() -> shiming_error {
        let size = u32::try_from(size_of::<shiming_error>()).unwrap();
        shiming_error {
            struct_size: size,
            code: 0,
            errcode: 0,
            reason: [0; 32],
            field: [0; 32],
            detail: [0; 256],
        }
    }

    #[test]
    fn a_panic_poisons_this_engine_and_no_other() {
        let (engine, other) = (open(), open());
        let mut err = error();
        let call = |engine: *mut shiming_engine, err: &mut shiming_error, panic: bool| {
            // SAFETY: both engines are open until the end of the test.
            unsafe {
                guard(err, || {
                    handle(engine)?.with(|engine| {
                        assert!(!panic, "planted");
                        engine.poll(NOW).map(drop)
                    })
                })
            }
        };
        assert_eq!(call(engine, &mut err, false), SHIMING_OK);
        assert_eq!(call(engine, &mut err, true), SHIMING_E_PANIC);
        assert_eq!(err.code, SHIMING_E_PANIC);
        assert_eq!(call(engine, &mut err, false), SHIMING_E_POISONED);
        assert_eq!(call(engine, &mut err, false), SHIMING_E_POISONED);
        assert_eq!(call(other, &mut err, false), SHIMING_OK);
        // SAFETY: opened above, freed once.
        unsafe {
            shiming_engine_free(engine);
            shiming_engine_free(other);
        }
    }

    #[test]
    fn another_process_gets_forked_before_the_lock() {
        let engine = open();
        // SAFETY: open until the end of the test.
        unsafe { (*engine).pid ^= 1 };
        // SAFETY: as above. The lock is held, as by a thread that the fork left behind.
        let held = unsafe { &(*engine).inner }.lock().unwrap();
        // SAFETY: as above.
        let result = unsafe { &*engine }.with(|engine| engine.poll(NOW).map(drop));
        assert_eq!(result.err().map(|fault| fault.status), Some(ErrorCode::Forked.number()));
        drop(held);
        // SAFETY: opened above, freed once.
        unsafe { shiming_engine_free(engine) };
    }
}

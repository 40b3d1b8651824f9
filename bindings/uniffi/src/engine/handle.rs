//! The handle: one lock, the process it belongs to, and what a panic leaves behind; and the calls that set an engine up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use shiming_core::engine as core_;
use shiming_core::{Error, ErrorCode};
use zeroize::Zeroizing;

use super::{Now, Share};
use crate::direct::Token;
use crate::enumerations::Endpoint;
use crate::error::{Result, closed, panicked, poisoned};
use crate::process;
use crate::text::Text;

/// One engine: all games of one process. Any thread may call; calls to one engine take turns.
///
/// Order at open: `open`, `load`, `put_app`, `put_policy`, `put_game`, `set_share`, then play. The loop: `poll` until `Wait`,
/// and do what each step says.
#[derive(uniffi::Object)]
pub struct Engine {
    /// The process that opened it: after a fork both would write one journal and use every nonce twice (E17).
    pid: u32,
    /// None once it is closed. A panic under the lock marks it for ever.
    inner: Mutex<Option<core_::Engine>>,
    pub(crate) token: Token,
}

impl Engine {
    /// One call to the engine.
    pub(crate) fn with<T>(
        &self,
        call: impl FnOnce(&mut core_::Engine) -> shiming_core::Result<T>,
    ) -> Result<T> {
        // Before the lock: a thread that held it may not exist on this side of the fork.
        if self.pid != process::id() {
            let detail =
                "the process was forked: open an engine of its own in the child, on a journal of its own";
            return Err(Error::new(ErrorCode::Forked, detail).into());
        }
        let called = catch_unwind(AssertUnwindSafe(|| {
            let mut inner = self.inner.lock().map_err(|_| poisoned())?;
            let engine = inner.as_mut().ok_or_else(closed)?;
            Ok(call(engine)?)
        }));
        called.unwrap_or_else(|_| Err(panicked()))
    }

    pub(crate) fn of(engine: core_::Engine) -> Self {
        Self { pid: process::id(), inner: Mutex::new(Some(engine)), token: Token::default() }
    }
}

#[uniffi::export]
impl Engine {
    /// Opens an engine. `config`: JSON text `{"v":1,"journal_keys":["64 hexadecimal digits"]}`. `entropy`: absent draws 32 bytes
    /// from the system (do that); else exactly 32 that were never used before.
    ///
    /// Errors: `invalid_config`, `weak_entropy`, `bad_time`, `invalid_text`.
    #[uniffi::constructor]
    pub fn open(config: Text, entropy: Option<Vec<u8>>, now: Now) -> Result<Self> {
        let config = Zeroizing::new(config.take("config")?);
        let entropy = Zeroizing::new(match entropy {
            Some(entropy) => entropy,
            None => {
                let mut fresh = vec![0; 32];
                getrandom::fill(&mut fresh).map_err(|_| {
                    Error::new(
                        ErrorCode::Internal,
                        "the system gave no random bytes: try again, or pass 32 of them",
                    )
                })?;
                fresh
            }
        });
        Ok(Self::of(core_::Engine::open(&config, &entropy, now.into())?))
    }

    /// Frees the engine now and wipes its secrets. What was not yet persisted is lost, as in a crash; the journal has the
    /// rest. Later calls answer the error `closed`; closing again does nothing.
    pub fn close(&self) {
        let mut inner = match self.inner.lock() {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        };
        *inner = None;
    }

    /// What the journal holds, right after `open`: segments ascending, also empty ones, the bytes of each in order, in pieces
    /// of at most 1 MiB.
    ///
    /// Errors: `journal_damaged`, `journal_newer`, `journal_key_unknown`, `invalid_parameter`.
    pub fn load(&self, segment: i64, bytes: Vec<u8>) -> Result<()> {
        self.with(|engine| engine.load(segment, &bytes))
    }

    /// Adds or changes an enterprise: JSON text `{"app_id","keys":[{"secret_key","not_before","not_after"}]}`.
    ///
    /// Errors: `invalid_config`, `invalid_key`, `invalid_text`.
    pub fn put_app(&self, json: Text) -> Result<()> {
        let json = Zeroizing::new(json.take("json")?);
        self.with(|engine| engine.put_app(&json))
    }

    /// Adds or changes a game: JSON text `{"game","app_id","biz_id","endpoints","role","quota"}`.
    ///
    /// Errors: `invalid_config`, `invalid_url`, `invalid_profile`, `invalid_text`.
    pub fn put_game(&self, json: Text) -> Result<()> {
        let json = json.take("json")?;
        self.with(|engine| engine.put_game(&json))
    }

    /// Sets profile and calendar: JSON text `{"profile","calendar"}`.
    ///
    /// Errors: `invalid_config`, `invalid_profile`, `invalid_calendar`, `invalid_text`.
    pub fn put_policy(&self, json: Text) -> Result<()> {
        let json = json.take("json")?;
        self.with(|engine| engine.put_policy(&json))
    }

    /// Lets a game drain; the event `GameDrained` tells when it has.
    ///
    /// Errors: `unknown_game`, `invalid_text`.
    pub fn remove_game(&self, game: Text) -> Result<()> {
        let game = game.take("game")?;
        self.with(|engine| engine.remove_game(&game))
    }

    /// Sets the part of a game's quota that this process owns.
    ///
    /// Errors: `unknown_game`, `invalid_share`, `invalid_text`.
    pub fn set_share(&self, game: Text, share: Share) -> Result<()> {
        let game = game.take("game")?;
        let share = core_::Share {
            index: share.index,
            count: share.count,
            from: share.from_unix,
            until: share.until_unix,
        };
        self.with(|engine| engine.set_share(&game, share))
    }

    /// Another process was throttled: nothing goes to this endpoint before `until`, Unix ms.
    ///
    /// Errors: `unknown_game`, `bad_time`, `invalid_text`.
    pub fn hold(&self, game: Text, endpoint: Endpoint, until: i64) -> Result<()> {
        let game = game.take("game")?;
        self.with(|engine| engine.hold(&game, endpoint.into(), until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ShimingError;

    const NOW: Now = Now { unix: 1_795_176_000_000, mono: 5_000 };

    fn open() -> Engine {
        Engine::open(r#"{"v":1,"journal":"off"}"#.to_owned().into(), None, NOW).unwrap()
    }

    #[test]
    fn a_panic_becomes_an_error_and_poisons_this_engine_only() {
        let (engine, other) = (open(), open());
        let error =
            engine.with(|_| -> shiming_core::Result<()> { std::panic::panic_any("planted") }).unwrap_err();
        assert!(matches!(error, ShimingError::Internal { code: 901, .. }), "{error}");
        for _ in 0..2 {
            let error = engine.put_policy("{}".to_owned().into()).unwrap_err();
            assert!(matches!(error, ShimingError::State { code: 190, .. }), "{error}");
        }
        assert!(other.poll(NOW).is_ok());
        engine.close();
    }

    #[test]
    fn a_closed_engine_says_so() {
        let engine = open();
        engine.close();
        engine.close();
        let error = engine.poll(NOW).err().unwrap();
        assert!(matches!(error, ShimingError::State { code: 191, .. }), "{error}");
    }

    #[test]
    fn another_process_gets_forked_before_the_lock() {
        let mut engine = open();
        engine.pid ^= 1;
        let held = engine.inner.lock().unwrap();
        let error = engine.poll(NOW).err().unwrap();
        assert!(matches!(error, ShimingError::State { code: 108, .. }), "{error}");
        drop(held);
    }
}

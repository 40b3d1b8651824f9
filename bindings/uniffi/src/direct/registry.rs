//! Objects by number. Numbers and not pointers: one that is stale, or was never given out, is an error and not a crash.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock, Weak};

use crate::app::App;
use crate::engine::Engine;
use crate::error::{Result, closed};

#[derive(Clone)]
pub(crate) enum Object {
    App(Weak<App>),
    Engine(Weak<Engine>),
}

static OBJECTS: RwLock<BTreeMap<i64, Object>> = RwLock::new(BTreeMap::new());
static LAST: AtomicI64 = AtomicI64::new(0);

/// The number of one object, from the first time that somebody asks until the object goes.
#[derive(Default)]
pub(crate) struct Token(OnceLock<i64>);

impl Token {
    pub(crate) fn get(&self, object: impl FnOnce() -> Object) -> i64 {
        *self.0.get_or_init(|| {
            let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
            OBJECTS.write().unwrap_or_else(PoisonError::into_inner).insert(number, object());
            number
        })
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        if let Some(number) = self.0.get() {
            OBJECTS.write().unwrap_or_else(PoisonError::into_inner).remove(number);
        }
    }
}

fn find(token: i64) -> Option<Object> {
    OBJECTS.read().unwrap_or_else(PoisonError::into_inner).get(&token).cloned()
}

pub(super) fn app(token: i64) -> Result<Arc<App>> {
    match find(token) {
        Some(Object::App(app)) => app.upgrade().ok_or_else(closed),
        _ => Err(closed()),
    }
}

pub(super) fn engine(token: i64) -> Result<Arc<Engine>> {
    match find(token) {
        Some(Object::Engine(engine)) => engine.upgrade().ok_or_else(closed),
        _ => Err(closed()),
    }
}

#[uniffi::export]
impl App {
    /// The number of this object for `shiming_uniffi_call`. For the package of the JVM only.
    pub fn token(self: Arc<Self>) -> i64 {
        self.token.get(|| Object::App(Arc::downgrade(&self)))
    }
}

#[uniffi::export]
impl Engine {
    /// The number of this object for `shiming_uniffi_call`. For the package of the JVM only.
    pub fn token(self: Arc<Self>) -> i64 {
        self.token.get(|| Object::Engine(Arc::downgrade(&self)))
    }
}

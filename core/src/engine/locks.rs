//! Which lanes rest, as the journal keeps it: a lane may rest before its game is put.

use alloc::string::String;
use alloc::vec::Vec;

use crate::time::UnixMs;

/// One lane that rests.
pub(crate) struct Lock {
    pub(crate) app_id: String,
    pub(crate) biz_id: String,
    /// Its number in the journal.
    pub(crate) endpoint: u8,
    pub(crate) until: UnixMs,
}

/// All of them, ordered by lane.
#[derive(Default)]
pub(crate) struct Locks(Vec<Lock>);

impl Locks {
    fn place(&self, app_id: &str, biz_id: &str, endpoint: u8) -> core::result::Result<usize, usize> {
        self.0.binary_search_by(|lock| {
            (lock.app_id.as_str(), lock.biz_id.as_str(), lock.endpoint).cmp(&(app_id, biz_id, endpoint))
        })
    }

    /// Until when the lane rests.
    pub(crate) fn until(&self, app_id: &str, biz_id: &str, endpoint: u8) -> Option<UnixMs> {
        let at = self.place(app_id, biz_id, endpoint).ok()?;
        Some(self.0.get(at)?.until)
    }

    pub(crate) fn put(&mut self, lock: Lock) {
        match self.place(&lock.app_id, &lock.biz_id, lock.endpoint) {
            Ok(at) => {
                if let Some(known) = self.0.get_mut(at) {
                    known.until = lock.until;
                }
            }
            Err(at) => self.0.insert(at, lock),
        }
    }

    pub(crate) fn drop_over(&mut self, unix: UnixMs) {
        self.0.retain(|lock| lock.until > unix);
    }

    pub(crate) fn all(&self) -> &[Lock] {
        &self.0
    }
}

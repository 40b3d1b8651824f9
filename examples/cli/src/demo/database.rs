//! The application's own database: one JSON line an entry, only ever appended to.
//!
//! It stands for the game's real one. A line counts once it is written as a whole; a process that is killed leaves at
//! most one torn line at the end, which is cut at the next start. Where this file writes a line, a real application
//! commits a transaction.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::facts::{Entry, Facts};

/// The database and what it holds, for all threads.
pub(super) struct Database(Mutex<Inner>);

struct Inner {
    file: File,
    facts: Facts,
}

impl Database {
    /// Opens or creates the file and reads it.
    pub(super) fn open(path: &Path, players: usize) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        file.set_len(whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let mut facts = Facts::new(players);
        for (at, line) in
            bytes[..whole].split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty())
        {
            let entry = serde_json::from_slice(line).map_err(|_| {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("line {} of the database cannot be read", at + 1),
                )
            })?;
            facts.apply(&entry);
        }
        Ok(Self(Mutex::new(Inner { file, facts })))
    }

    /// Writes an entry, then takes it in.
    pub(super) fn put(&self, entry: &Entry) -> io::Result<()> {
        let mut inner = self.lock();
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        inner.file.write_all(&line)?;
        inner.facts.apply(entry);
        Ok(())
    }

    /// Counts advice, which is not kept.
    pub(super) fn count(&self, advice: String) {
        *self.lock().facts.advice.entry(advice).or_default() += 1;
    }

    /// Looks at the facts.
    pub(super) fn read<T>(&self, look: impl FnOnce(&Facts) -> T) -> T {
        look(&self.lock().facts)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_last_line_is_cut() {
        let path = std::env::temp_dir().join(format!("shiming-database-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let begin = |nth: usize| Entry::Begin { session: format!("0-{nth}") };
        Database::open(&path, 1).unwrap().put(&begin(0)).unwrap();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"t\":\"begin\",\"sess").unwrap();
        let database = Database::open(&path, 1).unwrap();
        assert_eq!(database.read(|facts| facts.players[0].sessions.len()), 1);
        database.put(&begin(1)).unwrap();
        assert_eq!(Database::open(&path, 1).unwrap().read(|facts| facts.players[0].sessions.len()), 2);
        std::fs::remove_file(path).unwrap();
    }
}

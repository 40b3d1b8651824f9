//! The journal in a directory: the host's two verbs, append and drop, and a read-back for the next start.
//!
//! One file per segment, created exclusively and only ever appended to; a lock file, so that two processes cannot write
//! one journal. The bytes are sealed by the engine: the directory shows nothing of any person, and what is torn or
//! missing is found when it is loaded.
//!
//! A database table `(segment, seq, bytes)` with a unique key on `(segment, seq)`, or a Redis list per segment, does
//! just as well: all that counts is that an append is on disk when `sync` returns, and that an append fails when its
//! `(segment, seq)` is there already, because that means a second engine.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// `Engine::load` takes pieces of up to this size.
const PIECE: usize = 1 << 20;

/// A journal directory that is open for this process alone.
pub struct Store {
    folder: PathBuf,
    segment: i64,
    seq: i64,
    file: Option<File>,
    /// Held as long as the store lives; the system frees it when the process dies, however it dies.
    _lock: File,
}

impl Store {
    /// Opens `folder`, creating it when it is missing. Fails when another process has it open.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let text = "another process has this journal open: one engine, one journal";
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, text));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(Self { folder: folder.to_owned(), segment: i64::MIN, seq: i64::MIN, file: None, _lock: lock })
    }

    /// Feeds everything that is there to `load`, segments ascending, in pieces of at most 1 MiB. Do this right after
    /// `Engine::open`, before anything else.
    pub fn read(&self, mut load: impl FnMut(i64, &[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        for segment in self.segments()? {
            let mut file = File::open(self.path(segment))?;
            // A segment that holds nothing yet is loaded too: the next one must get a higher number.
            let mut first = true;
            loop {
                let length = file.read(&mut piece)?;
                if length == 0 && !first {
                    break;
                }
                load(segment, &piece[..length])?;
                first = false;
            }
        }
        Ok(())
    }

    /// Appends one Persist. Nothing is safe before [`sync`](Self::sync) returns.
    ///
    /// Any failure here, a repeated `(segment, seq)` among them, must stop the engine: either the disk is full, or a
    /// second engine writes this journal.
    pub fn append(&mut self, segment: i64, seq: i64, bytes: &[u8]) -> io::Result<()> {
        if segment < self.segment || seq <= self.seq {
            let text = "this segment and number were written before: two engines must not share a journal";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
        }
        if segment != self.segment || self.file.is_none() {
            let file = OpenOptions::new().append(true).create_new(true).open(self.path(segment))?;
            self.sync_folder()?;
            (self.file, self.segment) = (Some(file), segment);
        }
        self.seq = seq;
        match &mut self.file {
            Some(file) => file.write_all(bytes),
            None => Ok(()),
        }
    }

    /// Waits until everything appended is on disk.
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.as_ref().map_or(Ok(()), File::sync_data)
    }

    /// Deletes the segments below `segment`. A crash in between leaves files that do no harm.
    pub fn drop_before(&mut self, segment: i64) -> io::Result<()> {
        for old in self.segments()?.into_iter().filter(|old| *old < segment) {
            fs::remove_file(self.path(old))?;
        }
        Ok(())
    }

    fn path(&self, segment: i64) -> PathBuf {
        self.folder.join(format!("{segment:015}.journal"))
    }

    fn segments(&self) -> io::Result<Vec<i64>> {
        let mut segments = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".journal"));
            segments.extend(number.and_then(|number| number.parse::<i64>().ok()));
        }
        segments.sort_unstable();
        Ok(segments)
    }

    /// A new file is safe only when its name is.
    fn sync_folder(&self) -> io::Result<()> {
        // Windows has no such call, and keeps names by itself.
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("shiming-store-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn content(store: &Store) -> Vec<(i64, Vec<u8>)> {
        let mut all: Vec<(i64, Vec<u8>)> = Vec::new();
        store
            .read(|segment, bytes| {
                match all.last_mut() {
                    Some((last, content)) if *last == segment => content.extend(bytes),
                    _ => all.push((segment, bytes.to_vec())),
                }
                Ok(())
            })
            .unwrap();
        all
    }

    #[test]
    fn what_was_appended_is_read_back_in_order() {
        let folder = Folder::new("order");
        let mut store = Store::open(&folder.0).unwrap();
        store.append(9, 1, b"a").unwrap();
        store.append(9, 2, b"b").unwrap();
        store.append(10, 3, &vec![7; PIECE + 5]).unwrap();
        store.sync().unwrap();
        drop(store);
        let mut store = Store::open(&folder.0).unwrap();
        assert_eq!(content(&store), [(9, b"ab".to_vec()), (10, vec![7; PIECE + 5])]);
        store.drop_before(10).unwrap();
        assert_eq!(content(&store).iter().map(|(segment, _)| *segment).collect::<Vec<_>>(), [10]);
    }

    #[test]
    fn an_empty_segment_is_announced() {
        let folder = Folder::new("empty");
        let mut store = Store::open(&folder.0).unwrap();
        store.append(4, 1, b"").unwrap();
        assert_eq!(content(&store), [(4, Vec::new())]);
    }

    #[test]
    fn repeats_fail() {
        let folder = Folder::new("repeats");
        let mut store = Store::open(&folder.0).unwrap();
        store.append(2, 5, b"x").unwrap();
        let kind = |result: io::Result<()>| result.unwrap_err().kind();
        assert_eq!(kind(store.append(2, 5, b"x")), io::ErrorKind::AlreadyExists);
        assert_eq!(kind(store.append(1, 6, b"x")), io::ErrorKind::AlreadyExists);
        drop(store);
        // A second engine that began a segment of the same number.
        let mut store = Store::open(&folder.0).unwrap();
        assert_eq!(kind(store.append(2, 1, b"x")), io::ErrorKind::AlreadyExists);
        assert_eq!(content(&store), [(2, b"x".to_vec())]);
    }

    #[test]
    fn one_process_at_a_time() {
        let folder = Folder::new("lock");
        let store = Store::open(&folder.0).unwrap();
        assert!(Store::open(&folder.0).is_err());
        drop(store);
        assert!(Store::open(&folder.0).is_ok());
    }
}

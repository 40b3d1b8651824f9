//! Where a demonstration keeps its files: the journal, the database, the simulator's log, and what was asked for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::plan::Settings;

/// A directory; a temporary one goes when this value does.
pub(super) struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Folder {
    /// Opens the given directory, or a temporary one.
    pub(super) fn open(path: Option<&PathBuf>) -> io::Result<Self> {
        let temporary = path.is_none();
        let path = match path {
            Some(path) => path.clone(),
            None => {
                let random: [u8; 8] = crate::command::random().map_err(io::Error::other)?;
                std::env::temp_dir().join(format!("shiming-demo-{}", crate::pipe::args::hex(&random)))
            }
        };
        fs::create_dir_all(&path)?;
        Ok(Self { path, temporary })
    }

    /// A file or directory inside.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The settings of the run that began here; those `wanted` when none did.
    pub(super) fn settings(&self, wanted: Settings) -> io::Result<Settings> {
        let file = self.path("demo.json");
        match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| {
                io::Error::new(io::ErrorKind::InvalidData, "demo.json cannot be read: use another directory")
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_whole(&file, &serde_json::to_vec(&wanted)?)?;
                Ok(wanted)
            }
            Err(error) => Err(error),
        }
    }
}

/// Writes a file that is there as a whole or not at all.
fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = file.with_extension("new");
    fs::write(&draft, bytes)?;
    fs::rename(draft, file)
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

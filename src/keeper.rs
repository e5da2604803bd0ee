//! Keeps a walk as it goes, in one small file that only its owner can read, and finds it again at the next start.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::engine::Session;
use crate::engine::notes::Times;
use crate::engine::state::SavedWalk;
use crate::files::{self, Overwrite};

const FOLDER: &str = "vo-login-wizard";
const FILE: &str = "walk.json";
/// What a file that cannot be read is renamed to.
const SET_ASIDE: &str = "walk.set-aside.json";

/// The place of the walk, held by this process alone.
pub struct Keeper {
    file: PathBuf,
    /// Held until the program ends; a second copy finds it taken.
    _lock: File,
    last: Option<SavedWalk>,
}

/// What a start finds.
pub struct Found {
    pub keeper: Option<Keeper>,
    pub walk: Option<SavedWalk>,
    pub remark: Option<Remark>,
}

/// What there is to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Another copy is running and keeps its walk.
    Taken,
    /// The file was damaged or another program's, and stands there now.
    SetAside(PathBuf),
    /// The place cannot be used.
    NoPlace(String),
}

/// The folder for what a program keeps between its runs: XDG's, or the platform's own.
pub fn folder() -> Option<PathBuf> {
    let places = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(places.state_dir().unwrap_or_else(|| places.data_dir()).join(FOLDER))
}

impl Keeper {
    /// Opens the place, and reads the walk that was kept there.
    pub fn open(folder: &Path) -> Found {
        let lock = match lock(folder) {
            Ok(Some(lock)) => lock,
            Ok(None) => return Found { keeper: None, walk: None, remark: Some(Remark::Taken) },
            Err(error) => {
                return Found { keeper: None, walk: None, remark: Some(Remark::NoPlace(error.to_string())) };
            }
        };
        let file = folder.join(FILE);
        let (walk, remark) = match fs::read(&file) {
            Ok(bytes) => match SavedWalk::read(&bytes) {
                Some(walk) => (Some(walk), None),
                None => (None, Some(set_aside(&file, folder))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (None, None),
            Err(_) => (None, Some(set_aside(&file, folder))),
        };
        let walk = walk.filter(|walk| !walk.is_empty());
        Found { keeper: Some(Keeper { file, _lock: lock, last: None }), walk, remark }
    }

    /// Keeps the walk as it stands, when it has changed; at an ending there is nothing left to keep. The clock is read
    /// only where something is written.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&mut self, session: &Session<'_>, clock: impl FnOnce() -> (Times, String)) -> io::Result<()> {
        let walk = SavedWalk::of(session);
        if session.has_ended() || walk.is_empty() || !session.is_kept() {
            if self.last.take().is_some() {
                self.remove();
            }
            return Ok(());
        }
        if self.last.as_ref() == Some(&walk) {
            return Ok(());
        }
        let (times, now) = clock();
        let bytes = walk.bytes(&times, &now).map_err(io::Error::other)?;
        files::write(&self.file, &bytes, Overwrite::Yes)?;
        self.last = Some(walk);
        Ok(())
    }

    /// Takes the walk that was found as this process's own, so that it is removed when it ends or begins anew.
    pub fn take_up(&mut self, session: &Session<'_>) {
        self.last = Some(SavedWalk::of(session));
    }

    /// Forgets what is kept.
    pub fn remove(&self) {
        // Where it is gone already, or cannot be removed, there is nothing more to do.
        _ = fs::remove_file(&self.file);
    }

    /// Whether the walk is in the file now.
    pub fn has_walk(&self) -> bool {
        self.last.is_some()
    }
}

/// The lock of the folder; `None` when another copy holds it.
fn lock(folder: &Path) -> io::Result<Option<File>> {
    create(folder)?;
    let lock = if cfg!(windows) { File::create(folder.join("lock"))? } else { File::open(folder)? };
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn set_aside(file: &Path, folder: &Path) -> Remark {
    let aside = folder.join(SET_ASIDE);
    match fs::rename(file, &aside) {
        Ok(()) => Remark::SetAside(aside),
        Err(error) => Remark::NoPlace(error.to_string()),
    }
}

//! Keeps a walk as it goes, in one small file that only its owner can read, and finds it again at the next start.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::clock::{Times, is_time};
use crate::files::{self, Overwrite};
use crate::state::SavedWalk;
use crate::walk::Walk;

const FOLDER: &str = "vo-login-wizard";
const FILE: &str = "walk.json";
/// What a file that cannot be read is renamed to: the first of these names that is free.
const SET_ASIDE: &str = "walk.set-aside";
const MOST_SET_ASIDE: u32 = 1_000;
/// A walk is a few kilobytes; a larger file holds none.
const LARGEST: u64 = 1 << 20;

/// The place of the walk, held by this process alone.
pub struct Keeper {
    file: PathBuf,
    /// Held until the program ends; a second copy finds it taken.
    _lock: File,
    last: Option<SavedWalk>,
    /// The file is there, this process's own or one of before.
    is_there: bool,
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
        let mut found = Found { keeper: None, walk: None, remark: None };
        let mut is_there = false;
        match read(&file) {
            Ok(walk) => {
                is_there = true;
                found.walk = Some(walk).filter(|walk| !walk.is_empty());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => match set_aside(&file, folder) {
                Ok(aside) => found.remark = Some(Remark::SetAside(aside)),
                // It must not be written over.
                Err(error) => return Found { remark: Some(Remark::NoPlace(error.to_string())), ..found },
            },
        }
        found.keeper = Some(Keeper { file, _lock: lock, last: None, is_there });
        found
    }

    /// Keeps the walk as it stands, when it has changed; when it is over there is nothing left to keep. The clock is read
    /// only where something is written.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&mut self, walk: &Walk<'_>, is_kept: bool, clock: impl FnOnce() -> (Times, String)) -> io::Result<()> {
        let saved = SavedWalk::of(walk);
        let has_ended = walk.has_ended() && !walk.is_waiting();
        if has_ended || saved.is_empty() || !is_kept {
            // At an ending one of before goes too, which `--fresh` had only left aside.
            let is_over = self.last.take().is_some() || (has_ended && is_kept);
            if is_over && std::mem::take(&mut self.is_there) {
                self.remove();
            }
            return Ok(());
        }
        if self.last.as_ref() == Some(&saved) {
            return Ok(());
        }
        let (times, now) = clock();
        let bytes = saved.bytes(&times, &now).map_err(io::Error::other)?;
        files::write(&self.file, &bytes, Overwrite::Yes)?;
        self.is_there = true;
        self.last = Some(saved);
        Ok(())
    }

    /// Takes the walk that was found as this process's own, so that it is removed when it ends or begins anew.
    pub fn take_up(&mut self, walk: &Walk<'_>) {
        self.last = Some(SavedWalk::of(walk));
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

/// The walk in this file; an error too where it holds none, or is no file: opening a pipe would wait for ever.
fn read(file: &Path) -> io::Result<SavedWalk> {
    let metadata = fs::metadata(file)?;
    let is_likely = metadata.is_file() && metadata.len() <= LARGEST;
    let bytes = if is_likely { fs::read(file)? } else { Vec::new() };
    let walk = SavedWalk::read(&bytes).filter(|walk| is_time(&walk.started) && is_time(&walk.kept));
    walk.ok_or(io::ErrorKind::InvalidData.into())
}

/// Renames the file to a name that is free, and returns that.
fn set_aside(file: &Path, folder: &Path) -> io::Result<PathBuf> {
    let name = |number| match number {
        1 => format!("{SET_ASIDE}.json"),
        number => format!("{SET_ASIDE}-{number}.json"),
    };
    let mut names = (1..=MOST_SET_ASIDE).map(|number| folder.join(name(number)));
    let aside = names.find(|name| fs::symlink_metadata(name).is_err()).ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(file, &aside)?;
    Ok(aside)
}

//! Keeps a walk as it goes, in one small file for each article that only its owner can read, and finds it again at the
//! next start. The file holds a whole walk at any moment, and no other file is ever made beside it.

mod folder;
pub mod parked;

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

#[cfg(not(windows))]
use etcetera::BaseStrategy;

use crate::clock::{Times, is_time};
use crate::content::Article;
use crate::files;
use crate::state::SavedWalk;
use crate::walk::Walk;

use folder::Folder;

const FOLDER: &str = "vo-login-wizard";
/// A walk is a few kilobytes; a larger file holds none.
const LARGEST: u64 = 1 << 20;

/// The place of the walks through one article, held by this process alone once there is a walk in it.
pub struct Keeper {
    folder: Folder,
    name: String,
    /// Open, and locked until the program ends, when there is a file; a second copy finds it taken.
    record: Option<Record>,
    last: Option<SavedWalk>,
    /// The last walk did not get into the file.
    failed: bool,
}

/// A file with a walk in it: the new one is written behind the last one, or before it where there is room, and only
/// then the last one is taken out. So there is a whole walk in it whenever the program is killed.
struct Record {
    file: File,
    /// Where the walk that counts begins and ends.
    start: u64,
    end: u64,
    turn: u64,
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
    /// The place is somebody else's, or others may write to it.
    NotOurs(PathBuf),
}

/// The folder for what a program keeps between its runs on this computer.
#[cfg(windows)]
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("LOCALAPPDATA").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let local = named.or_else(|| std::env::home_dir().map(|home| home.join("AppData").join("Local")))?;
    Some(local.join(FOLDER))
}

/// The folder for what a program keeps between its runs: XDG's, or the platform's own.
#[cfg(not(windows))]
pub fn folder() -> Option<PathBuf> {
    let places = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(places.state_dir().unwrap_or_else(|| places.data_dir()).join(FOLDER))
}

impl Keeper {
    /// Opens the place of this article's walks, and reads the one that was kept there.
    pub fn open(place: &Path, article: &Article) -> Found {
        let none = |remark| Found { keeper: None, walk: None, remark: Some(remark) };
        let folder = match Folder::open(place) {
            Ok(Some(folder)) => folder,
            Ok(None) => return none(Remark::NotOurs(place.to_owned())),
            Err(error) => return none(Remark::NoPlace(files::reason(&error))),
        };
        let name = format!("{}.json", article.identity());
        let keeper = Keeper { folder, name, record: None, last: None, failed: false };
        let file = match keeper.folder.open_file(&keeper.name, false) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Found { keeper: Some(keeper), walk: None, remark: None };
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => return keeper.set_aside(),
            Err(error) => return none(Remark::NoPlace(files::reason(&error))),
        };
        match lock(file) {
            Ok(Some(file)) => keeper.read(file),
            Ok(None) => none(Remark::Taken),
            Err(error) => none(Remark::NoPlace(files::reason(&error))),
        }
    }

    fn read(mut self, mut file: File) -> Found {
        let mut bytes = Vec::new();
        let read = Read::by_ref(&mut file).take(2 * LARGEST + 1).read_to_end(&mut bytes);
        if let Err(error) = read {
            return Found { keeper: None, walk: None, remark: Some(Remark::NoPlace(files::reason(&error))) };
        }
        if bytes.is_empty() {
            self.record = Some(Record { file, start: 0, end: 0, turn: 0 });
            return Found { keeper: Some(self), walk: None, remark: None };
        }
        let Some((walk, place)) = newest(&bytes) else { return self.set_aside() };
        self.record = Some(Record { file, start: place.start as u64, end: place.end as u64, turn: walk.turn });
        let walk = Some(walk).filter(|walk| !walk.is_empty());
        Found { keeper: Some(self), walk, remark: None }
    }

    fn set_aside(self) -> Found {
        match self.folder.set_aside(&self.name) {
            Ok(aside) => Found { keeper: Some(self), walk: None, remark: Some(Remark::SetAside(aside)) },
            // It must not be written over.
            Err(error) => Found { keeper: None, walk: None, remark: Some(Remark::NoPlace(files::reason(&error))) },
        }
    }

    /// Keeps the walk as it stands, when it has changed. The clock is read only where something is written.
    ///
    /// # Errors
    /// When the file cannot be written; it holds the walk as it was kept last.
    pub fn keep(&mut self, walk: &Walk<'_>, clock: impl FnOnce() -> (Times, String)) -> io::Result<()> {
        let saved = SavedWalk::of(walk);
        if self.record.as_ref().is_some_and(|record| !folder::has_name(&record.file)) {
            // Somebody removed it: what is written to it would be nowhere.
            (self.record, self.failed) = (None, true);
        }
        if self.last.as_ref() == Some(&saved) && !self.failed {
            return Ok(());
        }
        let (times, now) = clock();
        self.failed = true;
        let record = match &mut self.record {
            Some(record) => record,
            None => self.record.insert(Record::new(&self.folder, &self.name)?),
        };
        let written = record.write(|turn| saved.json(&times, &now, turn));
        if let Err(error) = written {
            if record.end == 0 {
                // A file that never held anything is not left behind.
                self.record = None;
                _ = self.folder.remove(&self.name);
            }
            return Err(error);
        }
        self.failed = false;
        self.last = Some(saved);
        Ok(())
    }

    /// Takes the walk that was found as this process's own.
    pub fn take_up(&mut self, walk: &Walk<'_>) {
        self.last = Some(SavedWalk::of(walk));
    }

    /// Forgets what is kept, and removes the file.
    ///
    /// # Errors
    /// When the file is there and cannot be removed.
    pub fn forget(&mut self) -> io::Result<()> {
        self.last = None;
        if let Some(record) = &self.record {
            // Emptied first: where it cannot be removed, nothing of the walk is left in it.
            record.file.set_len(0)?;
            self.folder.remove(&self.name)?;
        }
        self.record = None;
        Ok(())
    }

    /// Whether what is in the file is a walk of this run.
    pub fn is_own(&self) -> bool {
        self.last.is_some()
    }

    /// Whether the walk as it stands is in the file.
    pub fn has(&self, walk: &Walk<'_>) -> bool {
        !self.failed && self.last.as_ref() == Some(&SavedWalk::of(walk))
    }
}

impl Record {
    fn new(folder: &Folder, name: &str) -> io::Result<Record> {
        let file = lock(folder.open_file(name, true)?)?.ok_or(io::ErrorKind::ResourceBusy)?;
        // Another copy may have forgotten its walk, and removed the file, in the meantime.
        folder.open_file(name, false)?;
        let end = file.metadata()?.len();
        Ok(Record { file, start: end, end, turn: 0 })
    }

    fn write(&mut self, json: impl FnOnce(u64) -> String) -> io::Result<()> {
        let turn = self.turn + 1;
        let bytes = (json(turn) + "\n").into_bytes();
        let length = bytes.len() as u64;
        if length <= self.start {
            self.put(0, &bytes)?;
            (self.start, self.end, self.turn) = (0, length, turn);
            // Whatever stays there is older.
            _ = self.file.set_len(length);
            return Ok(());
        }
        let behind = self.end;
        // Nothing but what is whole stands before it: what was cut short there would be read as one line with it.
        self.file.set_len(behind)?;
        if let Err(error) = self.put(behind, &bytes) {
            // What was written of it is no whole walk.
            _ = self.file.set_len(behind);
            return Err(error);
        }
        (self.start, self.end, self.turn) = (behind, behind + length, turn);
        _ = self.blank(behind);
        Ok(())
    }

    /// Takes out what stands before the walk that counts, which is older. The line end keeps apart what is written there
    /// next, should that be cut short.
    fn blank(&mut self, length: u64) -> io::Result<()> {
        let mut blank = vec![b' '; usize::try_from(length).unwrap_or_default()];
        if let Some(last) = blank.last_mut() {
            *last = b'\n';
        }
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&blank)
    }

    fn put(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(bytes)?;
        files::sync(&self.file)
    }
}

/// The newest whole walk in these bytes, and where it stands.
fn newest(bytes: &[u8]) -> Option<(SavedWalk, Range<usize>)> {
    let mut newest: Option<(SavedWalk, Range<usize>)> = None;
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len();
        let blank = line.iter().take_while(|byte| **byte == b' ').count();
        let is_whole = line.ends_with(b"\n");
        let walk = SavedWalk::read(line).filter(|walk| is_whole && is_time(&walk.started) && is_time(&walk.kept));
        if let Some(walk) = walk
            && newest.as_ref().is_none_or(|(known, _)| known.turn < walk.turn)
        {
            newest = Some((walk, start + blank..end));
        }
        start = end;
    }
    newest
}

/// The same file, locked; `None` when another copy holds it.
fn lock(file: File) -> io::Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

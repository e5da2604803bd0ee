//! Parked calls: each in a file of its own that only its owner can read, with the time after which it is dropped. One is
//! made only where somebody asks for it, and stays until what became of the call is written or thrown away.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::clock::{Times, in_days, is_past, is_time, now};
use crate::content::words::fill_in;
use crate::content::{Article, words};
use crate::files;
use crate::json::{Field, Json, Layout, Misfit, written};
use crate::reference;
use crate::state::SavedWalk;
use crate::walk::Walk;

use super::folder::{Folder, has_name};
use super::{LARGEST, lock};

const PROGRAM: &str = env!("CARGO_PKG_NAME");
const SCHEMA: u8 = 1;
/// The most calls that wait at once.
const MOST: u32 = 1_000;
/// How long files that are locked are waited for, all of them together, and after how long one is tried again.
const PATIENCE: Duration = Duration::from_millis(100);
const MOMENT: Duration = Duration::from_millis(4);

/// Where calls are parked, and the one that was taken up from there.
pub struct Parking {
    place: Result<Place, String>,
    /// Its file is locked until it is known what became of the call, so that no other copy takes it up, too.
    taken: Option<Taken>,
}

/// The name of the file of a call that was taken up, and the file itself, which is locked.
pub struct Taken(String, File);

struct Place {
    folder: PathBuf,
    article: String,
    /// How many days a parked call is kept.
    days: u16,
}

/// One parked call.
#[derive(Debug, Clone)]
pub struct ParkedCall {
    name: String,
    pub reference: Option<String>,
    /// When it was parked, and after which time it is dropped: local times with their offsets.
    pub parked: String,
    pub until: String,
    pub walk: SavedWalk,
}

/// The parked calls, the one that waits longest first.
#[derive(Debug, Default)]
pub struct Listed {
    pub calls: Vec<ParkedCall>,
    /// How many have been dropped just now, since their time was over.
    pub dropped: usize,
    /// How many cannot be read.
    pub damaged: usize,
}

impl Parking {
    /// In this folder, for so many days.
    pub fn at(folder: PathBuf, article: &Article, days: u16) -> Parking {
        Parking { place: Ok(Place { folder, article: article.identity().to_owned(), days }), taken: None }
    }

    /// Nowhere, for this reason.
    pub fn nowhere(reason: impl Into<String>) -> Parking {
        Parking { place: Err(reason.into()), taken: None }
    }

    /// Why no call can be parked, where none can.
    pub fn trouble(&self) -> Option<String> {
        let opened = self.place.as_ref().map_err(Clone::clone).and_then(Place::open);
        opened.err()
    }

    /// The calls that are parked; those whose time is over are dropped. One that another copy has taken up is none.
    pub fn list(&self) -> Listed {
        let Ok(place) = &self.place else { return Listed::default() };
        // Looking leaves no trace.
        if !place.folder.is_dir() {
            return Listed::default();
        }
        place.open().map_or(Listed::default(), |folder| place.list(&folder))
    }

    /// Parks a call as it stands; returns the time after which it is dropped.
    ///
    /// # Errors
    /// Says why it could not be written; then all is as it was.
    pub fn park(&mut self, walk: &Walk<'_>, reference: Option<&str>, times: &Times) -> Result<String, String> {
        let place = self.place.as_ref().map_err(Clone::clone)?;
        let folder = place.open()?;
        let now = now();
        let until = in_days(place.days);
        let said = |error: io::Error| files::reason(&error);
        // The head, and the walk.
        let head: &[Field<'_>] =
            &[("program", &PROGRAM), ("schema", &SCHEMA), ("ref", &reference), ("parked", &now), ("until", &until)];
        let lines = written(head, Layout::Line) + "\n" + &SavedWalk::of(walk).json(times, &now, 0) + "\n";
        place.write(&folder, lines.as_bytes()).map_err(said)?;
        // Only now, so that it is there once at least.
        self.forget();
        Ok(until)
    }

    /// Locks a call, so that no other copy takes it up. Nothing where it is there no more, or another copy has it.
    pub fn lock(&self, call: &ParkedCall) -> Option<Taken> {
        let folder = self.place.as_ref().ok()?.open().ok()?;
        let file = locked(&folder, &call.name, Instant::now() + PATIENCE)?;
        // Another copy may have removed it in the meantime.
        has_name(&file).then(|| Taken(call.name.clone(), file))
    }

    /// Takes up a call: it stays parked as it was until something became of it.
    pub fn hold(&mut self, taken: Taken) {
        self.taken = Some(taken);
    }

    /// Something became of the call that was taken up: it is parked no more.
    pub fn forget(&mut self) {
        if let Some(Taken(name, file)) = self.taken.take() {
            // Emptied first: where it cannot be removed, nothing of the call is left in it.
            _ = file.set_len(0);
            // Where somebody removed it, another call may have the name now.
            if has_name(&file)
                && let Some(folder) = self.place.as_ref().ok().and_then(|place| place.open().ok())
            {
                _ = folder.remove(&name);
            }
        }
    }

    /// Whether this call was taken up, and is still parked as it was.
    pub fn has_taken(&self) -> bool {
        self.taken.is_some()
    }
}

impl Place {
    /// The folder, which is this user's own.
    fn open(&self) -> Result<Folder, String> {
        match Folder::open(&self.folder) {
            Ok(Some(folder)) => Ok(folder),
            Ok(None) => {
                let folder = self.folder.display().to_string();
                Err(fill_in(words().parked.not_ours, &[("folder", &folder)]))
            }
            Err(error) => Err(files::reason(&error)),
        }
    }

    fn list(&self, folder: &Folder) -> Listed {
        let mut listed = Listed::default();
        let until = Instant::now() + PATIENCE;
        for name in names(&self.folder) {
            let Some(file) = locked(folder, &name, until) else { continue };
            match read(&name, &file) {
                // It was only just made, or is gone but for its name.
                Content::Nothing => {}
                Content::Damaged => listed.damaged += 1,
                Content::Call(call) if is_past(&call.until) => {
                    // Another copy that lists may have dropped it, and a new call may have the name.
                    if has_name(&file) {
                        _ = folder.remove(&name);
                    }
                    listed.dropped += 1;
                }
                Content::Call(call) if name.starts_with(&self.prefix()) => {
                    let place = listed.calls.partition_point(|earlier| earlier.parked <= call.parked);
                    listed.calls.insert(place, *call);
                }
                // Of another article.
                Content::Call(_) => {}
            }
        }
        listed
    }

    fn prefix(&self) -> String {
        format!("{PREFIX}{}-", self.article)
    }

    /// Writes a file that is not there yet, whole.
    fn write(&self, folder: &Folder, bytes: &[u8]) -> io::Result<()> {
        for number in 1..=MOST {
            let name = format!("{}{number}.json", self.prefix());
            let Some(mut file) = lock(folder.open_file(&name, true)?)? else { continue };
            if file.metadata()?.len() > 0 {
                continue;
            }
            let written = file.write_all(bytes).and_then(|()| files::sync(&file));
            if written.is_err() {
                // Part of it is worse than nothing.
                _ = file.set_len(0);
                _ = folder.remove(&name);
            }
            return written;
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// A file of this name, locked; nothing where another copy has taken the call up until then, or it is gone. A copy that
/// only lists calls, or writes one, holds it for a moment.
fn locked(folder: &Folder, name: &str, until: Instant) -> Option<File> {
    loop {
        match lock(folder.open_file(name, false).ok()?) {
            Ok(Some(file)) => return Some(file),
            Ok(None) if Instant::now() < until => thread::sleep(MOMENT),
            Ok(None) | Err(_) => return None,
        }
    }
}

/// How the names of their files begin.
const PREFIX: &str = "parked-";

/// The names of the files that may be parked calls, in their order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut of_calls: Vec<String> = Vec::new();
    for name in names.filter(|name| name.starts_with(PREFIX) && name.ends_with(".json")) {
        let place = of_calls.partition_point(|earlier| *earlier < name);
        of_calls.insert(place, name);
    }
    of_calls
}

/// What a file holds.
enum Content {
    Call(Box<ParkedCall>),
    Nothing,
    Damaged,
}

fn read(name: &str, file: &File) -> Content {
    let mut bytes = Vec::new();
    match file.take(LARGEST).read_to_end(&mut bytes) {
        Ok(0) => Content::Nothing,
        Ok(_) => call_in(name, &bytes).map_or(Content::Damaged, |call| Content::Call(Box::new(call))),
        Err(_) => Content::Damaged,
    }
}

/// The first line of the file; the walk is the second.
struct Head {
    reference: Option<String>,
    parked: String,
    until: String,
}

fn head(json: &Json<'_>) -> Result<Head, Misfit> {
    let mut fields = json.fields()?;
    let (program, schema): (&str, u8) = (fields.take("program")?, fields.take("schema")?);
    let head = Head { reference: fields.take("ref")?, parked: fields.take("parked")?, until: fields.take("until")? };
    fields.end()?;
    if program == PROGRAM && schema == SCHEMA { Ok(head) } else { Err(Misfit) }
}

fn call_in(name: &str, bytes: &[u8]) -> Option<ParkedCall> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let Head { reference, parked, until } = head(&Json::read(lines.next()?).ok()?).ok()?;
    let walk = lines.next().filter(|line| line.ends_with(b"\n")).and_then(SavedWalk::read)?;
    // Whoever wrote the file: what is said must not steer a terminal.
    let is_said = reference.as_ref().is_none_or(|it| reference::read(it, true).as_ref() == Ok(&Some(it.clone())));
    let is_timed = is_time(&parked) && is_time(&until) && is_time(&walk.started);
    (is_said && is_timed).then(|| ParkedCall { name: name.to_owned(), reference, parked, until, walk })
}

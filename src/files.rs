//! Notes on disk: written whole or not at all, readable by their owner alone.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::content::words;
use crate::content::words::fill_in;
use crate::notes::CaseNotes;

/// How case notes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

impl Format {
    /// JSON for a name that ends in `.json`, else text.
    pub fn of(path: &Path) -> Format {
        let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        if is_json { Format::Json } else { Format::Text }
    }

    /// The notes in this format.
    ///
    /// # Errors
    /// Those of the writer of JSON.
    pub fn write(self, notes: &CaseNotes) -> io::Result<String> {
        match self {
            Format::Text => Ok(notes.text()),
            Format::Json => notes.json().map_err(io::Error::other),
        }
    }
}

/// Whether a file that is there already may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    Yes,
    No,
}

/// Writes case notes to a file, in the format of its name; returns what to say of it.
///
/// # Errors
/// Says why the notes could not be written, and what to do next.
pub fn write_notes(path: &Path, notes: &CaseNotes, overwrite: Overwrite) -> Result<String, String> {
    let words = &words().notes;
    let file = path.display().to_string();
    let written = Format::of(path).write(notes).and_then(|text| write(path, text.as_bytes(), overwrite));
    match written {
        Ok(()) => Ok(fill_in(&words.saved, &[("file", &file)])),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(fill_in(&words.exists, &[("file", &file)])),
        Err(error) => {
            let reason = match error.kind() {
                io::ErrorKind::InvalidInput => words.not_a_file.clone(),
                _ => own_words(&error),
            };
            Err(fill_in(&words.not_saved, &[("file", &file), ("reason", &reason)]))
        }
    }
}

/// What the system says of it, without the name of the file that was to take the place of this one.
fn own_words(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" at path ").map_or(text.clone(), |(own, _)| own.to_owned())
}

/// Writes a file whole: to another name beside it first, which then takes its place. Where a link stands, what it leads
/// to is replaced, and not the link.
///
/// # Errors
/// When the folder cannot be written to, the file is there already and must stay, or what is there is no file.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> io::Result<()> {
    let real = if overwrite == Overwrite::Yes { fs::canonicalize(path).ok() } else { None };
    let path = real.as_deref().unwrap_or(path);
    if overwrite == Overwrite::Yes && fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let persisted = match overwrite {
        Overwrite::Yes => file.persist(path),
        Overwrite::No => file.persist_noclobber(path),
    };
    persisted.map(|_| ()).map_err(|error| error.error)
}

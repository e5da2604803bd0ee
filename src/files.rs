//! Notes on disk: written whole or not at all, readable by their owner alone.

#[cfg(any(windows, test))]
mod windows;

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
    Markdown,
    Json,
}

impl Format {
    /// JSON for a name that ends in `.json`, Markdown for `.md`, else text.
    pub fn of(path: &Path) -> Format {
        let ends_in = |end| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(end));
        if ends_in("json") {
            Format::Json
        } else if ends_in("md") {
            Format::Markdown
        } else {
            Format::Text
        }
    }

    /// The notes in this format.
    pub fn write(self, notes: &CaseNotes) -> String {
        match self {
            Format::Text => notes.text(),
            Format::Markdown => notes.markdown(),
            Format::Json => notes.json(),
        }
    }

    /// What is written to a file.
    #[cfg(windows)]
    fn bytes(self, text: String) -> Vec<u8> {
        match self {
            Format::Text => windows::text(&text).into_bytes(),
            Format::Markdown | Format::Json => text.into_bytes(),
        }
    }

    /// What is written to a file.
    #[cfg(not(windows))]
    fn bytes(self, text: String) -> Vec<u8> {
        text.into_bytes()
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
    #[cfg(windows)]
    if let Some(reason) = windows::unfit(&file) {
        return Err(fill_in(words.not_saved, &[("file", &file), ("reason", &reason)]));
    }
    let format = Format::of(path);
    match write(path, &format.bytes(format.write(notes)), overwrite) {
        Ok(()) => Ok(fill_in(words.saved, &[("file", &file)])),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(fill_in(words.exists, &[("file", &file)])),
        Err(error) => {
            let reason = match error.kind() {
                io::ErrorKind::InvalidInput => words.not_a_file.to_owned(),
                _ => reason(&error),
            };
            Err(fill_in(words.not_saved, &[("file", &file), ("reason", &reason)]))
        }
    }
}

/// What the system says of an error, in words alone: without its number, and without the name of the file that was to
/// take the place of another.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split_once(" at path ").map_or(text.as_str(), |(words, _)| words);
    words.rsplit_once(" (os error ").map_or(words, |(words, _)| words).to_owned()
}

/// Writes a file whole or not at all. Where a link stands, what it leads to is replaced, and not the link.
///
/// # Errors
/// When the folder cannot be written to, the file is there already and must stay, or what is there is no file.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> io::Result<()> {
    match overwrite {
        Overwrite::No => match fs::symlink_metadata(path) {
            Ok(there) if there.is_file() || there.is_symlink() => Err(io::ErrorKind::AlreadyExists.into()),
            Ok(_) => Err(io::ErrorKind::InvalidInput.into()),
            Err(_) => write_new(path, bytes),
        },
        Overwrite::Yes => {
            let real = fs::canonicalize(path).ok();
            let path = real.as_deref().unwrap_or(path);
            match fs::symlink_metadata(path) {
                Ok(there) if !there.is_file() => Err(io::ErrorKind::InvalidInput.into()),
                Ok(_) | Err(_) => replace(path, bytes),
            }
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that is not there yet. On Linux it has no name before it is whole, so that none is left where the
/// program is killed.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    if let Some(file) = whole_and_nameless(path, bytes)? {
        match name(&file, path) {
            // Some kinds of file system, or a room without /proc, give it no name: see below.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {}
            named => return named,
        }
    }
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| sync(&file));
    if written.is_err() {
        // Part of it is worse than nothing; where it cannot be removed, the error is said all the same.
        _ = fs::remove_file(path);
    }
    written
}

/// Puts a whole file in the place of another, with the permissions of that one. On Linux it has a name of its own for a
/// moment only, when it is whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = fs::metadata(path).ok().map(|there| there.permissions());
    let as_before = |file: &fs::File| {
        if let Some(before) = &before {
            // Where a file system knows none, the file stays its owner's alone.
            _ = file.set_permissions(before.clone());
        }
    };
    #[cfg(target_os = "linux")]
    if let Some(file) = whole_and_nameless(path, bytes)? {
        as_before(&file);
        let beside = path.with_added_extension("new");
        if name(&file, &beside).is_ok() {
            return fs::rename(&beside, path).inspect_err(|_| _ = fs::remove_file(&beside));
        }
    }
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    sync(file.as_file())?;
    as_before(file.as_file());
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A file without a name in the folder of this one, with all of these bytes; `None` where there is no such thing.
#[cfg(target_os = "linux")]
fn whole_and_nameless(path: &Path, bytes: &[u8]) -> io::Result<Option<fs::File>> {
    match nameless(folder_of(path)) {
        Ok(mut file) => {
            file.write_all(bytes)?;
            sync(&file)?;
            Ok(Some(file))
        }
        Err(error) if is_storage_full(&error) => Err(error),
        Err(_) => Ok(None),
    }
}

#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> io::Result<fs::File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    Ok(open(folder, flags, Mode::RUSR | Mode::WUSR)?.into())
}

#[cfg(target_os = "linux")]
fn name(file: &fs::File, path: &Path) -> io::Result<()> {
    use rustix::fd::AsRawFd;
    use rustix::fs::{AtFlags, CWD, linkat};
    let own = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, own.as_str(), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(target_os = "linux")]
fn is_storage_full(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem)
}

/// Waits until the file is on its disk. A file system that knows no such request has not failed to save.
///
/// # Errors
/// When the disk is full or broken.
pub fn sync(file: &fs::File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_in_words_alone() {
        for (said, in_words) in [
            ("Not a directory (os error 20)", "Not a directory"),
            ("Permission denied (os error 13) at path \"/x/.tmpAbc\"", "Permission denied"),
            ("No space left on device (os error 28)", "No space left on device"),
            ("the disk is away", "the disk is away"),
        ] {
            assert_eq!(reason(&io::Error::other(said)), in_words);
        }
        assert!(!reason(&io::Error::from_raw_os_error(13)).contains("13"));
    }
}

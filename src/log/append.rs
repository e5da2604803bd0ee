//! A line at the end of a file that several copies of the program write to at once.
//!
//! It goes in by one write to the end of the file, under a lock of the whole file. What holds where:
//!
//! - On a disk of this computer both hold, however many copies write.
//! - On NFS the lock is one of the server since Linux 2.6.12, and the length of the file is asked anew once it is held,
//!   so that the end is the end. A server without locks is an error there, and nothing is written.
//! - On SMB the lock is one of the server too (on Linux since 5.5; before, only copies on one computer see it). Readers
//!   on other computers are refused for as long as a line takes.
//! - A file system that knows no locks at all is written to without one; there a write to the end is all that holds.
//! - A writer that is killed leaves part of its line at most. The next one ends it, so that its own line is whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::files::sync;

/// How long another copy may hold the lock, which takes as long as its disk does.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before the lock is tried once more.
const PAUSE: Duration = Duration::from_millis(5);

/// Appends a line to this log, whole or not at all. A log that is not there is made.
///
/// # Errors
/// When it is no ordinary file ([`io::ErrorKind::InvalidInput`]), cannot be written to, is full, or others hold it for too
/// long.
pub fn append(log: &Path, line: &str) -> io::Result<()> {
    if !can_be_log(log) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut options = File::options();
    // Reading is for the last byte, and Windows locks no file that is only written to.
    options.read(true).append(true).create(true);
    // Its group may write, where the person's umask lets it: colleagues do. Nobody else reads what callers said.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o660);
    let mut file = options.open(log)?;
    lock(&file)?;
    // Until it is closed, the lock is this copy's.
    let length = file.metadata()?.len();
    let written = put(&mut file, length, line);
    if written.is_err() {
        // Part of a line is worse than nothing. Where it cannot be taken out, the next line begins after it.
        _ = file.set_len(length);
    }
    written
}

/// Whether there can be a log of this name: an ordinary file, or one that is not there yet.
pub fn can_be_log(log: &Path) -> bool {
    fs::metadata(log).map_or(true, |there| there.is_file())
}

fn put(file: &mut File, length: u64, line: &str) -> io::Result<()> {
    let mut last = [b'\n'];
    if length > 0 {
        file.seek(SeekFrom::Start(length - 1))?;
        file.read_exact(&mut last)?;
    }
    let end_of_torn = if last == [b'\n'] { "" } else { "\n" };
    // One write, where the system takes all of it at once.
    file.write_all(format!("{end_of_torn}{line}\n").as_bytes())?;
    sync(file)
}

/// Holds the file against other copies, for as long as it is open.
fn lock(file: &File) -> io::Result<()> {
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                return Err(io::ErrorKind::ResourceBusy.into());
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(before: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("calls.jsonl");
        if !before.is_empty() {
            fs::write(&log, before).unwrap();
        }
        (folder, log)
    }

    #[test]
    fn a_line_goes_behind_the_others_and_one_that_was_torn_is_ended() {
        for (before, after) in
            [("", "new\n"), ("old\n", "old\nnew\n"), ("old\nto", "old\nto\nnew\n"), ("\n", "\nnew\n")]
        {
            let (_folder, log) = log(before);
            append(&log, "new").unwrap();
            assert_eq!(fs::read_to_string(&log).unwrap(), after, "{before:?}");
        }
    }

    #[test]
    fn a_log_that_others_hold_for_too_long_is_left_as_it_is() {
        let (_folder, log) = log("old\n");
        let other = File::open(&log).unwrap();
        other.lock().unwrap();
        assert_eq!(append(&log, "new").unwrap_err().kind(), io::ErrorKind::ResourceBusy);
        // On Windows nobody reads it before.
        drop(other);
        assert_eq!(fs::read_to_string(&log).unwrap(), "old\n");
        append(&log, "new").unwrap();
    }
}

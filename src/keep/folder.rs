//! The folder of the kept walks: this user's own, that nobody else may write to. On Unix every file in it is opened by
//! the folder itself, so that a link that somebody puts in the way is never followed.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// What a file that cannot be read is renamed to: the first of these names that is free.
const MOST_SET_ASIDE: u32 = 1_000;

pub struct Folder {
    path: PathBuf,
    #[cfg(unix)]
    folder: rustix::fd::OwnedFd,
}

#[cfg(unix)]
impl Folder {
    /// Opens the folder, which is made where it is not there yet; `None` when it is not this user's own, or others may
    /// write to it.
    ///
    /// # Errors
    /// When it cannot be made or opened.
    pub fn open(path: &Path) -> io::Result<Option<Folder>> {
        use rustix::fs::{Mode, OFlags, fchmod, fstat, open};
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let folder = match open(path, flags, Mode::empty()) {
            Ok(folder) => folder,
            // A link stands there.
            Err(rustix::io::Errno::LOOP | rustix::io::Errno::NOTDIR) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let is_own = fstat(&folder)?.st_uid == rustix::process::geteuid().as_raw();
        let others_write = Mode::from_raw_mode(fstat(&folder)?.st_mode).intersects(Mode::WGRP | Mode::WOTH);
        if !is_own {
            return Ok(None);
        }
        if others_write {
            fchmod(&folder, Mode::RWXU)?;
        }
        Ok(Some(Folder { path: path.to_owned(), folder }))
    }

    /// Opens a file of the folder, or makes it where that is asked for.
    ///
    /// # Errors
    /// Of the kind `InvalidInput` when it is no ordinary file of this user's own.
    pub fn open_file(&self, name: &str, create: bool) -> io::Result<File> {
        use rustix::fs::{FileType, Mode, OFlags, fstat, openat};
        let create = if create { OFlags::CREATE } else { OFlags::empty() };
        // Without waiting for the other end, where it is a pipe.
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | create;
        let file = match openat(&self.folder, name, flags, Mode::RUSR | Mode::WUSR) {
            Ok(file) => file,
            Err(rustix::io::Errno::LOOP | rustix::io::Errno::ISDIR | rustix::io::Errno::NXIO) => {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            Err(error) => return Err(error.into()),
        };
        let stat = fstat(&file)?;
        let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let is_own = stat.st_uid == rustix::process::geteuid().as_raw() && stat.st_nlink == 1;
        if is_file && is_own { Ok(file.into()) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    /// Removes a file of the folder; one that is gone already is removed.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match rustix::fs::unlinkat(&self.folder, name, rustix::fs::AtFlags::empty()) {
            Ok(()) | Err(rustix::io::Errno::NOENT) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.folder, from, &self.folder, to)?)
    }

    fn has(&self, name: &str) -> bool {
        rustix::fs::statat(&self.folder, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW).is_ok()
    }
}

/// Elsewhere the folder lies within the user's own profile, which others cannot write to.
#[cfg(not(unix))]
impl Folder {
    pub fn open(path: &Path) -> io::Result<Option<Folder>> {
        std::fs::create_dir_all(path)?;
        Ok(Some(Folder { path: path.to_owned() }))
    }

    pub fn open_file(&self, name: &str, create: bool) -> io::Result<File> {
        let path = self.path.join(name);
        if std::fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        File::options().read(true).write(true).create(create).truncate(false).open(path)
    }

    pub fn remove(&self, name: &str) -> io::Result<()> {
        match std::fs::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.path.join(from), self.path.join(to))
    }

    fn has(&self, name: &str) -> bool {
        std::fs::symlink_metadata(self.path.join(name)).is_ok()
    }
}

/// Whether a file that is open still stands in a folder. (Elsewhere than on Unix one that is open cannot be removed.)
#[cfg(unix)]
pub fn has_name(file: &File) -> bool {
    rustix::fs::fstat(file).is_ok_and(|stat| stat.st_nlink > 0)
}

#[cfg(not(unix))]
pub fn has_name(_file: &File) -> bool {
    true
}

impl Folder {
    /// Renames a file to a name that is free, and returns where it stands now.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn set_aside(&self, name: &str) -> io::Result<PathBuf> {
        let stem = name.trim_end_matches(".json");
        let aside = |number| match number {
            1 => format!("{stem}.set-aside.json"),
            number => format!("{stem}.set-aside-{number}.json"),
        };
        let mut names = (1..=MOST_SET_ASIDE).map(aside);
        let free = names.find(|name| !self.has(name)).ok_or(io::ErrorKind::AlreadyExists)?;
        self.rename(name, &free)?;
        Ok(self.path.join(free))
    }
}

//! One run of the program: the walk, where it is kept, the clock, and what was saved of it. Both front-ends walk the
//! same run, so going from one to the other keeps everything.

use std::path::{Path, PathBuf};

use crate::clock::{Times, WalkClock, now};
use crate::content::words;
use crate::content::words::fill_in;
use crate::credential::looks_secret;
use crate::files::{self, Overwrite};
use crate::keep::{Keeper, Remark};
use crate::log::{Log, LogTo};
use crate::notes::{Call, CaseNotes};
use crate::page::over::Loss;
use crate::state::SavedWalk;
use crate::walk::{Move, Notice, Refusal, Role, Walk};

/// The walk and all that it does not know itself.
pub struct Run<'a> {
    pub walk: Walk<'a>,
    pub keeping: Keeping,
    clock: WalkClock,
    notes: NotesAt,
    log: Log,
    /// The walk as it was when its notes were last saved.
    saved: Option<SavedWalk>,
    /// Why the walk could not be kept, when it was last tried.
    trouble: Option<String>,
    /// It was said that the walk of the user's role is forgotten when the agent goes on.
    has_warned: bool,
    opening: Opening,
    /// The notes of the calls that were ended before this one.
    earlier: Vec<CaseNotes>,
}

/// Where the walk is kept, and in which roles.
#[derive(Default)]
pub enum Keeping {
    #[default]
    Nowhere,
    /// In the user's role.
    Users(Keeper),
    /// In the agent's role too.
    All(Keeper),
}

/// When the case notes are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum NotesAt {
    /// Only when they are asked for.
    #[default]
    Request,
    /// At the end of the run, to standard output.
    Output,
    /// At the end of each call, to this file, and for further calls to numbered ones beside it.
    File(PathBuf, Overwrite),
}

/// What there is to say before the first page.
#[derive(Debug, Default)]
pub struct Opening {
    pub remark: Option<String>,
    /// The offer to go on with the walk that was kept; the walk stands there already.
    pub offer: Option<String>,
}

/// How a front-end was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// By a key or a command; confirmed where something would be lost.
    Asked,
    /// By Ctrl-C.
    AtOnce,
    /// To go on in the other front-end.
    Other,
    /// By this signal.
    Signal(i32),
    /// The input came to its end.
    InputEnded,
}

impl<'a> Run<'a> {
    /// A run that keeps nothing.
    pub fn new(walk: Walk<'a>) -> Run<'a> {
        Run {
            walk,
            keeping: Keeping::Nowhere,
            clock: WalkClock::default(),
            notes: NotesAt::Request,
            log: Log::default(),
            saved: None,
            trouble: None,
            has_warned: false,
            opening: Opening::default(),
            earlier: Vec::new(),
        }
    }

    #[must_use]
    pub fn with_notes(self, notes: NotesAt) -> Run<'a> {
        Run { notes, ..self }
    }

    #[must_use]
    pub fn with_log(self, to: LogTo) -> Run<'a> {
        Run { log: Log::new(to), ..self }
    }

    #[must_use]
    pub fn with_clock(self, clock: WalkClock) -> Run<'a> {
        Run { clock, ..self }
    }

    #[must_use]
    pub fn with_opening(self, opening: Opening) -> Run<'a> {
        Run { opening, ..self }
    }

    /// What there is to say first; it is said once.
    pub fn opening(&mut self) -> Opening {
        std::mem::take(&mut self.opening)
    }

    /// Makes a move.
    ///
    /// # Errors
    /// Says why it was not made; then nothing has changed.
    pub fn make(&mut self, a_move: Move) -> Result<Option<Notice>, Refusal> {
        let (page, had_begun) = (self.walk.at(), !self.walk.has_no_answers());
        let made = self.walk.make(a_move);
        if !had_begun || self.walk.has_no_answers() {
            // A call begins with its first answer, a new one with its own.
            self.clock.begin_anew();
        } else if self.walk.at() != page {
            self.clock.leave(self.walk.name(page));
        }
        made
    }

    /// Writes one more line about the present page; an empty one takes the last one away.
    ///
    /// # Errors
    /// Says why it was not done; what needs a second word is done where the person is `sure`.
    pub fn write_note(&mut self, note: &str, sure: bool) -> Result<Notice, Refusal> {
        self.walk.write_note(note, &now(), sure)
    }

    /// Keeps the walk as it stands, when it has changed; at an ending there is nothing left to keep. Returns what is to
    /// be said at once: that it cannot be kept, or can be again.
    pub fn keep(&mut self) -> Option<String> {
        let is_kept = self.is_kept();
        let had_warned = std::mem::replace(&mut self.has_warned, !is_kept);
        let (walk, clock) = (&self.walk, &self.clock);
        let (Keeping::Users(keeper) | Keeping::All(keeper)) = &mut self.keeping else { return None };
        let kept = if is_kept && !walk.is_over() && !walk.has_no_answers() {
            keeper.keep(walk, || (clock.times(walk.name(walk.at())), now()))
        } else if is_kept && walk.is_over() {
            // One of before goes, too, which `--fresh` had only left aside.
            keeper.forget()
        } else if !keeper.is_own() {
            Ok(())
        } else if is_kept || !keeper.has(walk) {
            keeper.forget()
        } else {
            // Only the wording is another: what was kept stays, until the agent goes on.
            return (!had_warned).then(|| words().state.kept_until.clone());
        };
        let before = std::mem::take(&mut self.trouble);
        self.trouble = kept.err().map(|error| Remark::NoPlace(error.to_string()).text());
        match (&before, &self.trouble) {
            (before, Some(trouble)) if before.as_ref() != Some(trouble) => Some(trouble.clone()),
            (Some(_), None) if self.is_there() => Some(words().state.kept_again.clone()),
            _ => None,
        }
    }

    /// Whether the walk as it stands is in its file.
    fn is_there(&self) -> bool {
        match &self.keeping {
            Keeping::Users(keeper) | Keeping::All(keeper) => keeper.has(&self.walk),
            Keeping::Nowhere => false,
        }
    }

    /// Whether this walk is kept as it goes.
    pub fn is_kept(&self) -> bool {
        match self.keeping {
            Keeping::Nowhere => false,
            Keeping::Users(_) => self.walk.role() == Role::User,
            Keeping::All(_) => true,
        }
    }

    /// What leaving now would lose; `is_writing` says that a note is being written.
    pub fn loss(&self, is_writing: bool) -> Option<Loss> {
        if self.walk.has_ended() {
            let unsaved = !self.walk.notes().is_empty() && !self.is_recorded() && !self.is_saved();
            // Who waits comes back to what is marked: it is lost where nothing is kept.
            let waits = self.walk.is_waiting() && self.walk.role() == Role::User && !self.is_kept();
            return match is_writing || unsaved {
                true => Some(Loss::Notes),
                false => waits.then_some(Loss::Answers),
            };
        }
        match self.is_kept() && self.trouble.is_none() {
            true => (is_writing || self.walk.has_typed()).then_some(Loss::Typed),
            false => (is_writing || self.walk.has_typed() || !self.walk.has_no_answers()).then_some(Loss::Answers),
        }
    }

    /// Whether the notes were saved as they stand.
    fn is_saved(&self) -> bool {
        self.saved.as_ref() == Some(&SavedWalk::of(&self.walk))
    }

    /// When the walk began and how long it took.
    pub fn times(&self) -> Times {
        self.clock.times(self.walk.name(self.walk.at()))
    }

    /// The case notes, at an ending.
    pub fn case_notes(&self) -> Option<CaseNotes> {
        let call = Call::of(&self.walk, self.times());
        self.walk.has_ended().then(|| CaseNotes::of(&self.walk, &call))
    }

    /// Writes the case notes to a file that is not there yet; returns what to say of it.
    ///
    /// # Errors
    /// Says why they could not be written, and that the name can be changed.
    pub fn save_notes(&mut self, file: &str) -> Result<String, String> {
        let name = file.trim();
        let notes = self.case_notes().ok_or_else(|| words().plain.notes_at_ending.clone())?;
        if name.is_empty() {
            return Err(words().notes.name_missing.clone());
        }
        let said = files::write_notes(Path::new(name), &notes, Overwrite::No)?;
        self.saved = Some(SavedWalk::of(&self.walk));
        Ok(said)
    }

    /// Ends this call and begins a new one; where `--notes` asks for notes, those of this call are written first. Returns
    /// what to say of it.
    ///
    /// # Errors
    /// Says why the notes could not be written; then the call goes on, and nothing is lost.
    pub fn new_call(&mut self) -> Result<String, String> {
        let (mut said, mut not_logged) = (Vec::new(), None);
        if let Some(notes) = self.case_notes() {
            if let NotesAt::File(file, overwrite) = &self.notes {
                said.push(files::write_notes(&self.notes_file(file), &notes, *overwrite)?);
            }
            not_logged = self.log.write(&notes);
            if self.is_recorded() {
                self.earlier.push(notes);
            }
        }
        _ = self.make(Move::NewCall);
        said.push(words().notes.new_call.clone());
        if let Some(trouble) = not_logged {
            // The call is over all the same: nobody can wait for a disk with a caller on the line.
            said.extend([trouble, words().log.later.clone()]);
        }
        Ok(said.join(" "))
    }

    /// Whether calls are written down unasked.
    pub fn is_recorded(&self) -> bool {
        self.notes != NotesAt::Request || self.log.is_on()
    }

    /// Whether the records go to standard output, which holds nothing else then.
    pub fn prints_records(&self) -> bool {
        self.notes == NotesAt::Output || self.log.is_output()
    }

    /// The log, for the last call and for what could not be written.
    pub fn log(&mut self) -> &mut Log {
        &mut self.log
    }

    /// When the case notes are written.
    pub fn notes_at(&self) -> &NotesAt {
        &self.notes
    }

    /// The notes of the calls that were ended before this one.
    pub fn earlier(&self) -> &[CaseNotes] {
        &self.earlier
    }

    /// Where the notes of this call belong: the file that was asked for, or a numbered one beside it.
    pub fn notes_file(&self, file: &Path) -> PathBuf {
        if self.earlier.is_empty() {
            return file.to_owned();
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let number = self.earlier.len() + 1;
        let name = match file.extension() {
            Some(extension) => format!("{stem}-{number}.{}", extension.to_string_lossy()),
            None => format!("{stem}-{number}"),
        };
        file.with_file_name(name)
    }

    /// A name for the file of the notes: by the time, so that it is free at the second call too.
    pub fn ready_name(&self) -> String {
        let (date, time) = now().split_once('T').map_or(Default::default(), |(date, time)| {
            (date.to_owned(), time.chars().filter(char::is_ascii_digit).take(6).collect::<String>())
        });
        format!("case-notes-{date}-{time}.txt")
    }

    /// What is to be said of the walk when its front-end was left: why it could not be kept, and whether it is.
    pub fn farewell(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.trouble.iter().cloned().collect();
        if !self.walk.is_over() && !self.walk.has_no_answers() {
            let words = &words().state;
            lines.push(if self.is_there() { words.kept.clone() } else { words.not_kept.clone() });
        }
        lines
    }
}

/// Whether a password may have been typed where the name of a file was asked for. Of one in a folder that is there, only
/// the last part was made up.
pub fn name_looks_secret(name: &str) -> bool {
    let path = Path::new(name.trim());
    let own = path.file_name().filter(|_| path.parent().is_some_and(Path::is_dir));
    looks_secret(&own.unwrap_or(path.as_os_str()).to_string_lossy())
}

impl Remark {
    /// The remark in words.
    pub fn text(&self) -> String {
        let words = &words().state;
        match self {
            Remark::Taken => words.taken.clone(),
            Remark::SetAside(file) => fill_in(&words.set_aside, &[("file", &file.display().to_string())]),
            Remark::NoPlace(reason) => fill_in(&words.no_place, &[("reason", reason)]),
            Remark::NotOurs(folder) => fill_in(&words.not_ours, &[("folder", &folder.display().to_string())]),
        }
    }
}

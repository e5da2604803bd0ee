//! One run of the program: the walk, where it is kept, the clock, and what was saved of it. Both front-ends walk the
//! same run, so going from one to the other keeps everything.

mod calls;

use std::path::{Path, PathBuf};

use crate::clock::{Times, WalkClock, day_and_time, now};
use crate::content::words;
use crate::content::words::fill_in;
use crate::credential::looks_secret;
use crate::files::{self, Overwrite};
use crate::keep::parked::{ParkedCall, Parking};
use crate::keep::{Keeper, Remark};
use crate::log::{Log, LogTo};
use crate::notes::{Call, CaseNotes, Status};
use crate::page::over::Loss;
use crate::state::SavedWalk;
use crate::walk::path::key_of;
use crate::walk::{Move, Notice, Refusal, Role, Walk};

/// The walk and all that it does not know itself.
pub struct Run<'a> {
    pub walk: Walk<'a>,
    /// Where the walk of the user's role is kept as it goes.
    pub keeper: Option<Keeper>,
    clock: WalkClock,
    notes: NotesAt,
    log: Log,
    /// Where notes are saved when no other place is named; the working folder where there is none.
    notes_folder: Option<PathBuf>,
    /// What the desk calls this call.
    reference: Option<String>,
    parking: Parking,
    /// It began in the agent's role, so that what is walked is a call whichever wording is read.
    begun_by_agent: bool,
    /// The parked calls as they were listed last.
    parked: Vec<ParkedCall>,
    /// The last call that was left was written or parked.
    is_settled: bool,
    /// What there is to say when the walk was left.
    parting: Vec<String>,
    /// The walk as it was when its notes were last saved.
    saved: Option<SavedWalk>,
    /// The walk at its ending as it was when its notes were first made, and the times that these have.
    ended: Option<(SavedWalk, Times)>,
    /// Why the walk could not be kept, when it was last tried.
    trouble: Option<String>,
    /// It stands at an ending where the person waits, and it was said whether they can come back to it.
    waits: bool,
    /// It was said that the walk of the user's role is forgotten when the agent goes on.
    has_warned: bool,
    opening: Opening,
    /// The notes of the calls that were ended before this one.
    earlier: Vec<CaseNotes>,
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
    /// At the end of each call, to a file of its own in the folder for notes.
    Folder,
}

/// What there is to say before the first page.
#[derive(Debug, Default)]
pub struct Opening {
    pub remark: Option<String>,
    /// The offer to go on with the walk that was kept; the walk stands there already.
    pub offer: Option<String>,
    /// How many calls are parked.
    pub parked: usize,
    /// The place in their list of the one that `--ref` names.
    pub wanted: Option<usize>,
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
            begun_by_agent: walk.role() == Role::Agent,
            walk,
            keeper: None,
            clock: WalkClock::default(),
            notes: NotesAt::Request,
            log: Log::default(),
            notes_folder: None,
            reference: None,
            parking: Parking::nowhere(words().parked.no_place),
            parked: Vec::new(),
            is_settled: false,
            parting: Vec::new(),
            saved: None,
            ended: None,
            trouble: None,
            waits: false,
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
    pub fn with_notes_folder(self, notes_folder: Option<PathBuf>) -> Run<'a> {
        Run { notes_folder, ..self }
    }

    /// A run of the call that the desk calls so.
    #[must_use]
    pub fn with_reference(self, reference: Option<String>) -> Run<'a> {
        Run { reference, ..self }
    }

    /// A run that parks calls there.
    #[must_use]
    pub fn with_parking(self, parking: Parking) -> Run<'a> {
        Run { parking, ..self }
    }

    #[must_use]
    pub fn with_clock(self, clock: WalkClock) -> Run<'a> {
        Run { clock, ..self }
    }

    #[must_use]
    pub fn with_opening(self, opening: Opening) -> Run<'a> {
        Run { opening, ..self }
    }

    /// Has the next front-end say this first.
    pub fn open_with(&mut self, remark: String) {
        self.opening.remark = Some(remark);
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
        if a_move == Move::NewCall {
            (self.reference, self.saved) = (None, None);
        }
        if self.walk.at() != page {
            self.ended = None;
        }
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
        let said = self.try_to_keep();
        let waits = self.walk.is_waiting() && self.walk.role() == Role::User;
        let begins = waits && !std::mem::replace(&mut self.waits, waits);
        self.waits = waits;
        if !begins {
            return said;
        }
        // Whoever waits goes away from here: whether they can come back they must know now.
        let state = &words().state;
        let returns = if self.is_there() { state.kept } else { state.leave_open };
        Some(said.map_or(returns.to_owned(), |said| format!("{said} {returns}")))
    }

    fn try_to_keep(&mut self) -> Option<String> {
        let is_kept = self.is_kept();
        let had_warned = std::mem::replace(&mut self.has_warned, !is_kept);
        let (walk, clock) = (&self.walk, &self.clock);
        let Some(keeper) = &mut self.keeper else { return None };
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
            return (!had_warned).then(|| words().state.kept_until.to_owned());
        };
        let before = std::mem::take(&mut self.trouble);
        self.trouble = kept.err().map(|error| Remark::NoPlace(files::reason(&error)).text());
        match (&before, &self.trouble) {
            (before, Some(trouble)) if before.as_ref() != Some(trouble) => Some(trouble.clone()),
            (Some(_), None) if self.is_there() => Some(words().state.kept_again.to_owned()),
            _ => None,
        }
    }

    /// Whether the walk as it stands is in its file.
    fn is_there(&self) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| keeper.has(&self.walk))
    }

    /// Whether this walk is kept as it goes.
    pub fn is_kept(&self) -> bool {
        self.keeper.is_some() && self.walk.role() == Role::User
    }

    /// What leaving this call now would lose; `is_writing` says that a note is being written.
    pub fn loss(&self, is_writing: bool) -> Option<Loss> {
        if self.walk.has_ended() {
            let unsaved = !self.walk.notes().is_empty() && !self.is_recorded() && !self.is_saved();
            // Who waits comes back to what is marked: it is lost where nothing is kept.
            let is_safe = self.is_kept() && self.trouble.is_none();
            let waits = self.walk.is_waiting() && self.walk.role() == Role::User && !is_safe;
            return match is_writing || unsaved {
                true => Some(Loss::Notes),
                false => waits.then_some(Loss::Answers),
            };
        }
        if self.is_call() && !self.walk.has_no_answers() {
            return Some(Loss::Call);
        }
        match self.is_kept() && self.trouble.is_none() {
            true => (is_writing || self.walk.has_typed()).then_some(Loss::Typed),
            false => (is_writing || self.walk.has_typed() || !self.walk.has_no_answers()).then_some(Loss::Answers),
        }
    }

    /// Whether an agent leads it, also one who reads the caller's own wording.
    fn is_call(&self) -> bool {
        self.walk.role() == Role::Agent || self.begun_by_agent || self.parking.has_taken()
    }

    /// Whether the notes were saved as they stand.
    fn is_saved(&self) -> bool {
        self.saved.as_ref() == Some(&SavedWalk::of(&self.walk))
    }

    /// When the walk began and how long it took.
    pub fn times(&self) -> Times {
        self.clock.times(self.walk.name(self.walk.at()))
    }

    /// The case notes as the call stands: of one that ended, or that is to be taken up again. A call has one end: that of
    /// its first notes, until something is done after them.
    pub fn case_notes(&mut self) -> CaseNotes {
        if !self.walk.has_ended() {
            return self.record(Status::Parked, self.times(), None);
        }
        let walk = SavedWalk::of(&self.walk);
        let known = self.ended.take().filter(|(known, _)| *known == walk);
        let times = known.map_or_else(|| self.times(), |(_, times)| times);
        self.ended = Some((walk, times.clone()));
        self.record(Status::Ended, times, None)
    }

    fn record(&self, status: Status, times: Times, why: Option<String>) -> CaseNotes {
        let call = Call { times, reference: self.reference.clone(), status, why };
        CaseNotes::of(&self.walk, &call)
    }

    /// Writes the case notes to a file that is not there yet; returns what to say of it.
    ///
    /// # Errors
    /// Says why they could not be written, and that the name can be changed.
    pub fn save_notes(&mut self, file: &str) -> Result<String, String> {
        let name = file.trim();
        let notes = self.case_notes();
        if name.is_empty() {
            return Err(words().notes.name_missing.to_owned());
        }
        let said = files::write_notes(&self.in_folder(name), &notes, Overwrite::No)?;
        self.saved = Some(SavedWalk::of(&self.walk));
        Ok(said)
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

    /// The file that the notes of this call are written to unasked: the one that was named, or one beside it, or in the
    /// folder for notes. Nothing where they go elsewhere, or stand in that folder already.
    pub fn notes_file(&self) -> Option<(PathBuf, Overwrite)> {
        match &self.notes {
            NotesAt::File(file, overwrite) => Some((self.numbered(file), *overwrite)),
            NotesAt::Folder if !self.is_saved() => Some((self.ready_name().into(), Overwrite::No)),
            NotesAt::Folder | NotesAt::Request | NotesAt::Output => None,
        }
    }

    /// This file for the first call, for a further one a numbered file beside it.
    fn numbered(&self, file: &Path) -> PathBuf {
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

    /// A name for the file of the notes: date and time, program and ending, in the folder for notes. It is free.
    pub fn ready_name(&self) -> String {
        self.name_for(if self.walk.has_ended() { self.walk.name(self.walk.at()) } else { "not-finished" })
    }

    /// The same for a call that came to this ending.
    fn name_for(&self, ending: &str) -> String {
        let now = now();
        let (date, time) = day_and_time(&now);
        let is_kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let plain = |text: &str| text.chars().filter(is_kept).collect::<String>();
        let first = self.walk.path().answered.first();
        let program = first.and_then(|(node, answer)| key_of(self.walk.article(), *node, *answer)).map(plain);
        let parts = [Some(date.to_owned()), Some(plain(time)), program, Some(plain(ending))];
        let stem = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let name = |number: u32| match number {
            1 => format!("{stem}.txt"),
            number => format!("{stem}-{number}.txt"),
        };
        let is_free = |name: &String| self.in_folder(name).symlink_metadata().is_err();
        let name = (1..1_000).map(name).find(is_free).unwrap_or_else(|| name(1));
        self.in_folder(&name).display().to_string()
    }

    /// Where a file of this name belongs: one that names no folder, into that for notes.
    fn in_folder(&self, name: &str) -> PathBuf {
        let names_none = Path::new(name).parent().is_some_and(|parent| parent.as_os_str().is_empty());
        match &self.notes_folder {
            Some(folder) if names_none => folder.join(name),
            Some(_) | None => PathBuf::from(name),
        }
    }

    /// What is to be said of the walk when its front-end was left: why it could not be kept, and whether it is.
    pub fn farewell(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.parting.iter().chain(&self.trouble).cloned().collect();
        let is_written = self.walk.has_ended() && (self.is_recorded() || self.is_saved());
        if !self.walk.is_over() && !self.walk.has_no_answers() && !is_written {
            let words = &words().state;
            lines.push(match (self.is_there(), self.parking.has_taken()) {
                (true, _) => words.kept.to_owned(),
                (false, true) => crate::content::words().parked.still_parked.to_owned(),
                (false, false) => words.not_kept.to_owned(),
            });
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
            Remark::Taken => words.taken.to_owned(),
            Remark::SetAside(file) => fill_in(words.set_aside, &[("file", &file.display().to_string())]),
            Remark::NoPlace(reason) => fill_in(words.no_place, &[("reason", reason)]),
            Remark::NotOurs(folder) => fill_in(words.not_ours, &[("folder", &folder.display().to_string())]),
        }
    }
}

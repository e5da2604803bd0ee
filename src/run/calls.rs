//! One call after another: the reference that names a call, parking and taking up, breaking off, and what of a call is
//! written before the next one begins.

use crate::clock::{WalkClock, day_and_time, waited};
use crate::content::words;
use crate::content::words::fill_in;
use crate::files::{self, Overwrite};
use crate::keep::parked::{Listed, ParkedCall};
use crate::notes::{CaseNotes, Status};
use crate::page::over::Then;
use crate::page::{Page, say};
use crate::reference;
use crate::walk::{Move, Refusal, Role};

use super::{NotesAt, Run};

/// So many characters of a note stand in the list of parked calls.
const MOST_OF_A_NOTE: usize = 60;

impl Run<'_> {
    /// What the desk calls this call.
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Gives this call a reference, or takes it away where the line is empty; returns what to say of it.
    ///
    /// # Errors
    /// One that is too long, and one that looks like a password or a name unless the person is `sure` of it.
    pub fn name_call(&mut self, line: &str, sure: bool) -> Result<String, Refusal> {
        self.reference = reference::read(line, sure)?;
        let words = &words().call;
        Ok(match &self.reference {
            Some(reference) => fill_in(words.named, &[("ref", reference)]),
            None => words.unnamed.to_owned(),
        })
    }

    /// Why this call cannot be parked, where it cannot.
    pub fn parking_trouble(&self) -> Option<String> {
        let words = &words().parked;
        if self.walk.has_no_answers() {
            return Some(words.nothing_to_park.to_owned());
        }
        self.parking.trouble().map(|reason| fill_in(words.trouble, &[("reason", &reason)]))
    }

    /// Parks this call as it stands, and begins a new one. Returns what to say of it.
    ///
    /// # Errors
    /// Says why it cannot be parked; then the call goes on, and nothing is lost.
    pub fn park(&mut self) -> Result<String, String> {
        if let Some(trouble) = self.parking_trouble() {
            return Err(trouble);
        }
        let words = &words().parked;
        let parked = self.parking.park(&self.walk, self.reference.as_deref(), &self.times());
        let until = parked.map_err(|reason| fill_in(words.trouble, &[("reason", &reason)]))?;
        let (date, time) = day_and_time(&until);
        let text = if self.reference.is_some() { words.parked } else { words.parked_unnamed };
        let name = self.reference.as_deref().unwrap_or_default();
        let said = fill_in(text, &[("ref", name), ("date", date), ("time", time)]);
        self.begin_anew();
        self.is_settled = true;
        Ok(said)
    }

    /// Writes this call as broken off, for this reason, and begins a new one. Returns what to say of it.
    ///
    /// # Errors
    /// Says why it could not be written; then the call goes on, and nothing is lost.
    pub fn break_off(&mut self, why: Option<String>) -> Result<String, String> {
        let notes = self.record(Status::BrokenOff, self.times(), why);
        let own_file = || self.name_for("broken-off").into();
        let file = match &self.notes {
            NotesAt::File(file, overwrite) => Some((self.numbered(file), *overwrite)),
            NotesAt::Folder => Some((own_file(), Overwrite::No)),
            // What is in the log need not be in a file, too.
            NotesAt::Request => (!self.log.is_on()).then(|| (own_file(), Overwrite::No)),
            NotesAt::Output => None,
        };
        let mut said = Vec::new();
        match file {
            Some((file, overwrite)) => said.push(files::write_notes(&file, &notes, overwrite)?),
            None if self.prints_records() => said.push(words().notes.printed_later.to_owned()),
            None => {}
        }
        match self.write_to_log(&notes) {
            Some(trouble) => said.push(trouble),
            None if said.is_empty() => said.push(words().notes.logged.to_owned()),
            None => {}
        }
        self.earlier.push(notes);
        self.begin_anew();
        self.is_settled = true;
        Ok(said.join(" "))
    }

    /// Ends a call that nobody was asked about, since a signal, Ctrl-C or the end of the input cut it short: where calls
    /// are written down, it is written as broken off. One that was taken up stays parked. Returns what to say of it.
    pub fn cut_short(&mut self) -> Option<String> {
        let is_open = !self.walk.has_ended() && !self.walk.has_no_answers();
        if !is_open || !self.is_call() || !self.is_recorded() || self.parking.has_taken() {
            return None;
        }
        Some(self.break_off(None).unwrap_or_else(|trouble| trouble))
    }

    /// Ends this call and begins a new one. Where notes are asked for, those of a call that came to an ending are
    /// written first; one that did not is thrown away. Returns what to say of it.
    ///
    /// # Errors
    /// Says why the notes could not be written; then the call goes on, and nothing is lost.
    pub fn new_call(&mut self) -> Result<String, String> {
        let mut said = self.finish()?;
        said.push(words().notes.new_call.to_owned());
        Ok(said.join(" "))
    }

    /// The same without a word of the new call.
    fn finish(&mut self) -> Result<Vec<String>, String> {
        let mut said = Vec::new();
        if self.walk.has_ended() {
            let notes = self.case_notes();
            if let Some((file, overwrite)) = self.notes_file() {
                said.push(files::write_notes(&file, &notes, overwrite)?);
            }
            said.extend(self.write_to_log(&notes));
            if self.is_recorded() {
                self.earlier.push(notes);
            }
        }
        self.begin_anew();
        Ok(said)
    }

    /// Adds a call that is over to the log. Returns what to say where that failed: the call is over all the same, since
    /// nobody can wait for a disk with a caller on the line.
    fn write_to_log(&mut self, notes: &CaseNotes) -> Option<String> {
        let trouble = self.log.write(notes)?;
        Some(format!("{trouble} {}", words().log.later))
    }

    /// Begins a new call: nothing of the last one stays.
    fn begin_anew(&mut self) {
        self.parking.forget();
        _ = self.make(Move::NewCall);
        self.is_settled = false;
    }

    /// Takes up the parked call at this place of the list, in place of this one. Returns what to say of it.
    ///
    /// # Errors
    /// Says why it could not be taken up; then this call goes on.
    fn take_up(&mut self, place: usize) -> Result<String, String> {
        let words = &words().parked;
        let call = self.parked.get(place).cloned().ok_or(words.gone)?;
        let taken = self.parking.lock(&call).ok_or(words.gone)?;
        let mut said = self.finish()?;
        self.parking.hold(taken);
        let mut restored = call.walk.restore(self.walk.article(), Role::Agent);
        restored.walk.stop_waiting();
        self.walk = restored.walk;
        self.clock = WalkClock::begun(call.walk.started.clone(), call.walk.seconds, call.walk.pages.clone());
        said.push(match &call.reference {
            Some(reference) => fill_in(words.taken_up, &[("ref", reference)]),
            None => words.taken_up_unnamed.to_owned(),
        });
        if !restored.lost.is_empty() {
            said.push(fill_in(super::words().state.lost, &[("left_out", &restored.lost.join(", "))]));
        }
        self.reference.clone_from(&call.reference);
        Ok(said.join(" "))
    }

    /// Goes from this call to what comes next, once it was asked where something would be lost: what is not finished is
    /// thrown away, from where it was parked, too. Returns what to say of it.
    ///
    /// # Errors
    /// Says why it could not be done; then nothing is lost.
    pub fn end(&mut self, then: Then) -> Result<String, String> {
        match then {
            Then::Leave => {
                if !self.walk.has_no_answers() {
                    self.parking.forget();
                }
                Ok(String::new())
            }
            Then::NewCall => self.new_call(),
            Then::TakeUp(place) => self.take_up(place),
        }
    }

    /// The parked calls as they are now: a line for each, and what there is to say of them all.
    pub fn list_parked(&mut self) -> (Vec<String>, String) {
        let words = &words().parked;
        let Listed { calls, dropped, damaged } = self.parking.list();
        self.parked = calls;
        let mut say = Vec::new();
        if dropped > 0 {
            say.push(fill_in(words.dropped, &[("count", &dropped.to_string())]));
        }
        if damaged > 0 {
            say.push(fill_in(words.damaged, &[("count", &damaged.to_string())]));
        }
        match self.parked.iter().map(|call| call.until.as_str()).min() {
            Some(until) => {
                let (date, time) = day_and_time(until);
                say.push(fill_in(words.say, &[("date", date), ("time", time)]));
            }
            None => say.push(words.none.to_owned()),
        }
        (self.parked.iter().map(|call| self.line_of(call)).collect(), say.join(" "))
    }

    /// The place in the list of the parked call that has the reference of this one.
    pub fn parked_like_this(&self) -> Option<usize> {
        let reference = self.reference.as_ref()?;
        self.parked.iter().position(|call| call.reference.as_ref() == Some(reference))
    }

    /// A parked call in a line: its reference, the program, where it stands, how long it waits, and its last note.
    fn line_of(&self, call: &ParkedCall) -> String {
        let words = &words().parked;
        let mut walk = call.walk.restore(self.walk.article(), Role::Agent).walk;
        walk.stop_waiting();
        let page = Page::of(&walk);
        let reference = call.reference.as_deref().unwrap_or(words.unnamed);
        let program = page.trail.first().map_or("", |step| step.answer.as_str());
        let (place, ago) = (say::place(&page), waited(&call.parked));
        let text = if program.is_empty() { words.line_at_start } else { words.line };
        let values = [("ref", reference), ("program", program), ("place", &place), ("ago", &ago)];
        let line = fill_in(text, &values);
        match walk.notes().iter().flat_map(|(_, notes)| notes).max_by(|one, other| one.at.cmp(&other.at)) {
            Some(note) => fill_in(words.line_note, &[("line", &line), ("note", &cut(&note.text))]),
            None => line,
        }
    }

    /// Something to say when the walk was left.
    pub fn part_with(&mut self, said: String) {
        self.parting.push(said);
    }

    /// The run is over: of a call that was taken up and came to an ending it is known what became of it.
    pub fn close(&mut self) {
        if self.walk.has_ended() {
            self.parking.forget();
        }
    }

    /// Whether it was left before an ending with nothing written or parked of it.
    pub fn is_left_open(&self) -> bool {
        let is_asked = self.is_recorded();
        match self.walk.has_no_answers() {
            true => is_asked && !self.is_settled && self.earlier.is_empty(),
            false => !self.walk.has_ended() && (is_asked || !self.is_there()),
        }
    }
}

/// The beginning of a note, where it is long.
fn cut(note: &str) -> String {
    if note.chars().count() <= MOST_OF_A_NOTE {
        return note.to_owned();
    }
    let beginning: String = note.chars().take(MOST_OF_A_NOTE).collect();
    fill_in(words().parked.cut, &[("note", beginning.trim_end())])
}

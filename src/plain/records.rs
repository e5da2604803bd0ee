//! Notes, the agent's own commands, and the offer to go on with the last walk.

use std::io::{self, Write};
use std::path::Path;

use crate::content::words::fill_in;
use crate::files::{self, Format, Overwrite};
use crate::walk::credential::looks_secret;
use crate::walk::notes::CaseNotes;
use crate::walk::page::Page;
use crate::walk::{Move, Role};

use super::hear::Heard;
use super::reply::{self, Command, Offer};
use super::{After, Dialogue, Left, ReadLine, speech};

impl<Read: ReadLine, Out: Write> Dialogue<'_, '_, Read, Out> {
    /// Asks whether to go on with the walk that was kept.
    pub(super) fn offer(&mut self, offer: &str) -> io::Result<Option<Left>> {
        let words = self.words;
        let offers = [Offer::new("go-on", &words.state.go_on), Offer::new("anew", &words.state.anew)];
        self.say(offer)?;
        self.say_all(&speech::offers(&offers, words))?;
        loop {
            match self.hear()? {
                Heard::Left(Left::InputEnded) => return self.input_ended().map(Some),
                Heard::Left(left) => return Ok(Some(left)),
                Heard::TooLong | Heard::Broken => self.not_taken(&offers)?,
                Heard::Line(line) if reply::command(line.trim().chars()) == Some(Command::Quit) => {
                    return Ok(Some(Left::Asked));
                }
                Heard::Line(line) if reply::command(line.trim().chars()) == Some(Command::Help) => {
                    self.say(&words.state.offer_help)?;
                }
                Heard::Line(line) => match reply::choose(&line, &offers) {
                    Ok(0) => return Ok(None),
                    Ok(_) => {
                        self.make(Move::NewCall)?;
                        return self.say(&words.state.begun_anew).map(|()| None);
                    }
                    Err(why) => self.say(&reply::unclear(&line, &why, &offers, words))?,
                },
            }
        }
    }

    /// Reads a one-line note, and questions one that looks like a secret.
    pub(super) fn write_note(&mut self) -> io::Result<After> {
        let words = self.words;
        self.say(&words.plain.note_prompt)?;
        let line = match self.hear()? {
            Heard::Left(Left::InputEnded) => return self.input_ended_at(),
            Heard::Left(left) => return Ok(After::Leave(left)),
            Heard::TooLong | Heard::Broken => {
                self.say(&words.plain.note_not_taken)?;
                return Ok(After::Stay);
            }
            Heard::Line(line) => line,
        };
        if looks_secret(&line) {
            self.say(&words.plain.note_secret)?;
            match self.hear()? {
                Heard::Line(answer) if reply::is_yes(&answer) => {}
                Heard::Left(Left::InputEnded) | Heard::Line(_) | Heard::TooLong | Heard::Broken => {
                    self.say(&words.plain.note_not_taken)?;
                    return Ok(After::Stay);
                }
                Heard::Left(left) => return Ok(After::Leave(left)),
            }
        }
        self.walk.keep_note(&line);
        let said = if self.walk.note().is_some() { &words.notes.kept } else { &words.notes.removed };
        self.say(said)?;
        self.keep();
        Ok(After::Stay)
    }

    /// The input ended: at an ending the walk is done, before one it is not.
    fn input_ended_at(&mut self) -> io::Result<After> {
        if self.walk.has_ended() {
            return Ok(After::Leave(Left::Asked));
        }
        self.input_ended().map(After::Leave)
    }

    /// Says what to do when the caller told a password, and notes only the fact.
    pub(super) fn told(&mut self, page: &Page<'_>) -> io::Result<After> {
        let words = self.words;
        if page.role != Role::Agent {
            self.say(&words.plain.not_here)?;
            return Ok(After::Stay);
        }
        self.make(Move::Told)?;
        let agent = &words.agent;
        [&agent.told_do, &agent.told_say, &agent.told_noted].into_iter().try_for_each(|line| self.say(line))?;
        self.keep();
        Ok(After::Stay)
    }

    fn notes(&self) -> Option<CaseNotes> {
        let hooks = self.hooks.as_ref()?;
        CaseNotes::of(self.walk, &(hooks.clock)(), self.words)
    }

    pub(super) fn show(&mut self) -> io::Result<()> {
        match self.notes() {
            Some(notes) => {
                let lines = notes.text(self.words);
                let mut lines = lines.lines().filter(|line| !line.is_empty());
                lines.try_for_each(|line| self.say(&speech::sentence(line)))
            }
            None => self.say(&self.words.plain.notes_at_ending),
        }
    }

    /// Asks for a file, and writes the notes there; what goes wrong is said, and another place can be named.
    pub(super) fn save(&mut self) -> io::Result<After> {
        let words = self.words;
        let Some(notes) = self.notes() else {
            self.say(&words.plain.notes_at_ending)?;
            return Ok(After::Stay);
        };
        self.say(&words.plain.save_prompt)?;
        loop {
            let line = match self.hear()? {
                Heard::Left(Left::InputEnded) => return self.input_ended_at(),
                Heard::Left(left) => return Ok(After::Leave(left)),
                Heard::TooLong | Heard::Broken => continue,
                Heard::Line(line) => line,
            };
            let name = line.trim();
            // Who says `back` here means no file of that name.
            let command = reply::command(name.chars());
            if name.is_empty() || command.is_some() {
                self.say(&words.plain.none_written)?;
                return if command == Some(Command::Quit) { self.quit() } else { Ok(After::Stay) };
            }
            let path = Path::new(name);
            match files::write_notes(path, &notes, Format::of(path), words, Overwrite::No) {
                Ok(said) => {
                    self.walk.notes_were_saved();
                    self.say(&said)?;
                    return Ok(After::Stay);
                }
                Err(said) => self.say(&fill_in(&words.plain.save_again, &[("text", &said)]))?,
            }
        }
    }
}

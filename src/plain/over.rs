//! What lies over a page, line by line: the answers to change, the note, the file for the case notes, the offer to go
//! on with the last walk.

use std::io::Write;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::{Over, Page, Verb, say};
use crate::run::Left;
use crate::walk::{LONGEST_NOTE, Refusal};

use super::command::{Command, command, help};
use super::hear::{Heard, LONGEST_ANSWER, LONGEST_ENTRY};
use super::{After, Dialogue, ReadLine, Stop, reply, speech};

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Lays something over the page: says it, and asks what it asks.
    pub(super) fn lay(&mut self, over: Over, page: &Page<'a>) -> Result<After, Stop> {
        let row = page.current_step();
        match over {
            Over::Help => {
                self.say_all(&help(&page.verbs(row)))?;
                self.say_all(&speech::offers(&self.offers))?;
            }
            Over::Asides => self.say_all(&speech::page(&page.asides(row)))?,
            Over::Answers => return self.change(page),
            Over::Note => self.write_note()?,
            Over::Save => self.save()?,
            Over::Notes => {
                if let Some(notes) = self.run.case_notes() {
                    self.say_all(&speech::page(&page.notes(&notes.text())))?;
                }
            }
            Over::Told => self.say_all(&speech::page(&page.told()))?,
            Over::Leave => self.leave()?,
            // It is made before the first page alone.
            Over::Offer => {}
        }
        Ok(After::Stay)
    }

    /// Asks whether to go on with the walk that was kept.
    pub(super) fn offer(&mut self, offer: &str) -> Result<(), Stop> {
        let beneath = self.page();
        let page = beneath.offer(offer);
        self.offers = reply::offers(&page);
        self.say_all(&speech::page(&page))?;
        self.say_all(&speech::offers(&self.offers))?;
        loop {
            let heard = self.hear(LONGEST_ANSWER)?;
            let command = if let Heard::Line(line) = &heard { command(line.trim().chars()) } else { None };
            if command == Some(Command::Verb(Verb::Leave)) {
                // Nothing is lost: the walk stays kept.
                return Err(Left::Asked.into());
            }
            if command == Some(Command::Verb(Verb::Help)) {
                self.say(&words().state.offer_help)?;
            } else if let Some(chosen) = self.chosen(&heard)? {
                self.act(chosen.act, &beneath)?;
                return Ok(());
            }
        }
    }

    /// Asks which answer is to be changed.
    fn change(&mut self, page: &Page<'a>) -> Result<After, Stop> {
        let texts = &words().plain;
        let offers = reply::offers(&page.answers());
        if offers.is_empty() {
            self.say(&texts.where_none)?;
            return Ok(After::Stay);
        }
        self.say_all(&speech::offers(&offers))?;
        self.say(&texts.change_which)?;
        let place = match self.hear(LONGEST_ANSWER)? {
            Heard::Line(line) => reply::choose(&line, &offers).ok(),
            Heard::TooLong | Heard::Broken(_) => None,
        };
        if let Some(offer) = place.and_then(|place| offers.get(place)) {
            return self.act(offer.act, page);
        }
        self.say(&texts.change_none)?;
        Ok(After::Stay)
    }

    /// Reads a one-line note, and questions one that looks like a secret.
    fn write_note(&mut self) -> Result<(), Stop> {
        let texts = &words().plain;
        self.say(&texts.note_prompt)?;
        let line = match self.hear(LONGEST_ENTRY)? {
            Heard::Line(line) => line,
            Heard::TooLong => return Ok(self.say(&note_too_long())?),
            Heard::Broken(why) => {
                self.say(why)?;
                return Ok(self.say(&texts.note_not_taken)?);
            }
        };
        let mut written = self.run.walk.write_note(&line, false);
        if written == Err(Refusal::NoteLooksSecret) {
            self.say(&texts.note_secret)?;
            if !self.agrees()? {
                return Ok(self.say(&texts.note_not_taken)?);
            }
            written = self.run.walk.write_note(&line, true);
        }
        match written {
            Ok(notice) => self.notice(&notice)?,
            Err(Refusal::NoteTooLong) => self.say(&note_too_long())?,
            Err(refusal) => self.say(&say::refusal(&refusal))?,
        }
        Ok(())
    }

    /// Asks for a file, and writes the case notes there; what goes wrong is said, and another place can be named.
    fn save(&mut self) -> Result<(), Stop> {
        let texts = &words().plain;
        self.say(&texts.save_prompt)?;
        loop {
            let wrong = match self.hear(LONGEST_ENTRY)? {
                Heard::Line(line) => {
                    // Who says `back` here means no file of that name.
                    let command = command(line.trim().chars());
                    if line.trim().is_empty() || command.is_some() {
                        self.say(&texts.none_written)?;
                        return if command == Some(Command::Verb(Verb::Leave)) { self.leave() } else { Ok(()) };
                    }
                    match self.run.save_notes(&line) {
                        Ok(said) => return Ok(self.say(&said)?),
                        Err(wrong) => wrong,
                    }
                }
                Heard::TooLong => texts.line_too_long.clone(),
                Heard::Broken(why) => why.to_owned(),
            };
            self.say(&fill_in(&texts.save_again, &[("text", &wrong)]))?;
        }
    }
}

fn note_too_long() -> String {
    fill_in(&words().plain.note_too_long, &[("capacity", &LONGEST_NOTE.to_string())])
}

//! What each command does.

use std::io::{self, Write};

use crate::content::words::fill_in;
use crate::walk::page::{Body, Fields, Page, Trail};
use crate::walk::{Move, Role, say};

use super::hear::Heard;
use super::reply::{self, Command, Offer};
use super::{Dialogue, Left, ReadLine, speech};

/// What follows a command.
pub(super) enum After {
    /// The page stands as it was said.
    Stay,
    /// There is something new to say.
    Again,
    Leave(Left),
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Obeys a command.
    pub(super) fn command(
        &mut self,
        command: Command,
        page: &Page<'_>,
        offers: &[Offer],
        said: &mut Option<&'a str>,
    ) -> io::Result<After> {
        let words = self.words;
        match command {
            Command::Back => return self.back(page),
            Command::Change => return self.change(page),
            Command::Repeat => {
                *said = None;
                return Ok(After::Again);
            }
            Command::Where => self.say_all(&speech::place(page, words))?,
            Command::Why => self.say_all(&speech::why(page, words))?,
            Command::NotThat => self.say_all(&speech::asides(page, words))?,
            Command::Help => {
                self.say_all(&speech::help(page, words))?;
                self.say_all(&speech::offers(offers, words))?;
            }
            Command::Full => return Ok(After::Leave(Left::FullScreen)),
            Command::Quit => return self.quit(),
            Command::Agent => {
                self.make(Move::SwitchRole)?;
                *said = None;
                return Ok(After::Again);
            }
            Command::Note => return self.write_note(),
            Command::Told => return self.told(page),
            Command::CallerTypes if !takes_a_caller(page) => self.say(&words.plain.not_here)?,
            Command::CallerTypes => {
                self.make(Move::CallerTypes)?;
                *said = None;
                return Ok(After::Again);
            }
            Command::NewCall if page.role == Role::Agent && self.walk.has_ended() => {
                self.make(Move::NewCall)?;
                self.say(&words.notes.new_call)?;
                return Ok(After::Again);
            }
            Command::Save => return self.save(),
            Command::Show => self.show()?,
            Command::NewCall => self.say(&words.plain.not_here)?,
        }
        Ok(After::Stay)
    }

    /// In a checklist the last mark is taken back first; elsewhere, and after that, one page back.
    fn back(&mut self, page: &Page<'_>) -> io::Result<After> {
        if let Body::Checklist { .. } = &page.body
            && self.walk.make(Move::Unmark).is_ok()
        {
            self.say(&self.words.plain.unmarked)?;
            return Ok(After::Again);
        }
        match self.walk.make(Move::Back) {
            Ok(_) => self.say(&self.words.plain.back_done)?,
            Err(refusal) => self.say(&say::refusal_reason(&refusal, self.words))?,
        }
        Ok(After::Again)
    }

    fn change(&mut self, page: &Page<'_>) -> io::Result<After> {
        let texts = &self.words.plain;
        let offer = |step: &Trail<'_>| {
            let answer = say::answered(&step.answer, self.words);
            let values = [("about", step.about), ("answer", answer)];
            Offer::new(step.node, &fill_in(&self.words.summary.answer, &values))
        };
        let offers: Vec<Offer> = page.trail.iter().map(offer).collect();
        if offers.is_empty() {
            self.say(&texts.where_none)?;
            return Ok(After::Stay);
        }
        self.say_all(&speech::offers(&offers, self.words))?;
        self.say(&texts.change_which)?;
        match self.hear()? {
            Heard::Line(line) => match reply::choose(&line, &offers) {
                Ok(place) => {
                    self.make(Move::Change(place))?;
                    self.say(&texts.change_now)?;
                    return Ok(After::Again);
                }
                Err(_) => self.say(&texts.change_none)?,
            },
            Heard::TooLong | Heard::Broken => self.say(&texts.change_none)?,
            Heard::Left(Left::InputEnded) => {}
            Heard::Left(left) => return Ok(After::Leave(left)),
        }
        Ok(After::Stay)
    }

    pub(super) fn quit(&mut self) -> io::Result<After> {
        if self.walk.has_something_to_lose() {
            let texts = &self.words.plain;
            let is_kept = self.walk.is_kept();
            self.say(match self.walk.has_ended() {
                true => &texts.quit_notes,
                false if is_kept => &texts.quit_typed,
                false => &texts.quit_sure,
            })?;
            match self.hear()? {
                Heard::Line(line) if reply::is_yes(&line) => {}
                // It comes again at the next prompt: the end of the input is no answer.
                Heard::Left(Left::InputEnded) => return Ok(After::Stay),
                Heard::Left(left) => return Ok(After::Leave(left)),
                Heard::Line(_) | Heard::TooLong | Heard::Broken => {
                    self.say(&self.words.plain.staying)?;
                    return Ok(After::Stay);
                }
            }
            self.say(&self.words.plain.left)?;
        }
        Ok(After::Leave(Left::Asked))
    }
}

/// Whether this is an agent's page that the caller could type on.
fn takes_a_caller(page: &Page<'_>) -> bool {
    matches!(&page.body, Body::Password(body) if body.fields == Fields::None)
}

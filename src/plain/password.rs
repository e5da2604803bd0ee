//! A password, line by line: typed without being shown, straight into its field, judged, and wiped.

use std::io::Write;

use crate::content::words;
use crate::page::{Act, Kind, Page, Typist, say};
use crate::run::Left;
use crate::terminal::{LineEnd, stop};
use crate::walk::secret::{Edit, Secret};
use crate::walk::{Field, Move, Refusal};

use super::command::command;
use super::hear::Heard;
use super::reply::Offer;
use super::{Dialogue, Hint, ReadLine, Stop, speech};

/// How the reading of a field ended.
#[derive(PartialEq, Eq)]
enum Typed {
    Line,
    /// None of it was taken, and that was said.
    Nothing,
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Reads a password and its username, says how it stands, and asks whether to go on.
    pub(super) fn password(&mut self, page: &Page<'a>) -> Result<(), Stop> {
        let texts = &words().plain;
        if !self.input.hides() {
            self.say(texts.would_show)?;
            return self.without_typing(page, texts.would_show);
        }
        let (prompt, left_empty) = match page.kind == Kind::Password(Typist::SecondLook) {
            true => (texts.look_prompt, texts.look_over),
            false => (texts.password_prompt, texts.later),
        };
        // A line that is typed now must not follow on what was typed on the full screen.
        self.make(Move::Wipe)?;
        self.input.hide();
        self.say(prompt)?;
        if self.type_into(Field::Password)? == Typed::Nothing {
            return Ok(());
        }
        if let Some(command) = self.run.walk.field(Field::Password).and_then(|typed| command(typed.characters())) {
            self.wipe();
            self.obey(command, page)?;
            return Ok(());
        }
        if self.run.walk.field(Field::Password).is_none_or(Secret::is_empty) {
            self.say(left_empty)?;
            self.make(Move::GoOn)?;
            return Ok(());
        }
        self.say(texts.username_prompt)?;
        self.type_into(Field::Username)?;
        self.judged()
    }

    /// In the agent's role nothing is typed here: an empty line goes on.
    pub(super) fn read_aloud(&mut self, page: &Page<'a>) -> Result<(), Stop> {
        self.without_typing(page, words().plain.caller_types)
    }

    /// Nothing is typed here, and why is said to whoever does.
    fn without_typing(&mut self, page: &Page<'a>, why: &str) -> Result<(), Stop> {
        let texts = &words().plain;
        while let Some(heard) = self.reply(page)? {
            match heard {
                Heard::Line(line) if line.trim().is_empty() => {
                    self.say(texts.later)?;
                    self.make(Move::GoOn)?;
                    return Ok(());
                }
                Heard::Line(_) => self.say(why)?,
                Heard::TooLong => self.say(texts.line_too_long)?,
                Heard::Broken(why) => self.say(why)?,
            }
        }
        Ok(())
    }

    /// Says how the password stands, and asks whether to go on with it.
    fn judged(&mut self) -> Result<(), Stop> {
        let texts = &words().plain;
        let page = self.page();
        self.say_all(&speech::verdict(&page.blocks))?;
        if page.kind == Kind::Password(Typist::SecondLook) {
            self.say(texts.look_over)?;
            self.make(Move::GoOn)?;
            return Ok(());
        }
        let again = Offer::listed(1, "again", texts.try_again, Act::Move(Move::Wipe));
        let go_on = Offer::listed(2, "go-on", texts.go_on_anyway, Act::Move(Move::Insist));
        self.offers = vec![again, go_on];
        self.say_all(&speech::offers(&self.offers))?;
        self.hint(Hint::Choose)?;
        match self.answer(&page)? {
            Some(offer) if offer.act == Act::Move(Move::Insist) => {
                self.make(Move::Insist)?;
                self.say(texts.checked)?;
            }
            Some(_) => {
                self.wipe();
                self.say(texts.forgotten)?;
            }
            None => self.wipe(),
        }
        Ok(())
    }

    /// Wipes what is typed, and leaves it to others to say so.
    fn wipe(&mut self) {
        _ = self.run.make(Move::Wipe);
    }

    /// Reads one line straight into a field, and shows no password. When the process is stopped in between, the field is
    /// wiped and the line begins anew.
    fn type_into(&mut self, field: Field) -> Result<Typed, Stop> {
        self.keep()?;
        loop {
            let Dialogue { run, input, .. } = self;
            let mut full = false;
            let end = input.read(field == Field::Password, &mut |character| {
                full |= run.make(Move::Edit(field, Edit::Insert(character))).is_err();
            })?;
            let wrong = match end {
                LineEnd::Signal(signal) => return Err(Left::Signal(signal).into()),
                LineEnd::Suspend => {
                    self.wipe();
                    stop();
                    self.say(words().notice.wiped)?;
                    continue;
                }
                LineEnd::Input { empty: true, .. } => return Err(Left::InputEnded.into()),
                LineEnd::Newline { .. } | LineEnd::Input { .. } if full => say::refusal(&Refusal::TooLong),
                LineEnd::Newline { broken: true } | LineEnd::Input { broken: true, .. } => {
                    words().plain.broken.to_owned()
                }
                LineEnd::Newline { .. } | LineEnd::Input { .. } => return Ok(Typed::Line),
                LineEnd::Control => words().plain.control.to_owned(),
            };
            _ = self.run.make(Move::Edit(field, Edit::Clear));
            self.say(&wrong)?;
            return Ok(Typed::Nothing);
        }
    }
}

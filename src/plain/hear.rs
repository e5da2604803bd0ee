//! What is heard at a prompt: a line, and whether it is a command or an answer. It may be a password, typed by mistake:
//! it stays in memory that is wiped.

use std::io::Write;

use zeroize::Zeroizing;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::Page;
use crate::run::Left;
use crate::terminal::{LineEnd, stop};
use crate::walk::LONGEST_NOTE;

use super::command::{LEAVE, command, is_word};
use super::reply::{self, Offer};
use super::{After, Dialogue, ReadLine, Stop};

/// The most characters of a line that is read as an answer.
pub(super) const LONGEST_ANSWER: usize = 200;
/// The most characters of a note or of the name of a file, as they are read: whether a note fits, the walk says.
pub(super) const LONGEST_ENTRY: usize = 2 * LONGEST_NOTE;

/// What came in answer to a prompt.
pub(super) enum Heard {
    Line(Zeroizing<String>),
    /// None of it was taken.
    TooLong,
    /// It is no line of text, for this reason.
    Broken(&'static str),
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Hears a line of so many characters at most. What there was to say has been said by now, so the run is kept.
    pub(super) fn hear(&mut self, most: usize) -> Result<Heard, Stop> {
        self.keep()?;
        loop {
            // The room is there from the start, so that growing leaves no copy behind.
            let mut line = Zeroizing::new(String::with_capacity(most * 4));
            let mut count = 0;
            let end = self.input.read(false, &mut |character| {
                count += 1;
                if count <= most {
                    line.push(character);
                }
            })?;
            return match end {
                LineEnd::Signal(signal) => Err(Left::Signal(signal).into()),
                LineEnd::Suspend => {
                    stop();
                    continue;
                }
                LineEnd::Input { empty: true, .. } => Err(Left::InputEnded.into()),
                LineEnd::Newline { broken: true } | LineEnd::Input { broken: true, .. } => {
                    Ok(Heard::Broken(words().plain.broken))
                }
                LineEnd::Control => Ok(Heard::Broken(words().plain.control)),
                LineEnd::Newline { .. } | LineEnd::Input { .. } if count > most => Ok(Heard::TooLong),
                LineEnd::Newline { .. } | LineEnd::Input { .. } => Ok(Heard::Line(line)),
            };
        }
    }

    /// Hears a yes; anything else is none.
    pub(super) fn agrees(&mut self) -> Result<bool, Stop> {
        match self.hear(LONGEST_ANSWER)? {
            Heard::Line(line) => Ok(reply::is_yes(&line)),
            Heard::TooLong | Heard::Broken(_) => Ok(false),
        }
    }

    /// Hears lines, and obeys those that are commands, until one is none; nothing where a command leads elsewhere.
    pub(super) fn reply(&mut self, page: &Page<'a>) -> Result<Option<Heard>, Stop> {
        loop {
            let heard = self.hear(LONGEST_ANSWER)?;
            let command = match &heard {
                // In a checklist it leaves the rest of the steps.
                Heard::Line(line) if page.is_checklist() && is_word(line.trim().chars(), LEAVE) => None,
                Heard::Line(line) => command(line.trim().chars()),
                Heard::TooLong | Heard::Broken(_) => None,
            };
            let Some(command) = command else { return Ok(Some(heard)) };
            // What was told or taken back since the page was said changes what a command means.
            if self.obey(command, &self.page())? == After::Again {
                return Ok(None);
            }
        }
    }

    /// Hears lines until one chooses an answer; nothing where a command leads elsewhere.
    pub(super) fn answer(&mut self, page: &Page<'a>) -> Result<Option<Offer>, Stop> {
        while let Some(heard) = self.reply(page)? {
            if let Some(offer) = self.chosen(&heard)? {
                return Ok(Some(offer));
            }
        }
        Ok(None)
    }

    /// The answer that was chosen; where it is none, that is said.
    pub(super) fn chosen(&mut self, heard: &Heard) -> Result<Option<Offer>, Stop> {
        match heard {
            Heard::Line(line) => match reply::choose(line, &self.offers) {
                Ok(place) => return Ok(self.offers.get(place).cloned()),
                Err(why) => self.say(&reply::unclear(line, &why, &self.offers))?,
            },
            Heard::TooLong => {
                let answers = reply::answers(&self.offers);
                self.say(&fill_in(words().plain.too_long, &[("answers", &answers)]))?;
            }
            Heard::Broken(why) => {
                self.say(why)?;
                self.say(&reply::answers(&self.offers))?;
            }
        }
        Ok(None)
    }
}

//! What is heard at a prompt: a line, an answer, or the way out.

use std::io::{self, Write};

use zeroize::Zeroizing;

use crate::content::words::fill_in;
use crate::terminal::{LineEnd, stop};
use crate::walk::page::{Body, Choice, Page};
use crate::walk::say;

use super::reply::{self, Offer};
use super::{After, Dialogue, Left, ReadLine};

/// The most characters of a line that is read as an answer; a longer one is refused whole.
const LONGEST_LINE: usize = 200;

/// What came in answer to a prompt.
pub(super) enum Heard {
    Line(Zeroizing<String>),
    TooLong,
    Broken,
    Left(Left),
}

/// What a prompt with answers led to.
pub(super) enum Chosen {
    /// The answer at this place.
    Answer(usize),
    /// There is something new to say.
    Again,
    Leave(Left),
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    pub(super) fn hear(&mut self) -> io::Result<Heard> {
        loop {
            // The room is there from the start, so that growing leaves no copy behind.
            let mut line = Zeroizing::new(String::with_capacity(LONGEST_LINE * 4));
            let mut count = 0;
            let end = self.input.read(false, &mut |character| {
                count += 1;
                if count <= LONGEST_LINE {
                    line.push(character);
                }
            })?;
            return Ok(match end {
                LineEnd::Signal(signal) => Heard::Left(Left::Signal(signal)),
                LineEnd::Suspend => {
                    stop();
                    continue;
                }
                LineEnd::Input { empty: true, .. } => Heard::Left(Left::InputEnded),
                LineEnd::Newline { broken: true } | LineEnd::Input { broken: true, .. } => Heard::Broken,
                LineEnd::Newline { .. } | LineEnd::Input { .. } if count > LONGEST_LINE => Heard::TooLong,
                LineEnd::Newline { .. } | LineEnd::Input { .. } => Heard::Line(line),
            });
        }
    }

    /// Hears lines until one chooses an answer, or a command leads elsewhere.
    pub(super) fn answer(
        &mut self,
        page: &Page<'_>,
        offers: &[Offer],
        said: &mut Option<&'a str>,
    ) -> io::Result<Chosen> {
        loop {
            let line = match self.hear()? {
                Heard::Left(Left::InputEnded) => return self.input_ended().map(Chosen::Leave),
                Heard::Left(left) => return Ok(Chosen::Leave(left)),
                Heard::TooLong => {
                    self.not_taken(offers)?;
                    continue;
                }
                Heard::Broken => {
                    self.unreadable()?;
                    continue;
                }
                Heard::Line(line) => line,
            };
            if let Some(command) = reply::command(line.trim().chars()) {
                match self.command(command, page, offers, said)? {
                    After::Stay => continue,
                    After::Again => return Ok(Chosen::Again),
                    After::Leave(left) => return Ok(Chosen::Leave(left)),
                }
            }
            match reply::choose(&line, offers) {
                Ok(place) => return Ok(Chosen::Answer(place)),
                Err(why) => self.say(&reply::unclear(&line, &why, offers, self.words))?,
            }
        }
    }

    pub(super) fn not_taken(&mut self, offers: &[Offer]) -> io::Result<()> {
        let answers = offers.iter().enumerate().map(|(place, offer)| format!("{} {}", place + 1, offer.text));
        let answers = answers.collect::<Vec<_>>().join(", ");
        self.say(&fill_in(&self.words.plain.too_long, &[("answers", &answers)]))
    }

    pub(super) fn unreadable(&mut self) -> io::Result<()> {
        self.say(&self.words.plain.broken)?;
        self.say(&self.words.plain.choose)
    }

    /// The answers of a page, or of the next step of a checklist.
    pub(super) fn offers(&self, page: &Page<'_>) -> Vec<Offer> {
        let texts = &self.words.plain;
        match &page.body {
            Body::Question { answers, .. } => {
                let offer = |answer: &Choice<'_>| Offer {
                    said: say::choice(&answer.said, page, self.words),
                    aloud: answer.said.aloud.clone(),
                    ..Offer::new(answer.key, &answer.said.text)
                };
                answers.iter().map(offer).collect()
            }
            Body::Checklist { steps, current } => {
                let mut offers = Vec::new();
                match steps.get(*current) {
                    Some(step) => {
                        offers.push(Offer::new("done", &texts.done));
                        if step.only_if.is_some() {
                            offers.push(Offer::new("not-shown", &texts.not_shown));
                        }
                        if step.checks {
                            offers.push(Offer::new("check", &texts.check));
                        }
                        offers.push(Offer::new("unfinished", &texts.unfinished));
                    }
                    None => offers.push(Offer::new("done", &self.words.checklist.go_on)),
                }
                offers
            }
            Body::Password(_) | Body::Ending(_) => Vec::new(),
        }
    }
}

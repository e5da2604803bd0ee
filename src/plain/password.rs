//! A password, line by line: typed without being shown, straight into its field, judged, and wiped.

use std::io::{self, Write};

use crate::terminal::{LineEnd, stop};
use crate::walk::page::{Body, Fields, Page};
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::secret::{Edit, Secret};
use crate::walk::{Field, Move, Refusal, say};

use super::hear::{Chosen, Heard};
use super::reply::{self, Offer};
use super::{After, Dialogue, Left, ReadLine, speech};

/// How the reading of a field ended.
enum Typed {
    Line,
    Broken,
    Full,
    Left(Left),
    InputEnded,
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Reads a password and its username, says how it stands, and asks whether to go on.
    pub(super) fn password(&mut self, page: &Page<'a>, said: &mut Option<&'a str>) -> io::Result<Option<Left>> {
        let Body::Password(body) = &page.body else { return Ok(None) };
        if body.fields == Fields::None {
            return self.agent_reads(page, said);
        }
        let words = self.words;
        let texts = &words.plain;
        let prompt = if body.fields == Fields::SecondLook { &texts.look_prompt } else { &texts.password_prompt };
        self.input.hide();
        self.say(prompt)?;
        match self.type_into(Field::Password, true)? {
            Typed::Line => {}
            Typed::InputEnded => return self.input_ended().map(Some),
            Typed::Left(left) => return Ok(Some(left)),
            Typed::Broken => return self.say(&texts.broken).map(|()| None),
            Typed::Full => {
                return self.say(&say::refusal(&Refusal::TooLong, words)).map(|()| None);
            }
        }
        let command = self.walk.field(Field::Password).and_then(|secret| reply::command(secret.characters()));
        if let Some(command) = command {
            self.walk.make(Move::Wipe).ok();
            return match self.command(command, page, &[], said)? {
                After::Stay | After::Again => Ok(None),
                After::Leave(left) => Ok(Some(left)),
            };
        }
        if self.walk.field(Field::Password).is_none_or(Secret::is_empty) {
            self.say(if body.fields == Fields::SecondLook { &texts.look_over } else { &texts.later })?;
            self.make(Move::GoOn)?;
            return Ok(None);
        }
        self.say(&texts.username_prompt)?;
        match self.type_into(Field::Username, false)? {
            Typed::Line => {}
            Typed::InputEnded => return self.input_ended().map(Some),
            Typed::Left(left) => return Ok(Some(left)),
            Typed::Broken => self.say(&texts.broken)?,
            Typed::Full => self.say(&say::refusal(&Refusal::TooLong, words))?,
        }
        self.judged(said)
    }

    /// In the agent's role nothing is typed here: any line but a command goes on.
    fn agent_reads(&mut self, page: &Page<'a>, said: &mut Option<&'a str>) -> io::Result<Option<Left>> {
        loop {
            let line = match self.hear()? {
                Heard::Left(Left::InputEnded) => return self.input_ended().map(Some),
                Heard::Left(left) => return Ok(Some(left)),
                Heard::TooLong | Heard::Broken => {
                    self.say(&self.words.plain.broken)?;
                    continue;
                }
                Heard::Line(line) => line,
            };
            match reply::command(line.trim().chars()) {
                Some(command) => match self.command(command, page, &[], said)? {
                    After::Stay => {}
                    After::Again => return Ok(None),
                    After::Leave(left) => return Ok(Some(left)),
                },
                None if line.trim().is_empty() => {
                    self.say(&self.words.plain.later)?;
                    return self.make(Move::GoOn).map(|()| None);
                }
                None => self.say(&self.words.plain.caller_types)?,
            }
        }
    }

    fn judged(&mut self, said: &mut Option<&'a str>) -> io::Result<Option<Left>> {
        let page = self.walk.page();
        let Body::Password(body) = &page.body else { return Ok(None) };
        let texts = &self.words.plain;
        self.say_all(&speech::verdict(body, self.words))?;
        let doubtful = body.count(RuleState::Unmet) > 0 || body.integrations != Integrations::Clear;
        if body.fields == Fields::SecondLook {
            self.say(&texts.look_over)?;
            self.make(Move::GoOn)?;
            return Ok(None);
        }
        let mut offers = vec![Offer::new("again", &texts.try_again), Offer::new("go-on", &texts.go_on_anyway)];
        if !doubtful {
            offers.reverse();
        }
        self.say_all(&speech::offers(&offers, self.words))?;
        self.say(&texts.choose)?;
        match self.answer(&page, &offers, said)? {
            Chosen::Answer(place) if offers.get(place).is_some_and(|offer| offer.key == "go-on") => {
                self.make(Move::Insist)?;
                self.say(&texts.checked)?;
            }
            Chosen::Answer(_) => {
                self.walk.make(Move::Wipe).ok();
                self.say(&texts.wiped_line)?;
            }
            Chosen::Again => _ = self.walk.make(Move::Wipe).ok(),
            Chosen::Leave(left) => return Ok(Some(left)),
        }
        Ok(None)
    }

    /// Reads one line straight into a field. When the process is stopped in between, the field is wiped and the line
    /// begins anew.
    fn type_into(&mut self, field: Field, hidden: bool) -> io::Result<Typed> {
        loop {
            let Dialogue { walk, input, .. } = self;
            let mut full = false;
            // A pipe's line may end in a carriage return and a line feed: held back, and dropped at the end.
            let mut held = false;
            let mut put = |character| full |= walk.make(Move::Edit(field, Edit::Insert(character))).is_err();
            let end = input.read(hidden, &mut |character| {
                if std::mem::take(&mut held) {
                    put('\r');
                }
                match character {
                    '\r' => held = true,
                    character => put(character),
                }
            })?;
            let broken = match end {
                LineEnd::Signal(signal) => return Ok(Typed::Left(Left::Signal(signal))),
                LineEnd::Suspend => {
                    walk.make(Move::Wipe).ok();
                    stop();
                    self.say(&self.words.notice.wiped)?;
                    continue;
                }
                LineEnd::Input { empty: true, .. } => return Ok(Typed::InputEnded),
                LineEnd::Newline { broken } | LineEnd::Input { broken, .. } => broken,
            };
            return Ok(if broken || full {
                self.walk.make(Move::Edit(field, Edit::Clear)).ok();
                if full { Typed::Full } else { Typed::Broken }
            } else {
                Typed::Line
            });
        }
    }
}

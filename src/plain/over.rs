//! What lies over a page, line by line: the answers to change, the note, the file for the case notes, the offer to go
//! on with the last walk.

use std::io::Write;

use zeroize::Zeroizing;

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::over::{Loss, Then};
use crate::page::{Act, Block, Choice, Kind, Over, Page, Verb, say};
use crate::run::{Left, name_looks_secret};
use crate::walk::{self, LONGEST_NOTE, Notice, Refusal};

use super::command::{Command, command, help};
use super::hear::{Heard, LONGEST_ANSWER, LONGEST_ENTRY};
use super::{After, Dialogue, Hint, ReadLine, Stop, reply, speech};

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    /// Lays something over the page: says it, and asks what it asks.
    pub(super) fn lay(&mut self, over: Over, page: &Page<'a>) -> Result<After, Stop> {
        let row = page.current_step();
        match over {
            Over::Help => {
                self.say_all(&speech::read_out(page))?;
                self.say_all(&help(&page.verbs(row)))?;
                self.say_all(&speech::offers(&self.offers))?;
                // They are said once more, and then count as said.
                let hints = Hint::on(page);
                self.hinted.retain(|hint| !hints.contains(hint));
                for hint in hints {
                    self.hint(hint)?;
                }
            }
            Over::Asides => {
                if let Some(aside) = page.only_aside_at(row) {
                    self.run.walk.note_aside(aside);
                }
                let over = page.asides(row);
                self.say_all(&speech::page(&over))?;
                return self.choose_over(&over, page, words().plain.lead_on_which, words().plain.staying);
            }
            Over::OpenSteps => {
                let over = page.open_steps();
                self.say_all(&speech::page(&over))?;
                return self.choose_over(&over, page, words().plain.lead_on_which, words().plain.staying);
            }
            Over::Answers => return self.change(page),
            Over::Note => return self.write_note(page),
            Over::Save | Over::SaveName => return self.save(page),
            Over::Call => {
                let mut over = page.call();
                // There is no clipboard here.
                over.blocks.retain(|block| !matches!(block, Block::Choice(Choice { act: Act::Copy, .. })));
                self.say(over.about)?;
                return self.choose_over(&over, page, words().plain.call_which, words().plain.staying);
            }
            Over::Notes => {
                let notes = self.run.case_notes().text();
                self.say_all(&speech::page(&page.notes(&notes)))?;
            }
            Over::Reference => {
                if let Some(said) = self.name_call()? {
                    self.say(&said)?;
                }
            }
            Over::Park(then) => return self.park(then),
            Over::BreakOff(then) => return self.break_off(then),
            Over::Parked => return self.parked(page),
            Over::Told => {
                let over = page.told();
                self.say_all(&speech::page(&over))?;
                return self.choose_over(&over, page, words().plain.told_which, words().plain.told_stays);
            }
            Over::Before(then) => return self.end(then, page),
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
        self.say(words().state.offer_which)?;
        loop {
            let heard = self.hear(LONGEST_ANSWER)?;
            let line = if let Heard::Line(line) = &heard { Some(line.trim()) } else { None };
            let command = line.and_then(|line| command(line.chars()));
            if command == Some(Command::Verb(Verb::Leave)) {
                // Nothing is lost: the walk stays kept.
                return Err(Left::Asked.into());
            }
            // A no may mean to leave, or to begin anew, which cannot be taken back.
            let chooses_none = line.is_some_and(|line| line.is_empty() || reply::is_no(line));
            if chooses_none || command == Some(Command::Verb(Verb::Help)) {
                self.say(words().state.offer_help)?;
            } else if let Some(chosen) = self.chosen(&heard)? {
                self.act(chosen.act, &beneath)?;
                return Ok(());
            }
        }
    }

    /// Asks which answer is to be changed.
    fn change(&mut self, page: &Page<'a>) -> Result<After, Stop> {
        let texts = &words().plain;
        let over = page.answers();
        if over.choices().next().is_none() {
            self.say(texts.where_none)?;
        }
        self.choose_over(&over, page, texts.change_which, texts.change_none)
    }

    /// Asks which row of what lies over the page is chosen, if any.
    fn choose_over(&mut self, over: &Page<'a>, page: &Page<'a>, ask: &str, none: &str) -> Result<After, Stop> {
        let offers = reply::offers(over);
        if offers.is_empty() {
            return Ok(After::Stay);
        }
        self.say_all(&speech::offers(&offers))?;
        let is_of_told = over.kind == Kind::Over(Over::Told);
        let place = loop {
            self.say(ask)?;
            let Heard::Line(line) = self.hear(LONGEST_ANSWER)? else { break None };
            match reply::choose(&line, &offers) {
                Ok(place) => break Some(place),
                Err(_) if line.trim().is_empty() => break None,
                // Who nearly says that nothing was told must not leave it noted.
                Err(why) if is_of_told => match command(line.trim().chars()) {
                    // As on the full screen, what was told is not passed over by asking for it twice.
                    Some(Command::Verb(Verb::Told)) => {}
                    Some(Command::Verb(Verb::Back)) => break None,
                    Some(command) => {
                        self.say(none)?;
                        return self.obey(command, page);
                    }
                    None => self.say(&reply::unclear(&line, &why, &offers))?,
                },
                Err(_) => break None,
            }
        };
        match place.and_then(|place| offers.get(place)).map(|offer| offer.act) {
            Some(act) if act != Act::Close => self.act(act, page),
            Some(_) | None => {
                self.say(none)?;
                Ok(After::Stay)
            }
        }
    }

    /// Asks what is to become of a call that is not finished.
    pub(super) fn before(&mut self, then: Then, loss: Loss, page: &Page<'a>) -> Result<After, Stop> {
        let over = page.before(then, loss);
        self.say_all(&speech::page(&over))?;
        self.choose_over(&over, page, words().plain.before_which, words().plain.staying)
    }

    /// Says which calls are parked, and asks which of them is taken up.
    pub(super) fn parked(&mut self, page: &Page<'a>) -> Result<After, Stop> {
        let (calls, say) = self.run.list_parked();
        let over = page.parked(&calls, &say);
        self.say_all(&speech::page(&over))?;
        if calls.is_empty() {
            return Ok(After::Stay);
        }
        self.choose_over(&over, page, words().plain.parked_which, words().plain.staying)
    }

    /// Hears one line, whole; nothing where there is none, which is said.
    fn entry(&mut self) -> Result<Option<Zeroizing<String>>, Stop> {
        let why = match self.hear(LONGEST_ENTRY)? {
            Heard::Line(line) => return Ok(Some(line)),
            Heard::TooLong => words().plain.line_too_long,
            Heard::Broken(why) => why,
        };
        self.say(why)?;
        Ok(None)
    }

    /// Asks for the reference of the call, and questions one that looks like a secret or a name. Returns what to say of
    /// it; nothing where none was taken.
    fn name_call(&mut self) -> Result<Option<String>, Stop> {
        let texts = &words().plain;
        let prompt = self.run.reference().map(|reference| fill_in(texts.reference_stays, &[("ref", reference)]));
        self.say(prompt.as_deref().unwrap_or(texts.reference_prompt))?;
        let Some(line) = self.entry()? else { return Ok(None) };
        if command(line.trim().chars()).is_some() {
            self.say(texts.reference_not_taken)?;
            return Ok(None);
        }
        // An empty line leaves it as it is.
        if line.trim().is_empty() && self.run.reference().is_some() {
            return Ok(Some(String::new()));
        }
        let mut named = self.run.name_call(&line, false);
        if named == Err(Refusal::ReferenceDoubtful) {
            if !self.agrees_to(texts.reference_doubtful)? {
                self.say(texts.reference_not_taken)?;
                return Ok(None);
            }
            named = self.run.name_call(&line, true);
        }
        match named {
            Ok(said) => Ok(Some(said)),
            Err(refusal) => {
                self.say(&say::refusal(&refusal))?;
                Ok(None)
            }
        }
    }

    /// Asks for the reference, parks the call, and goes on to what comes next.
    fn park(&mut self, then: Then) -> Result<After, Stop> {
        if let Some(trouble) = self.run.parking_trouble() {
            self.say(&trouble)?;
            return Ok(After::Stay);
        }
        if self.name_call()?.is_none() {
            self.say(words().plain.staying)?;
            return Ok(After::Stay);
        }
        let parked = self.run.park();
        self.settled(parked, then)
    }

    /// Asks why the call is broken off, writes it, and goes on to what comes next.
    fn break_off(&mut self, then: Then) -> Result<After, Stop> {
        let texts = &words().plain;
        self.say(texts.why_prompt)?;
        let Some(line) = self.entry()? else { return Ok(After::Stay) };
        let mut why = walk::line(&line, false);
        if why == Err(Refusal::NoteLooksSecret) && self.agrees_to(texts.note_secret)? {
            why = walk::line(&line, true);
        }
        match why {
            Ok(why) => {
                let written = self.run.break_off(why);
                self.settled(written, then)
            }
            Err(Refusal::NoteTooLong) => {
                self.say(&note_too_long())?;
                Ok(After::Stay)
            }
            Err(_) => {
                self.say(texts.staying)?;
                Ok(After::Stay)
            }
        }
    }

    /// After a call was parked or written; where it could not be, it goes on.
    fn settled(&mut self, made: Result<String, String>, then: Then) -> Result<After, Stop> {
        match made {
            Ok(said) => self.say(&said)?,
            Err(said) => {
                self.say(&said)?;
                return Ok(After::Stay);
            }
        }
        match then {
            Then::NewCall => {
                self.said = None;
                Ok(After::Again)
            }
            Then::Leave | Then::TakeUp(_) => self.end_now(then),
        }
    }

    /// Asks this, to be answered with yes or no.
    fn agrees_to(&mut self, question: &str) -> Result<bool, Stop> {
        self.say(question)?;
        self.agrees()
    }

    /// Reads one more line about the page. What is questioned, or has no room, is asked for again, until it is noted or
    /// left out.
    fn write_note(&mut self, page: &Page<'a>) -> Result<After, Stop> {
        let texts = &words().plain;
        self.say(texts.note_prompt)?;
        let mut is_again = false;
        loop {
            let heard = self.hear(LONGEST_ENTRY)?;
            // Who says `back` to that means no note of this word.
            if is_again
                && let Heard::Line(line) = &heard
                && let Some(command) = command(line.trim().chars())
            {
                self.say(texts.note_not_taken)?;
                return self.obey(command, page);
            }
            let wrong = match heard {
                Heard::Line(line) if is_again && line.trim().is_empty() => {
                    self.say(texts.note_not_taken)?;
                    return Ok(After::Stay);
                }
                Heard::Line(line) => match self.run.write_note(&line, false) {
                    Ok(notice) => {
                        self.notice(&notice)?;
                        return Ok(After::Stay);
                    }
                    Err(Refusal::NoteStays) => {
                        self.take_note_away()?;
                        return Ok(After::Stay);
                    }
                    Err(Refusal::NoteLooksSecret) if self.agrees_to(texts.note_secret)? => {
                        _ = self.run.write_note(&line, true);
                        self.notice(&Notice::NoteKept)?;
                        return Ok(After::Stay);
                    }
                    Err(Refusal::NoteLooksSecret) => texts.note_not_taken.to_owned(),
                    Err(Refusal::NoteTooLong) => note_too_long(),
                    Err(refusal) => say::refusal(&refusal),
                },
                Heard::TooLong => note_too_long(),
                Heard::Broken(why) => why.to_owned(),
            };
            is_again = true;
            self.say(&fill_in(texts.note_again, &[("text", &wrong)]))?;
        }
    }

    /// Takes the last note of the page away, if that is meant.
    fn take_note_away(&mut self) -> Result<(), Stop> {
        let texts = &words().plain;
        if !self.agrees_to(texts.note_take_away)? {
            return Ok(self.say(texts.note_stays)?);
        }
        match self.run.write_note("", true) {
            Ok(notice) => Ok(self.notice(&notice)?),
            Err(refusal) => Ok(self.say(&say::refusal(&refusal))?),
        }
    }

    /// Asks for a file, and writes the case notes there; what goes wrong is said, and another place can be named.
    fn save(&mut self, page: &Page<'a>) -> Result<After, Stop> {
        let texts = &words().plain;
        self.say(texts.save_prompt)?;
        loop {
            let wrong = match self.hear(LONGEST_ENTRY)? {
                Heard::Line(line) => {
                    // Who says `back` here means no file of that name.
                    let command = command(line.trim().chars());
                    if line.trim().is_empty() || command.is_some() {
                        self.say(texts.none_written)?;
                        return match command {
                            Some(Command::Verb(Verb::Leave)) => self.end(Then::Leave, page),
                            Some(_) | None => Ok(After::Stay),
                        };
                    }
                    if name_looks_secret(&line) && !self.agrees_to(texts.name_secret)? {
                        self.say(texts.none_written)?;
                        return Ok(After::Stay);
                    }
                    match self.run.save_notes(&line) {
                        Ok(said) => {
                            self.say(&said)?;
                            return Ok(After::Stay);
                        }
                        Err(wrong) => wrong,
                    }
                }
                Heard::TooLong => texts.line_too_long.to_owned(),
                Heard::Broken(why) => why.to_owned(),
            };
            self.say(&fill_in(texts.save_again, &[("text", &wrong)]))?;
        }
    }
}

fn note_too_long() -> String {
    fill_in(words().plain.note_too_long, &[("capacity", &LONGEST_NOTE.to_string())])
}

//! The line-by-line front-end: says a page, reads a move. It only ever adds lines, sends no escape byte, and holds no
//! rule, no link and no order of questions.

mod command;
mod hear;
mod password;
mod records;
pub mod reply;
pub mod speech;

use std::io::{self, Write};

use crate::content::Words;
use crate::content::words::fill_in;
use crate::terminal::{LineEnd, Lines};
use crate::walk::notes::Clock;
use crate::walk::page::{Body, Mark, Page};
use crate::walk::{Move, Notice, Refusal, Walk, say};

use command::After;
use hear::{Chosen, Heard};
use reply::Offer;

/// How the dialogue was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    Asked,
    FullScreen,
    Signal(i32),
    InputEnded,
}

/// A walk in sentences.
pub struct Dialogue<'s, 'a, Read, Out> {
    walk: &'s mut Walk<'a>,
    words: &'s Words,
    input: Read,
    out: Out,
    /// Only ASCII is written.
    ascii: bool,
    hooks: Option<Hooks<'s>>,
}

/// What a walk is given from outside: where it is kept as it goes, and the clock.
pub struct Hooks<'h> {
    pub keep: &'h mut dyn FnMut(&Walk<'_>),
    pub clock: Clock<'h>,
}

/// How the dialogue begins.
#[derive(Debug, Default)]
pub struct Opening {
    /// Why the mode is on.
    pub because: String,
    /// There is a full screen to go back to.
    pub can_return: bool,
    pub remark: Option<String>,
    /// The offer to go on with the walk that was kept; the session stands there already.
    pub offer: Option<String>,
}

/// What gives lines: the terminal or a pipe, or a script of a test.
pub trait ReadLine {
    /// Hands on the characters of the next line.
    ///
    /// # Errors
    /// When the input cannot be read.
    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd>;

    /// The next line is a hidden one: what is typed ahead of its prompt must not be shown either.
    fn hide(&mut self) {}
}

impl ReadLine for Lines {
    fn hide(&mut self) {
        Lines::hide(self);
    }

    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        self.next(hidden, take)
    }
}

impl<'s, 'a, Read: ReadLine, Out: Write> Dialogue<'s, 'a, Read, Out> {
    pub fn new(walk: &'s mut Walk<'a>, words: &'s Words, input: Read, out: Out, ascii: bool) -> Self {
        Dialogue { walk, words, input, out, ascii, hooks: None }
    }

    #[must_use]
    pub fn with(mut self, hooks: Hooks<'s>) -> Self {
        self.hooks = Some(hooks);
        self
    }

    /// Walks until the person leaves or the input ends.
    ///
    /// # Errors
    /// When the output is gone or the input cannot be read.
    pub fn run(&mut self, opening: &Opening) -> io::Result<Left> {
        self.say(&opening.because)?;
        if opening.can_return {
            self.say(&self.words.plain.back_to_full)?;
        }
        opening.remark.iter().try_for_each(|remark| self.say(remark))?;
        if let Some(offer) = &opening.offer
            && let Some(left) = self.offer(offer)?
        {
            return Ok(left);
        }
        let left = self.walk();
        self.keep();
        left
    }

    fn keep(&mut self) {
        if let Some(hooks) = &mut self.hooks {
            (hooks.keep)(self.walk);
        }
    }

    fn walk(&mut self) -> io::Result<Left> {
        let mut said = None;
        loop {
            self.keep();
            let page = self.walk.page();
            let node = page.node;
            if said != Some(node) {
                self.say_all(&speech::page(&page, self.words))?;
            }
            said = Some(node);
            let left = match &page.body {
                Body::Question { .. } | Body::Checklist { .. } => self.ask(&page, &mut said)?,
                Body::Password(_) => self.password(&page, &mut said)?,
                Body::Ending(_) => self.ended(&page, &mut said)?,
            };
            if let Some(left) = left {
                return Ok(left);
            }
        }
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        let line = if self.ascii { say::ascii(line) } else { line.to_owned() };
        writeln!(self.out, "{line}")?;
        self.out.flush()
    }

    fn say_all(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// Asks a question or the next step of a checklist.
    fn ask(&mut self, page: &Page<'a>, said: &mut Option<&'a str>) -> io::Result<Option<Left>> {
        self.say_all(&speech::step(page, self.words))?;
        let offers = self.offers(page);
        self.say_all(&speech::offers(&offers, self.words))?;
        self.say(&self.words.plain.choose)?;
        match self.answer(page, &offers, said)? {
            Chosen::Answer(place) => self.take(place, page, &offers).map(|()| None),
            Chosen::Again => Ok(None),
            Chosen::Leave(left) => Ok(Some(left)),
        }
    }

    /// The input ended before an ending.
    fn input_ended(&mut self) -> io::Result<Left> {
        self.say(&self.words.plain.input_ended)?;
        Ok(Left::InputEnded)
    }

    fn take(&mut self, place: usize, page: &Page<'_>, offers: &[Offer]) -> io::Result<()> {
        let Some(offer) = offers.get(place) else { return Ok(()) };
        let text = speech::sentence(&offer.text);
        self.say(&fill_in(&self.words.plain.chosen, &[("text", &text)]))?;
        let a_move = match &page.body {
            Body::Checklist { current, steps } => match offer.key.as_str() {
                "done" if *current == steps.len() => Move::GoOn,
                "done" => Move::Mark(*current, Mark::Done),
                "not-shown" => Move::Mark(*current, Mark::NotShown),
                "check" => Move::Look(*current),
                _ => return self.leave_unfinished(place, offers),
            },
            Body::Question { .. } | Body::Password(_) | Body::Ending(_) => Move::Choose(place),
        };
        self.make(a_move)?;
        // A second look is on the same page, so the walk does not say it by itself.
        if let Move::Look(_) = a_move {
            self.say_all(&speech::page(&self.walk.page(), self.words))?;
        }
        Ok(())
    }

    /// Leaving a checklist with steps unmarked needs the same answer a second time.
    fn leave_unfinished(&mut self, place: usize, offers: &[Offer]) -> io::Result<()> {
        let Err(refusal @ Refusal::StepsOpen(_)) = self.walk.make(Move::GoOn) else { return Ok(()) };
        let reason = say::refusal_reason(&refusal, self.words);
        self.say(&fill_in(&self.words.plain.again_to_insist, &[("text", &reason)]))?;
        match self.hear()? {
            Heard::Line(line) if reply::choose(&line, offers) == Ok(place) => self.make(Move::Insist),
            Heard::Line(_) | Heard::TooLong | Heard::Broken => self.say(&self.words.plain.staying),
            // It comes again at the next prompt.
            Heard::Left(_) => Ok(()),
        }
    }

    fn make(&mut self, a_move: Move) -> io::Result<()> {
        match self.walk.make(a_move) {
            Ok(notice) => self.notice(notice),
            Err(refusal) => self.say(&say::refusal_reason(&refusal, self.words)),
        }
    }

    fn notice(&mut self, notice: Option<Notice>) -> io::Result<()> {
        notice.map_or(Ok(()), |notice| self.say(&say::notice(&notice, self.words)))
    }

    fn ended(&mut self, page: &Page<'a>, said: &mut Option<&'a str>) -> io::Result<Option<Left>> {
        let line = match self.hear()? {
            Heard::Left(Left::InputEnded) => return Ok(Some(Left::Asked)),
            Heard::Left(left) => return Ok(Some(left)),
            Heard::TooLong | Heard::Broken => {
                self.say(&self.words.plain.ended)?;
                return Ok(None);
            }
            Heard::Line(line) => line,
        };
        match reply::command(line.trim().chars()) {
            Some(command) => match self.command(command, page, &[], said)? {
                After::Stay | After::Again => Ok(None),
                After::Leave(left) => Ok(Some(left)),
            },
            None => self.say(&self.words.plain.ended).map(|()| None),
        }
    }
}

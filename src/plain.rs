//! The line-by-line front-end: says a page, reads a move. It only ever adds lines, sends no escape byte, and holds no
//! rule, no link and no order of questions. What can be said in reply is said once, and again only when it is new.

mod command;
mod hear;
mod over;
mod password;
pub mod reply;
mod signs;
pub mod speech;

use std::borrow::Cow;
use std::convert::Infallible;
use std::io::{self, Write};

use textwrap::{Options, WordSplitter, wrap};

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::over::Then;
use crate::page::{Act, Kind, Page, Typist, Verb, say};
use crate::run::{Left, Run};
use crate::terminal::{LineEnd, Lines};
use crate::walk::{Move, Notice, Role};

use command::{Command, NOT_YET, SKIP};
use hear::Heard;
use reply::Offer;
use signs::by_name;

/// What the dialogue is told of the world around it.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// Why the mode is on: the first sentence.
    pub because: &'s str,
    /// Only ASCII is written.
    pub ascii: bool,
    /// There is a full screen to go back to.
    pub can_return: bool,
    /// How many columns there are for somebody who sees the lines, asked at each; nothing where a line is heard or
    /// goes through a pipe, and is best whole.
    pub columns: Option<fn() -> u16>,
}

/// What gives lines: the terminal or a pipe, or a script of a test.
pub trait ReadLine {
    /// Hands on the characters of the next line.
    ///
    /// # Errors
    /// When the input cannot be read.
    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd>;

    /// Whether a hidden line is not shown where it is typed.
    fn hides(&self) -> bool {
        true
    }

    /// The next line is a hidden one: what is typed ahead of its prompt must not be shown either.
    fn hide(&mut self) {}
}

impl ReadLine for Lines {
    fn hides(&self) -> bool {
        Lines::hides(self)
    }

    fn hide(&mut self) {
        Lines::hide(self);
    }

    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        self.next(hidden, take)
    }
}

/// Walks until the person leaves or the input ends. The run is kept as it goes, each time after what there is to say
/// was written.
///
/// # Errors
/// When the output is gone or the input cannot be read.
pub fn open(run: &mut Run<'_>, input: impl ReadLine, out: impl Write, setting: Setting<'_>) -> io::Result<Left> {
    let mut dialogue = Dialogue { run, input, out, setting, said: None, hinted: Vec::new(), offers: Vec::new() };
    let Err(stop) = dialogue.walk();
    let left = dialogue.stopped(stop);
    dialogue.run.keep();
    left
}

/// A walk in sentences.
struct Dialogue<'r, 'a, Read, Out> {
    run: &'r mut Run<'a>,
    input: Read,
    out: Out,
    setting: Setting<'r>,
    /// The page that was said last.
    said: Option<SaidPage<'a>>,
    /// What was said of how to reply.
    hinted: Vec<Hint>,
    /// The answers that were said last.
    offers: Vec<Offer>,
}

/// A page, by all that makes it another one to somebody who hears it.
#[derive(Clone, Copy)]
struct SaidPage<'a> {
    node: &'a str,
    kind: Kind,
    role: Role,
}

/// How to reply: to a question, and to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hint {
    Choose,
    Steps,
    Skip,
    Check,
}

impl Hint {
    fn text(self) -> &'static str {
        let texts = &words().plain;
        match self {
            Hint::Choose => texts.choose,
            Hint::Steps => texts.steps_hint,
            Hint::Skip => texts.skip_hint,
            Hint::Check => texts.check_hint,
        }
    }

    /// What can be replied to this page.
    fn on(page: &Page<'_>) -> Vec<Hint> {
        match page.kind {
            Kind::Question => vec![Hint::Choose],
            Kind::Checklist => {
                let verbs = page.verbs(page.current_step());
                let of = |(hint, verb)| verbs.contains(&verb).then_some(hint);
                let hints = [(Hint::Steps, Verb::Mark), (Hint::Skip, Verb::NotShown), (Hint::Check, Verb::Check)];
                hints.into_iter().filter_map(of).collect()
            }
            Kind::Password(_) | Kind::Ending(_) | Kind::Over(_) => Vec::new(),
        }
    }
}

/// Why the dialogue goes no further, wherever it stands.
enum Stop {
    Left(Left),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Io(error)
    }
}

impl From<Left> for Stop {
    fn from(left: Left) -> Stop {
        Stop::Left(left)
    }
}

/// What follows a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// The page stands as it was said.
    Stay,
    /// There is something new to say.
    Again,
}

impl<'a, Read: ReadLine, Out: Write> Dialogue<'_, 'a, Read, Out> {
    fn walk(&mut self) -> Result<Infallible, Stop> {
        let texts = &words().plain;
        self.say(self.setting.because)?;
        self.say(&fill_in(texts.opening, &[("name", &self.run.walk.article().name)]))?;
        self.say(texts.promise)?;
        if self.setting.can_return {
            self.say(texts.back_to_full)?;
        }
        let opening = self.run.opening();
        if let Some(remark) = &opening.remark {
            self.say(remark)?;
        }
        if opening.parked > 0 && opening.wanted.is_none() {
            self.say(&fill_in(texts.calls_wait, &[("count", &opening.parked.to_string())]))?;
        }
        if let Some(offer) = &opening.offer {
            self.offer(offer)?;
        }
        if opening.wanted.is_some() {
            let page = self.page();
            self.parked(&page)?;
        }
        loop {
            let page = self.page();
            if self.is_new(&page) {
                self.say_all(&speech::page(&page))?;
            }
            self.said = Some(SaidPage { node: page.node, kind: page.kind, role: page.role });
            self.offers = reply::offers(&page);
            match page.kind {
                Kind::Question | Kind::Checklist => self.ask(&page)?,
                Kind::Password(Typist::Nobody) => self.read_aloud(&page)?,
                Kind::Password(Typist::Person | Typist::SecondLook | Typist::Caller) => self.password(&page)?,
                Kind::Ending(_) | Kind::Over(_) => self.ended(&page)?,
            }
        }
    }

    /// How the dialogue was left. At an ending the walk is done, so that the input may end there.
    fn stopped(&mut self, stop: Stop) -> io::Result<Left> {
        match stop {
            Stop::Left(Left::InputEnded) if self.run.walk.has_ended() => Ok(Left::Asked),
            Stop::Left(Left::InputEnded) => self.say(words().plain.input_ended).map(|()| Left::InputEnded),
            Stop::Left(left) => Ok(left),
            Stop::Io(error) => Err(error),
        }
    }

    fn page(&self) -> Page<'a> {
        Page::of(&self.run.walk)
    }

    /// Whether this page has to be said. A second look leads back to a checklist that was said.
    fn is_new(&self, page: &Page<'_>) -> bool {
        let is_it = |said: &SaidPage<'_>| {
            said.node == page.node && said.role == page.role && (said.kind == page.kind || page.is_checklist())
        };
        !self.said.as_ref().is_some_and(is_it)
    }

    /// Keeps the run, and says what there is to say of that.
    fn keep(&mut self) -> io::Result<()> {
        self.run.keep().map_or(Ok(()), |said| self.say(&said))
    }

    fn say(&mut self, line: &str) -> io::Result<()> {
        let line = if self.setting.ascii { Cow::Owned(say::ascii(line)) } else { Cow::Borrowed(line) };
        match self.setting.columns {
            None => writeln!(self.out, "{line}")?,
            Some(columns) => {
                // A word that is too long for the window, an address, is left to the terminal.
                let options = Options::new(usize::from(columns()).max(1)).break_words(false);
                for row in wrap(&line, options.word_splitter(WordSplitter::NoHyphenation)) {
                    writeln!(self.out, "{row}")?;
                }
            }
        }
        self.out.flush()
    }

    fn say_all(&mut self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.say(line))
    }

    /// Says how to reply, unless it was said before.
    fn hint(&mut self, hint: Hint) -> io::Result<()> {
        if self.hinted.contains(&hint) {
            return Ok(());
        }
        self.hinted.push(hint);
        self.say(hint.text())
    }

    /// Asks a question or the next step of a checklist.
    fn ask(&mut self, page: &Page<'a>) -> Result<(), Stop> {
        self.say_all(&speech::offers(&self.offers))?;
        for hint in Hint::on(page) {
            self.hint(hint)?;
        }
        self.say_all(&speech::step(page))?;
        if let Some(offer) = self.answer(page)? {
            if offer.said.is_none() && offer.key == NOT_YET {
                self.say(words().plain.not_yet)?;
            }
            // The next step says enough of the last.
            if offer.said.is_some() || offer.key == SKIP {
                self.say(&fill_in(words().plain.chosen, &[("text", &speech::sentence(&offer.text))]))?;
            }
            self.act(offer.act, page)?;
        }
        Ok(())
    }

    fn ended(&mut self, page: &Page<'a>) -> Result<(), Stop> {
        while let Some(heard) = self.reply(page)? {
            match heard {
                Heard::Line(line) if line.trim().is_empty() => {
                    if self.end(Then::Leave, page)? == After::Again {
                        return Ok(());
                    }
                }
                Heard::Line(_) | Heard::TooLong | Heard::Broken(_) => self.say(words().plain.ended)?,
            }
        }
        Ok(())
    }

    /// Does what a command asks for.
    fn obey(&mut self, command: Command, page: &Page<'a>) -> Result<After, Stop> {
        match command {
            Command::Repeat => {
                self.said = None;
                self.hinted.clear();
                return Ok(After::Again);
            }
            Command::Where => self.say_all(&speech::place(page))?,
            Command::Why => self.say_all(&speech::why(page))?,
            Command::Verb(verb) => {
                let row = page.current_step();
                // In a checklist the last mark is taken back before the page is left.
                let unmarks = verb == Verb::Back && page.verbs(row).contains(&Verb::Unmark);
                return match page.act(if unmarks { Verb::Unmark } else { verb }, row) {
                    Act::NotHere if matches!(verb, Verb::Save | Verb::View) => {
                        self.say(words().plain.notes_at_ending)?;
                        Ok(After::Stay)
                    }
                    act => self.act(act, page),
                };
            }
        }
        Ok(After::Stay)
    }

    /// Does what a verb or an answer asks for.
    fn act(&mut self, act: Act, page: &Page<'a>) -> Result<After, Stop> {
        match act {
            Act::Move(a_move) => return self.make(a_move),
            Act::Open(over) => return self.lay(over, page),
            Act::End(then) => return self.end(then, page),
            Act::EndNow(then) => {
                if then == Then::Leave {
                    self.say(words().plain.left)?;
                }
                return self.end_now(then);
            }
            Act::Plain if self.setting.can_return => return Err(Left::Other.into()),
            Act::Plain => {
                self.say(words().plain.no_full_screen)?;
                self.said = None;
                return Ok(After::Again);
            }
            Act::BeginAnew => {
                // That it begins is said here, in words of its own.
                _ = self.run.make(Move::NewCall);
                self.say(words().state.begun_anew)?;
                return Ok(After::Again);
            }
            Act::Say(text) => self.say(text)?,
            Act::Close => {}
            Act::Copy
            | Act::SaveFile
            | Act::KeepNote
            | Act::KeepReference
            | Act::ParkNow(_)
            | Act::BreakOffNow(_)
            | Act::ShowOrHide
            | Act::SwitchField
            | Act::NextRow
            | Act::NotHere => self.say(words().plain.not_here)?,
        }
        Ok(After::Stay)
    }

    /// Makes a move and says what came of it.
    fn make(&mut self, a_move: Move) -> Result<After, Stop> {
        let texts = &words().plain;
        match self.run.make(a_move) {
            Ok(notice) => {
                if let Some(notice) = notice {
                    self.notice(&notice)?;
                }
            }
            Err(refusal) => {
                self.say(&by_name(&say::refusal(&refusal)))?;
                return Ok(After::Stay);
            }
        }
        match a_move {
            Move::Back => self.say(texts.back_done)?,
            Move::Unmark => self.say(texts.unmarked)?,
            Move::Change(_) => self.say(texts.change_now)?,
            // An ending asks for another reset then, or no longer.
            Move::Told | Move::NotTold if matches!(self.page().kind, Kind::Ending(_)) => self.said = None,
            Move::Told | Move::NotTold => return Ok(After::Stay),
            Move::Choose(_)
            | Move::GoOn
            | Move::Insist
            | Move::Mark(..)
            | Move::AllDone
            | Move::LeaveUnfinished
            | Move::LeadOn(_)
            | Move::Look(_)
            | Move::Edit(..)
            | Move::Wipe
            | Move::SwitchRole
            | Move::CallerTypes
            | Move::NewCall => {}
        }
        Ok(After::Again)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        match say::notice(notice) {
            Some(said) => self.say(&by_name(&said)),
            None => {
                self.say_all(&speech::page(&self.page().told()))?;
                self.say(words().plain.told_again)
            }
        }
    }

    /// Goes to what comes next; asks where something would be lost.
    fn end(&mut self, then: Then, page: &Page<'a>) -> Result<After, Stop> {
        let Some(loss) = self.run.loss(false) else { return self.end_now(then) };
        let Some(question) = loss.question(then) else { return self.before(then, loss, page) };
        self.say(question)?;
        if !self.agrees()? {
            self.say(words().plain.staying)?;
            return Ok(After::Stay);
        }
        if then == Then::Leave {
            self.say(words().plain.left)?;
        }
        self.end_now(then)
    }

    /// Goes to what comes next: it was asked.
    fn end_now(&mut self, then: Then) -> Result<After, Stop> {
        let said = self.run.end(then).unwrap_or_else(|said| said);
        if then == Then::Leave {
            return Err(Left::Asked.into());
        }
        self.say(&said)?;
        self.said = None;
        Ok(After::Again)
    }
}

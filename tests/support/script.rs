//! A dialogue that is played from a list of lines, and what it says, with the lines between.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;

use vo_login_wizard::content::words;
use vo_login_wizard::plain::{self, ReadLine, Setting};
use vo_login_wizard::run::{Left, Run};
use vo_login_wizard::terminal::LineEnd;

/// Everything that was said, and every line that was typed, in their order.
#[derive(Clone, Default)]
pub struct Transcript(Rc<RefCell<Vec<u8>>>);

impl Transcript {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("a transcript is text")
    }
}

impl Write for Transcript {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Gives these lines, then the end of the input. A line that is typed hidden is never written down.
pub struct Script {
    lines: VecDeque<String>,
    transcript: Transcript,
    /// How much was said when the next line was hidden.
    hidden_at: Option<usize>,
}

impl Script {
    pub fn new(lines: &[impl AsRef<str>], transcript: &Transcript) -> Script {
        let lines = lines.iter().map(|line| line.as_ref().to_owned()).collect();
        Script { lines, transcript: transcript.clone(), hidden_at: None }
    }
}

impl ReadLine for Script {
    fn hide(&mut self) {
        self.hidden_at = Some(self.transcript.0.borrow().len());
    }

    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        // It is hidden first, and then asked for: what is typed ahead must not be shown either.
        let is_asked_for = self.hidden_at.take().is_some_and(|at| at < self.transcript.0.borrow().len());
        assert_eq!(is_asked_for, hidden, "{}", self.transcript.text());
        let Some(line) = self.lines.pop_front() else {
            writeln!(self.transcript, "> (end of input)")?;
            return Ok(LineEnd::Input { broken: false, empty: true });
        };
        let seen = if hidden { "(hidden)" } else { line.as_str() };
        writeln!(self.transcript, "{}", format!("> {seen}").trim_end())?;
        line.chars().for_each(take);
        Ok(LineEnd::Newline { broken: false })
    }
}

/// Plays these lines to a run; returns how it was left and the transcript.
pub fn play(run: &mut Run<'_>, lines: &[impl AsRef<str>]) -> (Left, String) {
    let transcript = Transcript::default();
    let script = Script::new(lines, &transcript);
    let setting = Setting { because: words().plain.on_flag, ascii: false, can_return: false, columns: None };
    let left = plain::open(run, script, transcript.clone(), setting).expect("memory holds it");
    (left, transcript.text())
}

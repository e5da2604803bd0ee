//! What every line that is read goes through, from a terminal or a pipe: corrections, keys that are no text, the marks
//! of pastes and of files, and what no line can hold. The line waits here, in one place that is wiped, until it ends.

use zeroize::Zeroize;

use super::LineEnd;
use super::bytes::{Key, Parser};
use crate::harden;

/// More than any line that is taken, so that what does not fit is noticed.
const MOST: usize = 2048;
/// What Ctrl-C and Ctrl-D send.
const INTERRUPT: u8 = 3;
const END: u8 = 4;
/// The mark that some programs put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Where lines come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Enter ends a line, Ctrl-C leaves, Ctrl-D ends the input.
    Terminal,
    Pipe,
}

/// What a line came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It is whole.
    Line,
    /// Ctrl-C.
    Interrupt,
    /// The input is over.
    End,
}

/// A line as it comes in.
pub struct Filter {
    from: From,
    parser: Parser,
    line: Box<[char]>,
    length: usize,
    /// How much more came than there is room for.
    over: usize,
    /// Nothing has come of the input, or of this line.
    is_first: bool,
    is_new: bool,
    /// A pipe's carriage return, which may belong to a line end.
    returned: bool,
    is_broken: bool,
    has_control: bool,
}

impl Filter {
    pub fn new(from: From) -> Filter {
        let line = vec!['\0'; MOST];
        harden::lock(&line);
        Filter {
            from,
            parser: Parser::default(),
            line: line.into(),
            length: 0,
            over: 0,
            is_first: true,
            is_new: true,
            returned: false,
            is_broken: false,
            has_control: false,
        }
    }

    /// Takes the next byte; says so where something has come to its end.
    pub fn byte(&mut self, byte: u8) -> Option<Came> {
        let is_typed = self.from == From::Terminal;
        match byte {
            INTERRUPT if is_typed => Some(Came::Interrupt),
            END if is_typed => (self.length == 0).then_some(Came::End),
            b'\r' if is_typed => Some(Came::Line),
            b'\n' => Some(Came::Line),
            b'\r' => {
                self.has_control |= std::mem::replace(&mut self.returned, true);
                self.is_new = false;
                None
            }
            _ => {
                self.has_control |= std::mem::take(&mut self.returned);
                self.parser.feed(byte).and_then(|key| self.key(key))
            }
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Option<Came> {
        if std::mem::take(&mut self.is_first) && key == Key::Character(BYTE_ORDER_MARK) {
            return None;
        }
        self.is_new = false;
        match key {
            Key::Character(character) | Key::Pasted(character) if character.is_control() && character != '\t' => {
                self.has_control = true;
            }
            Key::Character(character) | Key::Pasted(character) => self.put(character),
            Key::Tab => self.put('\t'),
            Key::Enter => return Some(Came::Line),
            Key::Backspace => self.take_back(),
            Key::Control('u') => self.wipe_line(),
            Key::Control('w') => {
                let is_blank = |filter: &Filter| filter.last().is_some_and(char::is_whitespace);
                while is_blank(self) {
                    self.take_back();
                }
                while self.last().is_some() && !is_blank(self) {
                    self.take_back();
                }
            }
            Key::Control('c') if self.from == From::Terminal => return Some(Came::Interrupt),
            Key::Control('d') if self.from == From::Terminal => return (self.length == 0).then_some(Came::End),
            Key::Control(_) => self.has_control = true,
            // No text, and nothing that a line could do.
            Key::Escape | Key::BackTab | Key::Delete | Key::Up | Key::Down | Key::Left | Key::Right => {}
            Key::Home | Key::End | Key::PageUp | Key::PageDown | Key::Function(_) => {}
            Key::PasteStart | Key::PasteEnd => {}
        }
        None
    }

    /// The line has ended: hands it on if it can be used, and says how it ended.
    pub fn end(&mut self, take: impl FnMut(char)) -> LineEnd {
        let broken = self.is_broken();
        self.hand_on(take, LineEnd::Newline { broken })
    }

    /// The input has ended, and with it what came of a line.
    pub fn end_of_input(&mut self, take: impl FnMut(char)) -> LineEnd {
        let broken = self.is_broken();
        let empty = self.is_new && !broken;
        self.hand_on(take, LineEnd::Input { broken, empty })
    }

    fn is_broken(&mut self) -> bool {
        self.is_broken |= self.parser.take_broken();
        self.is_broken
    }

    fn hand_on(&mut self, mut take: impl FnMut(char), end: LineEnd) -> LineEnd {
        let end = if self.has_control && !self.is_broken { LineEnd::Control } else { end };
        if !self.is_broken && !self.has_control {
            for character in self.line.iter().take(self.length) {
                take(*character);
            }
        }
        self.begin_anew();
        end
    }

    /// Forgets what came of a line.
    pub fn begin_anew(&mut self) {
        self.wipe_line();
        self.parser = Parser::default();
        (self.is_first, self.is_new, self.returned) = (false, true, false);
    }

    fn wipe_line(&mut self) {
        self.line.zeroize();
        (self.length, self.over) = (0, 0);
        (self.is_broken, self.has_control) = (false, false);
        self.parser.take_broken();
    }

    fn last(&self) -> Option<char> {
        self.length.checked_sub(1).and_then(|last| self.line.get(last)).copied()
    }

    fn put(&mut self, character: char) {
        match self.line.get_mut(self.length) {
            Some(place) => {
                *place = character;
                self.length += 1;
            }
            None => self.over += 1,
        }
    }

    fn take_back(&mut self) {
        if self.over > 0 {
            self.over -= 1;
        } else if let Some(last) = self.length.checked_sub(1) {
            self.length = last;
            if let Some(place) = self.line.get_mut(last) {
                place.zeroize();
            }
        }
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        self.wipe_line();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of this input, each as it came or with what was wrong with it, and how it ended.
    fn lines(from: From, input: &[u8]) -> Vec<String> {
        let (mut filter, mut lines) = (Filter::new(from), Vec::new());
        let mut line = |filter: &mut Filter, came: Option<Came>| {
            let mut text = String::new();
            let end = match came {
                Some(Came::Line) => filter.end(|c| text.push(c)),
                Some(Came::Interrupt) => {
                    filter.begin_anew();
                    return lines.push("interrupt".to_owned());
                }
                Some(Came::End) | None => filter.end_of_input(|c| text.push(c)),
            };
            match end {
                LineEnd::Newline { broken: false } | LineEnd::Input { broken: false, empty: false } => lines.push(text),
                LineEnd::Input { broken: false, empty: true } => {}
                end => lines.push(format!("{text}{end:?}")),
            }
        };
        for byte in input {
            if let Some(came) = filter.byte(*byte) {
                line(&mut filter, Some(came));
            }
        }
        line(&mut filter, None);
        assert!(filter.line.iter().all(|c| *c == '\0'), "nothing of it stays");
        lines
    }

    const BROKEN: &str = "Newline { broken: true }";

    #[test]
    fn each_line_is_what_was_meant() {
        type Row = (&'static str, &'static [u8], &'static [&'static str]);
        const BOTH: &[Row] = &[
            ("lines", b"one\ntwo\n", &["one", "two"]),
            ("an empty line", b"\none\n", &["", "one"]),
            ("no line end", b"one", &["one"]),
            ("nothing", b"", &[]),
            ("erased by ^H and ^?", b"onx\x08e\x7f\x7fe\n", &["oe"]),
            ("erased beyond the beginning", b"\x08\x7fone\n", &["one"]),
            ("a character beyond ASCII erased", "aé\u{7f}b\n".as_bytes(), &["ab"]),
            ("the line by ^U", b"secret\x15one\n", &["one"]),
            ("a word by ^W", b"one two  \x17three\n", &["one three"]),
            ("arrows", b"one\x1b[D\x1b[D\x1bOA\n", &["one"]),
            ("an Escape", b"one\x1b\n", &["one"]),
            ("a mouse and an answer", b"o\x1b[<0;1;1Mn\x1b]11;rgb:1/2/3\x07e\n", &["one"]),
            ("a paste", b"\x1b[200~one\x1b[201~\n", &["one"]),
            ("a paste with its line end", b"\x1b[200~one\n\x1b[201~two\n", &["one", "two"]),
            ("a byte order mark", b"\xef\xbb\xbfone\n\xef\xbb\xbftwo\n", &["one", "\u{feff}two"]),
            ("a byte order mark alone", b"\xef\xbb\xbf", &[]),
            ("a tab", b"one\ttwo\n", &["one\ttwo"]),
            ("a control character", b"one\x01two\nthree\n", &["Control", "three"]),
            ("one in a paste", b"\x1b[200~o\x07ne\x1b[201~\n", &["Control"]),
            ("one of the second kind", "one\u{85}\n".as_bytes(), &["Control"]),
            ("one, and the line erased", b"one\x01\x15two\n", &["two"]),
            ("no UTF-8", b"on\xffe\ntwo\n", &[BROKEN, "two"]),
            ("half a character", b"on\xc3\ntwo\n", &[BROKEN, "two"]),
            ("half a character at the end", b"on\xc3", &["Input { broken: true, empty: false }"]),
        ];
        const TERMINAL: &[Row] = &[
            ("Enter that is not translated", b"one\rtwo\r", &["one", "two"]),
            ("Enter in another spelling", b"one\x1b[13u", &["one"]),
            ("Ctrl-C", b"one\x03", &["interrupt"]),
            ("Ctrl-C in another spelling", b"\x1b[99;5u", &["interrupt"]),
            ("Ctrl-D in a line", b"one\x04\n", &["one"]),
        ];
        const PIPE: &[Row] = &[
            ("line ends of two characters", b"one\r\ntwo\r\n", &["one", "two"]),
            ("the first of them at the end", b"one\r", &["one"]),
            ("a carriage return alone", b"one\rtwo\n", &["Control"]),
            ("two of them", b"one\r\r\n", &["Control"]),
            ("Ctrl-C and Ctrl-D", b"\x03\n\x04\n", &["Control", "Control"]),
        ];
        for (from, rows) in [(From::Terminal, BOTH), (From::Pipe, BOTH), (From::Terminal, TERMINAL), (From::Pipe, PIPE)]
        {
            for (what, input, expected) in rows {
                assert_eq!(lines(from, input), *expected, "{what}, {from:?}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_can_be_erased_and_is_never_cut_to_what_would() {
        let long = "x".repeat(MOST + 3);
        assert_eq!(lines(From::Pipe, format!("{long}\x08\x08\x08\x08y\n").as_bytes())[0].len(), MOST);
        assert_eq!(lines(From::Pipe, format!("{long}\x15y\n").as_bytes()), ["y"]);
    }
}

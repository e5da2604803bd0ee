//! From bytes to keys: UTF-8, the escape sequences of keys, and a bracketed paste as single characters. It keeps at
//! most one unfinished character or sequence, so that nothing typed lingers here; what it does not know it swallows.

use super::utf8::{Decoded, Utf8};

/// A key, or one character of a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Character(char),
    /// Control with a letter, always lower-case here.
    Control(char),
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Function(u8),
    PasteStart,
    Pasted(char),
    PasteEnd,
}

const ESCAPE: u8 = 0x1b;
/// What Ctrl-C sends.
pub const INTERRUPT: u8 = 3;
/// The largest number in a sequence that is told apart; larger ones are none that is known.
const LARGEST: u16 = 9_999;

/// A machine that takes one byte at a time.
#[derive(Default)]
pub struct Parser {
    state: State,
    in_paste: bool,
    utf8: Utf8,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// After ESC.
    Escape,
    /// After ESC O.
    Ss3,
    /// After ESC [: the first number, and whether it has ended.
    Csi { number: u16, ended: bool, private: bool },
    /// After ESC ] P X ^ _: text that goes on to its terminator, BEL or ESC \.
    Text { escape: bool },
}

impl Parser {
    /// Whether what came so far may be the beginning of something longer, so that a short wait decides.
    pub fn is_waiting(&self) -> bool {
        self.state != State::Ground && !self.in_paste
    }

    /// Ends a paste whose end was lost, if there is one and its end is.
    pub fn end_paste_if(&mut self, is_lost: bool) -> Option<Key> {
        if !(self.in_paste && is_lost) {
            return None;
        }
        *self = Parser::default();
        Some(Key::PasteEnd)
    }

    /// The wait is over and nothing came: a lone ESC is the Escape key, a broken sequence is nothing.
    pub fn give_up(&mut self) -> Option<Key> {
        let key = (self.state == State::Escape).then_some(Key::Escape);
        self.state = State::Ground;
        key
    }

    /// Takes the next byte; returns a key when one is complete.
    pub fn feed(&mut self, byte: u8) -> Option<Key> {
        if byte == INTERRUPT && self.is_waiting() {
            // Right after Esc, say: it must never be lost.
            self.state = State::Ground;
        }
        match self.state {
            State::Ground => self.ground(byte),
            State::Escape => self.after_escape(byte),
            State::Ss3 => self.after_ss3(byte),
            State::Csi { number, ended, private } => self.in_csi(byte, number, ended, private),
            State::Text { escape } => {
                let over = byte == 0x07 || (escape && byte == b'\\');
                self.state = if over { State::Ground } else { State::Text { escape: byte == ESCAPE } };
                None
            }
        }
    }

    fn ground(&mut self, byte: u8) -> Option<Key> {
        if byte == ESCAPE {
            self.utf8.drop_partial();
            self.state = State::Escape;
            return None;
        }
        let Decoded::Character(character) = self.utf8.push(byte) else { return None };
        Some(if self.in_paste { Key::Pasted(character) } else { typed(character) })
    }

    fn after_escape(&mut self, byte: u8) -> Option<Key> {
        self.state = match byte {
            b'[' => State::Csi { number: 0, ended: false, private: false },
            b'O' => State::Ss3,
            // In a paste it would swallow the end of the paste.
            b']' | b'P' | b'X' | b'^' | b'_' if !self.in_paste => State::Text { escape: false },
            ESCAPE => return (!self.in_paste).then_some(Key::Escape),
            // Alt with a key, or an unknown pair: swallowed whole.
            _ => State::Ground,
        };
        None
    }

    fn after_ss3(&mut self, byte: u8) -> Option<Key> {
        self.state = State::Ground;
        let key = match byte {
            b'P'..=b'S' => Key::Function(byte - b'P' + 1),
            b'M' => Key::Enter,
            // The sequence was cut off, and the next one begins.
            ESCAPE => {
                self.state = State::Escape;
                return None;
            }
            _ => return self.letter(byte),
        };
        self.outside_paste(key)
    }

    fn in_csi(&mut self, byte: u8, number: u16, ended: bool, private: bool) -> Option<Key> {
        match byte {
            b'0'..=b'9' if !ended => {
                let number = number.saturating_mul(10).saturating_add(u16::from(byte - b'0')).min(LARGEST);
                self.state = State::Csi { number, ended, private };
                None
            }
            b'0'..=b'9' | b':' | b';' | b' '..=b'/' => {
                self.state = State::Csi { number, ended: true, private };
                None
            }
            b'<'..=b'?' => {
                self.state = State::Csi { number, ended, private: true };
                None
            }
            // The Linux console's F1 to F5 are ESC [ [ A to E.
            b'[' if number == 0 && !ended => {
                self.state = State::Csi { number: LARGEST, ended: true, private };
                None
            }
            b'@'..=b'~' => {
                self.state = State::Ground;
                if private { None } else { self.csi_key(byte, number) }
            }
            ESCAPE => {
                self.state = State::Escape;
                None
            }
            _ => {
                self.state = State::Ground;
                None
            }
        }
    }

    fn csi_key(&mut self, last: u8, number: u16) -> Option<Key> {
        let key = match (last, number) {
            (b'~', 200) => {
                self.in_paste = true;
                return Some(Key::PasteStart);
            }
            (b'~', 201) => {
                let was_in_paste = std::mem::take(&mut self.in_paste);
                return was_in_paste.then_some(Key::PasteEnd);
            }
            (b'~', 1 | 7) => Key::Home,
            (b'~', 3) => Key::Delete,
            (b'~', 4 | 8) => Key::End,
            (b'~', 5) => Key::PageUp,
            (b'~', 6) => Key::PageDown,
            (b'~', number) => Key::Function(function(number)?),
            (b'A'..=b'E', LARGEST) => Key::Function(last - b'A' + 1),
            (b'Z', _) => Key::BackTab,
            // With numbers, R is where the cursor stands, and not F3.
            (b'P' | b'Q' | b'S', 0 | 1) | (b'R', 0) => Key::Function(last - b'P' + 1),
            _ => return self.letter(last),
        };
        self.outside_paste(key)
    }

    fn letter(&mut self, byte: u8) -> Option<Key> {
        let key = match byte {
            b'A' => Key::Up,
            b'B' => Key::Down,
            b'C' => Key::Right,
            b'D' => Key::Left,
            b'F' => Key::End,
            b'H' => Key::Home,
            _ => return None,
        };
        self.outside_paste(key)
    }

    fn outside_paste(&self, key: Key) -> Option<Key> {
        (!self.in_paste).then_some(key)
    }
}

fn function(number: u16) -> Option<u8> {
    let function = match number {
        11..=15 => number - 10,
        17..=21 => number - 11,
        23..=24 => number - 12,
        _ => return None,
    };
    u8::try_from(function).ok()
}

fn typed(character: char) -> Key {
    match character {
        '\r' | '\n' => Key::Enter,
        '\t' => Key::Tab,
        '\u{8}' | '\u{7f}' => Key::Backspace,
        '\u{1}'..='\u{1a}' => Key::Control(char::from(b'a' + (character as u8 - 1))),
        _ => Key::Character(character),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut parser = Parser::default();
        let mut keys: Vec<Key> = bytes.iter().filter_map(|byte| parser.feed(*byte)).collect();
        keys.extend(parser.give_up());
        keys
    }

    #[test]
    fn each_key_has_its_bytes() {
        use Key::*;
        let cases: [(&[u8], &[Key]); 40] = [
            (b"a", &[Character('a')]),
            ("é€😀".as_bytes(), &[Character('é'), Character('€'), Character('😀')]),
            (b"\r", &[Enter]),
            (b"\n", &[Enter]),
            (b"\t\x1b[Z", &[Tab, BackTab]),
            (b"\x7f\x08", &[Backspace, Backspace]),
            (b"\x03\x11\x15", &[Control('c'), Control('q'), Control('u')]),
            (b"\x1b", &[Escape]),
            (b"\x1b\x1b", &[Escape, Escape]),
            (b"\x1b[A\x1b[B\x1b[C\x1b[D", &[Up, Down, Right, Left]),
            (b"\x1bOA\x1bOB\x1bOC\x1bOD", &[Up, Down, Right, Left]),
            (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH\x1bOF", &[Home, End, Home, End, Home, End]),
            (b"\x1b[3~\x1b[5~\x1b[6~", &[Delete, PageUp, PageDown]),
            (b"\x1bOP\x1bOQ\x1bOR\x1bOS", &[Function(1), Function(2), Function(3), Function(4)]),
            (b"\x1b[11~\x1b[15~\x1b[17~\x1b[19~", &[Function(1), Function(5), Function(6), Function(8)]),
            (b"\x1b[[A\x1b[[E", &[Function(1), Function(5)]),
            (b"\x1b[24~", &[Function(12)]),
            (b"\x1b[1;5A", &[Up]),
            (b"\x1b[1;2P", &[Function(1)]),
            (b"\x1b[R", &[Function(3)]),
            (b"\x1b[1;7R", &[]),
            (b"\x1bx", &[]),
            (b"\x1bO\x1b[A\x1b[1\x1b[B", &[Up, Down]),
            (b"\x1b[99999999999999999999~a", &[Character('a')]),
            (b"\x1b[?1;2c", &[]),
            (b"\x1b[<0;10;10M", &[]),
            (b"\x1b]0;title\x07a", &[Character('a')]),
            (b"\x1bP+q\x1b\\a", &[Character('a')]),
            (b"\x1b[12", &[]),
            (b"\xff\xfea", &[Character('a')]),
            (b"\xc3a", &[Character('a')]),
            (b"\xc0\x80a", &[Character('a')]),
            (b"\xed\xa0\x80a", &[Character('a')]),
            (b"\x1b[200~ab\x1b[201~c", &[PasteStart, Pasted('a'), Pasted('b'), PasteEnd, Character('c')]),
            (b"\x1b[200~\r\x03\x1b[A\x1b[201~", &[PasteStart, Pasted('\r'), Pasted('\u{3}'), PasteEnd]),
            (b"\x1b[201~", &[]),
            (
                b"\x1b[200~a\x1b]0;\x1b[201~b",
                &[PasteStart, Pasted('a'), Pasted('0'), Pasted(';'), PasteEnd, Character('b')],
            ),
            (b"\0", &[Character('\0')]),
            (b"\x1b\x03", &[Control('c')]),
            (b"\x1bO\x03\x1b[1;\x03\x1b]0;title\x03", &[Control('c'), Control('c'), Control('c')]),
        ];
        for (bytes, expected) in cases {
            assert_eq!(keys(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    fn cases() -> ProptestConfig {
        let cases = std::env::var("VO_TEST_BYTE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4_000);
        ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn any_text_comes_out_as_it_went_in(text in "[^\\x00-\\x1f\\x7f]{0,40}") {
            let expected: Vec<Key> = text.chars().map(Key::Character).collect();
            prop_assert_eq!(keys(text.as_bytes()), expected);
        }

        #[test]
        fn any_bytes_are_survived_and_the_next_key_is_understood(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut parser = Parser::default();
            for byte in bytes {
                parser.feed(byte);
            }
            parser.give_up();
            parser.end_paste_if(true);
            prop_assert_eq!(parser.feed(b'a'), Some(Key::Character('a')));
        }

        #[test]
        fn a_sequence_is_never_spilled_as_text(parameters in "[0-9;:<=>?]{0,12}", last in "[A-Za-z]") {
            let spilled = keys(format!("\x1b[{parameters}{last}").as_bytes());
            prop_assert!(!spilled.iter().any(|key| matches!(key, Key::Character(_))));
        }

        #[test]
        fn a_paste_is_its_characters_wherever_it_is_cut(text in "([^\\x1b]|\x1b[\\]PX^_]){0,30}", cut in 6_usize..140) {
            // An ESC in a paste, and what it begins, is no character of it.
            let escapes = ["\x1b]", "\x1bP", "\x1bX", "\x1b^", "\x1b_"];
            let characters = escapes.iter().fold(text.clone(), |text, escape| text.replace(escape, ""));
            let pasted = characters.chars().map(Key::Pasted);
            let expected: Vec<Key> = [Key::PasteStart].into_iter().chain(pasted).chain([Key::PasteEnd]).collect();
            let mut parser = Parser::default();
            let mut keys = Vec::new();
            for (place, byte) in format!("\x1b[200~{text}\x1b[201~").bytes().enumerate() {
                // As after a pause at this place.
                if place == cut && parser.is_waiting() {
                    keys.extend(parser.give_up());
                }
                keys.extend(parser.feed(byte));
            }
            prop_assert_eq!(keys, expected);
        }
    }
}

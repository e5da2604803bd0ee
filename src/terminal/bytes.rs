//! From bytes to keys: UTF-8, the sequences of keys, and a bracketed paste as single characters. It keeps at most one
//! unfinished character or sequence, so that nothing typed lingers here; what it does not know it swallows whole. Times
//! are handed in.
//!
//! A terminal sends a sequence at once, but it may arrive in pieces. So that neither a piece is taken for text nor a
//! key for a piece:
//! - A lone ESC is the Escape key once something else follows it that does not come at once, or nothing has followed
//!   it for a moment, and for longer where Escape would lose something. Nobody can tell it from a piece sooner.
//! - If the rest follows later still, all at once as no hand types it, it is swallowed: its Escape was taken already.
//! - Whatever else has begun is waited for, for a second from its last piece. A control character ends it, and is
//!   never lost with it.

use std::time::Duration;

use super::spellings::{Come, Sequence, spelt};
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

/// What Escape would lose now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AtStake {
    #[default]
    Nothing,
    /// Something that was typed.
    Typed,
}

const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
/// What Ctrl-C sends.
const INTERRUPT: u8 = 3;

/// How long an ESC may be the beginning of a key's sequence that arrives in pieces.
const ESCAPE_WAIT: Duration = Duration::from_millis(100);
/// The same where Escape would lose something; readline waits as long.
const LONGER_ESCAPE_WAIT: Duration = Duration::from_millis(500);
/// How close together the rest of a sequence comes that is late.
const AT_ONCE: Duration = Duration::from_millis(10);
/// A sequence that pauses for so long has lost its end.
const SEQUENCE_PAUSE: Duration = Duration::from_secs(1);
/// A paste that pauses for so long has lost its end; what comes next is typed.
const PASTE_PAUSE: Duration = Duration::from_secs(3);
/// In a paste, a Ctrl-C that comes by itself after so long is no part of it: it must never be lost.
const KEY_PAUSE: Duration = Duration::from_millis(200);

/// A machine that takes one byte at a time.
#[derive(Default)]
pub struct Parser {
    state: State,
    sequence: Sequence,
    in_paste: bool,
    utf8: Utf8,
    /// The first half of a character that the Windows console tells in two.
    half: u32,
    is_broken: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// After ESC.
    Escape,
    /// After ESC ESC: Escape twice, or a key with Alt.
    EscapeTwice,
    /// In what begins with ESC [ or ESC O.
    Sequence,
    /// The rest of a sequence whose ESC was taken for the Escape key.
    LateSequence,
    /// So many characters of a mouse's report are to come.
    Mouse(u8),
    /// After ESC ] ESC P or ESC _, the last byte: what may be the answer to a question of another program.
    BeforeText(u8),
    /// Text that goes on to its end, BEL or ESC \.
    Text { escape: bool },
    /// An ESC has just been taken for the Escape key.
    Late,
    /// After that, this: the beginning of a sequence that is late, or typed.
    LateBegin(u8),
}

impl Parser {
    /// For how long to wait for more before what came so far is taken as it is; `None` where that does not matter.
    pub fn wait(&self, at_stake: AtStake) -> Option<Duration> {
        match self.state {
            _ if self.in_paste => None,
            State::Escape | State::EscapeTwice => Some(match at_stake {
                AtStake::Nothing => ESCAPE_WAIT,
                AtStake::Typed => LONGER_ESCAPE_WAIT,
            }),
            State::LateBegin(_) => Some(AT_ONCE),
            _ => None,
        }
    }

    /// The wait is over and nothing came.
    pub fn give_up(&mut self) -> Option<Key> {
        match std::mem::take(&mut self.state) {
            State::Escape => {
                self.state = State::Late;
                Some(Key::Escape)
            }
            State::EscapeTwice => {
                self.state = State::Escape;
                Some(Key::Escape)
            }
            State::LateBegin(byte) => Some(Key::Character(char::from(byte))),
            state => {
                self.state = state;
                None
            }
        }
    }

    /// The next byte comes after this pause, and what cannot go on after it is over. To be asked until it has no more
    /// keys: an Escape that was one by itself, or the end of a paste whose end was lost.
    pub fn after(&mut self, pause: Duration, next: u8) -> Option<Key> {
        let is_over = pause > PASTE_PAUSE || (next == INTERRUPT && pause > KEY_PAUSE);
        // Alt with a key comes at once, and so does what begins with two ESC.
        let is_alone = match next {
            b'[' | b']' => false,
            b'O' => pause > ESCAPE_WAIT,
            _ => pause > AT_ONCE,
        };
        match self.state {
            _ if self.in_paste && is_over => {
                *self = Parser::default();
                Some(Key::PasteEnd)
            }
            _ if self.in_paste => None,
            State::Escape if is_alone => {
                self.state = State::Ground;
                Some(Key::Escape)
            }
            State::EscapeTwice if is_alone => self.give_up(),
            State::Escape | State::EscapeTwice => None,
            _ if pause > SEQUENCE_PAUSE => {
                self.state = State::Ground;
                None
            }
            _ => None,
        }
    }

    /// Whether bytes came that are no text, or half a character, since this was last asked.
    pub fn take_broken(&mut self) -> bool {
        let is_unfinished = self.utf8.is_unfinished();
        self.utf8.drop_partial();
        std::mem::take(&mut self.is_broken) | is_unfinished
    }

    /// Takes the next byte; returns a key when one is complete.
    pub fn feed(&mut self, byte: u8) -> Option<Key> {
        // In a mouse's report it may be a column.
        let is_control = byte < b' ' || (byte == 0x7f && !matches!(self.state, State::Mouse(_)));
        match self.state {
            _ if is_control => self.control(byte),
            State::Ground => self.ground(byte),
            State::Escape => self.after_escape(byte),
            State::EscapeTwice => {
                // Escape, and Alt with a key.
                let is_key = matches!(byte, b'[' | b'O');
                let key = self.after_escape(byte);
                if is_key { key } else { Some(Key::Escape) }
            }
            State::Sequence | State::LateSequence => self.in_sequence(byte),
            State::Mouse(left) => {
                // A place far to the right is a character of two bytes.
                let left = if (0x80..0xc0).contains(&byte) { left } else { left - 1 };
                self.state = if left == 0 { State::Ground } else { State::Mouse(left) };
                None
            }
            State::BeforeText(begin) => {
                // What begins otherwise is no answer, so that Alt was held with a key before it.
                let is_answer = match begin {
                    b']' => byte.is_ascii_digit(),
                    b'P' => byte.is_ascii_digit() || matches!(byte, b'>' | b'!'),
                    _ => byte == b'G',
                };
                self.state = if is_answer { State::Text { escape: false } } else { State::Ground };
                if is_answer { None } else { self.ground(byte) }
            }
            State::Text { escape } => {
                self.state = if escape && byte == b'\\' { State::Ground } else { State::Text { escape: false } };
                None
            }
            State::Late => {
                self.state = if matches!(byte, b'[' | b']') { State::LateBegin(byte) } else { State::Ground };
                if self.state == State::Ground { self.ground(byte) } else { None }
            }
            State::LateBegin(b'[') => {
                (self.state, self.sequence) = (State::LateSequence, Sequence::begin("["));
                self.in_sequence(byte)
            }
            State::LateBegin(begin) => {
                self.state = State::BeforeText(begin);
                self.feed(byte)
            }
        }
    }

    /// A control character ends what was unfinished, and is a key of its own.
    fn control(&mut self, byte: u8) -> Option<Key> {
        let state = std::mem::take(&mut self.state);
        match (state, byte) {
            (State::Escape, ESCAPE) if !self.in_paste => {
                self.state = State::EscapeTwice;
                None
            }
            // More of them: the key is held.
            (State::EscapeTwice, ESCAPE) => {
                self.state = State::EscapeTwice;
                Some(Key::Escape)
            }
            (State::Text { .. }, ESCAPE) => {
                self.state = State::Text { escape: true };
                None
            }
            (State::Text { .. }, BELL) => None,
            (_, ESCAPE) => self.ground(byte),
            (State::Escape, 0x08 | 0x7f) if !self.in_paste => spelt("\x7f"),
            // Ctrl-C must never be lost; with Alt the others are nothing.
            (State::Escape, _) if byte != INTERRUPT && !self.in_paste => None,
            (State::EscapeTwice, _) if byte != INTERRUPT => Some(Key::Escape),
            _ => self.ground(byte),
        }
    }

    fn ground(&mut self, byte: u8) -> Option<Key> {
        self.is_broken |= self.utf8.is_unfinished() && !(0x80..0xc0).contains(&byte);
        if byte == ESCAPE {
            self.utf8.drop_partial();
            self.state = State::Escape;
            return None;
        }
        match self.utf8.push(byte) {
            Decoded::Character(character) if self.in_paste => Some(Key::Pasted(character)),
            Decoded::Character(character) => Some(typed(character)),
            Decoded::Unfinished => None,
            Decoded::Broken => {
                self.is_broken = true;
                None
            }
        }
    }

    fn after_escape(&mut self, byte: u8) -> Option<Key> {
        self.state = match byte {
            b'[' | b'O' => State::Sequence,
            // In a paste it would swallow the end of the paste.
            b']' | b'P' | b'_' if !self.in_paste => State::BeforeText(byte),
            // Alt with a key.
            _ => State::Ground,
        };
        self.sequence = Sequence::begin(if byte == b'O' { "O" } else { "[" });
        None
    }

    fn in_sequence(&mut self, byte: u8) -> Option<Key> {
        let is_late = self.state == State::LateSequence;
        match self.sequence.push(byte) {
            Come::More => return None,
            Come::Whole => self.state = State::Ground,
            Come::Broken => {
                self.state = State::Ground;
                return self.ground(byte);
            }
        }
        let sequence = std::mem::take(&mut self.sequence);
        match (byte, sequence.number()) {
            // What is pasted is no text that was typed, even if its beginning is late.
            (b'~', 200) => {
                self.in_paste = true;
                Some(Key::PasteStart)
            }
            _ if is_late => None,
            (b'~', 201) => std::mem::take(&mut self.in_paste).then_some(Key::PasteEnd),
            _ if self.in_paste => None,
            _ if sequence.is_mouse(byte) => {
                self.state = State::Mouse(3);
                None
            }
            _ => sequence.key(byte, &mut self.half),
        }
    }
}

/// The key that this character is when it is typed.
pub fn typed(character: char) -> Key {
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

    use super::super::spellings::SPELLINGS;
    use super::*;

    /// The keys of what comes at once, when nothing follows for a while.
    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut parser = Parser::default();
        let mut keys: Vec<Key> = bytes.iter().filter_map(|byte| parser.feed(*byte)).collect();
        while parser.wait(AtStake::Nothing).is_some() {
            keys.extend(parser.give_up());
        }
        keys
    }

    #[test]
    fn each_spelling_of_the_table_is_its_key_alone_with_modifiers_and_between_letters() {
        for (who, spelling, key) in SPELLINGS {
            let bytes = format!("\x1b{spelling}");
            assert_eq!(keys(bytes.as_bytes()), [key], "{who}: ESC {spelling}");
            let between = format!("a{bytes}b");
            let expected = [Key::Character('a'), key, Key::Character('b')];
            assert_eq!(keys(between.as_bytes()), expected, "{who}: ESC {spelling}");
            assert!(SPELLINGS.iter().filter(|(_, other, _)| *other == spelling).count() == 1, "{spelling} twice");
        }
    }

    /// Each row: what it is, its bytes, and its keys. To add one: one line.
    #[test]
    fn each_key_has_its_bytes() {
        use Key::*;
        type Row = (&'static str, &'static [u8], &'static [Key]);
        const ROWS: &[Row] = &[
            ("a letter", b"a", &[Character('a')]),
            ("beyond ASCII", "é€😀".as_bytes(), &[Character('é'), Character('€'), Character('😀')]),
            ("Enter", b"\r", &[Enter]),
            ("Enter", b"\n", &[Enter]),
            ("Tab, with Shift", b"\t\x1b[Z", &[Tab, BackTab]),
            ("Backspace", b"\x7f\x08", &[Backspace, Backspace]),
            ("Control with letters", b"\x03\x11\x15", &[Control('c'), Control('q'), Control('u')]),
            ("Ctrl-Space", b"\0", &[Character('\0')]),
            ("Escape", b"\x1b", &[Escape]),
            ("Escape, twice", b"\x1b\x1b", &[Escape, Escape]),
            ("Escape, held", b"\x1b\x1b\x1b\x1b", &[Escape, Escape, Escape, Escape]),
            ("Escape, then Ctrl-C", b"\x1b\x03", &[Control('c')]),
            ("Escape twice, then Ctrl-C", b"\x1b\x1b\x03", &[Control('c')]),
            ("arrows with Shift, Alt, Control", b"\x1b[1;2A\x1b[1;3B\x1b[1;5C", &[Up, Down, Right]),
            ("the same in old spellings", b"\x1bO5A\x1bO2B\x1b[5C", &[Up, Down, Right]),
            ("with Alt, as rxvt and PuTTY", b"\x1b\x1b[A\x1b\x1bOB", &[Up, Down]),
            ("Delete with Control", b"\x1b[3;5~", &[Delete]),
            ("F1 with Shift", b"\x1b[1;2P\x1bO2P\x1bO1;2P", &[Function(1), Function(1), Function(1)]),
            ("rxvt, with Shift", b"\x1b[3$\x1b[7$\x1b[11$", &[Delete, Home, Function(1)]),
            ("rxvt, with Control", b"\x1b[3^\x1b[8^\x1b[24^", &[Delete, End, Function(12)]),
            ("rxvt, with both", b"\x1b[5@\x1b[6@", &[PageUp, PageDown]),
            ("Alt with a letter", b"\x1bx", &[]),
            ("Alt with a letter beyond ASCII", b"\x1b\xc3\xa9a", &[Character('a')]),
            ("Alt with a sign that begins a sequence", b"\x1b]x\x1bPx", &[Character('x'), Character('x')]),
            ("Alt-Enter", b"\x1b\r", &[]),
            ("Alt-Backspace", b"\x1b\x7f\x1b\x08", &[Control('w'), Control('w')]),
            ("a key that is none here", b"\x1b[2~\x1b[25~\x1b[E\x1bO@", &[]),
            // kitty, and xterm with formatOtherKeys.
            ("CSI u, Ctrl-C", b"\x1b[99;5u", &[Control('c')]),
            ("CSI u, Ctrl-C with locks", b"\x1b[99;197u", &[Control('c')]),
            ("CSI u, Ctrl-Shift-C", b"\x1b[99;6u\x1b[67;6u", &[Control('c'), Control('c')]),
            ("CSI u, Ctrl-C on a Cyrillic keyboard", b"\x1b[1089::99;5u", &[Control('c')]),
            (
                "CSI u, Control with letters that are keys",
                b"\x1b[105;5u\x1b[109;5u\x1b[104;5u",
                &[Tab, Enter, Backspace],
            ),
            ("CSI u, Escape", b"\x1b[27u\x1b[27;1u\x1b[91;5u", &[Escape, Escape, Escape]),
            ("CSI u, Enter, Tab, Backspace", b"\x1b[13u\x1b[9u\x1b[127u", &[Enter, Tab, Backspace]),
            ("CSI u, Enter and Tab with Shift", b"\x1b[13;2u\x1b[9;2u", &[Enter, BackTab]),
            ("CSI u, Ctrl-Backspace", b"\x1b[127;5u", &[Control('w')]),
            ("CSI u, a letter", b"\x1b[97u\x1b[97;1u", &[Character('a'), Character('a')]),
            ("CSI u, a letter with Shift", b"\x1b[97;2u\x1b[97:65;2u", &[Character('A'), Character('A')]),
            ("CSI u, a letter with Caps Lock", b"\x1b[97;65u\x1b[97;66u", &[Character('A'), Character('a')]),
            ("CSI u, a sign with Shift", b"\x1b[64;2u\x1b[50:64;2u", &[Character('@'), Character('@')]),
            ("CSI u, with its text", b"\x1b[50;2;64u\x1b[101;;233u", &[Character('@'), Character('é')]),
            ("CSI u, beyond ASCII", b"\x1b[223u\x1b[128512u", &[Character('ß'), Character('😀')]),
            ("CSI u, no letter has another capital", b"\x1b[181;2u\x1b[223;2u", &[Character('µ'), Character('ß')]),
            ("CSI u, held and let go", b"\x1b[97;1:1u\x1b[97;1:2u\x1b[97;1:3u", &[Character('a'), Character('a')]),
            ("kitty, an arrow let go", b"\x1b[1;1:1A\x1b[1;1:3A\x1b[3;1:3~", &[Up]),
            ("CSI u, Alt and Super with a letter", b"\x1b[97;3u\x1b[97;9u", &[]),
            ("CSI u, a modifier alone", b"\x1b[57441;2u\x1b[57358u", &[]),
            (
                "CSI u, number pad",
                b"\x1b[57399u\x1b[57408u\x1b[57413u\x1b[57414u",
                &[Character('0'), Character('9'), Character('+'), Enter],
            ),
            ("CSI u, control characters and none", b"\x1b[1u\x1b[0u\x1b[u\x1b[55296u\x1b[9999999u", &[]),
            ("modifyOtherKeys", b"\x1b[27;2;64~\x1b[27;2;65~", &[Character('@'), Character('A')]),
            ("modifyOtherKeys, Control", b"\x1b[27;5;99~\x1b[27;6;67~", &[Control('c'), Control('c')]),
            ("modifyOtherKeys, Escape and Enter", b"\x1b[27;5;27~\x1b[27;2;13~", &[Escape, Enter]),
            ("modifyOtherKeys, Alt", b"\x1b[27;3;97~", &[]),
            // The Windows console in a terminal: key; place; character; down; held with it; how often.
            ("win32, a letter and its release", b"\x1b[65;30;97;1;0;1_\x1b[65;30;97;0;0;1_", &[Character('a')]),
            ("win32, Shift and a sign", b"\x1b[16;42;0;1;16;1_\x1b[50;3;64;1;16;1_", &[Character('@')]),
            ("win32, Ctrl-C", b"\x1b[17;29;0;1;8;1_\x1b[67;46;3;1;8;1_", &[Control('c')]),
            ("win32, right Alt", b"\x1b[81;16;64;1;9;1_", &[Character('@')]),
            ("win32, Alt with a letter", b"\x1b[88;45;120;1;2;1_", &[]),
            ("win32, keys", b"\x1b[13;28;13;1;0;1_\x1b[27;1;27;1;0;1_\x1b[38;72;0;1;256;1_", &[Enter, Escape, Up]),
            (
                "win32, more keys",
                b"\x1b[9;15;9;1;16;1_\x1b[112;59;0;1;0;1_\x1b[8;14;8;1;0;1_",
                &[BackTab, Function(1), Backspace],
            ),
            ("win32, Ctrl-Backspace", b"\x1b[8;14;127;1;8;1_", &[Control('w')]),
            ("win32, a character in two halves", b"\x1b[0;0;55357;1;0;1_\x1b[0;0;56832;1;0;1_", &[Character('😀')]),
            ("win32, half a character", b"\x1b[0;0;55357;1;0;1_\x1b[65;30;97;1;0;1_", &[Character('a')]),
            ("win32, by its number", b"\x1b[18;56;8364;0;0;1_", &[Character('€')]),
            // Reports that nobody asked for.
            ("X10 mouse", b"\x1b[M !!a", &[Character('a')]),
            ("X10 mouse, column 95", b"\x1b[M \x7f!a", &[Character('a')]),
            ("X10 mouse in UTF-8, far to the right", b"\x1b[M \xc4\x80\xc5\x81a", &[Character('a')]),
            ("X10 mouse, cut off", b"\x1b[M \x03a", &[Control('c'), Character('a')]),
            ("SGR mouse", b"\x1b[<0;10;10M\x1b[<0;10;10ma", &[Character('a')]),
            ("urxvt mouse", b"\x1b[32;10;10Ma", &[Character('a')]),
            ("focus", b"\x1b[I\x1b[Oa", &[Character('a')]),
            ("where the cursor stands", b"\x1b[12;40R\x1b[1;2R\x1b[?12;40;1Ra", &[Character('a')]),
            ("what the terminal is", b"\x1b[?62;1;4c\x1b[>41;330;0c\x1bP!|00000000\x1b\\a", &[Character('a')]),
            ("a mode", b"\x1b[?2026;2$y\x1b[4;1$y\x1b[?1u\x1b[0na", &[Character('a')]),
            ("a colour", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07\x1b]4;1;rgb:cc/00/00\x1b\\a", &[Character('a')]),
            ("a setting", b"\x1bP1$r0m\x1b\\\x1bP1+r544e=7874\x1b\\\x1bP>|xterm(390)\x1b\\a", &[Character('a')]),
            ("an image", b"\x1b_Gi=31;OK\x1b\\a", &[Character('a')]),
            ("a size", b"\x1b[8;24;80t\x1b[4;600;800ta", &[Character('a')]),
            // Cut off, absurd, broken.
            ("a sequence in a sequence", b"\x1bO\x1b[A\x1b[1\x1b[B", &[Up, Down]),
            ("a large number", b"\x1b[99999999999999999999~a", &[Character('a')]),
            ("many numbers", b"\x1b[1;2;3;4;5;6;7;8;9:1:2:3:4:5Aa", &[Up, Character('a')]),
            ("no end", b"\x1b[12", &[]),
            (
                "Ctrl-C in what has no end",
                b"\x1bO\x03\x1b[1;\x03\x1b]0;title\x03",
                &[Control('c'), Control('c'), Control('c')],
            ),
            ("Enter in what has no end", b"\x1b[1;\r\x1b]0;title\ra", &[Enter, Enter, Character('a')]),
            ("no UTF-8", b"\xff\xfea\xc3a\xc0\x80a\xed\xa0\x80a", &[Character('a'); 4]),
            ("no UTF-8 in a sequence", b"\x1b[1\xc3\xa9a", &[Character('é'), Character('a')]),
            // Pastes.
            ("a paste", b"\x1b[200~ab\x1b[201~c", &[PasteStart, Pasted('a'), Pasted('b'), PasteEnd, Character('c')]),
            (
                "keys in a paste",
                b"\x1b[200~\r\x03\x1b[A\x1b[201~",
                &[PasteStart, Pasted('\r'), Pasted('\u{3}'), PasteEnd],
            ),
            ("the end of no paste", b"\x1b[201~", &[]),
            (
                "the beginning of text in a paste",
                b"\x1b[200~a\x1b]0;\x1b[201~b",
                &[PasteStart, Pasted('a'), Pasted('0'), Pasted(';'), PasteEnd, Character('b')],
            ),
        ];
        for (what, bytes, expected) in ROWS {
            assert_eq!(keys(bytes), *expected, "{what}: {:?}", String::from_utf8_lossy(bytes));
        }
    }

    /// The keys of pieces that come after these pauses.
    fn late(pieces: &[(u64, &[u8])], at_stake: AtStake) -> Vec<Key> {
        let mut parser = Parser::default();
        let mut keys = Vec::new();
        for (pause, piece) in pieces {
            let (mut pause, mut waited) = (Duration::from_millis(*pause), Duration::ZERO);
            while let Some(wait) = parser.wait(at_stake).filter(|wait| *wait <= pause - waited) {
                waited += wait;
                keys.extend(parser.give_up());
            }
            for byte in *piece {
                keys.extend(std::iter::from_fn(|| parser.after(pause, *byte)));
                keys.extend(parser.feed(*byte));
                pause = Duration::ZERO;
            }
        }
        keys.extend(parser.give_up());
        keys
    }

    #[test]
    fn pieces_that_come_late_are_neither_text_nor_other_keys() {
        use Key::*;
        const A: Key = Character('a');
        type Row = (&'static str, &'static [(u64, &'static [u8])], &'static [Key]);
        const ROWS: &[Row] = &[
            ("an arrow, its ESC alone", &[(0, b"\x1b"), (90, b"[A"), (0, b"a")], &[Up, A]),
            ("an arrow, cut later", &[(0, b"\x1b["), (900, b"A"), (0, b"a")], &[Up, A]),
            ("an arrow with numbers", &[(0, b"\x1b[1"), (900, b";5"), (900, b"A"), (0, b"a")], &[Up, A]),
            ("an arrow whose ESC was taken", &[(0, b"\x1b"), (150, b"[A"), (0, b"a")], &[Escape, A]),
            ("the same, long after", &[(0, b"\x1b"), (1500, b"[A")], &[Escape, Character('['), Character('A')]),
            ("Escape, then typed", &[(0, b"\x1b"), (150, b"["), (30, b"A")], &[Escape, Character('['), Character('A')]),
            ("Escape, then a letter", &[(0, b"\x1b"), (150, b"a"), (30, b"[")], &[Escape, A, Character('[')]),
            ("Escape, soon a letter", &[(0, b"\x1b"), (50, b"a")], &[Escape, A]),
            ("Escape, soon F1", &[(0, b"\x1b"), (50, b"\x1bOP")], &[Escape, Function(1)]),
            ("Escape twice, soon a letter", &[(0, b"\x1b\x1b"), (50, b"a")], &[Escape, Escape, A]),
            ("F1, its ESC alone", &[(0, b"\x1b"), (90, b"OP")], &[Function(1)]),
            ("Escape, then Enter", &[(0, b"\x1b"), (150, b"\r")], &[Escape, Enter]),
            ("a colour, anywhere", &[(0, b"\x1b]"), (300, b"11;rgb:1e"), (300, b"1e/1e1e/1e1e\x07"), (0, b"a")], &[A]),
            ("a colour whose ESC was taken", &[(0, b"\x1b"), (300, b"]11;rgb:0/0/0\x07"), (0, b"a")], &[Escape, A]),
            ("a colour, its end in pieces", &[(0, b"\x1b]11;x\x1b"), (300, b"\\"), (0, b"a")], &[A]),
            ("a colour without an end", &[(0, b"\x1b]11;x"), (1500, b"a")], &[A]),
            ("Alt-], then a letter", &[(0, b"\x1b]"), (300, b"a")], &[A]),
            ("a mouse", &[(0, b"\x1b[M"), (300, b" !"), (300, b"!a")], &[A]),
            (
                "a paste's beginning",
                &[(0, b"\x1b"), (300, b"[200~a"), (0, b"\x1b[201~")],
                &[Escape, PasteStart, Pasted('a'), PasteEnd],
            ),
            ("a paste without an end", &[(0, b"\x1b[200~a"), (3500, b"a")], &[PasteStart, Pasted('a'), PasteEnd, A]),
            (
                "Ctrl-C in a paste",
                &[(0, b"\x1b[200~\x03"), (300, b"\x03")],
                &[PasteStart, Pasted('\u{3}'), PasteEnd, Control('c')],
            ),
        ];
        for (what, pieces, expected) in ROWS {
            assert_eq!(late(pieces, AtStake::Nothing), *expected, "{what}");
        }
        assert_eq!(late(&[(0, b"\x1b"), (450, b"[A")], AtStake::Typed), [Up], "where something is at stake");
        assert_eq!(late(&[(0, b"\x1b"), (550, b"a")], AtStake::Typed), [Escape, A]);
        assert_eq!(late(&[(0, b"\x1b"), (150, b"a")], AtStake::Typed), [Escape, A]);
        assert_eq!(late(&[(0, b"\x1b"), (150, b"Oa")], AtStake::Typed), [Escape, Character('O'), A]);
        assert_eq!(late(&[(0, b"\x1b"), (150, b"\x1bOP")], AtStake::Typed), [Escape, Function(1)]);
    }

    fn cases() -> ProptestConfig {
        let cases = std::env::var("VO_TEST_BYTE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4_000);
        ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
    }

    const LONG_AFTER: Duration = Duration::from_secs(4);

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
            parser.after(LONG_AFTER, b'a');
            prop_assert_eq!(parser.feed(b'a'), Some(Key::Character('a')));
        }

        #[test]
        fn a_sequence_is_never_spilled_as_text(parameters in "[0-9;:<=>?]{0,12}", last in "[A-LN-Za-tv-z]") {
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
                if place == cut && parser.wait(AtStake::Nothing).is_some() {
                    keys.extend(parser.give_up());
                }
                keys.extend(parser.feed(byte));
            }
            prop_assert_eq!(keys, expected);
        }
    }
}

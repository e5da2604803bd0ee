//! How terminals spell their keys: the table of spellings, and the three rules by which some spell any key at all.

use super::bytes::{Key, typed};

/// Who spells it so, what comes after the ESC, and the key. Numbers for Shift, Alt and Control in between (`[1;5A`)
/// change nothing. To add a spelling: one line. What is neither here nor follows a rule is swallowed whole.
pub const SPELLINGS: [(&str, &str, Key); 74] = [
    ("all", "[A", Key::Up),
    ("all", "[B", Key::Down),
    ("all", "[C", Key::Right),
    ("all", "[D", Key::Left),
    ("all", "[H", Key::Home),
    ("all", "[F", Key::End),
    ("all", "[Z", Key::BackTab),
    ("VT220", "[1~", Key::Home),
    ("VT220", "[3~", Key::Delete),
    ("VT220", "[4~", Key::End),
    ("VT220", "[5~", Key::PageUp),
    ("VT220", "[6~", Key::PageDown),
    ("rxvt", "[7~", Key::Home),
    ("rxvt", "[8~", Key::End),
    ("rxvt, with Shift", "[a", Key::Up),
    ("rxvt, with Shift", "[b", Key::Down),
    ("rxvt, with Shift", "[c", Key::Right),
    ("rxvt, with Shift", "[d", Key::Left),
    ("rxvt, with Control", "Oa", Key::Up),
    ("rxvt, with Control", "Ob", Key::Down),
    ("rxvt, with Control", "Oc", Key::Right),
    ("rxvt, with Control", "Od", Key::Left),
    ("application cursor keys", "OA", Key::Up),
    ("application cursor keys", "OB", Key::Down),
    ("application cursor keys", "OC", Key::Right),
    ("application cursor keys", "OD", Key::Left),
    ("application cursor keys", "OH", Key::Home),
    ("application cursor keys", "OF", Key::End),
    ("application keypad", "OM", Key::Enter),
    ("application keypad", "OI", Key::Tab),
    ("application keypad", "O ", Key::Character(' ')),
    ("application keypad", "OX", Key::Character('=')),
    ("application keypad", "Oj", Key::Character('*')),
    ("application keypad", "Ok", Key::Character('+')),
    ("application keypad", "Ol", Key::Character(',')),
    ("application keypad", "Om", Key::Character('-')),
    ("application keypad", "On", Key::Character('.')),
    ("application keypad", "Oo", Key::Character('/')),
    ("application keypad", "Op", Key::Character('0')),
    ("application keypad", "Oq", Key::Character('1')),
    ("application keypad", "Or", Key::Character('2')),
    ("application keypad", "Os", Key::Character('3')),
    ("application keypad", "Ot", Key::Character('4')),
    ("application keypad", "Ou", Key::Character('5')),
    ("application keypad", "Ov", Key::Character('6')),
    ("application keypad", "Ow", Key::Character('7')),
    ("application keypad", "Ox", Key::Character('8')),
    ("application keypad", "Oy", Key::Character('9')),
    ("xterm", "OP", Key::Function(1)),
    ("xterm", "OQ", Key::Function(2)),
    ("xterm", "OR", Key::Function(3)),
    ("xterm", "OS", Key::Function(4)),
    ("xterm, with Shift", "[P", Key::Function(1)),
    ("xterm, with Shift", "[Q", Key::Function(2)),
    ("xterm, with Shift", "[R", Key::Function(3)),
    ("xterm, with Shift", "[S", Key::Function(4)),
    ("rxvt", "[11~", Key::Function(1)),
    ("rxvt", "[12~", Key::Function(2)),
    ("rxvt", "[13~", Key::Function(3)),
    ("rxvt", "[14~", Key::Function(4)),
    ("VT220", "[15~", Key::Function(5)),
    ("VT220", "[17~", Key::Function(6)),
    ("VT220", "[18~", Key::Function(7)),
    ("VT220", "[19~", Key::Function(8)),
    ("VT220", "[20~", Key::Function(9)),
    ("VT220", "[21~", Key::Function(10)),
    ("VT220", "[23~", Key::Function(11)),
    ("VT220", "[24~", Key::Function(12)),
    ("the Linux console", "[[A", Key::Function(1)),
    ("the Linux console", "[[B", Key::Function(2)),
    ("the Linux console", "[[C", Key::Function(3)),
    ("the Linux console", "[[D", Key::Function(4)),
    ("the Linux console", "[[E", Key::Function(5)),
    // Its Backspace with Control or Alt, which deletes a word as in a shell.
    ("readline", "\x7f", Key::Control('w')),
];

/// The numbers of a sequence: `1:2;3` are two of them, the first with a part of its own.
type Numbers = [[u32; PARTS]; MOST];
const MOST: usize = 6;
const PARTS: usize = 3;
/// Larger ones are none that is known.
const LARGEST: u32 = 9_999_999;

/// A sequence as it comes, after its ESC.
#[derive(Default)]
pub struct Sequence {
    /// `[`, `O`, or `[[`.
    begin: &'static str,
    numbers: Numbers,
    /// How many numbers have ended, and how many parts of the one that comes.
    at: (usize, usize),
    has_numbers: bool,
    /// It has signs that no key has: a question's answer, say.
    is_foreign: bool,
}

/// What a byte did to a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Come {
    /// There is more to come.
    More,
    /// It was the last one.
    Whole,
    /// It is no part of a sequence, so that this one is none.
    Broken,
}

impl Sequence {
    pub fn begin(begin: &'static str) -> Sequence {
        Sequence { begin, ..Sequence::default() }
    }

    /// The first number, 0 where there is none.
    pub fn number(&self) -> u32 {
        self.numbers[0][0]
    }

    /// Whether it is the report of a mouse that is followed by three characters.
    pub fn is_mouse(&self, last: u8) -> bool {
        last == b'M' && self.begin == "[" && !self.has_numbers && !self.is_foreign
    }

    /// Takes the next byte, which is no control character.
    pub fn push(&mut self, byte: u8) -> Come {
        match byte {
            _ if self.begin == "[[" => return Come::Whole,
            b'0'..=b'9' => {
                self.has_numbers = true;
                if let Some(number) = self.numbers.get_mut(self.at.0).and_then(|parts| parts.get_mut(self.at.1)) {
                    *number = number.saturating_mul(10).saturating_add(u32::from(byte - b'0')).min(LARGEST);
                }
            }
            b';' => self.at = (self.at.0 + 1, 0),
            b':' => self.at.1 += 1,
            // rxvt ends a key with Shift in it; elsewhere it stands before the last byte.
            b'$' if self.begin == "[" && self.has_numbers && self.at == (0, 0) && !self.is_foreign => {
                return Come::Whole;
            }
            b' '..=b'/' | b'<'..=b'?' if self.begin == "[" => self.is_foreign = true,
            b'[' if self.begin == "[" && !self.has_numbers && !self.is_foreign => self.begin = "[[",
            b' '..=b'~' => return Come::Whole,
            _ => return Come::Broken,
        }
        Come::More
    }

    /// The key that it stands for with this last byte, if it is one.
    pub fn key(&self, last: u8, half: &mut u32) -> Option<Key> {
        let [first, modifiers, third, ..] = self.numbers;
        let is_numbered = matches!(last, b'~' | b'$' | b'^' | b'@');
        match (self.begin, last) {
            _ if self.is_foreign => None,
            ("[", b'u') => Pressed::of(first, modifiers, third).key(),
            ("[", b'~') if first[0] == 27 => Pressed::of(third, modifiers, [0; PARTS]).key(),
            ("[", b'_') => console_key(self.numbers.map(|[number, ..]| number), half),
            // With numbers, R is where the cursor stands.
            ("[", b'R') if self.has_numbers => None,
            ("[", b'P' | b'Q' | b'S') if first[0] > 1 => None,
            _ if modifiers[1] == RELEASED => None,
            ("[", _) if is_numbered => spelt(&format!("[{}~", first[0])),
            (begin, _) => spelt(&format!("{begin}{}", char::from(last))),
        }
    }
}

/// The key that the table has for this.
pub fn spelt(spelling: &str) -> Option<Key> {
    SPELLINGS.iter().find(|(_, spelt, _)| *spelt == spelling).map(|(_, _, key)| *key)
}

/// What the kind of an event is called when a key is let go.
const RELEASED: u32 = 3;

/// A key with all that is held with it, as kitty (`ESC [ 99;5u` is Ctrl-C) and xterm (`ESC [ 27;5;99~`) tell it.
struct Pressed {
    code: u32,
    /// What it is with Shift, and where a Latin keyboard has it; 0 where that is not told.
    shifted: u32,
    latin: u32,
    /// Shift, Alt, Control, Super, Hyper, Meta, Caps Lock and Num Lock, by their bits.
    modifiers: u32,
    is_released: bool,
    /// The text that it makes; 0 where that is not told.
    text: u32,
}

const SHIFT: u32 = 1;
const CONTROL: u32 = 4;
/// With one of these a key makes no text: Alt, Super, Hyper, Meta.
const OTHERS: u32 = 2 | 8 | 16 | 32;
const CAPS_LOCK: u32 = 64;

impl Pressed {
    fn of([code, shifted, latin]: [u32; PARTS], [modifiers, event, _]: [u32; PARTS], text: [u32; PARTS]) -> Pressed {
        // Text of several characters is no single key.
        let [text, more, _] = text;
        let is_released = event == RELEASED || more != 0;
        Pressed { code, shifted, latin, modifiers: modifiers.saturating_sub(1), is_released, text }
    }

    fn key(&self) -> Option<Key> {
        let has = |modifier| self.modifiers & modifier != 0;
        match self.code {
            _ if self.is_released => None,
            8 | 127 if has(CONTROL | OTHERS) => spelt("\x7f"),
            _ if has(OTHERS) => None,
            8 | 127 => Some(Key::Backspace),
            9 if has(SHIFT) => Some(Key::BackTab),
            9 => Some(Key::Tab),
            13 => Some(Key::Enter),
            27 => Some(Key::Escape),
            57_344..63_744 => keypad(self.code).filter(|_| !has(CONTROL)),
            _ if has(CONTROL) => {
                let letter = [self.code, self.latin].into_iter().find(|code| (64..128).contains(code))?;
                control(letter & 0x1f)
            }
            _ => self.character().filter(|c| !c.is_control()).map(Key::Character),
        }
    }

    fn character(&self) -> Option<char> {
        let is_shifted = self.modifiers & SHIFT != 0;
        if self.text != 0 {
            return char::from_u32(self.text);
        }
        if is_shifted && self.shifted != 0 {
            return char::from_u32(self.shifted);
        }
        // xterm tells the sign that Shift made; a letter may be told as it is on the keyboard.
        let character = char::from_u32(self.code)?;
        let is_upper = is_shifted != (self.modifiers & CAPS_LOCK != 0);
        Some(if is_upper { capital(character) } else { character })
    }
}

/// The capital of a letter that has one, and only one.
fn capital(character: char) -> char {
    let mut upper = character.to_uppercase();
    let capital = upper.next().filter(|capital| capital.to_lowercase().eq([character]) && upper.next().is_none());
    capital.unwrap_or(character)
}

/// Control with this letter, counted from 1; some of them are keys of their own.
fn control(letter: u32) -> Option<Key> {
    match u8::try_from(letter).ok()? {
        letter @ 1..=26 => Some(typed(char::from(letter))),
        27 => Some(Key::Escape),
        _ => None,
    }
}

/// What kitty numbers where no characters are: the number pad, and keys that are none here.
fn keypad(code: u32) -> Option<Key> {
    let digits = 57_399..57_409;
    if digits.contains(&code) {
        return char::from_digit(code - digits.start, 10).map(Key::Character);
    }
    Some(match code {
        57_409 => Key::Character('.'),
        57_410 => Key::Character('/'),
        57_411 => Key::Character('*'),
        57_412 => Key::Character('-'),
        57_413 => Key::Character('+'),
        57_414 => Key::Enter,
        57_415 => Key::Character('='),
        57_416 => Key::Character(','),
        57_417 => Key::Left,
        57_418 => Key::Right,
        57_419 => Key::Up,
        57_420 => Key::Down,
        57_421 => Key::PageUp,
        57_422 => Key::PageDown,
        57_423 => Key::Home,
        57_424 => Key::End,
        57_426 => Key::Delete,
        _ => return None,
    })
}

/// A key as the Windows console tells it (`ESC [ Vk;Sc;Uc;Kd;Cs;Rc _`). A character beyond 16 bits comes in halves.
fn console_key([key, _, unit, is_down, state, _]: [u32; MOST], half: &mut u32) -> Option<Key> {
    const ALT_KEY: u32 = 18;
    let (alt, control, shift) = (state & 0x3 != 0, state & 0xc != 0, state & 0x10 != 0);
    // Right Alt is Control and Alt together: then the character is what counts.
    let (alt, control) = (alt && !control, control && !alt);
    if is_down == 0 {
        // A character by its number, typed with Alt held, comes when Alt is let go.
        return if key == ALT_KEY { unit_key(unit, half) } else { None };
    }
    Some(match key {
        8 if alt || control => return spelt("\x7f"),
        8 => Key::Backspace,
        9 if shift => Key::BackTab,
        9 => Key::Tab,
        13 => Key::Enter,
        27 => Key::Escape,
        33 => Key::PageUp,
        34 => Key::PageDown,
        35 => Key::End,
        36 => Key::Home,
        37 => Key::Left,
        38 => Key::Up,
        39 => Key::Right,
        40 => Key::Down,
        46 => Key::Delete,
        112..=123 => Key::Function(u8::try_from(key - 111).ok()?),
        _ if alt => return None,
        _ if control => return self::control(unit),
        _ => return unit_key(unit, half),
    })
}

fn unit_key(unit: u32, half: &mut u32) -> Option<Key> {
    let first = std::mem::take(half);
    match unit {
        0 => None,
        0xd800..0xdc00 => {
            *half = unit;
            None
        }
        0xdc00..0xe000 if first != 0 => {
            char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (unit - 0xdc00)).map(Key::Character)
        }
        unit => char::from_u32(unit).map(typed),
    }
}

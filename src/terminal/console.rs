//! From the records of the Windows console to keys. The console tells of each press and each release; of a character
//! made with Alt and the number pad, only in the release of Alt; of a paste, only that many keys are there at once.
//! Times are handed in, and no more than the beginning of a paste is held. Also what a console lacks, and what the ends
//! that it tells of are elsewhere: these two are decided here, where they can be tested without a Windows.

use std::time::Duration;

use super::Lack;
use super::bytes::Key;

/// What the console tells of one key.
#[derive(Clone, Copy)]
pub struct Record {
    /// Pressed, or released.
    pub is_down: bool,
    /// How often, where the key is held down and nobody read in between.
    pub times: u16,
    /// Which key, by its virtual-key code.
    pub code: u16,
    /// The character that it makes, as UTF-16; 0 for none.
    pub unit: u16,
    /// The keys that are held down with it.
    pub state: u32,
}

/// The bits of [`Record::state`].
pub const ALT: u32 = 0x0001 | 0x0002;
pub const CONTROL: u32 = 0x0004 | 0x0008;
pub const SHIFT: u32 = 0x0010;
/// Not of the number pad.
pub const ENHANCED: u32 = 0x0100;

/// So many keys that make text, pressed one by one and there all at once, are a paste: no hand is as quick.
const PASTE: usize = 3;
/// A paste is over when nothing came for so long.
const GAP: Duration = Duration::from_millis(50);
/// A held key counts so often at most where nobody read in between.
const MOST_TIMES: u16 = 8;
/// What stands where a key was taken.
const TAKEN: Key = Key::Character('\0');

/// What ends the program from outside.
#[derive(Clone, Copy)]
pub enum End {
    /// Ctrl-C while the console itself reads a line.
    Interrupt,
    /// Ctrl-Break.
    Break,
    /// The close button of the window.
    Close,
    LogOff,
    Shutdown,
}

impl End {
    /// The number of the signal that says the same elsewhere.
    pub fn signal(self) -> i32 {
        match self {
            End::Close => 1,
            End::Interrupt | End::Break => 2,
            End::LogOff | End::Shutdown => 15,
        }
    }
}

/// What a terminal lacks for the full screen: `is_console` of input and output; whether the input calls itself a
/// terminal; whether the output takes escape sequences, which is asked only where both are a console.
pub fn lack(
    is_console: (bool, bool),
    is_called_terminal: bool,
    takes_sequences: impl FnOnce() -> bool,
) -> Option<Lack> {
    match is_console {
        (false, _) if is_called_terminal => Some(Lack::Console),
        (true, true) if !takes_sequences() => Some(Lack::Sequences),
        _ => None,
    }
}

mod code {
    pub const BACK: u16 = 0x08;
    pub const TAB: u16 = 0x09;
    pub const RETURN: u16 = 0x0d;
    pub const ALT: u16 = 0x12;
    pub const ESCAPE: u16 = 0x1b;
    pub const PAGE_UP: u16 = 0x21;
    pub const PAGE_DOWN: u16 = 0x22;
    pub const END: u16 = 0x23;
    pub const HOME: u16 = 0x24;
    pub const LEFT: u16 = 0x25;
    pub const UP: u16 = 0x26;
    pub const RIGHT: u16 = 0x27;
    pub const DOWN: u16 = 0x28;
    pub const INSERT: u16 = 0x2d;
    pub const DELETE: u16 = 0x2e;
    pub const A: u16 = 0x41;
    pub const Z: u16 = 0x5a;
    pub const F1: u16 = 0x70;
    pub const F12: u16 = 0x7b;
}

/// Takes records and gives keys.
pub struct Keys {
    /// Many keys at once are told as a paste.
    finds_pastes: bool,
    /// The first half of a character that comes in two.
    high: Option<u16>,
    /// The key that is down, and was not released since.
    down: Option<u16>,
    /// Keys that came at once, too few yet to be a paste.
    held: Room<PASTE>,
    is_pasting: bool,
    ready: Room<16>,
}

impl Keys {
    /// For pages: many keys at once are a paste.
    pub fn with_pastes() -> Keys {
        Keys { finds_pastes: true, high: None, down: None, held: Room::new(), is_pasting: false, ready: Room::new() }
    }

    /// For a line, which a line end ends, pasted or not.
    pub fn without_pastes() -> Keys {
        Keys { finds_pastes: false, ..Keys::with_pastes() }
    }

    /// Takes the next record.
    pub fn feed(&mut self, record: Record) {
        let Some(key) = self.key(record) else {
            if !record.is_down {
                self.down = None;
            }
            return;
        };
        let is_repeated = record.is_down && self.down == Some(record.code) || record.times > 1;
        self.down = record.is_down.then_some(record.code);
        match text(key) {
            Some(character) if self.is_pasting => self.ready.put(Key::Pasted(character)),
            // It must not be lost, and nothing else of a paste does anything.
            None if self.is_pasting && key == Key::Control('c') => {
                self.rests();
                self.ready.put(key);
            }
            None if self.is_pasting => {}
            Some(_) if self.finds_pastes && !is_repeated => self.gather(key),
            _ => {
                self.rests();
                for _ in 0..record.times.clamp(1, MOST_TIMES) {
                    self.ready.put(key);
                }
            }
        }
    }

    /// One of several keys that are there at once, perhaps.
    fn gather(&mut self, key: Key) {
        self.held.put(key);
        if self.held.length() == PASTE {
            self.is_pasting = true;
            self.ready.put(Key::PasteStart);
            while let Some(character) = self.held.take().and_then(text) {
                self.ready.put(Key::Pasted(character));
            }
        }
    }

    /// Nothing came for [`Keys::patience`].
    pub fn rests(&mut self) {
        if std::mem::take(&mut self.is_pasting) {
            self.ready.put(Key::PasteEnd);
        }
        while let Some(key) = self.held.take() {
            self.ready.put(key);
        }
    }

    /// How long to wait after the last record for more of the same, if that matters.
    pub fn patience(&self) -> Option<Duration> {
        match (self.is_pasting, self.held.length()) {
            (true, _) => Some(GAP),
            (false, 0) => None,
            // What is pasted is there at once.
            (false, _) => Some(Duration::ZERO),
        }
    }

    /// The next key.
    pub fn take(&mut self) -> Option<Key> {
        self.ready.take()
    }

    fn key(&mut self, record: Record) -> Option<Key> {
        let Record { is_down, code, unit, state, .. } = record;
        if !is_down {
            // So come characters that the layout has no key for: by Alt and digits, pasted, or chosen from a table.
            return if code == code::ALT && unit != 0 { self.character(unit).map(Key::Character) } else { None };
        }
        let (control, alt, shift) = (state & CONTROL != 0, state & ALT != 0, state & SHIFT != 0);
        let is_of_number_pad = state & ENHANCED == 0;
        Some(match code {
            // The digits of such a character, where the number pad is set to arrows.
            code::PAGE_UP..=code::DOWN | code::INSERT if alt && !control && is_of_number_pad => return None,
            code::BACK if control || alt => Key::Control('w'),
            code::BACK => Key::Backspace,
            code::TAB if shift => Key::BackTab,
            code::TAB => Key::Tab,
            code::RETURN => Key::Enter,
            code::ESCAPE => Key::Escape,
            code::PAGE_UP => Key::PageUp,
            code::PAGE_DOWN => Key::PageDown,
            code::END => Key::End,
            code::HOME => Key::Home,
            code::LEFT => Key::Left,
            code::UP => Key::Up,
            code::RIGHT => Key::Right,
            code::DOWN => Key::Down,
            code::DELETE => Key::Delete,
            code::F1..=code::F12 => Key::Function(u8::try_from(code - code::F1 + 1).ok()?),
            // Alt alone is for menus.
            _ if alt && !control => return None,
            code::A..=code::Z if unit == 0 && control && !alt => Key::Control(letter(code - code::A + 1)?),
            _ if unit == 0 => return None,
            // AltGr arrives as Control and Alt together, with the character that it makes.
            _ if control && alt => printed(self.character(unit)?)?,
            _ if control => match self.character(unit)? {
                '\u{1b}' => Key::Escape,
                character if unit >= 0x20 => Key::Control(character.to_ascii_lowercase()),
                _ => Key::Control(letter(unit)?),
            },
            // Without a key of its own: sent by another program.
            _ => match self.character(unit)? {
                '\r' | '\n' => Key::Enter,
                '\t' => Key::Tab,
                '\u{8}' | '\u{7f}' => Key::Backspace,
                '\u{1b}' => Key::Escape,
                _ if unit < 0x20 => Key::Control(letter(unit)?),
                character => printed(character)?,
            },
        })
    }

    /// A whole character, once both halves of it are there.
    fn character(&mut self, unit: u16) -> Option<char> {
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return None;
        }
        let units = self.high.take().filter(|_| (0xdc00..0xe000).contains(&unit)).into_iter().chain([unit]);
        char::decode_utf16(units).next()?.ok()
    }
}

/// The letter whose control character has this number.
fn letter(number: u16) -> Option<char> {
    let place = u8::try_from(number).ok().filter(|number| (1..=26).contains(number))?;
    Some(char::from(b'a' + place - 1))
}

fn printed(character: char) -> Option<Key> {
    (!character.is_control()).then_some(Key::Character(character))
}

/// What a key is in a paste.
fn text(key: Key) -> Option<char> {
    match key {
        Key::Character(character) => Some(character),
        Key::Enter => Some('\r'),
        Key::Tab => Some('\t'),
        _ => None,
    }
}

/// A few keys in the order in which they came; each is written over as it is taken.
struct Room<const MOST: usize> {
    keys: [Key; MOST],
    next: usize,
    end: usize,
}

impl<const MOST: usize> Room<MOST> {
    fn new() -> Room<MOST> {
        Room { keys: [TAKEN; MOST], next: 0, end: 0 }
    }

    fn length(&self) -> usize {
        self.end - self.next
    }

    /// The caller takes all there is before the next record, so that there is room.
    fn put(&mut self, key: Key) {
        if let Some(place) = self.keys.get_mut(self.end) {
            *place = key;
            self.end += 1;
        }
    }

    fn take(&mut self) -> Option<Key> {
        let place = self.keys.get_mut(self.next..self.end)?.first_mut()?;
        let key = std::mem::replace(place, TAKEN);
        self.next += 1;
        if self.next == self.end {
            (self.next, self.end) = (0, 0);
        }
        Some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALT_GR: u32 = 0x0001 | 0x0008;
    const LEFT_ALT: u32 = 0x0002;
    const LEFT_CONTROL: u32 = 0x0008;
    /// The code of keys that other programs press.
    const NO_KEY: u16 = 0;
    const BY_INPUT_METHOD: u16 = 0xe5;

    fn down(code: u16, unit: char, state: u32) -> Record {
        Record { is_down: true, times: 1, code, unit: u16::try_from(unit).unwrap_or_default(), state }
    }

    fn up(code: u16, unit: char, state: u32) -> Record {
        Record { is_down: false, ..down(code, unit, state) }
    }

    /// A key pressed and released, as the console's own keyboard tells it.
    fn press(code: u16, unit: char) -> [Record; 2] {
        [down(code, unit, 0), up(code, unit, 0)]
    }

    /// A character that other programs press and release.
    fn sent(text: &str) -> Vec<Record> {
        let units = text.encode_utf16();
        let both = |unit| [true, false].map(|is_down| Record { is_down, times: 1, code: NO_KEY, unit, state: 0 });
        units.flat_map(both).collect()
    }

    /// What comes of records that are read one at a time, as hands make them.
    fn by_hand(records: &[Record]) -> Vec<Key> {
        keys_of(&mut Keys::with_pastes(), records, true)
    }

    /// What comes of records that are there all at once.
    fn at_once(records: &[Record]) -> Vec<Key> {
        keys_of(&mut Keys::with_pastes(), records, false)
    }

    fn keys_of(keys: &mut Keys, records: &[Record], rests: bool) -> Vec<Key> {
        let mut came = Vec::new();
        for record in records {
            keys.feed(*record);
            if rests {
                keys.rests();
            }
            came.extend(std::iter::from_fn(|| keys.take()));
        }
        keys.rests();
        came.extend(std::iter::from_fn(|| keys.take()));
        came
    }

    #[test]
    fn what_the_console_records_is_the_key_that_was_meant() {
        let c = Key::Character;
        let four = |state| Record { is_down: true, times: 4, code: code::DOWN, unit: 0, state };
        for (what, records, keys) in [
            ("a letter", press(0x41, 'a').to_vec(), vec![c('a')]),
            (
                "a capital letter",
                vec![down(0x10, '\0', SHIFT), down(0x41, 'A', SHIFT), up(0x41, 'A', SHIFT)],
                vec![c('A')],
            ),
            (
                "AltGr and Q",
                vec![down(0x12, '\0', ALT_GR), down(0x51, '@', ALT_GR), up(0x51, '@', ALT_GR)],
                vec![c('@')],
            ),
            ("AltGr and a key that makes nothing with it", vec![down(0x58, '\0', ALT_GR)], vec![]),
            (
                "Alt and 0 2 2 3 on the number pad",
                vec![
                    down(0x12, '\0', LEFT_ALT),
                    down(0x60, '\0', LEFT_ALT),
                    up(0x60, '\0', LEFT_ALT),
                    down(0x62, '\0', LEFT_ALT),
                    up(0x62, '\0', LEFT_ALT),
                    up(0x12, 'ß', 0),
                ],
                vec![c('ß')],
            ),
            (
                "the same where the number pad is set to arrows",
                vec![down(0x12, '\0', LEFT_ALT), down(code::DOWN, '\0', LEFT_ALT), up(0x12, 'ß', 0)],
                vec![c('ß')],
            ),
            ("Alt alone", vec![down(0x12, '\0', LEFT_ALT), up(0x12, '\0', 0)], vec![]),
            ("Alt and a letter", vec![down(0x58, 'x', LEFT_ALT)], vec![]),
            ("Alt and an arrow key", vec![down(code::LEFT, '\0', LEFT_ALT | ENHANCED)], vec![Key::Left]),
            (
                "a dead key, and the letter under it",
                vec![down(0xdd, '\0', 0), up(0xdd, '´', 0), down(0x45, 'é', 0), up(0x45, 'e', 0)],
                vec![c('é')],
            ),
            ("the release of the key that started the program", vec![up(code::RETURN, '\r', 0)], vec![]),
            ("the release of a letter at the start", vec![up(0x41, 'a', 0)], vec![]),
            (
                "what an input method makes",
                vec![down(BY_INPUT_METHOD, '\0', 0), down(NO_KEY, 'あ', 0), up(NO_KEY, 'あ', 0)],
                vec![c('あ')],
            ),
            ("a character in two halves", sent("😀"), vec![c('😀')]),
            ("half a character, and another", [sent("😀")[..2].to_vec(), sent("a")].concat(), vec![c('a')]),
            ("a held key", vec![down(0x41, 'a', 0), down(0x41, 'a', 0), up(0x41, 'a', 0)], vec![c('a'), c('a')]),
            ("a held key that nobody read", vec![four(ENHANCED), up(code::DOWN, '\0', ENHANCED)], vec![Key::Down; 4]),
            ("Ctrl and Q", vec![down(0x51, '\u{11}', LEFT_CONTROL)], vec![Key::Control('q')]),
            (
                "the same by a layout that tells no character",
                vec![down(0x51, '\0', LEFT_CONTROL)],
                vec![Key::Control('q')],
            ),
            ("Ctrl, Shift and Q", vec![down(0x51, '\u{11}', LEFT_CONTROL | SHIFT)], vec![Key::Control('q')]),
            ("Ctrl and a sign", vec![down(0xbf, '/', LEFT_CONTROL)], vec![Key::Control('/')]),
            ("Ctrl and [", vec![down(0xdb, '\u{1b}', LEFT_CONTROL)], vec![Key::Escape]),
            ("Enter", press(code::RETURN, '\r').to_vec(), vec![Key::Enter]),
            ("Tab", press(code::TAB, '\t').to_vec(), vec![Key::Tab]),
            ("Shift and Tab", vec![down(code::TAB, '\t', SHIFT)], vec![Key::BackTab]),
            ("Backspace", press(code::BACK, '\u{8}').to_vec(), vec![Key::Backspace]),
            ("Ctrl and Backspace", vec![down(code::BACK, '\u{7f}', LEFT_CONTROL)], vec![Key::Control('w')]),
            ("Escape", press(code::ESCAPE, '\u{1b}').to_vec(), vec![Key::Escape]),
            ("F12", press(code::F12, '\0').to_vec(), vec![Key::Function(12)]),
            ("a digit of the number pad", press(0x61, '1').to_vec(), vec![c('1')]),
            ("Caps Lock", press(0x14, '\0').to_vec(), vec![]),
            (
                "Enter, Tab and Backspace from another program",
                sent("\r\t\u{8}"),
                vec![Key::Enter, Key::Tab, Key::Backspace],
            ),
        ] {
            assert_eq!(by_hand(&records), keys, "{what}");
        }
    }

    fn pasted(text: &str) -> Vec<Key> {
        let characters = text.chars().map(Key::Pasted);
        [Key::PasteStart].into_iter().chain(characters).chain([Key::PasteEnd]).collect()
    }

    #[test]
    fn many_keys_at_once_are_a_paste_and_few_are_keys() {
        let c = Key::Character;
        let held = vec![down(0x41, 'a', 0); 6];
        let by_alt = [sent("Gr"), vec![down(0x12, '\0', LEFT_ALT), up(0x12, 'ß', 0)], sent("e")].concat();
        for (what, records, keys) in [
            ("three", sent("abc"), pasted("abc")),
            ("two", sent("ab"), vec![c('a'), c('b')]),
            ("with a line end", sent("Sunny2024&\r"), pasted("Sunny2024&\r")),
            ("several lines", sent("a\rb\r\tc"), pasted("a\rb\r\tc")),
            ("line ends alone", sent("\r\r\r"), pasted("\r\r\r")),
            ("a character that the layout has no key for", by_alt, pasted("Grße")),
            ("keys of the keyboard", [press(0x41, 'a'), press(0x42, 'b'), press(0x43, 'c')].concat(), pasted("abc")),
            ("a held key", held, vec![c('a'); 6]),
            ("keys that make no text", [press(code::DOWN, '\0'); 4].concat(), vec![Key::Down; 4]),
            (
                "a key within it that makes no text",
                [sent("abc"), press(code::F1, '\0').to_vec(), sent("d")].concat(),
                pasted("abcd"),
            ),
        ] {
            assert_eq!(at_once(&records), keys, "{what}");
        }
        let ended = [pasted("abc"), vec![Key::Control('c'), c('d')]].concat();
        let records =
            [sent("abc"), vec![down(0x43, '\u{3}', LEFT_CONTROL), up(0x43, '\u{3}', LEFT_CONTROL)], sent("d")];
        assert_eq!(at_once(&records.concat()), ended, "Ctrl-C ends it and is never lost");
    }

    #[test]
    fn a_paste_in_pieces_is_one_until_it_rests() {
        let mut keys = Keys::with_pastes();
        let mut came = Vec::new();
        for record in sent("abcd") {
            keys.feed(record);
            came.extend(std::iter::from_fn(|| keys.take()));
        }
        assert_eq!(keys.patience(), Some(GAP));
        keys.rests();
        came.extend(std::iter::from_fn(|| keys.take()));
        assert_eq!((came, keys.patience()), (pasted("abcd"), None));
        keys.feed(down(0x41, 'a', 0));
        assert_eq!((keys.take(), keys.patience()), (None, Some(Duration::ZERO)));
    }

    #[test]
    fn every_end_is_the_signal_that_says_the_same_elsewhere() {
        for (what, end, signal) in [
            ("Ctrl-C in a line", End::Interrupt, 2),
            ("Ctrl-Break", End::Break, 2),
            ("the close button", End::Close, 1),
            ("log-off", End::LogOff, 15),
            ("shutdown", End::Shutdown, 15),
        ] {
            assert_eq!(end.signal(), signal, "{what}");
        }
    }

    #[test]
    fn a_window_lacks_a_console_or_escape_sequences() {
        for (what, is_console, is_called_terminal, takes_sequences, lacks) in [
            ("a console", (true, true), true, true, None),
            ("a console of the old kind", (true, true), true, false, Some(Lack::Sequences)),
            ("Git Bash: pipes that call themselves a terminal", (false, false), true, true, Some(Lack::Console)),
            ("the same, and a console to write to", (false, true), true, true, Some(Lack::Console)),
            ("a file to read from", (false, true), false, true, None),
            ("an old console, and a file to read from", (false, true), false, false, None),
            ("a console, and a pipe to write to", (true, false), true, false, None),
        ] {
            assert_eq!(lack(is_console, is_called_terminal, || takes_sequences), lacks, "{what}");
        }
        assert_eq!(lack((true, false), true, || panic!("a pipe is not asked")), None);
    }

    #[test]
    fn in_a_line_a_pasted_line_end_is_enter() {
        let keys = keys_of(&mut Keys::without_pastes(), &sent("abc\r"), false);
        assert_eq!(keys, [Key::Character('a'), Key::Character('b'), Key::Character('c'), Key::Enter]);
    }
}

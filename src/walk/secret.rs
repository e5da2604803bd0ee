//! What is typed into a field: kept in one fixed buffer, never printed, wiped when the field is left by any way out.

use std::fmt;

use zeroize::Zeroize;

use crate::harden;

/// How many characters (Unicode code points) a field of a password page holds; what would not fit is refused whole.
pub const CAPACITY: usize = 128;

/// A change to a field, as a key or a piece of a paste makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    Insert(char),
    PasteStart,
    Pasted(char),
    PasteEnd,
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    /// Everything.
    Clear,
    /// From the cursor to the end.
    DeleteToEnd,
    /// The word before the cursor, with the blanks between.
    DeleteWord,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// As asked.
    Done,
    /// The paste ended in a line end, which is not part of what was meant.
    LineEndDropped,
    /// The paste has a line end before its end, which was taken as it is.
    LineEndWithin,
    /// The field is full: the key was not taken.
    Full,
    /// There was no room for the paste: nothing of it was taken.
    TooLong,
}

/// Characters that no copy may be left of: as many as there is room for.
pub struct Secret<const ROOM: usize = CAPACITY> {
    characters: Box<[char; ROOM]>,
    length: usize,
    cursor: usize,
    paste: Option<Paste>,
}

/// A paste that is still coming in.
struct Paste {
    /// Where in the field it began.
    start: usize,
    /// Line ends are held back: the last one is dropped.
    held: LineEnd,
    /// A line end was not the last.
    within: bool,
    overflow: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    None,
    Return,
    Newline,
    ReturnNewline,
}

impl<const ROOM: usize> Default for Secret<ROOM> {
    fn default() -> Self {
        Secret { characters: Box::new(['\0'; ROOM]), length: 0, cursor: 0, paste: None }
    }
}

impl<const ROOM: usize> Secret<ROOM> {
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The number of characters (Unicode code points).
    pub fn count(&self) -> usize {
        self.length
    }

    /// How many characters stand before the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The characters themselves: for the rules, for the frame that shows them on request, and for the plain mode, which
    /// asks whether they are a command; for nothing else.
    pub fn characters(&self) -> impl Iterator<Item = char> + Clone + '_ {
        self.characters.iter().take(self.length).copied()
    }

    pub fn wipe(&mut self) {
        self.characters.as_mut_slice().zeroize();
        self.length = 0;
        self.cursor = 0;
        self.paste = None;
    }

    pub fn edit(&mut self, edit: Edit) -> Edited {
        match edit {
            Edit::Insert(character) => return self.insert(character),
            Edit::PasteStart => {
                self.paste = Some(Paste { start: self.cursor, held: LineEnd::None, within: false, overflow: false });
            }
            Edit::Pasted(character) => self.pasted(character),
            Edit::PasteEnd => return self.paste_end(),
            Edit::Backspace if self.cursor > 0 => self.remove(self.cursor - 1, self.cursor),
            Edit::Delete if self.cursor < self.length => self.remove(self.cursor, self.cursor + 1),
            Edit::Backspace | Edit::Delete => {}
            Edit::Left => self.cursor = self.cursor.saturating_sub(1),
            Edit::Right => self.cursor = self.length.min(self.cursor + 1),
            Edit::Home => self.cursor = 0,
            Edit::End => self.cursor = self.length,
            Edit::Clear => self.wipe(),
            Edit::DeleteToEnd => self.remove(self.cursor, self.length),
            Edit::DeleteWord => self.remove(self.start_of_word(), self.cursor),
        }
        Edited::Done
    }

    fn insert(&mut self, character: char) -> Edited {
        if self.length == ROOM {
            return Edited::Full;
        }
        if self.length == 0 {
            harden::lock(self.characters.as_slice());
        }
        self.characters.copy_within(self.cursor..self.length, self.cursor + 1);
        if let Some(place) = self.characters.get_mut(self.cursor) {
            *place = character;
        }
        self.length += 1;
        self.cursor += 1;
        Edited::Done
    }

    /// Where the word before the cursor begins, as a shell has it: after a blank.
    fn start_of_word(&self) -> usize {
        let before = || self.characters.iter().take(self.cursor).rev();
        let blanks = before().take_while(|c| c.is_whitespace()).count();
        let word = before().skip(blanks).take_while(|c| !c.is_whitespace()).count();
        self.cursor - blanks - word
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.characters.copy_within(to..self.length, from);
        let length = self.length - (to - from);
        if let Some(removed) = self.characters.get_mut(length..self.length) {
            removed.zeroize();
        }
        self.length = length;
        self.cursor = from;
    }

    fn pasted(&mut self, character: char) {
        let Some(paste) = &mut self.paste else { return };
        let (held, before) = match (paste.held, character) {
            (LineEnd::Return, '\n') => (LineEnd::ReturnNewline, LineEnd::None),
            (before, '\r') => (LineEnd::Return, before),
            (before, '\n') => (LineEnd::Newline, before),
            (before, _) => (LineEnd::None, before),
        };
        paste.held = held;
        paste.within |= before != LineEnd::None;
        let line_end: &[char] = match before {
            LineEnd::None => &[],
            LineEnd::Return => &['\r'],
            LineEnd::Newline => &['\n'],
            LineEnd::ReturnNewline => &['\r', '\n'],
        };
        let character = (held == LineEnd::None).then_some(character);
        for character in line_end.iter().copied().chain(character) {
            if self.insert(character) == Edited::Full
                && let Some(paste) = &mut self.paste
            {
                paste.overflow = true;
            }
        }
    }

    fn paste_end(&mut self) -> Edited {
        match self.paste.take() {
            Some(Paste { start, overflow: true, .. }) => {
                self.remove(start, self.cursor);
                Edited::TooLong
            }
            Some(Paste { within: true, .. }) => Edited::LineEndWithin,
            Some(Paste { held, .. }) if held != LineEnd::None => Edited::LineEndDropped,
            Some(_) | None => Edited::Done,
        }
    }
}

impl<const ROOM: usize> Drop for Secret<ROOM> {
    fn drop(&mut self) {
        self.wipe();
    }
}

/// Says that there is something, and nothing of what it is.
impl<const ROOM: usize> fmt::Debug for Secret<ROOM> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Secret {
        let mut secret = Secret::default();
        text.chars().for_each(|c| assert_eq!(secret.edit(Edit::Insert(c)), Edited::Done));
        secret
    }

    fn paste(secret: &mut Secret, text: &str) -> Edited {
        secret.edit(Edit::PasteStart);
        text.chars().for_each(|c| _ = secret.edit(Edit::Pasted(c)));
        secret.edit(Edit::PasteEnd)
    }

    fn text(secret: &Secret) -> String {
        secret.characters().collect()
    }

    #[test]
    fn editing_happens_at_the_cursor() {
        use Edit::*;
        let cases: [(&str, &[Edit], &str, usize); 14] = [
            ("abc", &[Left, Insert('x')], "abxc", 3),
            ("abc", &[Home, Delete], "bc", 0),
            ("abc", &[End, Delete], "abc", 3),
            ("abc", &[Home, Backspace], "abc", 0),
            ("abc", &[Left, Left, Backspace], "bc", 0),
            ("abc", &[Right, Backspace], "ab", 2),
            ("aé😀", &[Backspace, Left, Delete], "a", 1),
            ("abc", &[Clear, Insert('z')], "z", 1),
            ("abcd", &[Left, Left, DeleteToEnd], "ab", 2),
            ("abc", &[DeleteToEnd, Home, DeleteToEnd], "", 0),
            ("one two  ", &[DeleteWord], "one ", 4),
            ("one two", &[Left, DeleteWord, DeleteWord], "o", 0),
            ("one", &[Home, DeleteWord], "one", 0),
            ("é\u{a0}😀", &[DeleteWord], "é\u{a0}", 2),
        ];
        for (before, edits, after, cursor) in cases {
            let mut secret = typed(before);
            edits.iter().for_each(|edit| _ = secret.edit(*edit));
            assert_eq!((text(&secret).as_str(), secret.cursor()), (after, cursor), "{before} {edits:?}");
        }
    }

    #[test]
    fn one_line_end_at_the_end_of_a_paste_is_dropped_and_another_is_said() {
        for (pasted, kept, result) in [
            ("abc", "abc", Edited::Done),
            ("abc\n", "abc", Edited::LineEndDropped),
            ("abc\r", "abc", Edited::LineEndDropped),
            ("abc\r\n", "abc", Edited::LineEndDropped),
            ("abc\n\n", "abc\n", Edited::LineEndWithin),
            ("abc\r\n\r\n", "abc\r\n", Edited::LineEndWithin),
            ("a\nb", "a\nb", Edited::LineEndWithin),
            ("\n", "", Edited::LineEndDropped),
            ("", "", Edited::Done),
        ] {
            let mut secret = Secret::default();
            assert_eq!(paste(&mut secret, pasted), result, "{pasted:?}");
            assert_eq!(text(&secret), kept, "{pasted:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_whole() {
        let mut secret = typed("head");
        secret.edit(Edit::Left);
        assert_eq!(paste(&mut secret, &"x".repeat(CAPACITY)), Edited::TooLong);
        assert_eq!((text(&secret).as_str(), secret.cursor()), ("head", 3));
        let room = CAPACITY - 4;
        assert_eq!(paste(&mut secret, &("y".repeat(room) + "\r\n")), Edited::LineEndDropped);
        assert_eq!(secret.count(), CAPACITY);
        assert_eq!(secret.edit(Edit::Insert('z')), Edited::Full);
        assert_eq!(secret.count(), CAPACITY);
    }

    #[test]
    fn nothing_is_left_in_the_buffer_after_a_wipe_or_a_removal() {
        let mut secret = typed("correct horse");
        secret.edit(Edit::Backspace);
        assert_eq!(secret.characters[12], '\0');
        secret.edit(Edit::DeleteWord);
        assert!(secret.characters[8..].iter().all(|c| *c == '\0'));
        secret.edit(Edit::Home);
        secret.edit(Edit::DeleteToEnd);
        assert!(secret.characters.iter().all(|c| *c == '\0'));
        let mut secret = typed("correct horse");
        secret.wipe();
        assert!(secret.characters.iter().all(|c| *c == '\0'));
        assert_eq!(secret.count(), 0);
    }

    #[test]
    fn debug_says_nothing_of_what_was_typed() {
        assert_eq!(format!("{:?}", typed("hunter2")), "Secret(..)");
    }
}

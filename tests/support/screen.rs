//! Keys written as text, pressed on a walk, and the frame that is painted then, as text.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use vo_login_wizard::clock::WalkClock;
use vo_login_wizard::content::words;
use vo_login_wizard::page::Block;
use vo_login_wizard::run::Run;
use vo_login_wizard::terminal::Key;
use vo_login_wizard::tui::theme::{Theme, UNICODE};
use vo_login_wizard::tui::{FrontEnd, Pressed};
use vo_login_wizard::walk::Walk;

pub const THEME: Theme = Theme { color: false, marks: &UNICODE };

/// A run that keeps nothing and writes no time of its own.
pub fn run(walk: Walk<'_>) -> Run<'_> {
    Run::new(walk).with_clock(WalkClock::begun("2024-05-06T09:30:00+02:00".to_owned(), 754))
}

/// Keys as they are written in the tests: `ab<enter><f1><c-q>`; `<lt>` is the sign itself, and what stands between
/// `<paste>` and `<end-paste>` is pasted.
pub fn keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut in_paste = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (plain_key(character, in_paste), rest.split_at(character.len_utf8()).1),
        };
        in_paste = (in_paste || key == Key::PasteStart) && key != Key::PasteEnd;
        keys.push(if in_paste && key == Key::Character('<') { Key::Pasted('<') } else { key });
        rest = after;
    }
    keys
}

fn plain_key(character: char, in_paste: bool) -> Key {
    if in_paste { Key::Pasted(character) } else { Key::Character(character) }
}

fn named_key(name: &str) -> Key {
    match name {
        "lt" => Key::Character('<'),
        "enter" => Key::Enter,
        "esc" => Key::Escape,
        "tab" => Key::Tab,
        "back-tab" => Key::BackTab,
        "backspace" => Key::Backspace,
        "delete" => Key::Delete,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "page-up" => Key::PageUp,
        "page-down" => Key::PageDown,
        "paste" => Key::PasteStart,
        "end-paste" => Key::PasteEnd,
        other => match (other.strip_prefix("c-"), other.strip_prefix('f')) {
            (Some(letter), _) => Key::Control(letter.chars().next().expect("a letter after c-")),
            (None, Some(number)) => Key::Function(number.parse().expect("a number after f")),
            (None, None) => panic!("there is no key <{other}>"),
        },
    }
}

/// Presses the keys, each on the page as it then is; returns what the last one led to.
pub fn press(front_end: &mut FrontEnd<'_, '_>, text: &str) -> Pressed {
    press_in(front_end, text, true)
}

/// Presses the keys, all of them deliberately or none.
pub fn press_in(front_end: &mut FrontEnd<'_, '_>, text: &str, deliberate: bool) -> Pressed {
    let mut last = Pressed::Done;
    for key in keys(text) {
        last = front_end.press(key, || Ok(deliberate)).expect("pressing a key does no output");
    }
    last
}

/// The note that is kept with the page.
pub fn note(front_end: &mut FrontEnd<'_, '_>) -> Option<String> {
    let (before, after) = words().notes.own.split_once("{note}").expect("the note has its place");
    front_end.page().blocks.iter().find_map(|block| {
        let Block::Note(text) = block else { return None };
        text.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
    })
}

/// A painted frame.
pub struct Frame {
    pub buffer: Buffer,
    pub cursor: Option<Position>,
}

pub fn frame(front_end: &mut FrontEnd<'_, '_>, columns: u16, rows: u16) -> Frame {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let cursor = front_end.paint(&mut buffer);
    Frame { buffer, cursor }
}

impl Frame {
    /// The columns of one row, as text.
    pub fn part(&self, row: u16, columns: std::ops::Range<u16>) -> String {
        columns.filter_map(|column| self.buffer.cell((column, row))).map(|cell| cell.symbol()).collect()
    }

    /// Every row, without the spaces at its end.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (0..area.height).map(|row| self.part(row, 0..area.width).trim_end().to_owned()).collect()
    }

    /// All words, each a space apart, so that it does not matter where lines end.
    pub fn words(&self) -> String {
        self.rows().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The rows and the place of the cursor.
    pub fn text(&self) -> String {
        let cursor = match self.cursor {
            Some(Position { x, y }) => format!("{x},{y}"),
            None => "hidden".to_owned(),
        };
        format!("{}\ncursor: {cursor}\n", self.rows().join("\n"))
    }
}

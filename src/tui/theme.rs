//! Colours and signs. A colour never says anything alone: beside it stands a sign, and words that say the same.

use ratatui::style::{Color, Modifier, Style};

use crate::content::Class;
use crate::page::Reached;
use crate::walk::Mark;
use crate::walk::rule::RuleState;

/// How the screen looks: with colours or without, and in which signs.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    pub color: bool,
    pub marks: &'static Marks,
}

/// The signs that stand for something, and what else can be shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Marks {
    pub letters: Letters,
    pub pointer: &'static str,
    pub bullet: &'static str,
    pub mask: char,
    pub blank: char,
    /// Stands for a character that cannot be shown.
    pub unknown: char,
    pub line: &'static str,
    /// Before what is to be said.
    pub bar: &'static str,
    /// What cannot be told, or not yet.
    pub neutral: &'static str,
    pub met: &'static str,
    pub unmet: &'static str,
    pub unsure: &'static str,
    pub open: &'static str,
    pub done: &'static str,
    pub not_shown: &'static str,
    pub passed: &'static str,
    pub here: &'static str,
    pub ahead: &'static str,
    pub cut: &'static str,
    pub arrows: &'static str,
}

/// Which letters and signs of a text can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    All,
    /// All letters, but quotes and dashes only as ASCII has them.
    PlainQuotes,
    Ascii,
}

pub const UNICODE: Marks = Marks {
    letters: Letters::All,
    pointer: "❯",
    bullet: "•",
    mask: '•',
    blank: '_',
    unknown: '�',
    line: "─",
    bar: "│",
    neutral: "·",
    met: "✓",
    unmet: "✗",
    unsure: "?",
    open: "○",
    done: "✓",
    not_shown: "–",
    passed: "✓",
    here: "●",
    ahead: "○",
    cut: "…",
    arrows: "↑↓",
};

pub const ASCII: Marks = Marks {
    letters: Letters::Ascii,
    pointer: ">",
    bullet: "-",
    mask: '*',
    blank: '_',
    unknown: '?',
    line: "-",
    bar: "|",
    neutral: ".",
    met: "+",
    unmet: "x",
    unsure: "?",
    open: "[ ]",
    done: "[x]",
    not_shown: "[-]",
    passed: "[x]",
    here: "[>]",
    ahead: "[ ]",
    cut: "...",
    arrows: "Up/Down",
};

/// For consoles whose fonts have lines and few other signs: that of Linux, and the old ones of Windows.
pub const CONSOLE: Marks = Marks { letters: Letters::PlainQuotes, line: "─", bar: "│", ..ASCII };

/// Where the width of many signs is not certain, as in Chinese, Japanese and Korean.
pub const CERTAIN_WIDTH: Marks = Marks { letters: Letters::PlainQuotes, ..ASCII };

impl Theme {
    /// For what leads a page, and for the names of keys.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// For the row that has the focus.
    pub fn focus(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    fn colored(&self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }

    pub fn rule(&self, state: RuleState) -> (&'static str, Style) {
        match state {
            RuleState::Met => (self.marks.met, self.colored(Color::Green)),
            RuleState::Unmet => (self.marks.unmet, self.colored(Color::Red)),
            RuleState::Unsure => (self.marks.unsure, Style::new()),
        }
    }

    pub fn step(&self, mark: Option<Mark>) -> (&'static str, Style) {
        match mark {
            None => (self.marks.open, Style::new()),
            Some(Mark::Done | Mark::DoneBefore) => (self.marks.done, self.colored(Color::Green)),
            Some(Mark::NotShown) => (self.marks.not_shown, Style::new()),
        }
    }

    pub fn stage(&self, reached: Reached) -> (&'static str, Style) {
        match reached {
            Reached::Passed => (self.marks.passed, self.colored(Color::Green)),
            Reached::Here => (self.marks.here, Style::new()),
            Reached::Ahead => (self.marks.ahead, Style::new()),
        }
    }

    /// What an ending is led by.
    pub fn ending(&self, class: Class) -> Option<(&'static str, Style)> {
        match class {
            Class::Solved => Some((self.marks.met, self.strong().patch(self.colored(Color::Green)))),
            Class::NotSupported | Class::Elsewhere | Class::Waiting | Class::HandOver => None,
        }
    }

    /// The sign before what just happened and wants to be read.
    pub fn message(&self) -> Style {
        self.colored(Color::Magenta)
    }
}

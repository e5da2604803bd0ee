//! Colours and marks. A colour never says anything alone: beside it stands a mark and a word.

use ratatui::style::{Color, Modifier, Style};

use crate::walk::Mark;
use crate::walk::rule::{Integrations, RuleState};

/// How the screen looks: with colours or without, in Unicode or in ASCII.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    pub color: bool,
    pub marks: &'static Marks,
}

/// The signs that stand for something.
#[derive(Debug)]
pub struct Marks {
    pub pointer: &'static str,
    pub bullet: &'static str,
    pub mask: char,
    pub blank: char,
    /// Stands for a character that cannot be shown.
    pub unknown: char,
    pub line: &'static str,
    pub bar: &'static str,
    pub met: &'static str,
    pub unmet: &'static str,
    pub unsure: &'static str,
    pub open: &'static str,
    pub done: &'static str,
    pub not_shown: &'static str,
    pub arrows: &'static str,
}

pub const UNICODE: Marks = Marks {
    pointer: "❯",
    bullet: "•",
    mask: '•',
    blank: '_',
    unknown: '�',
    line: "─",
    bar: "│",
    met: "✓",
    unmet: "✗",
    unsure: "?",
    open: "[ ]",
    done: "[✓]",
    not_shown: "[–]",
    arrows: "↑↓",
};

pub const ASCII: Marks = Marks {
    pointer: ">",
    bullet: "-",
    mask: '*',
    blank: '_',
    unknown: '?',
    line: "-",
    bar: "|",
    met: "+",
    unmet: "x",
    unsure: "?",
    open: "[ ]",
    done: "[x]",
    not_shown: "[-]",
    arrows: "Up/Down",
};

impl Theme {
    /// Whether only ASCII can be shown.
    pub fn is_ascii(&self) -> bool {
        self.marks.pointer.is_ascii()
    }

    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    fn colored(&self, color: Color) -> Style {
        if self.color { self.strong().fg(color) } else { self.strong() }
    }

    pub fn rule(&self, state: RuleState) -> (&'static str, Style) {
        match state {
            RuleState::Met => (self.marks.met, self.colored(Color::Green)),
            RuleState::Unmet => (self.marks.unmet, self.colored(Color::Red)),
            RuleState::Unsure => (self.marks.unsure, self.colored(Color::Magenta)),
        }
    }

    pub fn integrations(&self, verdict: Integrations) -> (&'static str, Style) {
        self.rule(match verdict {
            Integrations::Clear => RuleState::Met,
            Integrations::Uncertain => RuleState::Unsure,
            Integrations::Trouble => RuleState::Unmet,
        })
    }

    pub fn step(&self, mark: Option<Mark>) -> (&'static str, Style) {
        match mark {
            None => (self.marks.open, Style::new()),
            Some(Mark::Done) => (self.marks.done, self.colored(Color::Green)),
            Some(Mark::NotShown) => (self.marks.not_shown, self.colored(Color::Magenta)),
        }
    }

    /// For what just happened and wants to be read.
    pub fn message(&self) -> Style {
        self.colored(Color::Magenta)
    }
}

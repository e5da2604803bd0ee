//! What the environment asks for: which front-end, which colours, which characters. It reads what it is handed, so
//! that each rule can be tested.

use crate::cli::Color;
use crate::content::words;
use crate::tui::LEAST;
use crate::tui::theme::{ASCII, Theme, UNICODE};

/// What is known before the walk begins.
pub struct Environment<'e> {
    /// The value of an environment variable, if it is set.
    pub variable: &'e dyn Fn(&str) -> Option<String>,
    /// Whether input and output are terminals.
    pub is_terminal: (bool, bool),
    /// The size of the terminal in columns and rows.
    pub size: (u16, u16),
}

impl Environment<'_> {
    fn set(&self, name: &str) -> Option<String> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    fn is_dumb(&self) -> bool {
        self.set("TERM").as_deref() == Some("dumb")
    }

    /// Why the plain mode is on; `None` for the full screen.
    pub fn plain(&self, asked: bool) -> Option<&'static str> {
        let words = &words().plain;
        let accessible = self.set("ACCESSIBLE");
        let accessible = accessible.is_some_and(|value| !["0", "false", "no"].contains(&value.to_lowercase().as_str()));
        let small = self.size.0 < LEAST.0 || self.size.1 < LEAST.1;
        let reasons = [
            (asked, &words.on_flag),
            (self.set("VO_LOGIN_WIZARD_MODE").as_deref() == Some("plain"), &words.on_mode),
            (accessible, &words.on_accessible),
            (self.is_terminal != (true, true), &words.on_no_terminal),
            (self.is_dumb(), &words.on_dumb),
            (small, &words.on_small),
        ];
        reasons.into_iter().find(|(holds, _)| *holds).map(|(_, words)| words.as_str())
    }

    /// Whether only ASCII can be shown: the locale's character set is not UTF-8. Windows consoles show Unicode.
    pub fn is_ascii(&self, asked: bool) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.set(name)).unwrap_or_default();
        let locale = locale.to_lowercase();
        asked || (!cfg!(windows) && !locale.contains("utf-8") && !locale.contains("utf8"))
    }

    pub fn theme(&self, color: Color, ascii: bool) -> Theme {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.set("NO_COLOR").is_none() && !self.is_dumb(),
        };
        Theme { color, marks: if ascii { &ASCII } else { &UNICODE } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'e>(variable: &'e dyn Fn(&str) -> Option<String>) -> Environment<'e> {
        Environment { variable, is_terminal: (true, true), size: (80, 24) }
    }

    fn with(name: &'static str, value: &'static str) -> impl Fn(&str) -> Option<String> {
        move |asked| (asked == name).then(|| value.to_owned())
    }

    #[test]
    fn the_plain_mode_is_on_for_the_first_reason_that_holds() {
        let words = &words().plain;
        let none = |_: &str| None;
        assert_eq!(environment(&none).plain(false), None);
        assert_eq!(environment(&none).plain(true), Some(words.on_flag.as_str()));
        for (name, value, expected) in [
            ("VO_LOGIN_WIZARD_MODE", "plain", Some(&words.on_mode)),
            ("VO_LOGIN_WIZARD_MODE", "full", None),
            ("ACCESSIBLE", "1", Some(&words.on_accessible)),
            ("ACCESSIBLE", "yes", Some(&words.on_accessible)),
            ("ACCESSIBLE", "", None),
            ("ACCESSIBLE", "0", None),
            ("ACCESSIBLE", "False", None),
            ("ACCESSIBLE", "no", None),
            ("TERM", "dumb", Some(&words.on_dumb)),
            ("TERM", "xterm", None),
        ] {
            let variable = with(name, value);
            assert_eq!(environment(&variable).plain(false), expected.map(String::as_str), "{name}={value}");
        }
        for (is_terminal, size, expected) in [
            ((false, true), (80, 24), Some(&words.on_no_terminal)),
            ((true, false), (80, 24), Some(&words.on_no_terminal)),
            ((true, true), (39, 24), Some(&words.on_small)),
            ((true, true), (80, 11), Some(&words.on_small)),
            ((true, true), (40, 12), None),
        ] {
            let environment = Environment { variable: &none, is_terminal, size };
            assert_eq!(environment.plain(false), expected.map(String::as_str), "{is_terminal:?} {size:?}");
        }
    }

    #[test]
    fn the_locale_decides_the_characters_and_the_flag_overrules_it() {
        for (name, value, ascii) in [
            ("LANG", "C", true),
            ("LANG", "C.UTF-8", false),
            ("LANG", "de_DE.utf8", false),
            ("LC_ALL", "POSIX", true),
            ("LC_CTYPE", "en_GB.ISO-8859-1", true),
            ("NOTHING", "set", true),
        ] {
            let variable = with(name, value);
            assert_eq!(environment(&variable).is_ascii(false), ascii && !cfg!(windows), "{name}={value}");
            assert!(environment(&variable).is_ascii(true));
        }
    }

    #[test]
    fn colours_are_off_when_the_environment_or_the_flag_says_so() {
        for (name, value, flag, color) in [
            ("NO_COLOR", "1", Color::Auto, false),
            ("NO_COLOR", "", Color::Auto, true),
            ("NO_COLOR", "1", Color::Always, true),
            ("TERM", "dumb", Color::Auto, false),
            ("TERM", "xterm", Color::Never, false),
            ("TERM", "xterm", Color::Auto, true),
        ] {
            let variable = with(name, value);
            assert_eq!(environment(&variable).theme(flag, false).color, color, "{name}={value} {flag:?}");
        }
    }
}

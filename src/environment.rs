//! What the environment asks for: which front-end, which colours, which characters. It reads what it is handed, so
//! that each rule can be tested.

use crate::cli::Color;
use crate::content::words;
use crate::terminal::Lack;
use crate::tui::LEAST;
use crate::tui::theme::{ASCII, CERTAIN_WIDTH, CONSOLE, Marks, Theme, UNICODE};

/// What is known before the walk begins.
pub struct Environment<'e> {
    /// The value of an environment variable, if it is set.
    pub variable: &'e dyn Fn(&str) -> Option<String>,
    /// Whether input and output are terminals.
    pub is_terminal: (bool, bool),
    /// What the terminal lacks for the full screen.
    pub lack: Option<Lack>,
    /// The size of the terminal in columns and rows.
    pub size: (u16, u16),
}

impl Environment<'_> {
    fn set(&self, name: &str) -> Option<String> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    /// A terminal that takes no escape sequences, or says nothing of what it is. That of Windows never does.
    fn is_dumb(&self) -> bool {
        self.set("TERM").map_or(!cfg!(windows), |term| term == "dumb")
    }

    fn locale(&self) -> String {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.set(name));
        locale.unwrap_or_default().to_lowercase()
    }

    /// Why the plain mode is on; `None` for the full screen.
    pub fn plain(&self, asked: bool) -> Option<&'static str> {
        let words = &words().plain;
        let small = self.size.0 < LEAST.0 || self.size.1 < LEAST.1;
        let reasons = [
            (asked, words.on_flag),
            (self.set("VO_LOGIN_WIZARD_MODE").as_deref() == Some("plain"), words.on_mode),
            (self.is_heard(), words.on_accessible),
            (self.lack == Some(Lack::Console), words.on_no_console),
            (self.is_terminal != (true, true), words.on_no_terminal),
            (self.lack == Some(Lack::Sequences), words.on_old_console),
            (self.is_dumb(), words.on_dumb),
            (small, words.on_small),
        ];
        reasons.into_iter().find(|(holds, _)| *holds).map(|(_, words)| words)
    }

    /// Whether the full screen could be gone to: a terminal is here that takes what it is drawn with.
    pub fn has_full_screen(&self) -> bool {
        self.is_terminal == (true, true) && self.lack.is_none() && !self.is_dumb()
    }

    /// Whether somebody hears the lines, as with a screen reader, so that each is best whole.
    pub fn is_heard(&self) -> bool {
        let asked = self.set("ACCESSIBLE");
        asked.is_some_and(|value| !["0", "false", "no"].contains(&value.to_lowercase().as_str()))
    }

    /// Whether only ASCII can be shown: the locale's character set is not UTF-8. Windows consoles show Unicode.
    pub fn is_ascii(&self, asked: bool) -> bool {
        let locale = self.locale();
        asked || (!cfg!(windows) && !locale.contains("utf-8") && !locale.contains("utf8"))
    }

    /// What keeps the terminal's clipboard from programs, or may do so, where one runs within it.
    pub fn within(&self) -> Option<&'static str> {
        [("TMUX", "tmux"), ("STY", "screen")]
            .into_iter()
            .find(|(name, _)| self.set(name).is_some())
            .map(|(_, within)| within)
    }

    /// The signs that this terminal has.
    fn marks(&self, ascii: bool) -> &'static Marks {
        let locale = self.locale();
        let has_wide_signs = ["ja", "ko", "zh"].into_iter().any(|language| locale.starts_with(language));
        let is_linux_console = self.set("TERM").as_deref() == Some("linux");
        // The new terminals of Windows say what they are; the old consoles do not.
        let says_what_it_is =
            ["WT_SESSION", "TERM_PROGRAM", "ConEmuANSI"].into_iter().any(|name| self.set(name).is_some());
        match () {
            () if ascii => &ASCII,
            () if has_wide_signs => &CERTAIN_WIDTH,
            () if is_linux_console || (cfg!(windows) && !says_what_it_is) => &CONSOLE,
            () => &UNICODE,
        }
    }

    pub fn theme(&self, color: Color, ascii: bool) -> Theme {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.set("NO_COLOR").is_none() && !self.is_dumb(),
        };
        Theme { color, marks: self.marks(ascii) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'e>(variable: &'e dyn Fn(&str) -> Option<String>) -> Environment<'e> {
        Environment { variable, is_terminal: (true, true), lack: None, size: (80, 24) }
    }

    /// One variable, and a terminal that says what it is.
    fn with(name: &'static str, value: &'static str) -> impl Fn(&str) -> Option<String> {
        move |asked| match asked {
            asked if asked == name => Some(value.to_owned()),
            "TERM" => Some("xterm".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn the_plain_mode_is_on_for_the_first_reason_that_holds() {
        let words = &words().plain;
        let none = with("NOTHING", "set");
        assert_eq!(environment(&none).plain(false), None);
        assert_eq!(environment(&none).plain(true), Some(words.on_flag));
        for (name, value, expected) in [
            ("VO_LOGIN_WIZARD_MODE", "plain", Some(words.on_mode)),
            ("VO_LOGIN_WIZARD_MODE", "full", None),
            ("ACCESSIBLE", "1", Some(words.on_accessible)),
            ("ACCESSIBLE", "yes", Some(words.on_accessible)),
            ("ACCESSIBLE", "", None),
            ("ACCESSIBLE", "0", None),
            ("ACCESSIBLE", "False", None),
            ("ACCESSIBLE", "no", None),
            ("TERM", "dumb", Some(words.on_dumb)),
            ("TERM", "", Some(words.on_dumb).filter(|_| !cfg!(windows))),
            ("TERM", "xterm", None),
        ] {
            let variable = with(name, value);
            assert_eq!(environment(&variable).plain(false), expected, "{name}={value}");
            let is_dumb = expected == Some(words.on_dumb);
            assert_eq!(environment(&variable).has_full_screen(), !is_dumb, "{name}={value}");
        }
        for (is_terminal, lack, size, expected) in [
            ((false, true), None, (80, 24), Some(words.on_no_terminal)),
            ((true, false), None, (80, 24), Some(words.on_no_terminal)),
            ((false, false), Some(Lack::Console), (80, 24), Some(words.on_no_console)),
            ((false, true), Some(Lack::Console), (80, 24), Some(words.on_no_console)),
            ((true, true), Some(Lack::Sequences), (80, 24), Some(words.on_old_console)),
            ((true, true), None, (39, 24), Some(words.on_small)),
            ((true, true), None, (80, 11), Some(words.on_small)),
            ((true, true), None, (40, 12), None),
        ] {
            let environment = Environment { variable: &none, is_terminal, lack, size };
            assert_eq!(environment.plain(false), expected, "{is_terminal:?} {lack:?} {size:?}");
            // A window can be made larger.
            let has_full_screen = is_terminal == (true, true) && lack.is_none();
            assert_eq!(environment.has_full_screen(), has_full_screen, "{is_terminal:?} {lack:?} {size:?}");
        }
    }

    #[test]
    fn what_the_terminal_is_within_is_known_by_what_it_sets() {
        for (name, value, within) in [
            ("TMUX", "/tmp/tmux-1000/default,1,0", Some("tmux")),
            ("STY", "12.pts-0", Some("screen")),
            ("TMUX", "", None),
        ] {
            assert_eq!(environment(&with(name, value)).within(), within, "{name}={value}");
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
    fn a_terminal_gets_the_signs_that_it_has() {
        for (name, value, marks) in [
            ("LANG", "de_DE.UTF-8", &UNICODE),
            ("TERM", "linux", &CONSOLE),
            ("LANG", "ja_JP.UTF-8", &CERTAIN_WIDTH),
            ("LC_CTYPE", "zh_CN.UTF-8", &CERTAIN_WIDTH),
            ("LC_ALL", "ko_KR.utf8", &CERTAIN_WIDTH),
        ] {
            let variable = with(name, value);
            let environment = environment(&variable);
            let old_console = cfg!(windows) && *marks == UNICODE;
            let expected = if old_console { &CONSOLE } else { marks };
            assert_eq!(environment.theme(Color::Auto, false).marks, expected, "{name}={value}");
            assert_eq!(environment.theme(Color::Auto, true).marks, &ASCII, "{name}={value}");
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

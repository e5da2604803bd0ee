//! The table of commands: by which words each verb is asked for, and what help says of it.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::Verb;

/// What a line can ask for besides answering: a verb of the page, or what only the plain mode has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Verb(Verb),
    /// Say the page again.
    Repeat,
    /// Say where one is, and what one has answered.
    Where,
    /// Say why it is asked, and whose facts these are.
    Why,
}

/// The answers to a step.
pub(super) const DONE: &str = "done";
pub(super) const SKIP: &str = "skip";
pub(super) const CHECK: &str = "check";
pub(super) const NOT_YET: &str = "no";
/// Leaves the rest of the steps; where there are none, the program.
pub(super) const LEAVE: &str = "leave";

/// By what a command is asked for.
pub(super) enum Spelling {
    /// At any prompt: one of these, whole, the first with a slash too, or a slash and a letter. A bare letter is always
    /// an answer. Help says the first, and nothing of itself.
    Words { words: &'static [&'static str], short: &'static str, help: &'static str },
    /// As an answer to the step of a checklist, by this word.
    Answer(&'static str),
    /// It has no meaning where things are said one after the other, or a line does it by being one.
    Nothing,
}

impl Command {
    /// The verbs, then those that the plain mode alone has.
    fn all() -> impl Iterator<Item = Command> {
        Verb::ALL.iter().copied().map(Command::Verb).chain(Command::OWN)
    }

    const OWN: [Command; 3] = [Command::Repeat, Command::Where, Command::Why];

    pub fn spelling(self) -> Spelling {
        let texts = &words().plain;
        let words = |words, short, help| Spelling::Words { words, short, help };
        match self {
            Command::Verb(Verb::Back) => words(&["back"], "/b", texts.help_back),
            Command::Verb(Verb::Answers) => words(&["change"], "/c", texts.help_change),
            Command::Verb(Verb::Asides) => words(&["not-that", "not that"], "/x", texts.help_not_that),
            Command::Verb(Verb::Help) => words(&["help", "help me", "?"], "/?", ""),
            Command::Verb(Verb::Plain) => words(&["full"], "/full", texts.help_full),
            // Who wants to leave tries what other programs know.
            Command::Verb(Verb::Leave) => words(&["quit", LEAVE, "exit"], "/q", texts.help_quit),
            Command::Verb(Verb::UserWording | Verb::AgentWording) => words(&["agent"], "/g", texts.help_agent),
            Command::Verb(Verb::Note) => words(&["note"], "/n", texts.help_note),
            // The first telling names these very words.
            Command::Verb(Verb::Told) => words(&["told", "told again"], "/t", texts.help_told),
            Command::Verb(Verb::CallerTypes) => words(&["caller-types", "caller types"], "/y", texts.help_caller_types),
            Command::Verb(Verb::Call) => words(&["call"], "/call", texts.help_call),
            Command::Verb(Verb::Reference) => words(&["ref"], "/ref", texts.help_reference),
            Command::Verb(Verb::Park) => words(&["park"], "/p", texts.help_park),
            Command::Verb(Verb::Parked) => words(&["parked"], "/parked", texts.help_parked),
            Command::Verb(Verb::NewCall) => words(&["new-call", "new call"], "/new", texts.help_new_call),
            Command::Verb(Verb::Save) => words(&["save"], "/save", texts.help_save),
            Command::Verb(Verb::View) => words(&["show"], "/v", texts.help_show),
            Command::Repeat => words(&["repeat"], "/r", texts.help_repeat),
            Command::Where => words(&["where"], "/s", texts.help_where),
            Command::Why => words(&["why"], "/w", texts.help_why),
            Command::Verb(Verb::Mark | Verb::GoOn) => Spelling::Answer(DONE),
            Command::Verb(Verb::NotShown) => Spelling::Answer(SKIP),
            Command::Verb(Verb::Check) => Spelling::Answer(CHECK),
            Command::Verb(
                Verb::Choose
                | Verb::Finish
                | Verb::Return
                | Verb::Unmark
                | Verb::Copy
                | Verb::Move
                | Verb::Scroll
                | Verb::Digit
                | Verb::SwitchField
                | Verb::Clear
                | Verb::Show
                | Verb::Hide
                | Verb::Change
                | Verb::Close
                | Verb::ParkIt
                | Verb::BreakOff
                | Verb::Keep
                | Verb::Discard
                | Verb::SaveFile
                | Verb::TakeUp,
            ) => Spelling::Nothing,
        }
    }

    fn is_spelt(self, line: impl Iterator<Item = char> + Clone) -> bool {
        let Spelling::Words { words, short, .. } = self.spelling() else { return false };
        let mut after_slash = line.clone();
        let has_slash = after_slash.next() == Some('/');
        let is = |word: &&str| is_word(line.clone(), word);
        is(&short) || words.iter().any(is) || has_slash && words.first().is_some_and(|word| is_word(after_slash, word))
    }
}

/// Whether a word is one that says what to do somewhere: a command, or an answer to a step.
pub(super) fn is_known(word: &str) -> bool {
    let is_answer = |command: Command| matches!(command.spelling(), Spelling::Answer(known) if known == word);
    command(word.chars()).is_some() || Command::all().any(is_answer)
}

/// Whether a line is this word. No copy is made of the line.
pub(super) fn is_word(line: impl Iterator<Item = char>, word: &str) -> bool {
    line.flat_map(char::to_lowercase).eq(word.chars())
}

/// The command that this line is, if it is one. No copy is made of the line, which may hold a password.
pub(super) fn command(line: impl Iterator<Item = char> + Clone) -> Option<Command> {
    Command::all().find(|command| command.is_spelt(line.clone()))
}

/// The commands for these verbs of a page, and those that there are on every page, each with what it does.
pub(super) fn help(verbs: &[Verb]) -> Vec<String> {
    let mut lines = vec![words().plain.help_help.to_owned()];
    for command in verbs.iter().copied().map(Command::Verb).chain(Command::OWN) {
        if let Spelling::Words { words: [word, ..], help, .. } = command.spelling()
            && !help.is_empty()
        {
            lines.push(fill_in(help, &[("command", word)]));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_whole_word_or_begins_with_a_slash() {
        for (line, expected) in [
            ("back", Some(Command::Verb(Verb::Back))),
            ("/b", Some(Command::Verb(Verb::Back))),
            ("BACK", Some(Command::Verb(Verb::Back))),
            ("b", None),
            ("/?", Some(Command::Verb(Verb::Help))),
            ("/help", Some(Command::Verb(Verb::Help))),
            ("?", Some(Command::Verb(Verb::Help))),
            ("Help me", Some(Command::Verb(Verb::Help))),
            ("/not-that", Some(Command::Verb(Verb::Asides))),
            ("not-that", Some(Command::Verb(Verb::Asides))),
            ("not that", Some(Command::Verb(Verb::Asides))),
            ("/full", Some(Command::Verb(Verb::Plain))),
            ("repeat", Some(Command::Repeat)),
            ("/s", Some(Command::Where)),
            ("why", Some(Command::Why)),
            ("leave", Some(Command::Verb(Verb::Leave))),
            ("Exit", Some(Command::Verb(Verb::Leave))),
            ("/quit", Some(Command::Verb(Verb::Leave))),
            ("/leave", None),
            ("/", None),
            ("new call", Some(Command::Verb(Verb::NewCall))),
            ("caller types", Some(Command::Verb(Verb::CallerTypes))),
            ("told again", Some(Command::Verb(Verb::Told))),
            ("done", None),
            ("backwards", None),
            ("", None),
        ] {
            assert_eq!(command(line.chars()), expected, "{line:?}");
        }
    }

    #[test]
    fn a_word_that_says_what_to_do_somewhere_is_known_however_it_is_spelt() {
        for (word, known) in
            [("not-that", true), ("exit", true), ("/b", true), ("skip", true), ("b", false), ("", false)]
        {
            assert_eq!(is_known(word), known, "{word}");
        }
    }

    #[test]
    fn help_says_the_verbs_that_the_page_has_and_what_is_there_on_every_page() {
        let said = help(&[Verb::Choose, Verb::Help, Verb::Back, Verb::Save]);
        assert_eq!(said.len(), 6, "{said:?}");
        assert_eq!(said[1], "back: go one page back.");
        assert!(said[2].starts_with("save: write "), "{said:?}");
    }
}

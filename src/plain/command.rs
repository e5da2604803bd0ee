//! The table of commands: by which words each verb is asked for, and what help says of it.

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

/// By what a command is asked for.
pub(super) enum Spelling {
    /// At any prompt: a whole word, or a slash and a letter. A bare letter is always an answer. Help says nothing of
    /// itself.
    Word { word: &'static str, short: &'static str, help: &'static str },
    /// As one of the answers to the step of a checklist.
    Answer { key: &'static str, text: &'static str },
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
        let (words, texts) = (words(), &words().plain);
        let word = |word, short, help| Spelling::Word { word, short, help };
        match self {
            Command::Verb(Verb::Back) => word("back", "/b", &texts.help_back),
            Command::Verb(Verb::Answers) => word("change", "/c", &texts.help_change),
            Command::Verb(Verb::Asides) => word("not-that", "/x", &texts.help_not_that),
            Command::Verb(Verb::Help) => word("help", "/?", ""),
            Command::Verb(Verb::Plain) => word("full", "/full", &texts.help_full),
            Command::Verb(Verb::Leave) => word("quit", "/q", &texts.help_quit),
            Command::Verb(Verb::UserWording | Verb::AgentWording) => word("agent", "/g", &texts.help_agent),
            Command::Verb(Verb::Note) => word("note", "/n", &texts.help_note),
            Command::Verb(Verb::Told) => word("told", "/t", &texts.help_told),
            Command::Verb(Verb::CallerTypes) => word("caller-types", "/y", &texts.help_caller_types),
            Command::Verb(Verb::NewCall) => word("new-call", "/new", &texts.help_new_call),
            Command::Verb(Verb::Save) => word("save", "/save", &texts.help_save),
            Command::Verb(Verb::View) => word("show", "/v", &texts.help_show),
            Command::Repeat => word("repeat", "/r", &texts.help_repeat),
            Command::Where => word("where", "/s", &texts.help_where),
            Command::Why => word("why", "/w", &texts.help_why),
            Command::Verb(Verb::Mark) => Spelling::Answer { key: "done", text: &texts.done },
            Command::Verb(Verb::NotShown) => Spelling::Answer { key: "not-shown", text: &texts.not_shown },
            Command::Verb(Verb::Check) => Spelling::Answer { key: "check", text: &texts.check },
            Command::Verb(Verb::GoOn) => Spelling::Answer { key: "done", text: &words.checklist.go_on },
            Command::Verb(
                Verb::Choose
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
                | Verb::Keep
                | Verb::Discard
                | Verb::SaveFile
                | Verb::TakeUp,
            ) => Spelling::Nothing,
        }
    }

    fn is_spelt(self, line: impl Iterator<Item = char> + Clone) -> bool {
        let is = |word: &str| line.clone().flat_map(char::to_lowercase).eq(word.chars());
        match self.spelling() {
            Spelling::Word { word, short, .. } => {
                is(word) || is(&word.replace('-', " ")) || is(&format!("/{word}")) || is(short)
            }
            Spelling::Answer { .. } | Spelling::Nothing => false,
        }
    }
}

/// The command that this line is, if it is one. No copy is made of the line, which may hold a password.
pub(super) fn command(line: impl Iterator<Item = char> + Clone) -> Option<Command> {
    Command::all().find(|command| command.is_spelt(line.clone()))
}

/// The commands for these verbs of a page, and those that there are on every page, each with what it does.
pub(super) fn help(verbs: &[Verb]) -> Vec<String> {
    let mut lines = Vec::new();
    for command in verbs.iter().copied().map(Command::Verb).chain(Command::OWN) {
        if let Spelling::Word { word, short, help } = command.spelling()
            && !help.is_empty()
        {
            lines.push(fill_in(help, &[("command", &format!("{word} or {short}"))]));
        }
    }
    if let Some(first) = lines.first_mut() {
        *first = fill_in(&words().plain.help, &[("text", first)]);
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
            ("/not-that", Some(Command::Verb(Verb::Asides))),
            ("not-that", Some(Command::Verb(Verb::Asides))),
            ("not that", Some(Command::Verb(Verb::Asides))),
            ("/full", Some(Command::Verb(Verb::Plain))),
            ("repeat", Some(Command::Repeat)),
            ("/s", Some(Command::Where)),
            ("why", Some(Command::Why)),
            ("done", None),
            ("backwards", None),
            ("", None),
        ] {
            assert_eq!(command(line.chars()), expected, "{line:?}");
        }
    }

    #[test]
    fn help_says_the_verbs_that_the_page_has_and_what_is_there_on_every_page() {
        let said = help(&[Verb::Choose, Verb::Help, Verb::Back, Verb::Save]);
        assert_eq!(said.len(), 5, "{said:?}");
        assert_eq!(said[0], "Commands: back or /b goes one page back.");
        assert!(said[1].starts_with("save or /save writes "), "{said:?}");
    }
}

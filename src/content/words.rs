//! The program's own words, read from `words.toml`. Each text is a field, so that one which is misspelt where it is said
//! does not compile, and one that is missing in the file is found by a test. Reading them never fails.

use std::sync::LazyLock;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blank::{Piece, pieces};

const BUILT_IN: &str = include_str!("../../assets/en/words.toml");

/// The program's own words, read once.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| read(BUILT_IN).0);
    &WORDS
}

/// Fills `{name}` in a text with what `value` has for that name, nothing where it has none; `{{` and `}}` are braces.
pub fn fill<T: AsRef<str>>(text: &str, value: impl Fn(&str) -> Option<T>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) | Piece::Open(words) => filled += words,
            Piece::Blank(name) => filled += value(name).as_ref().map_or("", AsRef::as_ref),
        }
    }
    filled
}

/// [`fill`], from a list of names and values.
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
}

/// The words of this file, and what is wrong with it: a text that is missing reads as its own name.
fn read(file: &str) -> (Words, Vec<String>) {
    let (root, errors) = DeTable::parse_recoverable(file);
    let faults = errors.iter().map(|error| format!("this is not TOML: {}", error.message())).collect();
    let mut sections = Sections { entries: root.into_inner(), faults };
    let words = Words::of(&mut sections);
    let left_over = sections.entries.keys().map(|section| format!("[{}] is not known", section.get_ref()));
    sections.faults.extend(left_over);
    (words, sections.faults)
}

/// The sections of a file, from which each is taken out once: what is left then is not known.
struct Sections<'t> {
    entries: DeTable<'t>,
    faults: Vec<String>,
}

impl<'t> Sections<'t> {
    fn take(&mut self, name: &'static str) -> Section<'_, 't> {
        let entries = match self.entries.remove(name).map(Spanned::into_inner) {
            Some(DeValue::Table(entries)) => entries,
            _ => DeTable::new(),
        };
        Section { name, entries, faults: &mut self.faults }
    }
}

/// The texts of a section, from which each is taken out once.
struct Section<'s, 't> {
    name: &'static str,
    entries: DeTable<'t>,
    faults: &'s mut Vec<String>,
}

impl Section<'_, '_> {
    fn take(&mut self, field: &str) -> String {
        if let Some(DeValue::String(text)) = self.entries.remove(field).map(Spanned::into_inner) {
            return text.into_owned();
        }
        let name = format!("{}.{field}", self.name);
        self.faults.push(format!("there is no text {name}"));
        name
    }

    fn close(self) {
        let left_over = self.entries.keys().map(|field| format!("{}.{} is not known", self.name, field.get_ref()));
        self.faults.extend(left_over);
    }
}

/// Makes the words from one list of their sections and texts.
macro_rules! words {
    ($($section:ident: $name:ident { $($field:ident),* $(,)? })*) => {
        /// Everything the program itself says, by where it says it.
        #[derive(Debug)]
        pub struct Words { $(pub $section: $name),* }

        impl Words {
            fn of(sections: &mut Sections<'_>) -> Words {
                Words { $($section: $name::of(sections.take(stringify!($section)))),* }
            }
        }

        $(
            #[derive(Debug)]
            pub struct $name { $(pub $field: String),* }

            impl $name {
                fn of(mut section: Section<'_, '_>) -> $name {
                    let words = $name { $($field: section.take(stringify!($field))),* };
                    section.close();
                    words
                }
            }
        )*
    };
}

words! {
    whose: WhoseWords {
        article, vendor, ours,
    }
    answered: AnsweredWords {
        checked, later, done, unfinished,
    }
    page: PageWords {
        program, why, how, address, trail, trail_empty, step, steps_marked, more_below, more_above, more_both,
        too_small,
    }
    password: PasswordWords {
        label, username, hidden, shown, length, length_one, empty, rules, rules_kept, rules_kept_but, own_rules,
        own_rules_kept, own_rules_kept_but, integrations, met, unmet, unsure, unsure_because, clear, clear_because,
        nothing_typed, uncertain, trouble, trouble_signs, promise, second_look,
    }
    rule: RuleWords {
        length, length_aloud, lower, lower_aloud, upper, upper_aloud, number, number_aloud, special, special_aloud,
        no_space, no_space_aloud, not_username, not_username_aloud, only, only_aloud,
    }
    sign: SignWords {
        tilde, at, hash, dollar, caret, star, plus, dash, equals, vertical_bar, colon, semicolon, question_mark,
        ampersand, less_than, greater_than, exclamation_point, quote, apostrophe, percent, left_bracket, right_bracket,
        comma, dot, slash, left_square, backslash, right_square, underscore, backtick, left_brace, right_brace,
    }
    checklist: ChecklistWords {
        go_on, check, step,
    }
    ending: EndingWords {
        solved, not_supported, elsewhere, waiting, hand_over, cause, cause_none, open, now, contact, told,
        told_elsewhere, told_all_the_same, after,
    }
    hint: HintWords {
        choose, go_on, mark, close, move_rows, scroll, digit, back, not_shown, unmark, check, asides, show, hide,
        switch, clear, answers, change, help, plain, role_agent, role_user, note, told, caller_types, call, copy, save,
        view, keep, discard, leave,
    }
    help: HelpWords {
        title, question, rules_aloud, password, checklist_aloud, checklist, ending, keys, sources, source, close,
    }
    answers: AnswersWords {
        title, say, none,
    }
    asides: AsidesWords {
        title, none, leads_on,
    }
    open_steps: OpenStepsWords {
        title, say, done, unfinished, back,
    }
    leave: LeaveWords {
        title, say, say_typed, say_notes, stay, leave,
    }
    refusal: RefusalWords {
        not_here, choose_first, nothing_taken, not_here_over, first_page, no_such_answer, insist, unmet_one, unmet,
        trouble, uncertain, nothing_to_unmark, always_shown, full, too_long, note_too_long, too_quick, writing,
    }
    notice: NoticeWords {
        line_end_within, line_end_dropped, no_longer_applies, cannot_stop, wiped,
    }
    summary: SummaryWords {
        title, answer, ending, cause, next, contact,
    }
    error: ErrorWords {
        unknown_node, unknown_key, answer_shape, off_path, ahead, article_unreadable, panicked, input_ended,
    }
    plain: PlainWords {
        on_flag, on_mode, on_accessible, on_no_terminal, on_dumb, on_small, on_key, no_full_screen, back_to_full, about,
        question, task, ending, found, now, contact, open, how, why, advice, address, answer, given, choose, chosen,
        rules, rule, caution, password_prompt, look_prompt, username_prompt, not_met, unsure, met_count, met_count_one,
        keeps_own_rules, breaks_own_rules, keeps_rules, breaks_rules, clear, uncertain, trouble, go_on_anyway,
        try_again, later, checked, wiped_line, look_over, step, done, not_shown, unfinished, check, again_to_insist,
        unmarked, see, say, no_why, where_at, where_answer, where_none, lead_on_which, change_which, change_none,
        change_now, back_done, unclear, nothing_heard, unclear_unrepeated, ambiguous, too_long, broken, line_too_long,
        quit_sure, quit_notes, new_call_sure, new_call_notes, name_secret, quit_typed, notes_at_ending, note_prompt,
        note_secret, note_not_taken, note_too_long, save_prompt, save_again, not_here, caller_types, staying,
        none_written, left, ended, input_ended, help, help_back, help_change, help_repeat, help_where, help_why,
        help_not_that, help_full, help_note, help_agent, help_told, help_caller_types, help_save, help_show,
        help_new_call, help_quit, source,
    }
    check: CheckWords {
        prompt, too_long, username_too_long, second_line, nothing, broken, no_password_page,
    }
    agent: AgentWords {
        role, say, promise, rules, leave_out, confirm, caller_types, for_caller, told_title, told_do, told_say,
        told_noted, told_go_on, told_not, told_taken_back, told_now, told_now_elsewhere, told_now_all_the_same,
        say_answer, role_and_place, told_mark,
    }
    call: CallWords {
        title, copy, save, view, told, not_told, caller_types, new_call, stay, back,
    }
    notes: NotesWords {
        title, started, article, program, path, answer, changed, open, note, steps, not_shown, done_before, unmarked,
        told, cause, ending, next, note_title, save_title, label, own, looks_secret, kept, removed, copied, save_as,
        save_other, save_by_enter, save_not, name_looks_secret, save_label, saved, not_saved, not_a_file, name_missing, exists,
        shown_title, new_call,
    }
    state: StateWords {
        offer, go_on, go_on_hint, anew, offer_help, title, today, yesterday, on_date, lost, left_alone, kept, not_kept,
        taken, set_aside, no_place, not_ours, kept_until, kept_again, begun_anew,
    }
    results: ResultsWords {
        missing, no_ending, another_place,
    }
}

impl Words {
    /// The built-in words, for whoever hands them on instead of asking [`words`].
    ///
    /// # Errors
    /// Never: what is missing reads as its own name.
    pub fn load() -> Result<Words, std::convert::Infallible> {
        Ok(read(BUILT_IN).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_words_are_whole() {
        assert_eq!(read(BUILT_IN).1, Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_with_a_file_of_words_is_found_and_a_missing_text_reads_as_its_name() {
        let label = "label = \"New password\"";
        for (from, to, fault) in [
            (label, "", "there is no text password.label"),
            (label, "label = 1", "there is no text password.label"),
            (label, "label = \"x\"\nlabels = \"y\"", "password.labels is not known"),
            ("[password]", "[other]\na = \"b\"\n\n[password]", "[other] is not known"),
            (label, "label = \"New password", "this is not TOML: invalid basic string, expected `\"`"),
        ] {
            assert_eq!(BUILT_IN.matches(from).count(), 1, "{from}");
            let (words, faults) = read(&BUILT_IN.replace(from, to));
            assert!(faults.contains(&fault.to_owned()), "{faults:?}");
            assert!(!words.password.label.is_empty());
            if fault.starts_with("there is no text") {
                assert_eq!((words.password.label.as_str(), faults.len()), ("password.label", 1));
            }
        }
        assert_eq!(read("password = 1").0.password.hidden, "password.hidden");
    }

    #[test]
    fn filling_replaces_each_name_and_leaves_the_rest() {
        for (text, filled) in [
            ("{a} and {b}", "1 and 2"),
            ("{a}{a}", "11"),
            ("no blanks", "no blanks"),
            ("{unknown}!", "!"),
            ("open {a", "open {a"),
            ("{{a}} is {a}", "{a} is 1"),
        ] {
            assert_eq!(fill_in(text, &[("a", "1"), ("b", "2")]), filled);
        }
    }
}

//! The program's own words. Each text is a field, so that a text that is missing or misspelt in `words.toml` is found
//! when the words are read, and a text that is no longer said is found by the compiler.

use std::sync::LazyLock;

use serde::Deserialize;

const BUILT_IN: &str = include_str!("../../assets/en/words.toml");

/// The program's own words, read once.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| match Words::load() {
        Ok(words) => words,
        Err(error) => unreachable!("a test holds that the built-in words are whole: {error}"),
    });
    &WORDS
}

/// Everything the program itself says, by where it says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub whose: WhoseWords,
    pub answered: AnsweredWords,
    pub page: PageWords,
    pub password: PasswordWords,
    pub checklist: ChecklistWords,
    pub ending: EndingWords,
    pub hint: HintWords,
    pub help: HelpWords,
    pub answers: AnswersWords,
    pub asides: AsidesWords,
    pub leave: LeaveWords,
    pub refusal: RefusalWords,
    pub notice: NoticeWords,
    pub summary: SummaryWords,
    pub error: ErrorWords,
    pub plain: PlainWords,
    pub check: CheckWords,
    pub agent: AgentWords,
    pub notes: NotesWords,
    pub state: StateWords,
    pub results: ResultsWords,
}

impl Words {
    /// Reads the built-in words.
    ///
    /// # Errors
    /// Says which text is missing or unknown; a test sees to it that this never happens.
    pub fn load() -> Result<Words, toml::de::Error> {
        toml::from_str(BUILT_IN)
    }
}

/// Fills `{name}` in a text with what `value` has for that name; nothing where it has none.
pub fn fill<'t>(text: &str, value: impl Fn(&str) -> Option<&'t str>) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        result += before;
        result += value(name).unwrap_or_default();
        rest = after;
    }
    result + rest
}

/// [`fill`], from a list of names and values.
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
}

macro_rules! words {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(pub $field: String),* }
    )*};
}

words! {
    WhoseWords {
        article, eight_by_eight, ours, page_article, page_eight_by_eight, page_ours
    }
    AnsweredWords {
        checked, later, done, unfinished
    }
    PageWords {
        program, why, how, address, trail, trail_empty, step, steps_marked, more_below, more_above, more_both,
        too_small
    }
    PasswordWords {
        label, username, hidden, shown, length, length_one, empty, rules, rules_kept, rules_kept_but, own_rules, own_rules_kept, own_rules_kept_but, integrations, met, unmet, unsure,
        unsure_because, clear, clear_because, nothing_typed, uncertain, trouble, trouble_signs, promise, second_look
    }
    ChecklistWords {
        done, not_shown, go_on, check, step
    }
    EndingWords {
        solved, not_supported, elsewhere, hand_over, cause, cause_none, open, now, contact, unmarked, unmarked_one, told, told_elsewhere, told_all_the_same, after
    }
    HintWords {
        choose, go_on, mark, close, move_rows, scroll, digit, back, not_shown, unmark, check, asides, show, hide,
        switch, clear, answers, change, help, plain, role_agent, role_user, note, told, caller_types, new_call,
        copy, save, view, keep, discard, leave
    }
    HelpWords {
        title, question, password, rules_aloud, checklist, checklist_aloud, ending, keys, sources, source, source_bare, close
    }
    AnswersWords {
        title, say, none
    }
    AsidesWords {
        title, none
    }
    LeaveWords {
        title, say, say_typed, say_notes, stay, leave
    }
    RefusalWords {
        not_here, not_here_over, first_page, no_such_answer, insist, unmet_one, unmet, trouble, uncertain, steps_open_one,
        steps_open, nothing_to_unmark, always_shown, full, too_long, too_quick, note_too_long, writing
    }
    NoticeWords {
        line_end_dropped, line_end_within, no_longer_applies, cannot_stop, wiped
    }
    SummaryWords {
        title, answer, ending, cause, next, contact
    }
    ErrorWords {
        unknown_node, unknown_key, answer_shape, off_path, ahead, article_unreadable, panicked, input_ended
    }
    PlainWords {
        on_flag, on_mode, on_accessible, on_no_terminal, on_dumb, on_small, on_key, no_full_screen, back_to_full,
        about, question, task, ending, found, now, contact, open, how, why, advice, address, answer, given, choose,
        chosen, rules, rule, caution, password_prompt, look_prompt, username_prompt, not_met, unsure, met_count, met_count_one,
        keeps_own_rules, breaks_own_rules, keeps_rules, breaks_rules, clear, uncertain, trouble, go_on_anyway, try_again, later, checked, wiped_line,
        look_over, step, done, not_shown, unfinished, check, again_to_insist, unmarked, see, say, no_why,
        where_at, where_answer, where_none, change_which, change_none, change_now, back_done, unclear, nothing_heard,
        unclear_unrepeated, ambiguous, too_long, broken, quit_sure, quit_notes, quit_typed, notes_at_ending, note_prompt, note_secret,
        note_not_taken, note_too_long, save_prompt, save_again, none_written, not_here, caller_types, staying, left, ended, input_ended, line_too_long, help,
        help_back, help_change, help_repeat, help_where, help_why, help_not_that, help_full, help_note, help_agent, help_told,
        help_caller_types, help_save, help_show, help_new_call, help_quit, source
    }
    CheckWords {
        prompt, too_long, username_too_long, second_line, nothing, broken, no_password_page
    }
    AgentWords {
        role, say, promise, rules, leave_out, confirm, caller_types, for_caller, told_title, told_do, told_say,
        told_noted, told_now, told_now_elsewhere, told_now_all_the_same, say_answer, role_and_place, unmarked, told_mark
    }
    NotesWords {
        title, started, article, program, path, answer, changed, open, note, steps, not_shown, skipped, unmarked,
        told, cause, no_cause, ending, next, label, own, looks_secret, kept, removed, copied, save_label, saved,
        not_saved, note_title, save_title, not_a_file, name_missing, exists, shown_title, new_call
    }
    StateWords {
        offer, go_on, go_on_hint, anew, offer_help, title, today, yesterday, on_date, lost, left_alone, kept, not_kept, taken, set_aside, no_place,
        begun_anew
    }
    ResultsWords {
        missing, no_ending, another_place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_words_are_whole() {
        assert!(Words::load().is_ok(), "{:?}", Words::load().err());
    }

    #[test]
    fn filling_replaces_each_name_and_leaves_the_rest() {
        for (text, filled) in [
            ("{a} and {b}", "1 and 2"),
            ("{a}{a}", "11"),
            ("no blanks", "no blanks"),
            ("{unknown}!", "!"),
            ("open {a", "open {a"),
        ] {
            assert_eq!(fill_in(text, &[("a", "1"), ("b", "2")]), filled);
        }
    }
}

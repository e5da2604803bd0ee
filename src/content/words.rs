//! The program's own words, read from `words.toml` while the program is compiled. Each text is a field: one that is
//! misspelt where it is said does not compile, nor does one that is missing in the file, or that nobody knows.

use std::borrow::Cow;

use super::blank::{Piece, pieces};
use super::character::harmless;

const BUILT_IN: &str = include_str!("../../assets/en/words.toml");

static WORDS: Words = Words::of(BUILT_IN);

/// The program's own words.
pub fn words() -> &'static Words {
    &WORDS
}

/// Fills `{name}` in a text with what `value` has for that name, nothing where it has none; `{{` and `}}` are braces.
pub fn fill<T: AsRef<str>>(text: &str, value: impl Fn(&str) -> Option<T>) -> Cow<'_, str> {
    // As most texts are.
    if !text.contains('{') && !text.contains('}') {
        return text.into();
    }
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) | Piece::Open(words) => filled += words,
            Piece::Blank(name) => filled += value(name).as_ref().map_or("", AsRef::as_ref),
        }
    }
    filled.into()
}

/// [`fill`], from a list of names and values. They may come from outside, as the name of a file does: what would steer a
/// terminal or hide in them is shown as a mark.
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| harmless(value))).into_owned()
}

/// What comes after the head of this section, which must come next in a file.
const fn section(file: &'static str, name: &'static str) -> &'static str {
    let (line, rest) = next_line(file);
    assert!(is_made_of(line, "[", name, "]"), "{}", name);
    rest
}

/// The text of this name, which must come next in a file, and what comes after it. It is one line and has no escape: of
/// TOML no more is needed here, and a test sees to it that TOML reads it alike.
const fn text(file: &'static str, name: &'static str) -> (&'static str, &'static str) {
    let (line, rest) = next_line(file);
    let (before, after) = line.split_at(if line.len() >= name.len() + 5 { name.len() + 4 } else { 0 });
    let (text, quote) = after.split_at(after.len().saturating_sub(1));
    assert!(is_made_of(before, "", name, " = \"") && is_made_of(quote, "", "\"", ""), "{}", name);
    (text, rest)
}

/// The next line of a file that is neither empty nor a comment, and what comes after it.
const fn next_line(mut file: &'static str) -> (&'static str, &'static str) {
    loop {
        let bytes = file.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        let (line, rest) = file.split_at(end);
        file = if rest.is_empty() { rest } else { rest.split_at(1).1 };
        if rest.is_empty() || !(line.is_empty() || line.as_bytes()[0] == b'#') {
            return (line, file);
        }
    }
}

/// Whether a line is made of these, one after the other.
const fn is_made_of(line: &str, first: &str, second: &str, third: &str) -> bool {
    line.len() == first.len() + second.len() + third.len()
        && has_at(line, 0, first)
        && has_at(line, first.len(), second)
        && has_at(line, first.len() + second.len(), third)
}

const fn has_at(line: &str, start: usize, part: &str) -> bool {
    let mut at = 0;
    while at < part.len() {
        if line.as_bytes()[start + at] != part.as_bytes()[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Makes the words from one list of their sections and texts.
macro_rules! words {
    ($($section:ident: $name:ident { $($field:ident),* $(,)? })*) => {
        /// Everything the program itself says, by where it says it.
        #[derive(Debug)]
        pub struct Words { $(pub $section: $name),* }

        impl Words {
            /// The words of a file that has the sections and their texts in the order of the list.
            const fn of(file: &'static str) -> Words {
                $(let ($section, file) = $name::of(section(file, stringify!($section)));)*
                let (line, rest) = next_line(file);
                assert!(line.is_empty() && rest.is_empty(), "there is something after the last text");
                Words { $($section),* }
            }
        }

        $(
            #[derive(Debug)]
            pub struct $name { $(pub $field: &'static str),* }

            impl $name {
                const fn of(file: &'static str) -> ($name, &'static str) {
                    $(let ($field, file) = text(file, stringify!($field));)*
                    ($name { $($field),* }, file)
                }
            }
        )*

        /// Every text with its section and name.
        #[cfg(test)]
        fn all(words: &Words) -> Vec<(&'static str, &'static str, &'static str)> {
            vec![$($((stringify!($section), stringify!($field), words.$section.$field)),*),*]
        }
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
        why, how, quote, address, trail, trail_empty, trail_cut, step, steps_marked, more_below, more_above, more_both,
        too_small,
    }
    password: PasswordWords {
        label, username, hidden, shown, length, length_one, empty, empty_shown, optional, rules, rules_hint, followed, followed_so_far,
        to_fix, more_to_fix, still_missing, too_short, too_long, has_space, is_username, has_others, unsure_because, program,
        program_hint, and, clear, clear_because, uncertain, trouble, promise, promise_unnamed, save, second_look,
    }
    repair: RepairWords {
        shorten_one, shorten, lengthen_one, lengthen, lower, upper, number, special, space, username, only,
        troublesome_one, troublesome, dash_only, off_list, non_ascii,
    }
    rule: RuleWords {
        length, length_aloud, lower, lower_aloud, upper, upper_aloud, number, number_aloud, special, special_aloud,
        no_space, no_space_aloud, not_username, not_username_aloud, only, only_aloud,
    }
    sign: SignWords {
        or, tilde, at, hash, dollar, caret, star, plus, dash, equals, vertical_bar, colon, semicolon, question_mark,
        ampersand, less_than, greater_than, exclamation_point, quote, apostrophe, percent, left_bracket, right_bracket,
        comma, dot, slash, left_square, backslash, right_square, underscore, backtick, left_brace, right_brace,
    }
    checklist: ChecklistWords {
        go_on, check,
    }
    ending: EndingWords {
        solved, not_supported, elsewhere, waiting, hand_over, hand_over_unnamed, cause, open, now, contact_solved, told, told_elsewhere,
        told_all_the_same, after, after_waiting, after_call,
    }
    hint: HintWords {
        choose, go_on, finish, mark, close, move_rows, scroll, digit, back, not_shown, unmark, check, asides, show,
        hide, switch, clear, answers, change, help, plain, role_agent, role_user, note, told, caller_types, call,
        reference, park, park_it, parked, new_call, break_off, copy, save, view, keep, discard, leave,
    }
    help: HelpWords {
        title, question, rules_aloud, password, checklist_aloud, checklist, ending, keys, sources,
    }
    answers: AnswersWords {
        title, say, none, changing,
    }
    asides: AsidesWords {
        title, none, leads_on, hint, hint_of,
    }
    open_steps: OpenStepsWords {
        title, say, say_one, done, unfinished, back,
    }
    leave: LeaveWords {
        title, say, say_call, say_typed, say_notes, stay, leave,
    }
    refusal: RefusalWords {
        not_here, choose_first, first_taken, nothing_taken, press_a_number, press_when_done, not_here_over, first_page,
        no_such_answer, insist, doubtful, nothing_to_unmark, always_shown, full, too_long, note_too_long, too_quick,
        writing, by_enter,
        throw_by_enter,
    }
    notice: NoticeWords {
        line_end_within, line_end_dropped, no_longer_applies, cannot_stop, wiped,
    }
    summary: SummaryWords {
        title, answer, ending, cause, next, contact,
    }
    error: ErrorWords {
        off_path, ahead, panicked, press_key, input_ended,
    }
    plain: PlainWords {
        on_flag, on_mode, on_accessible, on_no_terminal, on_no_console, on_old_console, on_dumb, on_small, on_key,
        no_full_screen, opening, promise, back_to_full, question, ending, found, now, again, open, how, why, advice,
        answer, given, choose, chosen, rules, password_prompt, would_show, look_prompt, username_prompt, to_fix,
        program, unsure, keeps_rules, keeps_other_rules, breaks_rules, go_on_anyway, try_again, later,
        checked, forgotten, look_over, step, step_done, step_done_or, steps_done, steps_hint, skip_hint, check_hint,
        not_yet, skipped, unmarked, told_again, told_which, told_stays, see, say, no_why, where_at, where_answer, where_none, lead_on_which, change_which,
        change_none, change_now, back_done, one_of, enter, unclear, nothing_heard, unclear_unrepeated, ambiguous,
        too_long, broken, control, line_too_long, quit_sure, quit_notes, new_call_sure, new_call_notes, take_up_sure,
        take_up_notes, calls_wait, call_which, before_which, parked_which, reference_stays, reference_prompt, reference_doubtful,
        reference_not_taken, why_prompt, name_secret, quit_typed, notes_at_ending, note_prompt, note_secret,
        note_not_taken, note_too_long, note_again, note_take_away, note_stays, save_prompt, save_again, not_here,
        confirm, caller_types, staying, none_written, left, ended, input_ended, help_back, help_change, help_repeat,
        help_where, help_why, help_not_that, help_full, help_note, help_agent, help_told, help_caller_types,
        help_save, help_show, help_call, help_reference, help_park, help_parked, help_new_call, help_quit, help_help,
        source,
    }
    usage: UsageWords {
        one_of, needs, days, takes_nothing, unknown_flag, did_you_mean, too_many, once, together, with_command, missing,
        no_text, not_understood, reference_too_long, reference_doubtful, answer_shape, unknown_node, unknown_key,
        no_log, no_folder, other_format, article_unreadable, secret, help,
    }
    check: CheckWords {
        would_show, prompt, too_long, username_too_long, second_line, nothing, broken, control, no_password_page,
    }
    agent: AgentWords {
        role, role_on_call, say, promise, rules, leave_out, confirm, confirm_unnamed, caller_types, for_caller, told_title, told_do, told_say,
        told_noted, told_go_on, told_not, told_taken_back, told_now, told_now_elsewhere, told_now_all_the_same,
        say_answer, told_mark,
    }
    call: CallWords {
        title, copy, save, view, told, not_told, caller_types, new_call, stay, back, reference, park_now, take_up,
        park, break_off, throw_away, reference_title, reference_label, reference_too_long, reference_doubtful, named,
        unnamed, park_title, park_say, break_off_title, break_off_say, why_label,
    }
    parked: ParkedWords {
        title, say, none, dropped, damaged, line, line_at_start, line_note, cut, unnamed, just_now, one_minute, minutes,
        one_waits, some_wait, parked, parked_unnamed, taken_up,
        taken_up_unnamed, gone, trouble, no_place, no_state, not_ours, nothing_to_park,
        still_parked,
    }
    notes: NotesWords {
        note_title, save_title, label, own, looks_secret, kept, take_away, removed, nothing_noted, copied,
        copied_here, save_as, save_other, save_not, name_looks_secret, save_label, saved, not_saved, not_a_file,
        folder_missing, name_of_device, name_with_sign, name_with_end, name_missing, exists, shown_title, new_call, logged,
        printed_later, copied_within,
    }
    record: RecordWords {
        headline, headline_ref, solved, not_supported, elsewhere, waiting, hand_over, broken_off, parked, result,
        broken_off_at, parked_at, because, reported, reported_agent, found, found_agent, answer, changed, cause, mended,
        done, done_agent, steps_all, steps_before, steps_some, done_before, not_shown, left_open, ruled_out, open,
        open_agent, advice, advice_agent, next, next_told, next_unfinished, next_solved, next_elsewhere,
        next_elsewhere_agent, next_waiting, next_waiting_agent, next_hand_over, next_hand_over_alone, next_hand_over_agent,
        next_hand_over_agent_alone, second_line,
        second_line_agent, with_found, notes, notes_agent, note, told, told_settled, not_told, times, times_parked, article, program,
    }
    state: StateWords {
        offer, at, at_step, go_on, go_on_hint, anew, offer_which, offer_help, title, today, yesterday, on_date, lost, left_alone,
        kept, not_kept, taken, set_aside, no_place, not_ours, kept_until, kept_again, leave_open, begun_anew,
    }
    handed_over: HandedOverWords {
        taken_up, unreadable, no_notes, schema, other_article,
    }
    results: ResultsWords {
        missing, missing_continued, no_ending, another_place,
    }
    log: LogWords {
        not_written, later, busy, shown,
    }
    stats: StatsWords {
        no_file, unreadable, unreadable_one, no_record, other_schema, more, calls, left_out, median, statuses, endings, causes,
        programs, broken_off, asides, open_steps, pages,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use toml::de::DeTable;

    use super::*;

    #[test]
    fn the_words_are_read_as_toml_reads_them() {
        let root = DeTable::parse(BUILT_IN).unwrap().into_inner();
        let mut texts = BTreeSet::new();
        for (section, entries) in &root {
            let entries = entries.get_ref().as_table().unwrap().iter();
            texts.extend(entries.map(|(name, text)| {
                (section.get_ref().as_ref(), name.get_ref().as_ref(), text.get_ref().as_str().unwrap())
            }));
        }
        assert_eq!(
            all(words()).into_iter().collect::<BTreeSet<_>>(),
            texts,
            "each text is one line, and has no escape"
        );
    }

    #[test]
    fn a_file_that_has_not_each_text_in_its_place_is_refused_by_the_name_that_is_not_there() {
        let label = "\nlabel = \"New password\"\n";
        for (from, to, refused) in [
            (label, "\n", "label"),
            (label, "\nlabel = 1\n", "label"),
            (label, "\nlabel = \"New password\n", "label"),
            (label, "\nlabel = New password\"\n", "label"),
            (label, "\nlabels = \"New password\"\n", "label"),
            (label, "\nx = \"\"\nlabel = \"New password\"\n", "label"),
            (label, "\nlabel = \"x\"\nlabels = \"y\"\n", "username"),
            ("\n[password]\n", "\n[other]\na = \"b\"\n\n[password]\n", "password"),
            ("\n[password]\n", "\n", "password"),
        ] {
            assert_eq!(BUILT_IN.matches(from).count(), 1, "{from}");
            let changed: &'static str = BUILT_IN.replacen(from, to, 1).leak();
            let panic = std::panic::catch_unwind(|| Words::of(changed)).unwrap_err();
            assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some(refused), "{to}");
        }
        let more: &'static str = format!("{BUILT_IN}more = \"\"\n").leak();
        std::panic::catch_unwind(|| Words::of(more)).unwrap_err();
        let shortest: &'static str = BUILT_IN.replacen(label, "\n# A comment.\n\nlabel = \"\"\n", 1).leak();
        assert_eq!(Words::of(shortest).password.label, "");
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

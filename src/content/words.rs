//! The program's own words, read from `words.toml`. Each text is a field, so that one which is misspelt where it is said
//! does not compile, and one that is missing in the file is found by a test. Reading them never fails.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::blank::{Piece, pieces};
use super::character::harmless;

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

/// [`fill`], from a list of names and values. They may come from outside, as the name of a file does: what would steer a
/// terminal or hide in them is shown as a mark.
pub fn fill_in(text: &str, values: &[(&str, &str)]) -> String {
    fill(text, |name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| harmless(value)))
}

/// The words of this file, and what is wrong with it: a text that is missing reads as its own name. The file is read line
/// by line, since at each start that is five times faster than reading it as any TOML there could be; a test sees to it
/// that both readings are the same.
fn read(file: &str) -> (Words, Vec<String>) {
    let mut texts = Texts::of(file);
    let words = Words::of(&mut texts);
    texts.faults.extend(texts.unread.keys().map(|(section, name)| format!("{section}.{name} is not known")));
    (words, texts.faults)
}

/// The texts of a file by section and name, from which each is taken out once: what is left then is not known.
struct Texts<'t> {
    unread: BTreeMap<(&'t str, &'t str), &'t str>,
    faults: Vec<String>,
}

impl<'t> Texts<'t> {
    fn of(file: &'t str) -> Texts<'t> {
        let mut texts = Texts { unread: BTreeMap::new(), faults: Vec::new() };
        let mut section = "";
        for line in file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
            } else if let Some((name, text)) = line.strip_suffix('"').and_then(|line| line.split_once(" = \"")) {
                texts.unread.insert((section, name), text);
            } else {
                texts.faults.push(format!("this is neither a section nor a text: {line}"));
            }
        }
        texts
    }

    fn take(&mut self, section: &'static str, name: &'static str) -> String {
        if let Some(text) = self.unread.remove(&(section, name)) {
            return text.to_owned();
        }
        self.faults.push(format!("there is no text {section}.{name}"));
        format!("{section}.{name}")
    }
}

/// Makes the words from one list of their sections and texts.
macro_rules! words {
    ($($section:ident: $name:ident { $($field:ident),* $(,)? })*) => {
        /// Everything the program itself says, by where it says it.
        #[derive(Debug)]
        pub struct Words { $(pub $section: $name),* }

        impl Words {
            fn of(texts: &mut Texts<'_>) -> Words {
                Words { $($section: $name::of(texts)),* }
            }
        }

        $(
            #[derive(Debug)]
            pub struct $name { $(pub $field: String),* }

            impl $name {
                fn of(texts: &mut Texts<'_>) -> $name {
                    $name { $($field: texts.take(stringify!($section), stringify!($field))),* }
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
        why, how, quote, address, trail, trail_empty, trail_cut, step, steps_marked, more_below, more_above, more_both,
        too_small,
    }
    password: PasswordWords {
        label, username, hidden, shown, length, length_one, empty, empty_shown, optional, rules, rules_hint, followed,
        to_fix, still_missing, too_short, too_long, has_space, is_username, has_others, unsure_because, program,
        program_hint, and, clear, clear_because, uncertain, trouble, promise, save, second_look,
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
        solved, not_supported, elsewhere, waiting, hand_over, cause, open, now, contact_solved, told, told_elsewhere,
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
        on_flag, on_mode, on_accessible, on_no_terminal, on_no_console, on_old_console, on_dumb, on_small, on_key, no_full_screen, opening, promise,
        back_to_full, question, ending, found, now, again, open, how, why, advice, answer, given, choose, chosen, rules,
        password_prompt, would_show, look_prompt, username_prompt, to_fix, program, unsure, keeps_own_rules, breaks_own_rules,
        keeps_rules, breaks_rules, go_on_anyway, try_again, later, checked, forgotten, look_over, step, step_done,
        step_done_or, steps_done, steps_hint, skip_hint, check_hint, not_yet, skipped, unmarked, see, say, no_why,
        where_at, where_answer, where_none, lead_on_which, change_which, change_none, change_now, back_done, one_of,
        enter, unclear, nothing_heard, unclear_unrepeated, ambiguous, too_long, broken, control, line_too_long,
        quit_sure, quit_notes, new_call_sure, new_call_notes, take_up_sure, take_up_notes, name_secret, quit_typed,
        notes_at_ending, calls_wait, call_which, before_which, parked_which, reference_prompt, reference_doubtful,
        reference_not_taken, why_prompt, note_prompt, note_secret, note_not_taken, note_too_long, note_again,
        note_take_away, note_stays, save_prompt, save_again, not_here, confirm, caller_types, staying,
        none_written, left, ended, input_ended, help_back, help_change, help_repeat, help_where, help_why,
        help_not_that, help_full, help_note, help_agent, help_told, help_caller_types, help_save, help_show,
        help_call, help_reference, help_park, help_parked, help_new_call, help_quit, help_help, source,
    }
    usage: UsageWords {
        one_of, needs, days, takes_nothing, unknown_flag, did_you_mean, too_many, once, together, with_command, missing,
        no_text, not_understood, reference_too_long, reference_doubtful, answer_shape, unknown_node, unknown_key,
        no_log, no_folder, article_unreadable, secret, help,
    }
    check: CheckWords {
        would_show, prompt, too_long, username_too_long, second_line, nothing, broken, control, no_password_page,
    }
    agent: AgentWords {
        role, role_on_call, say, promise, rules, leave_out, confirm, caller_types, for_caller, told_title, told_do, told_say,
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
        note_title, save_title, label, own, looks_secret, kept, take_away, removed, nothing_noted, copied, copied_here,
        copied_within, save_as, save_other, save_not, name_looks_secret, save_label, saved, not_saved, not_a_file,
        name_of_device, name_with_sign, name_with_end, name_missing, exists, shown_title, new_call, printed_later, logged,
    }
    record: RecordWords {
        headline, headline_ref, solved, not_supported, elsewhere, waiting, hand_over, broken_off, parked, result,
        broken_off_at, parked_at, because, reported, reported_agent, found, found_agent, answer, changed, cause, mended,
        done, done_agent, steps_all, steps_before, steps_some, done_before, not_shown, left_open, ruled_out, open,
        open_agent, advice, advice_agent, next, next_told, next_unfinished, next_solved, next_elsewhere,
        next_elsewhere_agent, next_waiting, next_waiting_agent, next_hand_over, next_hand_over_agent, second_line,
        second_line_agent, with_found, notes, notes_agent, note, told, told_settled, not_told, times, times_parked, article, program,
    }
    state: StateWords {
        offer, at, at_step, go_on, go_on_hint, anew, offer_help, title, today, yesterday, on_date, lost, left_alone,
        kept, not_kept, taken, set_aside, no_place, not_ours, kept_until, kept_again, begun_anew,
    }
    handed_over: HandedOverWords {
        taken_up, unreadable, no_notes, schema, other_article,
    }
    results: ResultsWords {
        missing, no_ending, another_place,
    }
    log: LogWords {
        not_written, later, busy, shown,
    }
    stats: StatsWords {
        no_file, unreadable, no_record, other_schema, more, calls, left_out, median, statuses, endings, causes,
        programs, broken_off, asides, open_steps, pages,
    }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    #[test]
    fn the_built_in_words_are_whole() {
        assert_eq!(read(BUILT_IN).1, Vec::<String>::new());
    }

    #[test]
    fn the_words_are_read_as_toml_reads_them() {
        let root = DeTable::parse(BUILT_IN).unwrap().into_inner();
        let mut texts = Vec::new();
        for (section, entries) in &root {
            let entries = entries.get_ref().as_table().unwrap().iter();
            texts.extend(entries.map(|(name, text)| {
                (section.get_ref().as_ref(), name.get_ref().as_ref(), text.get_ref().as_str().unwrap())
            }));
        }
        let lines = Texts::of(BUILT_IN).unread.into_iter().map(|((section, name), text)| (section, name, text));
        assert_eq!(lines.collect::<Vec<_>>(), texts, "each text is one line, and has no escape");
    }

    #[test]
    fn what_is_wrong_with_a_file_of_words_is_found_and_a_missing_text_reads_as_its_name() {
        let label = "label = \"New password\"\n";
        for (from, to, fault) in [
            (label, "", "there is no text password.label"),
            (label, "label = 1\n", "this is neither a section nor a text: label = 1"),
            (label, "label = \"New password\n", "this is neither a section nor a text: label = \"New password"),
            (label, "label = \"x\"\nlabels = \"y\"\n", "password.labels is not known"),
            ("[password]\n", "[other]\na = \"b\"\n\n[password]\n", "other.a is not known"),
        ] {
            assert_eq!(BUILT_IN.matches(from).count(), 1, "{from}");
            let (words, faults) = read(&BUILT_IN.replace(from, to));
            assert_eq!(faults.first().map(String::as_str), Some(fault));
            let is_there = faults.iter().any(|fault| fault == "there is no text password.label");
            assert_eq!(words.password.label == "password.label", is_there, "{to}");
        }
        assert_eq!(read("").0.password.hidden, "password.hidden");
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

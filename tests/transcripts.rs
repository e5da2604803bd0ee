//! Whole walks in the plain mode, as somebody hears them: each integration, each ending, and errors on the way. What
//! is typed stands after `> `; a password is never shown. `tests/accept` takes a changed wording.

use crate::support::script;
use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;

use vo_login_wizard::content::words;
use vo_login_wizard::keep::Keeper;
use vo_login_wizard::plain::{self, ReadLine, Setting};
use vo_login_wizard::run::{Left, Run};
use vo_login_wizard::terminal::LineEnd;
use vo_login_wizard::walk::secret::Edit;
use vo_login_wizard::walk::{Field, Move, Walk};

use crate::support::script::{Script, Transcript};
use crate::support::walk::{GOOD, article};

/// Eleven times: the ten steps of the reset, and going on.
const ALL_DONE: [&str; 11] = ["done"; 11];

/// What is never punctuation.
const SIGNS: [char; 19] =
    ['&', '<', '>', '~', '@', '#', '$', '^', '*', '+', '=', '|', '\\', '_', '`', '{', '}', '[', ']'];

/// Whether a word of nothing else would be left unsaid. A bullet of the case notes may be.
fn is_sign(character: char) -> bool {
    character.is_ascii_punctuation() && character != '-'
}

/// Plays a walk, holds what is true of each, and compares it with the file of this name.
fn heard(name: &str, left: Left, lines: &[&[&str]]) {
    let article = article();
    let (how, said) = script::play(&mut Run::new(Walk::new(&article)), &lines.concat());
    assert_eq!(how, left, "{said}");
    let lines_said: Vec<&str> = said.lines().collect();
    for line in lines_said.iter().filter(|line| !line.starts_with('>')) {
        assert!(line.trim_end_matches(['”', '"']).ends_with(['.', '!', '?', ':']), "no whole sentence: {line}");
        assert!(!line.contains(['{', '}', '\x1b']), "{line}");
        // Each sign is said as a word.
        let signs =
            line.split(' ').filter(|word| word.contains(SIGNS) || (!word.is_empty() && word.chars().all(is_sign)));
        assert_eq!(signs.collect::<Vec<_>>(), Vec::<&str>::new(), "{line}");
    }
    for twice in lines_said.windows(2).filter(|lines| lines.first() == lines.last()) {
        assert!(twice.iter().all(|line| line.starts_with('>')), "said twice in a row: {twice:?}");
    }
    // What changes with every release, edit or start stands in as a mark.
    let said = said.replace(article.hash(), "0123456789ab").replace(env!("CARGO_PKG_VERSION"), "#.#.#");
    let begun = "Started: 2026-03-02T09:30:00+01:00; seconds in all: 120.";
    // "- 09:31 “What happens”: …"
    let is_noted = |line: &str| line.starts_with("- ") && line.get(7..).is_some_and(|rest| rest.starts_with(" “"));
    let line = |line: &str| match line {
        started if started.starts_with("Started: ") => begun.to_owned(),
        noted if is_noted(noted) => format!("- 09:31{}", noted.get(7..).unwrap_or_default()),
        other => other.to_owned(),
    };
    let said = said.lines().map(line).collect::<Vec<_>>().join("\n");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "snapshots" }, {
        insta::assert_snapshot!(name, said);
    });
}

#[test]
fn click2pop_is_solved_at_the_first_try() {
    let answers = ["click2pop", "refused", "no", "y", "y", GOOD, "jane", "go on"];
    heard("click2pop_is_solved", Left::Asked, &[&answers, &ALL_DONE, &["both", "quit"]]);
}

#[test]
fn act_is_solved_at_the_second_try_with_a_plainer_password() {
    let first = ["2", "1", "1", "1", "3", ""];
    let second = ["only virtual", "Short-1!", "", "1", GOOD, "", "2"];
    heard("act_is_solved_at_the_second_try", Left::Asked, &[&first, &ALL_DONE, &second, &ALL_DONE, &["both", ""]]);
}

#[test]
fn eagent_is_handed_over_with_questions_left_open() {
    let answers = ["eAgent", "i am", "I am not sure", "yes", "unsure", "", "leave", "1", "neither", "/x", "quit"];
    heard("eagent_is_handed_over", Left::Asked, &[&answers]);
}

#[test]
fn sugar_crm_is_not_supported_on_editions() {
    heard("sugar_crm_on_editions", Left::Asked, &[&["sugar", "1", "/w", "y", "/w", "q", "/q"]]);
}

#[test]
fn single_sign_on_is_solved_elsewhere() {
    heard("single_sign_on", Left::Asked, &[&["1", "1", "n", "sso"]]);
}

#[test]
fn another_program_is_solved_elsewhere() {
    heard("another_program", Left::Asked, &[&["another", "where", "quit"]]);
}

#[test]
fn a_reset_gets_stuck_and_waits() {
    let to_reset = ["eagent", "refuses", "no", "no", "wrong", ""];
    let mail = ["", "skip", "", "", "", "not-that", "", "not that", "1", "why", ""];
    heard("no_email_comes", Left::Asked, &[&to_reset, &mail]);
    let left = ["", "leave", "3", "leave", "it is not", "back", "leave", "2", ""];
    heard("a_reset_is_not_finished", Left::Asked, &[&to_reset, &left]);
    heard("an_account_is_locked", Left::Asked, &[&["act", "refuses", "no", "no", "my account", ""]]);
}

#[test]
fn a_reset_gets_stuck_and_is_handed_over() {
    let to_reset = ["1", "1", "4", "1", "1", ""];
    let security = ["", "", "", "", "", "", "", "not-that", "1", ""];
    heard("a_security_answer_is_refused", Left::Asked, &[&to_reset, &security]);
    heard("passwords_are_switched_off", Left::Asked, &[&to_reset, &["", "", "", "", "not-that", "1", ""]]);
}

#[test]
fn who_did_all_of_it_before_says_so_in_one_answer() {
    heard("done_before", Left::Asked, &[&["act", "1", "1", "1", "3", "", "leave", "all of it", "both", ""]]);
}

#[test]
fn another_problem_is_told_from_a_refused_password() {
    heard("thrown_out_at_once", Left::Asked, &[&["click2pop", "lets me in", "/w", ""]]);
    let after_a_reset = ["click2pop", "1", "1", "1", "2", "", "leave", "1", "not-that", "1", ""];
    heard("thrown_out_after_a_reset", Left::Asked, &[&after_a_reset]);
    heard("a_login_of_its_own", Left::Asked, &[&["act", "asks", "/w", ""]]);
    heard("x_series", Left::Asked, &[&["sugarcrm", "1", "x series", ""]]);
}

#[test]
fn answers_are_changed_and_gone_back_over() {
    let back = ["back", "act", "/b", "1", "1", "no", "change", "1", "3", "yes", "no", "/s", "change", "", "change"];
    let end = ["9", "/c", "3", "yes", "change", "3", "2", "quit"];
    heard("answers_are_changed", Left::Asked, &[&back, &end]);
}

#[test]
fn what_is_unclear_is_said_and_nothing_is_lost() {
    let long = "x".repeat(201);
    let unclear = ["", "7", "a", "perhaps", "hunter2", &long, "act!", "no idea at all", "help", "n", "not-that", "why"];
    let typed = ["repeat", "exit", "no", "/q", "yes"];
    heard("what_is_unclear", Left::Asked, &[&unclear, &typed]);
}

#[test]
fn a_password_is_judged_tried_again_and_looked_at_from_the_checklist() {
    let name = "x".repeat(129);
    let typed = ["Tr0ub4dor&3", "", "what now", "again", &name, "/w", "aB3-aB3-", "AB3-AB3-", "2"];
    let again = ["back", "Gr4nd*Piano!", &name, "go on", "back", ""];
    let checklist = ["2", "done", "", "back", "no", "skip", "", "yes", "/x", "", "", "", "", "skip", "check", GOOD, ""];
    let end = ["check", "", "nonsense", "leave", "3", "leave", "all of", "virtual", "only act", "quit"];
    heard("a_password_is_tried_again", Left::Asked, &[&TO_PASSWORD, &typed, &again, &checklist, &end]);
}

#[test]
fn input_that_ends_before_an_ending_says_so() {
    heard("input_ends_at_a_question", Left::InputEnded, &[&["act", "unsure"]]);
    heard("input_ends_at_a_password", Left::InputEnded, &[&TO_PASSWORD]);
    heard("input_ends_at_a_verdict", Left::InputEnded, &[&TO_PASSWORD, &[GOOD, ""]]);
    heard("input_ends_in_a_checklist", Left::InputEnded, &[&TO_PASSWORD, &["", "done", "leave"]]);
    heard("input_ends_at_quitting", Left::InputEnded, &[&["act", "quit"]]);
    heard("input_ends_at_a_change", Left::InputEnded, &[&["act", "1", "no", "change"]]);
}

#[test]
fn an_agent_leads_a_call_and_begins_the_next_one() {
    let call = ["agent", "why", "act", "note", "rings back at noon", "1", "no", "told", "1", "i am", "/w", "why"];
    let reset = ["help", "", "done", "note", "", "x", "", "skip", "", "", "leave", "done", "show"];
    let end = ["both", "show", "where", "new-call", "yes", "click2pop", "1", "y", "q", "", "yes"];
    heard("an_agent_leads_a_call", Left::Asked, &[&call, &reset, &end]);
}

#[test]
fn a_note_that_looks_like_a_secret_is_questioned() {
    let notes = ["note", "the password is Gr4nd*Piano", "no", "told me a password", "note", "Gr4nd*Piano", "yes"];
    let away = ["note", "", "no", "note", "", "yes", "note", "", "yes", "note", ""];
    let link = "see https://example.org/reset?token=0123456789abcdef0123456789";
    let end =
        ["other", "note", link, "no", "", "note", link, "no", "back", "note", "rings back", "show", "quit", "yes"];
    heard("a_note_is_questioned", Left::Asked, &[&notes, &away, &end]);
}

#[test]
fn the_caller_types_the_password_on_the_agents_machine() {
    let call = ["agent", "act", "1", "no", "yes", "no", "caller-types", GOOD, "", "go on", "quit", "1", "quit", "4"];
    heard("the_caller_types", Left::Asked, &[&call]);
}

/// The answers that lead to the first password page.
const TO_PASSWORD: [&str; 5] = ["act", "refused", "no", "yes", "no"];

/// A script that writes down where the line is hidden.
struct Hiding {
    script: Script,
    transcript: Transcript,
}

impl ReadLine for Hiding {
    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        self.script.read(hidden, take)
    }

    fn hide(&mut self) {
        writeln!(self.transcript, "(hides)").expect("memory holds it");
        self.script.hide();
    }
}

const SETTING: Setting<'_> = Setting { because: "Plain.", ascii: false, can_return: false, columns: None };

#[test]
fn a_line_is_hidden_before_its_prompt_asks_for_it_and_no_other_line_is() {
    let (article, transcript) = (article(), Transcript::default());
    let lines = [&TO_PASSWORD[..], &["why", GOOD, "jane", "again", ""]].concat();
    let hiding = Hiding { script: Script::new(&lines, &transcript), transcript: transcript.clone() };
    plain::open(&mut Run::new(Walk::new(&article)), hiding, transcript.clone(), SETTING).expect("memory holds it");
    let said = transcript.text();
    let asks = "(hides)\nType a new password and press Enter. It is not shown. Or just press Enter to choose it \
                later.\n> (hidden)\n";
    assert_eq!((said.matches("(hides)").count(), said.matches(asks).count()), (3, 3), "{said}");
    assert_eq!(said.matches("> (hidden)").count(), 3, "{said}");
}

/// A script in a window that shows all that is typed.
struct Showing(Script);

impl ReadLine for Showing {
    fn hides(&self) -> bool {
        false
    }

    fn read(&mut self, hidden: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        self.0.read(hidden, take)
    }
}

#[test]
fn where_a_line_cannot_be_hidden_no_password_is_asked_for_and_none_is_taken() {
    let (article, transcript) = (article(), Transcript::default());
    let showing = Showing(Script::new(&[&TO_PASSWORD[..], &[GOOD, "", ""]].concat(), &transcript));
    let mut run = Run::new(Walk::new(&article));
    let left = plain::open(&mut run, showing, transcript.clone(), SETTING).expect("memory holds it");
    let said = transcript.text();
    assert_eq!(left, Left::InputEnded);
    assert_eq!(said.matches(words().plain.would_show).count(), 2, "at the page, and to who types one: {said}");
    assert!(!said.contains("(hidden)") && !said.contains(words().plain.password_prompt), "{said}");
    assert!(said.contains("Step 1 of"), "the walk goes on: {said}");
}

#[test]
fn what_was_typed_on_the_full_screen_is_wiped_and_said_before_a_line_is_asked_for() {
    let article = article();
    let mut walk = Walk::new(&article);
    let answers = ["integration", "symptom", "editions", "sign-in", "old-password"].into_iter().zip(TO_PASSWORD);
    for (node, key) in answers {
        walk.answer(node, key).expect("the article has this answer");
    }
    let mut run = Run::new(walk);
    run.make(Move::Edit(Field::Password, Edit::Insert('&'))).expect("there is a field with room");
    let (_, said) = script::play(&mut run, &[GOOD, "jane"]);
    let wiped = said.find(words().notice.wiped).expect("it is said");
    assert!(Some(wiped) < said.find("Type a new password"), "{said}");
    assert!(said.contains("The rules: all is right.") && said.contains("ACT!: clear."), "{said}");
}

/// Notes whether the walk was in its file when a page was written, and when a line was asked for.
#[derive(Clone)]
struct Watch<'w> {
    file: PathBuf,
    seen: &'w RefCell<Vec<(&'static str, bool)>>,
    line: Option<&'static str>,
}

impl Watch<'_> {
    fn see(&self, what: &'static str) {
        self.seen.borrow_mut().push((what, self.file.exists()));
    }
}

impl Write for Watch<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if String::from_utf8_lossy(bytes).starts_with("Question: ") {
            self.see("written");
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl ReadLine for Watch<'_> {
    fn read(&mut self, _: bool, take: &mut dyn FnMut(char)) -> io::Result<LineEnd> {
        self.see("asked");
        let Some(line) = self.line.take() else { return Ok(LineEnd::Input { broken: false, empty: true }) };
        line.chars().for_each(take);
        Ok(LineEnd::Newline { broken: false })
    }
}

#[test]
fn an_answer_is_kept_when_the_page_it_leads_to_was_said() {
    let (article, folder) = (article(), tempfile::tempdir().expect("a folder"));
    let seen = RefCell::default();
    let watch =
        Watch { file: folder.path().join(format!("{}.json", article.identity())), seen: &seen, line: Some("act") };
    let mut run = Run::new(Walk::new(&article));
    run.keeper = Keeper::open(folder.path(), &article).keeper;
    plain::open(&mut run, watch.clone(), watch, SETTING).expect("nothing can fail here");
    assert_eq!(*seen.borrow(), [("written", false), ("asked", false), ("written", false), ("asked", true)]);
}

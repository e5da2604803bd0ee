//! What outlives a page, a save or a run: a told password, a note, a change, a kept walk, and which cause is said in
//! the end. All of it with the real program and the small article, whose words no rewording of the built-in one changes.

#![cfg(unix)]
use crate::support::program;
use crate::support::pty;
use crate::support::screen;
use crate::support::walk::{article, walk_at};
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::play::{Heard, Play};
use rustix::termios::{Action, LocalModes, tcflow, tcgetattr};
use serde_json::{Value, json};
use vo_login_wizard::content;
use vo_login_wizard::page::Page;
use vo_login_wizard::run::Run;
use vo_login_wizard::walk::{Move, Role, Walk};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/small.toml");
/// From the password page of the small article to its ending.
const TO_THE_END: &str = "\ndone\ndone\n";

fn small(play: Play) -> Play {
    play.article(SMALL)
}

/// The case notes that a walk left as a file.
fn notes(heard: &Heard) -> Value {
    serde_json::from_slice(&fs::read(heard.folder().join("notes.json")).unwrap()).unwrap()
}

#[test]
fn a_told_password_is_still_told_after_the_walk_was_taken_up_again() {
    for (role, says) in [("", "You told me your password"), ("agent\n", "Somebody knows your password now")] {
        for (before, told) in [("yes\ntold\n", true), ("yes\n", false)] {
            let first = small(Play::agent()).input(format!("{before}park\n\nquit\n")).exits(0);
            let taken_up = small(Play::agent()).folder(first.folder()).arguments("--notes notes.json");
            // No reset comes after it, so it is still their password.
            let heard = taken_up.input(format!("parked\n1\n{role}change\n1\nno\nquit\n")).exits(0);
            assert_eq!(notes(&heard)["told"].is_object(), told, "{}", heard.said);
            if told {
                heard.hears(says)
            } else {
                heard.does_not_hear(says)
            };
        }
    }
}

#[test]
fn a_note_that_was_written_after_saving_is_asked_about_again() {
    let saved = "no\nnote\nrings back\nsave\nnotes.txt\n";
    let lost = "Your notes are not saved yet, and would be lost.";
    small(Play::user())
        .input(format!("{saved}quit\n"))
        .hears("The notes are in notes.txt.")
        .does_not_hear(lost)
        .exits(0);
    for again in ["note\nat noon\n", "note\n\nyes\nnote\nat noon\n", "change\n1\nyes\nnote\nat noon\n\ndone\ndone\n"] {
        let heard = small(Play::user()).input(format!("{saved}{again}quit\nyes\n"));
        heard.hears("The notes are in notes.txt.").hears(lost).exits(0);
    }
    small(Play::user())
        .answers("door=no")
        .keys("<f5>rings back<enter>")
        .sees("Your note here: rings back")
        .keys("s<pause><enter>")
        .sees("The notes are in")
        .keys("<f5>at noon<enter>")
        .sees("at noon")
        .keys("q")
        .sees("They will be lost");
}

#[test]
fn fresh_leaves_the_walk_of_before_until_another_begins_and_an_ending_takes_it_away() {
    for (lines, stays, is_there) in
        [("quit\n", true, true), ("no\nquit\n", false, false), ("yes\n\nquit\n", false, true)]
    {
        let first = small(Play::user()).input("yes\nquit\n").exits(0);
        let article = content::load(fs::read_to_string(SMALL).unwrap()).unwrap();
        let file = first.folder().join(format!("vo-login-wizard/{}.json", article.identity()));
        let before = fs::read(&file).unwrap();
        small(Play::user())
            .folder(first.folder())
            .arguments("--fresh")
            .input(lines)
            .does_not_hear("You stopped at")
            .exits(0);
        assert_eq!(fs::read(&file).is_ok_and(|now| now == before), stays, "{lines:?}");
        assert_eq!(file.exists(), is_there, "{lines:?}");
    }
}

/// A password that keeps the rules of the small article.
const GOOD: &str = "abcdefgh?\n\ngo-on\n";

#[test]
fn the_notes_list_each_answer_that_was_changed_once_in_the_order_of_the_changes_where_it_still_applies() {
    let changed_word = format!("yes\n\nback\n{GOOD}");
    for (lines, changed, said) in [
        (format!("yes\n{TO_THE_END}"), json!([]), "The door: Yes"),
        (format!("yes\nback\nyes\n{TO_THE_END}"), json!([]), "The door: Yes"),
        (format!("no\nchange\n1\nyes\n{TO_THE_END}"), json!(["door"]), "The door: Yes (changed)"),
        (format!("{changed_word}done\ndone\n"), json!(["word"]), "The word: Tried out here"),
        // Off the path it is not listed; on it again, it is.
        (format!("{changed_word}change\n1\nno\n"), json!(["door"]), "The door: No (changed)"),
        (
            format!("{changed_word}change\n1\nno\nchange\n1\nyes\ndone\ndone\n"),
            json!(["word", "door"]),
            "The word: Tried out here",
        ),
    ] {
        let at_once = small(Play::user()).arguments("--notes notes.json").input(format!("{lines}show\nquit\n"));
        assert_eq!(notes(&at_once.hears(said).exits(0))["changed"], changed, "{lines:?}");
        // The same with a pause before the last answer, in which it was kept.
        let (before, last) = lines.trim_end().rsplit_once('\n').unwrap();
        let first = small(Play::user()).input(format!("{before}\nquit\n"));
        let later = small(Play::user()).folder(first.folder()).arguments("--notes notes.json");
        let later = later.input(format!("go-on\n{last}\nquit\n")).exits(0);
        assert_eq!(notes(&later)["changed"], changed, "{lines:?} with a pause");
    }
}

/// The small article with a question before its ending that means another cause.
fn two_causes() -> String {
    let small = fs::read_to_string(SMALL).unwrap();
    assert_eq!(small.matches("to = \"inside\"").count(), 1);
    small.replace("to = \"inside\"", "to = \"winter\"")
        + r#"
[cause.frost]
from = "us"
text = "It froze."
aloud = "It froze."

[question.winter]
about = "The winter"
from = "us"
ask = { text = "Cold?", aloud = "Cold?" }
why = "To know."
answers = [
  { key = "yes", text = "Yes", aloud = "Yes", to = "inside", means = "frost" },
  { key = "no", text = "No", aloud = "No", to = "inside" },
]
"#
}

#[test]
fn the_last_cause_on_the_path_is_the_one_that_is_said() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let article = folder.path().join("two-causes.toml");
    fs::write(&article, two_causes()).unwrap();
    for (answer, cause, says) in [("yes", "frost", "It froze."), ("no", "rust", "It rusted.")] {
        for play in [Play::user(), Play::agent()] {
            let play = play.article(&article).arguments("--notes notes.json");
            let heard = play.input(format!("yes\n{TO_THE_END}{answer}\nquit\n")).exits(0);
            assert_eq!(notes(&heard)["cause"]["name"], cause);
            heard.hears("Likely cause: ").hears(says);
        }
    }
}

/// A terminal that shows nothing more holds the program at its first word: what it asks for must be hidden by then.
#[test]
fn a_hidden_line_is_hidden_before_it_is_asked_for() {
    let (_far, near) = pty::pair();
    let near = File::options().read(true).write(true).open(near).unwrap();
    tcflow(&near, Action::OOff).unwrap();
    let mut command = Command::new(program());
    command.arg("check").stdin(near.try_clone().unwrap()).stderr(near.try_clone().unwrap()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    let is_hidden = || !tcgetattr(&near).unwrap().local_modes.contains(LocalModes::ECHO);
    while !is_hidden() && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(2));
    }
    let hidden = is_hidden();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(hidden, "it asks while what is typed would be shown");
}

#[test]
fn a_call_begins_with_its_first_answer_and_a_new_one_with_its_own() {
    let article = article();
    let began = |run: &Run<'_>| run.times().started;
    let before = "2024-05-06T09:30:00+02:00";
    let mut run = screen::run(Walk::in_role(&article, Role::Agent));
    assert_eq!(began(&run), before);
    run.make(Move::Choose(0)).unwrap();
    assert_ne!(began(&run), before, "the time until somebody called is none of the call's");
    assert_eq!(run.times().seconds, 0);
    // One that was begun goes on, and ends with the next one.
    let mut run = screen::run(walk_at(&article, "sign-in"));
    run.make(Move::Choose(0)).unwrap();
    assert_eq!(began(&run), before);
    run.make(Move::NewCall).unwrap();
    assert_ne!(began(&run), before);
}

#[test]
fn a_told_password_is_still_told_where_the_article_has_its_page_no_more() {
    let first = small(Play::agent()).input("yes\ntold\npark\n\nquit\n").exits(0);
    let article = content::load(fs::read_to_string(SMALL).unwrap()).unwrap();
    let file = first.folder().join(format!("vo-login-wizard/parked-{}-1.json", article.identity()));
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains(r#""at":"word""#), "{kept}");
    fs::write(&file, kept.replace(r#""at":"word""#, r#""at":"gone""#)).unwrap();
    let again = small(Play::agent()).folder(first.folder()).arguments("--notes notes.json");
    let again = again.input("parked\n1\nchange\n1\nno\nquit\n").exits(0);
    assert!(notes(&again.hears("You told me your password"))["told"].is_object());
}

#[test]
fn advice_that_is_opened_more_than_once_is_noted_once() {
    let heard = Play::user().arguments("--notes notes.json").answers("integration=other");
    let heard = heard.input("change\n1\nact\nnot\n\nnot\n\nchange\n1\nother\nquit\n").exits(0);
    assert_eq!(notes(&heard)["asides"], json!([]), "none that is not on the path");
    let article = article();
    let mut walk = walk_at(&article, "new-password");
    let alone = Page::of(&walk).only_aside_at(0).expect("it has one piece of advice");
    walk.note_aside(alone);
    let once = walk.asides().to_vec();
    walk.note_aside(alone);
    assert!(!once.is_empty());
    assert_eq!(walk.asides(), once);
}

#[test]
fn what_a_later_answer_means_is_no_longer_ruled_out() {
    let twice = two_causes()
        .replace("to = \"outside\" }", "to = \"winter\", refutes = [\"frost\", \"rust\"] }")
        .replace("to = \"inside\", means = \"frost\"", "to = \"inside\", means = \"frost\", refutes = [\"rust\"]")
        .replace("aloud = \"No\", to = \"inside\"", "aloud = \"No\", to = \"outside\"");
    let article = content::load(twice).unwrap_or_else(|faults| panic!("{faults}"));
    for (winter, cause, ruled_out) in [("yes", Some("frost"), vec!["rust"]), ("no", None, vec!["frost", "rust"])] {
        let mut walk = Walk::new(&article);
        for (node, key) in [("door", "no"), ("winter", winter)] {
            walk.answer(node, key).unwrap();
        }
        let name = |cause| article.cause(cause).name.as_str();
        assert_eq!(walk.path().cause(&article).map(name), cause);
        assert_eq!(walk.path().refuted(&article).into_iter().map(name).collect::<Vec<_>>(), ruled_out);
    }
}

//! Names and texts that come from outside, with characters in them that steer a terminal, turn the direction of writing
//! or cannot be seen: wherever the real program shows one, it does no harm, and a mark stands where it was.

#![cfg(unix)]
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::play::{Heard, OnScreen, Play, kept};
use vo_login_wizard::content::BUILT_IN;
use vo_login_wizard::content::character::harms;

/// A command to a terminal, and characters that turn and that hide; and how they are shown.
const NAME: &str = "a\u{1b}]0;b\u{7}c\u{202e}d\u{200b}e";
const SHOWN: &str = "a\u{fffd}]0;b\u{fffd}c\u{fffd}d\u{fffd}e";
/// What may be typed of it, and be in a file that is kept.
const TYPED: &str = "c\u{202e}d\u{200b}e";
const TYPED_SHOWN: &str = "c\u{fffd}d\u{fffd}e";

const ENDING: &str = "integration=other";

/// All that was said through pipes; none of it does harm.
fn said(heard: &Heard) -> String {
    let said = format!("{}{}", heard.said, heard.complaints);
    for line in said.lines() {
        assert_eq!(harms(line).next(), None, "{line:?}");
    }
    said
}

/// This is seen, wherever its lines are broken, with its marks; nothing that was written does harm.
fn shows(screen: OnScreen, text: &str) -> OnScreen {
    // The terminal of the tests shows no marks: they are looked for in what was written.
    let unmarked = text.replace('\u{fffd}', "");
    // Where one of them stands in a field, what the field is filled with is left there.
    let joined = |text: &str| text.replace('_', "").split_whitespace().collect::<String>();
    screen.terminal.wait_until(text, |screen| joined(screen).contains(&joined(&unmarked)));
    let written = String::from_utf8_lossy(&screen.terminal.bytes()).into_owned();
    assert!(written.contains(text.split_whitespace().last().unwrap()), "{text:?} in {written:?}");
    for harm in ["\u{1b}]0;", "\u{7}", "\u{202e}", "\u{200b}"] {
        assert!(!written.contains(harm), "{harm:?} in {written:?}");
    }
    screen
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

#[test]
fn the_name_of_a_file_for_notes_or_a_log_does_no_harm_whatever_is_said_of_it() {
    let home = folder();
    fs::create_dir(home.path().join(format!("{NAME}.dir"))).unwrap();
    for (arguments, says) in [
        (format!("--notes {NAME}"), format!("The notes are in {SHOWN}.")),
        (format!("--notes {NAME}"), format!("There is a file {SHOWN} already.")),
        (format!("--notes {NAME}.none/x"), format!("could not be written to {SHOWN}.none/x: ")),
        (format!("--force --notes {NAME}.dir"), format!("could not be written to {SHOWN}.dir: ")),
        (format!("--log {NAME}.none/x"), format!("The log {SHOWN}.none/x could not be written to: ")),
    ] {
        let heard = Play::user().folder(home.path()).answers(ENDING).arguments(&arguments).input("quit\n");
        assert!(said(&heard).contains(&says), "{says}: {}", said(&heard));
    }
    let heard = Play::user().answers(ENDING).input(format!("save\n{TYPED}\nsave\n{TYPED}\nquit\n"));
    assert!(heard.folder().join(TYPED).exists(), "the file has the name that was asked for");
    let said = said(&heard);
    assert!(said.contains(&format!("The notes are in {TYPED_SHOWN}.")), "{said}");
    assert!(said.contains(&format!("There is a file {TYPED_SHOWN} already.")), "{said}");
    let saved = Play::user().answers(ENDING).keys("s<down><enter>").keys(&format!("<c-u>{TYPED}<enter>"));
    shows(saved, &format!("The notes are in {TYPED_SHOWN}")).keys("<c-q>").exits(0);
}

#[test]
fn the_name_of_an_article_does_no_harm() {
    let home = folder();
    fs::write(home.path().join(NAME), "title = \u{1b}[31m").unwrap();
    for command in ["", "check"] {
        let play = Play::user().folder(home.path()).arguments(command).arguments(&format!("--article {NAME}"));
        let heard = play.input("").exits(4);
        assert!(said(&heard).contains(&format!("{SHOWN}:1:")), "{}", said(&heard));
    }
    let missing = Play::user().arguments(&format!("--article {NAME}")).input("").exits(2);
    said(&missing);
}

#[test]
fn an_article_with_such_a_character_is_refused_whatever_it_stands_in_and_its_report_does_no_harm() {
    let home = folder();
    for within in ["title = \"", "address = \"https://", "aloud = \"", "label = \""] {
        assert!(BUILT_IN.contains(within), "{within}");
        for character in ["\u{202e}", "\u{200b}", "\u{2066}", "\u{1b}"] {
            let article = BUILT_IN.replacen(within, &format!("{within}{character}"), 1);
            fs::write(home.path().join("article.toml"), article).unwrap();
            let play = Play::user().folder(home.path()).arguments("--article article.toml");
            let said = said(&play.input("quit\n").exits(4));
            assert!(said.contains("article.toml:"), "{within}: {said}");
        }
    }
}

#[test]
fn the_name_of_a_folder_from_the_environment_does_no_harm() {
    let home = folder();
    let state = home.path().join(NAME);
    let file = kept(&state);
    let own = file.parent().unwrap();
    let play = || Play::user().folder(home.path()).environment("XDG_STATE_HOME", state.to_str().unwrap());
    // A file that cannot be read is set aside, and said to be there.
    fs::create_dir_all(own).unwrap();
    fs::write(&file, "nothing of ours").unwrap();
    assert!(said(&play().input("quit\n")).contains(&format!("{SHOWN}/vo-login-wizard/")));
    fs::write(&file, "nothing of ours").unwrap();
    shows(play().on_screen(), SHOWN).keys("<c-q>").exits(0);
    // A folder that is a link is somebody else's.
    let elsewhere = home.path().join("elsewhere");
    fs::rename(own, &elsewhere).unwrap();
    symlink(&elsewhere, own).unwrap();
    assert!(said(&play().input("quit\n")).contains(&format!("{SHOWN}/vo-login-wizard belongs to")));
    shows(play().on_screen(), SHOWN).keys("<c-q>").exits(0);
}

/// A kept walk with this note; it stands on the page with the note.
fn keep_a_note(home: &Path, note: &str) {
    Play::user().folder(home).input("act\nnote\nof the caller\nquit\n").exits(0);
    let walk = fs::read_to_string(kept(home)).unwrap();
    assert!(walk.contains("of the caller"), "{walk}");
    fs::write(kept(home), walk.replace("of the caller", note)).unwrap();
}

#[test]
fn the_texts_of_a_kept_walk_do_no_harm() {
    let home = folder();
    keep_a_note(home.path(), TYPED);
    let noted = format!("Your note here: {TYPED_SHOWN}");
    let screen = shows(Play::user().folder(home.path()).sees("Welcome back").keys("<pause><enter>"), &noted);
    let screen = screen.keys("<f5>").sees("One line, saved").pace(0).keys(&format!("x{TYPED}")).pace(300);
    // All of it is in one frame then, however the keys came.
    let screen = screen.keys("<c-l>");
    screen.terminal.settle();
    let screen = shows(screen, &format!("x{TYPED_SHOWN}")).keys("<esc><pause><c-q>").exits(0);
    assert!(fs::read_to_string(kept(screen.folder())).unwrap().contains(TYPED), "what is kept is as it was");
    let ending = "go-on\nback\nother\nnote\nx\nshow\nquit\nyes\n";
    said(&Play::user().folder(home.path()).arguments("--notes -").input(ending));

    // What the article no longer has is named.
    let home = folder();
    keep_a_note(home.path(), TYPED);
    let walk = fs::read_to_string(kept(home.path())).unwrap();
    fs::write(kept(home.path()), walk.replace("\"symptom\"", &format!("\"{TYPED}\""))).unwrap();
    let said = said(&Play::user().folder(home.path()).input("go-on\nquit\n"));
    assert!(said.contains(&format!("no longer needed: “{TYPED_SHOWN}”.")), "{said}");
}

#[test]
fn a_note_in_any_script_is_seen_as_it_is_while_it_is_written_and_on_its_page() {
    for note in ["ภาษาไทยที่นี่", "हिन्दी में", "e\u{301}te\u{301} Zürich", "می\u{200c}شود", "か\u{3099}"]
    {
        let screen = Play::user().answers("integration=act").keys("<f5>").sees("One line, saved");
        let screen = screen.pace(0).keys(note).pace(300).sees(note);
        let screen = screen.keys("<enter>").sees(&format!("Your note here: {note}"));
        assert!(!screen.terminal.screen().contains('\u{fffd}'), "{}", screen.terminal.screen());
        screen.keys("<c-c>").exits(130);
    }
}

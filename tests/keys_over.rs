//! What keys do in what lies over a page, and which of them confirm something and so must be deliberate.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/led.rs"]
mod led;
#[path = "support/screen.rs"]
mod screen;
#[path = "support/walk.rs"]
mod walk;

use led::{NINE_STEPS, led, on, place, table};
use screen::{THEME, frame, note, press, press_in, run};
use vo_login_wizard::content::words;
use vo_login_wizard::keep::Keeper;
use vo_login_wizard::run::{Keeping, Opening};
use vo_login_wizard::tui::{FrontEnd, Pressed};

#[test]
fn a_note_that_is_nowhere_else_is_asked_about_at_an_ending_too() {
    on("not-covered", |front_end| {
        press(front_end, "nimportant<enter>");
        assert_eq!(led(front_end, "q"), "not-covered + leave");
        assert!(frame(front_end, 80, 24).words().contains("neither saved nor copied yet"));
        assert_eq!(led(front_end, "1q2"), "left");
    });
}

#[test]
fn a_note_that_is_being_written_is_still_there_after_staying() {
    on("editions", |front_end| {
        press(front_end, "ncalls back<c-q>1 at noon<enter>");
        assert_eq!(place(front_end), "editions");
        assert_eq!(note(front_end).as_deref(), Some("calls back at noon"));
    });
}

#[test]
fn what_lies_over_a_page_is_opened_and_closed_by_its_keys() {
    table(&[
        ("integration", "<f1>", "integration + help"),
        ("integration", "?", "integration + help"),
        ("integration", "?<esc>", "integration"),
        ("integration", "?<left>", "integration"),
        ("integration", "?<enter>", "integration"),
        ("integration", "??", "integration"),
        ("integration", "?1", "integration + help"),
        ("new-password", "<f1>", "new-password + help"),
        ("new-password", "?", "new-password"),
        ("test", "x", "test + asides"),
        ("test", "<f8>", "test + asides"),
        ("test", "<c-x>", "test + asides"),
        ("test", "xx", "test"),
        ("test", "x<esc>", "test"),
        ("new-password", "<f8>", "new-password + asides"),
        ("test", "a", "test + answers"),
        ("test", "<f6>", "test + answers"),
        ("test", "<c-o>", "test + answers"),
        ("test", "aa", "test"),
        ("test", "a<esc>", "test"),
        ("test", "a<enter>", "reset"),
        ("test", "a1", "integration"),
        ("test", "a<home><down><enter>", "editions"),
        ("test", "a9", "test + answers"),
        ("integration", "a", "integration + answers"),
        ("integration", "a<enter>", "integration"),
        ("new-password", "abc<f6>2", "editions"),
        ("integration", "n", "integration + note"),
        ("integration", "<f5>", "integration + note"),
        ("integration", "<c-n>", "integration + note"),
        ("integration", "nqa1?<enter>", "integration"),
        ("integration", "nqa1?<esc>", "integration"),
        ("new-password", "<f5>", "new-password + note"),
        ("integration", "n<c-q>", "left"),
        ("integration", "nab<c-q>", "integration + leave"),
        ("integration", "nab<c-q>1", "integration + note"),
        ("integration", "nab<c-q><esc>", "integration + note"),
        ("integration", "nab<c-q>1<esc>", "integration"),
        ("integration", "nab<f2>", "integration + note"),
        ("integration", "n<f2>", "plain mode"),
        ("solved", "s", "solved + save"),
        ("solved", "s<esc>", "solved"),
        ("solved", "s<c-u><enter>", "solved + save"),
        ("solved", "v", "solved + notes"),
        ("solved", "v<esc>", "solved"),
        ("solved", "y", "copied"),
        ("test", "y", "test"),
        ("test", "s", "test"),
        ("test", "v", "test"),
    ]);
}

#[test]
fn leaving_asks_where_something_would_be_lost() {
    table(&[
        ("integration", "q", "left"),
        ("integration", "<c-q>", "left"),
        ("editions", "q", "editions + leave"),
        ("editions", "<c-q>", "editions + leave"),
        ("editions", "q<enter>", "editions"),
        ("editions", "q1", "editions"),
        ("editions", "q<esc>", "editions"),
        ("editions", "q<down><enter>", "left"),
        ("editions", "q<down><up><enter>", "editions"),
        ("editions", "q2", "left"),
        ("editions", "q ", "editions"),
        ("editions", "qq", "editions + leave"),
        ("editions", "?<c-q>", "editions + leave"),
        ("editions", "a<c-q>", "editions + leave"),
        ("new-password", "q", "new-password"),
        ("new-password", "<c-q>", "new-password + leave"),
        ("integration", "nwaiting<enter>q", "integration + leave"),
        ("reset", "<end><up><up>cabc<c-q>", "reset + leave"),
        ("solved", "q", "left"),
        ("integration", "<c-c>", "left at once"),
        ("new-password", "abc<c-c>", "left at once"),
        ("editions", "q<c-c>", "left at once"),
        ("integration", "<c-d>", "integration"),
        ("new-password", "abc<c-d>", "new-password"),
        ("integration", "<c-z>", "suspended"),
        ("integration", "<f2>", "plain mode"),
        ("new-password", "<c-p>", "plain mode"),
    ]);
}

#[test]
fn a_confirmation_that_is_not_deliberate_does_not_count() {
    let all = format!("{NINE_STEPS}<enter>");
    for (before, keys, confirm, after) in [
        ("new-password", "abc<enter>", "<enter>", "reset"),
        ("reset", NINE_STEPS, "<enter>", "reset"),
        ("reset", &all, "<enter>", "test"),
        ("reset", NINE_STEPS, " ", "reset"),
        ("reset", "<enter><down><enter><enter><enter><enter><enter><enter><enter><enter>", "d", "reset"),
        ("reset", "<end><enter>", "<enter>", "test"),
        ("editions", "q<down>", "<enter>", "left"),
        ("editions", "q<down>", " ", "left"),
        ("editions", "q", "2", "left"),
        ("integration", "nGr4nd*Piano1<enter>", "<enter>", "integration"),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            let place_before = place(front_end);
            let said_before = frame(front_end, 100, 40).words();
            for _ in 0..3 {
                assert_eq!(press_in(front_end, confirm, false), Pressed::Done, "{before} {keys}{confirm}");
            }
            assert_eq!(place(front_end), place_before, "{before} {keys}{confirm}");
            let said = frame(front_end, 100, 40).words();
            assert_eq!(said.matches(&words().refusal.too_quick).count(), 1, "{before} {keys}{confirm}");
            // What it would confirm is still to be read.
            for warning in
                [&words().refusal.unmet.replace("{count}", "4"), "10 steps are not", &words().notes.looks_secret]
            {
                assert_eq!(said.contains(warning), said_before.contains(warning), "{before} {keys}{confirm}");
            }
            assert_eq!(led(front_end, confirm), after, "{before} {keys}{confirm}");
        });
    }
}

#[test]
fn a_key_that_confirms_nothing_need_not_be_deliberate() {
    for (before, keys, after) in [
        ("integration", "<enter><enter>", "sign-in"),
        ("new-password", "<enter>", "reset"),
        ("new-password", "abc<enter>", "new-password"),
        ("reset", NINE_STEPS, "reset"),
        ("editions", "q<enter>", "editions"),
        ("test", "a<enter>", "reset"),
        ("editions", "?<enter>", "editions"),
    ] {
        on(before, |front_end| {
            press_in(front_end, keys, false);
            assert_eq!(place(front_end), after, "{before} {keys}");
            assert!(!frame(front_end, 100, 40).words().contains(&words().refusal.too_quick), "{before} {keys}");
        });
    }
}

#[test]
fn leaving_a_walk_that_is_kept_asks_only_where_something_is_typed() {
    let article = walk::article();
    for (before, keys, after) in [
        ("editions", "q", "left"),
        ("new-password", "<c-q>", "left"),
        ("new-password", "a<c-q>", "new-password + leave"),
        ("new-password", "<tab>a<c-q>", "new-password + leave"),
        ("new-password", "a<backspace><c-q>", "left"),
        ("reset", "<end><up><up>c<c-q>", "left"),
        ("reset", "<end><up><up>ca<c-q>", "reset + leave"),
        ("reset", "<end><up><up>ca<esc><c-q>", "left"),
    ] {
        let folder = tempfile::tempdir().expect("there is room for files");
        let mut run = run(walk::walk_at(&article, before));
        run.keeping = Keeping::Users(Keeper::open(folder.path(), &article).keeper.expect("the place is free"));
        let mut front_end = FrontEnd::new(&mut run, THEME);
        assert_eq!(led(&mut front_end, keys), after, "{before} {keys}");
    }
}

#[test]
fn the_offer_is_taken_or_not_and_what_there_is_to_say_is_said_with_it() {
    let article = walk::article();
    for (keys, deliberate, after, says) in [
        ("", true, "test + offer", "A remark."),
        ("<enter>", true, "test", ""),
        ("1", true, "test", ""),
        ("<esc>", true, "test", ""),
        ("<left>", true, "test", ""),
        ("<enter>", false, "test", ""),
        ("<down><enter>", true, "integration", words().state.begun_anew.as_str()),
        ("2", true, "integration", &words().state.begun_anew),
        ("<down> ", true, "integration", &words().state.begun_anew),
        ("2", false, "test + offer", &words().refusal.too_quick),
        ("<c-q>", true, "test + leave", ""),
        ("x", true, "test + offer", &words().refusal.not_here_over),
    ] {
        let opening = Opening { remark: Some("A remark.".to_owned()), offer: Some("Go on?".to_owned()) };
        let mut run = run(walk::walk_at(&article, "test")).with_opening(opening);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press_in(&mut front_end, keys, deliberate);
        assert_eq!(place(&mut front_end), after, "{keys}");
        let rows = frame(&mut front_end, 120, 40).rows();
        let said = rows.iter().find_map(|row| row.strip_prefix(" ! ")).unwrap_or_default();
        assert!(said.ends_with(says) && said.is_empty() == says.is_empty(), "{keys}: {said}");
    }
}

//! What keys do in what lies over a page, and which of them confirm something and so must be deliberate.

use crate::support::led::{NINE_STEPS, led, led_paced, on, place, table};
use crate::support::screen::{THEME, frame, note, press, press_paced, run};
use crate::support::walk;
use vo_login_wizard::content::words;
use vo_login_wizard::keep::Keeper;
use vo_login_wizard::run::Opening;
use vo_login_wizard::tui::{FrontEnd, Pressed};

#[test]
fn a_note_that_is_nowhere_else_is_asked_about_at_an_ending_too() {
    on("not-covered", |front_end| {
        press(front_end, "<f5>important<enter>");
        assert_eq!(led(front_end, "q"), "not-covered + leave");
        assert!(frame(front_end, 80, 24).words().contains(words().leave.say_notes));
        // A copy may have reached nobody.
        assert_eq!(led(front_end, "1y"), "copied");
        assert_eq!(led(front_end, "q"), "not-covered + leave");
        assert_eq!(led(front_end, "1q2"), "left");
    });
}

#[test]
fn a_note_that_is_being_written_is_still_there_after_staying() {
    on("editions", |front_end| {
        press(front_end, "<f5>calls back<c-q>1 at noon<enter>");
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
        ("reset", "x", "reset + asides"),
        ("reset", "xx", "reset + asides"),
        ("reset", "x<esc>", "reset"),
        ("test", "x", "test"),
        ("test", "<f8>", "test + asides"),
        ("test", "<c-x>", "test + asides"),
        ("test", "<f8><f8>", "test"),
        ("new-password", "<f8>", "new-password + asides"),
        ("reset", "x<f1>", "reset + asides"),
        ("reset", "x?", "reset + asides"),
        ("test", "<f8><f1>", "test + asides"),
        ("test", "<f8><f1><esc>", "test"),
        ("test", "<f1><f8>", "test + help"),
        ("test", "<f3><f9><f1>", "test + told"),
        ("solved", "v<f1>", "solved + notes"),
        ("test", "a", "test"),
        ("test", "<f6>", "test + answers"),
        ("test", "<c-o>", "test + answers"),
        ("test", "<f6><f6>", "test"),
        ("test", "<f6><esc>", "test"),
        ("test", "<f6><enter>", "reset"),
        ("test", "<f6>1", "integration"),
        ("test", "<f6><home><down><enter>", "symptom"),
        ("test", "<f6>9", "test + answers"),
        ("integration", "<f6>", "integration + answers"),
        ("integration", "<f6><enter>", "integration"),
        ("new-password", "abc<f6>2", "symptom"),
        ("integration", "n", "integration"),
        ("integration", "<f5>", "integration + note"),
        ("integration", "<c-n>", "integration"),
        ("integration", "<f5>qa1?<enter>", "integration"),
        ("integration", "<f5>qa1?<esc>", "integration"),
        ("new-password", "<f5>", "new-password + note"),
        ("integration", "<f5><c-q>", "left"),
        ("integration", "<f5>ab<c-q>", "integration + leave"),
        ("integration", "<f5>ab<c-q>1", "integration + note"),
        ("integration", "<f5>ab<c-q><esc>", "integration + note"),
        ("integration", "<f5>ab<c-q>1<esc>", "integration"),
        ("integration", "<f5>ab<f2>", "integration + note"),
        ("integration", "<f5><f2>", "plain mode"),
        ("solved", "s", "solved + save"),
        ("solved", "s<esc>", "solved"),
        ("solved", "s3", "solved"),
        ("solved", "s2<enter><c-u><enter>", "solved + save"),
        ("solved", "v", "solved + notes"),
        ("solved", "v<esc>", "solved"),
        ("solved", "y", "copied"),
        ("test", "y", "test"),
        ("test", "s", "test"),
        ("test", "v", "test"),
        ("solved", "d", "solved"),
    ]);
}

#[test]
fn a_key_that_does_nothing_over_a_page_says_so_and_which_key_closes_it() {
    for (before, keys) in [("reset", "x<f1>"), ("reset", "x<f6>"), ("test", "<f1><f8>"), ("solved", "v<f1>")] {
        on(before, |front_end| {
            press(front_end, keys);
            let said = frame(front_end, 100, 40).words();
            assert!(said.contains(words().refusal.not_here_over), "{before} {keys}: {said}");
        });
    }
}

#[test]
fn what_is_typed_where_the_notes_are_saved_closes_nothing_and_is_told_where_to_type() {
    let refusal = &words().refusal;
    for (keys, milliseconds, instead) in [
        ("sclient", 200, refusal.press_a_number),
        ("sclient", 600, refusal.press_a_number),
        ("s<down>client", 600, refusal.by_enter),
        ("s2", 1_600, refusal.by_enter),
        ("s2c", 1_600, refusal.by_enter),
        ("s<down><down>client", 600, refusal.press_a_number),
    ] {
        on("solved", |front_end| {
            assert_eq!(led_paced(front_end, keys, milliseconds), "solved + save", "{keys} at {milliseconds} ms");
            let said = frame(front_end, 100, 40).words();
            assert!(said.contains(instead), "{keys} at {milliseconds} ms: {said}");
        });
    }
    // The first Enter ends the word; the next one does what was said.
    on("solved", |front_end| {
        press(front_end, "s<down>");
        press_paced(front_end, "client<enter><enter>", 500);
        assert!(frame(front_end, 100, 40).words().contains(words().notes.save_label));
    });
}

#[test]
fn leaving_asks_where_something_would_be_lost() {
    table(&[
        ("integration", "q", "integration"),
        ("integration", "<c-q>", "left"),
        ("editions", "q", "editions"),
        ("editions", "<c-q>", "editions + leave"),
        ("editions", "<c-q><enter>", "editions"),
        ("editions", "<c-q>1", "editions"),
        ("editions", "<c-q><esc>", "editions"),
        ("editions", "<c-q><down><enter>", "left"),
        ("editions", "<c-q><down><up><enter>", "editions"),
        ("editions", "<c-q>2", "left"),
        ("editions", "<c-q> ", "editions"),
        ("editions", "<c-q><c-q>", "editions + leave"),
        ("editions", "?<c-q>", "editions + leave"),
        ("editions", "<f6><c-q>", "editions + leave"),
        ("new-password", "<c-q>", "new-password + leave"),
        ("integration", "<f5>waiting<enter><c-q>", "integration + leave"),
        ("reset", "<end><up><up>cabc<c-q>", "reset + leave"),
        ("solved", "q", "left"),
        ("solved", "<c-q>", "left"),
        ("integration", "<c-c>", "left at once"),
        ("new-password", "abc<c-c>", "left at once"),
        ("editions", "<c-q><c-c>", "left at once"),
        ("integration", "<c-d>", "integration"),
        ("new-password", "abc<c-d>", "new-password"),
        ("integration", "<c-z>", "suspended"),
        ("integration", "<c-l>", "drawn anew"),
        ("integration", "<f2>", "plain mode"),
        ("new-password", "<c-p>", "new-password"),
    ]);
}

#[test]
fn a_confirmation_counts_only_when_it_was_seen_and_came_alone() {
    let all = format!("{NINE_STEPS}<enter>");
    for (before, keys, confirm, after) in [
        ("new-password", "abc<enter>", "<enter>", "reset"),
        ("reset", NINE_STEPS, "<enter>", "reset"),
        ("reset", &all, "<enter>", "test"),
        ("reset", NINE_STEPS, " ", "reset"),
        ("reset", "<enter><down><enter><enter><enter><enter><enter><enter><enter><enter>", "d", "reset"),
        ("reset", "<end><enter>", "1", "test"),
        ("editions", "<c-q><down>", "<enter>", "left"),
        ("editions", "<c-q><down>", " ", "left"),
        ("editions", "<c-q>", "2", "left"),
        ("test", "<f3><f7>8<end>", "<enter>", "integration"),
        ("integration", "<f5>Gr4nd*Piano1<enter>", "<enter>", "integration"),
        ("test", "1", "<enter>", "left"),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            let place_before = place(front_end);
            let step = front_end.page().current_step();
            // Held for two seconds and a half, or doubled.
            for held in [confirm.repeat(75), confirm.repeat(2)] {
                assert_eq!(press_paced(front_end, &held, 33), Pressed::Done, "{before} {keys}{confirm}");
                assert_eq!(place(front_end), place_before, "{before} {keys}{confirm}");
                assert_eq!(front_end.page().current_step(), step, "{before} {keys}{confirm}");
            }
            if place_before != "editions + leave" {
                press(front_end, if confirm == " " || confirm == "d" { "<page-up>" } else { "" });
            }
            assert_eq!(led(front_end, confirm), after, "{before} {keys}{confirm}");
        });
    }
}

#[test]
fn what_would_confirm_too_quickly_is_said_beside_what_it_would_confirm() {
    for (before, opens, confirms, warning) in
        [("editions", "", "<c-q>2", words().leave.say), ("editions", "", "<c-q><down><enter>", words().leave.say)]
    {
        on(before, |front_end| {
            press(front_end, opens);
            let place_before = place(front_end);
            press_paced(front_end, confirms, 60);
            let said = frame(front_end, 100, 40).words();
            assert_eq!(said.matches(words().refusal.too_quick).count(), 1, "{before} {opens}: {said}");
            assert!(said.contains(warning), "{before} {opens}: {said}");
            assert!(place(front_end).starts_with(&place_before), "{before} {opens}");
        });
    }
}

#[test]
fn a_held_key_acts_twice_at_most() {
    for (before, keys, held, after) in [
        ("integration", "<down>", "<enter>", "symptom"),
        ("new-password", "", "<enter>", "reset"),
        ("second-test", "", "<esc>", "second-password"),
        ("second-test", "", "<left>", "second-password"),
        ("second-test", "", "<backspace>", "second-reset"),
        ("new-password", "<f3>", "<backspace>", "sign-in"),
        ("test", "", "<f3>", "test"),
        ("test", "<f3>", "<f9>", "test + told"),
        ("solved", "", "q", "left"),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            // As a keyboard sends it: at once, after half a second, and then thirty times a second.
            let first = press_paced(front_end, held, 0);
            let led = led_paced(front_end, &held.repeat(60), 33);
            let left = first == Pressed::Leave(vo_login_wizard::run::Left::Asked);
            assert_eq!(if left { "left" } else { led.as_str() }, after, "{before} {keys}{held}");
        });
    }
    on("reset", |front_end| {
        press_paced(front_end, &"<enter>".repeat(60), 33);
        assert!(front_end.page().current_step() <= 2);
    });
}

#[test]
fn a_key_that_confirms_nothing_need_not_wait() {
    for (before, keys, after) in [
        ("new-password", "<enter>", "reset"),
        ("new-password", "abc<enter>", "new-password"),
        ("reset", NINE_STEPS, "reset"),
        ("editions", "<c-q><enter>", "editions"),
        ("test", "<f6><enter>", "reset"),
        ("editions", "<f1><enter>", "editions"),
    ] {
        on(before, |front_end| {
            press_paced(front_end, keys, 260);
            assert_eq!(place(front_end), after, "{before} {keys}");
            assert!(!frame(front_end, 100, 40).words().contains(words().refusal.too_quick), "{before} {keys}");
        });
    }
}

#[test]
fn an_enter_or_space_of_habit_says_to_read_the_page_and_does_not_run_through_it() {
    let too_quick = words().refusal.too_quick;
    for (before, keys, milliseconds, after, is_said) in [
        ("old-password", "1<enter>", 600, "new-password", true),
        ("old-password", "1<enter>", 1_200, "new-password", true),
        ("old-password", "1<enter>", 300, "new-password", false),
        ("old-password", "1<enter>", 1_500, "reset", false),
        ("old-password", "1<enter><enter>", 600, "reset", false),
        ("old-password", "1ab<enter>", 600, "new-password", false),
        ("old-password", "<f3>1<enter>", 600, "new-password", true),
        ("old-password", "<down><enter><enter>", 600, "new-password", true),
        ("old-password", "<down><enter><enter>", 1_000, "reset", false),
        ("new-password", "<enter><enter>", 600, "reset", true),
        ("new-password", "<enter><enter><enter><enter>", 600, "reset", false),
        ("integration", "5<enter>", 600, "not-covered", true),
        ("integration", "5<enter>", 1_500, "left", false),
        ("integration", "<f3>5<enter>", 600, "not-covered", true),
        ("integration", "<down><down><down><down><down><enter><enter>", 600, "not-covered", true),
        ("test", "1<enter>", 600, "solved", true),
        ("test", "<f3><f7>4<enter>", 600, "test + told", true),
        ("test", "<f3><f7>4 ", 600, "test + told", true),
        ("test", "<f3><f7>4 ", 1_500, "test + call", false),
        ("test", "<f3><f7><down><down><down>  ", 600, "test + told", true),
        ("test", "<f3><f7><down><down><down>   ", 600, "test + call", false),
        ("new-password", "<enter> ", 600, "reset", true),
        ("new-password", "<f3><enter> ", 600, "reset", true),
        // What was read before is not read again, and of a question nothing is taken.
        ("reset", "<f1><enter><enter>", 300, "reset", false),
        ("integration", "1<enter>", 600, "symptom", false),
        ("integration", "1111", 500, "old-password", false),
        ("integration", "<f3>1111", 500, "old-password", false),
        ("symptom", "<esc><enter><enter><enter>", 500, "symptom", false),
    ] {
        on(before, |front_end| {
            let led = led_paced(front_end, keys, milliseconds);
            assert_eq!(led, after, "{before} {keys} at {milliseconds} ms");
            let said = frame(front_end, 100, 40).words();
            assert_eq!(said.contains(too_quick), is_said, "{before} {keys} at {milliseconds} ms: {said}");
            if is_said {
                assert_eq!(front_end.page().current_step(), 0, "{before} {keys}");
            }
        });
    }
    // Nor is a step ticked on a walk that was just taken up.
    for (keys, step) in [
        ("<enter><enter>", 0),
        ("1<enter>", 0),
        ("1<enter><enter>", 1),
        ("  ", 0),
        ("1 ", 0),
        ("1  ", 1),
        ("<enter> ", 0),
    ] {
        let article = walk::article();
        let opening = Opening { offer: Some("Go on?".to_owned()), ..Opening::default() };
        let mut run = run(walk::walk_at(&article, "reset")).with_opening(opening);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press_paced(&mut front_end, keys, 500);
        assert_eq!((place(&mut front_end).as_str(), front_end.page().current_step()), ("reset", step), "{keys}");
    }
}

#[test]
fn leaving_a_walk_that_is_kept_asks_only_where_something_is_typed() {
    let article = walk::article();
    for (before, keys, after) in [
        ("editions", "<c-q>", "left"),
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
        run.keeper = Keeper::open(folder.path(), &article).keeper;
        let mut front_end = FrontEnd::new(&mut run, THEME);
        assert_eq!(led(&mut front_end, keys), after, "{before} {keys}");
    }
}

#[test]
fn the_offer_is_taken_or_not_and_what_there_is_to_say_is_said_with_it() {
    let article = walk::article();
    for (keys, milliseconds, after, says) in [
        ("", 2_000, "test + offer", "A remark."),
        ("<enter>", 2_000, "test", ""),
        ("1", 2_000, "test", ""),
        ("<esc>", 2_000, "test", ""),
        ("<left>", 2_000, "test", ""),
        ("<down><enter>", 2_000, "integration", words().state.begun_anew),
        ("2", 2_000, "integration", words().state.begun_anew),
        ("<down> ", 2_000, "integration", words().state.begun_anew),
        ("22", 60, "test + offer", words().refusal.nothing_taken),
        ("<c-q>", 2_000, "test + leave", ""),
        ("x", 2_000, "test + offer", words().refusal.nothing_taken),
    ] {
        let opening =
            Opening { remark: Some("A remark.".to_owned()), offer: Some("Go on?".to_owned()), ..Opening::default() };
        let mut run = run(walk::walk_at(&article, "test")).with_opening(opening);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press_paced(&mut front_end, keys, milliseconds);
        assert_eq!(place(&mut front_end), after, "{keys}");
        let rows = frame(&mut front_end, 120, 40).rows();
        let said = rows.iter().find_map(|row| row.trim_start().strip_prefix("! ")).unwrap_or_default();
        assert!(said.contains(says) && said.is_empty() == says.is_empty(), "{keys}: {said}");
    }
}

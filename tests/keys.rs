//! What each key does on a page: the page before, the keys, and where they lead.

use crate::support::led::{NINE_STEPS, led, led_paced, on, place, table};
use crate::support::screen::{frame, press, press_at_once, press_paced};
use vo_login_wizard::content::words;
use vo_login_wizard::tui::FrontEnd;

/// The row or field that is pointed at.
fn pointed(front_end: &mut FrontEnd<'_, '_>) -> String {
    let rows = frame(front_end, 80, 60).rows();
    let row = rows.iter().find_map(|row| row.trim_start().strip_prefix('❯')).unwrap_or_default();
    row.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn enter_and_a_digit_choose_and_go_on() {
    table(&[
        ("integration", "<down><enter>", "symptom"),
        ("integration", "<down><down><enter>", "symptom"),
        ("integration", "<down> ", "symptom"),
        ("integration", "5", "not-covered"),
        ("integration", "<down><down><down><down><down><enter>", "not-covered"),
        ("integration", "<up><enter>", "not-covered"),
        ("integration", "<end><enter>", "not-covered"),
        ("integration", "<end><home><enter>", "symptom"),
        ("integration", "6", "integration"),
        ("integration", "0", "integration"),
        ("editions", "2", "editions-unsupported"),
        ("sign-in", "<c-n><c-n><c-n><enter>", "single-sign-on"),
        ("sign-in", "<c-n><c-n><c-p><enter>", "old-password"),
        ("new-password", "<enter>", "reset"),
        ("new-password", "Gr4nd*Piano<enter>", "reset"),
        ("new-password", "12<enter>", "new-password"),
        ("new-password", "12<enter><enter>", "reset"),
        ("new-password", "12<enter>3<enter>", "new-password"),
        ("new-password", "12<enter><f1><esc><enter>", "new-password"),
        ("test", "1", "solved"),
        ("solved", "<enter>", "left"),
    ]);
}

#[test]
fn a_question_opens_with_no_row_chosen_and_with_the_answer_that_was_given_before() {
    table(&[
        ("integration", "<enter>", "integration"),
        ("integration", " ", "integration"),
        ("symptom", "<esc><enter>", "symptom"),
        ("symptom", "<esc><down><enter>", "symptom"),
        ("integration", "5<esc><enter>", "not-covered"),
    ]);
}

#[test]
fn a_typed_word_finds_a_row_that_enter_takes_and_no_other_word_does_anything() {
    for (before, typed, after) in [
        ("integration", "act<enter>", "symptom"),
        ("integration", "ACT<enter>", "symptom"),
        ("integration", "click to<enter>", "symptom"),
        ("integration", "another<enter>", "not-covered"),
        ("integration", "an<enter>", "not-covered"),
        ("integration", "nonsense<enter>", "integration"),
        ("integration", "gent<enter>", "integration"),
        ("integration", "equal1", "integration"),
        ("integration", "quit<enter>", "integration"),
        ("editions", "yes<enter>", "editions-unsupported"),
        ("editions", "no<enter>", "sign-in"),
        ("editions", "x s<enter>", "editions-unsupported"),
        ("symptom", "no<enter>", "symptom"),
        ("symptom", "not<enter>", "symptom"),
        ("symptom", "yes<enter>", "symptom"),
        ("symptom", "own<enter>", "own-login"),
        ("symptom", "not sure<enter>", "editions"),
        ("sign-in", "no<enter>", "refused-too"),
        ("test", "neither<enter>", "virtual-office-refuses"),
        ("editions", "sure<enter>", "sign-in"),
        ("editions", "yess<enter>", "editions"),
        ("editions", "yess<backspace><enter>", "editions-unsupported"),
        ("editions", "yes<esc><enter>", "editions"),
        ("editions", "2x<enter>", "editions"),
        ("editions", "22", "editions"),
        ("editions", "y<backspace><backspace><backspace>", "editions"),
        ("old-password", "Sunny2024&<enter>", "old-password"),
        ("old-password", "eAgent<enter>", "old-password"),
        ("new-password", "yes<esc>", "old-password"),
        ("reset", "Sunny2024@<enter>", "reset"),
        ("reset", "done<enter>", "reset"),
        ("solved", "Quit<enter>", "solved"),
        ("solved", "Save<enter>", "solved"),
    ] {
        for milliseconds in [100, 200, 400] {
            // A lone digit counts where the next key is late.
            let is_digit_alone = typed.starts_with('2') && milliseconds > 150;
            on(before, |front_end| {
                let led = led_paced(front_end, typed, milliseconds);
                if !is_digit_alone {
                    assert_eq!(led, after, "{before} {typed} at {milliseconds} ms");
                }
            });
        }
    }
}

#[test]
fn a_letter_that_acts_does_so_alone_and_is_never_the_first_of_a_word_that_opens_a_field() {
    for (milliseconds, keys, after, opens_a_field) in [
        (100, "save2x", "solved", false),
        (100, "s2x", "solved", false),
        (400, "s2x", "solved + save", false),
        (400, "save2", "solved + save", false),
        (100, "quit", "solved", false),
        (1_600, "s2", "solved + save", false),
        (1_600, "s2Zq7", "solved + save", false),
        (1_600, "s2<enter>", "solved + save", true),
        (2_000, "q", "left", false),
    ] {
        on("solved", |front_end| {
            assert_eq!(led_paced(front_end, keys, milliseconds), after, "{keys} at {milliseconds} ms");
            let has_field = frame(front_end, 80, 24).words().contains(words().notes.save_label);
            assert_eq!(has_field, opens_a_field, "{keys} at {milliseconds} ms");
        });
    }
}

#[test]
fn keys_that_come_at_once_are_a_paste_and_a_key_before_the_page_is_seen_does_nothing() {
    for (before, keys, after) in [
        ("integration", "act<enter>", "integration"),
        ("integration", "2<enter>", "integration"),
        ("integration", "<down><enter><enter><enter>", "symptom"),
        ("reset", "d<enter>", "reset"),
        ("editions", "<c-q>2", "editions + leave"),
        ("new-password", "Gr4nd*Piano<enter>", "new-password"),
        ("new-password", "ab<tab>cd<tab>e", "new-password"),
    ] {
        on(before, |front_end| {
            press_at_once(front_end, keys);
            assert_eq!(place(front_end), after, "{before} {keys}");
        });
    }
}

#[test]
fn a_digit_that_was_not_alone_leaves_the_focus_where_it_was() {
    for (before, keys, after) in [
        ("editions", "<c-q>", "1 Stay here"),
        ("editions", "<c-q>2x", "1 Stay here"),
        ("editions", "<c-q>2<f1>", "1 Stay here"),
        ("symptom", "<f3><esc>3x", ""),
    ] {
        on(before, |front_end| {
            let (opens, rest) = keys.split_at(keys.find(['2', '3']).filter(|at| *at > 4).unwrap_or(keys.len()));
            press(front_end, opens);
            press_paced(front_end, rest, 60);
            assert_eq!(pointed(front_end), after, "{before} {keys}");
        });
    }
}

#[test]
fn after_a_word_that_fits_nothing_the_second_enter_says_what_to_do() {
    let refusal = &words().refusal;
    for (keys, says) in [
        ("nonsense", refusal.nothing_taken),
        ("nonsense<enter>", refusal.nothing_taken),
        ("nonsense<enter><enter>", refusal.choose_first),
    ] {
        on("symptom", |front_end| {
            press(front_end, "<esc>1<esc>");
            press_paced(front_end, keys, 300);
            assert_eq!(front_end.page().node, "integration", "{keys}");
            assert!(frame(front_end, 80, 24).words().contains(says), "{keys}");
        });
    }
}

#[test]
fn a_digit_for_a_row_that_is_not_on_the_screen_shows_it_first() {
    // The size of the window, the keys, where the first of them leads, and the next one.
    for (node, size, keys, next, after) in [
        ("sign-in", (40, 12), "1", "1", "old-password"),
        ("sign-in", (40, 12), "3", "3", "single-sign-on"),
        ("sign-in", (40, 12), "2", "<enter>", "refused-too"),
        ("test", (40, 12), "2", "2", "second-password"),
        ("test", (40, 12), "2", "1", "solved"),
        ("test", (40, 12), "4", "<enter>", "virtual-office-refuses"),
    ] {
        for role in ["", "<f3>"] {
            on(node, |front_end| {
                press(front_end, role);
                frame(front_end, size.0, size.1);
                press(front_end, keys);
                let seen = frame(front_end, size.0, size.1);
                assert_eq!(front_end.page().node, node, "{role}{keys}");
                assert!(seen.words().contains(words().refusal.too_quick), "{node} {role}{keys}: {}", seen.words());
                let pointed = seen.rows().iter().any(|row| row.trim_start().starts_with(&format!("❯ {keys}")));
                assert!(pointed, "{node} {role}{keys}: {}", seen.words());
                assert_eq!(led(front_end, next), after, "{node} {role}{keys}{next}");
            });
        }
    }
    // An Enter that belongs to the digit takes nothing either, and what is in sight needs no second key.
    for (size, keys, milliseconds, after) in [
        ((40, 12), "3<enter>", 100, "sign-in"),
        ((40, 12), "3<enter>", 600, "sign-in"),
        ((40, 12), "9", 300, "sign-in"),
        ((80, 24), "3", 300, "single-sign-on"),
        ((80, 24), "3<enter>", 100, "single-sign-on"),
    ] {
        on("sign-in", |front_end| {
            frame(front_end, size.0, size.1);
            assert_eq!(led_paced(front_end, keys, milliseconds), after, "{keys} at {milliseconds} ms");
        });
    }
}

#[test]
fn the_focus_stays_where_it_is_when_the_wording_changes() {
    for (node, keys) in [("symptom", "<down><down>"), ("symptom", "2<esc><down>"), ("reset", "<enter><down><down>")] {
        on(node, |front_end| {
            press(front_end, keys);
            let place = |front_end: &mut FrontEnd<'_, '_>| pointed(front_end).chars().next();
            let before = place(front_end);
            assert!(before.is_some(), "{node}");
            press(front_end, "<f3>");
            assert_eq!(place(front_end), before, "{node} {keys}");
            press(front_end, "<f3>");
            assert_eq!(place(front_end), before, "{node} {keys}");
        });
    }
}

#[test]
fn escape_left_and_backspace_go_back() {
    table(&[
        ("integration", "<esc>", "integration"),
        ("integration", "<left>", "integration"),
        ("integration", "<backspace>", "integration"),
        ("symptom", "<esc>", "integration"),
        ("symptom", "<left>", "integration"),
        ("symptom", "<backspace>", "integration"),
        ("new-password", "<esc>", "old-password"),
        ("new-password", "ab<esc>", "old-password"),
        ("new-password", "ab<left><backspace>", "new-password"),
        ("reset", "<esc>", "new-password"),
        ("reset", "<left>", "new-password"),
        ("reset", "<backspace>", "reset"),
        ("reset", "<enter><backspace>", "reset"),
        ("solved", "<esc>", "test"),
        ("solved", "<left>", "test"),
        ("solved", "<backspace>", "test"),
        ("solved", "<esc><esc><esc>", "new-password"),
    ]);
}

#[test]
fn a_checklist_is_marked_step_by_step_and_left_when_all_is_done() {
    let all = format!("{NINE_STEPS}<enter>");
    table(&[
        ("reset", NINE_STEPS, "reset"),
        ("reset", &all, "reset"),
        ("reset", &format!("{all}<enter>"), "test"),
        ("reset", &format!("{all}<backspace><end><enter>"), "reset + open-steps"),
        ("reset", "<end><enter>", "reset + open-steps"),
        ("reset", "<end><enter><enter>", "reset + open-steps"),
        ("reset", "<end><enter><down><enter>", "test"),
        ("reset", "<end><enter>1", "test"),
        ("reset", "<end><enter>2", "reset-unfinished"),
        ("reset", "<end><enter>3", "reset"),
        ("reset", "<end><enter><esc>", "reset"),
        ("reset", &" ".repeat(10), "reset"),
        ("reset", &format!("{}<enter>", " ".repeat(10)), "test"),
        ("reset", "c", "reset"),
        ("reset", "<end><up><up>c", "reset + look"),
        ("reset", "<end><up><up>c<esc>", "reset"),
        ("reset", "<end><up><up>c<enter>", "reset"),
        ("reset", "<end><up><up>cabc<esc>", "reset"),
        ("second-reset", "<end><up><up>c", "second-reset + look"),
    ]);
}

#[test]
fn the_agents_keys_work_in_the_agents_role_only() {
    table(&[
        ("integration", "<f9>", "integration"),
        ("integration", "<f3><f9>", "integration + told"),
        ("integration", "<f3><f3><f9>", "integration"),
        ("integration", "<f3><f9><esc>", "integration"),
        ("integration", "<f3><f9><f9>", "integration + told"),
        ("integration", "<f3><f9><esc><f9>", "integration + told"),
        ("integration", "<f3><c-w>", "integration"),
        ("integration", "<c-g><f9>", "integration"),
        ("integration", "<f7>", "integration"),
        ("integration", "<f3><f7>", "integration + call"),
        ("integration", "<f3><f7><f7>", "integration"),
        ("integration", "<f3><f7>4", "integration + told"),
        ("new-password", "<f3>", "new-password"),
        ("new-password", "<f3><f10>", "new-password + caller"),
        ("new-password", "<f3><c-y>", "new-password"),
        ("new-password", "<f3><f7>5", "new-password + caller"),
        ("new-password", "<f3><enter>", "reset"),
        ("new-password", "<f3><f6>", "new-password + answers"),
        ("new-password", "<f3><backspace>", "old-password"),
        ("solved", "<f7>", "solved"),
        ("solved", "<f3><f7>1", "copied"),
        ("solved", "<f3><f7>2", "solved + save"),
        ("solved", "<f3><f7>3", "solved + notes"),
        ("solved", "<f3><f7>7", "integration"),
        ("solved", "<f3><c-b>", "solved"),
        ("test", "<f3><f7>1", "copied"),
        ("test", "<f3><f7>2", "test + save"),
        ("test", "<f3><f7>3", "test + notes"),
        ("test", "<f3><f7>5", "test + call"),
        ("test", "<f3><f7>5<enter>", "test + reference"),
        ("test", "<f3><f7>5<enter>4711<enter>", "test"),
        ("test", "<f3><f7>7", "test + parked"),
        ("test", "<f3><f7>7<enter>", "test + call"),
        ("test", "<f3><f7>8", "test + new call"),
        ("test", "<f3><f7>81", "test"),
        ("test", "<f3><f7>82", "test + new call"),
        ("test", "<f3><f7>83<enter>", "test + broken off"),
        ("test", "<f3><f7>83<enter><esc>", "test + new call"),
        ("test", "<f3><f7>84", "test + new call"),
        ("test", "<f3><f7>84<enter>", "integration"),
        ("test", "<f3><f7>9", "test"),
    ]);
}

#[test]
fn arrows_and_their_letters_move_the_pointer() {
    for (before, keys, after) in [
        ("integration", "", ""),
        ("integration", "<down>", "1 Click2Pop"),
        ("integration", "<c-n><c-n>", "2 ACT!"),
        ("integration", "<tab><tab>", "2 ACT!"),
        ("integration", "<c-n><c-n><c-n><up>", "2 ACT!"),
        ("integration", "<down><down><down><c-p>", "2 ACT!"),
        ("integration", "<down><down><down><back-tab>", "2 ACT!"),
        ("integration", "<up>", "5 Another program"),
        ("integration", "<down><up>", "1 Click2Pop"),
        ("integration", "<end><down>", "5 Another program"),
        ("integration", "<end><home>", "1 Click2Pop"),
        ("symptom", "<esc>", "2 ACT!"),
        ("integration", "j", ""),
        ("integration", "s", "4 Sugar CRM"),
        ("integration", "7", ""),
        ("new-password", "", "New password __________________________ not shown as you type"),
        ("new-password", "ab<tab>", "Username __________________________ optional, to compare"),
        ("new-password", "ab<tab><back-tab>", "New password ••________________________ 2 characters, hidden"),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            assert_eq!(pointed(front_end), after, "{before} {keys}");
        });
    }
}

#[test]
fn a_mark_leads_the_pointer_to_the_next_open_step() {
    for (keys, after) in [
        ("<enter>", "○ 2"),
        ("<enter><up>", "✓ 1"),
        ("<enter><up> ", "○ 1"),
        ("<enter><up><enter>", "○ 2"),
        ("<enter>d<backspace>", "○ 2"),
        ("<down>d", "○ 3"),
        ("<down>d<up>", "– 2"),
        ("<end>", "Go on when all steps are done"),
        ("<end><up>d", "○ 10"),
        ("<end><up><up>c<esc>", "○ 9"),
        ("<end><up><up>ca<enter>", "○ 9"),
    ] {
        on("reset", |front_end| {
            press(front_end, keys);
            let pointed = pointed(front_end);
            assert!(pointed.starts_with(after), "{keys}: {pointed}");
        });
    }
}

#[test]
fn of_a_word_typed_so_slowly_that_its_first_key_counts_that_is_taken_back_or_said() {
    let refusal = &words().refusal;
    for (before, typed, step, at) in [
        ("", "done", 0, "reset"),
        ("<enter>", "done", 1, "reset"),
        ("<enter>", " Sunny", 1, "reset"),
        // What was opened is seen, and stays.
        ("<enter>", "xyz", 1, "reset + asides"),
        ("", "?why", 0, "reset + help"),
    ] {
        on("reset", |front_end| {
            press(front_end, before);
            press_paced(front_end, typed, 200);
            let said = frame(front_end, 80, 24).words();
            assert!(said.contains(refusal.nothing_taken) && !said.contains(refusal.first_taken), "{typed}: {said}");
            assert_eq!((front_end.page().node, front_end.page().current_step()), ("reset", step), "{typed}");
            assert_eq!(place(front_end), at, "{typed}: {said}");
        });
    }
    on("integration", |front_end| {
        press_paced(front_end, "2024Sunny&", 200);
        let said = frame(front_end, 80, 24).words();
        assert!(said.contains(refusal.first_taken) && !said.contains(refusal.nothing_taken), "{said}");
        // What is typed later has nothing to do with that.
        press(front_end, "<esc>");
        press_paced(front_end, "Sunny&", 200);
        assert!(frame(front_end, 80, 24).words().contains(refusal.nothing_taken));
    });
}

#[test]
fn whoever_is_stuck_chooses_what_they_see_and_nothing_is_chosen_for_them() {
    let at_link = "<enter><enter>d<enter><enter><enter><enter>";
    for (keys, after) in [
        ("x<enter>", "reset + asides"),
        ("x<enter><enter>", "reset + asides"),
        ("x ", "reset + asides"),
        ("x1", "single-sign-on"),
        ("x<down><enter>", "single-sign-on"),
    ] {
        on("reset", |front_end| {
            press(front_end, at_link);
            press(front_end, keys);
            assert_eq!(place(front_end), after, "{keys}");
        });
    }
    on("reset", |front_end| {
        press(front_end, at_link);
        press(front_end, "x");
        let see = "I see this, and I am still stuck: The page says that my company has switched off";
        assert!(frame(front_end, 80, 24).words().contains(see), "{}", frame(front_end, 80, 24).words());
    });
    // Nor is a reset said to be done by a key that was pressed once too often.
    for (keys, after) in [("<end><enter><enter>", "reset + open-steps"), ("<end><enter>1", "test")] {
        on("reset", |front_end| {
            press(front_end, keys);
            assert_eq!(place(front_end), after, "{keys}");
        });
    }
}

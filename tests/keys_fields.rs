//! Keys in a text field, pastes inside and outside one, and what is said of a key that could not do its work.

use crate::support::led::{on, place};
use crate::support::screen::{frame, note, press, press_paced};
use vo_login_wizard::content::words;
use vo_login_wizard::walk::LONGEST_NOTE;

#[test]
fn in_a_text_field_every_printable_key_is_text() {
    for (keys, shown, cursor) in [
        ("", "", 0),
        ("abc", "abc", 3),
        ("jkxandc?q 19", "jkxandc?q 19", 12),
        ("a<lt>b", "a<b", 3),
        ("é漢😀", "é漢😀", 5),
        ("abc<left>x", "abxc", 3),
        ("abc<left><left><right>x", "abxc", 3),
        ("abc<home>x", "xabc", 1),
        ("abc<home><end>x", "abcx", 4),
        ("abc<backspace>", "ab", 2),
        ("abc<home><delete>", "bc", 0),
        ("abc<c-u>d", "d", 1),
        ("abc def<c-w>x", "abc x", 5),
        ("abc<left><left><c-k>x", "ax", 2),
        ("abc<c-a>x", "xabc", 1),
        ("abc<c-a><c-e>x", "abcx", 4),
        ("abc<c-g><c-y><c-b>x", "abcx", 4),
        ("<paste>a b<end-paste>c", "a bc", 4),
        ("<paste>abc\n<end-paste>", "abc", 3),
        ("<paste>?qx1<end-paste>", "?qx1", 4),
        ("ab<tab>cd<tab>e", "abe", 3),
        ("abc<f1><esc>d", "abcd", 4),
        ("abc<c-d><page-down>d", "abcd", 4),
    ] {
        on("new-password", |front_end| {
            press(front_end, keys);
            press(front_end, "<f4>");
            let frame = frame(front_end, 90, 40);
            let at =
                frame.rows().iter().position(|row| row.contains("❯ New password") || row.contains("  New password"));
            let at = at.expect("the field is seen");
            let at = u16::try_from(at).expect("a row");
            let field = frame.part(at, 19..45).replace("漢 ", "漢").replace("😀 ", "😀");
            assert_eq!(field.trim_end_matches('_'), shown, "{keys}");
            assert_eq!(frame.cursor.map(|cursor| (cursor.x, cursor.y)), Some((19 + cursor, at)), "{keys}");
        });
    }
}

#[test]
fn a_hidden_password_shows_how_long_it_is_and_nothing_else() {
    for (keys, seen) in [("<f4>", true), ("<c-t>", true), ("", false), ("<f4><f4>", false), ("<f4><c-t>", false)] {
        on("new-password", |front_end| {
            press(front_end, "Zyx9@wvut");
            press(front_end, keys);
            let text = frame(front_end, 100, 40).words();
            assert_eq!(text.contains("Zyx9@wvut"), seen, "{keys}");
            assert_eq!(text.contains("•••••••••"), !seen, "{keys}");
            assert!(text.contains(&words().password.length.replace("{count}", "9")), "{text}");
            press(front_end, "<esc>");
            assert!(!frame(front_end, 100, 40).words().contains("Zyx9@wvut"));
            press(front_end, "<enter><f4>");
            assert!(
                !frame(front_end, 100, 40).words().contains("Zyx9@wvut"),
                "the field is empty when the page comes back"
            );
            press(front_end, "<esc><enter>Zyx9@wvut");
            assert!(frame(front_end, 100, 40).words().contains("•••••••••"), "and it is hidden again");
        });
    }
}

#[test]
fn what_a_key_could_not_do_is_said() {
    let words = words();
    let insist = |reason: &str| words.refusal.insist.replace("{reason}", reason);
    let lengthen = insist(&words.repair.lengthen.replace("{count}", "7"));
    let special = insist(&words.repair.special.replace("{signs}", "~ @ # $ ^ * + – = | : ; ?"));
    let trouble = insist(&words.repair.troublesome_one.replace("{signs}", "&"));
    let full = words.refusal.too_long.replace("{capacity}", "128");
    let lost = words.notice.no_longer_applies.replace("{answers}", "Signs in your password");
    let long = format!("<paste>{}<end-paste>", "x".repeat(129));
    for (before, keys, says) in [
        ("integration", "<esc>", words.refusal.first_page),
        ("integration", "<left>", words.refusal.first_page),
        ("integration", "<enter>", words.refusal.choose_first),
        ("integration", " ", words.refusal.choose_first),
        ("integration", "7", words.refusal.no_such_answer),
        ("integration", "n", words.refusal.nothing_taken),
        ("integration", "n<enter>", words.refusal.choose_first),
        ("integration", "<paste>act<end-paste>", words.refusal.nothing_taken),
        ("new-password", "Gr4nd&Piano?<enter>", &trouble),
        ("new-password", "Gr4nd!Piano?<enter>", &insist(words.repair.off_list)),
        ("new-password", "Gr4ndPiano<enter>", &special),
        ("new-password", "g<enter>", &lengthen),
        ("new-password", &long, &full),
        ("new-password", "<paste>abc\n<end-paste>", words.notice.line_end_dropped),
        ("reset", "<backspace>", words.refusal.nothing_to_unmark),
        ("reset", "d", words.refusal.always_shown),
        ("new-password", "<f6>42", &lost),
        ("solved", "1", words.refusal.nothing_taken),
        ("integration", "<f4>", words.refusal.not_here),
        ("test", "<f7>", words.refusal.not_here),
        ("reset", "c", words.refusal.not_here),
        ("reset", "1", words.refusal.nothing_taken),
        ("new-password", "<f10>", words.refusal.not_here),
        ("new-password", "<f3>y", words.refusal.nothing_taken),
        ("integration", "?y", words.refusal.nothing_taken),
        ("symptom", "<f6>y", words.refusal.nothing_taken),
        ("integration", "<f5>ab<f2>", words.refusal.writing),
        ("integration", "<f5>Gr4nd*Piano1<enter>", words.notes.looks_secret),
        ("integration", "<f5>waiting<enter>", words.notes.kept),
        ("solved", "<f3><f7>7", words.notes.new_call),
        ("solved", "s2<enter><c-u>Gr4nd*Piano1<enter>", words.notes.name_looks_secret),
        ("new-password", "abc<f3>", words.notice.wiped),
        ("test", "<f3><f9>2", words.agent.told_taken_back),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            let seen = frame(front_end, 80, 40).words();
            assert!(seen.contains(&format!("! {says}")), "{before} {keys}: {says}\n{seen}");
        });
    }
}

#[test]
fn a_note_and_a_name_are_one_line_whatever_is_pasted() {
    on("integration", |front_end| {
        press(front_end, "<f5><paste>line one\r\nline\ttwo\n<end-paste><enter>");
        assert_eq!(note(front_end).as_deref(), Some("line one  line two"));
    });
    on("solved", |front_end| {
        let folder = tempfile::tempdir().expect("there is room for files");
        let name = folder.path().join("one two.txt");
        let pasted = name.display().to_string().replace(' ', "\n");
        press(front_end, &format!("s2<enter><c-u><paste> {pasted}\n<end-paste><enter>"));
        assert_eq!(place(front_end), "solved");
        assert!(name.exists(), "{}", frame(front_end, 100, 40).words());
    });
}

#[test]
fn a_note_holds_five_hundred_characters_and_nothing_of_it_is_cut() {
    let (whole, full, too_long) = ("x".repeat(LONGEST_NOTE), words().refusal.full, words().refusal.too_long);
    for (keys, kept, says) in [
        (format!("<f5>{whole}<enter>"), Some(&whole), words().notes.kept),
        (format!("<f5>{whole}y"), None, full),
        (format!("<f5>{whole}y<enter>"), Some(&whole), words().notes.kept),
        (format!("<f5><paste>{whole}y<end-paste>"), None, too_long),
        (format!("<f5><paste>{whole}y<end-paste><enter>"), None, words().notes.nothing_noted),
        (format!("<f5>{whole}<enter><f5><enter>"), Some(&whole), words().notes.take_away),
        (format!("<f5>{whole}<enter><f5><enter><enter>"), None, words().notes.removed),
    ] {
        on("integration", |front_end| {
            press(front_end, &keys);
            let says = says.replace("{capacity}", "500");
            assert!(frame(front_end, 100, 40).words().contains(&format!("! {says}")), "{keys}");
            assert_eq!(note(front_end).as_ref(), kept, "{keys}");
        });
    }
}

#[test]
fn a_file_for_the_notes_needs_a_name_that_is_free_and_what_goes_wrong_is_said() {
    let folder = tempfile::tempdir().expect("there is room for files");
    let taken = folder.path().join("taken.txt");
    std::fs::write(&taken, "kept").expect("written");
    let taken = taken.display().to_string();
    let exists = words().notes.exists.replace("{file}", &taken);
    for (name, says) in [("", words().notes.name_missing), ("  ", words().notes.name_missing), (&taken, &exists)] {
        on("solved", |front_end| {
            press(front_end, &format!("s2<enter><c-u>{name}<enter>"));
            let said = frame(front_end, 200, 40).words();
            assert!(said.contains(&format!("! {says}")), "{name}: {said}");
            assert_eq!(place(front_end), "solved + save");
            press(front_end, "x");
            assert_eq!(std::fs::read_to_string(folder.path().join("taken.txt")).expect("there"), "kept");
        });
    }
}

#[test]
fn a_paste_outside_a_field_answers_nothing_with_brackets_or_without() {
    for before in ["integration", "test", "reset", "solved"] {
        for opens in ["", "<f1>", "<f6>", "<c-q>", "<f5><esc>"] {
            for pasted in
                ["<paste>1q\n2?x \r<end-paste>", "act<enter>2<enter>q2<enter>", "yes<enter>no<enter> d<enter>"]
            {
                on(before, |front_end| {
                    press(front_end, opens);
                    let place_before = place(front_end);
                    let answers = front_end.page().trail.len();
                    press_paced(front_end, pasted, 2);
                    assert_eq!(place(front_end), place_before, "{before} {opens} {pasted}");
                    assert_eq!(front_end.page().trail.len(), answers);
                    assert_eq!(front_end.page().current_step(), 0);
                });
            }
        }
    }
}

#[test]
fn a_paste_with_a_line_end_goes_into_the_field_and_no_further() {
    for (pasted, says) in [
        ("Gr4nd*Piano<enter>", words().notice.line_end_dropped),
        ("<paste>Gr4nd*Piano\n<end-paste>", words().notice.line_end_dropped),
    ] {
        on("new-password", |front_end| {
            press_paced(front_end, pasted, 2);
            let said = frame(front_end, 100, 40).words();
            assert!(said.contains(says) && said.contains("11 characters, hidden"), "{pasted}: {said}");
            // The same key by hand goes on.
            press(front_end, "<enter>");
            assert_eq!(place(front_end), "reset");
        });
    }
    on("editions", |front_end| {
        press(front_end, "<f5>");
        press_paced(front_end, "rings back<enter>", 2);
        assert_eq!(place(front_end), "editions + note");
        press(front_end, "<enter>");
        assert_eq!(note(front_end).as_deref(), Some("rings back"));
    });
}

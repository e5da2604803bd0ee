//! Every page as it is seen: at three sizes as snapshots, and at every other size without a fault. `tests/accept`
//! takes a change that is meant.

use crate::support::cases;
use crate::support::screen::{Frame, THEME, frame, press, run};
use crate::support::walk::{article, walk_at};
use vo_login_wizard::content::{Article, words};
use vo_login_wizard::run::Left;
use vo_login_wizard::tui::theme::{ASCII, CERTAIN_WIDTH, CONSOLE, Theme, UNICODE};
use vo_login_wizard::tui::{FrontEnd, LEAST, Pressed};

const EIGHT_STEPS: &str = "<enter>d<enter><enter><enter><enter><enter>d";

/// A name, the page it begins on, and the keys that lead to what is to be seen.
const PAGES: [(&str, &str, &str); 53] = [
    ("integration", "integration", ""),
    ("symptom", "symptom", ""),
    ("editions", "editions", ""),
    ("sign-in", "sign-in", ""),
    ("refused-too", "refused-too", ""),
    ("old-password", "old-password", ""),
    ("new-password", "new-password", ""),
    ("new-password-short", "new-password", "Gr4"),
    ("new-password-good", "new-password", "Gr4nd*Piano<tab>jane.doe"),
    ("new-password-shown", "new-password", "Gr4nd*Piano é<f4>"),
    ("new-password-fault", "new-password", "Gr4nd&Piano"),
    ("new-password-doubtful", "new-password", "pass&word-!é<enter>"),
    ("new-password-caller", "new-password", "<f3><f10>abc"),
    ("reset", "reset", ""),
    ("reset-step-2", "reset", "<enter>"),
    ("reset-step-6", "reset", "<enter>d<enter><enter><enter>"),
    ("reset-step-9", "reset", EIGHT_STEPS),
    ("reset-second-look", "reset", "<end><up><up>cPassw0rd-"),
    ("reset-all-marked", "reset", "<enter>d<enter><enter><enter><enter><enter>d<enter><enter>"),
    ("reset-open-steps", "reset", "<enter><end><enter>"),
    ("reset-open-steps-all", "reset", "<end><enter>"),
    ("test", "test", ""),
    ("second-password", "second-password", ""),
    ("second-reset", "second-reset", ""),
    ("second-reset-step-9", "second-reset", EIGHT_STEPS),
    ("second-test", "second-test", ""),
    ("solved", "solved", ""),
    ("editions-unsupported", "editions-unsupported", ""),
    ("single-sign-on", "single-sign-on", ""),
    ("not-covered", "not-covered", ""),
    ("several-extensions", "several-extensions", ""),
    ("own-login", "own-login", ""),
    ("locked", "locked", ""),
    ("mail-missing", "mail-missing", ""),
    ("reset-unfinished", "reset-unfinished", ""),
    ("security-answer", "security-answer", ""),
    ("integration-refuses", "integration-refuses", ""),
    ("virtual-office-refuses", "virtual-office-refuses", ""),
    ("editions-unsupported-x-series", "editions", "3"),
    ("several-extensions-after-a-reset", "test", "<f8>1"),
    ("passwords-off", "reset", "<enter><enter><enter><enter>x1"),
    ("mail-missing-again", "second-reset", "<enter><enter><enter><enter><enter>x1"),
    ("reset-unfinished-again", "second-reset", "<end><enter>2"),
    ("virtual-office-refuses-alone", "second-test", "3"),
    ("over-help-question", "editions", "<f1>"),
    ("over-help-password", "new-password", "<f1>"),
    ("over-help-checklist", "reset", "<f1>"),
    ("over-help-ending", "solved", "<f1>"),
    ("over-asides", "test", "<f8>"),
    ("over-asides-of-a-step", "reset", "<enter>d x"),
    ("over-answers", "second-test", "<f6>"),
    ("over-leave", "editions", "<c-q>"),
    ("over-told", "editions", "<f3><f9>"),
];

/// Those whose words go by the answers that led there.
const OTHER_WAYS: [&str; 8] = [
    "reset-open-steps-all",
    "second-reset-step-9",
    "editions-unsupported-x-series",
    "several-extensions-after-a-reset",
    "passwords-off",
    "mail-missing-again",
    "reset-unfinished-again",
    "virtual-office-refuses-alone",
];

/// Shows a page to the test.
fn see(article: &Article, theme: Theme, (node, keys): (&str, &str), test: impl FnOnce(&mut FrontEnd<'_, '_>)) {
    let mut run = run(walk_at(article, node));
    let mut front_end = FrontEnd::new(&mut run, theme);
    press(&mut front_end, keys);
    test(&mut front_end);
}

/// The frames of a page at three sizes: with room for the answers, usual, and the least.
fn three_sizes(front_end: &mut FrontEnd<'_, '_>) -> String {
    frames(front_end, [(100, 30), (80, 24), LEAST])
}

fn frames(front_end: &mut FrontEnd<'_, '_>, sizes: [(u16, u16); 3]) -> String {
    let shown = |(columns, rows)| format!("==== {columns}x{rows}\n{}", frame(front_end, columns, rows).text());
    sizes.map(shown).join("\n")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_page_is_seen_as_it_was_reviewed() {
    let article = article();
    for (name, node, keys) in PAGES {
        see(&article, THEME, (node, keys), |front_end| snapshot(name, &three_sizes(front_end)));
    }
}

/// Whole, so that all of the wording to read aloud is seen, and at the usual and the least size.
#[test]
fn every_page_of_an_agent_is_seen_as_it_was_reviewed() {
    let article = article();
    for id in article.ids() {
        let node = article.node(id).head().name.as_str();
        see(&article, THEME, (node, "<f3>"), |front_end| {
            snapshot(&format!("agent-{node}"), &frames(front_end, [(100, 60), (80, 24), LEAST]));
        });
    }
    for (name, node, keys) in PAGES.into_iter().filter(|(name, ..)| OTHER_WAYS.contains(name)) {
        see(&article, THEME, (node, &format!("<f3>{keys}")), |front_end| {
            snapshot(&format!("agent-{name}"), &frames(front_end, [(100, 60), (80, 24), LEAST]));
        });
    }
}

/// How many words of a page somebody has to read at the usual size, signs and keys among them.
#[test]
fn a_page_says_no_more_than_it_must() {
    let article = article();
    for (name, most) in [
        ("integration", 80),
        ("new-password-fault", 138),
        ("reset-step-6", 141),
        ("reset-step-9", 141),
        ("second-reset-step-9", 141),
        ("solved", 130),
        ("editions-unsupported", 126),
        ("editions-unsupported-x-series", 126),
    ] {
        let (_, node, keys) = PAGES.into_iter().find(|(known, ..)| *known == name).expect("it is among the pages");
        see(&article, THEME, (node, keys), |front_end| {
            let text = frame(front_end, 80, 24).words();
            let words = text.split(' ').filter(|word| word.contains(char::is_alphanumeric)).count();
            assert!(words <= most, "{name} has {words} words:\n{text}");
        });
    }
}

#[test]
fn no_page_of_the_article_is_scrolled_at_the_usual_size() {
    let article = article();
    for (name, node, keys) in PAGES.into_iter().filter(|(name, ..)| !name.starts_with("over-help")) {
        see(&article, THEME, (node, keys), |front_end| {
            let (words, text) = (&words().page, frame(front_end, 80, 24).text());
            let is_scrolled = [&words.more_above, &words.more_below, &words.more_both].map(|more| text.contains(more));
            assert_eq!(is_scrolled, [false; 3], "{name}:\n{text}");
        });
    }
}

/// One line, for help and for going on, of at most six keys; nothing is cut.
#[test]
fn the_footer_is_one_line_of_at_most_six_keys_with_the_one_for_help() {
    let article = article();
    for (name, node, keys) in PAGES.into_iter().filter(|(_, _, keys)| !keys.contains("<f3>")) {
        see(&article, THEME, (node, keys), |front_end| {
            for (columns, rows) in [(40, 12), (80, 24), (100, 30), (120, 40)] {
                let frame = frame(front_end, columns, rows);
                let rows = frame.rows();
                let line = rows.iter().rposition(|row| row.starts_with(UNICODE.line)).expect("it stands below a line");
                let [footer] = &rows[line + 1..] else { panic!("{name}:\n{}", frame.text()) };
                let keys = footer.split("  ").filter(|key| !key.trim().is_empty()).count();
                assert!((1..=6).contains(&keys), "{name} at {columns}: {footer}");
                assert!(
                    name.starts_with("over-") || name.starts_with("reset-open-steps") || footer.contains("F1 help"),
                    "{name}: {footer}"
                );
            }
        });
    }
}

/// What appears while one types has its lines from the beginning.
#[test]
fn nothing_moves_while_a_password_is_typed() {
    let article = article();
    for node in ["new-password", "second-password"] {
        for (columns, rows) in [(64, 30), (70, 30), (80, 24), (100, 30), (120, 40)] {
            let mut places = Vec::new();
            for typed in ["", "G", "Gr4", "Gr4nd&Piano ", "Gr4nd*Piano", "<lt>&> ééééééééééééééééééééééééé"]
            {
                see(&article, THEME, (node, typed), |front_end| {
                    let rows = frame(front_end, columns, rows).rows();
                    let of = |text: &str| rows.iter().position(|row| row.contains(text));
                    places.push(["New password", "Username", "The rules", "a small letter", "one of"].map(of));
                });
            }
            assert!(places[0].iter().all(Option::is_some), "{places:?}");
            assert!(places.iter().all(|place| *place == places[0]), "{node} at {columns}: {places:?}");
        }
    }
}

/// At the least size the field, both verdicts with what to do, and the keys are seen at once.
#[test]
fn in_the_least_window_the_field_and_what_to_do_are_seen_together() {
    let article = article();
    see(&article, THEME, ("new-password", "Gr4nd&Piano"), |front_end| {
        let seen = frame(front_end, LEAST.0, LEAST.1).words();
        for text in ["11 characters", "•••••••••••", "Add one of ~ @ #", "Take out &.", "Enter go on", "F1 help"]
        {
            assert!(seen.contains(text), "{text}: {seen}");
        }
    });
}

/// A narrow window names one repair: the two lines of a verdict say how many more there are, and never become three.
#[test]
fn in_the_least_window_a_verdict_says_how_many_more_there_are_to_fix_and_nothing_moves() {
    let article = article();
    for columns in [LEAST.0, 59] {
        let mut places = Vec::new();
        for (typed, says) in [
            ("", "The rules: Each one is checked as you type. ·"),
            ("G", "The rules: Add 7 more characters. 3 more to fix. ·"),
            ("Gr4", "The rules: Add 5 more characters. 1 more to fix. ·"),
            ("Gr4nd&Piano", "The rules: Add one of ~ @ # $ ^ * + – = | : ; ? ✗"),
            ("<lt>&> é", "The rules: Take out the space (look at the end, too). 5 more to fix. ✗"),
            ("Gr4nd*Piano", "The rules: followed so far ✓"),
        ] {
            see(&article, THEME, ("new-password", typed), |front_end| {
                let frame = frame(front_end, columns, LEAST.1);
                let words = frame.words();
                assert!(words.contains(says), "{typed} at {columns}: {words}");
                let of = |text: &str| frame.rows().iter().position(|row| row.contains(text));
                places.push(["New password", "Username", "The rules: ", "ACT!: "].map(of));
            });
        }
        assert!(places[0].iter().all(Option::is_some), "{places:?}");
        assert!(places.iter().all(|place| *place == places[0]), "{columns}: {places:?}");
    }
}

#[test]
fn every_node_of_the_article_is_among_the_pages() {
    let article = article();
    for id in article.ids() {
        let name = article.node(id).head().name.as_str();
        assert!(PAGES.iter().any(|(_, node, keys)| *node == name && keys.is_empty()), "{name}");
    }
}

#[test]
fn the_case_notes_and_the_file_they_go_to_are_seen_as_they_were_reviewed() {
    let article = article();
    see(&article, THEME, ("integration-refuses", "s"), |front_end| {
        // The name that is offered has the time in it.
        let timeless = |line: &str| match line.trim_end() {
            end if end.ends_with(".txt") => line.replace(|sign: char| sign.is_ascii_digit(), "#"),
            end if end.ends_with('-') => line.replace(|sign: char| sign.is_ascii_digit(), "#"),
            _ => line.to_owned(),
        };
        snapshot("over-save", &three_sizes(front_end).lines().map(timeless).collect::<Vec<_>>().join("\n"));
    });
    see(&article, THEME, ("integration-refuses", "v"), |front_end| {
        // What changes with every release or edit stands in as a mark of the same width.
        let steady = |text: String, changing: &str| text.replace(changing, &"#".repeat(changing.len()));
        let text = steady(steady(three_sizes(front_end), article.hash()), env!("CARGO_PKG_VERSION"));
        snapshot("over-notes", &text);
    });
}

#[test]
fn below_the_least_size_the_page_says_so() {
    let article = article();
    see(&article, THEME, ("integration", ""), |front_end| {
        let text = [(39, 12), (40, 11), (20, 5), (1, 1)].map(|(columns, rows)| frame(front_end, columns, rows).text());
        snapshot("too-small", &text.join("====\n"));
    });
}

#[test]
fn below_the_least_size_no_key_acts_but_those_that_leave_at_once() {
    let article = article();
    for (node, keys) in
        [("integration", "2"), ("new-password", "abc<enter><enter>"), ("reset", "<enter> "), ("test", "q2")]
    {
        see(&article, THEME, (node, ""), |front_end| {
            let before = frame(front_end, 80, 24).text();
            frame(front_end, 30, 8);
            for key in [keys, "<c-q>", "?", "<f2>", "<f3>"] {
                assert_eq!(press(front_end, key), Pressed::Done, "{node} {key}");
            }
            assert_eq!(frame(front_end, 80, 24).text(), before, "{node}");
            frame(front_end, 30, 8);
            assert_eq!(press(front_end, "<c-c>"), Pressed::Leave(Left::AtOnce));
        });
    }
}

/// Every size up to a large one, each for some page, and for all pages those where the layout changes; with many cases,
/// every size for every page.
#[test]
fn at_every_size_every_page_is_painted_with_its_cursor_in_the_frame() {
    let article = article();
    let all = cases(64) >= 1_000;
    for (place, (name, node, keys)) in PAGES.into_iter().enumerate() {
        see(&article, THEME, (node, keys), |front_end| {
            for columns in 1..=120_u16 {
                for rows in 1..=40_u16 {
                    let turn = (usize::from(columns) + usize::from(rows) * 7) % PAGES.len() == place;
                    let border = [40, 74, 75, 100].contains(&columns) && [12, 13, 24].contains(&rows);
                    if turn || border || all {
                        in_frame(&frame(front_end, columns, rows), (columns, rows), name);
                    }
                }
            }
        });
    }
}

/// What is said may be long, as with the name of a file in it; and wide.
#[test]
fn at_every_size_all_of_a_long_message_can_be_read() {
    let article = article();
    let long = (0..99).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    for message in [long, "広い".repeat(64)] {
        for (node, keys) in
            [("second-test", ""), ("new-password", "abc"), ("integration-refuses", "s"), ("reset", "<enter>")]
        {
            for (columns, rows) in [(40, 12), (40, 13), (44, 13), (52, 18), (80, 24), (100, 30), (120, 40)] {
                see(&article, THEME, (node, keys), |front_end| {
                    front_end.say(message.clone());
                    let mut seen = Vec::new();
                    assert!(frame(front_end, columns, rows).cursor.is_some(), "{node} at {columns}x{rows}");
                    for _ in 0..60 {
                        let frame = frame(front_end, columns, rows);
                        in_frame(&frame, (columns, rows), node);
                        seen.extend(frame.rows());
                        press(front_end, "<page-down>");
                    }
                    let seen = seen.join(" ");
                    let all_read = |word: &str| seen.contains(word);
                    assert!(
                        message.split(' ').filter(|word| word.is_ascii()).all(all_read),
                        "{columns}x{rows}\n{seen}"
                    );
                    press(front_end, "<up>");
                    assert!(!frame(front_end, columns, rows).words().contains("word98"));
                });
            }
        }
    }
}

fn in_frame(Frame { buffer, cursor }: &Frame, (columns, rows): (u16, u16), name: &str) {
    assert_eq!((buffer.area.width, buffer.area.height), (columns, rows));
    let large_enough = columns >= LEAST.0 && rows >= LEAST.1;
    if let Some(cursor) = cursor {
        assert!(cursor.x < columns && cursor.y < rows, "{name} at {columns}x{rows}: {cursor:?}");
    }
    assert!(large_enough || cursor.is_none(), "{name} at {columns}x{rows}");
}

#[test]
fn a_page_is_scrolled_from_its_first_line_to_its_last() {
    let article = article();
    for (name, node, keys) in PAGES {
        see(&article, THEME, (node, keys), |front_end| {
            press(front_end, &"<page-up>".repeat(60));
            let whole = frame(front_end, 40, 200).rows();
            let mut seen = frame(front_end, 40, 12).rows();
            assert!(!seen.join("").contains(words().page.more_above), "{name}");
            for _ in 0..60 {
                press(front_end, "<page-down>");
                seen.extend(frame(front_end, 40, 12).rows());
            }
            let last = frame(front_end, 40, 12).words();
            assert!(
                !last.contains(words().page.more_below) && !last.contains(words().page.more_both),
                "{name}: {last}"
            );
            // Where there are few lines none is empty; and a page that fits has no key that scrolls it.
            let whole = whole.split_last().map_or(&[][..], |(_, page)| page).iter().filter(|row| !row.is_empty());
            assert_eq!(whole.clone().find(|row| !seen.contains(*row)), None, "{name}");
        });
    }
}

/// Bold is what leads and the names of keys; what has the focus is reversed, and so is nothing else.
#[test]
fn one_thing_leads_a_page_and_one_row_has_the_focus() {
    use ratatui::style::Modifier;
    let article = article();
    for (name, node, keys) in PAGES {
        see(&article, THEME, (node, keys), |front_end| {
            let frame = frame(front_end, 80, 24);
            let rows_with = |modifier: Modifier| {
                let row = |y: u16| (0..80).any(|x| frame.buffer[(x, y)].modifier.contains(modifier));
                (0..24).filter(|y| row(*y)).collect::<Vec<_>>()
            };
            let footer = frame.rows().iter().rposition(|row| row.starts_with(UNICODE.line)).expect("there is a line");
            let bold = rows_with(Modifier::BOLD).into_iter().filter(|y| usize::from(*y) < footer).collect::<Vec<_>>();
            let is_help = name.starts_with("over-help");
            let is_one = bold.windows(2).all(|rows| rows[1] == rows[0] + 1);
            assert!(is_help || (is_one && (1..=4).contains(&bold.len())), "{name}: {bold:?}\n{}", frame.text());
            let reversed = rows_with(Modifier::REVERSED);
            assert!(reversed.windows(2).all(|rows| rows[1] == rows[0] + 1), "{name}: {reversed:?}");
        });
    }
}

#[test]
fn in_ascii_every_sign_of_every_page_is_ascii() {
    let article = article();
    let theme = Theme { color: false, marks: &ASCII };
    for (name, node, keys) in PAGES {
        see(&article, theme, (node, keys), |front_end| {
            for (columns, rows) in [(120, 200), (80, 200), (40, 200), (30, 20)] {
                let text = frame(front_end, columns, rows).text();
                let other = text.chars().find(|character| !character.is_ascii());
                assert_eq!(other, None, "{name}:\n{text}");
            }
        });
    }
}

/// Lines alone are beyond ASCII on a console, and nothing where the width of signs is not certain.
#[test]
fn where_few_signs_can_be_shown_there_are_no_others() {
    let article = article();
    for (marks, others) in [(&CONSOLE, "─│"), (&CERTAIN_WIDTH, "")] {
        for (name, node, keys) in PAGES.into_iter().filter(|(_, _, keys)| keys.is_ascii()) {
            see(&article, Theme { color: false, marks }, (node, keys), |front_end| {
                let text = frame(front_end, 80, 200).text();
                let other = text.chars().find(|character| !character.is_ascii() && !others.contains(*character));
                assert_eq!(other, None, "{name}:\n{text}");
            });
        }
    }
}

#[test]
fn without_colour_no_cell_is_coloured() {
    let article = article();
    for (color, theme) in [(false, THEME), (true, Theme { color: true, ..THEME })] {
        let coloured = |(_, node, keys): &(&str, &str, &str)| {
            let mut found = false;
            see(&article, theme, (node, keys), |front_end| {
                let reset = ratatui::style::Color::Reset;
                found =
                    frame(front_end, 80, 100).buffer.content.iter().any(|cell| cell.fg != reset || cell.bg != reset);
            });
            found
        };
        assert_eq!(PAGES.iter().any(coloured), color);
    }
}

//! Every page as it is seen: at three sizes as snapshots, and at every other size without a fault. `tests/accept`
//! takes a change that is meant.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/screen.rs"]
mod screen;
#[path = "support/walk.rs"]
mod walk;

use screen::{Frame, THEME, frame, press, times};
use vo_login_wizard::content::{Article, Words};
use vo_login_wizard::tui::theme::{ASCII, Theme};
use vo_login_wizard::tui::{FrontEnd, LEAST, Left, Pressed};
use walk::{article, cases, walk_at, words};

const EIGHT_STEPS: &str = "<enter>d<enter><enter><enter><enter><enter>d";

/// A name, the page it begins on, and the keys that lead to what is to be seen.
const PAGES: [(&str, &str, &str); 34] = [
    ("integration", "integration", ""),
    ("editions", "editions", ""),
    ("sign-in", "sign-in", ""),
    ("old-password", "old-password", ""),
    ("new-password", "new-password", ""),
    ("new-password-good", "new-password", "Gr4nd*Piano<tab>jane.doe"),
    ("new-password-shown", "new-password", "Gr4nd*Piano é<f4>"),
    ("new-password-doubtful", "new-password", "pass&word-!é<enter>"),
    ("new-password-caller", "new-password", "<f3><f10>abc"),
    ("reset", "reset", ""),
    ("reset-step-9", "reset", EIGHT_STEPS),
    ("reset-second-look", "reset", "<end><up><up>cPassw0rd-"),
    ("reset-all-marked", "reset", "<enter>d<enter><enter><enter><enter><enter>d<enter><enter>"),
    ("reset-unfinished", "reset", "<enter><end><enter>"),
    ("test", "test", ""),
    ("second-password", "second-password", ""),
    ("second-reset", "second-reset", ""),
    ("second-test", "second-test", ""),
    ("solved", "solved", ""),
    ("editions-unsupported", "editions-unsupported", ""),
    ("single-sign-on", "single-sign-on", ""),
    ("not-covered", "not-covered", ""),
    ("hand-over", "hand-over", ""),
    ("over-help-question", "editions", "<f1>"),
    ("over-help-password", "new-password", "<f1>"),
    ("over-help-checklist", "reset", "<f1>"),
    ("over-help-ending", "hand-over", "<f1>"),
    ("over-asides", "test", "x"),
    ("over-asides-of-a-step", "reset", "<enter>d x"),
    ("over-answers", "second-test", "a"),
    ("no-longer-applies", "second-test", "a15"),
    ("over-leave", "editions", "q"),
    ("over-note", "editions", "ncalls back at noon"),
    ("over-told", "editions", "<f3>w"),
];

/// Shows a page to the test.
fn see(
    article: &Article,
    words: &Words,
    theme: Theme,
    (node, keys): (&str, &str),
    test: impl FnOnce(&mut FrontEnd<'_, '_>),
) {
    let mut walk = walk_at(article, node);
    let mut front_end = FrontEnd::new(&mut walk, words, theme, &times);
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
    let (article, words) = (article(), words());
    for (name, node, keys) in PAGES {
        see(&article, &words, THEME, (node, keys), |front_end| snapshot(name, &three_sizes(front_end)));
    }
}

/// Whole, so that all of the wording to read aloud is seen, and at the usual and the least size.
#[test]
fn every_page_of_an_agent_is_seen_as_it_was_reviewed() {
    let (article, words) = (article(), words());
    for id in article.ids() {
        let node = article.node(id).head().name.as_str();
        see(&article, &words, THEME, (node, "<f3>"), |front_end| {
            snapshot(&format!("agent-{node}"), &frames(front_end, [(100, 60), (80, 24), LEAST]));
        });
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
    let (article, words) = (article(), words());
    see(&article, &words, THEME, ("hand-over", "s"), |front_end| snapshot("over-save", &three_sizes(front_end)));
    see(&article, &words, THEME, ("hand-over", "v"), |front_end| {
        let notes = front_end.notes().expect("there are notes at an ending");
        // What changes with every release or edit stands in as a mark of the same width.
        let steady = |text: String, changing: &str| text.replace(changing, &"#".repeat(changing.len()));
        let text = steady(steady(three_sizes(front_end), &notes.article.hash), env!("CARGO_PKG_VERSION"));
        snapshot("over-notes", &text);
    });
}

#[test]
fn below_the_least_size_the_page_says_so() {
    let (article, words) = (article(), words());
    see(&article, &words, THEME, ("integration", ""), |front_end| {
        let text = [(39, 12), (40, 11), (20, 5), (1, 1)].map(|(columns, rows)| frame(front_end, columns, rows).text());
        snapshot("too-small", &text.join("====\n"));
    });
}

#[test]
fn below_the_least_size_no_key_acts_but_those_that_leave_at_once() {
    let (article, words) = (article(), words());
    for (node, keys) in
        [("integration", "2"), ("new-password", "abc<enter><enter>"), ("reset", "<enter> "), ("test", "q2")]
    {
        see(&article, &words, THEME, (node, ""), |front_end| {
            let before = frame(front_end, 80, 24).text();
            frame(front_end, 30, 8);
            for key in [keys, "<c-q>", "?", "<f2>", "<f3>"] {
                assert_eq!(press(front_end, key), Pressed::SamePage, "{node} {key}");
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
    let (article, words) = (article(), words());
    let all = cases(64) >= 1_000;
    for (place, (name, node, keys)) in PAGES.into_iter().enumerate() {
        see(&article, &words, THEME, (node, keys), |front_end| {
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
    let (article, words) = (article(), words());
    let long = (0..99).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    for message in [long, "広い".repeat(64)] {
        for (node, keys) in [("second-test", ""), ("new-password", "abc"), ("hand-over", "s"), ("reset", "<enter>")] {
            for (columns, rows) in [(40, 12), (40, 13), (44, 13), (52, 18), (80, 24), (100, 30), (120, 40)] {
                see(&article, &words, THEME, (node, keys), |front_end| {
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
    let (article, words) = (article(), words());
    for (name, node, keys) in PAGES {
        see(&article, &words, THEME, (node, keys), |front_end| {
            press(front_end, &"<page-up>".repeat(60));
            let whole = frame(front_end, 40, 200).rows();
            let mut seen = frame(front_end, 40, 12).rows();
            assert!(!seen.join("").contains(words.page.more_above.as_str()), "{name}");
            for _ in 0..60 {
                press(front_end, "<page-down>");
                seen.extend(frame(front_end, 40, 12).rows());
            }
            let last = frame(front_end, 40, 12).words();
            assert!(!last.contains(&words.page.more_below) && !last.contains(&words.page.more_both), "{name}: {last}");
            assert_eq!(whole.iter().find(|row| !seen.contains(*row)), None, "{name}");
        });
    }
}

#[test]
fn in_ascii_every_sign_of_every_page_is_ascii() {
    let (article, words) = (article(), words());
    let theme = Theme { color: false, marks: &ASCII };
    for (name, node, keys) in PAGES {
        see(&article, &words, theme, (node, keys), |front_end| {
            for (columns, rows) in [(120, 200), (80, 200), (40, 200), (30, 20)] {
                let text = frame(front_end, columns, rows).text();
                let other = text.chars().find(|character| !character.is_ascii());
                assert_eq!(other, None, "{name}:\n{text}");
            }
        });
    }
}

#[test]
fn without_colour_no_cell_is_coloured() {
    let (article, words) = (article(), words());
    for (color, theme) in [(false, THEME), (true, Theme { color: true, ..THEME })] {
        let coloured = |(_, node, keys): &(&str, &str, &str)| {
            let mut found = false;
            see(&article, &words, theme, (node, keys), |front_end| {
                let reset = ratatui_core::style::Color::Reset;
                found =
                    frame(front_end, 80, 100).buffer.content.iter().any(|cell| cell.fg != reset || cell.bg != reset);
            });
            found
        };
        assert_eq!(PAGES.iter().any(coloured), color);
    }
}

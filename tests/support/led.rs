//! A walk on a page of the built-in article, and where keys lead from there.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use vo_login_wizard::content::Words;
use vo_login_wizard::tui::{FrontEnd, Left, Pressed};
use vo_login_wizard::walk::page::{Body, Fields};

use crate::screen::{THEME, frame, press, times};
use crate::walk::{article, walk_at, words};

/// Every step of the checklist but the last, marked.
pub const NINE_STEPS: &str = "<enter>d<enter><enter><enter><enter><enter>d<enter>";

/// Opens a walk on this page and hands it to the test.
pub fn on(node: &str, test: impl FnOnce(&mut FrontEnd<'_, '_>, &Words)) {
    let (article, words) = (article(), words());
    let mut walk = walk_at(&article, node);
    test(&mut FrontEnd::new(&mut walk, &words, THEME, &times), &words);
}

/// Where the walk is: the page, and what lies over it.
pub fn place(front_end: &mut FrontEnd<'_, '_>, words: &Words) -> String {
    let page = front_end.page();
    let rows = frame(front_end, 120, 40).rows();
    let heading = rows.first().and_then(|row| row.trim().split("   ").next()).unwrap_or_default();
    let over = [
        (&words.help.title, "help"),
        (&words.asides.title, "asides"),
        (&words.answers.title, "answers"),
        (&words.leave.title, "leave"),
        (&words.notes.note_title, "note"),
        (&words.notes.save_title, "save"),
        (&words.notes.shown_title, "notes"),
        (&words.agent.told_title, "told"),
    ];
    let over = over.iter().find(|(title, _)| *title == heading).map(|(_, name)| *name);
    let fields = match &page.body {
        Body::Password(body) => Some(body.fields),
        Body::Question { .. } | Body::Checklist { .. } | Body::Ending(_) => None,
    };
    match (over, fields) {
        (Some(over), _) => format!("{} + {over}", page.node),
        (None, Some(Fields::SecondLook)) => format!("{} + look", page.node),
        (None, Some(Fields::Caller)) => format!("{} + caller", page.node),
        (None, _) => page.node.to_owned(),
    }
}

/// Presses keys, and says where that leads.
pub fn led(front_end: &mut FrontEnd<'_, '_>, words: &Words, keys: &str) -> String {
    match press(front_end, keys) {
        Pressed::SamePage | Pressed::NewPage => place(front_end, words),
        Pressed::Suspend => "suspended".to_owned(),
        Pressed::Copy => "copied".to_owned(),
        Pressed::Save(file) => format!("saved to {file}"),
        Pressed::Leave(Left::Asked) => "left".to_owned(),
        Pressed::Leave(Left::AtOnce) => "left at once".to_owned(),
        Pressed::Leave(Left::Plain) => "plain mode".to_owned(),
        Pressed::Leave(left) => format!("{left:?}"),
    }
}

/// Pages, keys, and where these lead.
pub fn table(cases: &[(&str, &str, &str)]) {
    for (before, keys, after) in cases {
        on(before, |front_end, words| assert_eq!(led(front_end, words, keys), *after, "{before} {keys}"));
    }
}

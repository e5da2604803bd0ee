//! A walk on a page of the built-in article, and where keys lead from there.

use vo_login_wizard::content::words;
use vo_login_wizard::page::{Kind, Typist};
use vo_login_wizard::run::Left;
use vo_login_wizard::tui::{FrontEnd, Pressed};

use super::screen::{THEME, frame, press, press_paced, run};
use super::walk::{article, walk_at};

/// Every step of the checklist but the last, marked.
pub const NINE_STEPS: &str = "<enter>d<enter><enter><enter><enter><enter>d<enter>";

/// Opens a walk on this page and hands it to the test.
pub fn on(node: &str, test: impl FnOnce(&mut FrontEnd<'_, '_>)) {
    let article = article();
    test(&mut FrontEnd::new(&mut run(walk_at(&article, node)), THEME));
}

/// Where the walk is: the page, and what lies over it.
pub fn place(front_end: &mut FrontEnd<'_, '_>) -> String {
    let rows = frame(front_end, 120, 40).rows();
    // Above it stand the header and a line.
    let heading = rows.get(3).map_or("", |row| row.trim());
    let words = words();
    let over = [
        (words.help.title, "help"),
        (words.asides.title, "asides"),
        (words.answers.title, "answers"),
        (words.open_steps.title, "open-steps"),
        (words.leave.title, "leave"),
        (words.notes.note_title, "note"),
        (words.notes.save_title, "save"),
        (words.notes.shown_title, "notes"),
        (words.agent.told_title, "told"),
        (words.call.title, "call"),
        (words.call.new_call, "new call"),
        (words.call.reference_title, "reference"),
        (words.call.park_title, "park"),
        (words.call.break_off_title, "broken off"),
        (words.parked.title, "parked"),
        (words.call.take_up, "take up"),
        (words.state.title, "offer"),
    ];
    let over = over.iter().find(|(title, _)| *title == heading).map(|(_, name)| *name);
    let page = front_end.page();
    match (over, page.kind) {
        (Some(over), _) => format!("{} + {over}", page.node),
        (None, Kind::Password(Typist::SecondLook)) => format!("{} + look", page.node),
        (None, Kind::Password(Typist::Caller)) => format!("{} + caller", page.node),
        (None, _) => page.node.to_owned(),
    }
}

/// Presses keys, and says where that leads.
pub fn led(front_end: &mut FrontEnd<'_, '_>, keys: &str) -> String {
    let pressed = press(front_end, keys);
    way_of(front_end, pressed)
}

/// The same of keys that come so many milliseconds apart.
pub fn led_paced(front_end: &mut FrontEnd<'_, '_>, keys: &str, milliseconds: u64) -> String {
    let pressed = press_paced(front_end, keys, milliseconds);
    way_of(front_end, pressed)
}

fn way_of(front_end: &mut FrontEnd<'_, '_>, pressed: Pressed) -> String {
    match pressed {
        Pressed::Done => place(front_end),
        Pressed::Suspend => "suspended".to_owned(),
        Pressed::Redraw => "drawn anew".to_owned(),
        Pressed::Copy => "copied".to_owned(),
        Pressed::Leave(Left::Asked) => "left".to_owned(),
        Pressed::Leave(Left::AtOnce) => "left at once".to_owned(),
        Pressed::Leave(Left::Other) => "plain mode".to_owned(),
        Pressed::Leave(left) => format!("{left:?}"),
    }
}

/// Pages, keys, and where these lead.
pub fn table(cases: &[(&str, &str, &str)]) {
    for (before, keys, after) in cases {
        on(before, |front_end| assert_eq!(led(front_end, keys), *after, "{before} {keys}"));
    }
}

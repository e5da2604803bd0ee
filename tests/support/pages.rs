//! A page of each kind in a terminal, and checks of many at once.

use super::pty::{Start, TO_PASSWORD, Terminal};

/// A page of each kind, with the answers that lead there from the password page on.
pub const PAGES: [(&str, &[&str]); 4] = [
    ("Try out a new password", &[]),
    ("Change the password", &["new-password=later"]),
    ("Type the new password in", &["new-password=later", "reset=done"]),
    ("Ask 8x8 Support", &["new-password=later", "reset=done", "test=neither"]),
];

pub fn on_page(about: &str) -> Terminal {
    let (_, answers) = PAGES.iter().find(|(known, _)| *known == about).unwrap();
    let more = answers.iter().flat_map(|answer| ["--answer", answer]);
    // What is typed at an ending may be the name of a file for the notes.
    let folder = env!("CARGO_TARGET_TMPDIR").into();
    let arguments = TO_PASSWORD.into_iter().chain(more).collect();
    let terminal = Terminal::start(Start { arguments, folder, ..Start::default() });
    terminal.wait_for_page(about);
    terminal.settle();
    terminal
}

/// Checks each case in a thread of its own, since most of the time is spent on waiting.
pub fn each<T: Send>(cases: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    std::thread::scope(|scope| cases.into_iter().for_each(|case| _ = scope.spawn(|| check(case))));
}

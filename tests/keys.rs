//! What each key does on a page: the page before, the keys, and where they lead.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/led.rs"]
mod led;
#[path = "support/screen.rs"]
mod screen;
#[path = "support/walk.rs"]
mod walk;

use led::{NINE_STEPS, on, table};
use screen::{frame, press};
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
        ("integration", "<enter>", "editions"),
        ("integration", "<down><enter>", "editions"),
        ("integration", " ", "editions"),
        ("integration", "5", "not-covered"),
        ("integration", "<down><down><down><down><enter>", "not-covered"),
        ("integration", "<end><enter>", "not-covered"),
        ("integration", "<end><home><enter>", "editions"),
        ("integration", "6", "integration"),
        ("integration", "0", "integration"),
        ("editions", "2", "editions-unsupported"),
        ("sign-in", "jj<enter>", "single-sign-on"),
        ("sign-in", "jjk<enter>", "new-password"),
        ("new-password", "<enter>", "reset"),
        ("new-password", "Gr4nd*Piano<enter>", "reset"),
        ("new-password", "12<enter>", "new-password"),
        ("new-password", "12<enter><enter>", "reset"),
        ("new-password", "12<enter>3<enter>", "new-password"),
        ("new-password", "12<enter><f1><esc><enter>", "new-password"),
        ("test", "1", "solved"),
        ("solved", "<enter>", "solved"),
    ]);
}

#[test]
fn escape_left_and_backspace_go_back() {
    table(&[
        ("integration", "<esc>", "integration"),
        ("integration", "<left>", "integration"),
        ("integration", "<backspace>", "integration"),
        ("editions", "<esc>", "integration"),
        ("editions", "<left>", "integration"),
        ("editions", "<backspace>", "integration"),
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
        ("reset", &format!("{all}<backspace><end><enter>"), "reset"),
        ("reset", "<end><enter>", "reset"),
        ("reset", "<end><enter><enter>", "test"),
        ("reset", "<end><enter><up><down><enter>", "reset"),
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
        ("integration", "w", "integration"),
        ("integration", "<f3>w", "integration + told"),
        ("integration", "<c-g><f9>", "integration + told"),
        ("integration", "<f3><f3>w", "integration"),
        ("integration", "<f3><c-w><esc>", "integration"),
        ("new-password", "<f3>", "new-password"),
        ("new-password", "<f3><f10>", "new-password + caller"),
        ("new-password", "<f3><c-y>", "new-password + caller"),
        ("new-password", "<f3><enter>", "reset"),
        ("new-password", "<f3>a", "new-password + answers"),
        ("new-password", "<f3><backspace>", "old-password"),
        ("solved", "<f7>", "solved"),
        ("solved", "<f3><f7>", "integration"),
        ("solved", "<f3><c-b>", "integration"),
        ("test", "<f3><f7>", "test"),
    ]);
}

#[test]
fn arrows_and_their_letters_move_the_pointer() {
    for (before, keys, after) in [
        ("integration", "", "1 Click2Pop"),
        ("integration", "<down>", "2 ACT!"),
        ("integration", "j", "2 ACT!"),
        ("integration", "<tab>", "2 ACT!"),
        ("integration", "jj<up>", "2 ACT!"),
        ("integration", "jjk", "2 ACT!"),
        ("integration", "jj<back-tab>", "2 ACT!"),
        ("integration", "<up>", "1 Click2Pop"),
        ("integration", "<end><down>", "5 Another program"),
        ("integration", "<end><home>", "1 Click2Pop"),
        ("editions", "<esc>", "2 ACT!"),
        ("reset", "<enter>", "[ ] 2. Only if the License Agreement appears: read it and choose “I Agree”."),
        ("reset", "<enter><up>", "[✓] 1. Open Virtual Office in your browser."),
        ("reset", "<enter><up> ", "[ ] 1. Open Virtual Office in your browser."),
        ("reset", "<enter><up><enter>", "[ ] 2. Only if the License Agreement appears: read it and choose “I Agree”."),
        ("reset", "<enter>d<backspace>", "[ ] 2. Only if the License Agreement appears: read it and choose “I Agree”."),
        ("reset", "<down>d", "[ ] 3. On the “Log In” screen, choose “Help” at the lower right."),
        ("reset", "<down>d<up>", "[–] 2. Only if the License Agreement appears: read it and choose “I Agree”."),
        ("reset", "<end>", "Go on: the steps are done"),
        ("reset", "<end><up>d", "[ ] 10. Choose “Submit”, and wait for the message that the password was"),
        ("reset", "<end><up><up>c<esc>", "[ ] 9. Enter the new password, without &, < and >, and once more to confirm"),
        (
            "reset",
            "<end><up><up>ca<enter>",
            "[ ] 9. Enter the new password, without &, < and >, and once more to confirm",
        ),
        ("new-password", "", "New password __________________________ hidden, empty"),
        ("new-password", "ab<tab>", "Username (optional) __________________________ empty"),
        ("new-password", "ab<tab><back-tab>", "New password ••________________________ hidden, 2 characters"),
        ("test", "a", "6 Change the password: All steps marked"),
    ] {
        on(before, |front_end| {
            press(front_end, keys);
            assert_eq!(pointed(front_end), after, "{before} {keys}");
        });
    }
}

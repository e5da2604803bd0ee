//! A whole walk with a password that was typed, shown and looked at again: nothing of it is in the summary, on the
//! screen, in the notes, in the walk that is kept, or in anything else that the program writes.

#![cfg(target_os = "linux")]
use std::fs;
use std::path::Path;

use crate::support::outside::{
    ASCII, BEYOND_ASCII, LENGTHS, found_in, go_on, is_gone, optimised, secret, wait_for_length, was_not_shown,
};
use crate::support::pty::{Start, TO_PASSWORD, Terminal};

const AT_AN_ENDING: &str = "Do this now";

/// Looks into the name and the content of every file below this folder; returns how many there are.
fn look_into_files(folder: &Path, secret: &str) -> usize {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(found_in(path.to_str().unwrap().as_bytes(), secret).is_nothing(), "{path:?}");
        if path.is_dir() {
            files += look_into_files(&path, secret);
        } else {
            assert!(found_in(&fs::read(&path).unwrap(), secret).is_nothing(), "{path:?}");
            files += 1;
        }
    }
    files
}

#[test]
fn nothing_that_a_walk_writes_holds_the_password() {
    for (length, alphabet) in [(LENGTHS[0], ASCII), (LENGTHS[1], BEYOND_ASCII), (LENGTHS[1], ASCII)] {
        let secret = secret(length, alphabet);
        let folder = tempfile::tempdir().unwrap();
        let (home, notes) = (folder.path().to_str().unwrap(), folder.path().join("notes.json"));
        let mut arguments = vec!["--notes", notes.to_str().unwrap(), "--answer", "test=both"];
        arguments.extend(TO_PASSWORD.iter().filter(|argument| **argument != "--no-state"));
        let environment = vec![("XDG_STATE_HOME", home), ("HOME", home), ("TMPDIR", home)];
        let mut terminal = Terminal::start(Start { program: optimised(), arguments, environment, ..Start::default() });
        terminal.wait_for("New password");
        terminal.rest();
        terminal.send(&secret);
        wait_for_length(&terminal, &secret);
        go_on(&mut terminal, "Step 1 of 10");
        terminal.send("\x1b[B".repeat(8));
        terminal.wait_for("Press c to check");
        terminal.rest();
        terminal.press("c", "Check a password against the rules");
        terminal.rest();
        terminal.send(format!("\x1b[200~{secret}\x1b[201~"));
        wait_for_length(&terminal, &secret);
        terminal.press("\x1b", "Press c to check");
        assert!(look_into_files(folder.path(), &secret) > 0, "the walk is kept");
        terminal.press("\x1b[B\x1b[B", "❯ Go on when all steps are done");
        terminal.confirm();
        terminal.wait_for("steps are still open");
        terminal.rest();
        terminal.send("1");
        terminal.wait_for(AT_AN_ENDING);
        is_gone("an ending", terminal.process(), &secret);
        terminal.send("\x11");
        assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
        was_not_shown("a walk", &terminal, &secret);
        assert!(notes.exists());
        assert!(look_into_files(folder.path(), &secret) > 0);
    }
}

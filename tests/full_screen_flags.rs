//! The flags of the real program: where `--answer` begins, what it refuses, another article, and what exit codes say.

#![cfg(unix)]
use std::process::{Command, Output};

use crate::support::program;
use crate::support::pty::{Start, Terminal};

const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/articles/small.toml");

fn start(arguments: &[&'static str]) -> Terminal {
    let arguments = [&["--no-state"], arguments].concat();
    Terminal::start(Start { arguments, ..Start::default() })
}

/// What the program says to these arguments, when it ends before it asks anything.
fn said(arguments: &[&str]) -> (Option<i32>, String, String) {
    let program = program();
    let mut command = Command::new(program);
    command.arg("--no-state").args(arguments).env_clear().env("LANG", "C.UTF-8");
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// What it says on standard error alone, with this exit code.
fn complains(arguments: &[&str], code: i32) -> String {
    let (exit_code, output, errors) = said(arguments);
    assert_eq!((exit_code, output.as_str()), (Some(code), ""), "{arguments:?}: {errors}");
    errors
}

#[test]
fn answers_given_are_pages_skipped_and_can_be_gone_back_to() {
    let mut terminal =
        start(&["--answer", "integration=sugarcrm", "--answer", "symptom=refused", "--answer", "editions=unsure"]);
    terminal.wait_for_page("Sign in to Virtual Office again.");
    terminal.rest();
    terminal.send("\x1b");
    terminal.wait_for_page("Is your company on Virtual Office Editions?");
    terminal.wait_for("Sugar CRM is not supported");
    terminal.wait_for("❯ 4");
}

#[test]
fn an_answer_that_no_way_leads_to_is_left_out_and_said_so() {
    for (arguments, begins, says) in [
        (
            ["--answer", "integration=other", "--answer", "editions=yes"],
            "Ask someone else first",
            "`--answer editions`: no way leads there with the other answers, so it is left out.",
        ),
        (
            ["--answer", "integration=act", "--answer", "test=both"],
            "What does ACT! do",
            "`--answer test`: this page is not reached yet. The answer waits until it is.",
        ),
    ] {
        let mut terminal = start(&arguments);
        terminal.wait_for_page(begins);
        terminal.send("\x03");
        assert_eq!(terminal.exit_code(), 130);
        // It stands on the normal screen, before the full one.
        let bytes = String::from_utf8(terminal.bytes()).unwrap();
        assert!(bytes.starts_with(&format!("{says}\r\n\x1b[?1049h")), "{bytes:?}");
    }
}

#[test]
fn an_answer_that_does_not_exist_is_refused_with_those_that_do() {
    let errors = complains(&["--answer", "nonsense=yes"], 2);
    assert!(errors.starts_with("--answer names a page that is not there. There are: "), "{errors}");
    for node in ["integration", "editions", "sign-in", "old-password", "new-password", "reset", "test", "second-test"] {
        assert!(errors.contains(node), "no {node} in: {errors}");
    }
    let errors = complains(&["--answer", "sign-in=maybe"], 2);
    assert!(errors.starts_with("--answer sign-in: that page has no such answer. It has: yes, no, sso.\n"), "{errors}");
    let errors = complains(&["--answer", "integration"], 2);
    assert!(errors.starts_with("--answer is written as PAGE=ANSWER, "), "{errors}");
}

#[test]
fn another_article_is_walked() {
    let mut terminal = start(&["--article", SMALL]);
    terminal.wait_for("1-2 choose");
    terminal.rest();
    assert!(!terminal.screen().contains("Click2Pop"), "{}", terminal.screen());
    terminal.send("\x11");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn all_faults_of_an_article_are_said_at_once() {
    let small = std::fs::read_to_string(SMALL).unwrap();
    let faulty = small.replace("start = \"door\"", "start = \"nowhere\"").replace("from = \"us\"", "from = \"them\"");
    assert_ne!(faulty, small);
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/faulty.toml");
    std::fs::write(file, faulty).unwrap();
    let errors = complains(&["--article", file], 4);
    assert!(errors.contains("nowhere"), "{errors}");
    assert!(errors.matches(&format!("{file}:")).count() > 2, "{errors}");
    assert!(errors.matches("them").count() > 1, "{errors}");
}

#[test]
fn an_article_that_cannot_be_read_is_refused_and_one_that_is_no_text_is_named() {
    for file in [concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-folder/article.toml"), env!("CARGO_TARGET_TMPDIR")] {
        let errors = complains(&["--article", file], 2);
        assert!(errors.starts_with("The file of --article cannot be read: "), "{errors}");
    }
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-text.toml");
    std::fs::write(file, b"title = \"T\xfcr\"\n").unwrap();
    let errors = complains(&["--article", file], 4);
    assert!(errors.starts_with(&format!("{file}:1:11: this is not text in UTF-8\n")), "{errors}");
}

//! The file of a kept walk, when it is not as it was left: damaged, another program's, no file at all, or of another
//! article. It is never a crash, nothing is written over, and what cannot be used is said.

#![cfg(unix)]
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::play::{Play, kept};

/// A place of its own for what is kept.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let place = Place { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() };
        fs::create_dir_all(place.file().parent().unwrap()).unwrap();
        place
    }

    fn file(&self) -> PathBuf {
        kept(self.folder.path())
    }

    fn aside(&self, name: &str) -> PathBuf {
        self.file().with_file_name(name)
    }

    /// What is said to these lines, and what on standard error after it.
    fn said(&self, arguments: &str, lines: &str) -> String {
        self.said_to(Play::user().arguments(arguments), lines)
    }

    fn said_to(&self, play: Play, lines: &str) -> String {
        let heard = play.folder(self.folder.path()).input(lines);
        heard.said + &heard.complaints
    }

    /// Keeps a walk that came to the checklist, with a note and marks.
    fn keep_a_walk(&self) -> String {
        self.said("", "act\n1\nno\nyes\nnote\ncalls back\nunsure\n\ndone\nnot\ndone\n");
        fs::read_to_string(self.file()).unwrap()
    }
}

#[test]
fn a_damaged_or_foreign_file_is_set_aside_and_said_and_none_is_written_over() {
    let whole = Place::new().keep_a_walk();
    let with = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}: {whole}");
        whole.replacen(from, to, 1)
    };
    let kept = whole.split("\"kept\":\"").nth(1).unwrap().split('"').next().unwrap();
    let damaged = [
        "[1,2]".to_owned(),
        "\u{0}\u{1}".to_owned(),
        whole.split_at(whole.len() - 20).0.to_owned(),
        with("vo-login-wizard", "another-program"),
        with("\"schema\":4", "\"schema\":5"),
        // What is said must not steer a terminal, nor pretend to be a line of the wizard's own.
        with(kept, "\\u001b[31mnow"),
        with(kept, "yesterday"),
        with("calls back", "calls\\u0007 back"),
        with("calls back", "calls back\\nEnding: Solved."),
        with("\"seconds\":0", "\"seconds\":18446744073709551615"),
        " ".repeat(2 << 20),
    ];
    let place = Place::new();
    for (number, content) in damaged.iter().enumerate() {
        fs::write(place.file(), content).unwrap();
        let said = place.said("", "other\nquit\n");
        assert!(said.contains("could not be read. It was moved to"), "{content:?}: {said}");
        assert!(said.contains("Ask someone else first: ") && !said.contains('\u{1b}'), "{content:?}: {said}");
        let which = if number == 0 { String::new() } else { format!("-{}", number + 1) };
        let name = place.file().file_stem().unwrap().to_str().unwrap().to_owned();
        assert_eq!(&fs::read_to_string(place.aside(&format!("{name}.set-aside{which}.json"))).unwrap(), content);
    }
}

/// A program before this one kept the last telling alone, and one before that one note a page without its time, and
/// neither advice that was opened nor times of pages.
#[test]
fn a_walk_that_an_older_program_kept_is_taken_up() {
    let whole = Place::new().keep_a_walk();
    for schema in [2, 3] {
        for told in [Value::Null, "reset".into()] {
            let mut kept: Value = serde_json::from_str(whole.trim()).unwrap();
            let fields = kept.as_object_mut().unwrap();
            fields.insert("schema".to_owned(), schema.into());
            fields.remove("tellings").unwrap();
            fields.insert("told".to_owned(), told.clone());
            if schema == 2 {
                fields["notes"][0].as_object_mut().unwrap().remove("at").unwrap();
                for name in ["asides", "pages"] {
                    fields.remove(name).unwrap();
                }
            }
            let place = Place::new();
            fs::write(place.file(), format!("{kept}\n")).unwrap();
            let said = place.said("", "1\nleave\nunfinished\nshow\nquit\n");
            assert!(said.contains("You stopped at “Change the password”, step 3 of 10"), "{said}");
            assert!(said.contains(" “Signs in your password”: calls back."), "{said}");
            assert_eq!(said.contains("Password: told at “Change the password”"), told.is_string(), "{said}");
        }
    }
}

#[test]
fn what_is_no_file_is_set_aside_too_and_not_waited_for() {
    let place = Place::new();
    assert!(Command::new("mkfifo").arg(place.file()).status().unwrap().success());
    assert!(place.said("", "quit\n").contains("moved to"));
    fs::create_dir(place.file()).unwrap();
    assert!(place.said("", "quit\n").contains("moved to"));
}

#[test]
fn an_article_that_changed_keeps_what_still_applies_and_says_what_does_not() {
    let place = Place::new();
    place.keep_a_walk();
    // The same article, in which an answer and a step have other keys, and a page another name.
    let changed = include_str!("../assets/en/article.toml")
        .replace(
            "{ key = \"unsure\", text = \"I am not sure\", noted = \"Old password",
            "{ key = \"perhaps\", text = \"Perhaps\", noted = \"Old password",
        )
        .replace("key = \"licence\"", "key = \"agreement\"");
    let file = place.folder.path().join("changed.toml");
    fs::write(&file, &changed).unwrap();
    let said = place.said_to(Play::user().article(&file), "1\nquit\nyes\n");
    assert!(said.contains("This is no longer needed: old-password, licence."), "{said}");
    assert!(said.contains("Question: Does your current password have"), "{said}");

    let place = Place::new();
    place.keep_a_walk();
    fs::write(&file, changed.replace("old-password", "present-password")).unwrap();
    let said = place.said_to(Play::user().article(&file), "1\nquit\nyes\n");
    assert!(said.contains("no longer needed: old-password, licence, “calls back”."), "{said}");
}

#[test]
fn a_walk_that_begins_with_answers_leaves_the_one_that_was_kept_as_it_is() {
    let place = Place::new();
    let kept = place.keep_a_walk();
    let said = place.said("--answer integration=eagent", "1\nyes\nquit\n");
    assert!(said.contains("You have a saved place from before, and it stays"), "{said}");
    assert!(said.contains("Not supported: 8x8's help page says: eAgent"), "{said}");
    assert_eq!(fs::read_to_string(place.file()).unwrap(), kept);
    // Asked for, it may go.
    let said = place.said("--fresh --answer integration=eagent", "1\nno\nquit\n");
    assert!(!said.contains("saved place from before"), "{said}");
    assert_ne!(fs::read_to_string(place.file()).unwrap(), kept);
}

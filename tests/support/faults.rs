//! A small whole article, edits of it, and the faults that each edit is to make.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use vo_login_wizard::content::{Fault, load};

pub const SMALL: &str = include_str!("../articles/small.toml");

/// Where a fault is to be reported, in the new text of a change.
const HERE: char = '▶';

/// Changes of the small article, and the faults that they make together.
pub struct Edit(Vec<Change>);

struct Change {
    from: &'static str,
    to: &'static str,
    says: String,
    advice: &'static str,
}

/// Replaces a text that stands in the article once. The fault is to be reported where `▶` stands in the new text; at
/// the head of the file where it stands nowhere. A change that says nothing makes no fault of its own.
pub fn edit(from: &'static str, to: &'static str, says: &str, advice: &'static str) -> Edit {
    Edit(vec![Change { from, to, says: says.to_owned(), advice }])
}

impl Edit {
    pub fn and(mut self, from: &'static str, to: &'static str, says: &str, advice: &'static str) -> Edit {
        self.0.push(Change { from, to, says: says.to_owned(), advice });
        self
    }
}

/// Loads a text that must have faults.
pub fn faults(text: &str) -> Vec<Fault> {
    match load(text.to_owned()) {
        Ok(article) => panic!("the article `{}` was taken as whole:\n{text}", article.title),
        Err(faults) => faults.0,
    }
}

/// Makes each edit alone, and expects exactly its faults: the words, the advice, the line and the column.
pub fn each_is_reported(edits: &[Edit]) {
    for Edit(changes) in edits {
        let mut text = SMALL.to_owned();
        for Change { from, to, .. } in changes {
            assert_eq!(text.matches(from).count(), 1, "`{from}` stands in the small article once");
            text = text.replace(from, to);
        }
        let expected = changes.iter().filter(|change| !change.says.is_empty());
        let mut expected: Vec<Fault> = expected.map(|change| fault(&text, change)).collect();
        expected.sort_by_key(|fault| (fault.line, fault.column));
        assert_eq!(faults(&text.replace(HERE, "")), expected, "{}", changes[0].to);
    }
}

fn fault(text: &str, change: &Change) -> Fault {
    let head = || (1, 1, text.lines().next().unwrap_or_default().to_owned());
    let (line, column, text) = if change.to.contains(HERE) { place(text, change.to) } else { head() };
    Fault { line, column, text, says: change.says.to_owned(), advice: change.advice.to_owned() }
}

/// The line and column of `▶` in the change, counted as a reader of the file does, and the line without it.
fn place(text: &str, change: &str) -> (usize, usize, String) {
    let (before, after) = change.split_once(HERE).unwrap_or_default();
    let mut parts = text.splitn(2, change);
    let before = parts.next().unwrap_or_default().to_owned() + before;
    let after = after.to_owned() + parts.next().unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default().replace(HERE, "");
    (before.matches('\n').count() + 1, line.chars().count() + 1, format!("{line}{rest}"))
}

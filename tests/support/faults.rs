//! A small whole article, edits of it, and the faults that each edit is to make.

use vo_login_wizard::content::{Fault, load};

/// A fault without its line: where it is reported, what is said and advised.
pub type Told = (usize, usize, String, String);

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
        let mut expected: Vec<Told> = expected.map(|change| told(&text, change)).collect();
        expected.sort();
        let text = text.replace(HERE, "");
        let faults = faults(&text);
        let found: Vec<Told> = faults.iter().cloned().map(|it| (it.line, it.column, it.says, it.advice)).collect();
        assert_eq!(found, expected, "{}", changes[0].to);
        for fault in &faults {
            shows_the_place(&text, fault);
        }
    }
}

/// The text of a fault is a piece of its line, and has the place where the fault says.
fn shows_the_place(text: &str, fault: &Fault) {
    let line = text.lines().nth(fault.line - 1).unwrap_or_default();
    assert!(line.contains(fault.text.trim_matches('…')), "{fault:?}");
    let at_place = line.chars().nth(fault.column - 1);
    assert_eq!(fault.text.chars().nth(fault.before), at_place, "{fault:?}");
}

fn told(text: &str, change: &Change) -> Told {
    let (line, column) = if change.to.contains(HERE) { place(text, change.to) } else { (1, 1) };
    (line, column, change.says.clone(), change.advice.to_owned())
}

/// The line and column of `▶` in the change, counted as a reader of the file does.
fn place(text: &str, change: &str) -> (usize, usize) {
    let (before, _) = change.split_once(HERE).unwrap_or_default();
    let before = text.split(change).next().unwrap_or_default().to_owned() + before;
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

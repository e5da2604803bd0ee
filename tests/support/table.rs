//! The built-in article as a table: its nodes, its answers and where they lead, and every path through them.

use std::collections::BTreeSet;

pub type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Node, kind, and where each answer leads: a contract, since notes and scripts name them.
pub const NODES: [Row; 15] = [
    (
        "integration",
        "question",
        &[
            ("click2pop", "editions"),
            ("act", "editions"),
            ("eagent", "editions"),
            ("sugarcrm", "editions"),
            ("other", "not-covered"),
        ],
    ),
    ("editions", "question", &[("no", "sign-in"), ("yes", "editions-unsupported"), ("unsure", "sign-in")]),
    ("sign-in", "question", &[("yes", "old-password"), ("no", "new-password"), ("sso", "single-sign-on")]),
    ("old-password", "question", &[("yes", "new-password"), ("no", "new-password"), ("unsure", "new-password")]),
    ("new-password", "password", &[("checked", "reset"), ("later", "reset")]),
    ("reset", "checklist", &[("done", "test"), ("unfinished", "test")]),
    (
        "test",
        "question",
        &[
            ("both", "solved"),
            ("integration-fails", "second-password"),
            ("virtual-office-fails", "hand-over"),
            ("neither", "hand-over"),
        ],
    ),
    ("second-password", "password", &[("checked", "second-reset"), ("later", "second-reset")]),
    ("second-reset", "checklist", &[("done", "second-test"), ("unfinished", "second-test")]),
    (
        "second-test",
        "question",
        &[
            ("both", "solved"),
            ("integration-fails", "hand-over"),
            ("virtual-office-fails", "hand-over"),
            ("neither", "hand-over"),
        ],
    ),
    ("solved", "solved", &[]),
    ("editions-unsupported", "not-supported", &[]),
    ("single-sign-on", "elsewhere", &[]),
    ("not-covered", "elsewhere", &[]),
    ("hand-over", "hand-over", &[]),
];

/// The answers that mean a cause.
pub const CAUSES: [(&str, &str, &str); 4] = [
    ("editions", "yes", "editions"),
    ("sign-in", "no", "forgotten-or-locked"),
    ("old-password", "yes", "characters"),
    ("old-password", "no", "password-itself"),
];

pub fn answers_of(node: &str) -> &'static [(&'static str, &'static str)] {
    NODES.iter().find(|(name, ..)| *name == node).map(|(_, _, answers)| *answers).expect("the table has this node")
}

pub fn leads_to(node: &str, key: &str) -> &'static str {
    answers_of(node).iter().find(|(known, _)| *known == key).map(|(_, to)| *to).expect("the table has this answer")
}

/// An answer by the names of its node and its key.
pub type Given = (&'static str, &'static str);

/// Every path from the start to an ending, as answers.
pub fn every_path() -> Vec<Vec<Given>> {
    let mut open = vec![(Vec::new(), "integration")];
    let mut paths = Vec::new();
    while let Some((path, at)) = open.pop() {
        if answers_of(at).is_empty() {
            paths.push(path);
            continue;
        }
        for (key, to) in answers_of(at) {
            open.push(([&path[..], &[(at, *key)]].concat(), *to));
        }
    }
    paths
}

/// Every way to every page: each path, and each of its beginnings once.
pub fn every_beginning() -> BTreeSet<Vec<Given>> {
    every_path().iter().flat_map(|path| (0..=path.len()).map(|length| path[..length].to_vec())).collect()
}

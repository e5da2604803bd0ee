//! The built-in article as a table: its nodes, its answers and where they lead, and every path through them.

use std::collections::BTreeSet;

pub type Row = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Node, kind, and where each answer leads: a contract, since notes and scripts name them.
pub const NODES: [Row; 24] = [
    (
        "integration",
        "question",
        &[
            ("click2pop", "symptom"),
            ("act", "symptom"),
            ("eagent", "symptom"),
            ("sugarcrm", "symptom"),
            ("other", "not-covered"),
        ],
    ),
    (
        "symptom",
        "question",
        &[
            ("refused", "editions"),
            ("thrown-out", "several-extensions"),
            ("own-login", "own-login"),
            ("unsure", "editions"),
        ],
    ),
    (
        "editions",
        "question",
        &[
            ("no", "sign-in"),
            ("yes", "editions-unsupported"),
            ("x-series", "editions-unsupported"),
            ("unsure", "sign-in"),
        ],
    ),
    ("sign-in", "question", &[("yes", "old-password"), ("no", "refused-too"), ("sso", "single-sign-on")]),
    (
        "refused-too",
        "question",
        &[("wrong", "new-password"), ("locked", "locked"), ("lets-in", "old-password"), ("unsure", "new-password")],
    ),
    ("old-password", "question", &[("yes", "new-password"), ("no", "new-password"), ("unsure", "new-password")]),
    ("new-password", "password", &[("checked", "reset"), ("later", "reset")]),
    (
        "reset",
        "checklist",
        &[
            ("done", "test"),
            ("unfinished", "reset-unfinished"),
            ("something-else", "reset-unfinished"),
            ("passwords-off", "single-sign-on"),
            ("no-mail", "mail-missing"),
            ("answer-refused", "security-answer"),
        ],
    ),
    (
        "test",
        "question",
        &[
            ("both", "solved"),
            ("integration-fails", "second-password"),
            ("virtual-office-fails", "virtual-office-refuses"),
            ("neither", "virtual-office-refuses"),
            ("thrown-out", "several-extensions"),
        ],
    ),
    ("second-password", "password", &[("checked", "second-reset"), ("later", "second-reset")]),
    (
        "second-reset",
        "checklist",
        &[
            ("done", "second-test"),
            ("unfinished", "reset-unfinished"),
            ("something-else", "reset-unfinished"),
            ("passwords-off", "single-sign-on"),
            ("no-mail", "mail-missing"),
            ("answer-refused", "security-answer"),
        ],
    ),
    (
        "second-test",
        "question",
        &[
            ("both", "solved"),
            ("integration-fails", "integration-refuses"),
            ("virtual-office-fails", "virtual-office-refuses"),
            ("neither", "virtual-office-refuses"),
            ("thrown-out", "several-extensions"),
        ],
    ),
    ("solved", "solved", &[]),
    ("editions-unsupported", "not-supported", &[]),
    ("single-sign-on", "elsewhere", &[]),
    ("not-covered", "elsewhere", &[]),
    ("several-extensions", "elsewhere", &[]),
    ("own-login", "elsewhere", &[]),
    ("locked", "waiting", &[]),
    ("reset-unfinished", "waiting", &[]),
    ("mail-missing", "waiting", &[]),
    ("security-answer", "hand-over", &[]),
    ("integration-refuses", "hand-over", &[]),
    ("virtual-office-refuses", "hand-over", &[]),
];

/// The answers that mean a cause; the last on a path is the likely one.
pub const CAUSES: [(&str, &str, &str); 16] = [
    ("editions", "yes", "editions"),
    ("editions", "x-series", "editions"),
    ("refused-too", "wrong", "forgotten"),
    ("refused-too", "locked", "locked"),
    ("old-password", "yes", "characters"),
    ("old-password", "no", "password-itself"),
    ("reset", "passwords-off", "passwords-off"),
    ("second-reset", "passwords-off", "passwords-off"),
    ("test", "thrown-out", "several-extensions"),
    ("second-test", "thrown-out", "several-extensions"),
    ("test", "integration-fails", "password-itself"),
    ("test", "virtual-office-fails", "refused-by-virtual-office"),
    ("test", "neither", "reset-did-not-take"),
    ("second-test", "integration-fails", "unexplained"),
    ("second-test", "virtual-office-fails", "refused-by-virtual-office"),
    ("second-test", "neither", "reset-did-not-take"),
];

/// The causes that an answer speaks against: a company on neither has no such service, and a login that Virtual Office
/// takes is neither forgotten nor locked; a sign or a forgotten password is none where the program refuses a new one
/// that Virtual Office takes, no password is where it refuses two. One that lets in after a reset speaks against none: what
/// the old one was refused for may well be mended.
pub const REFUTED: [(&str, &str, &[&str]); 6] = [
    ("editions", "no", &["editions"]),
    ("sign-in", "yes", &["forgotten", "locked"]),
    ("refused-too", "lets-in", &["forgotten", "locked"]),
    ("old-password", "no", &["characters"]),
    ("test", "integration-fails", &["forgotten", "locked"]),
    ("second-test", "integration-fails", &["forgotten", "locked", "characters", "password-itself"]),
];

pub fn answers_of(node: &str) -> &'static [(&'static str, &'static str)] {
    NODES.iter().find(|(name, ..)| *name == node).map(|(_, _, answers)| *answers).expect("the table has this node")
}

pub fn leads_to(node: &str, key: &str) -> &'static str {
    answers_of(node).iter().find(|(known, _)| *known == key).map(|(_, to)| *to).expect("the table has this answer")
}

/// An answer by the names of its node and its key.
pub type Given = (&'static str, &'static str);

/// The programs that walks are tried with: one, or all four where `VO_TEST_CASES` asks for many cases.
fn programs() -> &'static [&'static str] {
    let programs = &["act", "click2pop", "eagent", "sugarcrm"];
    if std::env::var_os("VO_TEST_CASES").is_some() { programs } else { &programs[..1] }
}

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
            if at != "integration" || *key == "other" || programs().contains(key) {
                open.push(([&path[..], &[(at, *key)]].concat(), *to));
            }
        }
    }
    paths
}

/// The likely cause at the end of this path.
pub fn cause_of(path: &[Given]) -> Option<&'static str> {
    let means = |given: &Given| CAUSES.iter().find(|(node, key, _)| given == &(*node, *key)).map(|(.., cause)| *cause);
    path.iter().rev().find_map(means)
}

/// Every path, where many cases are asked for; else those that differ in more than what leads the same way.
pub fn telling_paths() -> Vec<Vec<Given>> {
    let mut paths = every_path();
    if std::env::var_os("VO_TEST_CASES").is_none() {
        let same = [
            ("symptom", "unsure"),
            ("editions", "unsure"),
            ("new-password", "checked"),
            ("second-password", "checked"),
        ];
        paths.retain(|path| !path.iter().any(|given| same.contains(given)));
    }
    paths
}

/// Every way to every page: each path, and each of its beginnings once.
pub fn every_beginning() -> BTreeSet<Vec<Given>> {
    every_path().iter().flat_map(|path| (0..=path.len()).map(|length| path[..length].to_vec())).collect()
}

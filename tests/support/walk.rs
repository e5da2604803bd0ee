//! The built-in article, and a walk on any page of it.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use vo_login_wizard::content::{self, Article, Node};
use vo_login_wizard::walk::secret::Edit;
use vo_login_wizard::walk::{Field, Mark, Move, Notice, Refusal, Walk};

/// A password that keeps the rules of both password pages and has nothing against it.
pub const GOOD: &str = "Gr4nd*Piano";

pub fn article() -> Article {
    content::load(content::BUILT_IN).unwrap_or_else(|faults| panic!("{faults}"))
}

/// How many random cases to try: `VO_TEST_CASES`, or this many.
pub fn cases(default: u32) -> u32 {
    std::env::var("VO_TEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(default)
}

/// A way to each page of the built-in article, as answers by name.
pub const WAYS: [(&str, &str); 15] = [
    ("integration", ""),
    ("editions", "integration=act"),
    ("sign-in", "integration=act editions=no"),
    ("old-password", "integration=act editions=no sign-in=yes"),
    ("new-password", "integration=act editions=no sign-in=yes old-password=yes"),
    ("reset", "integration=act editions=no sign-in=yes old-password=yes new-password=later"),
    ("test", "integration=act editions=no sign-in=yes old-password=yes new-password=later reset=done"),
    (
        "second-password",
        "integration=eagent editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails",
    ),
    (
        "second-reset",
        "integration=eagent editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails second-password=later",
    ),
    (
        "second-test",
        "integration=eagent editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails second-password=later second-reset=done",
    ),
    ("solved", "integration=act editions=no sign-in=yes old-password=yes new-password=later reset=done test=both"),
    ("editions-unsupported", "integration=sugarcrm editions=yes"),
    ("single-sign-on", "integration=click2pop editions=no sign-in=sso"),
    ("not-covered", "integration=other"),
    (
        "hand-over",
        "integration=click2pop editions=unsure sign-in=yes old-password=unsure new-password=checked \
         reset=unfinished test=neither",
    ),
];

/// A walk on this page of the built-in article.
pub fn walk_at<'a>(article: &'a Article, node: &str) -> Walk<'a> {
    let (_, answers) = WAYS.iter().find(|(known, _)| *known == node).expect("there is a way to this page");
    let mut walk = Walk::new(article);
    for answer in answers.split_whitespace() {
        let (node, key) = answer.split_once('=').expect("NODE=KEY");
        walk.answer(node, key).expect("the article has this answer");
    }
    assert_eq!(walk.name(walk.at()), node);
    walk
}

pub fn type_in(walk: &mut Walk<'_>, field: Field, text: &str) {
    for character in text.chars() {
        walk.make(Move::Edit(field, Edit::Insert(character))).expect("there is a field with room");
    }
}

/// Answers the page that the walk is on, by the answer's key and through moves only. No page is made for it, so that
/// thousands of walks take no time.
pub fn give(walk: &mut Walk<'_>, key: &str) -> Result<Option<Notice>, Refusal> {
    let article = walk.article();
    let (node, keys) = walk.missing().expect("an ending has no answer");
    match article.node(article.find(node).expect("it is a node of the article")) {
        Node::Question(_) => {
            let place = keys.iter().position(|known| *known == key).expect("the page has this answer");
            walk.make(Move::Choose(place))
        }
        Node::Password(_) => {
            type_in(walk, Field::Password, if key == "checked" { GOOD } else { "" });
            walk.make(Move::GoOn)
        }
        Node::Checklist(checklist) => {
            let steps = article.steps(checklist.steps).len();
            while walk.make(Move::Unmark).is_ok() {}
            if key == "done" {
                for step in 0..steps {
                    walk.make(Move::Mark(step, Mark::Done))?;
                }
                return walk.make(Move::GoOn);
            }
            assert_eq!(walk.make(Move::GoOn), Err(Refusal::StepsOpen(steps)));
            walk.make(Move::Insist)
        }
        Node::Ending(_) => panic!("an ending has no answer `{key}`"),
    }
}

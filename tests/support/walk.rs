//! The built-in article and its words, and a session on any page of it.

#![allow(dead_code, reason = "each test file uses its own part of this")]

use vo_login_wizard::content::{self, Article};
use vo_login_wizard::page::{Kind, Page};
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

/// A session on this page of the built-in article.
pub fn walk_at<'a>(article: &'a Article, node: &str) -> Walk<'a> {
    let (_, answers) = WAYS.iter().find(|(known, _)| *known == node).expect("there is a way to this page");
    let mut walk = Walk::new(article);
    for answer in answers.split_whitespace() {
        let (node, key) = answer.split_once('=').expect("NODE=KEY");
        walk.answer(node, key).expect("the article has this answer");
    }
    assert_eq!(Page::of(&walk).node, node);
    walk
}

pub fn type_in(walk: &mut Walk<'_>, field: Field, text: &str) {
    for character in text.chars() {
        walk.make(Move::Edit(field, Edit::Insert(character))).expect("there is a field with room");
    }
}

/// Answers the page that the walk is on, by the answer's key and through moves only.
pub fn give(walk: &mut Walk<'_>, key: &str) -> Result<Option<Notice>, Refusal> {
    let page = Page::of(walk);
    match page.kind {
        Kind::Question => {
            let place = page.choices().position(|choice| choice.key == key).expect("the page has this answer");
            walk.make(Move::Choose(place))
        }
        Kind::Password(_) => {
            type_in(walk, Field::Password, if key == "checked" { GOOD } else { "" });
            walk.make(Move::GoOn)
        }
        Kind::Checklist if key == "done" => {
            for (place, _) in page.steps().enumerate().filter(|(_, step)| step.mark.is_none()) {
                walk.make(Move::Mark(place, Mark::Done))?;
            }
            walk.make(Move::GoOn)
        }
        Kind::Checklist => {
            while walk.make(Move::Unmark).is_ok() {}
            assert_eq!(walk.make(Move::GoOn), Err(Refusal::StepsOpen(page.steps().count())));
            walk.make(Move::Insist)
        }
        Kind::Ending(_) | Kind::Over(_) => panic!("{} has no answer `{key}`", page.node),
    }
}

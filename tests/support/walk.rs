//! The built-in article, and a walk on any page of it.

use vo_login_wizard::content::{self, Article, Node};
use vo_login_wizard::walk::path::{Answer, answer_of};
use vo_login_wizard::walk::secret::Edit;
use vo_login_wizard::walk::{Field, Mark, Move, Notice, Refusal, Walk};

/// A password that keeps the rules of both password pages and has nothing against it.
pub const GOOD: &str = "Gr4nd*Piano";

pub fn article() -> Article {
    content::load(content::BUILT_IN).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A way to each page of the built-in article, as answers by name.
pub const WAYS: [(&str, &str); 24] = [
    ("integration", ""),
    ("symptom", "integration=act"),
    ("editions", "integration=act symptom=refused"),
    ("sign-in", "integration=act symptom=refused editions=no"),
    ("refused-too", "integration=act symptom=refused editions=no sign-in=no"),
    ("old-password", "integration=act symptom=refused editions=no sign-in=yes"),
    ("new-password", "integration=act symptom=refused editions=no sign-in=yes old-password=yes"),
    ("reset", "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later"),
    ("test", "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later reset=done"),
    (
        "second-password",
        "integration=eagent symptom=refused editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails",
    ),
    (
        "second-reset",
        "integration=eagent symptom=refused editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails second-password=later",
    ),
    (
        "second-test",
        "integration=eagent symptom=refused editions=no sign-in=yes old-password=no new-password=checked reset=done \
         test=integration-fails second-password=later second-reset=done",
    ),
    (
        "solved",
        "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later reset=done \
         test=both",
    ),
    ("editions-unsupported", "integration=sugarcrm symptom=refused editions=yes"),
    ("single-sign-on", "integration=click2pop symptom=refused editions=no sign-in=sso"),
    ("not-covered", "integration=other"),
    ("several-extensions", "integration=click2pop symptom=thrown-out"),
    ("own-login", "integration=act symptom=own-login"),
    ("locked", "integration=eagent symptom=unsure editions=no sign-in=no refused-too=locked"),
    (
        "reset-unfinished",
        "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later reset=unfinished",
    ),
    (
        "mail-missing",
        "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later reset=no-mail",
    ),
    (
        "security-answer",
        "integration=sugarcrm symptom=refused editions=no sign-in=yes old-password=no new-password=checked \
         reset=answer-refused",
    ),
    (
        "integration-refuses",
        "integration=eagent symptom=refused editions=unsure sign-in=yes old-password=no new-password=checked \
         reset=done test=integration-fails second-password=later second-reset=done second-test=integration-fails",
    ),
    (
        "virtual-office-refuses",
        "integration=click2pop symptom=refused editions=unsure sign-in=yes old-password=unsure new-password=checked \
         reset=done test=neither",
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

/// Answers the page that the walk is on, by the answer's key and through moves only.
pub fn give(walk: &mut Walk<'_>, key: &str) -> Result<Option<Notice>, Refusal> {
    let (article, at) = (walk.article(), walk.at());
    let answer = answer_of(article, at, key).expect("the page has this answer");
    if let Answer::Aside(aside) = answer {
        while walk.make(Move::Unmark).is_ok() {}
        return walk.make(Move::LeadOn(aside));
    }
    match article.node(at) {
        Node::Question(_) => {
            let Answer::Choice(place) = answer else { panic!("a question is answered by a row") };
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
            assert_eq!(walk.make(Move::GoOn), Err(Refusal::NotHere));
            walk.make(Move::LeaveUnfinished)
        }
        Node::Ending(_) => panic!("an ending has no answer `{key}`"),
    }
}

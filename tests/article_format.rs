//! What an article need not say: what another page says already, the words of a rule, the number of a step, and, where
//! it has no password page, anything about passwords.

use vo_login_wizard::content::{self, Article, Node, NodeId, Text, load};
use vo_login_wizard::page::{Block, Page, say};
use vo_login_wizard::walk::{Field, Move, Walk};

use crate::support::walk::{GOOD, type_in};

const PRINTER: &str = include_str!("articles/printer.toml");

fn whole(text: &str) -> Article {
    load(text.to_owned()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn built_in() -> Article {
    whole(content::BUILT_IN)
}

fn node(article: &Article, name: &str) -> NodeId {
    article.find(name).expect("the article has this node")
}

/// A text, the words to read aloud, and whose facts it states.
fn all_of<'a>(article: &'a Article, text: &'a Text) -> (&'a str, Option<&'a str>, &'a str) {
    (&text.text, text.aloud.as_deref(), &article.source(text.source).name)
}

#[test]
fn an_article_about_a_printer_says_nothing_of_passwords() {
    let article = whole(PRINTER);
    let mut walk = Walk::new(&article);
    for (node, key) in [("light", "red"), ("steps", "done"), ("test", "yes")] {
        walk.answer(node, key).expect("the article has this answer");
    }
    assert_eq!(Page::of(&walk).node, "prints");
    assert!(!PRINTER.contains("[characters]") && !PRINTER.contains("[caution"));
}

#[test]
fn an_article_with_a_password_page_says_what_a_password_is_judged_by() {
    let page = "[password.word]\nabout = \"W\"\nfrom = \"us\"\nask = \"W?\"\nrules = \"all\"\nto = \"prints\"\n\n[rules.all]\n\
                from = \"us\"\nlower = true\n";
    let text = PRINTER.replace("to = \"prints\"", "to = \"word\"") + page;
    let faults = load(text).expect_err("it is not whole").0;
    let says: Vec<&str> = faults.iter().map(|fault| fault.says.as_str()).collect();
    let missing = ["characters", "caution.troublesome", "caution.dash-only", "caution.off-list", "caution.non-ascii"];
    assert_eq!(says, missing.map(|name| format!("the file has no `{name}`")));
}

#[test]
fn what_a_question_does_not_say_is_as_in_the_one_that_it_is_like() {
    let article = built_in();
    let questions = ["test", "second-test"].map(|name| match article.node(node(&article, name)) {
        Node::Question(question) => question,
        _ => panic!("{name} is a question"),
    });
    let [first, second] = questions;
    assert_eq!(all_of(&article, &first.task.ask), all_of(&article, &second.task.ask));
    assert_eq!(first.head.stage, second.head.stage);
    assert_ne!(first.head.about, second.head.about);
    let answers = questions.map(|question| {
        question.answers.iter().map(|answer| (answer.key.as_str(), all_of(&article, &answer.text))).collect::<Vec<_>>()
    });
    assert_eq!(answers[0], answers[1], "the keys, the order and the words");
    let to =
        |place: usize| questions.map(|question| article.node(question.answers[place].to.node).head().name.as_str());
    assert_eq!((to(0), to(1)), (["solved", "solved"], ["second-password", "integration-refuses"]));
}

#[test]
fn a_list_that_is_written_takes_the_place_of_the_other_and_a_new_answer_comes_last() {
    let text = PRINTER
        .replace("[ending.calls]\n", "[ending.calls]\nlike = \"prints\"\n")
        .replace("[question.test]\n", "[question.test]\nlike = \"light\"\n")
        .replace("  { key = \"yes\"", "  { key = \"red\", to = \"prints\" },\n  { key = \"yes\"");
    let article = whole(&text);
    let Node::Ending(ending) = article.node(node(&article, "calls")) else { panic!("it is an ending") };
    assert_eq!(ending.now.iter().map(|line| line.text.text.as_str()).collect::<Vec<_>>(), ["Switch it off."]);
    let Node::Question(test) = article.node(node(&article, "test")) else { panic!("it is a question") };
    let keys: Vec<&str> = test.answers.iter().map(|answer| answer.key.as_str()).collect();
    assert_eq!(keys, ["red", "dark", "yes", "no"]);
    assert_eq!(test.answers[0].text.text, "It is red");
    assert_eq!(article.node(test.answers[0].to.node).head().name, "prints");
}

#[test]
fn a_rule_makes_its_own_words_from_its_limits_and_signs() {
    let article = built_in();
    let said = |name: &str| {
        let Node::Password(password) = article.node(node(&article, name)) else { panic!("{name} is a password page") };
        let rules = &article.rules(password.rules).rules;
        rules.iter().map(|rule| all_of(&article, &rule.text)).collect::<Vec<_>>()
    };
    let first = said("new-password");
    assert_eq!(
        first,
        [
            ("8 to 25 characters", Some("It needs at least 8 characters, and at most 25."), "article"),
            ("a small letter", Some("At least one small letter."), "article"),
            ("a capital letter", Some("At least one capital letter."), "article"),
            ("a number", Some("At least one number."), "ours"),
            (
                "one of ~ @ # $ ^ * + – = | : ; ?",
                Some(
                    "At least one of these signs: tilde, at, hash, dollar, caret, star, plus, dash, equals, vertical \
                     bar, colon, semicolon, question mark."
                ),
                "article"
            ),
            ("no spaces", Some("No spaces."), "article"),
            ("not your username", Some("It must not be the same as the username."), "article"),
        ]
    );
    let mut second = first;
    second[4] = ("one of * ~ ^ : @", Some("At least one of these signs: star, tilde, caret, colon, at."), "ours");
    second.push((
        "only letters, numbers and * ~ ^ : @",
        Some("Nothing else: only plain letters, numbers and star, tilde, caret, colon, at."),
        "ours",
    ));
    assert_eq!(said("second-password"), second);
}

/// The texts of a page that name the vendor.
fn of_vendor(article: &Article) -> [String; 3] {
    let to = "integration=act symptom=refused editions=no sign-in=yes old-password=yes";
    let mut walk = Walk::new(article);
    for answer in to.split_whitespace() {
        let (node, key) = answer.split_once('=').expect("NODE=KEY");
        walk.answer(node, key).expect("the article has this answer");
    }
    type_in(&mut walk, Field::Password, GOOD);
    let text = |walk: &Walk<'_>, is_it: fn(&Block<'_>) -> Option<String>| Page::of(walk).blocks.iter().find_map(is_it);
    let limit = |block: &Block<'_>| if let Block::Limit(text) = block { Some(text.clone()) } else { None };
    let confirm = |block: &Block<'_>| if let Block::Confirm(text) = block { Some(text.clone()) } else { None };
    let limit = text(&walk, limit).expect("the page says what it cannot tell");
    walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
    let confirm = text(&walk, confirm).expect("the page says what to ask");
    for (node, key) in [("new-password", "later"), ("reset", "answer-refused")] {
        walk.answer(node, key).expect("the article has this answer");
    }
    let last = say::summary(&Page::of(&walk)).into_iter().find(|line| line.contains(": Without the answer"));
    let ending = last.as_deref().and_then(|line| line.split_once(": ")).expect("the summary says the ending");
    [limit, confirm, ending.0.to_owned()]
}

#[test]
fn the_program_names_the_vendor_of_the_article_and_nobody_where_it_names_none() {
    let rest = "Never ask for the password. F1 has every sign by its name.";
    for (vendor, whose, limit, confirm, ending) in [
        (
            "vendor = \"8x8\"",
            "whose = \"vendor\"",
            "Only 8x8's own page can tell if it takes it.",
            "Only ask whether 8x8's page confirmed the change.",
            "Ask 8x8 Support",
        ),
        (
            "vendor = \"Acme\"",
            "whose = \"vendor\"",
            "Only Acme's own page can tell if it takes it.",
            "Only ask whether Acme's page confirmed the change.",
            "Ask Acme Support",
        ),
        (
            "",
            "whose = \"article\"",
            "Only the page where you set it can tell if it takes it.",
            "Only ask whether the page confirmed the change.",
            "Ask for help",
        ),
    ] {
        let text = content::BUILT_IN.replace("vendor = \"8x8\"", vendor).replace("whose = \"vendor\"", whose);
        let said = of_vendor(&whole(&text));
        assert_eq!(said, [limit, &format!("{confirm} {rest}"), ending]);
    }
}

/// The texts of an ending that somebody comes to by these answers.
fn now(article: &Article, answers: &str) -> String {
    let mut walk = Walk::new(article);
    for answer in answers.split_whitespace() {
        let (node, key) = answer.split_once('=').expect("NODE=KEY");
        walk.answer(node, key).expect("the article has this answer");
    }
    let page = Page::of(&walk);
    assert!(page.has_ended(), "{}", page.node);
    page.blocks.iter().filter_map(|block| if let Block::Now(now) = block { Some(&*now.text) } else { None }).collect()
}

#[test]
fn the_numbers_of_steps_in_texts_follow_the_steps() {
    let to = "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later";
    let missing = format!("{to} reset=no-mail");
    let article = built_in();
    assert!(now(&article, &missing).contains("with step 6."));
    let (before, rest) =
        content::BUILT_IN.split_once("[[steps.reset]]\nkey = \"licence\"").expect("there is this step");
    let (_, after) = rest.split_once("\n\n").expect("another follows");
    let article = whole(&format!("{before}{after}"));
    assert!(now(&article, &missing).contains("with step 5."));
}

#[test]
fn the_second_checklist_says_its_own_rules_and_looks_at_them() {
    let article = built_in();
    let to = "integration=act symptom=refused editions=no sign-in=yes old-password=yes new-password=later";
    for (answers, says) in [
        (to.to_owned(), "one of ~ @ # $ ^ * + = | : ; ?"),
        (
            format!("{to} reset=done test=integration-fails second-password=later"),
            "Only letters, numbers and * ~ ^ : @.",
        ),
    ] {
        let mut walk = Walk::new(&article);
        for answer in answers.split_whitespace() {
            let (node, key) = answer.split_once('=').expect("NODE=KEY");
            walk.answer(node, key).expect("the article has this answer");
        }
        let page = Page::of(&walk);
        let step = page.steps().find(|step| step.checks).expect("a step shows the rules");
        assert!(step.text.contains(says), "{}", step.text);
    }
}

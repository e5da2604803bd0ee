//! Twelve cases from the field, led by an agent: where they end, with which cause, in how many keys, and what the caller
//! is told.

use crate::support::screen::{THEME, keys, press, run};
use crate::support::walk;
use crate::support::walk::article;
use serde_json::Value;
use vo_login_wizard::clock::Times;
use vo_login_wizard::notes::{Call, CaseNotes};
use vo_login_wizard::page::{Block, Page};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::{Role, Walk};

/// The ten steps of the reset, marked one by one, and going on.
const TEN_STEPS: &str = "<enter><enter><enter><enter><enter><enter><enter><enter><enter><enter><enter>";

struct Case {
    situation: &'static str,
    keys: String,
    /// How many keys it takes at most.
    most: usize,
    ending: &'static str,
    cause: Option<&'static str>,
    /// What is said at the ending, and what never is.
    says: &'static [&'static str],
    never: &'static [&'static str],
}

fn cases() -> Vec<Case> {
    let case = |situation, keys: &str, most, ending, cause| Case {
        situation,
        keys: keys.to_owned(),
        most,
        ending,
        cause,
        says: &[],
        never: &[],
    };
    vec![
        case(
            "Sugar CRM refuses a password with <; the first reset helps",
            &format!("41111<enter>{TEN_STEPS}1"),
            18,
            "solved",
            Some("characters"),
        ),
        Case {
            never: &["rare", "Rare"],
            ..case(
                "a password with {, and none of the three signs",
                &format!("31112<enter>{TEN_STEPS}1"),
                18,
                "solved",
                Some("password-itself"),
            )
        },
        case("Click2Pop lets in and throws out at once", "12", 2, "several-extensions", None),
        case("ACT! asks for the login of its own database", "23", 2, "own-login", None),
        Case {
            says: &["We think the same of X Series", "We are on X Series"],
            never: &["on Editions", "on Virtual Office Editions, ", "announced", "support will come"],
            ..case("eAgent on X Series", "313", 3, "editions-unsupported", Some("editions"))
        },
        Case {
            says: &[
                "Ask again later: 8x8's help page says that support will come",
                "We are on Virtual Office Editions",
            ],
            never: &["on X Series"],
            ..case("eAgent on Editions", "312", 3, "editions-unsupported", Some("editions"))
        },
        case("single sign-on", "2113", 4, "single-sign-on", None),
        Case {
            says: &["with step 6", "has not changed"],
            ..case(
                "no email comes",
                "21111<enter><enter><enter><enter><enter><enter>x1",
                14,
                "mail-missing",
                Some("characters"),
            )
        },
        Case {
            says: &["15 minutes", "Account Manager"],
            ..case("the account is locked", "21122", 5, "locked", Some("locked"))
        },
        case(
            "the account was locked, and is open again",
            &format!("211231<enter>{TEN_STEPS}1"),
            19,
            "solved",
            Some("characters"),
        ),
        Case {
            says: &["A reset on 8x8's page cannot help here"],
            ..case(
                "at the reset, the page says that 8x8 passwords are switched off",
                "41111<enter><enter><enter><enter><enter>x1",
                13,
                "single-sign-on",
                Some("passwords-off"),
            )
        },
        Case {
            says: &["First find out if your company is on Virtual Office Editions", "neither password cause"],
            ..case(
                "two resets do not help, and nobody knew about Editions",
                &format!("31413<enter>{TEN_STEPS}2<enter>{TEN_STEPS}2"),
                31,
                "integration-refuses",
                Some("unexplained"),
            )
        },
        Case {
            says: &["do the reset again, and wait for that message", "both refuse the new one"],
            // No steps stand there.
            never: &["step 9"],
            ..case(
                "neither takes the new password",
                &format!("21112<enter>{TEN_STEPS}4"),
                18,
                "virtual-office-refuses",
                Some("reset-did-not-take"),
            )
        },
        Case {
            says: &["Delete the old password wherever Virtual Office", "Virtual Office refuses it"],
            ..case(
                "Virtual Office alone refuses the new password",
                &format!("21112<enter>{TEN_STEPS}3"),
                18,
                "virtual-office-refuses",
                Some("refused-by-virtual-office"),
            )
        },
        Case {
            says: &["We suggest a new one without it", "several extensions"],
            ..case("another program", "5", 1, "not-covered", None)
        },
    ]
}

fn notes(walk: &Walk<'_>) -> Value {
    let notes = CaseNotes::of(walk, &Call::of(walk, Times::default()));
    serde_json::from_str(&notes.json()).expect("notes are JSON")
}

/// All that stands on the page of an ending.
fn said(page: &Page<'_>) -> String {
    let mut said = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Outcome(it) | Block::Cause(it) | Block::Contact(it) => said.push(it.text.to_string()),
            Block::Now(now) => said.push(now.text.to_string()),
            Block::Open(open) => said.push(open.join(", ")),
            _ => {}
        }
    }
    said.join("\n")
}

#[test]
fn each_case_comes_to_its_ending_with_its_cause_in_few_keys() {
    let article = article();
    for case in cases() {
        let mut run = run(Walk::in_role(&article, Role::Agent));
        press(&mut FrontEnd::new(&mut run, THEME), &case.keys);
        let page = Page::of(&run.walk);
        assert_eq!(page.node, case.ending, "{}", case.situation);
        let count = keys(&case.keys).len();
        assert!(count <= case.most, "{}: {count} keys", case.situation);
        let notes = notes(&run.walk);
        assert_eq!(notes["cause"]["name"].as_str(), case.cause, "{}", case.situation);
        let said = said(&page);
        for text in case.says {
            assert!(said.contains(text), "{}: {said}", case.situation);
        }
        for text in case.never {
            assert!(!said.contains(text), "{}: {said}", case.situation);
        }
    }
}

/// What became of each step of the reset.
fn steps(walk: &Walk<'_>) -> Vec<String> {
    let notes = notes(walk);
    let steps = notes["steps"].as_array().expect("a list").clone();
    steps.iter().filter_map(|step| step["state"].as_str().map(str::to_owned)).collect()
}

#[test]
fn where_no_email_comes_the_notes_have_the_first_five_steps_as_done() {
    let article = article();
    let mut run = run(Walk::in_role(&article, Role::Agent));
    press(&mut FrontEnd::new(&mut run, THEME), "21111<enter><enter><enter><enter><enter><enter>x1");
    assert_eq!(steps(&run.walk), [["done"; 5], ["open"; 5]].concat());
}

#[test]
fn who_did_the_steps_before_says_so_in_one_question_and_it_is_noted() {
    let article = article();
    for (keys, states) in
        [("21111<enter><end><enter>1", vec!["done-before"; 10]), ("21111<enter><enter><end><enter>1", vec!["done"; 10])]
    {
        let mut run = run(Walk::in_role(&article, Role::Agent));
        press(&mut FrontEnd::new(&mut run, THEME), keys);
        assert_eq!(Page::of(&run.walk).node, "test", "{keys}");
        press(&mut FrontEnd::new(&mut run, THEME), "1");
        assert_eq!(steps(&run.walk), states, "{keys}");
    }
}

#[test]
fn a_checklist_with_steps_open_is_left_only_by_an_answer() {
    let article = article();
    for (keys, node) in [
        ("<end><enter>3", "reset"),
        ("<end><enter><esc>", "reset"),
        ("<end><enter>2", "reset-unfinished"),
        ("<end><enter>1", "test"),
    ] {
        let mut run = run(walk::walk_at(&article, "reset"));
        press(&mut FrontEnd::new(&mut run, THEME), keys);
        assert_eq!(Page::of(&run.walk).node, node, "{keys}");
    }
}

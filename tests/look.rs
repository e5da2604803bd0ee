//! What a page decides for whoever shows it: how far a walk has come, what is wrong with a password and what to do
//! about it, whose fact each sentence is, and what an agent says first.

use crate::support::led::{led, on};
use crate::support::screen::{THEME, frame, press, run};
use crate::support::walk::{WAYS, article, type_in, walk_at};
use vo_login_wizard::content::{Article, Class, words};
use vo_login_wizard::page::{Block, Judged, Kind, Page, Reached, say};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::rule::RuleState;
use vo_login_wizard::walk::{Field, Mark, Move, Role, Walk};

/// How far a walk has come with each stage, as a picture.
fn stages(page: &Page<'_>) -> String {
    let sign = |reached| match reached {
        Reached::Passed => 'x',
        Reached::Here => '>',
        Reached::Ahead => ' ',
    };
    page.stages.iter().map(|stage| sign(stage.reached)).collect()
}

#[test]
fn a_page_says_how_far_the_walk_has_come() {
    let article = article();
    for (node, expected) in [
        ("integration", ">   "),
        ("old-password", ">   "),
        ("new-password", "x>  "),
        ("reset", "xx> "),
        ("test", "xxx>"),
        // The second time round it is the same stage.
        ("second-password", "x>  "),
        ("solved", "xxxx"),
        ("not-covered", "x   "),
        ("integration-refuses", "xxxx"),
        // It waits where it is.
        ("mail-missing", "xx> "),
        // A reset that was left is none.
        ("security-answer", "xx> "),
        ("reset-unfinished", "xx> "),
        ("locked", ">   "),
    ] {
        let walk = walk_at(&article, node);
        let page = Page::of(&walk);
        assert_eq!(stages(&page), expected, "{node}");
        assert_eq!(stages(&page.help(0)), expected, "{node}: help lies over the same page");
    }
}

/// The verdicts on a password: the rules, then the program.
fn verdicts(article: &Article, password: &str, username: &str) -> Vec<Judged> {
    let mut walk = walk_at(article, "new-password");
    type_in(&mut walk, Field::Password, password);
    type_in(&mut walk, Field::Username, username);
    let judged = |block: Block<'_>| match block {
        Block::Rules(rules) => Some(rules.judged),
        Block::Verdict(verdict) => Some(verdict.judged),
        _ => None,
    };
    Page::of(&walk).blocks.into_iter().filter_map(judged).collect()
}

#[test]
fn what_is_wrong_with_a_password_is_said_with_what_to_do_first() {
    let article = article();
    for (password, username, repair) in [
        ("Gr4nd*P", "", "Add 1 more character."),
        ("g", "", "Add 7 more characters."),
        ("Gr4nd*Piano-Concerto-No-01", "", "Take out 1 character."),
        ("Gr4nd*Piano-Concerto-No-001", "", "Take out 2 characters."),
        ("GR4ND*PIANO", "", "Add a small letter."),
        ("gr4nd*piano", "", "Add a capital letter."),
        ("Grand*Piano", "", "Add a number."),
        ("Gr4ndPiano", "", "Add one of ~ @ # $ ^ * + – = | : ; ?"),
        ("Gr4nd*Piano ", "", "Take out the space (look at the end, too)."),
        ("Gr4nd*Piano", "gr4nd*PIANO", "It is your username. Choose another one."),
        // What is to be taken out comes before what is to be added.
        (" g", "", "Take out the space (look at the end, too)."),
    ] {
        let [rules, _] = &verdicts(&article, password, username)[..] else { panic!("two verdicts") };
        assert_eq!(rules.says.first().map(String::as_str), Some(repair), "{password:?}");
        assert_eq!((rules.state, rules.waits), (RuleState::Unmet, false), "{password:?}");
    }
}

#[test]
fn the_rules_are_followed_so_far_while_the_username_is_not_checked() {
    let article = article();
    for (username, word) in [("", words().password.followed_so_far), ("jane.doe", words().password.followed)] {
        let [rules, _] = &verdicts(&article, "Gr4nd*Piano", username)[..] else { panic!("two verdicts") };
        assert_eq!((rules.state, rules.word.as_str()), (RuleState::Met, word), "{username:?}");
    }
}

#[test]
fn a_program_is_named_and_nothing_that_reads_as_fine_is_said_of_a_short_password() {
    let article = article();
    for (password, waits, state, says) in [
        ("", true, RuleState::Met, words().password.clear_because),
        ("Gr4nd*P", true, RuleState::Met, words().password.clear_because),
        ("Gr4nd!P", true, RuleState::Unsure, words().repair.off_list),
        ("G&", false, RuleState::Unmet, "Take out &. Some programs refuse it."),
        ("G&<>", false, RuleState::Unmet, "Take out & < >. Some programs refuse them."),
        ("Gr4nd*Piano", false, RuleState::Met, words().password.clear_because),
        ("Gr4nd!Piano", false, RuleState::Unsure, words().repair.off_list),
        ("Gr4nd-Piano", false, RuleState::Unsure, words().repair.dash_only),
        ("Gr4nd*Piané", false, RuleState::Unsure, words().repair.non_ascii),
    ] {
        let [_, program] = &verdicts(&article, password, "")[..] else { panic!("two verdicts") };
        assert_eq!(program.name, "ACT!");
        assert_eq!((program.waits, program.state), (waits, state), "{password:?}");
        assert_eq!(program.says.first().map(String::as_str), Some(says), "{password:?}");
        assert_eq!(program.hint, "Leave out & < and >.");
    }
}

#[test]
fn a_good_password_is_to_be_saved_at_once() {
    let article = article();
    for (password, is_good) in [("", false), ("Gr4nd*Piano", true), ("Gr4nd&Piano*", false), ("Gr4nd", false)] {
        let mut walk = walk_at(&article, "new-password");
        type_in(&mut walk, Field::Password, password);
        let page = Page::of(&walk);
        assert_eq!(page.blocks.iter().any(|block| matches!(block, Block::Good(_))), is_good, "{password:?}");
    }
}

#[test]
fn the_promise_is_on_the_first_page_that_an_agent_sees_and_on_no_other() {
    let article = article();
    let promise = words().agent.promise;
    let is_there = |walk: &Walk<'_>| {
        Page::of(walk).blocks.first().is_some_and(|block| matches!(block, Block::Say(text) if *text == promise))
    };
    for (node, answers) in WAYS {
        let mut walk = Walk::in_role(&article, Role::Agent);
        for (node, key) in answers.split_whitespace().filter_map(|answer| answer.split_once('=')) {
            walk.answer(node, key).expect("the article has this answer");
        }
        assert!(is_there(&walk), "{node}: the call begins here");
        walk.make(Move::SwitchRole).expect("the role can be changed");
        assert!(!is_there(&walk), "{node}: the user makes none");
    }
    let mut walk = Walk::in_role(&article, Role::Agent);
    walk.make(Move::Choose(0)).expect("there is an answer");
    assert!(!is_there(&walk));
    walk.make(Move::Back).expect("there is a page before");
    assert!(is_there(&walk), "the page is the same when one comes back");
    walk.make(Move::Choose(0)).expect("there is an answer");
    walk.make(Move::NewCall).expect("a call can begin anywhere");
    assert!(is_there(&walk));
}

/// Every text that stands on a page and states something.
fn stated(page: &Page<'_>) -> Vec<String> {
    let text = |block: &Block<'_>| match block {
        Block::Ask(said) | Block::Explain(said) | Block::Outcome(said) | Block::Cause(said) | Block::Contact(said) => {
            vec![said.text.to_string()]
        }
        Block::Now(now) if now.source.is_some() => vec![now.text.to_string()],
        Block::Choice(choice) => vec![choice.text.to_string()],
        Block::Rule(rule) => vec![rule.said.text.to_string()],
        Block::How(said) | Block::Address(said) => vec![said.text.to_string()],
        Block::Step(step) => vec![step.title.text.to_string()],
        _ => Vec::new(),
    };
    page.blocks.iter().flat_map(text).collect()
}

#[test]
fn of_each_sentence_it_is_said_whose_fact_it_is_one_key_away() {
    let article = article();
    for (node, _) in WAYS {
        let walk = walk_at(&article, node);
        let page = Page::of(&walk);
        let sources = page.sources();
        for text in stated(&page) {
            let found = sources.iter().filter(|source| source.says.iter().any(|says| says.contains(&text)));
            assert!(found.count() >= 1, "{node}: {text}");
        }
        let of_pages = sources.iter().filter(|source| source.address.is_some());
        assert!(of_pages.clone().all(|source| source.text.contains('“')), "{node}");
    }
    on("editions", |front_end| {
        press(front_end, "<f1>");
        let seen = frame(front_end, 90, 78).words();
        let (_, facts) = seen.split_once("Where each sentence comes from").expect("they have their place");
        let (article, others) = facts.split_once("Our own advice:").expect("some is ours");
        assert!(article.contains("Is your company on Virtual Office Editions?"), "{facts}");
        assert!(others.contains("We think a new password cannot help there."), "{facts}");
    });
}

#[test]
fn why_it_is_asked_and_whose_fact_it_is_stand_in_the_help_alone() {
    for (node, _) in WAYS {
        on(node, |front_end| {
            let seen = frame(front_end, 120, 70).words();
            for behind in [words().page.why, words().help.sources, words().whose.ours] {
                assert!(!seen.contains(behind), "{node}: {seen}");
            }
        });
    }
}

#[test]
fn what_to_do_when_something_else_is_seen_is_always_in_sight() {
    for (node, keys, says) in [
        ("reset", "", "Something else? Press x."),
        ("reset", "<enter>d<enter><enter><enter>", "No email comes, or something else? Press x."),
        ("test", "", "Something else? Press F8."),
    ] {
        on(node, |front_end| {
            press(front_end, keys);
            for size in [(40, 12), (80, 24), (120, 40)] {
                let seen = frame(front_end, size.0, size.1).words();
                assert!(seen.contains(says), "{node} {keys} at {size:?}: {seen}");
            }
        });
    }
    on("editions", |front_end| assert!(!frame(front_end, 80, 24).words().contains("Something else?")));
}

#[test]
fn enter_leaves_an_ending_and_asks_first_where_something_would_be_lost() {
    let article = article();
    for (node, _) in WAYS {
        let mut run = run(walk_at(&article, node));
        if !run.walk.has_ended() {
            continue;
        }
        {
            let mut front_end = FrontEnd::new(&mut run, THEME);
            // Whoever waits comes back to the answers, and nothing keeps these here.
            let waits = front_end.page().kind == Kind::Ending(Class::Waiting);
            let after = if waits { format!("{node} + leave") } else { "left".to_owned() };
            assert_eq!(led(&mut front_end, "<enter>"), after, "{node}");
        }
        run.walk.write_note("calls back at noon", "2024-05-06T09:41:00+02:00", false).expect("it is no secret");
        let mut front_end = FrontEnd::new(&mut run, THEME);
        assert_eq!(led(&mut front_end, "<enter>"), format!("{node} + leave"));
    }
}

#[test]
fn whoever_changes_an_answer_is_told_which_and_that_the_others_stay() {
    on("test", |front_end| {
        press(front_end, "<f6>1");
        let seen = frame(front_end, 80, 24).words();
        assert!(seen.contains("! Changing: “Your program”. Your later answers stay."), "{seen}");
    });
}

#[test]
fn an_ending_sets_off_the_words_to_say() {
    for (text, lead, words) in [
        ("Ask them. Say: “It fails.”", "Ask them. Say:", Some("It fails.")),
        ("Ask them.", "Ask them.", None),
        ("Choose “Send” and wait.", "Choose “Send” and wait.", None),
        ("Say: “The page says “no”.”", "Say:", Some("The page says “no”.")),
    ] {
        assert_eq!(say::words_to_say(text), (lead, words), "{text}");
    }
}

#[test]
fn the_newest_answers_are_seen_beside_a_page_however_many_there_are() {
    on("second-test", |front_end| {
        for rows in [12, 16, 20, 30, 40] {
            let seen = frame(front_end, 100, rows).rows();
            let side: Vec<&str> = seen.iter().filter_map(|row| row.get(76..)).collect();
            let text = frame(front_end, 100, rows).words();
            assert!(text.contains("Change it once more") && text.contains("All steps done"), "{rows}: {side:?}");
        }
        let cut = frame(front_end, 100, 16).words();
        assert!(cut.contains(words().page.trail_cut) && !cut.contains("Your program"), "{cut}");
    });
}

#[test]
fn a_step_that_did_not_appear_says_so() {
    let article = article();
    let mut walk = walk_at(&article, "reset");
    walk.make(Move::Mark(1, Mark::NotShown)).expect("it has a condition");
    let mut run = run(walk);
    let mut front_end = FrontEnd::new(&mut run, THEME);
    let seen = frame(&mut front_end, 80, 24).words();
    assert!(seen.contains("– 2 License Agreement did not appear"), "{seen}");
}

/// Whoever sees something else must not have to look for the key: neither at a step with advice of its own nor at one
/// without.
#[test]
fn at_every_step_the_way_out_is_in_sight() {
    let article = article();
    for step in 0..10 {
        let mut run = run(walk_at(&article, "reset"));
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, &"<enter>".repeat(step));
        let seen = frame(&mut front_end, 80, 24).words();
        assert!(seen.contains("omething else? Press x."), "step {}: {seen}", step + 1);
        assert!(seen.contains("x not what I see"), "step {}: {seen}", step + 1);
        press(&mut front_end, "x");
        let seen = frame(&mut front_end, 80, 24).words();
        assert!(seen.contains(words().asides.title), "step {}: {seen}", step + 1);
        assert!(seen.contains("I am still stuck: Something else"), "step {}: {seen}", step + 1);
    }
}

/// What just happened is said where one looks: below what is on the page, in place of what points to the advice.
#[test]
fn what_just_happened_stands_below_the_page_in_place_of_the_hint() {
    for (node, before) in [("integration", "Not sure?"), ("test", "4  Neither lets me in")] {
        on(node, |front_end| {
            press(front_end, "<enter>");
            let rows = frame(front_end, 80, 24).rows();
            let at = |text: &str| rows.iter().position(|row| row.contains(text));
            let said = at(words().refusal.choose_first).expect("it is said");
            assert_eq!(at(before), Some(said - 2), "{rows:?}");
            assert_eq!(at("Something else?"), None, "{rows:?}");
        });
    }
}

/// The first key of the footer goes on from where one is.
#[test]
fn a_question_shows_that_a_digit_chooses_until_a_row_is_chosen() {
    on("integration", |front_end| {
        for (keys, first) in
            [("", "1-5 choose"), ("<down>", "Enter choose"), ("x", "1-5 choose"), ("a", "Enter choose")]
        {
            press(front_end, keys);
            let rows = frame(front_end, 80, 24).rows();
            let footer = rows.last().map(|row| row.trim()).unwrap_or_default();
            assert!(footer.starts_with(first), "{keys}: {footer}");
        }
    });
}

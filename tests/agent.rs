//! The agent's role: nothing but the deliberate choice opens a password field, and an agent is quick.

use crate::support::screen;
use crate::support::screen::{THEME, frame, note, press, press_paced, run};
use crate::support::script;
use crate::support::walk::{WAYS, article, walk_at};
use vo_login_wizard::clock::Times;
use vo_login_wizard::content::{Article, Class, words};
use vo_login_wizard::notes::{Call, CaseNotes};
use vo_login_wizard::page::{Block, FieldBlock, Kind, Page, Typist};
use vo_login_wizard::run::Run;
use vo_login_wizard::state::{HandedOver, SavedWalk};
use vo_login_wizard::tui::FrontEnd;
use vo_login_wizard::walk::{Field, Mark, Move, Role, Walk};

/// Every key that the table of keys knows, but the one for the deliberate choice.
const OTHER_KEYS: &str = "a<esc>b c<esc>dejkn<esc>stuv<esc>w<esc>xyz<esc>123456789?<esc><up><down><left><right><home><end>\
    <tab><back-tab><enter><delete><page-up><page-down><f1><esc><f4><f5>note<esc><f6><esc><f7><esc><f8><esc><f9><esc>\
    <paste>P@ssw0rd1<end-paste><c-t><c-u><c-n>x<esc><c-o><esc><c-x><esc><c-w><esc><c-y><c-g><c-b>";

const BEGUN: &str = "2024-05-06T09:30:00+02:00";

/// A run that stands on this page, in the agent's role.
fn as_agent<'a>(article: &'a Article, node: &str) -> Run<'a> {
    let mut run = run(walk_at(article, node));
    run.make(Move::SwitchRole).expect("the role can be changed anywhere");
    run
}

/// Who types on the page, and how much is typed there.
fn typed(page: &Page<'_>) -> (Kind, usize) {
    let length = |block: &Block<'_>| if let Block::Field(FieldBlock { length, .. }) = block { *length } else { 0 };
    (page.kind, page.blocks.iter().map(length).sum())
}

#[test]
fn nothing_but_the_deliberate_choice_opens_a_field_in_the_agents_role() {
    let article = article();
    for (node, _) in WAYS {
        let mut run = as_agent(&article, node);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        for milliseconds in [2_000, 100] {
            screen::press_each(&mut front_end, OTHER_KEYS, milliseconds, |front_end, key| {
                let page = front_end.page();
                assert_eq!(page.role, Role::Agent);
                assert!(!page.has_fields(), "{key:?} at {node}");
            });
        }
        assert!(run.walk.field(Field::Password).is_none());
    }
}

#[test]
fn the_deliberate_choice_opens_a_page_for_the_caller_and_leaving_it_wipes_it() {
    let article = article();
    let mut run = as_agent(&article, "new-password");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f10>Gr4nd*Piano");
    assert!(frame(&mut front_end, 80, 24).words().contains("This page is for the caller"));
    press(&mut front_end, "<esc>");
    assert_eq!(typed(front_end.page()), (Kind::Password(Typist::Nobody), 0));
    press(&mut front_end, "<f10>");
    assert_eq!(typed(front_end.page()), (Kind::Password(Typist::Caller), 0));
    press(&mut front_end, "Gr4nd*Piano<enter>");
    assert_eq!(front_end.page().node, "reset");
}

#[test]
fn changing_the_wording_keeps_place_answers_and_marks_and_wipes_what_is_typed() {
    let article = article();
    for (node, _) in WAYS {
        let mut run = run(walk_at(&article, node));
        let mut front_end = FrontEnd::new(&mut run, THEME);
        if node == "new-password" {
            press(&mut front_end, "secret");
        }
        let before: Vec<_> = front_end.page().trail.iter().map(|step| step.answer.clone()).collect();
        press(&mut front_end, "<f3>");
        assert_eq!((front_end.page().node, front_end.page().role), (node, Role::Agent));
        press(&mut front_end, "<f3>");
        assert_eq!((front_end.page().node, front_end.page().role), (node, Role::User));
        assert_eq!(front_end.page().trail.iter().map(|step| step.answer.clone()).collect::<Vec<_>>(), before);
        assert_eq!(typed(front_end.page()).1, 0);
    }
}

#[test]
fn the_editions_ending_is_three_keys_away_and_any_answer_is_changed_in_two() {
    let article = article();
    let mut run = run(Walk::in_role(&article, Role::Agent));
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press_paced(&mut front_end, "112", 260);
    assert_eq!(front_end.page().node, "editions-unsupported");
    press(&mut front_end, "<f6>1");
    assert_eq!(front_end.page().node, "integration");
}

#[test]
fn a_told_password_is_kept_with_the_walk_and_every_ending_asks_for_another_reset() {
    let article = article();
    for (node, _) in WAYS {
        let mut run = as_agent(&article, node);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, "<f9>");
        assert!(frame(&mut front_end, 80, 24).words().contains("Do not write the password down"), "{node}");
        press(&mut front_end, "<esc>");
        if front_end.page().has_ended() {
            let words = frame(&mut front_end, 90, 60).words();
            // Where no reset is asked for otherwise, it is said that this one is for another reason, and where 8x8's pages
            // may not reset it, that it is reset elsewhere.
            let expected = match front_end.page().class() {
                Some(Class::NotSupported) => "For that reason alone, please reset it",
                Some(Class::Elsewhere) => "Please reset it where you sign in with it",
                _ => "Please reset it once more",
            };
            assert!(words.contains(expected), "{node}: {words}");
        }
        assert!(run.walk.told().is_some());
    }
}

#[test]
fn a_told_password_is_noted_whatever_lies_over_the_page_and_leads_back_there() {
    let article = article();
    for (before, keys, under) in [
        ("reset", "<f8>", "Not what you see?"),
        ("editions", "<f1>", "Help for this page"),
        ("editions", "<f6>", "Your answers"),
        ("integration-refuses", "v", "Case notes"),
        ("editions", "<f5>calls back", "A note"),
        ("editions", "<c-q>", "Leave now?"),
        ("editions", "<f7>", "This call"),
    ] {
        let mut run = as_agent(&article, before);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, keys);
        let as_before = frame(&mut front_end, 80, 24).rows();
        assert!(as_before.get(3).is_some_and(|row| row.contains(under)), "{as_before:?}");
        press(&mut front_end, "<f9>");
        assert!(frame(&mut front_end, 80, 24).words().contains("Do not write the password down"), "{before} {keys}");
        press(&mut front_end, "<esc>");
        let back = frame(&mut front_end, 80, 24).rows();
        let said = back.iter().position(|row| row.contains("It stays noted that the caller told a password."));
        let said = said.expect("it is said");
        assert!(said > 8, "{before} {keys}");
        // Where there is little room, what is said takes that of the last lines.
        assert_eq!(back[..said - 2], as_before[..said - 2], "{before} {keys}");
        assert!(run.walk.told().is_some());
    }
}

#[test]
fn a_note_that_is_being_written_outlives_whatever_is_laid_over_it() {
    let article = article();
    for keys in [
        "<f9><esc>",
        "<c-q><enter>",
        "<c-q><f9><esc><esc>",
        "<f9><c-q><enter>",
        "<f9><f2><esc>",
        "<c-q><f9><c-q><enter>",
    ] {
        let mut run = as_agent(&article, "editions");
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, "<f5>calls back");
        press(&mut front_end, keys);
        press(&mut front_end, " at noon<enter>");
        assert_eq!(note(&mut front_end).as_deref(), Some("calls back at noon"), "{keys}");
    }
}

#[test]
fn no_page_of_an_agent_nor_its_help_asks_for_a_password() {
    let article = article();
    for (node, _) in WAYS {
        for keys in ["", "<f1>", "<f8>", "<f6>", "<f7>"] {
            let mut run = as_agent(&article, node);
            let mut front_end = FrontEnd::new(&mut run, THEME);
            press(&mut front_end, keys);
            let shown = frame(&mut front_end, 100, 80).words();
            for asks in ["Type or paste a password", "What you type here", "Try it out here", "check a password"] {
                assert!(!shown.contains(asks), "{node} {keys}: {shown}");
            }
        }
    }
}

#[test]
fn what_to_leave_out_is_not_said_of_signs_that_a_stricter_rule_forbids_anyhow() {
    let article = article();
    for (node, dashes) in [("new-password", true), ("second-password", false)] {
        let mut run = as_agent(&article, node);
        let mut front_end = FrontEnd::new(&mut run, THEME);
        let shown = frame(&mut front_end, 90, 80).words();
        assert!(shown.contains("one star. ") || shown.contains("one star, "), "the rules in a sentence: {shown}");
        assert!(!shown.contains("less-than"), "{node}: {shown}");
        // One key away.
        press(&mut front_end, "<f1>");
        let shown = frame(&mut front_end, 90, 80).words();
        assert!(shown.contains("the ampersand"), "{node}: {shown}");
        assert_eq!(shown.contains("If a dash is your only sign"), dashes, "{node}: {shown}");
        assert_eq!(shown.contains("Keep to the signs in the list"), dashes, "{node}: {shown}");
    }
}

#[test]
fn a_new_call_asks_as_leaving_does_and_wipes_everything_of_the_last_one() {
    let article = article();
    let mut run = as_agent(&article, "integration-refuses");
    run.walk.write_note("of the last call", "2024-05-06T09:41:00+02:00", false).expect("it is no secret");
    run.make(Move::Told).expect("an agent can be told");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f7><end><up><enter>");
    assert!(frame(&mut front_end, 80, 24).words().contains(words().leave.say_notes));
    press(&mut front_end, "<enter>");
    assert_eq!(front_end.page().node, "integration-refuses");
    press(&mut front_end, "<f7><end><up><enter>2");
    let page = front_end.page();
    assert_eq!((page.node, page.role, page.told, page.trail.len()), ("integration", Role::Agent, false, 0));
    assert!(run.walk.has_no_answers());
}

#[test]
fn what_was_told_can_be_taken_back_where_it_was_pressed_and_from_this_call() {
    let article = article();
    for takes_back in ["<f9>2", "<f9><esc><f9>2", "<f9><enter><f7>4", "<f9><f9>2", "<f7>42", "<f9><down><enter>"] {
        for node in ["integration", "reset", "test"] {
            let mut run = as_agent(&article, node);
            let mut front_end = FrontEnd::new(&mut run, THEME);
            press(&mut front_end, takes_back);
            assert!(frame(&mut front_end, 80, 24).words().contains(words().agent.told_taken_back), "{takes_back}");
            assert_eq!(front_end.page().node, node);
            assert!(run.walk.told().is_none(), "{takes_back}");
        }
    }
}

#[test]
fn who_leaves_what_to_do_about_a_told_password_hears_that_it_stays_noted() {
    let article = article();
    for (leaves, stays) in [("<f9><esc>", true), ("<f9>1", true), ("<f9><enter>", true), ("<f9>2", false)] {
        let mut run = as_agent(&article, "sign-in");
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, leaves);
        assert_eq!(front_end.page().node, "sign-in", "{leaves}");
        let shown = frame(&mut front_end, 80, 24).words();
        assert_eq!(shown.contains("It stays noted that the caller told a password."), stays, "{leaves}: {shown}");
    }
}

#[test]
fn in_the_plain_mode_a_near_miss_of_taking_back_what_was_told_is_asked_again() {
    let article = article();
    for (line, is_told, says) in [
        ("2", false, words().agent.told_taken_back),
        ("take it back.", false, words().agent.told_taken_back),
        ("", true, words().plain.told_stays),
        ("back", true, words().plain.told_stays),
        ("help", true, words().plain.told_stays),
    ] {
        for before in [&[][..], &["no"], &["undo", "nonsense", "3", "told"]] {
            let mut run = as_agent(&article, "sign-in");
            let lines = [&["told", "told"], before, &[line]].concat();
            let (_, said) = script::play(&mut run, &lines);
            assert!(said.contains(says), "{before:?} {line:?}: {said}");
            assert_eq!(said.matches(words().plain.told_which).count(), before.len() + 1, "{before:?} {line:?}: {said}");
            assert_eq!(run.walk.told().is_some(), is_told, "{before:?} {line:?}: {said}");
            assert_eq!(run.walk.name(run.walk.at()), "sign-in", "{before:?} {line:?}");
        }
    }
}

#[test]
fn in_the_plain_mode_an_ending_is_said_again_when_a_password_was_told_there() {
    let article = article();
    let mut run = as_agent(&article, "integration-refuses");
    let (_, said) = script::play(&mut run, &["told"]);
    let (_, after) = said.split_once("told again").expect("it says how to take it back");
    assert!(after.contains("You told me your password"), "{said}");
}

#[test]
fn that_a_password_was_told_is_marked_beside_the_agents_page_and_not_beside_the_persons() {
    let article = article();
    let mut run = as_agent(&article, "sign-in");
    run.make(Move::Told).expect("an agent can be told");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    for is_marked in [true, false, true] {
        assert_eq!(frame(&mut front_end, 120, 40).words().contains(words().agent.told_mark), is_marked);
        press(&mut front_end, "<f3>");
    }
    // Where that side of the page was on the screen before.
    for (keys, is_marked) in [("<f3><f7>4<enter>", false), ("<f9><esc>", true)] {
        press(&mut front_end, keys);
        assert_eq!(frame(&mut front_end, 120, 40).words().contains(words().agent.told_mark), is_marked, "{keys}");
    }
}

#[test]
fn what_was_told_before_the_new_password_is_settled_by_a_completed_reset() {
    let article = article();
    for (told_at, asks) in [
        ("integration", false),
        ("old-password", false),
        // From here on it may be the new one.
        ("new-password", true),
        ("reset", true),
        ("test", true),
        ("solved", true),
    ] {
        let mut run = as_agent(&article, told_at);
        run.make(Move::Told).expect("an agent can be told");
        for (node, key) in [
            ("integration", "act"),
            ("symptom", "refused"),
            ("editions", "no"),
            ("sign-in", "yes"),
            ("old-password", "yes"),
            ("new-password", "later"),
            ("reset", "done"),
            ("test", "both"),
        ] {
            if run.walk.name(run.walk.at()) == node {
                run.walk.answer(node, key).expect("the article has this answer");
            }
        }
        assert_eq!(run.walk.name(run.walk.at()), "solved");
        let mut front_end = FrontEnd::new(&mut run, THEME);
        let shown = frame(&mut front_end, 90, 60).words();
        assert_eq!(shown.contains("reset it"), asks, "told at {told_at}: {shown}");
        // The notes say that it was told all the same.
        assert!(run.walk.told().is_some());
    }
}

/// The first reset settled the old password; the new one is no secret either.
#[test]
fn whoever_tells_the_new_password_too_is_asked_for_one_more_reset() {
    let article = article();
    let mut run = as_agent(&article, "sign-in");
    run.make(Move::Told).expect("an agent can be told");
    for (node, key) in
        [("sign-in", "yes"), ("old-password", "yes"), ("new-password", "later"), ("reset", "done"), ("test", "both")]
    {
        run.walk.answer(node, key).expect("the article has this answer");
    }
    let asks = |front_end: &mut FrontEnd<'_, '_>| frame(front_end, 90, 60).words().contains("reset it");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    assert!(!asks(&mut front_end));
    press(&mut front_end, "<f9><esc>");
    assert!(asks(&mut front_end), "{}", frame(&mut front_end, 90, 60).words());
    // Once more opens what there is to say, and it can be taken back there: the time before stays.
    press(&mut front_end, "<f9>2");
    assert!(!asks(&mut front_end));
    assert_eq!(run.walk.told().map(|told| run.walk.name(told.at)), Some("sign-in"));
    // To look at that on a later page does not tell it there.
    let mut run = as_agent(&article, "symptom");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f9><esc>1<f9>");
    assert!(frame(&mut front_end, 80, 24).words().contains("noted, on “What happens”"));
    press(&mut front_end, "<esc>");
    assert_eq!(
        (front_end.page().node, run.walk.told().map(|told| run.walk.name(told.at))),
        ("editions", Some("symptom"))
    );
}

/// What is done to a walk before and after a password is told: `B`ack, `A`ll ten steps one by one, all `T`en of them taken
/// back by the one key, or each by its own (`E`), and `G`oing on.
fn does(walk: &mut Walk<'_>, deeds: &str) {
    for deed in deeds.chars() {
        match deed {
            'B' => drop(walk.make(Move::Back).expect("there is a page before")),
            'A' => (0..10).for_each(|step| drop(walk.make(Move::Mark(step, Mark::Done)).expect("it is a step"))),
            'T' => while walk.make(Move::Unmark).is_ok() {},
            'E' => {
                for (step, mark) in walk.marks().get(walk.at()).unwrap().clone() {
                    walk.make(Move::Mark(step, mark)).expect("it is a step");
                }
            }
            'G' => drop(walk.make(Move::GoOn).expect("all is done")),
            'N' => drop(walk.make(Move::AllDone).expect("it is a checklist")),
            '1' => drop(walk.make(Move::Mark(0, Mark::Done)).expect("it is a step")),
            'I' => drop(walk.make(Move::Change(0)).expect("the first page is answered")),
            'C' => drop(walk.make(Move::Choose(1)).expect("it is answered as before")),
            'F' => drop(walk.make(Move::Told).expect("an agent can be told")),
            _ => unreachable!("{deed} is no deed"),
        }
    }
}

#[test]
fn only_a_reset_that_was_begun_after_a_password_was_told_settles_it() {
    let article = article();
    for (begins_at, deeds, is_told) in [
        // Told after the reset: to go back and on changes nothing, to do all of it again does.
        ("reset", "AGF", true),
        ("reset", "AGFBG", true),
        ("reset", "AGFBTAG", false),
        ("reset", "AGFBEAG", false),
        ("reset", "AGFBTN", false),
        // While it is done again nothing is settled yet.
        ("reset", "AGFBTA", true),
        ("reset", "AGFBTAGF", true),
        // Told during the steps, it may be the new password, unless all of them are begun anew.
        ("reset", "AFG", true),
        ("reset", "AFTAG", false),
        // To take back a slip is no other reset.
        ("new-password", "FG1TAG", true),
        ("new-password", "FG1TAGBTAG", false),
        // Told after the reset, on a page before it.
        ("reset", "AGIFC", true),
        // The reset was done before the call.
        ("old-password", "FCGN", true),
        ("old-password", "FCGAG", false),
    ] {
        let mut walk = walk_at(&article, begins_at);
        walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
        does(&mut walk, deeds);
        assert_eq!(walk.is_told(), is_told, "{begins_at} {deeds}");
        // It is kept with the walk.
        let restored = SavedWalk::of(&walk).restore(&article, Role::Agent).walk;
        assert_eq!((restored.told(), restored.is_told()), (walk.told(), is_told), "{begins_at} {deeds}");
    }
    // What was settled stays so when the call is handed over, and what is not yet is settled by the other copy.
    for (begins_at, before, after, is_told) in [
        ("reset", "AGFBTAG", "", false),
        ("reset", "AF", "G", true),
        ("reset", "AF", "TAG", false),
        ("reset", "AGF", "BG", true),
        ("reset", "AGF", "BTAG", false),
        ("old-password", "FCG1", "1AG", false),
    ] {
        let mut walk = walk_at(&article, begins_at);
        walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
        does(&mut walk, before);
        let times = Times { started: BEGUN.to_owned(), ended: BEGUN.to_owned(), ..Times::default() };
        let notes = CaseNotes::of(&walk, &Call::of(&walk, times)).json();
        let handed_over = HandedOver::read(notes.as_bytes()).expect("they are case notes");
        let mut walk = handed_over.walk.restore(&article, Role::Agent).walk;
        does(&mut walk, after);
        assert_eq!(walk.is_told(), is_told, "{begins_at} {before} {after}");
    }
    // What was kept by an older copy has neither list.
    let mut walk = walk_at(&article, "old-password");
    walk.make(Move::SwitchRole).expect("the role can be changed anywhere");
    does(&mut walk, "F");
    let kept = SavedWalk::of(&walk).json(&Times::default(), "", 0);
    assert!(!kept.contains("told_"));
    assert!(SavedWalk::read(kept.as_bytes()).expect("it is whole").restore(&article, Role::Agent).walk.is_told());
}

#[test]
fn a_note_that_looks_like_a_secret_is_questioned_before_it_is_kept() {
    let article = article();
    let mut run = run(walk_at(&article, "editions"));
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f5>his password is hunter2<enter>");
    assert!(note(&mut front_end).is_none());
    assert!(frame(&mut front_end, 80, 24).words().contains("looks like a password"));
    press(&mut front_end, "<esc>");
    assert!(note(&mut front_end).is_none(), "Esc keeps nothing");
    press(&mut front_end, "<f5>rings back at noon<enter>");
    assert_eq!(note(&mut front_end).as_deref(), Some("rings back at noon"));
    press(&mut front_end, "<f5><c-u>P@ssw0rd1x<enter><enter>");
    assert_eq!(note(&mut front_end).as_deref(), Some("P@ssw0rd1x"), "asked for twice, it is kept");
}

#[test]
fn every_page_has_words_to_read_aloud() {
    let article = article();
    for (node, _) in WAYS {
        let run = as_agent(&article, node);
        let page = Page::of(&run.walk);
        let asked = page.blocks.iter().find_map(|block| match block {
            Block::Ask(said) | Block::Outcome(said) => Some(said.heard().to_owned()),
            _ => None,
        });
        let aloud = asked.expect("what is asked is read aloud");
        assert!(!aloud.contains(['&', '<', '>', '{', '~']), "{node}: {aloud}");
    }
}

/// The mail does not come, and the call is to be parked: the agent stands on the advice then.
#[test]
fn this_call_opens_over_the_advice_and_stays_open_when_more_is_typed() {
    let article = article();
    for (keys, typed) in [("x<f7>", ""), ("<f7>", ""), ("<f7>", "Sunny&")] {
        let mut run = as_agent(&article, "reset");
        let mut front_end = FrontEnd::new(&mut run, THEME);
        press(&mut front_end, keys);
        press_paced(&mut front_end, typed, 200);
        let said = frame(&mut front_end, 80, 24).words();
        assert!(said.contains(words().call.title) && said.contains(words().call.park_now), "{keys}{typed}: {said}");
    }
    // A digit chose it: what is typed after it takes nothing of that back.
    let mut run = as_agent(&article, "reset");
    let mut front_end = FrontEnd::new(&mut run, THEME);
    press(&mut front_end, "<f7>");
    press_paced(&mut front_end, "3Sunny&", 200);
    let said = frame(&mut front_end, 80, 24).words();
    assert!(said.contains("Case notes") && said.contains(words().refusal.first_taken), "{said}");
}

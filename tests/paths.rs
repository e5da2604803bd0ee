//! Every path of the built-in article, walked by moves alone: where each answer leads, what each ending says, and that
//! going back or changing an answer loses nothing that still applies.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/table.rs"]
mod table;
#[path = "support/walk.rs"]
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use table::{CAUSES, Given, NODES, answers_of, every_beginning, every_path, leads_to};
use vo_login_wizard::content::{Article, Class, Node};
use vo_login_wizard::page::{Advice, Block, Kind, Page, Said};
use vo_login_wizard::walk::{Move, Notice, Refusal, Walk};
use walk::{article, give};

/// All of a page that a person would notice to be another.
fn shape(page: &Page<'_>) -> String {
    let given = page.choices().position(|choice| choice.given);
    let trail: Vec<_> = page.trail.iter().map(|step| (step.node, &step.answer)).collect();
    format!("{} {trail:?} {given:?} {:?}", page.node, texts(page))
}

/// Every text of a page, as seen and as heard.
fn texts(page: &Page<'_>) -> Vec<String> {
    fn said(said: &Said<'_>) -> Vec<String> {
        [Some(said.text.clone()), said.aloud.clone(), Some(said.shown.clone())].into_iter().flatten().collect()
    }
    fn advice(advice: &[Advice<'_>]) -> Vec<String> {
        advice.iter().flat_map(|advice| [said(&advice.see), said(&advice.say)]).flatten().collect()
    }
    let mut texts = advice(page.asides_at(usize::MAX));
    for (place, _) in page.steps().enumerate() {
        texts.extend(advice(page.asides_at(place)));
    }
    for block in &page.blocks {
        texts.extend(match block {
            Block::Ask(it)
            | Block::Address(it)
            | Block::Caution(it)
            | Block::Aloud(it)
            | Block::Outcome(it)
            | Block::Cause(it)
            | Block::Contact(it)
            | Block::How(it)
            | Block::Why(it) => said(it),
            Block::Choice(choice) => [Some(&choice.text), choice.aloud.as_ref(), Some(&choice.shown)]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
            Block::Rule(rule) => said(&rule.said),
            Block::Step(step) => vec![step.text.clone(), step.shown.clone()],
            Block::Now(now) => vec![now.text.clone(), now.shown.clone()],
            _ => Vec::new(),
        });
    }
    texts.extend(page.trail.iter().map(|step| step.answer.clone()));
    texts
}

/// A blank that was not filled stands there in braces, or has left a gap.
fn blanks_are_filled(page: &Page<'_>) {
    for text in texts(page) {
        let gaps = ["{", "}", "  ", " ,", " .", "“ "];
        let gap = gaps.iter().find(|gap| text.contains(**gap));
        assert_eq!(gap, None, "{}: {text}", page.node);
        assert_eq!(text, text.trim(), "{}", page.node);
    }
}

fn walked<'a>(article: &'a Article, path: &[Given]) -> Walk<'a> {
    let mut walk = Walk::new(article);
    for (node, key) in path {
        assert_eq!(open_node(&walk), Some(*node), "{path:?}");
        assert_eq!(give(&mut walk, key), Ok(None), "{path:?}");
    }
    walk
}

/// The node that waits for an answer, told without making its page.
fn open_node<'a>(walk: &Walk<'a>) -> Option<&'a str> {
    walk.missing().map(|(node, _)| node)
}

#[test]
fn the_article_is_the_table_of_nodes_answers_and_targets() {
    let article = article();
    let name = |id| article.node(id).head().name.as_str();
    let mut found = BTreeMap::new();
    for id in article.ids() {
        let (kind, answers) = match article.node(id) {
            Node::Question(it) => {
                ("question", it.answers.iter().map(|it| (it.key.as_str(), name(it.to.node))).collect())
            }
            Node::Password(it) => ("password", vec![("checked", name(it.to.node)), ("later", name(it.to.node))]),
            Node::Checklist(it) => ("checklist", vec![("done", name(it.to.node)), ("unfinished", name(it.to.node))]),
            Node::Ending(it) => (it.class.name(), Vec::new()),
        };
        found.insert(name(id), (kind, answers));
    }
    let expected: BTreeMap<_, _> = NODES.into_iter().map(|(node, kind, to)| (node, (kind, to.to_vec()))).collect();
    assert_eq!(found, expected);
    assert_eq!(name(article.start()), "integration");
}

#[test]
fn the_answers_that_mean_a_cause_are_those_of_the_table() {
    let article = article();
    let mut found = Vec::new();
    for id in article.ids() {
        if let Node::Question(question) = article.node(id) {
            for answer in &question.answers {
                let cause = answer.means.map(|cause| article.cause(cause).name.as_str());
                found.extend(cause.map(|cause| (question.head.name.as_str(), answer.key.as_str(), cause)));
            }
        }
    }
    assert_eq!(BTreeSet::from_iter(found), BTreeSet::from(CAUSES));
}

#[test]
fn every_path_comes_to_its_ending_with_its_cause_and_what_was_left_open() {
    let article = article();
    let mut causes = BTreeMap::new();
    for id in article.ids() {
        if let Node::Question(question) = article.node(id) {
            let means = question.answers.iter().filter_map(|answer| answer.means);
            causes
                .extend(means.map(|cause| (article.cause(cause).name.clone(), article.cause(cause).text.text.clone())));
        }
    }
    let mut reached = BTreeSet::new();
    for path in every_path() {
        let walk = walked(&article, &path);
        let page = Page::of(&walk);
        let class = page.class().unwrap_or_else(|| panic!("{path:?} ends on {}", page.node));
        assert!(walk.has_ended());
        assert_eq!(path.last().map(|(node, key)| leads_to(node, key)), Some(page.node));
        reached.insert(page.node);
        let cause = path.iter().rev().find_map(|(node, key)| {
            CAUSES
                .iter()
                .find(|(at, answer, _)| (at, answer) == (node, key))
                .map(|(_, _, cause)| causes[*cause].as_str())
        });
        let found = page.blocks.iter().find_map(|block| match block {
            Block::Cause(said) => Some(said.text.as_str()),
            _ => None,
        });
        assert_eq!(found, cause, "{path:?}");
        let says_none = page.blocks.iter().any(|block| matches!(block, Block::NoCause(_)));
        assert_eq!(says_none, cause.is_none() && class != Class::Elsewhere, "{path:?}");
        let unsure = path.iter().filter(|(_, key)| *key == "unsure");
        let open: Vec<&str> = unsure
            .map(|(node, _)| if *node == "editions" { "Virtual Office Editions" } else { "The present password" })
            .collect();
        let found = page.blocks.iter().find_map(|block| if let Block::Open(open) = block { Some(open) } else { None });
        let is_shown = class != Class::Solved && !open.is_empty();
        assert_eq!(found, is_shown.then_some(&open), "{path:?}");
        if class == Class::Solved {
            assert_eq!(path.last().map(|(_, key)| *key), Some("both"));
        }
    }
    let endings = NODES.iter().filter(|(_, _, answers)| answers.is_empty()).map(|(name, ..)| *name);
    assert_eq!(reached, endings.collect());
}

#[test]
fn no_page_of_any_path_has_an_unfilled_blank() {
    let article = article();
    for path in every_beginning() {
        blanks_are_filled(&Page::of(&walked(&article, &path)));
    }
}

#[test]
fn the_pages_that_speak_of_the_integration_name_the_one_that_was_chosen() {
    let article = article();
    for path in every_beginning() {
        let walk = walked(&article, &path);
        let page = Page::of(&walk);
        if ["editions", "test", "second-test", "solved", "editions-unsupported", "hand-over"].contains(&page.node) {
            let chosen = &page.trail[0].answer;
            assert!(texts(&page).iter().any(|text| text.contains(chosen.as_str())), "{chosen} after {path:?}");
        }
    }
}

#[test]
fn whoever_is_named_as_a_source_on_a_page_is_in_the_list_of_its_sources() {
    let article = article();
    for path in every_beginning() {
        let walk = walked(&article, &path);
        let page = Page::of(&walk);
        let steps = page.steps().enumerate();
        let asides = steps.flat_map(|(place, _)| page.asides_at(place)).chain(page.asides_at(usize::MAX));
        let links = page.steps().filter_map(|step| step.address.as_ref()).map(|address| address.source);
        let named = asides.flat_map(|aside| [aside.see.source, aside.say.source]).chain(links);
        for source in named {
            assert!(page.sources().iter().any(|known| known.title == source.title), "{}: {}", page.node, source.title);
        }
    }
}

#[test]
fn back_and_forward_again_leads_to_the_same_page_with_the_answer_kept() {
    let article = article();
    for path in every_beginning() {
        let mut walk = walked(&article, &path);
        let before = shape(&Page::of(&walk));
        let Some((node, key)) = path.last() else {
            assert_eq!(walk.make(Move::Back), Err(Refusal::FirstPage));
            assert_eq!(shape(&Page::of(&walk)), before);
            continue;
        };
        assert_eq!(walk.make(Move::Back), Ok(None));
        let page = Page::of(&walk);
        assert_eq!((page.node, page.trail.len()), (*node, path.len() - 1));
        match page.kind {
            Kind::Question => {
                let given = page.choices().find(|choice| choice.given);
                assert_eq!(given.map(|choice| choice.key), Some(*key), "{path:?}");
            }
            Kind::Password(_) => assert!(!walk.has_typed(), "{path:?}"),
            Kind::Checklist => {
                let marked = if *key == "done" { page.steps().count() } else { 0 };
                assert_eq!(page.steps().filter(|step| step.mark.is_some()).count(), marked, "{path:?}");
            }
            Kind::Ending(_) | Kind::Over(_) => panic!("an ending was answered"),
        }
        assert_eq!(give(&mut walk, key), Ok(None));
        assert_eq!(shape(&Page::of(&walk)), before, "{path:?}");
    }
}

#[test]
fn going_all_the_way_back_and_forward_again_keeps_every_answer() {
    let article = article();
    for path in every_path() {
        let mut walk = walked(&article, &path);
        let before = shape(&Page::of(&walk));
        for (node, _) in path.iter().rev() {
            assert_eq!(walk.make(Move::Back), Ok(None));
            assert_eq!(open_node(&walk), Some(*node));
        }
        assert_eq!(walk.make(Move::Back), Err(Refusal::FirstPage));
        for (node, key) in &path {
            assert_eq!(open_node(&walk), Some(*node), "{path:?}");
            assert_eq!(give(&mut walk, key), Ok(None), "{path:?}");
        }
        assert_eq!(shape(&Page::of(&walk)), before, "{path:?}");
    }
}

#[test]
fn a_changed_answer_says_what_no_longer_applies_and_changed_back_brings_it_all_back() {
    let article = article();
    for path in every_path() {
        let mut walk = walked(&article, &path);
        let before = shape(&Page::of(&walk));
        for (place, (node, key)) in path.iter().enumerate() {
            for (other, _) in answers_of(node).iter().filter(|(other, _)| other != key) {
                let trail = Page::of(&walk).trail;
                assert_eq!(walk.make(Move::Change(place)), Ok(None));
                assert_eq!(open_node(&walk), Some(*node));
                let notice = give(&mut walk, other).expect("the answer is taken");
                let now = Page::of(&walk);
                let applies = |node: &str| now.node == node || now.trail.iter().any(|step| step.node == node);
                let lost = trail.iter().filter(|step| !applies(step.node)).map(|step| step.about.to_owned());
                let lost: Vec<String> = lost.collect();
                assert_eq!(notice, (!lost.is_empty()).then_some(Notice::NoLongerApplies(lost)), "{path:?} {other}");
                assert_eq!(walk.make(Move::Change(place)), Ok(None));
                assert_eq!(give(&mut walk, key), Ok(None), "{path:?}");
                assert_eq!(shape(&Page::of(&walk)), before, "{path:?} by way of {node}={other}");
            }
        }
    }
}

#[test]
fn what_no_longer_applies_is_said_whether_one_went_back_or_changed_an_answer_or_both() {
    let article = article();
    for path in every_path() {
        let mut walk = walked(&article, &path);
        for (place, (node, key)) in path.iter().enumerate() {
            for (other, _) in answers_of(node).iter().filter(|(other, _)| other != key) {
                let mut changed = |before: &[Move]| {
                    before.iter().for_each(|a_move| assert_eq!(walk.make(*a_move), Ok(None)));
                    assert_eq!(open_node(&walk), Some(*node));
                    let said = give(&mut walk, other);
                    // To the end of the path again, for the next way.
                    assert_eq!(walk.make(Move::Change(place)), Ok(None));
                    while let Some(open) = open_node(&walk) {
                        let (_, key) = path.iter().find(|(node, _)| *node == open).expect("it is on the path");
                        assert_eq!(give(&mut walk, key), Ok(None), "{path:?} by way of {node}={other}");
                    }
                    said
                };
                let said = changed(&[Move::Change(place)]);
                assert_eq!(changed(&vec![Move::Back; path.len() - place]), said, "{path:?} {other}");
                let later = (place + path.len()) / 2;
                let both = [Move::Change(later), Move::Change(place.min(later))];
                assert_eq!(changed(if later > place { &both } else { &both[1..] }), said, "{path:?} {other}");
            }
        }
    }
}

#[test]
fn there_is_nothing_to_change_beyond_the_trail() {
    let article = article();
    let mut walk = walked(&article, &[("integration", "act"), ("editions", "no")]);
    let before = shape(&Page::of(&walk));
    for place in [2, 3, usize::MAX] {
        assert_eq!(walk.make(Move::Change(place)), Err(Refusal::NoSuchAnswer));
    }
    assert_eq!(shape(&Page::of(&walk)), before);
}

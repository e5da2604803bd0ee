//! Every path of the built-in article, walked by moves alone: where each answer leads, what each ending says, and that
//! going back or changing an answer loses nothing that still applies.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::table::{
    CAUSES, Given, NODES, REFUTED, answers_of, cause_of, every_beginning, every_path, leads_to, telling_paths,
};
use crate::support::walk::{article, give};
use vo_login_wizard::content::{Article, CauseId, Class, Node};
use vo_login_wizard::page::{Advice, Block, Kind, Page, Said, SourceBlock};
use vo_login_wizard::walk::{Move, Notice, Refusal, Walk};

/// The endings that speak of no program: it is not the one that is in the way there, or is not one of the four.
const NAMELESS: [&str; 5] = ["not-covered", "locked", "reset-unfinished", "mail-missing", "security-answer"];

/// All of a page that a person would notice to be another.
fn shape(page: &Page<'_>) -> String {
    let given = page.choices().position(|choice| choice.given);
    let trail: Vec<_> = page.trail.iter().map(|step| (step.node, &step.answer)).collect();
    format!("{} {trail:?} {given:?} {:?}", page.node, texts(page))
}

/// Every text of a page, as seen and as heard.
fn texts(page: &Page<'_>) -> Vec<String> {
    fn said(said: &Said<'_>) -> Vec<String> {
        [Some(&said.text), said.aloud.as_ref(), Some(&said.shown)]
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect()
    }
    fn advice(advice: Vec<&Advice<'_>>) -> Vec<String> {
        advice.into_iter().flat_map(|advice| [said(&advice.see), said(&advice.say)]).flatten().collect()
    }
    let mut texts = advice(page.asides_at(usize::MAX));
    for (place, _) in page.steps().enumerate() {
        texts.extend(advice(page.asides_at(place)));
    }
    for block in &page.blocks {
        texts.extend(match block {
            Block::Ask(it)
            | Block::Explain(it)
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
                .map(ToString::to_string)
                .collect(),
            Block::Rule(rule) => said(&rule.said),
            Block::Step(step) => vec![step.text.clone(), step.shown.clone()],
            Block::Now(now) => vec![now.text.to_string(), now.shown.to_string()],
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
        let node = article.node(id);
        let (kind, mut answers): (_, Vec<_>) = match node {
            Node::Question(it) => {
                ("question", it.answers.iter().map(|it| (it.key.as_str(), name(it.to.node))).collect())
            }
            Node::Password(it) => ("password", vec![("checked", name(it.to.node)), ("later", name(it.to.node))]),
            Node::Checklist(it) => {
                let unfinished = it.unfinished.as_ref().map(|lead| ("unfinished", name(lead.node)));
                ("checklist", [("done", name(it.to.node))].into_iter().chain(unfinished).collect())
            }
            Node::Ending(it) => (it.class.name(), Vec::new()),
        };
        let asides = article.asides_of(node).into_iter().map(|id| article.aside(id));
        answers.extend(asides.filter_map(|aside| Some((aside.name.as_str(), name(aside.to.as_ref()?.node)))));
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
        let node = article.node(id);
        let name = node.head().name.as_str();
        if let Node::Question(question) = node {
            found.extend(question.answers.iter().map(|answer| (name, answer.key.as_str(), answer.means)));
        }
        let asides = article.asides_of(node).into_iter().map(|id| article.aside(id));
        found.extend(asides.map(|aside| (name, aside.name.as_str(), aside.means)));
    }
    let named =
        found.into_iter().filter_map(|(node, key, cause)| Some((node, key, article.cause(cause?).name.as_str())));
    assert_eq!(named.collect::<BTreeSet<_>>(), BTreeSet::from(CAUSES));
}

#[test]
fn every_path_comes_to_its_ending_with_its_cause_and_what_was_left_open() {
    let article = article();
    let mut reached = BTreeSet::new();
    for path in every_path() {
        let walk = walked(&article, &path);
        let page = Page::of(&walk);
        let class = page.class().unwrap_or_else(|| panic!("{path:?} ends on {}", page.node));
        assert!(walk.has_ended());
        assert_eq!(path.last().map(|(node, key)| leads_to(node, key)), Some(page.node));
        reached.insert(page.node);
        let found = walk.path().cause(&article).map(|cause| article.cause(cause).name.as_str());
        assert_eq!(found, cause_of(&path), "{path:?}");
        let is_said = page.blocks.iter().any(|block| matches!(block, Block::Cause(_)));
        // Where a reset got stuck it is said what on, and not why the login failed.
        let is_stuck = matches!(page.node, "mail-missing" | "security-answer" | "reset-unfinished");
        assert_eq!(is_said, found.is_some() && !is_stuck, "{path:?}");
        let about = |node| article.node(article.find(node).expect("it is there")).head().about.as_str();
        let open: Vec<&str> = path.iter().filter(|(_, key)| *key == "unsure").map(|(node, _)| about(*node)).collect();
        let found = page.blocks.iter().find_map(|block| if let Block::Open(open) = block { Some(open) } else { None });
        let is_shown = class == Class::HandOver && !open.is_empty();
        assert_eq!(found, is_shown.then_some(&open), "{path:?}");
        if class == Class::Solved {
            assert_eq!(path.last().map(|(_, key)| *key), Some("both"));
        }
    }
    let endings = NODES.iter().filter(|(_, _, answers)| answers.is_empty()).map(|(name, ..)| *name);
    assert_eq!(reached, endings.collect());
}

#[test]
fn the_causes_that_answers_speak_against_are_those_of_the_table() {
    let article = article();
    let mut found = Vec::new();
    for id in article.ids() {
        let node = article.node(id);
        let name = node.head().name.as_str();
        if let Node::Question(question) = node {
            found.extend(question.answers.iter().map(|answer| (name, answer.key.as_str(), &answer.refutes)));
        }
        let asides = article.asides_of(node).into_iter().map(|id| article.aside(id));
        found.extend(asides.map(|aside| (name, aside.name.as_str(), &aside.refutes)));
    }
    let named = |causes: &[CauseId]| causes.iter().map(|cause| article.cause(*cause).name.as_str()).collect::<Vec<_>>();
    let found = found.into_iter().filter(|(.., causes)| !causes.is_empty());
    let found: BTreeSet<_> = found.map(|(node, key, causes)| (node, key, named(causes))).collect();
    assert_eq!(found, REFUTED.into_iter().map(|(node, key, causes)| (node, key, causes.to_vec())).collect());
}

#[test]
fn no_path_says_a_cause_that_a_later_answer_refuted() {
    let article = article();
    let mut words = BTreeMap::new();
    for id in article.ids() {
        let Node::Question(question) = article.node(id) else { continue };
        for cause in question.answers.iter().filter_map(|answer| answer.means).map(|cause| article.cause(cause)) {
            words.insert(cause.name.as_str(), [Some(&cause.text.text), cause.text.aloud.as_ref()]);
        }
    }
    let mut refuted_somewhere: BTreeSet<&str> = BTreeSet::new();
    for path in every_path() {
        let refuted = path.iter().flat_map(|given| {
            REFUTED.iter().filter(move |(node, key, _)| given == &(*node, *key)).flat_map(|(.., causes)| *causes)
        });
        let refuted: BTreeSet<&str> = refuted.copied().collect();
        refuted_somewhere.extend(&refuted);
        assert!(cause_of(&path).is_none_or(|cause| !refuted.contains(cause)), "{path:?}");
        let walk = walked(&article, &path);
        let texts = texts(&Page::of(&walk));
        for text in refuted.iter().flat_map(|cause| words[cause]).flatten() {
            assert!(!texts.iter().any(|said| said.contains(text.as_str())), "{path:?} says: {text}");
        }
    }
    assert_eq!(refuted_somewhere.len(), 5);
}

/// What is said only of a password that was changed.
const OF_A_RESET: [&str; 5] = ["I changed", "I reset", "two resets", "the new password", "my new password"];

#[test]
fn no_ending_speaks_of_a_reset_on_a_path_where_a_step_was_left_open() {
    let article = article();
    let mut said = BTreeSet::new();
    for path in every_path() {
        let walk = walked(&article, &path);
        let page = Page::of(&walk);
        let resets = path.iter().filter(|(node, _)| ["reset", "second-reset"].contains(node));
        let was_left = resets.clone().any(|(_, key)| *key != "done");
        let texts = texts(&page);
        for words in OF_A_RESET.iter().filter(|words| texts.iter().any(|text| text.contains(**words))) {
            assert!(!was_left && resets.clone().count() > 0, "{path:?}: {words}");
            said.insert(words);
        }
    }
    assert_eq!(said.len(), OF_A_RESET.len(), "{said:?}");
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
        let named = ["symptom", "editions", "test", "second-test"];
        if named.contains(&page.node) || (page.has_ended() && !NAMELESS.contains(&page.node)) {
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
        for source in named.filter(|source| source.address.is_some()) {
            let is_it = |known: &SourceBlock<'_>| known.address == source.address.as_deref();
            assert!(page.sources().iter().any(is_it), "{}: {}", page.node, source.title);
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
                let given = page.choices().find(|choice| choice.given).map(|choice| choice.key);
                let is_row = page.choices().any(|choice| choice.key == *key);
                assert_eq!(given, is_row.then_some(*key), "{path:?}");
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
    for path in telling_paths() {
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
    for path in telling_paths() {
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
    let mut walk = walked(&article, &[("integration", "act"), ("symptom", "refused")]);
    let before = shape(&Page::of(&walk));
    for place in [2, 3, usize::MAX] {
        assert_eq!(walk.make(Move::Change(place)), Err(Refusal::NoSuchAnswer));
    }
    assert_eq!(shape(&Page::of(&walk)), before);
}

//! The rules and the cautions as a password page shows them, against the second formulation in `support/oracle.rs`.

use crate::support::walk;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::support::cases;
use crate::support::oracle::{DASHES, OTHERS, RuleSet, TROUBLESOME, TWELVE, troublesome, verdict};
use crate::support::walk::{article, type_in, walk_at};
use vo_login_wizard::content::Article;
use vo_login_wizard::page::{Block, Page, Verdict as Shown};
use vo_login_wizard::walk::rule::{Integrations, RuleState};
use vo_login_wizard::walk::{Field, Move, Refusal};

/// Types both fields on this page, looks at it with `judge`, and returns what going on leads to.
fn typed(
    article: &Article,
    node: &str,
    (password, username): (&str, &str),
    judge: impl FnOnce(&Page<'_>),
) -> Result<(), Refusal> {
    let mut walk = walk_at(article, node);
    type_in(&mut walk, Field::Password, password);
    type_in(&mut walk, Field::Username, username);
    judge(&Page::of(&walk));
    walk.make(Move::GoOn).map(|_| ())
}

/// What a page says of the integrations.
fn shown<'p>(page: &'p Page<'_>) -> &'p Shown {
    page.blocks
        .iter()
        .find_map(|block| if let Block::Verdict(verdict) = block { Some(verdict) } else { None })
        .expect("a password page has a verdict")
}

/// How many rules of a page are in this state.
fn count(page: &Page<'_>, state: RuleState) -> usize {
    page.rules().filter(|rule| rule.state == state).count()
}

/// A page says what the second formulation says, and lets go on exactly what nothing speaks against.
fn agrees(article: &Article, node: &str, password: &str, username: &str) {
    let set = if node == "second-password" { RuleSet::Careful } else { RuleSet::Plain };
    let expected = verdict(set, password, username);
    let went_on = typed(article, node, (password, username), |page| {
        let states = page.rules().map(|rule| (rule.id.to_owned(), rule.state.name().to_owned()));
        assert_eq!(states.collect::<Vec<_>>(), expected.states, "{password:?} beside {username:?}");
        assert_eq!(shown(page).integrations.name(), expected.integrations, "{password:?}");
        assert_eq!(shown(page).troublesome, troublesome(password), "{password:?}");
        let cautions = page.blocks.iter().filter(|block| matches!(block, Block::Caution(_)));
        assert_eq!(cautions.count(), expected.cautions.len(), "{password:?}");
    });
    let has_doubt = expected.unmet() > 0 || expected.integrations != "clear";
    match went_on {
        Ok(()) => assert!(password.is_empty() || !has_doubt, "{password:?}"),
        Err(Refusal::Doubtful(judgement)) => {
            assert!(has_doubt && judgement.count(RuleState::Unmet) == expected.unmet(), "{password:?}");
            let cautions = judgement.cautions.iter().map(|caution| caution.name().to_owned());
            assert_eq!(cautions.collect::<Vec<_>>(), expected.cautions, "{password:?}");
        }
        Err(other) => panic!("{password:?} is refused otherwise: {other:?}"),
    }
}

/// Characters of every class, each class about as often as any other.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        6 => proptest::char::ranges(vec!['a'..='z', 'A'..='Z', '0'..='9'].into()),
        2 => proptest::sample::select(&TWELVE[..]),
        1 => proptest::sample::select(&DASHES[..]),
        1 => proptest::sample::select(&TROUBLESOME[..]),
        1 => proptest::sample::select(&OTHERS[..]),
        1 => proptest::char::range('\0', '\u{ff}'),
        1 => proptest::sample::select(&[' ', '\t', '\u{a0}', '\u{3000}', 'é', 'İ', 'ß', 'Σ', 'ς', 'Ａ', '٣', '—', '😀'][..]),
        1 => any::<char>(),
    ]
}

fn text(length: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = String> {
    proptest::collection::vec(character(), length).prop_map(|characters| characters.into_iter().collect())
}

/// A password beside a username that is empty, another, or the same in other letters.
fn pair() -> impl Strategy<Value = (String, String)> {
    let password = prop_oneof![4 => text(0..=30), 1 => text(60..=128)];
    (password, text(1..12), 0..5).prop_map(|(password, other, kind)| {
        let username = match kind {
            0 => String::new(),
            1 => other,
            2 => password.clone(),
            3 => password.chars().flat_map(char::to_uppercase).take(128).collect(),
            _ => format!("{password} ").chars().take(128).collect(),
        };
        (password, username)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(256), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_judges_a_password_as_the_second_formulation_does((password, username) in pair()) {
        // It is loaded once, and not for each case.
        static ARTICLE: LazyLock<Article> = LazyLock::new(article);
        agrees(&ARTICLE, "new-password", &password, &username);
        agrees(&ARTICLE, "second-password", &password, &username);
    }
}

#[test]
fn every_single_character_of_the_first_planes_agrees() {
    let article = article();
    let characters = (0..0x250).chain(0x2000..0x2070).filter_map(char::from_u32);
    for character in characters {
        agrees(&article, "new-password", &format!("Passw{character}rd1"), "");
    }
}

#[test]
fn the_two_sets_of_rules_hold_what_the_facts_say_in_their_order() {
    let article = article();
    let rules = |node| {
        let mut found = Vec::new();
        _ = typed(&article, node, ("", ""), |page| found = page.rules().map(|rule| rule.id).collect());
        found
    };
    assert_eq!(rules("new-password"), RuleSet::Plain.rules());
    assert_eq!(rules("second-password"), RuleSet::Careful.rules());
}

#[test]
fn a_rule_that_is_unsure_does_not_count_against_the_password() {
    let article = article();
    let went_on = typed(&article, "new-password", (walk::GOOD, ""), |page| {
        assert_eq!((count(page, RuleState::Unsure), count(page, RuleState::Unmet)), (1, 0));
    });
    assert_eq!(went_on, Ok(()));
    let went_on = typed(&article, "new-password", (walk::GOOD, &walk::GOOD.to_uppercase()), |page| {
        assert_eq!((count(page, RuleState::Unsure), count(page, RuleState::Unmet)), (0, 1));
    });
    let Err(Refusal::Doubtful(judgement)) = went_on else { panic!("it is taken: {went_on:?}") };
    assert_eq!((judgement.count(RuleState::Unmet), judgement.integrations()), (1, Integrations::Clear));
}

#[test]
fn a_program_has_its_verdict_from_the_least_length_on() {
    let article = article();
    for (password, waits) in [("", true), ("Gr4nd*P", true), ("Gr4nd*Pi", false), ("Gr4nd&P", false)] {
        _ = typed(&article, "new-password", (password, ""), |page| {
            assert_eq!(shown(page).judged.waits, waits, "{password}");
        });
    }
}

#[test]
fn a_password_can_keep_the_rules_and_trouble_the_integrations_and_the_other_way_round() {
    let article = article();
    for (password, kept, integrations) in [
        ("P@ssword1", true, Integrations::Clear),
        ("P@ssword1&", true, Integrations::Trouble),
        ("P@ssword1!", true, Integrations::Uncertain),
        ("Password1!", false, Integrations::Uncertain),
        ("Password1", false, Integrations::Clear),
        ("Password1-", true, Integrations::Uncertain),
        ("Password1–", true, Integrations::Uncertain),
        ("Password1-?", true, Integrations::Clear),
    ] {
        _ = typed(&article, "new-password", (password, ""), |page| {
            let found = (count(page, RuleState::Unmet) == 0, shown(page).integrations);
            assert_eq!(found, (kept, integrations), "{password}");
        });
    }
}

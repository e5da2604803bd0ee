//! The rules and the cautions as a password page shows them, against a second formulation that is written over plain
//! text and shares nothing with the first.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/walk.rs"]
mod walk;

use proptest::prelude::*;

use vo_login_wizard::content::Article;
use vo_login_wizard::walk::page::{Body, PasswordBody};
use vo_login_wizard::walk::rule::{Integrations, RuleState};
use vo_login_wizard::walk::{Field, Move, Refusal};
use walk::{article, cases, type_in, walk_at};

const TWELVE: [char; 12] = ['~', '@', '#', '$', '^', '*', '+', '=', '|', ':', ';', '?'];
const DASHES: [char; 2] = ['-', '\u{2013}'];
const TROUBLESOME: [char; 3] = ['&', '<', '>'];
/// The other ASCII signs: not on the list, and not forbidden.
const OTHERS: [char; 16] = ['!', '"', '%', '\'', '(', ')', ',', '.', '/', '[', '\\', ']', '_', '`', '{', '}'];
const CAREFUL: [char; 5] = ['*', '~', '^', ':', '@'];
const LETTERS_AND_DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Whether a password keeps the rule of this name; nothing where that cannot be told.
fn keeps(rule: &str, careful: bool, password: &str, username: &str) -> Option<bool> {
    let has_byte = |range: std::ops::RangeInclusive<u8>| password.bytes().any(|byte| range.contains(&byte));
    Some(match rule {
        // Every byte of UTF-8 but a continuation begins a code point.
        "length" => (8..=25).contains(&password.bytes().filter(|byte| byte & 0xc0 != 0x80).count()),
        "lower" => has_byte(b'a'..=b'z'),
        "upper" => has_byte(b'A'..=b'Z'),
        "number" => has_byte(b'0'..=b'9'),
        "special" if careful => password.contains(CAREFUL),
        "special" => password.contains(TWELVE) || password.contains(DASHES),
        "no-space" => password.split_whitespace().collect::<String>() == password,
        "not-username" if username.is_empty() => return None,
        "not-username" => lowered(password) != lowered(username),
        "only" => password.replace(|c| LETTERS_AND_DIGITS.contains(c), "").replace(CAREFUL, "").is_empty(),
        other => panic!("nothing is known of the rule `{other}`"),
    })
}

/// Lower-cased as a whole; the two small sigmas of Greek differ by their place in a word only.
fn lowered(text: &str) -> String {
    text.to_lowercase().replace('ς', "σ")
}

fn cautions(password: &str) -> Vec<&'static str> {
    let seen = password.split_whitespace().collect::<String>();
    let mut found = Vec::new();
    if seen.contains(TROUBLESOME) {
        found.push("troublesome");
    }
    if seen.contains(DASHES) && !seen.contains(TWELVE) {
        found.push("dash-only");
    }
    if seen.contains(OTHERS) || seen.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
        found.push("off-list");
    }
    if !seen.replace('\u{2013}', "").is_ascii() {
        found.push("non-ascii");
    }
    found
}

/// Types both fields on this page, looks at it with `judge`, and returns what going on leads to.
fn typed(
    article: &Article,
    node: &str,
    (password, username): (&str, &str),
    judge: impl FnOnce(&PasswordBody<'_>),
) -> Result<(), Refusal> {
    let mut walk = walk_at(article, node);
    type_in(&mut walk, Field::Password, password);
    type_in(&mut walk, Field::Username, username);
    match walk.page().body {
        Body::Password(body) => judge(&body),
        other => panic!("{node} is no password page: {other:?}"),
    }
    walk.make(Move::GoOn).map(|_| ())
}

/// A page says what the second formulation says, and lets go on exactly what nothing speaks against.
fn agrees(article: &Article, node: &str, password: &str, username: &str) {
    let careful = node == "second-password";
    let expected = cautions(password);
    let mut unmet_rules = 0;
    let went_on = typed(article, node, (password, username), |body| {
        for rule in &body.rules {
            let state = match keeps(rule.id, careful, password, username) {
                Some(true) => RuleState::Met,
                Some(false) => RuleState::Unmet,
                None => RuleState::Unsure,
            };
            assert_eq!(rule.state, state, "{} of {password:?} beside {username:?}", rule.id);
        }
        let found: Vec<&str> = body.cautions.iter().map(|(caution, _)| caution.name()).collect();
        assert_eq!(found, expected, "{password:?}");
        let signs: Vec<char> = TROUBLESOME.into_iter().filter(|sign| password.contains(*sign)).collect();
        assert_eq!(body.troublesome, signs, "{password:?}");
        let verdict = match (signs.is_empty(), expected.is_empty()) {
            (true, true) => Integrations::Clear,
            (true, false) => Integrations::Uncertain,
            (false, _) => Integrations::Trouble,
        };
        assert_eq!(body.integrations, verdict, "{password:?}");
        unmet_rules = body.count(RuleState::Unmet);
    });
    match went_on {
        Ok(()) => assert!(password.is_empty() || (unmet_rules == 0 && expected.is_empty()), "{password:?}"),
        Err(Refusal::Doubtful { unmet, .. }) => {
            assert!(unmet > 0 || !expected.is_empty(), "{password:?}");
            assert_eq!(unmet, unmet_rules, "{password:?}");
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
        let article = article();
        agrees(&article, "new-password", &password, &username);
        agrees(&article, "second-password", &password, &username);
    }
}

#[test]
fn every_single_character_of_the_first_planes_agrees() {
    let article = article();
    let ascii = (0..0x250).chain(0x2000..0x2070).filter_map(char::from_u32);
    for character in ascii {
        agrees(&article, "new-password", &format!("Passw{character}rd1"), "");
    }
}

#[test]
fn the_two_sets_of_rules_hold_what_the_facts_say_in_their_order() {
    let article = article();
    let rules = |node| {
        let mut found = Vec::new();
        _ = typed(&article, node, ("", ""), |body| found = body.rules.iter().map(|rule| rule.id).collect());
        found
    };
    let plain = ["length", "lower", "upper", "number", "special", "no-space", "not-username"];
    assert_eq!(rules("new-password"), plain);
    assert_eq!(rules("second-password"), [&plain[..], &["only"]].concat());
}

#[test]
fn a_rule_that_is_unsure_does_not_count_against_the_password() {
    let article = article();
    let went_on = typed(&article, "new-password", (walk::GOOD, ""), |body| {
        assert_eq!((body.count(RuleState::Unsure), body.count(RuleState::Unmet)), (1, 0));
    });
    assert_eq!(went_on, Ok(()));
    let went_on = typed(&article, "new-password", (walk::GOOD, &walk::GOOD.to_uppercase()), |body| {
        assert_eq!((body.count(RuleState::Unsure), body.count(RuleState::Unmet)), (0, 1));
    });
    assert!(matches!(went_on, Err(Refusal::Doubtful { unmet: 1, integrations: Integrations::Clear, .. })));
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
        _ = typed(&article, "new-password", (password, ""), |body| {
            assert_eq!((body.count(RuleState::Unmet) == 0, body.integrations), (kept, integrations), "{password}");
        });
    }
}

//! How a password stands to the rules and to the person's program, and what to do about it, in words.

use crate::content::words::fill_in;
use crate::content::{Article, Caution, Rule, RuleKind, RulesId, Text, words};
use crate::walk::Draft;
use crate::walk::rule::{Integrations, Judgement, RuleState};

use super::{Block, Judged, RuleBlock, RulesBlock, Said, Verdict, say};

/// What is typed, and the name of the program that is to live with it, where it is known.
#[derive(Clone, Copy)]
pub struct Typed<'d> {
    pub draft: &'d Draft,
    pub program: Option<&'d str>,
}

/// How a password stands to these rules, and to the person's program, in the words that `said` makes of a text.
pub fn judged<'a>(
    article: &'a Article,
    rules: RulesId,
    typed: Typed<'_>,
    said: impl Fn(&'a Text) -> Said<'a>,
) -> Vec<Block<'a>> {
    let judgement = Judgement::of(article, rules, typed.draft);
    let rules = &article.rules(rules).rules;
    let judging = Judging { article, rules, judgement: &judgement, typed };
    // Made anew at each key, with room for all: both verdicts, the rules, four cautions, and what is said after them.
    let mut blocks = Vec::with_capacity(rules.len() + 8);
    blocks.extend([Block::Rules(judging.rules_block()), Block::Verdict(judging.verdict())]);
    for (rule, state) in rules.iter().zip(&judgement.rules) {
        let said = said(&rule.text);
        // Who types reads it, in whatever role.
        let said = Said { shown: said.text.clone(), is_said: false, ..said };
        let because = because(&rule.kind, *state, typed.draft.password.count());
        blocks.push(Block::Rule(RuleBlock { id: rule.kind.name().name(), state: *state, because, said }));
    }
    let is_good = !typed.draft.password.is_empty() && !judgement.is_doubtful();
    let cautions = judgement.cautions.into_iter().filter_map(|caution| article.caution(caution));
    blocks.extend(cautions.map(|caution| Block::Caution(said(caution))));
    let words = &words().password;
    blocks.push(Block::Limit(say::of_vendor(article, words.promise, words.promise_unnamed)));
    if is_good {
        blocks.push(Block::Good(words.save));
    }
    blocks
}

/// What a password is judged by, and how it stands to that.
struct Judging<'j> {
    article: &'j Article,
    rules: &'j [Rule],
    judgement: &'j Judgement,
    typed: Typed<'j>,
}

impl Judging<'_> {
    fn rules_block(&self) -> RulesBlock {
        let (words, plain) = (&words().password, &words().plain);
        let Judging { rules, judgement, typed, .. } = self;
        let to_fix = judgement.count(RuleState::Unmet);
        // What was not checked is not said to be right.
        let is_whole = judgement.count(RuleState::Unsure) == 0;
        let (state, word) = match to_fix {
            0 if is_whole => (RuleState::Met, words.followed.to_owned()),
            0 => (RuleState::Met, words.followed_so_far.to_owned()),
            count => (RuleState::Unmet, fill_in(words.to_fix, &[("count", &count.to_string())])),
        };
        let unmet = rules.iter().zip(&judgement.rules).filter(|(_, state)| **state == RuleState::Unmet);
        let repairs: Vec<(Repair, String)> = unmet.map(|(rule, _)| self.repair(&rule.kind)).collect();
        let of = |kind| repairs.iter().filter(move |(repair, _)| *repair == kind).map(|(_, text)| text.clone());
        let judged = Judged {
            name: words.rules.to_owned(),
            waits: typed.draft.password.is_empty(),
            hint: words.rules_hint.to_owned(),
            state,
            word,
            says: of(Repair::Take).chain(of(Repair::Lengthen)).chain(of(Repair::Add)).collect(),
        };
        let verdict = match to_fix {
            0 if is_whole => plain.keeps_rules,
            0 => plain.keeps_other_rules,
            _ => plain.breaks_rules,
        };
        RulesBlock { judged, verdict, met: judgement.count(RuleState::Met), rules: rules.len() }
    }

    /// What to do about a rule that is not kept.
    fn repair(&self, rule: &RuleKind) -> (Repair, String) {
        let words = &words().repair;
        let length = self.typed.draft.password.count();
        let counted = |one: &str, more: &str, count: usize| match count {
            1 => one.to_owned(),
            count => fill_in(more, &[("count", &count.to_string())]),
        };
        match rule {
            RuleKind::Length { most, .. } if length > *most => {
                (Repair::Take, counted(words.shorten_one, words.shorten, length - most))
            }
            RuleKind::Length { least, .. } => {
                (Repair::Lengthen, counted(words.lengthen_one, words.lengthen, least.saturating_sub(length)))
            }
            RuleKind::Lower => (Repair::Add, words.lower.to_owned()),
            RuleKind::Upper => (Repair::Add, words.upper.to_owned()),
            RuleKind::Number => (Repair::Add, words.number.to_owned()),
            RuleKind::Special { of } => {
                (Repair::Add, fill_in(words.special, &[("signs", &say::signs(&self.listed(of)))]))
            }
            RuleKind::NoSpace => (Repair::Take, words.space.to_owned()),
            RuleKind::NotUsername => (Repair::Take, words.username.to_owned()),
            RuleKind::Only { of } => (Repair::Take, fill_in(words.only, &[("signs", &say::signs(of))])),
        }
    }

    /// The signs as the article lists them, each once: which of the dashes counts is not certain.
    fn listed(&self, signs: &[char]) -> Vec<char> {
        let characters = &self.article.characters;
        let is_listed = |sign: &char| characters.special.contains(sign) || !characters.dash.contains(sign);
        let mut listed: Vec<char> = Vec::new();
        for sign in signs.iter().filter(|sign| is_listed(sign)) {
            if !listed.contains(sign) {
                listed.push(*sign);
            }
        }
        listed
    }

    fn verdict(&self) -> Verdict {
        let (words, repairs) = (&words().password, &words().repair);
        let Judging { article, rules, judgement, typed } = self;
        let troublesome = judgement.troublesome.clone();
        let signs = say::signs(&troublesome);
        let take_out = if troublesome.len() == 1 { repairs.troublesome_one } else { repairs.troublesome };
        let says = |caution: &Caution| match caution {
            Caution::Troublesome => fill_in(take_out, &[("signs", &signs)]),
            Caution::DashOnly => repairs.dash_only.to_owned(),
            Caution::OffList => repairs.off_list.to_owned(),
            Caution::NonAscii => repairs.non_ascii.to_owned(),
        };
        let mut says: Vec<String> = judgement.cautions.iter().map(says).collect();
        let integrations = judgement.integrations();
        let (state, word) = match integrations {
            Integrations::Clear => (RuleState::Met, words.clear),
            Integrations::Uncertain => (RuleState::Unsure, words.uncertain),
            Integrations::Trouble => (RuleState::Unmet, words.trouble),
        };
        if integrations == Integrations::Clear {
            says.push(words.clear_because.to_owned());
        }
        let length = typed.draft.password.count();
        // Nothing that reads as fine is said of a password that is still short.
        let is_short = rules.iter().any(|rule| matches!(rule.kind, RuleKind::Length { least, .. } if length < least));
        let judged = Judged {
            name: typed.program.map_or_else(|| words.program.to_owned(), str::to_owned),
            waits: length == 0 || (is_short && troublesome.is_empty()),
            hint: fill_in(words.program_hint, &[("signs", &say::signs_in_a_row(&article.characters.troublesome))]),
            state,
            word: word.to_owned(),
            says,
        };
        Verdict { judged, integrations, troublesome, is_typed: length > 0 }
    }
}

/// What kind of repair a rule asks for: the first is done first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repair {
    Take,
    Lengthen,
    Add,
}

/// What is wrong with a rule in this state, in a few words.
fn because(rule: &RuleKind, state: RuleState, length: usize) -> &'static str {
    let words = &words().password;
    match (state, rule) {
        (RuleState::Met, _) => "",
        (RuleState::Unsure, _) => words.unsure_because,
        (RuleState::Unmet, RuleKind::Length { least, .. }) if length < *least => words.too_short,
        (RuleState::Unmet, RuleKind::Length { .. }) => words.too_long,
        (RuleState::Unmet, RuleKind::NoSpace) => words.has_space,
        (RuleState::Unmet, RuleKind::NotUsername) => words.is_username,
        (RuleState::Unmet, RuleKind::Only { .. }) => words.has_others,
        (RuleState::Unmet, RuleKind::Lower | RuleKind::Upper | RuleKind::Number | RuleKind::Special { .. }) => {
            words.still_missing
        }
    }
}

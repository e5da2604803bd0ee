//! Does this secret keep this rule, and can the integrations live with it? Two questions with two answers, never one:
//! a password may keep every rule and still be refused by an integration, and the other way round.

use crate::content::{Caution, Characters, RuleKind};

use super::secret::Secret;

/// How a password stands to one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleState {
    Met,
    Unmet,
    /// It cannot be told, since no username was given; it does not count against the password.
    Unsure,
}

impl RuleState {
    /// The state as `check --json` and the screen spell it.
    pub fn name(self) -> &'static str {
        match self {
            RuleState::Met => "met",
            RuleState::Unmet => "unmet",
            RuleState::Unsure => "unsure",
        }
    }
}

/// Whether the integrations can live with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Integrations {
    /// Nothing is known against it.
    Clear,
    /// There is a caution.
    Uncertain,
    /// It has a sign that some integrations refuse.
    Trouble,
}

impl Integrations {
    /// The verdict that follows from these cautions.
    pub fn of(cautions: &[Caution]) -> Integrations {
        match cautions {
            [] => Integrations::Clear,
            cautions if cautions.contains(&Caution::Troublesome) => Integrations::Trouble,
            _ => Integrations::Uncertain,
        }
    }

    /// The verdict as `check --json` and the screen spell it.
    pub fn name(self) -> &'static str {
        match self {
            Integrations::Clear => "clear",
            Integrations::Uncertain => "uncertain",
            Integrations::Trouble => "trouble",
        }
    }
}

/// Whether a password keeps one rule. Length counts Unicode code points; only ASCII letters and digits count as such.
pub fn state(rule: &RuleKind, password: &Secret, username: &Secret) -> RuleState {
    let has = |wanted: &dyn Fn(char) -> bool| password.characters().any(wanted);
    let kept = match rule {
        RuleKind::Length { least, most } => (*least..=*most).contains(&password.count()),
        RuleKind::Lower => has(&|c| c.is_ascii_lowercase()),
        RuleKind::Upper => has(&|c| c.is_ascii_uppercase()),
        RuleKind::Number => has(&|c| c.is_ascii_digit()),
        RuleKind::Special { of } => has(&|c| of.contains(&c)),
        RuleKind::NoSpace => !has(&char::is_whitespace),
        RuleKind::NotUsername if username.is_empty() => return RuleState::Unsure,
        RuleKind::NotUsername => !folded(password).eq(folded(username)),
        RuleKind::Only { of } => !has(&|c| !c.is_ascii_alphanumeric() && !of.contains(&c)),
    };
    if kept { RuleState::Met } else { RuleState::Unmet }
}

/// Lower-cased character by character, so that no copy is made; both Greek small sigmas are one letter.
fn folded(secret: &Secret) -> impl Iterator<Item = char> + '_ {
    secret.characters().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c })
}

/// What speaks against a password in the integrations, each caution once.
pub fn cautions(password: &Secret, characters: &Characters) -> Vec<Caution> {
    let has = |wanted: &dyn Fn(char) -> bool| password.characters().any(wanted);
    let known = |c: char| {
        c.is_ascii_alphanumeric()
            || c.is_whitespace()
            || [&characters.special, &characters.dash, &characters.troublesome].iter().any(|signs| signs.contains(&c))
    };
    let applies = |caution: &Caution| match caution {
        Caution::Troublesome => has(&|c| characters.troublesome.contains(&c)),
        Caution::DashOnly => has(&|c| characters.dash.contains(&c)) && !has(&|c| characters.special.contains(&c)),
        Caution::OffList => has(&|c| c.is_ascii() && !known(c)),
        Caution::NonAscii => has(&|c| !c.is_ascii() && !known(c)),
    };
    Caution::ALL.into_iter().filter(applies).collect()
}

/// Which of the troublesome signs are there, each once, in the article's order.
pub fn troublesome(password: &Secret, characters: &Characters) -> Vec<char> {
    characters.troublesome.iter().copied().filter(|sign| password.characters().any(|c| c == *sign)).collect()
}

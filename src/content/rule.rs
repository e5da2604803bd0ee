//! What a new password is judged by: the closed vocabulary of rules and cautions, and the signs they speak of.

use super::Text;
use super::named::named;

/// The special characters a new password is judged by.
#[derive(Debug, Default)]
pub struct Characters {
    /// Those that certainly count.
    pub special: Vec<char>,
    /// The dashes: one of them counts, and it is not certain which.
    pub dash: Vec<char>,
    /// Those that some integrations refuse.
    pub troublesome: Vec<char>,
}

#[derive(Debug)]
pub struct Rule {
    pub kind: RuleKind,
    pub text: Text,
}

/// The closed vocabulary of rules. Lengths count Unicode code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleKind {
    Length { least: usize, most: usize },
    Lower,
    Upper,
    Number,
    Special { of: Vec<char> },
    NoSpace,
    NotUsername,
    Only { of: Vec<char> },
}

impl RuleKind {
    pub fn name(&self) -> RuleName {
        match self {
            RuleKind::Length { .. } => RuleName::Length,
            RuleKind::Lower => RuleName::Lower,
            RuleKind::Upper => RuleName::Upper,
            RuleKind::Number => RuleName::Number,
            RuleKind::Special { .. } => RuleName::Special,
            RuleKind::NoSpace => RuleName::NoSpace,
            RuleKind::NotUsername => RuleName::NotUsername,
            RuleKind::Only { .. } => RuleName::Only,
        }
    }
}

named! {
    /// The names of the rules, in the order in which a page shows them, as the article file and `check --json` spell
    /// them.
    pub enum RuleName {
        Length = "length",
        Lower = "lower",
        Upper = "upper",
        Number = "number",
        Special = "special",
        NoSpace = "no-space",
        NotUsername = "not-username",
        Only = "only",
    }
}

named! {
    /// What can speak against a password in the integrations, as the article file and `check --json` spell it.
    pub enum Caution {
        Troublesome = "troublesome",
        DashOnly = "dash-only",
        OffList = "off-list",
        NonAscii = "non-ascii",
    }
}

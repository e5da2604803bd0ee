//! What a new password is judged by: the closed vocabulary of rules and cautions, and the signs they speak of.

use super::Text;

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

/// A set of rules.
#[derive(Debug)]
pub struct Rules {
    pub rules: Vec<Rule>,
    /// All of them in a sentence, for where there is no room for a list.
    pub short: Option<Text>,
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

/// The names of the rules, in the order in which a page shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleName {
    Length,
    Lower,
    Upper,
    Number,
    Special,
    NoSpace,
    NotUsername,
    Only,
}

impl RuleName {
    pub const ALL: [RuleName; 8] = [
        RuleName::Length,
        RuleName::Lower,
        RuleName::Upper,
        RuleName::Number,
        RuleName::Special,
        RuleName::NoSpace,
        RuleName::NotUsername,
        RuleName::Only,
    ];

    /// The rule as the article file and `check --json` spell it.
    pub fn id(self) -> &'static str {
        match self {
            RuleName::Length => "length",
            RuleName::Lower => "lower",
            RuleName::Upper => "upper",
            RuleName::Number => "number",
            RuleName::Special => "special",
            RuleName::NoSpace => "no-space",
            RuleName::NotUsername => "not-username",
            RuleName::Only => "only",
        }
    }
}

/// What can speak against a password in the integrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    Troublesome,
    DashOnly,
    OffList,
    NonAscii,
}

impl Caution {
    pub const ALL: [Caution; 4] = [Caution::Troublesome, Caution::DashOnly, Caution::OffList, Caution::NonAscii];

    /// The caution as the article file and `check --json` spell it.
    pub fn id(self) -> &'static str {
        match self {
            Caution::Troublesome => "troublesome",
            Caution::DashOnly => "dash-only",
            Caution::OffList => "off-list",
            Caution::NonAscii => "non-ascii",
        }
    }
}

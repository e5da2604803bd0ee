//! What a new password is judged by: the closed vocabulary of rules and cautions, and the signs they speak of.

use super::named::named;
use super::words::fill_in;
use super::{Text, words};

/// The special characters a new password is judged by.
#[derive(Debug, Default)]
pub struct Characters {
    /// Those that count, as the article lists them.
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
    pub(super) at: usize,
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

    /// The rule in the program's words, and as they are read aloud; `None` there where a sign has no name.
    pub(super) fn words(&self) -> (String, Option<String>) {
        let words = &words().rule;
        match self {
            RuleKind::Length { least, most } => {
                let (least, most) = (least.to_string(), most.to_string());
                let filled = |text| fill_in(text, &[("least", &least), ("most", &most)]);
                (filled(words.length), Some(filled(words.length_aloud)))
            }
            RuleKind::Lower => (words.lower.to_owned(), Some(words.lower_aloud.to_owned())),
            RuleKind::Upper => (words.upper.to_owned(), Some(words.upper_aloud.to_owned())),
            RuleKind::Number => (words.number.to_owned(), Some(words.number_aloud.to_owned())),
            RuleKind::Special { of } => with_signs(of, words.special, words.special_aloud),
            RuleKind::NoSpace => (words.no_space.to_owned(), Some(words.no_space_aloud.to_owned())),
            RuleKind::NotUsername => (words.not_username.to_owned(), Some(words.not_username_aloud.to_owned())),
            RuleKind::Only { of } => with_signs(of, words.only, words.only_aloud),
        }
    }
}

/// A text with signs in it, and the same with their names. A brace is doubled, since a text has blanks.
fn with_signs(signs: &[char], text: &str, aloud: &str) -> (String, Option<String>) {
    let written: Vec<String> =
        signs.iter().map(|sign| sign.to_string().replace('{', "{{").replace('}', "}}")).collect();
    let names: Option<Vec<&str>> = signs.iter().map(|sign| sign_name(*sign)).collect();
    let aloud = names.map(|names| fill_in(aloud, &[("signs", &names.join(", "))]));
    (fill_in(text, &[("signs", &written.join(" "))]), aloud)
}

/// What a sign is called, where it has a name.
pub fn sign_name(sign: char) -> Option<&'static str> {
    let names = &words().sign;
    let name = match sign {
        '~' => &names.tilde,
        '@' => &names.at,
        '#' => &names.hash,
        '$' => &names.dollar,
        '^' => &names.caret,
        '*' => &names.star,
        '+' => &names.plus,
        '-' | '–' => &names.dash,
        '=' => &names.equals,
        '|' => &names.vertical_bar,
        ':' => &names.colon,
        ';' => &names.semicolon,
        '?' => &names.question_mark,
        '&' => &names.ampersand,
        '<' => &names.less_than,
        '>' => &names.greater_than,
        '!' => &names.exclamation_point,
        '"' => &names.quote,
        '\'' => &names.apostrophe,
        '%' => &names.percent,
        '(' => &names.left_bracket,
        ')' => &names.right_bracket,
        ',' => &names.comma,
        '.' => &names.dot,
        '/' => &names.slash,
        '[' => &names.left_square,
        '\\' => &names.backslash,
        ']' => &names.right_square,
        '_' => &names.underscore,
        '`' => &names.backtick,
        '{' => &names.left_brace,
        '}' => &names.right_brace,
        _ => return None,
    };
    Some(name)
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

//! Does this secret keep this rule, and can the integrations live with it? Two questions with two answers, never one:
//! a password may keep every rule and still be refused by an integration, and the other way round.

use crate::content::named::named;
use crate::content::{Article, Caution, Characters, RuleKind, RulesId};

use super::here::Draft;
use super::secret::Secret;

/// How what is typed stands to a set of rules and to the integrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The state of each rule, in the order of the set.
    pub rules: Vec<RuleState>,
    pub cautions: Vec<Caution>,
    /// Which of the troublesome signs are there.
    pub troublesome: Vec<char>,
}

impl Judgement {
    pub fn of(article: &Article, rules: RulesId, draft: &Draft) -> Judgement {
        let Draft { password, username } = draft;
        Judgement {
            rules: article.rules(rules).rules.iter().map(|rule| state(&rule.kind, password, username)).collect(),
            cautions: cautions(password, &article.characters),
            troublesome: troublesome(password, &article.characters),
        }
    }

    /// How many rules are in this state.
    pub fn count(&self, state: RuleState) -> usize {
        self.rules.iter().filter(|known| **known == state).count()
    }

    pub fn keeps_rules(&self) -> bool {
        self.count(RuleState::Unmet) == 0
    }

    pub fn integrations(&self) -> Integrations {
        Integrations::of(&self.cautions)
    }

    /// Whether going on with the password needs a second word: an unmet rule, or anything but a clear verdict.
    pub fn is_doubtful(&self) -> bool {
        !self.keeps_rules() || self.integrations() != Integrations::Clear
    }
}

named! {
    /// How a password stands to one rule, as `check --json` and the screen spell it.
    pub enum RuleState {
        Met = "met",
        Unmet = "unmet",
        /// It cannot be told, since no username was given; it does not count against the password.
        Unsure = "unsure",
    }
}

named! {
    /// Whether the integrations can live with a password, as `check --json` and the screen spell it.
    pub enum Integrations {
        /// Nothing is known against it.
        Clear = "clear",
        /// There is a caution.
        Uncertain = "uncertain",
        /// It has a sign that some integrations refuse.
        Trouble = "trouble",
    }
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
}

/// Whether a password keeps one rule. Length counts Unicode code points; only ASCII letters and digits count as such.
pub fn state(rule: &RuleKind, password: &Secret, username: &Secret) -> RuleState {
    let kept = match rule {
        RuleKind::Length { least, most } => (*least..=*most).contains(&password.count()),
        RuleKind::Lower => has(password, |c| c.is_ascii_lowercase()),
        RuleKind::Upper => has(password, |c| c.is_ascii_uppercase()),
        RuleKind::Number => has(password, |c| c.is_ascii_digit()),
        RuleKind::Special { of } => has(password, |c| of.contains(&c)),
        RuleKind::NoSpace => !has(password, char::is_whitespace),
        RuleKind::NotUsername if username.is_empty() => return RuleState::Unsure,
        RuleKind::NotUsername => !folded(password).eq(folded(username)),
        RuleKind::Only { of } => !has(password, |c| !c.is_ascii_alphanumeric() && !of.contains(&c)),
    };
    if kept { RuleState::Met } else { RuleState::Unmet }
}

/// Whether one of the characters is such. A copy for each rule: this is asked at each key.
fn has(password: &Secret, such: impl Fn(char) -> bool) -> bool {
    password.characters().any(such)
}

/// Lower-cased character by character, so that no copy is made; both Greek small sigmas are one letter.
fn folded(secret: &Secret) -> impl Iterator<Item = char> + '_ {
    secret.characters().flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c })
}

/// What speaks against a password in the integrations, each caution once.
pub fn cautions(password: &Secret, characters: &Characters) -> Vec<Caution> {
    let known = |c: char| {
        c.is_ascii_alphanumeric()
            || c.is_whitespace()
            || [&characters.special, &characters.dash, &characters.troublesome].iter().any(|signs| signs.contains(&c))
    };
    let applies = |caution: &Caution| match caution {
        Caution::Troublesome => has(password, |c| characters.troublesome.contains(&c)),
        Caution::DashOnly => {
            let is_dash = |c| characters.dash.contains(&c);
            has(password, is_dash) && !has(password, |c| characters.special.contains(&c) && !is_dash(c))
        }
        Caution::OffList => has(password, |c| c.is_ascii() && !known(c)),
        Caution::NonAscii => has(password, |c| !c.is_ascii() && !known(c)),
    };
    Caution::ALL.into_iter().filter(applies).collect()
}

/// Which of the troublesome signs are there, each once, in the article's order.
pub fn troublesome(password: &Secret, characters: &Characters) -> Vec<char> {
    characters.troublesome.iter().copied().filter(|sign| password.characters().any(|c| c == *sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::secret::Edit;
    use super::*;

    fn typed(text: &str) -> Secret {
        let mut secret = Secret::default();
        text.chars().for_each(|c| _ = secret.edit(Edit::Insert(c)));
        secret
    }

    fn characters() -> Characters {
        let signs = |signs: &str| signs.chars().collect();
        Characters { special: signs("~@#$^*+–=|:;?"), dash: signs("-–"), troublesome: signs("&<>") }
    }

    /// Each password with whether it keeps the rule.
    fn table(rule: &RuleKind, cases: &[(&str, bool)]) {
        for (password, kept) in cases {
            let expected = if *kept { RuleState::Met } else { RuleState::Unmet };
            assert_eq!(state(rule, &typed(password), &typed("somebody")), expected, "{rule:?} of {password:?}");
        }
    }

    #[test]
    fn length_counts_code_points_and_both_borders_belong_to_it() {
        let cases = [
            ("", false),
            ("1234567", false),
            ("12345678", true),
            ("1234567890123456789012345", true),
            ("12345678901234567890123456", false),
            ("ééééééé", false),
            ("éééééééé", true),
            ("😀😀😀😀😀😀😀😀", true),
            // Seven letters and one combining accent are eight code points.
            ("abcdefe\u{301}", true),
            ("       ", false),
            ("        ", true),
        ];
        table(&RuleKind::Length { least: 8, most: 25 }, &cases);
    }

    #[test]
    fn only_ascii_letters_and_digits_count_as_letters_and_digits() {
        let lower = [("A1?", false), ("a", true), ("z", true), ("é", false), ("ß", false), ("ａ", false), ("", false)];
        let upper = [("a1?", false), ("A", true), ("Z", true), ("É", false), ("Σ", false), ("Ａ", false), ("", false)];
        let number = [("aA?", false), ("0", true), ("9", true), ("٣", false), ("²", false), ("３", false), ("", false)];
        table(&RuleKind::Lower, &lower);
        table(&RuleKind::Upper, &upper);
        table(&RuleKind::Number, &number);
    }

    #[test]
    fn the_twelve_specials_and_both_dashes_count_and_no_other_sign_does() {
        let of: Vec<char> = "~@#$^*+=|:;?-–".chars().collect();
        let rule = RuleKind::Special { of: of.clone() };
        for sign in &of {
            table(&rule, &[(&format!("Passw{sign}rd1"), true)]);
        }
        for sign in "!\"%'(),./[\\]_`{}&<> \t\u{a0}\u{7}—‐−é😀".chars() {
            table(&rule, &[(&format!("Passw{sign}rd1"), false)]);
        }
        table(&rule, &[("P@ssword1!", true), ("Password1!", false), ("", false)]);
    }

    #[test]
    fn every_white_space_breaks_the_rule_against_spaces() {
        for space in [' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{a0}', '\u{2003}', '\u{2028}', '\u{3000}'] {
            for password in [format!("{space}ab"), format!("a{space}b"), format!("ab{space}")] {
                table(&RuleKind::NoSpace, &[(&password, false)]);
            }
        }
        table(&RuleKind::NoSpace, &[("", true), ("ab", true), ("a\u{7}b", true), ("a\u{200b}b", true)]);
    }

    #[test]
    fn nothing_but_letters_numbers_and_the_listed_signs_keeps_the_careful_rule() {
        let rule = RuleKind::Only { of: "*~^:@".chars().collect() };
        table(&rule, &[("", true), ("aZ09", true), ("*~^:@", true), ("aZ0-", false), ("a b", false), ("é", false)]);
    }

    #[test]
    fn the_username_is_compared_whole_and_without_case() {
        for (password, username, expected) in [
            ("jane.doe", "jane.doe", RuleState::Unmet),
            ("Jane.DOE", "jANE.doe", RuleState::Unmet),
            ("ÉLODIE", "élodie", RuleState::Unmet),
            ("ΟΔΟΣ", "οδος", RuleState::Unmet),
            ("jane.doe1", "jane.doe", RuleState::Met),
            ("jane.do", "jane.doe", RuleState::Met),
            ("jane.doe", "jane.doe ", RuleState::Met),
            (" jane.doe", "jane.doe", RuleState::Met),
            ("", "jane.doe", RuleState::Met),
            ("jane.doe", "", RuleState::Unsure),
            ("", "", RuleState::Unsure),
            ("jane.doe", " ", RuleState::Met),
        ] {
            let state = state(&RuleKind::NotUsername, &typed(password), &typed(username));
            assert_eq!(state, expected, "{password:?} beside {username:?}");
        }
    }

    #[test]
    fn each_class_of_character_has_its_verdict_in_the_integrations() {
        use Caution::*;
        let cases: [(&str, &[Caution], Integrations); 24] = [
            ("", &[], Integrations::Clear),
            ("Azaz09", &[], Integrations::Clear),
            ("~@#$^*+=|:;?", &[], Integrations::Clear),
            ("a-", &[DashOnly], Integrations::Uncertain),
            ("a–", &[DashOnly], Integrations::Uncertain),
            ("a-?", &[], Integrations::Clear),
            ("a–?", &[], Integrations::Clear),
            ("a&", &[Troublesome], Integrations::Trouble),
            ("a<", &[Troublesome], Integrations::Trouble),
            ("a>?", &[Troublesome], Integrations::Trouble),
            ("a!", &[OffList], Integrations::Uncertain),
            ("a%.", &[OffList], Integrations::Uncertain),
            ("a_", &[OffList], Integrations::Uncertain),
            ("a\u{7}", &[OffList], Integrations::Uncertain),
            ("a\u{7f}", &[OffList], Integrations::Uncertain),
            ("é", &[NonAscii], Integrations::Uncertain),
            ("a😀", &[NonAscii], Integrations::Uncertain),
            ("a—", &[NonAscii], Integrations::Uncertain),
            ("a\u{200b}", &[NonAscii], Integrations::Uncertain),
            ("a b", &[], Integrations::Clear),
            ("a\tb\nc", &[], Integrations::Clear),
            ("a\u{a0}b\u{3000}c\u{85}", &[], Integrations::Clear),
            ("é-!", &[DashOnly, OffList, NonAscii], Integrations::Uncertain),
            ("é-!&", &[Troublesome, DashOnly, OffList, NonAscii], Integrations::Trouble),
        ];
        for (password, expected, verdict) in cases {
            let found = cautions(&typed(password), &characters());
            assert_eq!(found, expected, "{password:?}");
            assert_eq!(Integrations::of(&found), verdict, "{password:?}");
        }
    }

    #[test]
    fn troublesome_signs_are_named_once_each_in_the_order_of_the_article() {
        for (password, signs) in [("", ""), ("abc", ""), (">a>", ">"), ("><&><&", "&<>"), ("a<b", "<")] {
            let found: String = troublesome(&typed(password), &characters()).into_iter().collect();
            assert_eq!(found, signs, "{password:?}");
        }
    }

    #[test]
    fn the_two_verdicts_are_independent() {
        let special = RuleKind::Special { of: "~@#$^*+=|:;?-–".chars().collect() };
        let verdicts = |password: &str| {
            let secret = typed(password);
            (state(&special, &secret, &typed("")), Integrations::of(&cautions(&secret, &characters())))
        };
        assert_eq!(verdicts("Passw?rd"), (RuleState::Met, Integrations::Clear));
        assert_eq!(verdicts("Passw?rd&"), (RuleState::Met, Integrations::Trouble));
        assert_eq!(verdicts("Password"), (RuleState::Unmet, Integrations::Clear));
        assert_eq!(verdicts("Password&"), (RuleState::Unmet, Integrations::Trouble));
    }
}

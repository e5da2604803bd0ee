//! `short` says all rules of a set in a sentence, in the author's words: whoever changes a rule is led to it. Only what
//! is surely out of step is a fault. What signs are called in `aloud`, and rules without a number or a sign, are not
//! looked for.

use super::lists::LISTED;
use super::{Characters, Rule, RuleKind, Text};

/// What this sentence says that the rules do not, or leaves out, and the advice.
pub(super) fn out_of_step(short: &Text, rules: &[Rule], characters: &Characters) -> Option<(String, String)> {
    wrong_number(short, rules).or_else(|| wrong_signs(&short.text, rules, characters))
}

/// A number is a limit. A rule asks for one of its signs, so that `one` is true of any set.
fn wrong_number(short: &Text, rules: &[Rule]) -> Option<(String, String)> {
    let limits = rules.iter().find_map(|rule| match rule.kind {
        RuleKind::Length { least, most } => Some((least, most)),
        _ => None,
    });
    let is_true = |number: &usize| *number == 1 || limits.is_some_and(|(least, most)| [least, most].contains(number));
    let sentences = [Some(&short.text), short.aloud.as_ref()].into_iter().flatten();
    let number = sentences.flat_map(|text| numbers(text)).find(|number| !is_true(number))?;
    let advice = match limits {
        Some((least, most)) => format!("They ask for {least} to {most} characters: say so, in `text` and in `aloud`."),
        None => "Say it without a number, in `text` and in `aloud`.".to_owned(),
    };
    Some((format!("says {number}, which is no limit of these rules"), advice))
}

/// A sign is one that the rules speak of, and a sentence that lists signs of a rule lists all of them.
fn wrong_signs(text: &str, rules: &[Rule], characters: &Characters) -> Option<(String, String)> {
    let signs_of = |rule: &Rule| match &rule.kind {
        RuleKind::Special { of } | RuleKind::Only { of } => of.clone(),
        _ => Vec::new(),
    };
    let named = signs(text);
    // Where only some signs are allowed, the others are not asked for.
    let known: Vec<char> = match rules.iter().find(|rule| matches!(rule.kind, RuleKind::Only { .. })) {
        Some(only) => signs_of(only),
        None => rules.iter().flat_map(signs_of).collect(),
    };
    if let Some(sign) = named.iter().find(|sign| ![&known, &characters.troublesome].iter().any(|it| it.contains(sign)))
    {
        let says = format!("names {sign}, which is no sign of these rules");
        return Some((says, "Name their signs alone, in `text` and in `aloud`.".to_owned()));
    }
    rules.iter().map(signs_of).find_map(|list| {
        let is_listed = |sign: &&char| is_sure(**sign) && !characters.dash.contains(sign);
        let (there, left_out): (Vec<char>, Vec<char>) =
            list.iter().filter(is_listed).partition(|sign| named.contains(sign));
        let left_out = left_out.first().filter(|_| there.len() >= LISTED)?;
        let says = format!("lists signs of these rules, and leaves out {left_out}");
        Some((says, "Name it here, too, in `text` and in `aloud`.".to_owned()))
    })
}

/// The signs that stand alone between spaces; a full stop or a comma may come after one.
fn signs(text: &str) -> Vec<char> {
    let text = text.replace("{{", "{").replace("}}", "}");
    let alone = |word: &str| {
        let mut word = word.chars();
        match (word.next(), word.next(), word.next()) {
            (Some(sign), None | Some('.' | ','), None) => Some(sign),
            _ => None,
        }
    };
    text.split_whitespace().filter_map(alone).filter(|sign| is_sure(*sign)).collect()
}

/// A dash is a sign of a sentence, too.
fn is_sure(sign: char) -> bool {
    sign.is_ascii_punctuation() && sign != '-'
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The numbers of a text, in digits and in words.
fn numbers(text: &str) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut open: Option<usize> = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()) {
        let tens = TENS.iter().position(|tens| *tens == word).map(|place| (place + 2) * 10);
        let number = SMALL.iter().position(|small| *small == word).or(tens);
        open = match (open, number) {
            (Some(before), Some(more)) if goes_on(before, more) => Some(before + more),
            (before, Some(number)) => {
                numbers.extend(before);
                Some(number)
            }
            (before, None) if word == "hundred" => Some(before.unwrap_or(1).saturating_mul(100)),
            (Some(before), None) if word == "and" && before.is_multiple_of(100) => Some(before),
            (before, None) => {
                numbers.extend(before);
                numbers.extend(word.parse::<usize>().ok());
                None
            }
        };
    }
    numbers.extend(open);
    numbers
}

/// Whether a number goes on with this one: twenty with five, a hundred with twenty.
fn goes_on(before: usize, more: usize) -> bool {
    before > 0 && (before.is_multiple_of(100) || (before % 100 >= 20 && before.is_multiple_of(10) && more < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_digits_and_in_words() {
        for (text, found) in [
            ("8 to 25 characters, 8x8's", vec![8, 25]),
            ("Eight to twenty-five letters and one star.", vec![8, 25, 1]),
            ("between twelve and forty", vec![12, 40]),
            ("at most a hundred and twenty-eight", vec![128]),
            ("one hundred, or two hundred twelve", vec![100, 212]),
            ("eight twenty", vec![8, 20]),
            ("hundred hundred", vec![10_000]),
            ("No number, often.", vec![]),
        ] {
            assert_eq!(numbers(text), found, "{text}");
        }
        assert_eq!(numbers(&"hundred ".repeat(30)), [usize::MAX]);
    }

    #[test]
    fn a_sign_stands_alone() {
        for (text, found) in [
            ("one of ~ @ : ; ?", "~@:;?"),
            ("no & < >. And * ~ ^, or {{", "&<>*~^{"),
            ("Well – or - so. “&” *~ A, b.", ""),
        ] {
            assert_eq!(signs(text).into_iter().collect::<String>(), found, "{text}");
        }
    }
}

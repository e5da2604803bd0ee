//! Characters that steer a terminal, turn the direction of writing or cannot be seen: which they are, and a text made
//! harmless. An article must have none of them; what else comes from outside is made harmless before it is shown.

use std::borrow::Cow;

/// What a character does beside being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// It ends a line, moves the cursor or begins a command of the terminal.
    Steers,
    /// It makes a text read in another order than it is written in.
    Turns,
    /// It cannot be seen, so that two texts which look alike are not.
    Hides,
}

/// The harmful characters of a text: the byte at which each stands, the character, and what it does.
pub fn harms(text: &str) -> impl Iterator<Item = (usize, char, Harm)> {
    // Most texts are plain, and every text of an article is looked at when it is loaded.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let mut characters = if is_plain { "" } else { text }.char_indices().peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        loop {
            let (at, character) = characters.next()?;
            let after = characters.peek().map(|(_, after)| *after);
            let harm = harm(before, character, after);
            before = Some(character);
            if let Some(harm) = harm {
                return Some((at, character, harm));
            }
        }
    })
}

/// The text to be shown: a tab as a space, and a mark in the place of every harmful character.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = 0;
    for (at, character, _) in harms(text) {
        shown += text.get(rest..at).unwrap_or_default();
        shown.push(if character == '\t' { ' ' } else { '\u{fffd}' });
        rest = at + character.len_utf8();
    }
    if rest == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(shown + text.get(rest..).unwrap_or_default())
}

/// What this character does between these, if it does any harm.
pub fn harm(before: Option<char>, character: char, after: Option<char>) -> Option<Harm> {
    match character {
        ' '..='~' => None,
        // The separators of lines and paragraphs are no control characters, and end a line all the same.
        '\u{2028}' | '\u{2029}' => Some(Harm::Steers),
        _ if character.is_control() => Some(Harm::Steers),
        // Marks, embeddings, overrides and isolates of direction. Scripts written from the right can do without.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Harm::Turns),
        // The soft hyphen, spaces without width, fillers, annotations, and tags, which could hold a whole hidden text.
        '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' => Some(Harm::Hides),
        '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' => Some(Harm::Hides),
        '\u{e0000}'..='\u{e007f}' => Some(Harm::Hides),
        JOINS_NOT | JOINS => (!joins(before, after)).then_some(Harm::Hides),
        _ => None,
    }
}

const JOINS_NOT: char = '\u{200c}';
const JOINS: char = '\u{200d}';

/// Whether a joiner has something to do here. Persian, the scripts of India and emoji cannot be written without them,
/// so they are allowed where they stand between two signs of which one at least is of such a script; at the edge of a
/// word, between letters of ASCII or beside another joiner they can only hide.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let is_sign =
        |c: char| c.is_ascii_alphanumeric() || !(c.is_ascii() || c.is_whitespace() || [JOINS_NOT, JOINS].contains(&c));
    let (Some(before), Some(after)) = (before, after) else { return false };
    is_sign(before) && is_sign(after) && !(before.is_ascii() && after.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::Harm::{Hides, Steers, Turns};
    use super::*;

    #[test]
    fn a_character_that_steers_turns_or_hides_is_found_and_shown_as_a_mark() {
        for (text, at, harm, shown) in [
            ("a\u{1b}[2J", 1, Steers, "a\u{fffd}[2J"),
            ("ü\u{7}", 2, Steers, "ü\u{fffd}"),
            ("a\tb", 1, Steers, "a b"),
            ("a\nb", 1, Steers, "a\u{fffd}b"),
            ("\u{7f}", 0, Steers, "\u{fffd}"),
            ("\u{9b}31m", 0, Steers, "\u{fffd}31m"),
            ("a\u{2028}b", 1, Steers, "a\u{fffd}b"),
            ("a\u{202e}b", 1, Turns, "a\u{fffd}b"),
            ("a\u{2066}b", 1, Turns, "a\u{fffd}b"),
            ("\u{200f}b", 0, Turns, "\u{fffd}b"),
            ("\u{61c}b", 0, Turns, "\u{fffd}b"),
            ("pass\u{200b}word", 4, Hides, "pass\u{fffd}word"),
            ("so\u{ad}ft", 2, Hides, "so\u{fffd}ft"),
            ("\u{feff}a", 0, Hides, "\u{fffd}a"),
            ("a\u{2060}", 1, Hides, "a\u{fffd}"),
            ("a\u{e0061}", 1, Hides, "a\u{fffd}"),
            ("\u{3164}", 0, Hides, "\u{fffd}"),
            ("pass\u{200d}word", 4, Hides, "pass\u{fffd}word"),
            ("می\u{200c}", 4, Hides, "می\u{fffd}"),
            ("می\u{200c} شود", 4, Hides, "می\u{fffd} شود"),
            ("\u{200d}👩", 0, Hides, "\u{fffd}👩"),
            ("👩\u{200d}\"", 4, Hides, "👩\u{fffd}\""),
        ] {
            let found: Vec<_> = harms(text).map(|(at, _, harm)| (at, harm)).collect();
            assert_eq!(found, [(at, harm)], "{text:?}");
            assert_eq!(harmless(text), shown, "{text:?}");
        }
        assert_eq!(harmless("\u{1b}]0;x\u{7} a\u{202e}\u{202c}"), "\u{fffd}]0;x\u{fffd} a\u{fffd}\u{fffd}");
        assert_eq!(harms("क\u{200d}\u{200d}क").count(), 2, "a joiner beside another joins nothing");
    }

    #[test]
    fn every_script_is_left_as_it_is() {
        for text in [
            "",
            "plain, & < >",
            "Zürich – “naïve”, e\u{301}",
            "می\u{200c}شود",
            "USB\u{200c}ها",
            "क\u{94d}\u{200d}ष हिन्दी",
            "ภาษาไทย",
            "עברית العربية",
            "👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥",
            "漢字\u{3000}カナ",
        ] {
            assert_eq!(harms(text).next(), None, "{text:?}");
            assert!(matches!(harmless(text), Cow::Borrowed(same) if same == text));
        }
    }
}

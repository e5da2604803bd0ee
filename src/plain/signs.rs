//! Signs by their names: a screen reader leaves many signs out, and the signs are what all this is about. What
//! punctuates a sentence stays as it is.

use crate::content::{sign_name, words};

/// Signs that punctuate where they stand alone: they are named only beside another sign.
const PUNCTUATION: &str = ".,;:?!-–—'\"";
/// Signs that mean something within a word, too, as in `Ctrl+S`.
const WITHIN_WORDS: &str = "&<>~@#$^*+=|%\\_`{}[]";
/// What may stand before and after a sign without being one.
const OPENS: &str = "(“‘";
const CLOSES: &str = ")”’.,;:?!";

/// A text with every sign by its name.
pub fn by_name(text: &str) -> String {
    let mut pieces: Vec<Piece<'_>> = text.split_whitespace().map(Piece::of).collect();
    for place in 0..pieces.len() {
        if punctuates(&pieces, place)
            && let Some(Piece::Sign { sign, closes, .. }) = pieces.get_mut(place)
        {
            let mark = format!("{sign}{closes}");
            pieces[place] = Piece::Mark(mark);
        }
    }
    let mut said = String::with_capacity(text.len() * 2);
    for (place, piece) in pieces.iter().enumerate() {
        let next = pieces.get(place + 1);
        // A question mark sits on the word before it, now that this is a word.
        let is_glued = matches!(piece, Piece::Mark(mark) if mark.starts_with(['?', '!', ';', ':', ',', '.']));
        if place > 0 && !(is_glued && matches!(pieces.get(place - 1), Some(Piece::Sign { .. }))) {
            said.push(' ');
        }
        match piece {
            Piece::Word(word) => said += &within(word),
            Piece::Mark(mark) => said += mark,
            Piece::Sign { opens, sign, closes } => {
                said += opens;
                said += sign_name(*sign).unwrap_or_default();
                said += closes;
                match next {
                    Some(Piece::Sign { .. }) if closes.is_empty() => said.push(','),
                    // The last of a list was the end of the sentence as well.
                    Some(Piece::Word(next)) if closes.is_empty() && ends_sentence(*sign) && is_capital(next) => {
                        said.push('.');
                    }
                    _ => {}
                }
            }
        }
    }
    said
}

/// What stands between two blanks.
enum Piece<'t> {
    Word(&'t str),
    /// A sign, and what punctuates around it.
    Sign {
        opens: &'t str,
        sign: char,
        closes: &'t str,
    },
    /// What looks like a sign, and punctuates.
    Mark(String),
}

impl<'t> Piece<'t> {
    fn of(piece: &'t str) -> Piece<'t> {
        let inner = piece.trim_start_matches(|c| OPENS.contains(c));
        // A bracket by itself opens nothing.
        let inner = if inner.is_empty() { piece } else { inner };
        let opens = piece.strip_suffix(inner).unwrap_or_default();
        let mut rest = inner.chars();
        match rest.next() {
            Some(sign) if sign_name(sign).is_some() && rest.clone().all(|c| CLOSES.contains(c)) => {
                Piece::Sign { opens, sign, closes: rest.as_str() }
            }
            _ => Piece::Word(piece),
        }
    }
}

/// Whether the sign at this place is punctuation: by itself, or as the end of a question about the sign before it.
fn punctuates(pieces: &[Piece<'_>], place: usize) -> bool {
    let at = |place: usize| pieces.get(place);
    let Some(Piece::Sign { sign, .. }) = at(place) else { return false };
    if !PUNCTUATION.contains(*sign) {
        return false;
    }
    let is_or = |piece: Option<&Piece<'_>>| matches!(piece, Some(Piece::Word(word)) if *word == words().sign.or);
    let before = |by: usize| place.checked_sub(by).and_then(at);
    let is_sign = |piece: Option<&Piece<'_>>| matches!(piece, Some(Piece::Sign { .. }));
    match (is_sign(before(1)), is_sign(at(place + 1))) {
        (false, false) => !is_or(before(1)) || before(2).is_none(),
        (true, false) => ends_sentence(*sign) && is_or(before(2)),
        (false | true, true) => false,
    }
}

fn ends_sentence(sign: char) -> bool {
    ".?!".contains(sign)
}

fn is_capital(word: &str) -> bool {
    word.trim_start_matches(|c| OPENS.contains(c)).starts_with(char::is_uppercase)
}

/// A word with the signs in it by their names.
fn within(word: &str) -> String {
    let mut said = String::with_capacity(word.len());
    let mut was_sign = false;
    for character in word.chars() {
        let name = sign_name(character).filter(|_| WITHIN_WORDS.contains(character));
        match name {
            Some(name) => {
                if was_sign {
                    said.push(',');
                }
                if !said.is_empty() && !said.ends_with(|c| OPENS.contains(c)) {
                    said.push(' ');
                }
                said += name;
            }
            None => {
                if was_sign && !CLOSES.contains(character) {
                    said.push(' ');
                }
                said.push(character);
            }
        }
        was_sign = name.is_some();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_named_and_punctuation_stays() {
        for (text, said) in [
            ("Which program is it?", "Which program is it?"),
            ("ACT! is fine: really.", "ACT! is fine: really."),
            ("Take out &. Some refuse it.", "Take out ampersand. Some refuse it."),
            ("any of these signs:  &  <  >", "any of these signs: ampersand, less-than, greater-than"),
            ("passwords with &, < or >.", "passwords with ampersand, less-than or greater-than."),
            ("such as & < or > ? We suggest", "such as ampersand, less-than or greater-than? We suggest"),
            (
                "one of ~ @ # $ ^ * + – = | : ; ?  No spaces, no & < >.",
                "one of tilde, at, hash, dollar, caret, star, plus, dash, equals, vertical bar, colon, semicolon, \
                 question mark. No spaces, no ampersand, less-than, greater-than.",
            ),
            ("and * ~ ^ : @. A capital", "and star, tilde, caret, colon, at. A capital"),
            ("(such as ! % or _). Use", "(such as exclamation point, percent or underscore). Use"),
            ("Ctrl+Shift+N opens it.", "Ctrl plus Shift plus N opens it."),
            ("me@example.org or (&<>)", "me at example.org or (ampersand, less-than, greater-than)"),
            ("“Help” - or “Send”", "“Help” - or “Send”"),
            ("a dash - alone; or : or ;", "a dash - alone; or colon or semicolon"),
            ("one of \" ' ` and “&”", "one of double quote, apostrophe, backtick and “ampersand”"),
            ("8x8's page, the well-known one", "8x8's page, the well-known one"),
            ("", ""),
        ] {
            assert_eq!(by_name(text), said);
        }
    }

    #[test]
    fn each_sign_of_the_keyboard_has_a_name_of_its_own() {
        let signs: Vec<char> = ('!'..='~').filter(char::is_ascii_punctuation).collect();
        let mut names: Vec<&str> = signs.iter().filter_map(|sign| sign_name(*sign)).collect();
        assert_eq!(names.len(), signs.len());
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), signs.len());
        for sign in signs {
            let said = by_name(&format!("one of {sign} & ."));
            assert!(said.contains(sign_name(sign).unwrap_or_default()), "{sign}: {said}");
        }
    }
}

//! A text cut at its blanks: `{name}` is one, `{{` and `}}` are braces. Articles and the program's own words are read by
//! this one parser.

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words that stand as they are.
    Words(&'t str),
    /// The name of what stands here.
    Blank(&'t str),
    /// The rest of a text whose `{` is not closed, from that brace on.
    Open(&'t str),
}

/// The pieces of a text, in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = first(rest)?;
        rest = after;
        Some(piece)
    })
}

/// The first piece of a text, and what comes after it.
fn first(text: &str) -> Option<(Piece<'_>, &str)> {
    let brace = text.bytes().position(|byte| matches!(byte, b'{' | b'}')).unwrap_or(text.len());
    if brace > 0 {
        let (words, after) = text.split_at(brace);
        return Some((Piece::Words(words), after));
    }
    if let Some(after) = text.strip_prefix("{{") {
        return Some((Piece::Words("{"), after));
    }
    if let Some(after) = text.strip_prefix("}}").or_else(|| text.strip_prefix('}')) {
        return Some((Piece::Words("}"), after));
    }
    let after = text.strip_prefix('{')?;
    Some(after.split_once('}').map_or((Piece::Open(text), ""), |(name, after)| (Piece::Blank(name), after)))
}

#[cfg(test)]
mod tests {
    use super::Piece::{Blank, Open, Words};
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_blanks_and_two_braces_are_one() {
        for (text, cut) in [
            ("", vec![]),
            ("no blanks", vec![Words("no blanks")]),
            ("{a}", vec![Blank("a")]),
            ("{a}{b}, ü{c}", vec![Blank("a"), Blank("b"), Words(", ü"), Blank("c")]),
            ("{}", vec![Blank("")]),
            ("{a b}", vec![Blank("a b")]),
            ("so {a", vec![Words("so "), Open("{a")]),
            ("{", vec![Open("{")]),
            ("{{", vec![Words("{")]),
            ("{{a}}", vec![Words("{"), Words("a"), Words("}")]),
            ("{{{a}}}", vec![Words("{"), Blank("a"), Words("}")]),
            ("{{{", vec![Words("{"), Open("{")]),
            ("a } b", vec![Words("a "), Words("}"), Words(" b")]),
        ] {
            assert_eq!(pieces(text).collect::<Vec<_>>(), cut, "{text:?}");
        }
    }
}

//! Where a file ceases to be TOML. Only the first such place is told: what comes after it may be a mere consequence, and
//! what the file seems to lack may only be unread.

use toml::de::Error;

use super::fault::Found;

/// The fault that these errors of the parser come from; `None` where there are none.
pub(super) fn fault(file: &str, errors: &[Error]) -> Option<Found> {
    let start = |error: &&Error| error.span().unwrap_or_default().start;
    let first = errors.iter().min_by_key(start)?;
    let line_of = |at: usize| file.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let (at, line) = (start(&first), line_of(start(&first)));
    if let Some(found) = control_character(file, at).or_else(|| here_twice(file, at, first.message())) {
        return Some(found);
    }
    let (at, says, advice) = match unclosed_before_line(file, at) {
        Some((open, bracket)) => (
            open,
            format!("the `{bracket}` here is not closed"),
            format!("Write `{}` where it ends, which is before line {line}.", closing(bracket)),
        ),
        None => (
            at,
            first.message().to_owned(),
            "A quote, a comma or a bracket may be missing here; https://toml.io says how it is spelled.".to_owned(),
        ),
    };
    Some(Found::new(at, format!("this is not TOML: {says}"), advice))
}

/// A character that steers a terminal, where the parser stops at one; a line end is no slip of its own.
fn control_character(file: &str, at: usize) -> Option<Found> {
    let rest = file.get(at..)?;
    let character = rest.chars().next().filter(|it| it.is_control() && !rest.starts_with(['\n', '\t']))?;
    let says = format!("there is a control character (U+{:04X}) here", u32::from(character));
    (!rest.starts_with("\r\n")).then(|| Found::new(at, says, "Take it out."))
}

/// A key or a section that stands here for a second time, and where the first one is, where its line is written alike.
fn here_twice(file: &str, at: usize, message: &str) -> Option<Found> {
    let extends = message.starts_with("cannot extend value");
    if !extends && message != "duplicate key" {
        return None;
    }
    let (before, after) = file.split_at_checked(at)?;
    let (above, begun) = before.rsplit_once('\n').unwrap_or(("", before));
    let line = begun.to_owned() + after.lines().next()?;
    let is_header = |line: &&str| line.trim_start().starts_with('[');
    let name = |line: &str| match line.trim_start().starts_with('[') {
        true => line.rsplit_once(']').map_or(line, |(header, _)| header).trim().to_owned() + "]",
        false => line.split('=').next().unwrap_or_default().trim().to_owned(),
    };
    let numbered = above.lines().zip(1_usize..);
    let (key, first) = if is_header(&line.as_str()) {
        (name(&line), numbered.clone().find(|(other, _)| is_header(other) && name(other) == name(&line)))
    } else if begun.trim().is_empty() || begun.trim().ends_with('.') {
        let section: Vec<_> = numbered.collect();
        let section = section.rsplit(|(line, _)| is_header(line)).next().unwrap_or_default();
        (name(&line), section.iter().find(|(other, _)| name(other) == name(&line)).copied())
    } else {
        // One of several in a line: in braces.
        (after.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_')).next()?.to_owned(), None)
    };
    let there = first.map_or(String::new(), |(_, line)| format!("The first one stands in line {line}. "));
    Some(match extends {
        true => Found::new(
            at,
            format!("`{key}` goes into what is a text already"),
            "Give that text a `.text` of its own, too.",
        ),
        false => Found::new(at, format!("`{key}` is here twice"), format!("{there}Take one of them out.")),
    })
}

/// The innermost bracket that is open where the line of this place begins, if nothing in the file closes it: then it is
/// what is wrong, although the parser reads on over it for some lines.
fn unclosed_before_line(file: &str, at: usize) -> Option<(usize, char)> {
    let line_start = file.get(..at)?.rfind('\n')? + 1;
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut suspect = None;
    for (place, bracket) in brackets(file) {
        if place >= line_start && suspect.is_none() {
            suspect = Some(*open.last()?);
        }
        match bracket {
            '[' | '{' => open.push((place, bracket)),
            // A bracket of the wrong kind closes what it can: those within it were left open.
            _ => match open.iter().rposition(|(_, open)| closing(*open) == bracket) {
                Some(matching) if suspect.is_some_and(|suspect| open.get(matching) == Some(&suspect)) => return None,
                Some(matching) => open.truncate(matching),
                None => {}
            },
        }
    }
    suspect.or_else(|| open.last().copied())
}

fn closing(bracket: char) -> char {
    if bracket == '[' { ']' } else { '}' }
}

/// The brackets of a file with their places, but for those in texts and comments.
fn brackets(file: &str) -> impl Iterator<Item = (usize, char)> {
    let mut rest = file;
    std::iter::from_fn(move || {
        loop {
            let skipped = rest.find(['[', ']', '{', '}', '"', '\'', '#'])?;
            let at = file.len() - rest.len() + skipped;
            rest = rest.get(skipped..)?;
            let length = match rest.chars().next()? {
                '#' => rest.find('\n').unwrap_or(rest.len()),
                '"' | '\'' => text_length(rest),
                bracket => {
                    rest = rest.get(1..)?;
                    return Some((at, bracket));
                }
            };
            rest = rest.get(length..)?;
        }
    })
}

/// How long the text is that begins here with its quotes; one on a single line ends with the line at the latest.
fn text_length(rest: &str) -> usize {
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let quotes = quotes.into_iter().find(|quotes| rest.starts_with(quotes)).unwrap_or_default();
    let (is_line, has_escapes) = (quotes.len() == 1, quotes.starts_with('"'));
    let mut is_escaped = false;
    for (at, character) in rest.char_indices().skip(quotes.len()) {
        match character {
            '\n' if is_line => return at,
            _ if is_escaped => is_escaped = false,
            '\\' if has_escapes => is_escaped = true,
            _ if rest.get(at..).is_some_and(|rest| rest.starts_with(quotes)) => return at + quotes.len(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    /// The fault of this text, to be reported where `▶` stands.
    #[test]
    fn the_first_fault_stands_alone_and_a_bracket_that_is_open_is_told_where_it_opens() {
        for (text, says) in [
            ("a = ▶[\n  1,\n  2,\n\n[b]\nc = 1\n", "the `[` here is not closed"),
            ("a = ▶[\n  1,\n  2\nb = 1\nc = [1]\n", "the `[` here is not closed"),
            ("a = ▶{ b = 1\nc = { d = 1 }\ne = [{ f = 1 }]\n", "the `{` here is not closed"),
            ("a = [\n  { b = 1 },\n  ▶{ b = 1,\n  { b = 2 },\n]\n", "the `{` here is not closed"),
            ("a = \"[\" # [\nb = '''\n[\n'''\nc = ▶[\n\nd = 1\ne = 2\n", "the `[` here is not closed"),
            ("a = [\n  { b = ▶x\", c = \"d\" },\n  { b = \"x\" },\n]\n", "missing opening quote, expected `\"`"),
            ("a = {\n  b = 1\n  ▶c = 2,\n}\n", "missing comma between key-value pairs, expected `,`"),
            ("[a▶\nb = 1\n[a]\n[a]\n", "unclosed table, expected `]`"),
            ("a = \"b▶\nc = \"\"\"d\ne = 1\n", "invalid basic string, expected `\"`"),
            ("▶= 1\n= 2\n", "unquoted keys cannot be empty, expected letters, numbers, `-`, `_`"),
        ] {
            let (before, after) = text.split_once('▶').unwrap();
            let file = before.to_owned() + after;
            let (_, errors) = DeTable::parse_recoverable(&file);
            let found = fault(&file, &errors).unwrap();
            assert_eq!((found.at, found.says), (before.len(), format!("this is not TOML: {says}")), "{text}");
        }
        let (_, errors) = DeTable::parse_recoverable("a = \"whole\"");
        assert!(fault("a = \"whole\"", &errors).is_none());
    }

    #[test]
    fn what_stands_twice_is_told_with_the_line_of_the_first_one() {
        let out = "Take one of them out.";
        for (text, says, first) in [
            ("[a]\n[▶a]\n[a]\nb = \n", "`[a]` is here twice", Some(1)),
            ("[x.a] # 1\nb = 1\n[y.a]\n[x.▶a]\nb = 2\n", "`[x.a]` is here twice", Some(1)),
            ("[a]\nb = 1\n[c]\nd = 1\n b = 2\n▶b = 3\n", "`b` is here twice", Some(5)),
            ("[a]\nb.text = 1\nb.▶text = 2\n", "`b.text` is here twice", Some(2)),
            ("a = { b = 1, ▶b = 2 }\n", "`b` is here twice", None),
            ("[a]\nb = {}\n[a.▶b]\nc = 1\n", "`[a.b]` is here twice", None),
        ] {
            let (before, after) = text.split_once('▶').unwrap();
            let file = before.to_owned() + after;
            let (_, errors) = DeTable::parse_recoverable(&file);
            let found = fault(&file, &errors).unwrap();
            let advice = first.map_or(out.to_owned(), |line| format!("The first one stands in line {line}. {out}"));
            assert_eq!((found.at, &*found.says, &*found.advice), (before.len(), says, &*advice), "{text}");
        }
        let file = "[a]\nb = \"x\"\nb.aloud = \"y\"\n";
        let (_, errors) = DeTable::parse_recoverable(file);
        let found = fault(file, &errors).unwrap();
        assert_eq!(found.says, "`b.aloud` goes into what is a text already");
    }

    #[test]
    fn a_control_character_is_named_where_it_stands() {
        for (text, code) in [
            ("a = \"x▶\u{1b}y\"\nb = [\n", "001B"),
            ("a = 'x▶\0'\n", "0000"),
            ("# c▶\u{1}\n", "0001"),
            ("▶\u{7f}a = 1\n", "007F"),
            ("a = \"x▶\ry\"\n", "000D"),
        ] {
            let (before, after) = text.split_once('▶').unwrap();
            let file = before.to_owned() + after;
            let (_, errors) = DeTable::parse_recoverable(&file);
            let found = fault(&file, &errors).unwrap();
            let says = format!("there is a control character (U+{code}) here");
            assert_eq!((found.at, found.says, &*found.advice), (before.len(), says, "Take it out."), "{text:?}");
        }
    }
}

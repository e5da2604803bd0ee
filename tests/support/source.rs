//! A Rust source read just far enough to see which names its paths go through.

/// The code of a source without its module of tests.
pub fn own(source: &str) -> &str {
    source.split_once("\n#[cfg(test)]").map_or(source, |(own, _)| own)
}

/// The source without comments, and with nothing in its quotes.
pub fn bare(source: &str) -> String {
    let mut bare = String::new();
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if character == '"' {
            bare.push_str("\"\"");
            quoted(rest, '"')
        } else if character == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            bare.push(character);
            character.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    bare
}

/// Whether this `'` begins a character and not a lifetime.
fn is_character(rest: &str) -> bool {
    let mut next = rest.chars().skip(1);
    matches!((next.next(), next.next()), (Some('\\'), _) | (Some(_), Some('\'')))
}

/// How long the text in quotes is, the quotes included.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return place + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Every name that a path of this source goes through: in a `use`, or beside `::`.
pub fn names(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for statement in bare(own(source)).split_inclusive(';') {
        let words = words(statement);
        let begins_use = words.iter().rposition(|word| word == "use");
        for (place, word) in words.iter().enumerate() {
            let is_name = word.chars().all(|c| c.is_alphanumeric() || c == '_');
            let beside = |other: Option<&String>| other.is_some_and(|other| other == "::");
            let in_path = beside(words.get(place + 1)) || (place > 0 && beside(words.get(place - 1)));
            if is_name && (in_path || begins_use.is_some_and(|start| start < place)) {
                names.push(word.clone());
            }
        }
    }
    names
}

/// The words of a statement, `::` as one of them.
fn words(statement: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut grows = false;
    for character in statement.chars() {
        let is_letter = character.is_alphanumeric() || character == '_';
        match words.last_mut() {
            Some(word) if grows && is_letter => word.push(character),
            Some(word) if character == ':' && word == ":" => word.push(':'),
            _ if character.is_whitespace() => words.push(String::new()),
            _ => words.push(character.to_string()),
        }
        grows = is_letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

//! How TOML spells a text: in quotes, or as a table with the words to read aloud and whose facts these are.

use toml::Spanned;
use toml::de::DeValue;

use super::blank::{Piece, pieces};
use super::file::{Name, Placed, Reader, Table};
use super::{SourceId, Text};

/// Whether a caller hears this text, so that it must have words that can be read aloud.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Yes,
    No,
}

impl Reader<'_> {
    /// The values of a list of texts under this key.
    pub fn items<'b>(&mut self, table: &Table<'b>, key: &str) -> &'b [Spanned<DeValue<'b>>] {
        let name = Name::Value(key, &table.name);
        let Some(value) = self.required(table, key) else { return &[] };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, name, "a list of texts");
            return &[];
        };
        if items.is_empty() {
            self.fault(value.span().start, format!("{name} is an empty list"), "Give it at least one entry.");
        }
        items
    }

    pub fn text(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Option<Text> {
        let value = self.required(table, key)?;
        self.text_value(value, Name::Value(key, &table.name), source, heard)
    }

    pub fn optional_text(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Option<Text> {
        self.text_value(table.get(key)?, Name::Value(key, &table.name), source, heard)
    }

    /// A text is a string, or a table of `text`, `aloud` and `from`.
    pub fn text_value(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        name: Name<'_>,
        source: SourceId,
        heard: Heard,
    ) -> Option<Text> {
        if let DeValue::Table(entries) = value.get_ref() {
            let table = Table { name, at: value.span().start, entries };
            self.allow(&table, &["text", "aloud", "from"]);
            return self.text_table(&table, source, heard);
        }
        let Placed { value: text, at } = self.string_value(value, name)?;
        self.require_aloud(&name, &Placed { value: text, at }, heard);
        Some(Text { text: text.to_owned(), aloud: None, source, at })
    }

    /// The `text`, `aloud` and `from` of a table that may have other keys too.
    pub fn text_table(&mut self, table: &Table<'_>, source: SourceId, heard: Heard) -> Option<Text> {
        let source = self.optional_source(table).unwrap_or(source);
        let aloud = table.get("aloud");
        let is_silent = aloud.is_none();
        let aloud = aloud.and_then(|aloud| self.string_value(aloud, Name::Value("aloud", &table.name)));
        let Placed { value: text, at } = self.string(table, "text")?;
        if is_silent {
            self.require_aloud(&table.name, &Placed { value: text, at }, heard);
        }
        let aloud = aloud.map(|aloud| aloud.value.to_owned());
        Some(Text { text: text.to_owned(), aloud, source, at })
    }

    /// Notes that a text which is heard has no words to read aloud, where it cannot be read aloud as it stands.
    fn require_aloud(&mut self, name: &Name<'_>, text: &Placed<&str>, heard: Heard) {
        if let (Heard::Yes, Some(sign)) = (heard, unspeakable(text.value)) {
            let advice = "A caller hears this: write { text = \"…\", aloud = \"…\" }, with words that can be read out.";
            self.fault(text.at, format!("{name} has `{sign}` in it, and no `aloud`"), advice);
        }
    }
}

/// The first character of a text that nobody would know how to read out.
fn unspeakable(text: &str) -> Option<char> {
    // Every text of an article is looked at, and most have only these.
    let is_speakable = |character: char| match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | ',' | '.' | '?' | '!' | ':' | ';' | '\'' | '’' | '-' => true,
        _ => character.is_alphanumeric(),
    };
    pieces(text).find_map(|piece| match piece {
        Piece::Words(words) => words.chars().find(|character| !is_speakable(*character)),
        Piece::Blank(_) | Piece::Open(_) => None,
    })
}

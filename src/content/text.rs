//! How TOML spells a text: in quotes, or as a table with the words to read aloud and whose facts these are.

use toml::Spanned;
use toml::de::DeValue;

use super::file::{Name, Placed, Reader, Table};
use super::{SourceId, Text};

/// Whether a caller hears this text, so that words to read aloud are required.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Yes,
    No,
}

impl Reader<'_> {
    /// The values of a list under this key, each a text.
    pub fn texts(&mut self, table: &Table<'_>, key: &str, source: SourceId) -> Vec<Text> {
        let name = Name::Value(key, &table.name);
        let Some(value) = self.required(table, key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, name, "a list of texts");
            return Vec::new();
        };
        if items.is_empty() {
            self.fault(value.span().start, format!("{name} is an empty list"), "Give it at least one entry.");
        }
        items.iter().filter_map(|item| self.text_value(item, name, source, Heard::Yes)).collect()
    }

    pub fn text(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Option<Text> {
        let value = self.required(table, key)?;
        self.text_value(value, Name::Value(key, &table.name), source, heard)
    }

    pub fn optional_text(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Option<Text> {
        self.text_value(table.get(key)?, Name::Value(key, &table.name), source, heard)
    }

    /// A text is a string, or a table of `text`, `aloud` and `from`.
    fn text_value(
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
        self.require_aloud(name, at, heard);
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
            self.require_aloud(table.name, at, heard);
        }
        let aloud = aloud.map(|aloud| aloud.value.to_owned());
        Some(Text { text: text.to_owned(), aloud, source, at })
    }

    /// Notes that a text which is heard has no words to read aloud.
    fn require_aloud(&mut self, name: Name<'_>, at: usize, heard: Heard) {
        if heard == Heard::Yes {
            let advice =
                "A caller hears this: write { text = \"…\", aloud = \"…\" }, with the words an agent can read out.";
            self.fault(at, format!("{name} has no `aloud`"), advice);
        }
    }
}

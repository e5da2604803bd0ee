//! How TOML spells an article: takes typed values out of tables and notes every fault with its place. It knows the
//! shape of a value, never what the article means by it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::character::{Harm, harms};
use super::fault::{Found, placed};
use super::{Fault, SourceId};

/// A table of the file, with the name that a fault calls it by.
#[derive(Clone)]
pub(super) struct Table<'a> {
    pub name: String,
    pub at: Range<usize>,
    pub entries: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    pub fn root(entries: &'a DeTable<'a>) -> Table<'a> {
        Table { name: "the file".to_owned(), at: 0..0, entries }
    }

    pub fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries.get(key)
    }

    pub fn keys(&self) -> impl Iterator<Item = (&'a str, Range<usize>)> + use<'a> {
        self.entries.keys().map(|key| (key.get_ref().as_ref(), key.span()))
    }
}

/// A string of the file and where it stands.
pub(super) type Placed = (String, Range<usize>);

/// Reads values, and collects faults instead of stopping at one.
pub(super) struct Reader<'t> {
    file: &'t str,
    /// The names of the sources, filled first, since every text refers to one.
    pub sources: BTreeMap<String, SourceId>,
    faults: Vec<Found>,
    /// Something is not there or leads nowhere, so that what holds between nodes cannot be judged.
    gaps: bool,
    /// The file is not whole TOML, so that what seems missing may only be unread.
    broken: bool,
}

impl<'t> Reader<'t> {
    pub fn new(file: &'t str) -> Reader<'t> {
        Reader { file, sources: BTreeMap::new(), faults: Vec::new(), gaps: false, broken: false }
    }

    pub fn fault(&mut self, at: &Range<usize>, says: impl Into<String>, advice: impl Into<String>) {
        self.faults.push((at.start, says.into(), advice.into()));
    }

    /// Notes where the file is not TOML.
    pub fn broken(&mut self, at: &Range<usize>, says: &str) {
        self.fault(at, format!("this is not TOML: {says}"), "See https://toml.io for how it is spelled.");
        (self.gaps, self.broken) = (true, true);
    }

    pub fn has_gaps(&self) -> bool {
        self.gaps
    }

    pub fn faults(self) -> Vec<Fault> {
        placed(self.file, self.faults)
    }

    /// Notes each key of the table that is not one of these.
    pub fn allow(&mut self, table: &Table<'_>, allowed: &[&str]) {
        for (key, at) in table.keys() {
            if !allowed.contains(&key) {
                let says = format!("`{key}` is not a key of {}", table.name);
                self.fault(&at, says, format!("The keys it can have are: {}.", allowed.join(", ")));
            }
        }
    }

    pub fn missing(&mut self, table: &Table<'_>, key: &str) {
        self.gaps = true;
        if self.broken {
            return;
        }
        self.fault(&table.at, format!("{} has no `{key}`", table.name), format!("Add `{key} = …` to it."));
    }

    pub fn wrong_kind(&mut self, value: &Spanned<DeValue<'_>>, name: &str, wanted: &str) {
        self.gaps = true;
        let found = value.get_ref().type_str();
        self.fault(&value.span(), format!("{name} is of the wrong kind: {found}"), format!("Write {wanted} here."));
    }

    pub fn optional_string(&mut self, table: &Table<'_>, key: &str) -> Option<Placed> {
        let value = table.get(key)?;
        self.string_value(value, &format!("`{key}` of {}", table.name))
    }

    pub fn string(&mut self, table: &Table<'_>, key: &str) -> Option<Placed> {
        if table.get(key).is_none() {
            self.missing(table, key);
        }
        self.optional_string(table, key)
    }

    pub fn string_value(&mut self, value: &Spanned<DeValue<'_>>, name: &str) -> Option<Placed> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_kind(value, name, "a text in quotes");
            return None;
        };
        let is_written = self.file.get(value.span()).is_some_and(|written| !written.is_empty());
        if text.trim().is_empty() && is_written {
            self.fault(&value.span(), format!("{name} is empty"), "Write the words, or leave the key out.");
        } else if let Some((_, character, harm)) = harms(text).next() {
            let code = u32::from(character);
            let (says, advice) = match harm {
                Harm::Steers => ("a control character", "Keep each text on one line, without tabs or escapes."),
                Harm::Turns => (
                    "a character that turns the direction of writing",
                    "Take it out: a text in any script can do without it.",
                ),
                Harm::Hides => {
                    ("a character that cannot be seen", "Take it out; it often comes along when a text is copied.")
                }
            };
            self.fault(&self.place_of_harm(value), format!("{name} has {says} (U+{code:04X})"), advice);
        }
        Some((text.to_string(), value.span()))
    }

    /// Where the first harmful character of a text stands: itself, since nobody can see it; the text where it is
    /// spelled out, as in `\u200b`.
    fn place_of_harm(&self, value: &Spanned<DeValue<'_>>) -> Range<usize> {
        let written = self.file.get(value.span()).unwrap_or_default();
        let start = value.span().start + harms(written).next().map_or(0, |(at, ..)| at);
        start..value.span().end
    }

    pub fn optional_number(&mut self, table: &Table<'_>, key: &str) -> Option<(usize, Range<usize>)> {
        let value = table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => usize::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_kind(value, &format!("`{key}` of {}", table.name), "a whole number, 0 or more,");
        }
        number.map(|number| (number, value.span()))
    }

    pub fn strings(&mut self, table: &Table<'_>, key: &str) -> Vec<Placed> {
        let name = format!("`{key}` of {}", table.name);
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, &name, "a list of texts, [\"…\", \"…\"],");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.string_value(item, &name)).collect()
    }

    fn as_table<'a>(&mut self, value: &'a Spanned<DeValue<'a>>, name: String, at: Range<usize>) -> Option<Table<'a>> {
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong_kind(value, &name, "a table");
            return None;
        };
        Some(Table { name, at, entries })
    }

    /// A table inside this one.
    pub fn table<'a>(&mut self, table: &Table<'a>, key: &str) -> Option<Table<'a>> {
        let value = table.get(key)?;
        let at = table.keys().find(|(name, _)| *name == key).map_or(value.span(), |(_, at)| at);
        self.as_table(value, key.to_owned(), at)
    }

    /// The named tables of one section: `[question.NAME]` gives `NAME` and its table.
    pub fn section<'a>(&mut self, root: &Table<'a>, section: &str) -> Vec<(String, Table<'a>)> {
        let mut tables = Vec::new();
        for (name, at, value) in self.entries_of(root, section) {
            if let Some(table) = self.as_table(value, format!("{section}.{name}"), at) {
                tables.push((name, table));
            }
        }
        tables
    }

    /// The named lists of one section: `[[steps.NAME]]` gives `NAME` and its tables.
    pub fn section_of_lists<'a>(&mut self, root: &Table<'a>, section: &str) -> Vec<(String, Vec<Table<'a>>)> {
        let mut lists = Vec::new();
        for (name, _, value) in self.entries_of(root, section) {
            let title = format!("{section}.{name}");
            lists.push((name, self.tables_value(value, &title)));
        }
        lists
    }

    fn entries_of<'a>(
        &mut self,
        root: &Table<'a>,
        section: &str,
    ) -> Vec<(String, Range<usize>, &'a Spanned<DeValue<'a>>)> {
        let Some(section) = self.table(root, section) else { return Vec::new() };
        let mut entries = Vec::new();
        for (key, value) in section.entries.iter() {
            let name = key.get_ref().to_string();
            self.check_name(&name, &key.span());
            entries.push((name, key.span(), value));
        }
        entries.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        entries
    }

    /// Names and keys are typed by people and by scripts (`--answer NODE=KEY`), so they are plain.
    pub fn check_name(&mut self, name: &str, at: &Range<usize>) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(plain) {
            self.fault(at, format!("`{name}` is not a plain name"), "Use lower-case letters, digits and hyphens only.");
        }
    }

    /// The list of tables under this key; a list that is not there, or is empty, is a fault.
    pub fn tables<'a>(&mut self, table: &Table<'a>, key: &str) -> Vec<Table<'a>> {
        let Some(value) = table.get(key) else {
            self.missing(table, key);
            return Vec::new();
        };
        self.tables_value(value, &format!("`{key}` of {}", table.name))
    }

    fn tables_value<'a>(&mut self, value: &'a Spanned<DeValue<'a>>, name: &str) -> Vec<Table<'a>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, name, "a list of tables, [{ … }, { … }],");
            return Vec::new();
        };
        if items.is_empty() {
            self.fault(&value.span(), format!("{name} is an empty list"), "Give it at least one entry.");
        }
        let name = |place: usize| format!("entry {} of {name}", place + 1);
        items.iter().enumerate().filter_map(|(place, item)| self.as_table(item, name(place), item.span())).collect()
    }

    /// The source that `from` names.
    pub fn source(&mut self, table: &Table<'_>) -> Option<SourceId> {
        let (name, at) = self.optional_string(table, "from")?;
        let sources = std::mem::take(&mut self.sources);
        let source = self.named(&sources, "source", &name, &at);
        self.sources = sources;
        source
    }

    /// The id of this name, or a fault that lists the names there are.
    pub fn named<Id: Copy>(
        &mut self,
        names: &BTreeMap<String, Id>,
        kind: &str,
        name: &str,
        at: &Range<usize>,
    ) -> Option<Id> {
        let found = names.get(name).copied();
        if found.is_none() {
            self.gaps = true;
            let there: Vec<&str> = names.keys().map(String::as_str).collect();
            let advice = match there.as_slice() {
                [] => format!("There is none yet: add {}.", header(kind, name)),
                there => format!("There are: {}.", there.join(", ")),
            };
            self.fault(at, format!("there is no {kind} `{name}`"), advice);
        }
        found
    }
}

/// How the table of this name begins in a file.
fn header(kind: &str, name: &str) -> String {
    match kind {
        "node" => format!("[question.{name}]"),
        "set of rules" => format!("[rules.{name}]"),
        "list of steps" => format!("[[steps.{name}]]"),
        section => format!("[{section}.{name}]"),
    }
}

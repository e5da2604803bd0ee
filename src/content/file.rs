//! How TOML spells an article: takes typed values out of tables and notes every fault with its place. It knows the
//! shape of a value, never what the article means by it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::character::{Harm, harms};
use super::fault::{Found, placed};
use super::like::LIKE;
use super::{Fault, SourceId};

/// A table of the file, with what a fault calls it and the byte where it begins.
pub(super) struct Table<'a> {
    pub name: Name<'a>,
    pub at: usize,
    pub entries: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    pub fn root(entries: &'a DeTable<'a>) -> Table<'a> {
        Table { name: Name::File, at: 0, entries }
    }

    pub fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries.get(key)
    }
}

/// A list of the file, with what a fault calls it.
pub(super) struct List<'a> {
    name: Name<'a>,
    items: &'a DeArray<'a>,
}

/// A value of the file, and the byte where it begins.
pub(super) struct Placed<T> {
    pub value: T,
    pub at: usize,
}

/// What a fault calls a value. It is put into words only where there is a fault.
#[derive(Clone, Copy)]
pub(super) enum Name<'a> {
    File,
    /// By its key alone.
    Key(&'a str),
    /// By its section and its own name there.
    Entry(&'a str, &'a str),
    /// By its key in a table.
    Value(&'a str, &'a Name<'a>),
    /// By its place in a list, counted from 0.
    Item(usize, &'a Name<'a>),
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::File => f.write_str("the file"),
            Name::Key(key) => f.write_str(key),
            Name::Entry(section, name) => write!(f, "{section}.{name}"),
            Name::Value(key, of) => write!(f, "`{key}` of {of}"),
            Name::Item(place, of) => write!(f, "entry {} of {of}", place + 1),
        }
    }
}

/// The names of one kind of thing, and what each stands for.
pub(super) type Names<'a> = BTreeMap<&'a str, usize>;

/// Reads values, and collects faults instead of stopping at one.
pub(super) struct Reader<'a> {
    file: &'a str,
    /// The names of the sources, filled first, since every text refers to one.
    pub sources: Names<'a>,
    faults: Vec<Found>,
    /// A character that no text may have, by the place of its text: nothing else is told of such a text.
    harmed: BTreeMap<usize, Found>,
    /// Something is not there or leads nowhere, so that what holds between nodes cannot be judged.
    gaps: bool,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a str) -> Reader<'a> {
        Reader { file, sources: Names::new(), faults: Vec::new(), harmed: BTreeMap::new(), gaps: false }
    }

    pub fn fault(&mut self, at: usize, says: impl Into<String>, advice: impl Into<String>) {
        self.faults.push(Found::new(at, says, advice));
    }

    /// Keeps one of the faults that are mended by the same at the same place: what is taken over is read twice.
    pub fn each_once(&mut self) {
        let mut known = BTreeSet::new();
        self.faults.retain(|found| known.insert((found.at, found.advice.clone())));
    }

    pub fn has_gaps(&self) -> bool {
        self.gaps
    }

    pub fn faults(self) -> Vec<Fault> {
        let mut faults = self.faults;
        faults.retain(|found| !self.harmed.contains_key(&found.at));
        faults.extend(self.harmed.into_values());
        placed(self.file, faults)
    }

    /// Notes each key of the table that is not one of these.
    pub fn allow(&mut self, table: &Table<'_>, allowed: &[&str]) {
        for key in table.entries.keys() {
            let (key, at) = (key.get_ref(), key.span().start);
            if !allowed.contains(&key.as_ref()) {
                let says = format!("`{key}` is not a key of {}", table.name);
                let advice = match key.as_ref() {
                    "check" => {
                        "A step has it: `check = true` shows the rules of the password page before it.".to_owned()
                    }
                    key => did_you_mean(key, allowed.iter().copied())
                        .unwrap_or_else(|| format!("The keys it can have are: {}.", allowed.join(", "))),
                };
                self.fault(at, says, advice);
            }
        }
    }

    pub fn missing(&mut self, table: &Table<'_>, key: &str) {
        self.gaps = true;
        // What it is like has none either, and that is a fault of its own.
        if table.get(LIKE).is_some() {
            return;
        }
        self.fault(table.at, format!("{} has no `{key}`", table.name), format!("Add `{key} = …` to it."));
    }

    pub fn wrong_kind(&mut self, value: &Spanned<DeValue<'_>>, name: Name<'_>, wanted: &str) {
        self.gaps = true;
        let found = value.get_ref().type_str();
        self.fault(
            value.span().start,
            format!("{name} is of the wrong kind: {found}"),
            format!("Write {wanted} here."),
        );
    }

    /// The value under this key, which must be there.
    pub fn required<'b>(&mut self, table: &Table<'b>, key: &str) -> Option<&'b Spanned<DeValue<'b>>> {
        let value = table.get(key);
        if value.is_none() {
            self.missing(table, key);
        }
        value
    }

    pub fn string<'b>(&mut self, table: &Table<'b>, key: &str) -> Option<Placed<&'b str>> {
        let value = self.required(table, key)?;
        self.string_value(value, Name::Value(key, &table.name))
    }

    pub fn optional_string<'b>(&mut self, table: &Table<'b>, key: &str) -> Option<Placed<&'b str>> {
        self.string_value(table.get(key)?, Name::Value(key, &table.name))
    }

    pub fn string_value<'b>(&mut self, value: &'b Spanned<DeValue<'_>>, name: Name<'_>) -> Option<Placed<&'b str>> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_kind(value, name, "a text in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.fault(value.span().start, format!("{name} is empty"), "Write the words, or leave the key out.");
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
            let says = format!("{name} has {says} (U+{code:04X})");
            let found = Found::new(self.place_of_harm(value), says, advice);
            self.harmed.entry(value.span().start).or_insert(found);
        }
        Some(Placed { value: text, at: value.span().start })
    }

    /// Where the first harmful character of a text stands: itself, since nobody can see it; the text where it is
    /// spelled out, as in `\u200b`.
    fn place_of_harm(&self, value: &Spanned<DeValue<'_>>) -> usize {
        let written = self.file.get(value.span()).unwrap_or_default();
        value.span().start + harms(written).next().map_or(0, |(at, ..)| at)
    }

    /// A whole number that must be there.
    pub fn number(&mut self, table: &Table<'_>, key: &str) -> Option<Placed<usize>> {
        let value = self.required(table, key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => usize::from_str_radix(digits.as_str(), digits.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_kind(value, Name::Value(key, &table.name), "a whole number, 0 or more,");
        }
        Some(Placed { value: number?, at: value.span().start })
    }

    /// Whether this key is there and true.
    pub fn is_true(&mut self, table: &Table<'_>, key: &str) -> bool {
        let Some(value) = table.get(key) else { return false };
        let is_true = matches!(value.get_ref(), DeValue::Boolean(true));
        if !is_true {
            self.wrong_kind(value, Name::Value(key, &table.name), "true, or leave the key out,");
        }
        is_true
    }

    pub fn strings<'b>(&mut self, table: &Table<'b>, key: &str) -> Vec<Placed<&'b str>> {
        let name = Name::Value(key, &table.name);
        let Some(value) = table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, name, "a list of texts, [\"…\", \"…\"],");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.string_value(item, name)).collect()
    }

    /// A table inside this one.
    pub fn table<'b>(&mut self, table: &Table<'b>, key: &'b str) -> Option<Table<'b>> {
        let (written, value) = table.entries.get_key_value(key)?;
        self.as_table(value, Name::Key(key), written.span().start)
    }

    /// The named tables of one section, in the order of their names: `[question.NAME]` gives `NAME` and its table.
    pub fn section<'b>(&mut self, root: &Table<'b>, section: &'b str) -> Vec<(&'b str, Table<'b>)> {
        let mut tables = Vec::new();
        for (name, at, value) in self.entries_of(root, section) {
            if let Some(table) = self.as_table(value, Name::Entry(section, name), at) {
                tables.push((name, table));
            }
        }
        tables
    }

    /// The named lists of one section, in the order of their names: those of `[[steps.NAME]]`.
    pub fn section_of_lists<'b>(&mut self, root: &Table<'b>, section: &'b str) -> Vec<List<'b>> {
        let entries = self.entries_of(root, section);
        entries.into_iter().filter_map(|(name, _, value)| self.as_list(value, Name::Entry(section, name))).collect()
    }

    fn entries_of<'b>(
        &mut self,
        root: &Table<'b>,
        section: &'b str,
    ) -> Vec<(&'b str, usize, &'b Spanned<DeValue<'b>>)> {
        let Some(section) = self.table(root, section) else { return Vec::new() };
        let mut entries = Vec::new();
        // A table has them in the order of their names.
        for (key, value) in section.entries {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            self.check_name(name, at);
            entries.push((name, at, value));
        }
        entries
    }

    /// Names and keys are typed by people and by scripts (`--answer NODE=KEY`), so they are plain.
    pub fn check_name(&mut self, name: &str, at: usize) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || !name.chars().all(plain) {
            self.fault(at, format!("`{name}` is not a plain name"), "Use lower-case letters, digits and hyphens only.");
        }
    }

    /// The list of tables under this key; a list that is not there, or is empty, is a fault.
    pub fn list<'b>(&mut self, table: &'b Table<'b>, key: &'b str) -> Option<List<'b>> {
        let value = self.required(table, key)?;
        self.as_list(value, Name::Value(key, &table.name))
    }

    /// The tables of a list.
    pub fn tables<'b>(&mut self, list: &'b List<'b>) -> Vec<Table<'b>> {
        let items = list.items.iter().enumerate();
        items
            .filter_map(|(place, item)| self.as_table(item, Name::Item(place, &list.name), item.span().start))
            .collect()
    }

    fn as_list<'b>(&mut self, value: &'b Spanned<DeValue<'b>>, name: Name<'b>) -> Option<List<'b>> {
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_kind(value, name, "a list of tables, [{ … }, { … }],");
            return None;
        };
        if items.is_empty() {
            self.fault(value.span().start, format!("{name} is an empty list"), "Give it at least one entry.");
        }
        Some(List { name, items })
    }

    fn as_table<'b>(&mut self, value: &'b Spanned<DeValue<'b>>, name: Name<'b>, at: usize) -> Option<Table<'b>> {
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong_kind(value, name, "a table");
            return None;
        };
        Some(Table { name, at, entries })
    }

    /// The source that `from` names, which must be there: what is in the table goes by it.
    pub fn source(&mut self, table: &Table<'_>) -> Option<SourceId> {
        let name = self.string(table, "from")?;
        self.source_named(&name)
    }

    /// The source that `from` names, where it is there.
    pub fn optional_source(&mut self, table: &Table<'_>) -> Option<SourceId> {
        let name = self.optional_string(table, "from")?;
        self.source_named(&name)
    }

    fn source_named(&mut self, name: &Placed<&str>) -> Option<SourceId> {
        let sources = std::mem::take(&mut self.sources);
        let source = self.named(&sources, "source", name);
        self.sources = sources;
        source.map(SourceId)
    }

    /// The id of this name, or a fault that lists the names there are.
    pub fn named(&mut self, names: &Names<'_>, kind: &str, name: &Placed<&str>) -> Option<usize> {
        let Placed { value: name, at } = name;
        let found = names.get(name).copied();
        if found.is_none() {
            self.gaps = true;
            let advice = match (did_you_mean(name, around(names, name)), names.len()) {
                (Some(meant), _) => meant,
                (None, 0) => format!("There is none yet: add {}.", header(kind, name)),
                (None, 1..=MOST_LISTED) => format!("There are: {}.", joined(names.keys())),
                (None, count) => {
                    let before = names.range(..*name).rev().take(MOST_LISTED / 2).map(|(name, _)| name);
                    let mut near: Vec<&&str> = before.collect();
                    near.reverse();
                    near.extend(names.range(*name..).take(MOST_LISTED / 2).map(|(name, _)| name));
                    format!("There are {count}; some of them are: {}.", joined(near.into_iter()))
                }
            };
            self.fault(*at, format!("there is no {kind} `{name}`"), advice);
        }
        found
    }
}

/// As many names as a fault lists.
const MOST_LISTED: usize = 8;

/// As many names on either side of a misspelled one are compared with it: a file may have any number of both.
pub(super) const MOST_COMPARED: usize = 50;

/// The names of which one may be meant by this one, which is not among them.
pub(super) fn around<'n>(names: &'n Names<'_>, name: &'n str) -> impl Iterator<Item = &'n str> {
    let before = names.range(..name).rev().take(MOST_COMPARED);
    before.chain(names.range(name..).take(MOST_COMPARED)).map(|(name, _)| *name)
}

/// From here on two names are near: `not-coverd` and `not-covered` are, `frost` and `rust` are not.
const NEAR: f64 = 0.8;

/// A longer name is compared with none: what that costs grows with the length of both.
const LONGEST_COMPARED: usize = 100;

/// Asks whether the name that is written most like this one is meant, where one is like it.
pub(super) fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let is_short = |name: &str| name.len() <= LONGEST_COMPARED;
    let names = names.filter(|known| is_short(name) && is_short(known));
    let likeness = names.map(|known| (strsim::jaro_winkler(name, known), known));
    let near = likeness.filter(|(likeness, _)| *likeness >= NEAR).max_by(|(one, _), (other, _)| one.total_cmp(other));
    near.map(|(_, known)| format!("Did you mean `{known}`?"))
}

fn joined<'n>(names: impl Iterator<Item = &'n &'n str>) -> String {
    names.copied().collect::<Vec<&str>>().join(", ")
}

/// How the table of this name begins in a file.
fn header(kind: &str, name: &str) -> String {
    match kind {
        "node" => format!("[question.{name}]"),
        "set of rules" => format!("[rules.{name}]"),
        "list of steps" => format!("[[steps.{name}]]"),
        "stage" => format!("stages = [\"{name}\"]"),
        section => format!("[{section}.{name}]"),
    }
}

//! From spelling to an [`Article`]: every name is resolved, every value is checked, and nothing is built while one
//! fault stands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use toml::de::DeTable;

use super::file::{Reader, Table};
use super::graph;
use super::text::Heard;
use super::{
    Article, Aside, AsideId, Cause, CauseId, Characters, Faults, Lead, Link, LinkId, NodeId, RulesId, Source, SourceId,
    StepsId, Whose,
};
use nodes::Kind;

mod nodes;
mod rules;

const SECTIONS: [&str; 15] = [
    "title",
    "version",
    "start",
    "source",
    "link",
    "characters",
    "rules",
    "caution",
    "cause",
    "question",
    "password",
    "checklist",
    "ending",
    "steps",
    "aside",
];

pub(super) fn article(text: &str) -> Result<Article, Faults> {
    let mut reader = Reader::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().unwrap_or_default();
        reader.broken(&at, error.message());
    }
    let root = Table::root(root.get_ref());
    let article = Builder::new(&mut reader, &root).article(&root);
    if let Some(article) = &article {
        graph::check(article, &mut reader);
    }
    let faults = reader.faults();
    match article {
        Some(article) if faults.is_empty() => Ok(article),
        _ => Err(Faults(faults)),
    }
}

/// The names of everything that can be referred to, gathered before anything is read.
#[derive(Default)]
struct Names {
    nodes: BTreeMap<String, NodeId>,
    links: BTreeMap<String, LinkId>,
    causes: BTreeMap<String, CauseId>,
    asides: BTreeMap<String, AsideId>,
    steps: BTreeMap<String, StepsId>,
    rules: BTreeMap<String, RulesId>,
}

struct Builder<'r, 't> {
    reader: &'r mut Reader<'t>,
    names: Names,
    characters: Characters,
}

impl<'r, 't> Builder<'r, 't> {
    fn new(reader: &'r mut Reader<'t>, root: &Table<'_>) -> Builder<'r, 't> {
        let mut names = Names::default();
        let names_of = |section: &str| match root.get(section).map(toml::Spanned::get_ref) {
            Some(toml::de::DeValue::Table(entries)) => entries.keys().map(|key| key.get_ref().to_string()).collect(),
            _ => Vec::new(),
        };
        reader.sources = numbered(names_of("source"), SourceId);
        names.links = numbered(names_of("link"), LinkId);
        names.causes = numbered(names_of("cause"), CauseId);
        names.asides = numbered(names_of("aside"), AsideId);
        names.steps = numbered(names_of("steps"), StepsId);
        names.rules = numbered(names_of("rules"), RulesId);
        names.nodes = numbered(Kind::ALL.iter().flat_map(|kind| names_of(kind.name())).collect(), NodeId);
        Builder { reader, names, characters: Characters::default() }
    }

    fn article(mut self, root: &Table<'_>) -> Option<Article> {
        self.reader.allow(root, &SECTIONS);
        let title = self.reader.string(root, "title");
        let version = self.reader.string(root, "version");
        let sources = self.section(root, "source", Self::source);
        let links = self.section(root, "link", Self::link);
        let causes = self.section(root, "cause", Self::cause);
        let asides = self.section(root, "aside", Self::aside);
        self.characters = self.characters_of(root);
        let cautions = self.cautions(root);
        let rules = self.section(root, "rules", Self::rules);
        let steps = self.reader.section_of_lists(root, "steps");
        let steps = steps.iter().map(|(_, list)| self.steps(list)).collect();
        let nodes = self.nodes(root);
        let start = self.reader.string(root, "start");
        let start = start.and_then(|(name, at)| self.node(&name, &at));
        if self.reader.has_gaps() || nodes.len() < self.names.nodes.len() {
            return None;
        }
        Some(Article {
            title: title?.0,
            version: version?.0,
            text: Cow::default(),
            hash: OnceLock::new(),
            start: start?,
            nodes,
            sources,
            links,
            causes,
            asides,
            steps,
            rules,
            cautions,
            characters: self.characters,
        })
    }

    /// Every entry of a section that is whole; what is not whole has left a fault.
    fn section<T>(
        &mut self,
        root: &Table<'_>,
        section: &str,
        read: impl Fn(&mut Self, String, &Table<'_>) -> Option<T>,
    ) -> Vec<T> {
        let tables = self.reader.section(root, section);
        tables.into_iter().filter_map(|(name, table)| read(self, name, &table)).collect()
    }

    fn source(&mut self, name: String, table: &Table<'_>) -> Option<Source> {
        self.reader.allow(table, &["whose", "title", "address"]);
        let title = self.reader.string(table, "title");
        let address = self.reader.optional_string(table, "address").map(|(address, _)| address);
        let (whose, at) = self.reader.string(table, "whose")?;
        let Some(whose) = Whose::ALL.into_iter().find(|known| known.name() == whose) else {
            let advice = format!("Write one of: {}.", Whose::ALL.map(Whose::name).join(", "));
            self.reader.fault(&at, format!("nobody is called `{whose}`"), advice);
            return None;
        };
        Some(Source { name, whose, title: title?.0, address })
    }

    /// The source of a table that must name one, since what is in it goes by it.
    fn default_source(&mut self, table: &Table<'_>) -> Option<SourceId> {
        if table.get("from").is_none() {
            self.reader.missing(table, "from");
        }
        self.reader.source(table)
    }

    fn link(&mut self, _: String, table: &Table<'_>) -> Option<Link> {
        self.reader.allow(table, &["label", "address", "aloud", "from"]);
        let source = self.default_source(table);
        let label = self.reader.string(table, "label");
        let address = self.reader.string(table, "address");
        let aloud = self.reader.optional_string(table, "aloud").map(|(aloud, _)| aloud);
        Some(Link { label: label?.0, address: address?.0, aloud, source: source? })
    }

    fn cause(&mut self, name: String, table: &Table<'_>) -> Option<Cause> {
        self.reader.allow(table, &["text", "aloud", "from"]);
        let source = self.default_source(table)?;
        Some(Cause { name, text: self.reader.text_table(table, source, Heard::Yes)? })
    }

    fn aside(&mut self, _: String, table: &Table<'_>) -> Option<Aside> {
        self.reader.allow(table, &["see", "say", "from"]);
        let source = self.default_source(table)?;
        let see = self.reader.text(table, "see", source, Heard::Yes);
        let say = self.reader.text(table, "say", source, Heard::Yes);
        Some(Aside { see: see?, say: say? })
    }

    fn unique_key(&mut self, table: &Table<'_>, keys: &mut Vec<String>) -> Option<String> {
        let (key, at) = self.reader.string(table, "key")?;
        self.reader.check_name(&key, &at);
        if keys.contains(&key) {
            self.reader.fault(&at, format!("the key `{key}` is here twice"), "Give each entry of a list its own key.");
        }
        keys.push(key.clone());
        Some(key)
    }

    fn link_of(&mut self, table: &Table<'_>) -> Option<LinkId> {
        let (name, at) = self.reader.optional_string(table, "link")?;
        self.reader.named(&self.names.links, "link", &name, &at)
    }

    fn asides_of(&mut self, table: &Table<'_>) -> Vec<AsideId> {
        let named = self.reader.strings(table, "asides");
        named.iter().filter_map(|(name, at)| self.reader.named(&self.names.asides, "aside", name, at)).collect()
    }

    fn check_of(&mut self, table: &Table<'_>) -> Option<NodeId> {
        let (name, at) = self.reader.optional_string(table, "check")?;
        self.node(&name, &at)
    }

    fn node(&mut self, name: &str, at: &Range<usize>) -> Option<NodeId> {
        self.reader.named(&self.names.nodes, "node", name, at)
    }

    fn lead(&mut self, table: &Table<'_>) -> Option<Lead> {
        let (name, at) = self.reader.string(table, "to")?;
        Some(Lead { node: self.node(&name, &at)?, at })
    }
}

fn numbered<Id>(names: Vec<String>, id: impl Fn(usize) -> Id) -> BTreeMap<String, Id> {
    let names: std::collections::BTreeSet<String> = names.into_iter().collect();
    names.into_iter().enumerate().map(|(place, name)| (name, id(place))).collect()
}

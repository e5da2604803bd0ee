//! From spelling to an [`Article`]: every name is resolved, every value is checked, and nothing is built while one
//! fault stands. Each thing is looked at once, and found by its name in a map: a file of any size is read in a time
//! that grows with it.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::fault::{Found, placed};
use super::file::{Names, Placed, Reader, Table};
use super::text::Heard;
use super::{
    Article, Aside, AsideId, Cause, CauseId, Characters, Faults, Hash, Lead, Link, LinkId, Node, NodeId, Source,
    SourceId, Text, Whose, graph, like, syntax,
};
use nodes::Kind;

mod nodes;
mod rules;

/// The format of article files that this program reads.
const FORMAT: usize = 1;
const SECTIONS: [&str; 19] = [
    "format",
    "name",
    "title",
    "version",
    "vendor",
    "start",
    "stages",
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
    let (mut root, errors) = DeTable::parse_recoverable(text);
    if let Some(found) = syntax::fault(text, &errors).or_else(|| newer_format(root.get_ref())) {
        return Err(Faults(placed(text, vec![found])));
    }
    let found = like::expand(root.get_mut());
    if !found.is_empty() {
        return Err(Faults(placed(text, found)));
    }
    let mut reader = Reader::new(text);
    let root = Table::root(root.get_ref());
    let article = Builder::new(&mut reader, &root).article(&root);
    reader.each_once();
    if let Some(article) = &article {
        graph::check(article, &mut reader);
    }
    let faults = reader.faults();
    match article {
        Some(article) if faults.is_empty() => Ok(article),
        _ => Err(Faults(faults)),
    }
}

/// The fault of a file that a later program reads: what else seems wrong with it may be right there.
fn newer_format(root: &DeTable<'_>) -> Option<Found> {
    let format = root.get("format")?;
    let DeValue::Integer(digits) = format.get_ref() else { return None };
    let number = usize::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|number| *number > FORMAT)?;
    let says = format!("this article is of format {number}, and this program reads format {FORMAT}");
    Some(Found::new(format.span().start, says, "Get a newer version of the program."))
}

struct Builder<'r, 'a> {
    reader: &'r mut Reader<'a>,
    // The names of everything that can be referred to, gathered before anything is read.
    nodes: Names<'a>,
    links: Names<'a>,
    causes: Names<'a>,
    asides: Names<'a>,
    steps: Names<'a>,
    rules: Names<'a>,
    stages: Names<'a>,
    /// The questions as they are spelled: a line of an ending may speak of their answers.
    questions: Option<&'a DeTable<'a>>,
    characters: Characters,
}

impl<'r, 'a> Builder<'r, 'a> {
    fn new(reader: &'r mut Reader<'a>, root: &Table<'a>) -> Builder<'r, 'a> {
        reader.sources = numbered(root, &["source"]);
        Builder {
            reader,
            nodes: numbered(root, &Kind::ALL.map(Kind::name)),
            links: numbered(root, &["link"]),
            causes: numbered(root, &["cause"]),
            asides: numbered(root, &["aside"]),
            steps: numbered(root, &["steps"]),
            rules: numbered(root, &["rules"]),
            stages: Names::new(),
            questions: root.get("question").and_then(|questions| questions.get_ref().as_table()),
            characters: Characters::default(),
        }
    }

    fn article(mut self, root: &Table<'a>) -> Option<Article> {
        self.reader.allow(root, &SECTIONS);
        self.format(root);
        let name = self.owned(root, "name");
        let title = self.owned(root, "title");
        let version = self.owned(root, "version");
        let stages = self.reader.strings(root, "stages");
        self.stages.extend(stages.iter().enumerate().map(|(place, stage)| (stage.value, place)));
        let sources = self.section(root, "source", Self::source);
        let vendor = self.vendor(root, &sources);
        let links = self.section(root, "link", Self::link);
        let causes = self.section(root, "cause", Self::cause);
        let asides = self.section(root, "aside", Self::aside);
        // What a password is judged by is asked for only where there is one.
        let has_passwords = root.get("password").is_some_and(|section| section.get_ref().is_table());
        self.characters = self.characters_of(root, has_passwords);
        let cautions = self.cautions(root, has_passwords);
        let rules = self.section(root, "rules", Self::rules);
        let lists = self.reader.section_of_lists(root, "steps");
        let steps = lists.iter().map(|list| self.steps(list)).collect();
        let nodes = self.nodes(root);
        self.every_stage_has_a_page(&stages, nodes.as_deref());
        let start = self.reader.string(root, "start");
        let start = start.and_then(|name| self.node(&name));
        if self.reader.has_gaps() {
            return None;
        }
        Some(Article {
            name: name?,
            title: title?,
            version: version?,
            vendor,
            stages: stages.iter().map(|stage| stage.value.to_owned()).collect(),
            hash: Hash::default(),
            start: start?,
            nodes: nodes?,
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

    fn every_stage_has_a_page(&mut self, stages: &[Placed<&str>], nodes: Option<&[Node]>) {
        let Some(nodes) = nodes else { return };
        let mut has_page = vec![false; stages.len()];
        for stage in nodes.iter().filter_map(|node| node.head().stage) {
            has_page[stage] = true;
        }
        for (Placed { value: stage, at }, _) in stages.iter().zip(has_page).filter(|(_, has_page)| !has_page) {
            let advice = format!("Let a page have `stage = \"{stage}\"`, or take it out.");
            self.reader.fault(*at, format!("no page stands in the stage `{stage}`"), advice);
        }
    }

    fn format(&mut self, root: &Table<'_>) {
        if let Some(Placed { value: 0, at }) = self.reader.number(root, "format") {
            self.reader.fault(at, "there is no format 0", format!("Write `format = {FORMAT}`."));
        }
    }

    /// Whose product the article speaks of; it must be said where a source is that vendor's.
    fn vendor(&mut self, root: &Table<'_>, sources: &[Source]) -> Option<String> {
        if sources.iter().any(|source| source.whose == Whose::Vendor) {
            return self.owned(root, "vendor");
        }
        self.reader.optional_string(root, "vendor").map(|vendor| vendor.value.to_owned())
    }

    /// Every entry of a section that is whole; what is not whole has left a fault.
    fn section<T>(
        &mut self,
        root: &Table<'_>,
        section: &str,
        read: impl Fn(&mut Self, &str, &Table<'_>) -> Option<T>,
    ) -> Vec<T> {
        let tables = self.reader.section(root, section);
        tables.into_iter().filter_map(|(name, table)| read(self, name, &table)).collect()
    }

    /// The string under this key, which must be there.
    fn owned(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        Some(self.reader.string(table, key)?.value.to_owned())
    }

    fn source(&mut self, name: &str, table: &Table<'_>) -> Option<Source> {
        self.reader.allow(table, &["whose", "title", "address"]);
        let title = self.owned(table, "title");
        let address = self.reader.optional_string(table, "address").map(|address| address.value.to_owned());
        let Placed { value: whose, at } = self.reader.string(table, "whose")?;
        let Some(whose) = Whose::ALL.into_iter().find(|known| known.name() == whose) else {
            let names = Whose::ALL.map(Whose::name).join(", ");
            let advice = format!("Write one of: {names}. Who the vendor is stands in `vendor`, at the top.");
            self.reader.fault(at, format!("nobody is called `{whose}`"), advice);
            return None;
        };
        Some(Source { name: name.to_owned(), whose, title: title?, address })
    }

    fn link(&mut self, _: &str, table: &Table<'_>) -> Option<Link> {
        self.reader.allow(table, &["label", "address", "aloud", "from"]);
        let source = self.reader.source(table);
        let label = self.owned(table, "label");
        let address = self.owned(table, "address");
        let aloud = self.reader.optional_string(table, "aloud").map(|aloud| aloud.value.to_owned());
        Some(Link { label: label?, address: address?, aloud, source: source? })
    }

    fn cause(&mut self, name: &str, table: &Table<'_>) -> Option<Cause> {
        self.reader.allow(table, &["text", "aloud", "noted", "from"]);
        let source = self.reader.source(table)?;
        let noted = self.noted(table, source);
        Some(Cause { name: name.to_owned(), text: self.reader.text_table(table, source, Heard::Yes)?, noted })
    }

    fn aside(&mut self, name: &str, table: &Table<'_>) -> Option<Aside> {
        self.reader.allow(table, &["see", "say", "noted", "link", "to", "means", "refutes", "from"]);
        let source = self.reader.source(table)?;
        // What is seen is what a caller says.
        let see = self.reader.text(table, "see", source, Heard::No);
        let say = self.reader.text(table, "say", source, Heard::Yes);
        let link = self.link_of(table);
        let noted = self.noted(table, source);
        let to = self.optional_lead(table, "to");
        let (means, refutes) = (self.means(table), self.refutes(table));
        Some(Aside { name: name.to_owned(), see: see?, say: say?, noted, link, to, means, refutes })
    }

    /// The key of an entry of a list, which none before it has.
    fn unique_key<'b>(&mut self, table: &Table<'b>, keys: &mut BTreeSet<&'b str>) -> Option<String> {
        let Placed { value: key, at } = self.reader.string(table, "key")?;
        self.reader.check_name(key, at);
        if !keys.insert(key) {
            self.reader.fault(at, format!("the key `{key}` is here twice"), "Give each entry of a list its own key.");
        }
        Some(key.to_owned())
    }

    fn link_of(&mut self, table: &Table<'_>) -> Option<LinkId> {
        let name = self.reader.optional_string(table, "link")?;
        self.reader.named(&self.links, "link", &name).map(LinkId)
    }

    fn asides_of(&mut self, table: &Table<'_>) -> Vec<AsideId> {
        let names = self.reader.strings(table, "asides");
        names.iter().filter_map(|name| self.reader.named(&self.asides, "aside", name)).map(AsideId).collect()
    }

    /// The cause that an answer means.
    fn means(&mut self, table: &Table<'_>) -> Option<CauseId> {
        let name = self.reader.optional_string(table, "means")?;
        self.reader.named(&self.causes, "cause", &name).map(CauseId)
    }

    /// The causes that an answer speaks against.
    fn refutes(&mut self, table: &Table<'_>) -> Vec<CauseId> {
        let names = self.reader.strings(table, "refutes");
        names.iter().filter_map(|name| self.reader.named(&self.causes, "cause", name)).map(CauseId).collect()
    }

    /// What a record says of it: nobody hears that.
    fn noted(&mut self, table: &Table<'_>, source: SourceId) -> Option<Text> {
        self.reader.optional_text(table, "noted", source, Heard::No)
    }

    fn node(&mut self, name: &Placed<&str>) -> Option<NodeId> {
        self.reader.named(&self.nodes, "node", name).map(NodeId)
    }

    fn lead(&mut self, table: &Table<'_>) -> Option<Lead> {
        if table.get("to").is_none() {
            self.reader.missing(table, "to");
        }
        self.optional_lead(table, "to")
    }

    fn optional_lead(&mut self, table: &Table<'_>, key: &str) -> Option<Lead> {
        let name = self.reader.optional_string(table, key)?;
        Some(Lead { node: self.node(&name)?, at: name.at })
    }
}

/// The names of these sections, numbered in their order.
fn numbered<'a>(root: &Table<'a>, sections: &[&str]) -> Names<'a> {
    let mut names = Names::new();
    for section in sections {
        if let Some(DeValue::Table(entries)) = root.get(section).map(toml::Spanned::get_ref) {
            names.extend(entries.keys().map(|key| (key.get_ref().as_ref(), 0)));
        }
    }
    for (place, number) in names.values_mut().enumerate() {
        *number = place;
    }
    names
}

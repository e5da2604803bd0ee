//! From spelling to an [`Article`]: every name is resolved, every value is checked, and nothing is built while one
//! fault stands.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::file::{Heard, Reader, Table};
use super::graph;
use super::{
    Answer, Article, Aside, AsideId, Cause, CauseId, Caution, Characters, Checklist, Class, Ending, Faults, Head, Lead,
    Link, LinkId, Node, NodeId, Password, Question, Rule, RuleKind, RulesId, Source, SourceId, Step, StepsId, Task,
    Text, Whose,
};

/// As many answers as there are digits to choose them by.
const MOST_ANSWERS: usize = 9;
const KINDS: [&str; 4] = ["question", "password", "checklist", "ending"];
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
        Some(article) if faults.is_empty() => Ok(Article { hash: hash(text), ..article }),
        _ => Err(Faults(faults)),
    }
}

/// As many digits as tell one version of a file from another.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
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
        names.nodes = numbered(KINDS.iter().flat_map(|kind| names_of(kind)).collect(), NodeId);
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
            hash: String::new(),
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
        let whose = match whose.as_str() {
            "article" => Whose::Article,
            "8x8" => Whose::EightByEight,
            "ours" => Whose::Ours,
            other => {
                self.reader.fault(
                    &at,
                    format!("nobody is called `{other}`"),
                    "Write \"article\", \"8x8\" or \"ours\".",
                );
                return None;
            }
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
        self.reader.allow(table, &["label", "address", "from"]);
        let source = self.default_source(table);
        let label = self.reader.string(table, "label");
        let address = self.reader.string(table, "address");
        Some(Link { label: label?.0, address: address?.0, source: source? })
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

    fn characters_of(&mut self, root: &Table<'_>) -> Characters {
        let Some(table) = self.reader.table(root, "characters") else {
            self.reader.missing(root, "characters");
            return Characters::default();
        };
        self.reader.allow(&table, &["special", "dash", "troublesome"]);
        let mut signs = |key| self.reader.string(&table, key).map_or(Vec::new(), |(signs, _)| signs.chars().collect());
        Characters { special: signs("special"), dash: signs("dash"), troublesome: signs("troublesome") }
    }

    fn cautions(&mut self, root: &Table<'_>) -> Vec<Text> {
        let tables: BTreeMap<_, _> = self.reader.section(root, "caution").into_iter().collect();
        let known = Caution::ALL.map(Caution::id);
        for (name, table) in &tables {
            if !known.contains(&name.as_str()) {
                let advice = format!("The cautions are: {}.", known.join(", "));
                self.reader.fault(&table.at, format!("there is no caution `{name}`"), advice);
            }
        }
        let mut cautions = Vec::new();
        for id in known {
            let Some(table) = tables.get(id) else {
                self.reader.missing(root, &format!("caution.{id}"));
                continue;
            };
            self.reader.allow(table, &["text", "aloud", "from"]);
            if let Some(source) = self.default_source(table) {
                cautions.extend(self.reader.text_table(table, source, Heard::Yes));
            }
        }
        cautions
    }

    /// The rules of one set, in the order of the vocabulary, whatever their order in the file.
    fn rules(&mut self, _: String, table: &Table<'_>) -> Option<Vec<Rule>> {
        let vocabulary = ["length", "lower", "upper", "number", "special", "no-space", "not-username", "only"];
        let mut allowed = vec!["from"];
        allowed.extend(vocabulary);
        self.reader.allow(table, &allowed);
        let source = self.default_source(table)?;
        let mut rules = Vec::new();
        for id in vocabulary {
            if let Some(rule) = self.reader.table(table, id) {
                let text = self.reader.text_table(&rule, source, Heard::Yes);
                let kind = self.rule_kind(id, &rule);
                rules.extend(text.zip(kind).map(|(text, kind)| Rule { kind, text }));
            }
        }
        if rules.is_empty() {
            let advice = format!("Add one or more of: {}.", vocabulary.join(", "));
            self.reader.fault(&table.at, format!("{} has no rule", table.name), advice);
        }
        Some(rules)
    }

    fn rule_kind(&mut self, id: &str, rule: &Table<'_>) -> Option<RuleKind> {
        let own: &[&str] = match id {
            "length" => &["text", "aloud", "from", "least", "most"],
            "special" | "only" => &["text", "aloud", "from", "of"],
            _ => &["text", "aloud", "from"],
        };
        self.reader.allow(rule, own);
        let of = self.reader.optional_string(rule, "of").map(|(signs, _)| signs.chars().collect::<Vec<char>>());
        Some(match id {
            "length" => return self.length(rule),
            "lower" => RuleKind::Lower,
            "upper" => RuleKind::Upper,
            "number" => RuleKind::Number,
            "special" => RuleKind::Special {
                of: of.unwrap_or_else(|| [self.characters.special.as_slice(), &self.characters.dash].concat()),
            },
            "no-space" => RuleKind::NoSpace,
            "not-username" => RuleKind::NotUsername,
            _ => {
                if of.is_none() {
                    self.reader.missing(rule, "of");
                }
                RuleKind::Only { of: of? }
            }
        })
    }

    fn length(&mut self, rule: &Table<'_>) -> Option<RuleKind> {
        for key in ["least", "most"] {
            if rule.get(key).is_none() {
                self.reader.missing(rule, key);
            }
        }
        let (least, _) = self.reader.optional_number(rule, "least")?;
        let (most, at) = self.reader.optional_number(rule, "most")?;
        if least > most {
            self.reader.fault(
                &at,
                format!("no length is at least {least} and at most {most}"),
                "Let `most` be no less than `least`.",
            );
        }
        Some(RuleKind::Length { least, most })
    }

    fn steps(&mut self, list: &[Table<'_>]) -> Vec<Step> {
        let mut keys = Vec::new();
        let mut steps = Vec::new();
        for table in list {
            self.reader.allow(table, &["key", "do", "only_if", "link", "asides", "check", "from"]);
            let key = self.unique_key(table, &mut keys);
            let Some(source) = self.default_source(table) else { continue };
            let to_do = self.reader.text(table, "do", source, Heard::Yes);
            let only_if = self.reader.optional_text(table, "only_if", source, Heard::Yes);
            let link = self.link_of(table);
            let asides = self.asides_of(table);
            let check = self.check_of(table);
            if let (Some(key), Some(to_do)) = (key, to_do) {
                steps.push(Step { key, to_do, only_if, link, asides, check });
            }
        }
        steps
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

    fn nodes(&mut self, root: &Table<'_>) -> Vec<Node> {
        let mut nodes = BTreeMap::new();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for kind in KINDS {
            for (name, table) in self.reader.section(root, kind) {
                if let Some(other) = seen.insert(name.clone(), table.name.clone()) {
                    let says = format!("there is another node `{name}`: {other}");
                    self.reader.fault(&table.at, says, "Give each node its own name, whatever its kind.");
                }
                let node = match kind {
                    "question" => self.question(&name, &table).map(Node::Question),
                    "password" => self.password(&name, &table).map(Node::Password),
                    "checklist" => self.checklist(&name, &table).map(Node::Checklist),
                    _ => self.ending(&name, &table).map(Node::Ending),
                };
                // The first of two nodes of one name stays, so that the second brings no further fault with it.
                node.into_iter().for_each(|node| _ = nodes.entry(name.clone()).or_insert(node));
            }
        }
        nodes.into_values().collect()
    }

    fn head(&mut self, name: &str, table: &Table<'_>) -> Option<Head> {
        let about = self.reader.string(table, "about");
        let source = self.default_source(table);
        let asides = self.asides_of(table);
        Some(Head { name: name.to_owned(), about: about?.0, source: source?, asides, at: table.at.clone() })
    }

    fn task(&mut self, table: &Table<'_>, source: SourceId) -> Option<Task> {
        let ask = self.reader.text(table, "ask", source, Heard::Yes);
        let why = self.reader.optional_text(table, "why", source, Heard::No);
        let how = self.reader.optional_text(table, "how", source, Heard::Yes);
        let link = self.link_of(table);
        Some(Task { ask: ask?, why, how, link })
    }

    fn question(&mut self, name: &str, table: &Table<'_>) -> Option<Question> {
        self.reader.allow(table, &["about", "ask", "why", "how", "link", "answers", "asides", "from"]);
        let head = self.head(name, table)?;
        let task = self.task(table, head.source);
        let tables = self.reader.tables(table, "answers");
        if let Some(extra) = tables.get(MOST_ANSWERS) {
            let advice = "One digit chooses an answer: split the question in two.";
            self.reader.fault(&extra.at, format!("{} has more than {MOST_ANSWERS} answers", table.name), advice);
        }
        let mut keys = Vec::new();
        let mut answers = Vec::new();
        for table in &tables {
            self.reader.allow(table, &["key", "text", "aloud", "from", "to", "means"]);
            let key = self.unique_key(table, &mut keys);
            let text = self.reader.text_table(table, head.source, Heard::Yes);
            let to = self.lead(table);
            let means = self.reader.optional_string(table, "means");
            let means = means.and_then(|(name, at)| self.reader.named(&self.names.causes, "cause", &name, &at));
            if let (Some(key), Some(text), Some(to)) = (key, text, to) {
                answers.push(Answer { key, text, to, means });
            }
        }
        Some(Question { head, task: task?, answers })
    }

    fn password(&mut self, name: &str, table: &Table<'_>) -> Option<Password> {
        self.reader.allow(table, &["about", "ask", "why", "how", "link", "rules", "to", "asides", "from"]);
        let head = self.head(name, table)?;
        let task = self.task(table, head.source);
        let rules = self.reader.string(table, "rules");
        let rules = rules.and_then(|(name, at)| self.reader.named(&self.names.rules, "set of rules", &name, &at));
        let to = self.lead(table);
        Some(Password { head, task: task?, rules: rules?, to: to? })
    }

    fn checklist(&mut self, name: &str, table: &Table<'_>) -> Option<Checklist> {
        self.reader.allow(table, &["about", "ask", "why", "how", "link", "steps", "check", "to", "asides", "from"]);
        let head = self.head(name, table)?;
        let task = self.task(table, head.source);
        let steps = self.reader.string(table, "steps");
        let steps = steps.and_then(|(name, at)| self.reader.named(&self.names.steps, "list of steps", &name, &at));
        let check = self.check_of(table);
        let to = self.lead(table);
        Some(Checklist { head, task: task?, steps: steps?, check, to: to? })
    }

    fn ending(&mut self, name: &str, table: &Table<'_>) -> Option<Ending> {
        self.reader.allow(table, &["about", "class", "say", "now", "contact", "asides", "from"]);
        let head = self.head(name, table)?;
        let say = self.reader.text(table, "say", head.source, Heard::Yes);
        let now = self.reader.texts(table, "now", head.source);
        let contact = self.reader.text(table, "contact", head.source, Heard::Yes);
        let (class, at) = self.reader.string(table, "class")?;
        let Some(class) = Class::ALL.into_iter().find(|known| known.name() == class) else {
            let advice = format!("Write one of: {}.", Class::ALL.map(Class::name).join(", "));
            self.reader.fault(&at, format!("`{class}` is not a class of ending"), advice);
            return None;
        };
        Some(Ending { head, class, say: say?, now, contact: contact? })
    }
}

fn numbered<Id>(names: Vec<String>, id: impl Fn(usize) -> Id) -> BTreeMap<String, Id> {
    let names: std::collections::BTreeSet<String> = names.into_iter().collect();
    names.into_iter().enumerate().map(|(place, name)| (name, id(place))).collect()
}

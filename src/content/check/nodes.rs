//! From spelling to nodes, and the steps of checklists.

use std::collections::BTreeSet;

use super::super::file::{List, Placed, Table};
use super::super::named::named;
use super::super::text::Heard;
use super::super::{Answer, Checklist, Class, Ending, Head, Node, Password, Question, SourceId, Step, Task};
use super::Builder;

/// As many answers as there are digits to choose them by.
const MOST_ANSWERS: usize = 9;

named! {
    /// The kinds of node, as the article file spells them.
    pub enum Kind {
        Question = "question",
        Password = "password",
        Checklist = "checklist",
        Ending = "ending",
    }
}

impl Builder<'_, '_> {
    pub fn steps(&mut self, list: &List<'_>) -> Vec<Step> {
        let mut keys = BTreeSet::new();
        let mut steps = Vec::new();
        for table in &self.reader.tables(list) {
            self.reader.allow(table, &["key", "do", "only_if", "link", "asides", "check", "from"]);
            let key = self.unique_key(table, &mut keys);
            let Some(source) = self.reader.source(table) else { continue };
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

    /// Every node, in the order of their names; `None` where one of them is not whole.
    pub fn nodes(&mut self, root: &Table<'_>) -> Option<Vec<Node>> {
        let mut kinds: Vec<Option<Kind>> = vec![None; self.nodes.len()];
        let mut nodes: Vec<Option<Node>> = kinds.iter().map(|_| None).collect();
        for kind in Kind::ALL {
            for (name, table) in self.reader.section(root, kind.name()) {
                let node = match kind {
                    Kind::Question => self.question(name, &table).map(Node::Question),
                    Kind::Password => self.password(name, &table).map(Node::Password),
                    Kind::Checklist => self.checklist(name, &table).map(Node::Checklist),
                    Kind::Ending => self.ending(name, &table).map(Node::Ending),
                };
                let place = self.nodes.get(name)?.0;
                if let Some(other) = kinds[place].replace(kind) {
                    let says = format!("there is another node `{name}`: {}.{name}", other.name());
                    self.reader.fault(table.at, says, "Give each node its own name, whatever its kind.");
                }
                // The first of two nodes of one name stays, so that the second brings no further fault with it.
                if nodes[place].is_none() {
                    nodes[place] = node;
                }
            }
        }
        nodes.into_iter().collect()
    }

    fn head(&mut self, name: &str, table: &Table<'_>) -> Option<Head> {
        let about = self.owned(table, "about");
        let source = self.reader.source(table);
        let asides = self.asides_of(table);
        Some(Head { name: name.to_owned(), about: about?, source: source?, asides, at: table.at })
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
        let list = self.reader.list(table, "answers");
        let tables = list.as_ref().map_or(Vec::new(), |list| self.reader.tables(list));
        if let Some(extra) = tables.get(MOST_ANSWERS) {
            let advice = "One digit chooses an answer: split the question in two.";
            self.reader.fault(extra.at, format!("{} has more than {MOST_ANSWERS} answers", table.name), advice);
        }
        let mut keys = BTreeSet::new();
        let mut answers = Vec::new();
        for table in &tables {
            self.reader.allow(table, &["key", "text", "aloud", "from", "to", "means"]);
            let key = self.unique_key(table, &mut keys);
            let text = self.reader.text_table(table, head.source, Heard::Yes);
            let to = self.lead(table);
            let means = self.reader.optional_string(table, "means");
            let means = means.and_then(|name| self.reader.named(&self.causes, "cause", &name));
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
        let rules = rules.and_then(|name| self.reader.named(&self.rules, "set of rules", &name));
        let to = self.lead(table);
        Some(Password { head, task: task?, rules: rules?, to: to? })
    }

    fn checklist(&mut self, name: &str, table: &Table<'_>) -> Option<Checklist> {
        self.reader.allow(table, &["about", "ask", "why", "how", "link", "steps", "check", "to", "asides", "from"]);
        let head = self.head(name, table)?;
        let task = self.task(table, head.source);
        let steps = self.reader.string(table, "steps");
        let steps = steps.and_then(|name| self.reader.named(&self.steps, "list of steps", &name));
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
        let Placed { value: class, at } = self.reader.string(table, "class")?;
        let Some(class) = Class::ALL.into_iter().find(|known| known.name() == class) else {
            let advice = format!("Write one of: {}.", Class::ALL.map(Class::name).join(", "));
            self.reader.fault(at, format!("`{class}` is not a class of ending"), advice);
            return None;
        };
        Some(Ending { head, class, say: say?, now, contact: contact? })
    }
}

//! From spelling to nodes, and the steps of checklists.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::DeValue;

use super::super::file::{List, MOST_COMPARED, Name, Placed, Table, around, did_you_mean};
use super::super::like::LIKE;
use super::super::named::named;
use super::super::text::Heard;
use super::super::{
    Answer, Checklist, Class, Ending, Head, Line, MOST_ANSWERS, Node, NodeId, Password, Question, RulesId, SourceId,
    Step, StepsId, Task,
};
use super::Builder;

/// The keys of every node that asks for something.
const TASK: &[&str] = &[LIKE, "stage", "about", "ask", "explain", "why", "how", "link", "asides", "from"];

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
            self.reader.allow(table, &["key", "title", "do", "only-if", "link", "asides", "check", "from"]);
            let key = self.unique_key(table, &mut keys);
            let Some(source) = self.reader.source(table) else { continue };
            let title = self.reader.text(table, "title", source, Heard::Yes);
            let to_do = self.reader.optional_text(table, "do", source, Heard::Yes);
            let only_if = self.reader.optional_text(table, "only-if", source, Heard::Yes);
            let link = self.link_of(table);
            let asides = self.asides_of(table);
            let check = self.reader.is_true(table, "check");
            if let (Some(key), Some(title)) = (key, title) {
                steps.push(Step { key, title, to_do, only_if, link, asides, check });
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
                let place = *self.nodes.get(name)?;
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
        Some(Head { name: name.to_owned(), about: about?, stage: None, source: source?, asides, at: table.at })
    }

    /// The head of a node that asks for something, which belongs to a stage.
    fn head_of_task(&mut self, name: &str, table: &Table<'_>) -> Option<Head> {
        let stage = self.reader.optional_string(table, "stage");
        if stage.is_none() && !self.stages.is_empty() {
            let advice = "Add `stage = \"…\"` to it: where there are stages, each page but an ending has one.";
            self.reader.fault(table.at, format!("{} has no `stage`", table.name), advice);
        }
        let stage = stage.and_then(|stage| self.reader.named(&self.stages, "stage", &stage));
        Some(Head { stage, ..self.head(name, table)? })
    }

    fn task(&mut self, table: &Table<'_>, source: SourceId) -> Option<Task> {
        let ask = self.reader.text(table, "ask", source, Heard::Yes);
        let explain = self.reader.optional_text(table, "explain", source, Heard::Yes);
        let why = self.reader.optional_text(table, "why", source, Heard::No);
        let how = self.reader.optional_text(table, "how", source, Heard::Yes);
        let link = self.link_of(table);
        Some(Task { ask: ask?, explain, why, how, link })
    }

    fn question(&mut self, name: &str, table: &Table<'_>) -> Option<Question> {
        self.reader.allow(table, &[TASK, &["reported", "answers"]].concat());
        let head = self.head_of_task(name, table)?;
        let task = self.task(table, head.source);
        let reported = self.reader.is_true(table, "reported");
        let list = self.reader.list(table, "answers");
        let tables = list.as_ref().map_or(Vec::new(), |list| self.reader.tables(list));
        if let Some(extra) = tables.get(MOST_ANSWERS) {
            let advice = "One digit chooses an answer: split the question in two.";
            self.reader.fault(extra.at, format!("{} has more than {MOST_ANSWERS} answers", table.name), advice);
        }
        let mut keys = BTreeSet::new();
        let mut answers = Vec::new();
        for table in &tables {
            self.reader.allow(table, &["key", "text", "aloud", "noted", "from", "to", "means", "refutes"]);
            let key = self.unique_key(table, &mut keys);
            let text = self.reader.text_table(table, head.source, Heard::Yes);
            let to = self.lead(table);
            let noted = self.noted(table, text.as_ref().map_or(head.source, |text| text.source));
            let (means, refutes) = (self.means(table), self.refutes(table));
            if let (Some(key), Some(text), Some(to)) = (key, text, to) {
                answers.push(Answer { key, text, noted, to, means, refutes });
            }
        }
        Some(Question { head, task: task?, reported, answers })
    }

    fn password(&mut self, name: &str, table: &Table<'_>) -> Option<Password> {
        self.reader.allow(table, &[TASK, &["rules", "program", "to"]].concat());
        let head = self.head_of_task(name, table)?;
        let task = self.task(table, head.source);
        let rules = self.reader.string(table, "rules");
        let rules = rules.and_then(|name| self.reader.named(&self.rules, "set of rules", &name)).map(RulesId);
        let program = self.reader.optional_text(table, "program", head.source, Heard::No);
        let to = self.lead(table);
        Some(Password { head, task: task?, rules: rules?, program, to: to? })
    }

    fn checklist(&mut self, name: &str, table: &Table<'_>) -> Option<Checklist> {
        self.reader.allow(table, &[TASK, &["steps", "to", "unfinished"]].concat());
        let head = self.head_of_task(name, table)?;
        let task = self.task(table, head.source);
        let steps = self.reader.string(table, "steps");
        let steps = steps.and_then(|name| self.reader.named(&self.steps, "list of steps", &name)).map(StepsId);
        let to = self.lead(table);
        let unfinished = self.optional_lead(table, "unfinished");
        Some(Checklist { head, task: task?, steps: steps?, to: to?, unfinished })
    }

    fn ending(&mut self, name: &str, table: &Table<'_>) -> Option<Ending> {
        self.reader.allow(
            table,
            &[LIKE, "about", "class", "say", "noted", "link", "now", "contact", "second_line", "asides", "from"],
        );
        let head = self.head(name, table)?;
        let say = self.reader.text(table, "say", head.source, Heard::Yes);
        let link = self.link_of(table);
        let now = self.lines(table, "now", head.source, Heard::Yes);
        let contact = self.first_that_holds(table, "contact", head.source, Heard::Yes);
        let noted = self.noted(table, head.source);
        let second_line = match table.get("second_line") {
            Some(_) => self.first_that_holds(table, "second_line", head.source, Heard::No),
            None => Vec::new(),
        };
        let Placed { value: class, at } = self.reader.string(table, "class")?;
        let Some(class) = Class::ALL.into_iter().find(|known| known.name() == class) else {
            let advice = format!("Write one of: {}.", Class::ALL.map(Class::name).join(", "));
            self.reader.fault(at, format!("`{class}` is not a class of ending"), advice);
            return None;
        };
        Some(Ending { head, class, say: say?, noted, link, now, contact, second_line })
    }

    /// One text, or several for the answers that led here, of which the last is for all others.
    fn first_that_holds(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Vec<Line> {
        if !table.get(key).is_some_and(|lines| lines.get_ref().is_array()) {
            let text = self.reader.text(table, key, source, heard);
            return text.map(|text| Line { text, after: None }).into_iter().collect();
        }
        let lines = self.lines(table, key, source, heard);
        let always = lines.iter().position(|line| line.after.is_none());
        if let (Some(last), true) = (lines.last(), always != lines.len().checked_sub(1)) {
            let at = always.and_then(|place| lines.get(place + 1)).unwrap_or(last).text.at;
            let (says, advice) = match always {
                None => ("here no text is for all other answers", "Add a last one without `for`."),
                Some(_) => ("no answers lead here", "The text before it has no `for`: put that one last."),
            };
            self.reader.fault(at, format!("`{key}` of {}: {says}", table.name), advice);
        }
        lines
    }

    /// The values of a list under this key, each a text that may be for certain answers only.
    fn lines(&mut self, table: &Table<'_>, key: &str, source: SourceId, heard: Heard) -> Vec<Line> {
        let name = Name::Value(key, &table.name);
        let mut lines = Vec::new();
        for item in self.reader.items(table, key) {
            let text = match item.get_ref() {
                DeValue::Table(entries) => {
                    let table = Table { name, at: item.span().start, entries };
                    self.reader.allow(&table, &["text", "aloud", "from", "for"]);
                    let after = self.after(&table);
                    self.reader.text_table(&table, source, heard).map(|text| Line { text, after })
                }
                _ => self.reader.text_value(item, name, source, heard).map(|text| Line { text, after: None }),
            };
            lines.extend(text);
        }
        lines
    }

    /// The answers that `for` names, one of which must have been given.
    fn after(&mut self, table: &Table<'_>) -> Option<Vec<(NodeId, usize)>> {
        table.get("for")?;
        let mut after = Vec::new();
        let Some(questions) = self.reader.table(table, "for") else { return Some(after) };
        for (question, keys) in questions.entries {
            let (question, at) = (question.get_ref().as_ref(), question.span().start);
            let answers = self.questions.and_then(|questions| questions.get(question)?.get_ref().get("answers"));
            let node = self.nodes.get(question).copied().zip(answers.and_then(|answers| answers.get_ref().as_array()));
            let Some((node, answers)) = node else {
                let is_question = |name: &&str| self.questions.is_some_and(|questions| questions.contains_key(*name));
                let meant = did_you_mean(question, around(&self.nodes, question).filter(is_question));
                let advice = match meant {
                    _ if self.nodes.contains_key(question) => format!("`{question}` is no question: name one."),
                    Some(meant) => meant,
                    None => "Name a question of this article.".to_owned(),
                };
                self.reader.fault(at, format!("there is no question `{question}`"), advice);
                continue;
            };
            let key_of =
                |answer: &Spanned<DeValue<'_>>| Some(answer.get_ref().get("key")?.get_ref().as_str()?.to_owned());
            let known: Vec<Option<String>> = answers.iter().map(key_of).collect();
            if keys.get_ref().as_array().is_none_or(|keys| keys.is_empty()) {
                let name = Name::Value(question, &questions.name);
                self.reader.wrong_kind(keys, name, "a list of keys, [\"…\", \"…\"],");
            }
            for key in self.reader.strings(&questions, question) {
                match known.iter().position(|known| known.as_deref() == Some(key.value)) {
                    Some(place) => after.push((NodeId(node), place)),
                    None => {
                        let there: Vec<&str> = known.iter().flatten().map(String::as_str).collect();
                        let says = format!("`{question}` has no answer `{}`", key.value);
                        let advice = did_you_mean(key.value, there.iter().copied().take(MOST_COMPARED))
                            .unwrap_or_else(|| format!("It has: {}.", there.join(", ")));
                        self.reader.fault(key.at, says, advice);
                    }
                }
            }
        }
        Some(after)
    }
}

//! From spelling to rules, cautions and the signs they speak of.

use toml::de::{DeTable, DeValue};

use super::super::character::harms;
use super::super::file::{Name, Placed, Table};
use super::super::like::LIKE;
use super::super::short::out_of_step;
use super::super::text::Heard;
use super::super::{Caution, Characters, Rule, RuleKind, RuleName, Rules, SourceId, Text};
use super::Builder;

impl Builder<'_, '_> {
    pub fn characters_of(&mut self, root: &Table<'_>, are_needed: bool) -> Characters {
        let Some(table) = self.reader.table(root, "characters") else {
            if are_needed {
                self.reader.missing(root, "characters");
            }
            return Characters::default();
        };
        self.reader.allow(&table, &["special", "dash", "troublesome"]);
        let mut signs = |key| self.reader.string(&table, key).map_or(Vec::new(), |signs| signs.value.chars().collect());
        Characters { special: signs("special"), dash: signs("dash"), troublesome: signs("troublesome") }
    }

    /// All of them in the order of the vocabulary, or none.
    pub fn cautions(&mut self, root: &Table<'_>, are_needed: bool) -> Vec<Text> {
        let tables = self.reader.section(root, "caution");
        let known = Caution::ALL.map(Caution::name);
        for (name, table) in &tables {
            if !known.contains(name) {
                let advice = format!("The cautions are: {}.", known.join(", "));
                self.reader.fault(table.at, format!("there is no caution `{name}`"), advice);
            }
        }
        let mut cautions = Vec::new();
        if tables.is_empty() && !are_needed {
            return cautions;
        }
        for name in known {
            let Some((_, table)) = tables.iter().find(|(given, _)| *given == name) else {
                self.reader.missing(root, &format!("caution.{name}"));
                continue;
            };
            self.reader.allow(table, &["text", "aloud", "from"]);
            if let Some(source) = self.reader.source(table) {
                cautions.extend(self.reader.text_table(table, source, Heard::Yes));
            }
        }
        cautions
    }

    /// The rules of one set, in the order of the vocabulary, whatever their order in the file.
    pub fn rules(&mut self, _: &str, table: &Table<'_>) -> Option<Rules> {
        let vocabulary = RuleName::ALL.map(RuleName::name);
        self.reader.allow(table, &[&[LIKE, "from", "short"], vocabulary.as_slice()].concat());
        let source = self.reader.source(table)?;
        let short = self.reader.optional_text(table, "short", source, Heard::Yes);
        let mut rules = Vec::new();
        for name in RuleName::ALL {
            rules.extend(self.rule(name, table, source));
        }
        let written = vocabulary.iter().filter(|name| table.get(name).is_some()).count();
        let short_of_all = short.as_ref().filter(|_| rules.len() == written);
        if let Some((short, (says, advice))) =
            short_of_all.and_then(|short| Some((short, out_of_step(short, &rules, &self.characters)?)))
        {
            self.reader.fault(short.at, format!("`short` of {} {says}", table.name), advice);
        }
        if written == 0 && table.get(LIKE).is_none() {
            let advice = format!("Add one or more of: {}.", vocabulary.join(", "));
            self.reader.fault(table.at, format!("{} has no rule", table.name), advice);
        }
        Some(Rules { rules, short, at: table.at })
    }

    /// A rule is `true`, or a table with what it needs and with words of its own.
    fn rule(&mut self, name: RuleName, table: &Table<'_>, source: SourceId) -> Option<Rule> {
        use RuleName::{Length, Lower, NoSpace, NotUsername, Number, Only, Special, Upper};
        let (written, value) = table.entries.get_key_value(name.name())?;
        let empty = DeTable::new();
        let entries = match (value.get_ref(), name) {
            (DeValue::Table(entries), _) => entries,
            (DeValue::Boolean(true), Lower | Upper | Number | Special | NoSpace | NotUsername) => &empty,
            (_, Length | Only) => {
                self.reader.wrong_kind(value, Name::Value(name.name(), &table.name), "a table");
                return None;
            }
            (_, Lower | Upper | Number | Special | NoSpace | NotUsername) => {
                self.reader.wrong_kind(value, Name::Value(name.name(), &table.name), "true, or a table");
                return None;
            }
        };
        let rule = Table { name: Name::Value(name.name(), &table.name), at: written.span().start, entries };
        let own: &[&str] = match name {
            Length => &["least", "most"],
            Special | Only => &["of"],
            Lower | Upper | Number | NoSpace | NotUsername => &[],
        };
        self.reader.allow(&rule, &[&["text", "aloud", "from"], own].concat());
        let of = self.reader.optional_string(&rule, "of").map(|signs| signs.value.chars().collect::<Vec<char>>());
        // Which dash counts is not certain, so that each does; the words list them as the article does.
        let listed = of.clone().unwrap_or_else(|| self.characters.special.clone());
        let (kind, said) = match name {
            Length => (self.length(&rule)?, None),
            Lower => (RuleKind::Lower, None),
            Upper => (RuleKind::Upper, None),
            Number => (RuleKind::Number, None),
            Special if listed.is_empty() => {
                self.reader.missing(&rule, "of");
                return None;
            }
            Special => {
                let of = of.unwrap_or_else(|| [listed.as_slice(), &self.characters.dash].concat());
                (RuleKind::Special { of }, Some(RuleKind::Special { of: listed }))
            }
            NoSpace => (RuleKind::NoSpace, None),
            NotUsername => (RuleKind::NotUsername, None),
            Only => {
                if of.is_none() {
                    self.reader.missing(&rule, "of");
                }
                (RuleKind::Only { of: of? }, None)
            }
        };
        let text = self.words_of(&rule, said.as_ref().unwrap_or(&kind), source)?;
        Some(Rule { kind, text })
    }

    /// The words of a rule: the program's, but for those that stand in the file.
    fn words_of(&mut self, rule: &Table<'_>, kind: &RuleKind, source: SourceId) -> Option<Text> {
        if rule.get("text").is_some() {
            return self.reader.text_table(rule, source, Heard::Yes);
        }
        let source = self.reader.optional_source(rule).unwrap_or(source);
        let (text, aloud) = kind.words();
        let own = self.reader.optional_string(rule, "aloud").map(|aloud| aloud.value.to_owned());
        let aloud = own.or(aloud);
        let is_harmed = |of: &str| harms(of).next().is_some();
        if aloud.is_none() && !rule.get("of").and_then(|of| of.get_ref().as_str()).is_some_and(is_harmed) {
            let advice = "Write `aloud = \"…\"` beside it, with the words an agent can read out.";
            self.reader.fault(rule.at, format!("{} has a sign that has no name", rule.name), advice);
        }
        Some(Text { text, aloud, source, at: rule.at })
    }

    fn length(&mut self, rule: &Table<'_>) -> Option<RuleKind> {
        let least = self.reader.number(rule, "least");
        let Placed { value: most, at } = self.reader.number(rule, "most")?;
        let least = least?.value;
        if least > most {
            self.reader.fault(
                at,
                format!("no length is at least {least} and at most {most}"),
                "Let `most` be no less than `least`.",
            );
        }
        Some(RuleKind::Length { least, most })
    }
}

//! From spelling to rules, cautions and the signs they speak of.

use std::collections::BTreeMap;

use super::super::file::{Placed, Table};
use super::super::text::Heard;
use super::super::{Caution, Characters, Rule, RuleKind, RuleName, Text};
use super::Builder;

impl Builder<'_, '_> {
    pub fn characters_of(&mut self, root: &Table<'_>) -> Characters {
        let Some(table) = self.reader.table(root, "characters") else {
            self.reader.missing(root, "characters");
            return Characters::default();
        };
        self.reader.allow(&table, &["special", "dash", "troublesome"]);
        let mut signs = |key| self.reader.string(&table, key).map_or(Vec::new(), |signs| signs.value.chars().collect());
        Characters { special: signs("special"), dash: signs("dash"), troublesome: signs("troublesome") }
    }

    pub fn cautions(&mut self, root: &Table<'_>) -> Vec<Text> {
        let tables: BTreeMap<_, _> = self.reader.section(root, "caution").into_iter().collect();
        let known = Caution::ALL.map(Caution::name);
        for (name, table) in &tables {
            if !known.contains(name) {
                let advice = format!("The cautions are: {}.", known.join(", "));
                self.reader.fault(table.at, format!("there is no caution `{name}`"), advice);
            }
        }
        let mut cautions = Vec::new();
        for name in known {
            let Some(table) = tables.get(name) else {
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
    pub fn rules(&mut self, _: &str, table: &Table<'_>) -> Option<Vec<Rule>> {
        let vocabulary = RuleName::ALL.map(RuleName::name);
        let mut allowed = vec!["from"];
        allowed.extend(vocabulary);
        self.reader.allow(table, &allowed);
        let source = self.reader.source(table)?;
        let mut rules = Vec::new();
        for name in RuleName::ALL {
            if let Some(rule) = self.reader.table(table, name.name()) {
                let text = self.reader.text_table(&rule, source, Heard::Yes);
                let kind = self.rule_kind(name, &rule);
                rules.extend(text.zip(kind).map(|(text, kind)| Rule { kind, text }));
            }
        }
        if rules.is_empty() {
            let advice = format!("Add one or more of: {}.", vocabulary.join(", "));
            self.reader.fault(table.at, format!("{} has no rule", table.name), advice);
        }
        Some(rules)
    }

    fn rule_kind(&mut self, name: RuleName, rule: &Table<'_>) -> Option<RuleKind> {
        use RuleName::{Length, Lower, NoSpace, NotUsername, Number, Only, Special, Upper};
        let own: &[&str] = match name {
            Length => &["text", "aloud", "from", "least", "most"],
            Special | Only => &["text", "aloud", "from", "of"],
            Lower | Upper | Number | NoSpace | NotUsername => &["text", "aloud", "from"],
        };
        self.reader.allow(rule, own);
        let of = self.reader.optional_string(rule, "of").map(|signs| signs.value.chars().collect::<Vec<char>>());
        Some(match name {
            Length => return self.length(rule),
            Lower => RuleKind::Lower,
            Upper => RuleKind::Upper,
            Number => RuleKind::Number,
            Special => RuleKind::Special {
                of: of.unwrap_or_else(|| [self.characters.special.as_slice(), &self.characters.dash].concat()),
            },
            NoSpace => RuleKind::NoSpace,
            NotUsername => RuleKind::NotUsername,
            Only => {
                if of.is_none() {
                    self.reader.missing(rule, "of");
                }
                RuleKind::Only { of: of? }
            }
        })
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

//! From the blocks of a page to lines: what each kind of block looks like.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::content::words::fill_in;
use crate::content::{Source, words};
use crate::page::{
    Advice, Block, Choice, FieldBlock, Kind, Now, Over, Page, RuleBlock, Said, StepBlock, Typist, Verb, Verdict, say,
};
use crate::walk::Field;
use crate::walk::rule::{Integrations, RuleState};

use super::keys::Labels;
use super::sheet::{FieldPlace, Sheet};
use super::theme::Theme;

/// What a page is set with.
pub struct Setting<'s> {
    pub theme: &'s Theme,
    pub width: usize,
    /// The row and the field that have the focus.
    pub row: usize,
    pub field: Field,
    /// The password is shown.
    pub shown: bool,
    /// How the keys are called on the page that help lies over.
    pub labels: Labels,
}

/// The page in lines.
pub fn sheet(page: &Page<'_>, setting: &Setting<'_>) -> Sheet {
    let mut setter = Setter { sheet: Sheet::new(setting.width), kind: page.kind, setting };
    let mut before = None;
    for block in &page.blocks {
        let kind = std::mem::discriminant(block);
        setter.block(block, before.replace(kind) != Some(kind));
    }
    setter.sheet
}

struct Setter<'s> {
    sheet: Sheet,
    kind: Kind,
    setting: &'s Setting<'s>,
}

impl Setter<'_> {
    /// Sets one block; `begins` says that the one before is of another kind.
    fn block(&mut self, block: &Block<'_>, begins: bool) {
        let strong = self.setting.theme.strong();
        if begins && stands_apart(block, self.kind) {
            self.sheet.blank();
        }
        match block {
            Block::Ask(said) => self.sheet.text(&said.shown, strong),
            Block::Purpose(text) | Block::Result(text) => self.sheet.text(text, strong),
            Block::Rules(rules) => self.sheet.text(&rules.heading, strong),
            Block::AloudHeading(text) | Block::Confirm(text) | Block::Heading(text) => self.sheet.text(text, strong),
            Block::Note(text) => self.sheet.text(text, strong),
            Block::Promise(text) | Block::Limit(text) | Block::NoCause(text) | Block::PageSource(text) => {
                self.sheet.text(text, Style::new());
            }
            Block::Text(text) => self.text(text),
            Block::CallerTypes => self.sheet.text(&words().agent.caller_types, Style::new()),
            Block::After => self.sheet.text(&words().ending.after, Style::new()),
            Block::Outcome(said) => self.sheet.text(&said.shown, Style::new()),
            Block::Address(said) | Block::Caution(said) => self.set_in(&said.shown),
            Block::Aloud(said) => self.bullet(said.aloud.as_ref().unwrap_or(&said.text), Style::new()),
            Block::Choice(choice) => self.choice(choice),
            Block::Step(step) => self.step(step),
            Block::GoOn(text) => {
                let (pointer, style) = self.row_pointer();
                self.sheet.row(vec![Span::styled(pointer, style)], text, style);
            }
            Block::Field(field) => self.field(*field),
            Block::Rule(rule) => self.rule(rule),
            Block::Verdict(verdict) => self.verdict(verdict),
            Block::Cause(said) => self.sheet.labelled(&words().ending.cause, &said.shown, strong),
            Block::Open(about) => self.sheet.labelled(&words().ending.open, &about.join(", "), strong),
            Block::Now(now) => self.now(now, begins),
            Block::Contact(said) => {
                self.sheet.text(&words().ending.contact, strong);
                self.set_in(&said.shown);
            }
            Block::How(said) => self.explanation(&words().page.how, said),
            Block::Why(said) => self.explanation(&words().page.why, said),
            Block::Advice(advice) => self.advice(advice),
            Block::Verbs(verbs) => self.verbs(verbs),
            Block::Source(source) => self.source(source),
            Block::Entry(label) => self.entry(label),
        }
    }

    fn set_in(&mut self, text: &str) {
        self.sheet.hanging(vec![Span::raw("    ")], text, Style::new());
    }

    fn bullet(&mut self, text: &str, style: Style) {
        let bullet = Span::styled(format!("  {} ", self.setting.theme.marks.bullet), style);
        self.sheet.hanging(vec![bullet], text, style);
    }

    /// A sentence of what lies over a page; those of the case notes are lines of one text.
    fn text(&mut self, text: &str) {
        match self.kind {
            Kind::Over(Over::Notes) => {}
            Kind::Over(_) | Kind::Question | Kind::Password(_) | Kind::Checklist | Kind::Ending(_) => {
                self.sheet.blank();
            }
        }
        self.sheet.text(text, Style::new());
    }

    fn choice(&mut self, choice: &Choice<'_>) {
        let place = self.sheet.rows.len();
        let (pointer, style) = self.row_pointer();
        // There are digits for so many.
        let number = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        self.sheet.row(vec![Span::styled(format!("{pointer}{number}  "), style)], &choice.shown, style);
    }

    fn step(&mut self, step: &StepBlock<'_>) {
        let words = &words().checklist;
        let place = self.sheet.rows.len();
        let has_focus = place == self.setting.row;
        let (pointer, style) = self.row_pointer();
        let (mark, mark_style) = self.setting.theme.step(step.mark);
        let number = fill_in(&words.step, &[("number", &format!("{:>2}", place + 1))]);
        let prefix = vec![
            Span::styled(pointer, style),
            Span::styled(mark.to_owned(), mark_style),
            Span::styled(format!(" {number} "), style),
        ];
        // An agent reads one step at a time: only that one is in the wording to be read aloud.
        self.sheet.row(prefix, if has_focus { &step.shown } else { &step.text }, style);
        if has_focus {
            if let Some(address) = &step.address {
                self.set_in(&address.shown);
            }
            if step.checks {
                self.sheet.hanging(vec![Span::raw("         ")], &words.check, Style::new());
            }
            self.sheet.extend_row();
        }
    }

    fn field(&mut self, FieldBlock { field, length }: FieldBlock) {
        let words = &words().password;
        let length = match length {
            0 => words.empty.clone(),
            1 => words.length_one.clone(),
            count => fill_in(&words.length, &[("count", &count.to_string())]),
        };
        let (label, state, shown) = match field {
            Field::Password => {
                let state = if self.setting.shown { &words.shown } else { &words.hidden };
                (&words.label, format!("{state}, {length}"), self.setting.shown)
            }
            Field::Username => (&words.username, length, true),
        };
        let (pointer, style) = self.pointer(self.setting.field == field);
        let (column, width, line) = if self.sheet.width >= BESIDE_FROM {
            let (column, width) = (24, 26);
            (column, width, format!("{pointer}{label:<22}{}  {state}", " ".repeat(width)))
        } else {
            self.sheet.text(&format!("{pointer}{label}, {state}"), style);
            (2, self.sheet.width.saturating_sub(4), String::new())
        };
        let place = FieldPlace { field: Some(field), line: self.sheet.lines.len(), column, width, shown };
        self.sheet.field(place, &line, style);
    }

    fn rule(&mut self, rule: &RuleBlock<'_>) {
        let words = &words().password;
        let (mark, style) = self.setting.theme.rule(rule.state);
        let (state, because) = match rule.state {
            RuleState::Met => (&words.met, ""),
            RuleState::Unmet => (&words.unmet, ""),
            RuleState::Unsure => (&words.unsure, words.unsure_because.as_str()),
        };
        let prefix = vec![Span::raw("  "), Span::styled(format!("{mark} {state:<7}"), style)];
        self.sheet.hanging(prefix, format!("{} {because}", rule.said.shown).trim_end(), Style::new());
    }

    fn verdict(&mut self, verdict: &Verdict) {
        let (words, theme) = (&words().password, self.setting.theme);
        if !verdict.is_typed {
            self.sheet.labelled(&words.integrations, &words.nothing_typed, theme.strong());
            return;
        }
        let (mark, style) = theme.integrations(verdict.integrations);
        let (state, because) = match verdict.integrations {
            Integrations::Clear => (&words.clear, words.clear_because.clone()),
            Integrations::Uncertain => (&words.uncertain, String::new()),
            Integrations::Trouble => {
                (&words.trouble, fill_in(&words.trouble_signs, &[("signs", &say::signs(&verdict.troublesome))]))
            }
        };
        let prefix = vec![
            Span::styled(format!("{} ", words.integrations), theme.strong()),
            Span::styled(format!("{mark} {state}  "), style),
        ];
        self.sheet.hanging(prefix, &because, Style::new());
    }

    fn now(&mut self, now: &Now<'_>, begins: bool) {
        let strong = self.setting.theme.strong();
        if begins {
            self.sheet.text(&words().ending.now, strong);
        }
        self.bullet(&now.shown, if now.first { strong } else { Style::new() });
    }

    /// How to find out, and why it is asked; only a question needs to say which of the two it is.
    fn explanation(&mut self, label: &str, said: &Said<'_>) {
        match self.kind {
            Kind::Question => self.sheet.labelled(label, &said.shown, self.setting.theme.strong()),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => {
                self.sheet.text(&said.shown, Style::new());
            }
        }
    }

    fn advice(&mut self, advice: &Advice<'_>) {
        self.sheet.blank();
        self.sheet.text(&advice.see.text, self.setting.theme.strong());
        self.sheet.hanging(vec![Span::raw("  ")], &advice.say.shown, Style::new());
    }

    fn verbs(&mut self, verbs: &[Verb]) {
        for verb in verbs {
            let (key, does) = self.setting.labels.hint(*verb);
            let prefix = Span::styled(format!("  {key:<10} "), self.setting.theme.strong());
            self.sheet.hanging(vec![prefix], does, Style::new());
        }
    }

    fn source(&mut self, source: &Source) {
        let words = &words().help;
        let address = source.address.as_deref().unwrap_or_default();
        let text = if address.is_empty() { &words.source_bare } else { &words.source };
        self.bullet(&fill_in(text, &[("title", &source.title), ("address", address)]), Style::new());
    }

    fn entry(&mut self, label: &str) {
        self.sheet.text(label, self.setting.theme.strong());
        self.sheet.blank();
        let width = self.sheet.width.saturating_sub(4);
        let place = FieldPlace { field: None, line: self.sheet.lines.len(), column: 2, width, shown: true };
        self.sheet.field(place, "", Style::new());
    }

    /// The mark and the style of the next row.
    fn row_pointer(&self) -> (String, Style) {
        self.pointer(self.sheet.rows.len() == self.setting.row)
    }

    /// The mark and the style of a row or field: unmistakable without any colour.
    fn pointer(&self, has_focus: bool) -> (String, Style) {
        let theme = self.setting.theme;
        if has_focus { (format!("{} ", theme.marks.pointer), theme.strong()) } else { ("  ".to_owned(), Style::new()) }
    }
}

/// From this width on a field stands beside its label; else below it.
const BESIDE_FROM: usize = 72;

/// Whether an empty line stands before a block, or before the first of several of its kind.
fn stands_apart(block: &Block<'_>, kind: Kind) -> bool {
    match block {
        // A page where something is typed says why before that, with what it asks for.
        Block::Why(_) => !matches!(kind, Kind::Password(Typist::Person | Typist::SecondLook | Typist::Caller)),
        Block::Ask(_)
        | Block::Choice(_)
        | Block::Field(_)
        | Block::Rules(_)
        | Block::AloudHeading(_)
        | Block::Confirm(_)
        | Block::CallerTypes
        | Block::Step(_)
        | Block::Outcome(_)
        | Block::Cause(_)
        | Block::NoCause(_)
        | Block::Open(_)
        | Block::Now(_)
        | Block::Contact(_)
        | Block::After
        | Block::How(_)
        | Block::Note(_)
        | Block::PageSource(_)
        | Block::Heading(_) => true,
        Block::Promise(_)
        | Block::Purpose(_)
        | Block::Address(_)
        | Block::Rule(_)
        | Block::Verdict(_)
        | Block::Caution(_)
        | Block::Limit(_)
        | Block::Aloud(_)
        | Block::GoOn(_)
        | Block::Result(_)
        // Each of them, and not only the first.
        | Block::Text(_)
        | Block::Advice(_)
        | Block::Verbs(_)
        | Block::Source(_)
        | Block::Entry(_) => false,
    }
}

//! From the blocks of a page to lines: what each kind of block looks like. Bold is only what leads the page, and the
//! name of a key.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::content::words::fill_in;
use crate::content::{Class, words};
use crate::page::{
    Advice, Block, Choice, FieldBlock, Judged, Kind, Now, Over, Page, RuleBlock, RulesBlock, Said, SourceBlock,
    StepBlock, Verb, Verdict, say,
};
use crate::walk::rule::RuleState;
use crate::walk::{Field, Mark, Role};

use super::keys::{Hint, Labels};
use super::sheet::{FieldPlace, Sheet, blanks, columns, padded};
use super::theme::Theme;

/// What a page is set with.
pub struct Setting<'s> {
    pub theme: &'s Theme,
    pub width: usize,
    /// The window has few lines.
    pub is_tight: bool,
    /// The row that has the focus.
    pub row: usize,
    /// The password is shown.
    pub shown: bool,
    /// How the keys are called on the page that help lies over.
    pub labels: Labels,
    /// The step of a checklist that has the focus, in words.
    pub place: Option<String>,
}

/// The page in lines.
pub fn sheet(page: &Page<'_>, setting: &Setting<'_>) -> Sheet {
    let mut setter = Setter { sheet: Sheet::new(setting.width, setting.is_tight), page, setting, lines_of_now: 0 };
    if let Kind::Over(_) = page.kind {
        setter.sheet.text(page.about, setting.theme.strong());
        setter.sheet.blank();
    }
    let mut before = None;
    for block in in_order(page, setting.is_tight) {
        let kind = std::mem::discriminant(block);
        setter.block(block, before.replace(kind) != Some(kind));
    }
    setter.sheet
}

/// The blocks in the order they are seen in. In a window of few lines what explains a field comes after what is said of
/// the password, so that the heading, the field and both verdicts are seen together.
fn in_order<'p, 'a>(page: &'p Page<'a>, is_tight: bool) -> impl Iterator<Item = &'p Block<'a>> {
    let is_moved = |block: &Block<'_>| matches!(block, Block::Explain(_));
    let moves = is_tight && page.is_typed_by_the_person();
    let after = page.blocks.iter().rposition(|block| block.judged().is_some()).filter(|_| moves);
    let (before, rest) = page.blocks.split_at(after.map_or(0, |last| last + 1));
    let moved = before.iter().filter(move |block| is_moved(block));
    before.iter().filter(move |block| !is_moved(block)).chain(moved).chain(rest)
}

struct Setter<'s, 'a> {
    sheet: Sheet,
    page: &'s Page<'a>,
    setting: &'s Setting<'s>,
    /// How many lines of what to do now were set.
    lines_of_now: usize,
}

/// From this width on, what belongs together stands side by side.
const BESIDE_FROM: usize = 60;
/// How far a label and what stands beside it are apart.
const GAP: usize = 3;
/// The most columns of a field that stands beside its label, and those for what is said of it.
const FIELD_COLUMNS: usize = 26;
const STATE_COLUMNS: usize = 22;
/// From this width on short rules share a line, and a verdict has one line.
const SHARED_FROM: usize = 66;
/// So many lines a verdict has in a narrow window, whatever it says.
const NARROW_VERDICT: usize = 2;
/// A rule that is no longer than this shares its line with another.
const SHORT_RULE: usize = 18;

impl<'a> Setter<'_, 'a> {
    /// Sets one block; `begins` says that the one before is of another kind.
    fn block(&mut self, block: &Block<'a>, begins: bool) {
        let (plain, strong) = (Style::new(), self.setting.theme.strong());
        if begins && stands_apart(block, self.page.kind) {
            self.sheet.blank();
        }
        match block {
            Block::Ask(said) => self.ask(said),
            Block::Purpose(text) => self.sheet.text(text, strong),
            Block::Say(text) => self.quote("", text, plain),
            Block::Explain(said) | Block::Aloud(said) => self.said(said, plain),
            Block::AloudHeading(text) | Block::Heading(text) | Block::Good(text) => self.sheet.text(text, plain),
            Block::Confirm(text) | Block::Limit(text) | Block::Note(text) => self.sheet.text(text, plain),
            Block::Text(text) => self.text(text),
            Block::CallerTypes => self.sheet.text(words().agent.caller_types, plain),
            Block::Address(said) => self.address(said),
            Block::Choice(choice) => self.choice(choice),
            Block::Step(step) => self.step(step),
            Block::GoOn(text) => self.go_on(text),
            Block::Field(field) => self.field(*field),
            Block::Rules(RulesBlock { judged, .. }) | Block::Verdict(Verdict { judged, .. }) => self.judged(judged),
            Block::Rule(_) if begins => self.rules(),
            Block::Rule(_) => {}
            // On the page its repair stands beside the verdict.
            Block::Caution(said) if self.page.kind == Kind::Over(Over::Help) => self.said(said, plain),
            Block::Caution(_) => {}
            Block::Result(text) => self.result(text),
            Block::Outcome(said) => self.outcome(said),
            Block::Cause(said) if self.page.is_found(said) => {}
            Block::Cause(said) => self.labelled(words().ending.cause, said),
            Block::Open(about) => self.open(about),
            Block::Now(now) => self.now(now, begins),
            Block::Contact(said) => self.contact(said),
            Block::After => self.sheet.text(self.after(), plain),
            Block::How(said) => self.how(said),
            Block::Why(said) => self.beside(words().page.why, &said.text),
            Block::Advice(advice) => self.advice(advice),
            Block::Verbs(verbs) => self.verbs(verbs),
            Block::Source(source) => self.source(source),
            Block::Entry(label) => self.entry(label),
        }
    }

    /// What leads the page, and beside it the step that has the focus.
    fn ask(&mut self, said: &Said<'_>) {
        let start = self.sheet.lines.len();
        self.said(said, self.setting.theme.strong());
        let Some(place) = &self.setting.place else { return };
        let width = self.sheet.width;
        match self.sheet.lines.get_mut(start) {
            Some(line) if line.width() + GAP + columns(place) <= width => {
                let gap = width - line.width() - columns(place);
                line.spans.push(Span::raw([&blanks(gap), place.as_str()].concat()));
            }
            Some(_) | None => self.sheet.text(place, Style::new()),
        }
    }

    /// A text, set off by a bar where the agent says it.
    fn said(&mut self, said: &Said<'_>, style: Style) {
        if said.is_said { self.quote("", said.heard(), style) } else { self.sheet.text(&said.shown, style) }
    }

    /// Words to say, after a prefix.
    fn quote(&mut self, prefix: &str, text: &str, style: Style) {
        self.sheet.barred(prefix, self.setting.theme.marks.bar, &say::quoted(text), style);
    }

    /// A short label, and a text that begins in its line.
    fn beside(&mut self, label: &str, text: &str) {
        if self.sheet.width >= BESIDE_FROM {
            self.sheet.hanging(vec![Span::raw(format!("{label}  "))], text, Style::new());
        } else {
            self.sheet.text(&format!("{label}: {text}"), Style::new());
        }
    }

    fn labelled(&mut self, label: &str, said: &Said<'_>) {
        if said.is_said {
            self.sheet.text(label, Style::new());
            self.quote("", said.heard(), Style::new());
        } else {
            self.beside(label, &said.shown);
        }
    }

    /// How to find out; it goes on from a label, as a sentence does.
    fn how(&mut self, said: &Said<'_>) {
        let label = words().page.how;
        match self.page.kind {
            Kind::Question if said.is_said => {
                self.sheet.text(label, Style::new());
                self.quote("", said.heard(), Style::new());
            }
            Kind::Question => self.sheet.text(&format!("{label} {}", said.shown), Style::new()),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => self.said(said, Style::new()),
        }
    }

    fn bullet(&mut self, text: &str) {
        let bullet = Span::raw(format!("  {} ", self.setting.theme.marks.bullet));
        self.sheet.hanging(vec![bullet], text, Style::new());
    }

    /// A sentence of what lies over a page; those of the case notes are lines of one text.
    fn text(&mut self, text: &str) {
        match self.page.kind {
            Kind::Over(Over::Notes) => {}
            Kind::Over(_) | Kind::Question | Kind::Password(_) | Kind::Checklist | Kind::Ending(_) => {
                self.sheet.blank();
            }
        }
        self.sheet.text(text, Style::new());
    }

    fn address(&mut self, said: &Said<'_>) {
        self.sheet.text(&said.text, Style::new());
        if let Some(aloud) = said.aloud.as_ref().filter(|_| self.page.role == Role::Agent) {
            self.quote("", aloud, Style::new());
        }
    }

    fn choice(&mut self, choice: &Choice<'_>) {
        let place = self.sheet.rows.len();
        let style = self.row_style();
        // There are digits for so many.
        let number = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        self.sheet.row(vec![Span::styled(format!("{number}  "), style)], &choice.shown, style);
    }

    /// Only the step that has the focus says more than its title.
    fn step(&mut self, step: &StepBlock<'_>) {
        let words = &words().checklist;
        let place = self.sheet.rows.len();
        let style = self.row_style();
        let (mark, mark_style) = self.setting.theme.step(step.mark);
        let gap = if self.sheet.width >= BESIDE_FROM { "  " } else { " " };
        let number = format!("{:>2}{gap}", place + 1);
        let indent = columns(mark) + 1 + columns(&number);
        let prefix = vec![Span::styled(mark.to_owned(), mark_style), Span::raw(" "), Span::styled(number, style)];
        let title = match (&step.condition, step.mark) {
            (Some(_), Some(Mark::NotShown)) => format!("{}   {}", step.title.text, Verb::NotShown.hint()).into(),
            (Some(condition), _) => format!("{}   {}", step.title.text, condition.text).into(),
            (None, _) => step.title.text.clone(),
        };
        self.sheet.row(prefix, &title, style);
        if place != self.setting.row {
            return;
        }
        let set_in = || vec![Span::raw(blanks(indent))];
        if self.page.role == Role::Agent {
            self.quote(&blanks(indent), &step.aloud, Style::new());
        } else {
            for sentence in step.to_do.iter().flat_map(|to_do| say::sentences(&to_do.text)) {
                self.sheet.hanging(set_in(), sentence, Style::new());
            }
        }
        if let Some(address) = &step.address {
            self.sheet.hanging(set_in(), &address.text, Style::new());
            if let Some(aloud) = address.aloud.as_ref().filter(|_| self.page.role == Role::Agent) {
                self.quote(&blanks(indent), aloud, Style::new());
            }
        }
        if step.checks {
            self.sheet.hanging(set_in(), words.check, Style::new());
        }
        self.sheet.extend_row();
    }

    fn go_on(&mut self, text: &str) {
        let style = self.row_style();
        self.sheet.row(Vec::new(), text, style);
    }

    fn field(&mut self, FieldBlock { field, length }: FieldBlock) {
        let words = &words().password;
        let counted = match length {
            1 => words.length_one.to_owned(),
            count => fill_in(words.length, &[("count", &count.to_string())]),
        };
        let (label, state, shown) = match (field, length) {
            (Field::Password, 0) => {
                let state = if self.setting.shown { words.empty_shown } else { words.empty };
                (words.label, state.to_owned(), self.setting.shown)
            }
            (Field::Password, _) => {
                let state = if self.setting.shown { words.shown } else { words.hidden };
                (words.label, format!("{counted}, {state}"), self.setting.shown)
            }
            (Field::Username, 0) => (words.username, words.optional.to_owned(), true),
            (Field::Username, _) => (words.username, counted, true),
        };
        let labels = columns(words.label).max(columns(words.username)) + GAP;
        let narrow = self.sheet.width < BESIDE_FROM;
        let (column, width, line) = match field {
            Field::Password if narrow => {
                self.sheet.text(&format!("{label}   {state}"), Style::new());
                (0, self.sheet.width, String::new())
            }
            Field::Username if narrow => {
                let column = columns(label) + 1;
                let width = self.sheet.width.saturating_sub(column + columns(&state) + 1).max(4);
                (column, width, format!("{label} {} {state}", blanks(width)))
            }
            Field::Password | Field::Username => {
                let width = FIELD_COLUMNS.min(self.sheet.width.saturating_sub(labels + GAP + STATE_COLUMNS));
                (labels, width, padded(label, labels + width + GAP) + &state)
            }
        };
        let place = FieldPlace { field: Some(field), line: self.sheet.lines.len(), column, width, shown };
        self.sheet.field(place, &line);
    }

    /// How the password stands, and what to do about it, in as many lines whatever is typed.
    fn judged(&mut self, judged: &Judged) {
        let (theme, start) = (self.setting.theme, self.sheet.lines.len());
        let (sign, style) = theme.rule(judged.state);
        let says = judged.says.first().map_or("", String::as_str);
        let names = self.page.blocks.iter().filter_map(Block::judged).map(|judged| columns(&judged.name)).max();
        if self.sheet.width >= BESIDE_FROM {
            let name = Span::raw(padded(&judged.name, names.unwrap_or_default() + GAP));
            if judged.waits {
                self.sheet.hanging(vec![name], &judged.hint, Style::new());
            } else {
                let words = [words().password.followed, words().password.uncertain];
                let width = words.into_iter().map(columns).max().unwrap_or_default() + GAP;
                let state = [sign, " ", &judged.word, &blanks(width.saturating_sub(columns(&judged.word)))].concat();
                self.sheet.hanging(vec![name, Span::styled(state, style)], says, Style::new());
            }
            self.sheet.reserve(start, if self.sheet.width >= SHARED_FROM { 1 } else { 2 });
        } else {
            let (sign, style, text) = match judged.state {
                _ if judged.waits => (theme.marks.neutral, Style::new(), judged.hint.as_str()),
                RuleState::Met => (sign, style, judged.word.as_str()),
                RuleState::Unmet | RuleState::Unsure => (sign, style, says),
            };
            let text = format!("{}: {text}", judged.name);
            let sign = format!("{sign} ");
            let text = self.with_more(judged, columns(&sign), text);
            self.sheet.hanging(vec![Span::styled(sign, style)], &text, Style::new());
            self.sheet.reserve(start, NARROW_VERDICT);
        }
        let start = self.sheet.judged.take().map_or(start, |before| before.start);
        self.sheet.judged = Some(start..self.sheet.lines.len());
    }

    /// What is to be done first, and how many more there are to do, where the lines of a narrow window have room for both.
    fn with_more(&self, judged: &Judged, indent: usize, first: String) -> String {
        let more = judged.says.len().saturating_sub(1);
        if judged.waits || more == 0 {
            return first;
        }
        let more = fill_in(words().password.more_to_fix, &[("count", &more.to_string())]);
        // In a line of its own, rather than begun in one and ended in the next.
        let both = ["\n", " "].map(|by| [&first, by, &more].concat());
        both.into_iter().find(|both| self.sheet.wrapped(both, indent).len() <= NARROW_VERDICT).unwrap_or(first)
    }

    /// All rules: the short ones side by side where there is room, in lines that are the same whatever is typed.
    fn rules(&mut self) {
        let waits = self.page.blocks.iter().filter_map(Block::judged).next().is_some_and(|judged| judged.waits);
        let can_share = |rule: &&RuleBlock<'_>| columns(&rule.said.shown) <= SHORT_RULE;
        let is_wide = self.sheet.width >= SHARED_FROM;
        let (short, long): (Vec<_>, Vec<_>) = self.page.rules().partition(|rule| is_wide && can_share(rule));
        // In the left column stands what may be longest.
        let column = self.sheet.width / 2 + 1;
        let lines = short.len().div_ceil(2);
        for place in 0..lines {
            let mut spans = Vec::new();
            for rule in [short.get(place), short.get(place + lines)].into_iter().flatten() {
                let used: usize = spans.iter().map(|span: &Span<'_>| columns(&span.content)).sum();
                spans.push(Span::raw(blanks(if used == 0 { 0 } else { column.saturating_sub(used) })));
                spans.extend(self.rule(rule, waits));
            }
            self.sheet.lines.push(Line::from(spans));
        }
        for rule in long {
            let [sign, text] = self.rule(rule, waits);
            self.sheet.hanging(vec![sign], &text.content, Style::new());
        }
    }

    /// A rule with its sign; one that is not kept says so in words, too.
    fn rule(&self, rule: &RuleBlock<'_>, waits: bool) -> [Span<'static>; 2] {
        let theme = self.setting.theme;
        let (sign, style) = match rule.state {
            _ if waits => (theme.marks.neutral, Style::new()),
            RuleState::Unsure => (theme.marks.neutral, Style::new()),
            RuleState::Met | RuleState::Unmet => theme.rule(rule.state),
        };
        let because = if waits { "" } else { rule.because };
        let gap = if because.is_empty() { "" } else { "  " };
        [Span::styled([sign, " "].concat(), style), Span::raw([&rule.said.shown, gap, because].concat())]
    }

    /// What kind of ending it is. That of a walk which is solved is said in one sentence.
    fn result(&mut self, text: &str) {
        let theme = self.setting.theme;
        let sign = self.page.class().and_then(|class| theme.ending(class));
        let outcome = self.page.blocks.iter().find_map(|block| {
            let Block::Outcome(said) = block else { return None };
            self.is_one_with(said).then_some(said.shown.trim_end_matches('.'))
        });
        let text = outcome.map_or_else(|| text.to_owned(), |outcome| format!("{text}: {outcome}"));
        let prefix = sign.map(|(sign, style)| Span::styled(format!("{sign} "), style));
        let style = sign.map_or(theme.strong(), |(_, style)| style);
        self.sheet.hanging(prefix.into_iter().collect(), &text, style);
    }

    fn outcome(&mut self, said: &Said<'_>) {
        if !self.is_one_with(said) {
            self.said(said, Style::new());
        }
    }

    /// Whether what was found is said in one sentence with the kind of ending.
    fn is_one_with(&self, outcome: &Said<'_>) -> bool {
        self.page.class() == Some(Class::Solved) && !outcome.is_said
    }

    /// What one was not sure about, beneath the cause where there is one.
    fn open(&mut self, about: &[&str]) {
        let is_seen = |block: &Block<'_>| matches!(block, Block::Cause(said) if !self.page.is_found(said));
        if !self.page.blocks.iter().any(is_seen) {
            self.sheet.blank();
        }
        self.beside(words().ending.open, &about.join(", "));
    }

    /// What to do now, numbered.
    fn now(&mut self, now: &Now<'_>, begins: bool) {
        if begins {
            self.sheet.text(words().ending.now, Style::new());
        }
        self.lines_of_now += 1;
        let number = format!("{}  ", self.lines_of_now);
        match self.page.role {
            Role::Agent => self.quote(&number, &now.heard, Style::new()),
            Role::User => self.sheet.hanging(vec![Span::raw(number)], &now.text, Style::new()),
        }
    }

    /// Whom to ask; what to say is set off.
    fn contact(&mut self, said: &Said<'_>) {
        if self.page.class() == Some(Class::Solved) {
            self.sheet.text(words().ending.contact_solved, Style::new());
        }
        if said.is_said {
            return self.quote("", said.heard(), Style::new());
        }
        let (lead, to_say) = say::words_to_say(&said.shown);
        self.sheet.text(lead, Style::new());
        if let Some(to_say) = to_say {
            self.quote("", to_say, Style::new());
        }
    }

    /// How to finish.
    fn after(&self) -> &'static str {
        let words = &words().ending;
        match (self.page.role, self.page.class()) {
            (Role::Agent, _) => words.after_call,
            (Role::User, Some(Class::Waiting)) => words.after_waiting,
            (Role::User, _) => words.after,
        }
    }

    fn advice(&mut self, advice: &Advice<'_>) {
        let set_in = |setter: &mut Self, text: &str| setter.sheet.hanging(vec![Span::raw("  ")], text, Style::new());
        self.sheet.blank();
        self.sheet.text(&advice.see.text, Style::new());
        if advice.say.is_said {
            self.quote("  ", advice.say.heard(), Style::new());
        } else {
            set_in(self, &advice.say.shown);
        }
        if let Some(address) = &advice.address {
            set_in(self, &address.text);
        }
    }

    fn verbs(&mut self, verbs: &[Verb]) {
        for Hint { key, does, .. } in self.setting.labels.hints(verbs) {
            let prefix = Span::styled(format!("  {key:<10} "), self.setting.theme.strong());
            self.sheet.hanging(vec![prefix], does, Style::new());
        }
    }

    /// Whose fact something is, where it stands, and what goes by it.
    fn source(&mut self, source: &SourceBlock<'_>) {
        self.sheet.blank();
        self.sheet.text(&source.text, Style::new());
        if let Some(address) = source.address {
            self.sheet.text(address, Style::new());
        }
        for text in &source.says {
            self.bullet(text);
        }
    }

    fn entry(&mut self, label: &str) {
        self.sheet.text(label, Style::new());
        self.sheet.blank();
        let place =
            FieldPlace { field: None, line: self.sheet.lines.len(), column: 0, width: self.sheet.width, shown: true };
        self.sheet.field(place, "");
    }

    /// The style of the next row: that of the one with the focus is unmistakable without any colour, and beside it
    /// stands the pointer.
    fn row_style(&self) -> Style {
        let has_focus = self.sheet.rows.len() == self.setting.row;
        if has_focus { self.setting.theme.focus() } else { Style::new() }
    }
}

/// Whether an empty line stands before a block, or before the first of several of its kind.
fn stands_apart(block: &Block<'_>, kind: Kind) -> bool {
    match block {
        // Over a page each row belongs to what stands before it.
        Block::Choice(_) => !matches!(kind, Kind::Over(Over::Asides)),
        Block::Ask(_)
        | Block::Address(_)
        | Block::Why(_)
        | Block::Field(_)
        | Block::Rules(_)
        | Block::Rule(_)
        | Block::Limit(_)
        | Block::Aloud(_)
        | Block::AloudHeading(_)
        | Block::Caution(_)
        | Block::Confirm(_)
        | Block::CallerTypes
        | Block::Step(_)
        | Block::Cause(_)
        | Block::Now(_)
        | Block::Contact(_)
        | Block::After
        | Block::How(_)
        | Block::Note(_)
        | Block::Heading(_)
        | Block::Result(_) => true,
        // Beneath their heading.
        Block::Say(_)
        | Block::Purpose(_)
        | Block::Explain(_)
        | Block::Verdict(_)
        | Block::Good(_)
        | Block::GoOn(_)
        | Block::Outcome(_)
        | Block::Open(_)
        // Each of them, and not only the first.
        | Block::Text(_)
        | Block::Advice(_)
        | Block::Verbs(_)
        | Block::Source(_)
        | Block::Entry(_) => false,
    }
}

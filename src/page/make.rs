//! From where somebody stands to the page they see: which blocks stand on it, in which order, in whose words.

use crate::content::words::{fill, fill_in};
use crate::content::{
    Article, AsideId, Caution, Checklist, Class, Ending, LinkId, Node, NodeId, Password, Question, RuleName, RulesId,
    Source, Step, Task, Text, Whose, words,
};
use crate::walk::path::Answer;
use crate::walk::rule::{Judgement, RuleState};
use crate::walk::{Draft, Field, Here, Look, Mark, Move, Role, Walk};

use super::{
    Act, Advice, Block, Choice, FieldBlock, Kind, Now, Page, RuleBlock, RulesBlock, Said, StepBlock, Trail, Typist,
    Verdict, say,
};

/// The answer key that leaves a question open.
const UNSURE: &str = "unsure";

impl<'a> Page<'a> {
    /// The page as it stands now.
    pub fn of(walk: &Walk<'a>) -> Page<'a> {
        let head = walk.article().node(walk.at()).head();
        let source = walk.article().source(head.source);
        let (kind, node_about) = match walk.here() {
            Here::Question(_) => (Kind::Question, &head.about),
            Here::Password(_, None) => (Kind::Password(Typist::Nobody), &head.about),
            Here::Password(_, Some(_)) if walk.role() == Role::Agent => (Kind::Password(Typist::Caller), &head.about),
            Here::Password(_, Some(_)) => (Kind::Password(Typist::Person), &head.about),
            Here::Checklist(_, Some(look)) => (Kind::Password(Typist::SecondLook), &look.password.head.about),
            Here::Checklist(_, None) => (Kind::Checklist, &head.about),
            Here::Ending(ending) => (Kind::Ending(ending.class), &head.about),
        };
        let maker = Maker { walk, source, kind };
        let mut blocks = match walk.here() {
            Here::Question(question) => maker.question(question),
            Here::Password(password, None) => maker.read_aloud(password),
            Here::Password(password, Some(draft)) => maker.password(password, draft),
            Here::Checklist(_, Some(Look { password, draft, .. })) => maker.password(password, draft),
            Here::Checklist(checklist, None) => maker.checklist(checklist),
            Here::Ending(ending) => maker.ending(ending),
        };
        if let Some(note) = walk.note_at(walk.at()) {
            blocks.push(Block::Note(fill_in(&words().notes.own, &[("note", note)])));
        }
        blocks.push(Block::PageSource(say::page_source(source)));
        Page {
            node: &head.name,
            about: node_about,
            kind,
            role: walk.role(),
            blocks,
            trail: trail(walk),
            source,
            told: walk.was_told(),
            asides: maker.asides(&head.asides),
        }
    }
}

/// The questions on the path that were answered "not sure".
pub fn open_nodes(walk: &Walk<'_>) -> Vec<NodeId> {
    let is_open = |(node, answer): &&(NodeId, Answer)| match (walk.article().node(*node), answer) {
        (Node::Question(question), Answer::Choice(place)) => {
            question.answers.get(*place).is_some_and(|answer| answer.key == UNSURE)
        }
        _ => false,
    };
    walk.path().answered.iter().filter(is_open).map(|(node, _)| *node).collect()
}

/// The answers given so far.
fn trail<'a>(walk: &Walk<'a>) -> Vec<Trail<'a>> {
    let words = &words().answered;
    let answered = walk.path().answered.iter().map(|(node, answer)| {
        let node = walk.article().node(*node);
        let head = node.head();
        let answer = match (node, answer) {
            (Node::Question(question), Answer::Choice(place)) => {
                question.answers.get(*place).map_or(String::new(), |answer| filled(walk, &answer.text.text))
            }
            (_, Answer::Checked) => words.checked.clone(),
            (_, Answer::Later) => words.later.clone(),
            (_, Answer::Done) => words.done.clone(),
            (_, Answer::Unfinished) => words.unfinished.clone(),
            (Node::Password(_) | Node::Checklist(_) | Node::Ending(_), Answer::Choice(_)) => String::new(),
        };
        Trail { node: &head.name, about: &head.about, answer }
    });
    answered.collect()
}

/// The text of the answer on the path to the question of this name.
fn answer_text<'a>(walk: &Walk<'a>, name: &str) -> Option<&'a Text> {
    walk.path().answered.iter().find_map(|(node, answer)| match (walk.article().node(*node), answer) {
        (Node::Question(question), Answer::Choice(place)) if question.head.name == name => {
            question.answers.get(*place).map(|answer| &answer.text)
        }
        _ => None,
    })
}

/// A text with every blank filled in with the words of an answer. An answer may speak of earlier ones, and only of
/// earlier ones: an article that is whole has no circle.
fn filled(walk: &Walk<'_>, text: &str) -> String {
    fill(text, |name| answer_text(walk, name).map(|answer| filled(walk, &answer.text)))
}

/// A text to be read aloud with every blank filled in as that answer is read aloud.
fn filled_aloud(walk: &Walk<'_>, text: &str) -> String {
    fill(text, |name| answer_text(walk, name).map(|answer| filled_aloud(walk, say::heard(answer))))
}

/// What the blocks of one page are made with.
struct Maker<'w, 'a> {
    walk: &'w Walk<'a>,
    source: &'a Source,
    kind: Kind,
}

impl<'a> Maker<'_, 'a> {
    fn question(&self, question: &'a Question) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        if self.walk.role() == Role::Agent && self.walk.path().answered.is_empty() {
            blocks.push(Block::Promise(&words().agent.promise));
        }
        blocks.push(Block::Ask(self.said(&question.task.ask)));
        blocks.extend(self.address(question.task.link).map(Block::Address));
        let given = self.walk.answers().last(self.walk.at());
        for (place, answer) in question.answers.iter().enumerate() {
            let said = self.said(&answer.text);
            let text = say::with_source(&said.text, said.source, self.source);
            let shown = match &said.aloud {
                Some(aloud) if self.walk.role() == Role::Agent && !say::is_within(aloud, &said.text) => {
                    fill_in(&words().agent.say_answer, &[("text", &text), ("aloud", aloud)])
                }
                Some(_) | None => text,
            };
            blocks.push(Block::Choice(Choice {
                key: &answer.key,
                text: said.text,
                aloud: said.aloud,
                shown,
                given: given == Some(Answer::Choice(place)),
                source: Some(said.source),
                act: Act::Move(Move::Choose(place)),
            }));
        }
        blocks.extend(self.how_and_why(&question.task));
        blocks
    }

    /// What an agent reads out in place of a field: the rules, and what to leave out.
    fn read_aloud(&self, password: &'a Password) -> Vec<Block<'a>> {
        let (article, words) = (self.walk.article(), &words().agent);
        let rules = article.rules(password.rules);
        // What a rule forbids anyhow is not left out once more.
        let is_strict = rules.iter().any(|rule| rule.kind.name() == RuleName::Only);
        let is_left_out = |caution: &Caution| !is_strict || *caution == Caution::Troublesome;
        let cautions = Caution::ALL.into_iter().filter(is_left_out).map(|caution| article.caution(caution));
        let mut blocks = vec![Block::Ask(self.said(&password.task.ask)), Block::AloudHeading(&words.rules)];
        blocks.extend(rules.iter().map(|rule| Block::Aloud(self.said(&rule.text))));
        blocks.push(Block::AloudHeading(&words.leave_out));
        blocks.extend(cautions.map(|text| Block::Aloud(self.said(text))));
        blocks.extend([Block::Confirm(&words.confirm), Block::CallerTypes]);
        blocks.extend(password.task.how.as_ref().map(|how| Block::How(self.said(how))));
        blocks
    }

    fn password(&self, password: &'a Password, draft: &Draft) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        match self.kind {
            Kind::Password(Typist::SecondLook) => blocks.push(Block::Purpose(&words().password.second_look)),
            Kind::Password(Typist::Caller) => blocks.push(Block::Purpose(&words().agent.for_caller)),
            _ => {
                blocks.push(Block::Ask(self.said(&password.task.ask)));
                blocks.extend(password.task.why.as_ref().map(|why| Block::Why(self.said(why))));
            }
        }
        for field in [Field::Password, Field::Username] {
            blocks.push(Block::Field(FieldBlock { field, length: draft.field(field).count() }));
        }
        let said = |text: &'a Text| self.said(text);
        blocks.extend(judged(self.walk.article(), password.rules, draft, said));
        if draft.password.is_empty() {
            blocks.retain(|block| !matches!(block, Block::Limit(_)));
        }
        blocks.extend(password.task.how.as_ref().map(|how| Block::How(self.said(how))));
        blocks
    }

    fn checklist(&self, checklist: &'a Checklist) -> Vec<Block<'a>> {
        let steps = self.walk.article().steps(checklist.steps).iter().enumerate();
        let mut blocks = vec![Block::Ask(self.said(&checklist.task.ask))];
        blocks.extend(steps.map(|(place, step)| Block::Step(self.step(step, self.mark(place)))));
        blocks.push(Block::GoOn(&words().checklist.go_on));
        blocks.extend(self.how_and_why(&checklist.task));
        blocks
    }

    fn mark(&self, step: usize) -> Option<Mark> {
        self.walk.mark_at(self.walk.at(), step)
    }

    fn step(&self, step: &'a Step, mark: Option<Mark>) -> StepBlock<'a> {
        let condition = step.only_if.as_ref().map(|text| self.said(text));
        let said = self.said(&step.to_do);
        let heard = |said: &Said<'_>| said.aloud.clone().unwrap_or_else(|| said.text.clone());
        let after = |condition: Option<String>, text: &str| match condition {
            Some(condition) => format!("{condition} {text}"),
            None => text.to_owned(),
        };
        let text = after(condition.as_ref().map(|said| said.text.clone()), &said.text);
        let aloud = after(condition.as_ref().map(heard), &heard(&said));
        let in_role = say::in_role(&text, &aloud, self.walk.role());
        StepBlock {
            shown: say::with_source(&in_role, said.source, self.source),
            text: say::with_source(&text, said.source, self.source),
            source: said.source,
            address: self.address(step.link),
            mark,
            conditional: condition.is_some(),
            checks: step.check.is_some() && self.walk.role() == Role::User,
            asides: self.asides(&step.asides),
        }
    }

    fn ending(&self, ending: &'a Ending) -> Vec<Block<'a>> {
        let (article, class) = (self.walk.article(), ending.class);
        let cause = self.walk.path().cause(article).map(|cause| Block::Cause(self.said(&article.cause(cause).text)));
        // Elsewhere none was sought.
        let no_cause = (class != Class::Elsewhere).then(|| Block::NoCause(&words().ending.cause_none));
        let open: Vec<&str> =
            open_nodes(self.walk).into_iter().map(|node| article.node(node).head().about.as_str()).collect();
        let mut blocks = vec![Block::Result(say::class(class)), Block::Outcome(self.said(&ending.say))];
        blocks.extend(cause.or(no_cause));
        if !open.is_empty() && class != Class::Solved {
            blocks.push(Block::Open(open));
        }
        if self.walk.was_told() {
            blocks.push(self.first(say::told(class).to_owned(), say::told_aloud(class)));
        }
        let unmarked = self.unmarked();
        if unmarked > 0 && class == Class::HandOver {
            blocks.push(self.first(say::unmarked(unmarked), &words().agent.unmarked));
        }
        blocks.extend(ending.now.iter().map(|now| {
            let said = self.said(now);
            Block::Now(Now { text: said.text, shown: said.shown, first: false, source: Some(said.source) })
        }));
        blocks.extend([Block::Contact(self.said(&ending.contact)), Block::After]);
        blocks
    }

    /// What to do before all else; it is our advice, on whosever page.
    fn first(&self, text: String, aloud: &str) -> Block<'a> {
        let shown = if self.walk.role() == Role::Agent { aloud } else { &text };
        let shown = format!("{shown} {}", say::whose(Whose::Ours));
        Block::Now(Now { text, shown, first: true, source: None })
    }

    /// How many steps of the last checklist on the path were left unmarked.
    fn unmarked(&self) -> usize {
        let last = self.walk.path().answered.iter().rev().find_map(|(node, answer)| {
            if let Node::Checklist(checklist) = self.walk.article().node(*node) {
                return Some((*node, checklist, *answer));
            }
            None
        });
        match last {
            Some((node, checklist, Answer::Unfinished)) => self.walk.open_steps(node, checklist),
            Some(_) | None => 0,
        }
    }

    fn how_and_why(&self, task: &'a Task) -> Vec<Block<'a>> {
        let how = task.how.as_ref().map(|how| Block::How(self.said(how)));
        let why = task.why.as_ref().map(|why| Block::Why(self.said(why)));
        how.into_iter().chain(why).collect()
    }

    fn asides(&self, asides: &[AsideId]) -> Vec<Advice<'a>> {
        let aside = |id: &AsideId| self.walk.article().aside(*id);
        asides
            .iter()
            .map(aside)
            .map(|aside| Advice { see: self.said(&aside.see), say: self.said(&aside.say) })
            .collect()
    }

    /// An address, as an agent says it too, and whose it is where that is not whose page this is.
    fn address(&self, link: Option<LinkId>) -> Option<Said<'a>> {
        let link = self.walk.article().link(link?);
        let source = self.walk.article().source(link.source);
        let text = fill_in(&words().page.address, &[("label", &link.label), ("address", &link.address)]);
        let in_role = match &link.aloud {
            Some(aloud) if self.walk.role() == Role::Agent => format!("{text} {}", say::aloud_in_quotes(aloud)),
            Some(_) | None => text.clone(),
        };
        let shown = say::with_source(&in_role, source, self.source);
        Some(Said { text, aloud: link.aloud.clone(), shown, source })
    }

    fn said(&self, text: &'a Text) -> Said<'a> {
        let source = self.walk.article().source(text.source);
        let aloud = text.aloud.as_ref().map(|aloud| filled_aloud(self.walk, aloud));
        let text = filled(self.walk, &text.text);
        let in_role = match &aloud {
            // A page that the caller types on is for the caller to read.
            Some(aloud) if self.kind != Kind::Password(Typist::Caller) => say::in_role(&text, aloud, self.walk.role()),
            Some(_) | None => text.clone(),
        };
        Said { shown: say::with_source(&in_role, source, self.source), text, aloud, source }
    }
}

/// How a password stands to these rules, and to the integrations, in the words that `said` makes of a text.
pub fn judged<'a>(
    article: &'a Article,
    rules: RulesId,
    draft: &Draft,
    said: impl Fn(&'a Text) -> Said<'a>,
) -> Vec<Block<'a>> {
    let judgement = Judgement::of(article, rules, draft);
    let is_typed = !draft.password.is_empty();
    let rules = article.rules(rules);
    let mut blocks = vec![Block::Rules(heading(rules.len(), &judgement, is_typed, has_own_rules(article, rules)))];
    for (rule, state) in rules.iter().zip(&judgement.rules) {
        let said = said(&rule.text);
        // The heading over the rules says that they are the article's.
        let with_whose = |text: &str| match said.source.whose {
            Whose::Article => text.to_owned(),
            whose @ (Whose::EightByEight | Whose::Ours) => format!("{text} {}", say::whose(whose)),
        };
        let by_name = with_whose(said.aloud.as_ref().unwrap_or(&said.text));
        let shown = with_whose(&said.text);
        blocks.push(Block::Rule(RuleBlock {
            id: rule.kind.name().name(),
            by_name,
            state: *state,
            said: Said { shown, ..said },
        }));
    }
    let integrations = judgement.integrations();
    blocks.push(Block::Verdict(Verdict { integrations, troublesome: judgement.troublesome, is_typed }));
    blocks.extend(judgement.cautions.into_iter().map(|caution| Block::Caution(said(article.caution(caution)))));
    blocks.push(Block::Limit(&words().password.promise));
    blocks
}

/// Whether some of the rules are not the article's, so that keeping them all says more than the article asks.
fn has_own_rules(article: &Article, rules: &[crate::content::Rule]) -> bool {
    rules.iter().any(|rule| article.source(rule.text.source).whose != Whose::Article)
}

/// The heading over the rules.
fn heading(rules: usize, judgement: &Judgement, is_typed: bool, own: bool) -> RulesBlock {
    let (page, plain) = (&words().password, &words().plain);
    let (met, unsure) = (judgement.count(RuleState::Met), judgement.count(RuleState::Unsure));
    let is_kept = is_typed && judgement.keeps_rules();
    let heading = match (own, is_kept, unsure > 0) {
        (false, true, false) => &page.rules_kept,
        (false, true, true) => &page.rules_kept_but,
        (false, false, _) => &page.rules,
        (true, true, false) => &page.own_rules_kept,
        (true, true, true) => &page.own_rules_kept_but,
        (true, false, _) => &page.own_rules,
    };
    let verdict = match (own, judgement.keeps_rules()) {
        (false, true) => &plain.keeps_rules,
        (false, false) => &plain.breaks_rules,
        (true, true) => &plain.keeps_own_rules,
        (true, false) => &plain.breaks_own_rules,
    };
    let values = [("met", met.to_string()), ("rules", rules.to_string()), ("unsure", unsure.to_string())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    RulesBlock { heading: fill_in(heading, &values), verdict, met, rules }
}

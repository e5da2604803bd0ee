//! From where somebody stands to the page they see: which blocks stand on it, in which order, in whose words.

use std::borrow::Cow;

use crate::content::words::{fill, fill_in};
use crate::content::{
    self, AsideId, Caution, Checklist, Class, Ending, Head, LinkId, Node, NodeId, Password, Question, RULES_BLANK,
    RuleName, Rules, STEP_BLANK, Step, Task, Text, words,
};
use crate::walk::path::Answer;
use crate::walk::{Draft, Field, Here, Look, Mark, Move, Role, Walk};

use super::judge::{Typed, judged};
use super::{
    Act, Advice, Block, Choice, FieldBlock, Kind, Now, Page, Reached, Said, Stage, StepBlock, Trail, Typist, say,
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
        let maker = Maker { walk, kind };
        let mut blocks = match walk.here() {
            Here::Question(question) => maker.question(question),
            Here::Password(password, None) => maker.read_aloud(password),
            Here::Password(password, Some(draft)) => maker.password(password, draft),
            Here::Checklist(_, Some(Look { password, draft, .. })) => maker.password(password, draft),
            Here::Checklist(checklist, None) => maker.checklist(checklist),
            Here::Ending(ending) => maker.ending(ending),
        };
        for note in walk.notes_at(walk.at()) {
            blocks.push(Block::Note(fill_in(words().notes.own, &[("note", &note.text)])));
        }
        let details = match walk.here() {
            Here::Password(password, None) => maker.signs_by_name(password),
            Here::Password(_, Some(_)) | Here::Checklist(_, Some(_)) => maker.troublesome(&blocks),
            Here::Question(_) | Here::Checklist(_, None) | Here::Ending(_) => Vec::new(),
        };
        if maker.promises() {
            blocks.insert(0, Block::Say(words().agent.promise));
        }
        Page {
            article: &walk.article().name,
            stages: stages(walk, kind),
            node: &head.name,
            about: node_about,
            kind,
            role: walk.role(),
            blocks,
            trail: trail(walk),
            source,
            vendor: walk.article().vendor.as_deref(),
            told: walk.is_told(),
            told_on: walk.told().map(|told| walk.article().node(told.at).head().about.as_str()),
            why: maker.why(),
            can_be_unfinished: matches!(walk.here(), Here::Checklist(it, None) if it.unfinished.is_some()),
            asides: maker.asides(&head.asides),
            details,
        }
    }
}

impl<'a> Page<'a> {
    /// Takes what was typed since the page was made: of all that stands on it only what is said of that is another.
    pub fn take_typed(&mut self, walk: &Walk<'a>) {
        let (password, draft) = match walk.here() {
            Here::Password(password, Some(draft)) | Here::Checklist(_, Some(Look { password, draft, .. })) => {
                (password, draft)
            }
            Here::Question(_) | Here::Password(_, None) | Here::Checklist(_, None) | Here::Ending(_) => return,
        };
        let maker = Maker { walk, kind: self.kind };
        let first = self.blocks.iter().position(Block::is_of_typed).unwrap_or(self.blocks.len());
        let end = self.blocks.iter().rposition(Block::is_of_typed).map_or(first, |last| last + 1);
        self.blocks.splice(first..end, maker.typed(password, draft));
        self.details = maker.troublesome(&self.blocks);
    }
}

/// How far the walk has come. An ending stands in no stage: it ends the one before it, unless that is a checklist which
/// was left with steps open, or the ending waits for something.
fn stages<'a>(walk: &Walk<'a>, kind: Kind) -> Vec<Stage<'a>> {
    let article = walk.article();
    let stage = |node: NodeId| article.node(node).head().stage;
    let last = walk.path().answered.iter().filter_map(|(node, _)| stage(*node)).next_back();
    let is_left = match walk.path().answered.last() {
        Some((node, Answer::Aside(_) | Answer::Unfinished)) => matches!(article.node(*node), Node::Checklist(_)),
        Some((_, Answer::Choice(_) | Answer::Checked | Answer::Later | Answer::Done)) | None => false,
    };
    let (passed, here) = match (stage(walk.at()), kind) {
        (None, Kind::Ending(Class::Solved)) => (article.stages.len(), None),
        (None, Kind::Ending(class)) if is_left || class == Class::Waiting => (last.unwrap_or(0), last),
        (None, _) => (last.map_or(0, |last| last + 1), None),
        (Some(here), _) => (here, Some(here)),
    };
    let reached = |place| match place {
        place if Some(place) == here => Reached::Here,
        place if place < passed => Reached::Passed,
        _ => Reached::Ahead,
    };
    article.stages.iter().enumerate().map(|(place, name)| Stage { name, reached: reached(place) }).collect()
}

/// The questions on the path that were answered "not sure".
pub fn open_nodes(walk: &Walk<'_>) -> Vec<NodeId> {
    let answered = walk.path().answered.iter();
    answered.filter(|(node, answer)| is_open(walk, *node, *answer)).map(|(node, _)| *node).collect()
}

/// Whether this answer to a question is "not sure".
pub fn is_open(walk: &Walk<'_>, node: NodeId, answer: Answer) -> bool {
    chosen(walk, node, answer).is_some_and(|chosen| chosen.key == UNSURE)
}

/// The answers given so far.
fn trail<'a>(walk: &Walk<'a>) -> Vec<Trail<'a>> {
    let answered = walk.path().answered.iter().map(|(node, answer)| {
        let Head { name, about, .. } = walk.article().node(*node).head();
        Trail { node: name, about, answer: answered(walk, *node, *answer) }
    });
    answered.collect()
}

/// An answer in the article's words, or in the program's.
pub fn answered(walk: &Walk<'_>, node: NodeId, answer: Answer) -> String {
    let words = &words().answered;
    match answer {
        Answer::Choice(_) => chosen(walk, node, answer).map_or(String::new(), |chosen| filled(walk, &chosen.text.text)),
        Answer::Checked => words.checked.to_owned(),
        Answer::Later => words.later.to_owned(),
        Answer::Done => words.done.to_owned(),
        Answer::Unfinished => words.unfinished.to_owned(),
        Answer::Aside(aside) => filled(walk, &walk.article().aside(aside).see.text),
    }
}

/// The text of the answer on the path to the question of this name.
fn answer_text<'a>(walk: &Walk<'a>, name: &str) -> Option<&'a Text> {
    let node = walk.article().find(name)?;
    chosen(walk, node, walk.answers().last(node)?).map(|chosen| &chosen.text)
}

/// The answer of a question that was chosen.
fn chosen<'a>(walk: &Walk<'a>, node: NodeId, answer: Answer) -> Option<&'a content::Answer> {
    match (walk.article().node(node), answer) {
        (Node::Question(question), Answer::Choice(place)) => question.answers.get(place),
        (Node::Question(_) | Node::Password(_) | Node::Checklist(_) | Node::Ending(_), _) => None,
    }
}

/// A text with every blank filled in. An answer may speak of earlier ones, and only of earlier ones: an article that is
/// whole has no circle.
pub fn filled(walk: &Walk<'_>, text: &str) -> String {
    shown(walk, text).into_owned()
}

/// The same; as most have no blanks, it is seldom another text.
fn shown<'t>(walk: &Walk<'_>, text: &'t str) -> Cow<'t, str> {
    fill(text, |name| step_number(walk, name).or_else(|| Some(filled(walk, &named_text(walk, name)?.text))))
}

/// A text to be read aloud with every blank filled in as it is read aloud.
fn filled_aloud<'t>(walk: &Walk<'_>, text: &'t str) -> Cow<'t, str> {
    fill(text, |name| {
        let named = || Some(filled_aloud(walk, say::heard(named_text(walk, name)?)).into_owned());
        step_number(walk, name).or_else(named)
    })
}

/// The number of the step that a blank names, in the checklist that was passed last.
fn step_number(walk: &Walk<'_>, name: &str) -> Option<String> {
    let key = name.strip_prefix(STEP_BLANK)?;
    let article = walk.article();
    let steps = article.steps(walk.path().checklist(article)?.steps);
    Some((steps.iter().position(|step| step.key == key)? + 1).to_string())
}

/// The text that a blank stands for: the rules in short, or an answer.
fn named_text<'a>(walk: &Walk<'a>, name: &str) -> Option<&'a Text> {
    let article = walk.article();
    match name {
        RULES_BLANK => article.rules(walk.path().password(article)?.rules).short.as_ref(),
        question => answer_text(walk, question),
    }
}

/// What the blocks of one page are made with.
struct Maker<'w, 'a> {
    walk: &'w Walk<'a>,
    kind: Kind,
}

impl<'a> Maker<'_, 'a> {
    fn question(&self, question: &'a Question) -> Vec<Block<'a>> {
        let mut blocks = self.task(&question.task);
        let given = self.walk.answers().last(self.walk.at());
        for (place, answer) in question.answers.iter().enumerate() {
            let said = self.read(&answer.text);
            let shown = match &said.aloud {
                Some(aloud) if self.walk.role() == Role::Agent && !say::is_within(aloud, &said.text) => {
                    fill_in(words().agent.say_answer, &[("text", &said.text), ("aloud", aloud)]).into()
                }
                Some(_) | None => said.text.clone(),
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
        blocks.extend(self.how(&question.task));
        blocks
    }

    /// What is asked, what belongs to it, and where to go for it.
    fn task(&self, task: &'a Task) -> Vec<Block<'a>> {
        let explain = task.explain.as_ref().map(|explain| Block::Explain(self.said(explain)));
        let address = self.address(task.link).map(Block::Address);
        [Some(Block::Ask(self.said(&task.ask))), explain, address].into_iter().flatten().collect()
    }

    /// What an agent reads out in place of a field: the rules in a sentence, or one by one where the article has none.
    fn read_aloud(&self, password: &'a Password) -> Vec<Block<'a>> {
        let (article, words) = (self.walk.article(), &words().agent);
        let mut blocks = vec![Block::Ask(self.said(&password.task.ask))];
        match &article.rules(password.rules).short {
            Some(short) => blocks.push(Block::Aloud(self.said(short))),
            None => blocks.extend(self.signs_by_name(password)),
        }
        let confirm = say::of_vendor(article, words.confirm, words.confirm_unnamed);
        blocks.extend([Block::Confirm(confirm), Block::CallerTypes]);
        blocks.extend(self.how(&password.task));
        blocks
    }

    /// Every rule with each sign by its name, and what to leave out: for a caller who asks which.
    fn signs_by_name(&self, password: &'a Password) -> Vec<Block<'a>> {
        let (article, words) = (self.walk.article(), &words().agent);
        let Rules { rules, .. } = article.rules(password.rules);
        // What a rule forbids anyhow is not left out once more.
        let is_strict = rules.iter().any(|rule| rule.kind.name() == RuleName::Only);
        let is_left_out = |caution: &Caution| !is_strict || *caution == Caution::Troublesome;
        let cautions = Caution::ALL.into_iter().filter(is_left_out).filter_map(|caution| article.caution(caution));
        let mut blocks = vec![Block::AloudHeading(words.rules)];
        blocks.extend(rules.iter().map(|rule| Block::Aloud(self.said(&rule.text))));
        blocks.push(Block::AloudHeading(words.leave_out));
        blocks.extend(cautions.map(|text| Block::Aloud(self.said(text))));
        blocks
    }

    /// Why some signs are to be left out, where it is not said for one that is there.
    fn troublesome(&self, blocks: &[Block<'a>]) -> Vec<Block<'a>> {
        let caution = self.walk.article().caution(Caution::Troublesome).map(|caution| self.said(caution));
        let is_said = |said: &Said<'_>| {
            blocks.iter().any(|block| matches!(block, Block::Caution(caution) if caution.text == said.text))
        };
        caution.filter(|said| !is_said(said)).map(Block::Caution).into_iter().collect()
    }

    /// Whether the agent says first that nothing secret will be asked for.
    fn promises(&self) -> bool {
        let is_said = self.kind != Kind::Password(Typist::Caller);
        self.walk.role() == Role::Agent && self.walk.is_at_beginning() && is_said
    }

    fn password(&self, password: &'a Password, draft: &Draft) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        match self.kind {
            Kind::Password(Typist::SecondLook) => blocks.push(Block::Purpose(words().password.second_look)),
            Kind::Password(Typist::Caller) => blocks.push(Block::Purpose(words().agent.for_caller)),
            Kind::Question | Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => {
                blocks.extend(self.task(&password.task));
            }
        }
        blocks.extend(self.typed(password, draft));
        blocks.extend(self.how(&password.task));
        blocks
    }

    /// The fields, and what is said of what is typed in them.
    fn typed(&self, password: &'a Password, draft: &Draft) -> Vec<Block<'a>> {
        let fields = [Field::Password, Field::Username];
        let fields = fields.map(|field| Block::Field(FieldBlock { field, length: draft.field(field).count() }));
        let said = |text: &'a Text| self.said(text);
        let program = password.program.as_ref().map(|program| self.read(program).text);
        let (article, rules) = (self.walk.article(), password.rules);
        let mut blocks = judged(article, rules, Typed { draft, program: program.as_deref() }, said);
        blocks.splice(0..0, fields);
        if draft.password.is_empty() {
            blocks.retain(|block| !matches!(block, Block::Limit(_)));
        }
        blocks
    }

    fn checklist(&self, checklist: &'a Checklist) -> Vec<Block<'a>> {
        let steps = self.walk.article().steps(checklist.steps).iter().enumerate();
        let mut blocks = self.task(&checklist.task);
        blocks.extend(steps.map(|(place, step)| Block::Step(self.step(step, self.mark(place)))));
        blocks.push(Block::GoOn(words().checklist.go_on));
        blocks.extend(self.how(&checklist.task));
        blocks
    }

    fn mark(&self, step: usize) -> Option<Mark> {
        self.walk.mark_at(self.walk.at(), step)
    }

    fn step(&self, step: &'a Step, mark: Option<Mark>) -> StepBlock<'a> {
        let title = self.read(&step.title);
        let condition = step.only_if.as_ref().map(|text| self.read(text));
        let to_do = step.to_do.as_ref().map(|text| self.read(text));
        let whole = |worded: fn(&Said<'a>) -> String| {
            let mut text = worded(&title);
            if let Some(condition) = &condition {
                text = format!("{text}, {}", worded(condition));
            }
            text += ".";
            if let Some(to_do) = &to_do {
                text = format!("{text} {}", worded(to_do));
            }
            text
        };
        let text = whole(|said| said.text.clone().into_owned());
        let aloud = whole(|said| said.heard().to_owned());
        StepBlock {
            key: &step.key,
            shown: say::in_role(&text, &aloud, self.walk.role()),
            text,
            aloud,
            source: title.source,
            title,
            condition,
            to_do,
            address: self.address(step.link),
            mark,
            checks: step.check && self.walk.role() == Role::User,
            asides: self.asides(&step.asides),
        }
    }

    fn ending(&self, ending: &'a Ending) -> Vec<Block<'a>> {
        let (article, class) = (self.walk.article(), ending.class);
        let cause = self.walk.path().cause_of_ending(article);
        let cause = cause.map(|cause| Block::Cause(self.said(&article.cause(cause).text)));
        let open: Vec<&str> =
            open_nodes(self.walk).into_iter().map(|node| article.node(node).head().about.as_str()).collect();
        let mut blocks = vec![Block::Result(say::class(article, class)), Block::Outcome(self.said(&ending.say))];
        blocks.extend(cause);
        if !open.is_empty() && class == Class::HandOver {
            blocks.push(Block::Open(open));
        }
        if self.walk.is_told() {
            blocks.push(self.first(say::told(class).to_owned(), say::told_aloud(class)));
        }
        blocks.extend(ending.now.iter().filter(|line| self.walk.path().holds(line)).map(|line| {
            let said = self.said(&line.text);
            let heard = said.heard().to_owned();
            Block::Now(Now { text: said.text, shown: said.shown, heard, first: false, source: Some(said.source) })
        }));
        blocks.extend(self.address(ending.link).map(Block::Address));
        let contact = ending.contact.iter().find(|line| self.walk.path().holds(line));
        blocks.extend(contact.map(|line| Block::Contact(self.said(&line.text))));
        blocks.push(Block::After);
        blocks
    }

    /// What to do before all else.
    fn first(&self, text: String, aloud: &str) -> Block<'a> {
        let shown = say::in_role(&text, aloud, self.walk.role());
        Block::Now(Now { text: text.into(), shown: shown.into(), heard: aloud.to_owned(), first: true, source: None })
    }

    fn how(&self, task: &'a Task) -> Option<Block<'a>> {
        task.how.as_ref().map(|how| Block::How(self.said(how)))
    }

    fn why(&self) -> Option<Said<'a>> {
        let task = match self.walk.here() {
            Here::Question(question) => &question.task,
            Here::Password(password, _) | Here::Checklist(_, Some(Look { password, .. })) => &password.task,
            Here::Checklist(checklist, None) => &checklist.task,
            Here::Ending(_) => return None,
        };
        task.why.as_ref().map(|why| self.read(why))
    }

    fn asides(&self, asides: &[AsideId]) -> Vec<Advice<'a>> {
        let advice = |id: &AsideId| {
            let aside = self.walk.article().aside(*id);
            Advice {
                aside: *id,
                see: self.read(&aside.see),
                say: self.said(&aside.say),
                address: self.address(aside.link),
                leads_on: aside.to.as_ref().map(|_| (aside.name.as_str(), Move::LeadOn(*id))),
            }
        };
        asides.iter().map(advice).collect()
    }

    /// An address, as an agent says it too.
    fn address(&self, link: Option<LinkId>) -> Option<Said<'a>> {
        let link = self.walk.article().link(link?);
        let source = self.walk.article().source(link.source);
        let text = fill_in(words().page.address, &[("label", &link.label), ("address", &link.address)]);
        let text: Cow<'_, str> = text.into();
        let shown = match &link.aloud {
            Some(aloud) if self.walk.role() == Role::Agent => format!("{text} {}", say::aloud_in_quotes(aloud)).into(),
            Some(_) | None => text.clone(),
        };
        Some(Said { text, aloud: link.aloud.as_deref().map(Cow::Borrowed), shown, is_said: false, source })
    }

    /// A text that an agent says to the caller.
    fn said(&self, text: &'a Text) -> Said<'a> {
        let said = self.read(text);
        // A page that the caller types on is for the caller to read.
        if self.walk.role() == Role::User || self.kind == Kind::Password(Typist::Caller) {
            return said;
        }
        Said { shown: say::aloud_in_quotes(said.heard()).into(), is_said: true, ..said }
    }

    /// A text that is read in both roles.
    fn read(&self, text: &'a Text) -> Said<'a> {
        let source = self.walk.article().source(text.source);
        let words = shown(self.walk, &text.text);
        // What stands in a blank may be heard otherwise, too.
        let is_otherwise = text.aloud.is_some() || text.text.contains('{');
        let aloud = is_otherwise.then(|| filled_aloud(self.walk, say::heard(text))).filter(|aloud| *aloud != words);
        Said { shown: words.clone(), aloud, text: words, is_said: false, source }
    }
}

//! What holds between nodes: every node is reached, no way leads round in a circle, and a text that speaks of what came
//! before stands only where that was passed.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use std::collections::BTreeSet;

use super::blank::{Piece, pieces};
use super::file::{MOST_COMPARED, Reader, did_you_mean};
use super::lists;
use super::passed::Passed;
use super::{
    Answer, Article, Aside, AsideId, CauseId, Checklist, Ending, Lead, Line, Node, NodeId, Password, Question,
    RULES_BLANK, STEP_BLANK, Step, StepsId, Text,
};

pub(super) fn check(article: &Article, reader: &mut Reader<'_>) {
    let leads: Leads<'_> = article.nodes.iter().map(|node| node.leads_to(article)).collect();
    asides_have_keys_of_their_own(article, reader);
    rules_speak_of_no_answer(article, reader);
    lists::check(article, &all_texts(article), reader);
    if let Some(order) = order_from_start(article, &leads, reader) {
        every_node_is_reached(article, &order, reader);
        texts_speak_of_what_was_passed(article, &order, &leads, reader);
        lines_are_for_answers_before_them(article, &leads, reader);
    }
}

/// Where each node may lead.
type Leads<'a> = Vec<Vec<&'a Lead>>;

/// An aside that leads on is an answer of its node; at an ending there are none.
fn asides_have_keys_of_their_own(article: &Article, reader: &mut Reader<'_>) {
    for node in &article.nodes {
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        match node {
            Node::Question(question) => keys.extend(question.answers.iter().map(|answer| answer.key.as_str())),
            Node::Password(_) => keys.extend(["checked", "later"]),
            Node::Checklist(_) => keys.extend(["done", "unfinished"]),
            Node::Ending(_) => {}
        }
        for id in article.asides_of(node) {
            let aside = article.aside(id);
            let Some(lead) = &aside.to else { continue };
            let name = &node.head().name;
            if let Node::Ending(_) = node {
                let says = format!("`{}` leads on, and it is an aside of the ending `{name}`", aside.name);
                reader.fault(lead.at, says, "Take `to` out, or take it out of the ending's `asides`.");
            } else if keys.contains(aside.name.as_str()) {
                let says = format!("`{name}` has an answer `{}`, too", aside.name);
                reader.fault(lead.at, says, "An aside that leads on is an answer: give it a name of its own.");
            }
        }
    }
}

/// Rules and cautions are judged outside a walk too, where nothing was answered.
fn rules_speak_of_no_answer(article: &Article, reader: &mut Reader<'_>) {
    let rules = article.rules.iter().flat_map(|set| set.rules.iter().map(|rule| &rule.text).chain(&set.short));
    for text in rules.chain(&article.cautions).filter(|text| has_blank(text)) {
        let says = "a rule or a caution cannot speak of an answer";
        reader.fault(text.at, says, "Say it without the blank: a password is judged outside a walk, too.");
    }
}

/// The nodes that `start` reaches, each before those it leads to; `None` where a way leads round in a circle.
fn order_from_start(article: &Article, leads: &Leads<'_>, reader: &mut Reader<'_>) -> Option<Vec<NodeId>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Visit {
        None,
        OnWay,
        Done,
    }
    let mut visits = vec![Visit::None; article.nodes.len()];
    let mut finished = Vec::new();
    let mut way = vec![(article.start(), 0)];
    let mut circles = false;
    while let Some((node, next)) = way.last_mut() {
        visits[node.0] = Visit::OnWay;
        let Some(lead) = leads[node.0].get(*next) else {
            visits[node.0] = Visit::Done;
            finished.push(*node);
            way.pop();
            continue;
        };
        *next += 1;
        match visits[lead.node.0] {
            Visit::None => way.push((lead.node, 0)),
            Visit::OnWay => {
                let name = &article.node(lead.node).head().name;
                let says = format!("this leads back to `{name}`: the way goes round in a circle");
                let advice = "Lead on to another node: a second try is a second node, a side explanation an aside.";
                reader.fault(lead.at, says, advice);
                circles = true;
            }
            Visit::Done => {}
        }
    }
    finished.reverse();
    (!circles).then_some(finished)
}

fn every_node_is_reached(article: &Article, order: &[NodeId], reader: &mut Reader<'_>) {
    let mut is_reached = vec![false; article.nodes.len()];
    for id in order {
        is_reached[id.0] = true;
    }
    for (node, _) in article.nodes.iter().zip(is_reached).filter(|(_, is_reached)| !is_reached) {
        let says = format!("no way leads to `{}`", node.head().name);
        reader.fault(node.head().at, says, "Let an answer lead `to` it, or take the node out.");
    }
}

/// What every way to a node has passed, besides its questions.
#[derive(Clone, Copy, PartialEq)]
struct Last {
    /// The steps of the checklist that was passed last.
    steps: LastSteps,
    /// There was a password page.
    password: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum LastSteps {
    /// Not every way has passed a checklist.
    None,
    One(StepsId),
    Several,
}

impl Last {
    /// What both of two ways have passed.
    fn both(self, other: Last) -> Last {
        let steps = match (self.steps, other.steps) {
            (LastSteps::None, _) | (_, LastSteps::None) => LastSteps::None,
            (one, other) if one == other => one,
            _ => LastSteps::Several,
        };
        Last { steps, password: self.password && other.password }
    }

    /// What was passed when this node is.
    fn after(self, node: &Node) -> Last {
        match node {
            Node::Checklist(checklist) => Last { steps: LastSteps::One(checklist.steps), ..self },
            Node::Password(_) => Last { password: true, ..self },
            Node::Question(_) | Node::Ending(_) => self,
        }
    }
}

/// `{name}` stands for the answer to the question `name`, `{step.KEY}` for the number of a step, `{rules}` for the rules
/// of a password page in short: each must lie on every path to the text.
fn texts_speak_of_what_was_passed(article: &Article, order: &[NodeId], leads: &Leads<'_>, reader: &mut Reader<'_>) {
    let passed = Passed::new(article.nodes.len(), order, |id| leads[id.0].iter().map(|lead| lead.node));
    let mut lasts: Vec<Option<Last>> = vec![None; article.nodes.len()];
    // One list of steps may stand on many pages, and few of its texts have blanks.
    let lists = article.steps.iter().map(|steps| {
        let mut texts = Vec::new();
        add_texts_of_steps(steps, article, &mut texts);
        texts.retain(|text| has_blank(text));
        texts
    });
    let lists: Vec<Vec<&Text>> = lists.collect();
    let mut says_rules = false;
    let checks: Vec<Option<&Step>> = article.steps.iter().map(|steps| steps.iter().find(|step| step.check)).collect();
    for id in order {
        let node = article.node(*id);
        let last = lasts[id.0].unwrap_or(Last { steps: LastSteps::None, password: false }).after(node);
        for lead in &leads[id.0] {
            let before = &mut lasts[lead.node.0];
            *before = Some(before.map_or(last, |before| before.both(last)));
        }
        let place = Place { article, id: *id, passed: &passed, last };
        let mut texts = Vec::new();
        add_texts_of(node, article, &mut texts);
        if let Node::Checklist(checklist) = node {
            texts.extend(&lists[checklist.steps.0]);
            if let Some(step) = checks[checklist.steps.0].filter(|_| !last.password) {
                let says = format!(
                    "not every path to `{}` has passed a password page, whose rules `check` shows",
                    node.head().name
                );
                reader.fault(step.title.at, says, "Lead every path through one first, or take `check` out.");
            }
        }
        for text in texts {
            for piece in [Some(&text.text), text.aloud.as_ref()].into_iter().flatten().flat_map(|words| pieces(words)) {
                let fault = match piece {
                    Piece::Words(_) => None,
                    Piece::Open(_) => Some(("a `{` is not closed".into(), "Write {NAME}, or {{ for a brace.".into())),
                    Piece::Blank(name) => {
                        says_rules |= name == RULES_BLANK;
                        place.fault_of(name)
                    }
                };
                if let Some((says, advice)) = fault {
                    reader.fault(text.at, says, advice);
                }
            }
        }
    }
    for set in article.rules.iter().filter(|set| says_rules && set.short.is_none()) {
        let says = format!("these rules have no `short`, and a text says {{{RULES_BLANK}}}");
        reader.fault(set.at, says, "Add `short = \"…\"`: all of them in a sentence.");
    }
}

/// What a blank is for.
const PASSED: &str = "Name a question that every path to this text has passed.";

/// Where a text stands.
struct Place<'p> {
    article: &'p Article,
    id: NodeId,
    passed: &'p Passed,
    last: Last,
}

impl Place<'_> {
    /// What is wrong with this blank here, and the advice.
    fn fault_of(&self, blank: &str) -> Option<(String, String)> {
        let Place { article, id, passed, last } = self;
        let name = &article.node(*id).head().name;
        if let Some(key) = blank.strip_prefix(STEP_BLANK) {
            return match last.steps {
                LastSteps::One(steps) if article.steps(steps).iter().any(|step| step.key == key) => None,
                LastSteps::One(steps) => {
                    let keys: Vec<&str> = article.steps(steps).iter().map(|step| step.key.as_str()).collect();
                    let advice = did_you_mean(key, keys.iter().copied().take(MOST_COMPARED))
                        .unwrap_or_else(|| format!("There are: {}.", keys.join(", ")));
                    Some((format!("there is no step `{key}` before `{name}`"), advice))
                }
                LastSteps::None => Some((
                    format!("not every path to `{name}` has passed a checklist, so `{{{blank}}}` has no number"),
                    "Say it without the number of a step.".into(),
                )),
                LastSteps::Several => Some((
                    format!("paths with different steps lead to `{name}`, so `{{{blank}}}` has no one number"),
                    "Say it without the number of a step.".into(),
                )),
            };
        }
        if blank == RULES_BLANK {
            let says =
                || format!("not every path to `{name}` has passed a password page, whose rules `{{{blank}}}` says");
            return (!last.password).then(|| (says(), "Lead every path through one first, or say it without.".into()));
        }
        let question = article.find(blank).filter(|id| matches!(article.node(*id), Node::Question(_)));
        let Some(question) = question else {
            return Some((format!("there is no question `{blank}`"), no_question(article, blank)));
        };
        (!passed.has(question, *id)).then(|| {
            let says = format!("`{{{blank}}}` is not answered on every path to `{name}`");
            (says, PASSED.into())
        })
    }
}

/// What to do about a blank that names no question.
fn no_question(article: &Article, blank: &str) -> String {
    let place = article.nodes.partition_point(|node| node.head().name.as_str() < blank);
    let around = article.nodes.iter().take(place + MOST_COMPARED).skip(place.saturating_sub(MOST_COMPARED));
    let questions = around.filter(|node| matches!(node, Node::Question(_))).map(|node| node.head().name.as_str());
    did_you_mean(blank, questions.chain([RULES_BLANK])).unwrap_or_else(|| PASSED.to_owned())
}

/// A line is for answers that some path to it gives.
fn lines_are_for_answers_before_them(article: &Article, leads: &Leads<'_>, reader: &mut Reader<'_>) {
    let mut leads_here: Option<Vec<Vec<NodeId>>> = None;
    for (place, node) in article.nodes.iter().enumerate() {
        let lines: Vec<&Line> = lines_of(node).into_iter().filter(|line| line.after.is_some()).collect();
        if lines.is_empty() {
            continue;
        }
        let leads_here = leads_here.get_or_insert_with(|| reversed(leads));
        let before = before(NodeId(place), leads_here);
        for line in lines {
            for (question, _) in line.after.iter().flatten().filter(|(question, _)| !before[question.0]) {
                let (name, question) = (&node.head().name, &article.node(*question).head().name);
                let says = format!("no path to `{name}` passes `{question}`, whose answers this is for");
                reader.fault(line.text.at, says, "Name a question that lies before it.");
            }
        }
    }
}

/// Every text of a node that may be for certain answers only.
fn lines_of(node: &Node) -> Vec<&Line> {
    match node {
        Node::Ending(Ending { now, contact, second_line, .. }) => {
            now.iter().chain(contact).chain(second_line).collect()
        }
        Node::Question(_) | Node::Password(_) | Node::Checklist(_) => Vec::new(),
    }
}

/// From where each node is led to.
fn reversed(leads: &Leads<'_>) -> Vec<Vec<NodeId>> {
    let mut leads_here = vec![Vec::new(); leads.len()];
    for (place, leads) in leads.iter().enumerate() {
        for lead in leads {
            leads_here[lead.node.0].push(NodeId(place));
        }
    }
    leads_here
}

/// Which nodes lie on some path to this one.
fn before(node: NodeId, leads_here: &[Vec<NodeId>]) -> Vec<bool> {
    let mut is_before = vec![false; leads_here.len()];
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for before in &leads_here[node.0] {
            if !std::mem::replace(&mut is_before[before.0], true) {
                open.push(*before);
            }
        }
    }
    is_before
}

fn has_blank(text: &Text) -> bool {
    let mut words = [Some(&text.text), text.aloud.as_ref()].into_iter().flatten();
    words.any(|words| pieces(words).any(|piece| !matches!(piece, Piece::Words(_))))
}

/// Every text that some page can show.
fn all_texts(article: &Article) -> Vec<&Text> {
    let mut texts = Vec::new();
    for node in &article.nodes {
        add_texts_of(node, article, &mut texts);
    }
    for steps in &article.steps {
        add_texts_of_steps(steps, article, &mut texts);
    }
    texts
}

/// Adds every text that the page of this node can show, but for those of a checklist's steps.
fn add_texts_of<'a>(node: &'a Node, article: &'a Article, texts: &mut Vec<&'a Text>) {
    add_texts_of_asides(&node.head().asides, article, texts);
    match node {
        Node::Question(Question { task, .. })
        | Node::Password(Password { task, .. })
        | Node::Checklist(Checklist { task, .. }) => {
            add(texts, &[Some(&task.ask), task.explain.as_ref(), task.why.as_ref(), task.how.as_ref()]);
        }
        Node::Ending(Ending { say, noted, .. }) => add(texts, &[Some(say), noted.as_ref()]),
    }
    for line in lines_of(node) {
        texts.push(&line.text);
    }
    if let Node::Password(password) = node {
        texts.extend(&password.program);
    }
    if let Node::Question(question) = node {
        for Answer { text, noted, means, refutes, .. } in &question.answers {
            add(texts, &[Some(text), noted.as_ref()]);
            add_texts_of_causes(*means, refutes, article, texts);
        }
    }
}

/// Adds every text that the steps of a list can show.
fn add_texts_of_steps<'a>(steps: &'a [Step], article: &'a Article, texts: &mut Vec<&'a Text>) {
    for Step { title, to_do, only_if, asides, .. } in steps {
        add(texts, &[Some(title), to_do.as_ref(), only_if.as_ref()]);
        add_texts_of_asides(asides, article, texts);
    }
}

fn add_texts_of_asides<'a>(asides: &[AsideId], article: &'a Article, texts: &mut Vec<&'a Text>) {
    for Aside { see, say, noted, means, refutes, .. } in asides.iter().map(|id| article.aside(*id)) {
        add(texts, &[Some(see), Some(say), noted.as_ref()]);
        add_texts_of_causes(*means, refutes, article, texts);
    }
}

fn add_texts_of_causes<'a>(
    means: Option<CauseId>,
    refutes: &[CauseId],
    article: &'a Article,
    texts: &mut Vec<&'a Text>,
) {
    for id in means.iter().chain(refutes) {
        let cause = article.cause(*id);
        add(texts, &[Some(&cause.text), cause.noted.as_ref()]);
    }
}

fn add<'a>(texts: &mut Vec<&'a Text>, more: &[Option<&'a Text>]) {
    texts.extend(more.iter().flatten());
}

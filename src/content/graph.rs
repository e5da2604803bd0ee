//! What holds between nodes: every node is reached, no way leads round in a circle, and a text that speaks of an
//! earlier answer stands only where that answer was given.

use std::collections::{BTreeMap, BTreeSet};

use super::blank::{Piece, pieces};
use super::file::Reader;
use super::{Article, AsideId, Node, NodeId, Text};

pub(super) fn check(article: &Article, reader: &mut Reader<'_>) {
    checks_open_passwords(article, reader);
    rules_speak_of_no_answer(article, reader);
    if let Some(order) = order_from_start(article, reader) {
        every_node_is_reached(article, &order, reader);
        placeholders_are_answered(article, &order, reader);
    }
}

fn checks_open_passwords(article: &Article, reader: &mut Reader<'_>) {
    for id in article.ids() {
        let Node::Checklist(checklist) = article.node(id) else { continue };
        let named = checklist.check.map(|check| (check, &checklist.head.at));
        let steps = article.steps(checklist.steps).iter();
        let named = named.into_iter().chain(steps.filter_map(|step| step.check.map(|check| (check, &step.to_do.at))));
        for (check, at) in named {
            if !matches!(article.node(check), Node::Password(_)) {
                let says = format!("`{}` is not a password node", article.node(check).head().name);
                reader.fault(at, says, "`check` opens a password node: name one of those.");
            }
        }
    }
}

/// Rules and cautions are judged outside a walk too, where nothing was answered.
fn rules_speak_of_no_answer(article: &Article, reader: &mut Reader<'_>) {
    let rules = article.rules.iter().flatten().map(|rule| &rule.text);
    for text in rules.chain(&article.cautions) {
        for words in [Some(&text.text), text.aloud.as_ref()].into_iter().flatten() {
            if pieces(words).any(|piece| !matches!(piece, Piece::Words(_))) {
                let says = "a rule or a caution cannot speak of an answer";
                reader.fault(&text.at, says, "Say it without the blank: a password is judged outside a walk, too.");
            }
        }
    }
}

/// The nodes that `start` reaches, each before those it leads to; `None` where a way leads round in a circle.
fn order_from_start(article: &Article, reader: &mut Reader<'_>) -> Option<Vec<NodeId>> {
    let mut finished = Vec::new();
    let mut entered = BTreeSet::from([article.start()]);
    let mut way = vec![(article.start(), 0)];
    let mut circles = false;
    while let Some((node, next)) = way.last_mut() {
        let Some(lead) = article.node(*node).leads_to().get(*next).copied() else {
            finished.push(*node);
            way.pop();
            continue;
        };
        *next += 1;
        if way.iter().any(|(before, _)| *before == lead.node) {
            let says =
                format!("this leads back to `{}`: the way goes round in a circle", article.node(lead.node).head().name);
            reader.fault(
                &lead.at,
                says,
                "Lead on to another node: a second try is a second node, a side explanation an aside.",
            );
            circles = true;
        } else if entered.insert(lead.node) {
            way.push((lead.node, 0));
        }
    }
    finished.reverse();
    (!circles).then_some(finished)
}

fn every_node_is_reached(article: &Article, order: &[NodeId], reader: &mut Reader<'_>) {
    for id in article.ids().filter(|id| !order.contains(id)) {
        let head = article.node(id).head();
        let says = format!("no way leads to `{}`", head.name);
        reader.fault(&head.at, says, "Let an answer lead `to` it, or take the node out.");
    }
}

/// `{name}` stands for the answer to the question `name`, which must lie on every path to the text.
fn placeholders_are_answered(article: &Article, order: &[NodeId], reader: &mut Reader<'_>) {
    // What lies on every path to a node: itself, and what lies on every path to each node that leads to it.
    let mut passed: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::from([(article.start(), BTreeSet::new())]);
    for id in order {
        let before = passed.entry(*id).or_default().clone();
        check_texts(article, *id, &before, reader);
        let mut after = before;
        after.insert(*id);
        for lead in article.node(*id).leads_to() {
            passed
                .entry(lead.node)
                .and_modify(|known| known.retain(|n| after.contains(n)))
                .or_insert_with(|| after.clone());
        }
    }
}

fn check_texts(article: &Article, id: NodeId, answered: &BTreeSet<NodeId>, reader: &mut Reader<'_>) {
    let asked =
        |name: &str| answered.iter().any(|id| article.node(*id).head().name == name && is_question(article, *id));
    for text in texts_of(article.node(id), article) {
        for words in [Some(&text.text), text.aloud.as_ref()].into_iter().flatten() {
            for piece in pieces(words) {
                match piece {
                    Piece::Words(_) => {}
                    Piece::Open(_) => {
                        reader.fault(&text.at, "a `{` is not closed", "Write {NAME}, or {{ for a brace.");
                    }
                    Piece::Blank(name) if asked(name) => {}
                    Piece::Blank(name) => {
                        let says =
                            format!("`{{{name}}}` is not answered on every path to `{}`", article.node(id).head().name);
                        reader.fault(&text.at, says, "Name a question that every path to this text has passed.");
                    }
                }
            }
        }
    }
}

fn is_question(article: &Article, id: NodeId) -> bool {
    matches!(article.node(id), Node::Question(_))
}

/// Every text that the page of this node can show.
fn texts_of<'a>(node: &'a Node, article: &'a Article) -> Vec<&'a Text> {
    let asides =
        |ids: &'a [AsideId]| ids.iter().map(|id| article.aside(*id)).flat_map(|aside| [&aside.see, &aside.say]);
    let mut texts: Vec<&Text> = asides(&node.head().asides).collect();
    match node {
        Node::Question(super::Question { task, .. })
        | Node::Password(super::Password { task, .. })
        | Node::Checklist(super::Checklist { task, .. }) => {
            texts.push(&task.ask);
            texts.extend(task.why.iter().chain(&task.how));
        }
        Node::Ending(ending) => texts.extend([&ending.say, &ending.contact].into_iter().chain(&ending.now)),
    }
    match node {
        Node::Question(question) => {
            texts.extend(question.answers.iter().map(|answer| &answer.text));
            let causes = question.answers.iter().filter_map(|answer| answer.means);
            texts.extend(causes.map(|cause| &article.cause(cause).text));
        }
        Node::Checklist(checklist) => {
            let steps = article.steps(checklist.steps);
            for step in steps {
                texts.extend([Some(&step.to_do), step.only_if.as_ref()].into_iter().flatten());
                texts.extend(asides(&step.asides));
            }
            // What a second look shows stands on the checklist's own path.
            let looks = checklist.check.into_iter().chain(steps.iter().filter_map(|step| step.check));
            for look in looks {
                if let Node::Password(super::Password { task, .. }) = article.node(look) {
                    texts.extend([Some(&task.ask), task.why.as_ref(), task.how.as_ref()].into_iter().flatten());
                }
            }
        }
        Node::Password(_) | Node::Ending(_) => {}
    }
    texts
}

//! What holds between nodes: every node is reached, no way leads round in a circle, and a text that speaks of an
//! earlier answer stands only where that answer was given.

use super::blank::{Piece, pieces};
use super::file::Reader;
use super::passed::Passed;
use super::{Article, AsideId, Checklist, Ending, Node, NodeId, Password, Question, Step, Text};

pub(super) fn check(article: &Article, reader: &mut Reader<'_>) {
    checks_open_passwords(article, reader);
    rules_speak_of_no_answer(article, reader);
    if let Some(order) = order_from_start(article, reader) {
        every_node_is_reached(article, &order, reader);
        blanks_are_answered(article, &order, reader);
    }
}

fn checks_open_passwords(article: &Article, reader: &mut Reader<'_>) {
    let of_checklists = article.nodes.iter().filter_map(|node| match node {
        Node::Checklist(Checklist { check, head, .. }) => Some(((*check)?, head.at)),
        Node::Question(_) | Node::Password(_) | Node::Ending(_) => None,
    });
    let of_steps = article.steps.iter().flatten().filter_map(|step| Some((step.check?, step.to_do.at)));
    for (check, at) in of_checklists.chain(of_steps) {
        if !matches!(article.node(check), Node::Password(_)) {
            let says = format!("`{}` is not a password node", article.node(check).head().name);
            reader.fault(at, says, "`check` opens a password node: name one of those.");
        }
    }
}

/// Rules and cautions are judged outside a walk too, where nothing was answered.
fn rules_speak_of_no_answer(article: &Article, reader: &mut Reader<'_>) {
    let rules = article.rules.iter().flatten().map(|rule| &rule.text);
    for text in rules.chain(&article.cautions).filter(|text| has_blank(text)) {
        let says = "a rule or a caution cannot speak of an answer";
        reader.fault(text.at, says, "Say it without the blank: a password is judged outside a walk, too.");
    }
}

/// The nodes that `start` reaches, each before those it leads to; `None` where a way leads round in a circle.
fn order_from_start(article: &Article, reader: &mut Reader<'_>) -> Option<Vec<NodeId>> {
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
        let Some(lead) = article.node(*node).lead(*next) else {
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

/// `{name}` stands for the answer to the question `name`, which must lie on every path to the text.
fn blanks_are_answered(article: &Article, order: &[NodeId], reader: &mut Reader<'_>) {
    let leads = |id| article.node(id).leads().map(|lead| lead.node);
    let passed = Passed::new(article.nodes.len(), order, leads);
    // One list of steps may stand on many pages, and few of its texts have blanks.
    let lists = article.steps.iter().map(|steps| texts_of_steps(steps, article));
    let lists: Vec<Vec<&Text>> =
        lists.map(|texts| texts.into_iter().filter(|text| has_blank(text)).collect()).collect();
    for id in order {
        let node = article.node(*id);
        let of_steps = match node {
            Node::Checklist(checklist) => lists[checklist.steps.0].as_slice(),
            Node::Question(_) | Node::Password(_) | Node::Ending(_) => &[],
        };
        for text in texts_of(node, article).into_iter().chain(of_steps.iter().copied()) {
            for piece in [Some(&text.text), text.aloud.as_ref()].into_iter().flatten().flat_map(|words| pieces(words)) {
                match piece {
                    Piece::Words(_) => {}
                    Piece::Open(_) => {
                        reader.fault(text.at, "a `{` is not closed", "Write {NAME}, or {{ for a brace.");
                    }
                    Piece::Blank(name) => {
                        let question = article.find(name).filter(|id| matches!(article.node(*id), Node::Question(_)));
                        if !question.is_some_and(|question| passed.has(question, *id)) {
                            let says = format!("`{{{name}}}` is not answered on every path to `{}`", node.head().name);
                            reader.fault(text.at, says, "Name a question that every path to this text has passed.");
                        }
                    }
                }
            }
        }
    }
}

fn has_blank(text: &Text) -> bool {
    let is_blank = |words: &String| pieces(words).any(|piece| !matches!(piece, Piece::Words(_)));
    is_blank(&text.text) || text.aloud.as_ref().is_some_and(is_blank)
}

/// Every text that the page of this node can show, but for those of a checklist's steps.
fn texts_of<'a>(node: &'a Node, article: &'a Article) -> Vec<&'a Text> {
    let mut texts = texts_of_asides(&node.head().asides, article);
    match node {
        Node::Question(Question { task, .. })
        | Node::Password(Password { task, .. })
        | Node::Checklist(Checklist { task, .. }) => {
            texts.push(&task.ask);
            texts.extend(task.why.iter().chain(&task.how));
        }
        Node::Ending(Ending { say, now, contact, .. }) => texts.extend([say, contact].into_iter().chain(now)),
    }
    match node {
        Node::Question(question) => {
            texts.extend(question.answers.iter().map(|answer| &answer.text));
            let causes = question.answers.iter().filter_map(|answer| answer.means);
            texts.extend(causes.map(|cause| &article.cause(cause).text));
        }
        Node::Checklist(checklist) => {
            texts.extend(checklist.check.into_iter().flat_map(|look| texts_of_look(look, article)))
        }
        Node::Password(_) | Node::Ending(_) => {}
    }
    texts
}

/// Every text that the steps of a list can show.
fn texts_of_steps<'a>(steps: &'a [Step], article: &'a Article) -> Vec<&'a Text> {
    let mut texts = Vec::new();
    for step in steps {
        texts.push(&step.to_do);
        texts.extend(&step.only_if);
        texts.extend(texts_of_asides(&step.asides, article));
        texts.extend(step.check.into_iter().flat_map(|look| texts_of_look(look, article)));
    }
    texts
}

/// What a second look at a password page shows stands on the checklist's own path.
fn texts_of_look(look: NodeId, article: &Article) -> Vec<&Text> {
    match article.node(look) {
        Node::Password(Password { task, .. }) => [&task.ask].into_iter().chain(&task.why).chain(&task.how).collect(),
        Node::Question(_) | Node::Checklist(_) | Node::Ending(_) => Vec::new(),
    }
}

fn texts_of_asides<'a>(asides: &[AsideId], article: &'a Article) -> Vec<&'a Text> {
    asides.iter().map(|id| article.aside(*id)).flat_map(|aside| [&aside.see, &aside.say]).collect()
}

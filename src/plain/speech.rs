//! From pages to sentences: one a line, each with its final punctuation, with a label in front of what matters.

#![warn(clippy::wildcard_enum_match_arm, reason = "whoever adds a value is led to each place that it touches")]

use crate::content::words::fill_in;
use crate::content::{Class, words};
use crate::page::{Advice, Block, Kind, Page, Said, Typist, Verdict, say};
use crate::walk::Role;
use crate::walk::rule::RuleState;

use super::command;
use super::reply::Offer;
use super::signs::by_name;

/// A sentence that ends as one, with every sign by its name; a remark in brackets at its end is inside it.
pub fn sentence(text: &str) -> String {
    let text = by_name(text);
    let text = text.as_str();
    if let Some((before, remark)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        return format!("{} ({remark}).", before.trim_end_matches('.'));
    }
    let ends = text.trim_end_matches(['”', '"']).ends_with(['.', '!', '?', ':']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

/// What is said when a page is reached, and of what lies over one. Rows are asked after it.
pub fn page(page: &Page<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let (last, first): (Vec<&Block<'_>>, Vec<&Block<'_>>) = page.blocks.iter().partition(|block| comes_last(block));
    for block in first.into_iter().chain(last) {
        lines.extend(of_block(block, page));
    }
    lines
}

/// Whether a block is said after the others, wherever it stands: what one is asked must still be in one's ear.
fn comes_last(block: &Block<'_>) -> bool {
    block.is_row() || matches!(block, Block::Confirm(_) | Block::CallerTypes | Block::Note(_))
}

/// What is said of a block when its page is reached.
fn of_block(block: &Block<'_>, page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let line = match block {
        Block::Say(text) => say::aloud_in_quotes(text),
        Block::AloudHeading(text) | Block::Heading(text) => (*text).to_owned(),
        // There is no key for the signs here.
        Block::Confirm(_) => texts.confirm.to_owned(),
        Block::Ask(said) => match page.kind {
            Kind::Question if page.role == Role::User => labelled(texts.question, said),
            Kind::Question | Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => {
                sentence(&said.shown)
            }
        },
        Block::Purpose(text) => match page.kind {
            // The prompt says where an empty line leads; there is no key.
            Kind::Password(Typist::SecondLook) => return Vec::new(),
            Kind::Password(_) | Kind::Question | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => {
                (*text).to_owned()
            }
        },
        Block::Explain(said) => sentence(&said.shown),
        Block::Address(said) => address(said, page.role),
        Block::Choice(choice) if choice.given => fill_in(texts.given, &[("text", &sentence(&choice.shown))]),
        Block::Rules(_) => texts.rules.to_owned(),
        Block::Rule(rule) => sentence(rule.said.heard()),
        // What the rules do not say: what the program itself does not take.
        Block::Verdict(Verdict { judged, .. }) if judged.waits => {
            sentence(&format!("{}: {}", judged.name, judged.hint))
        }
        // Whose wording it is goes without saying: an agent reads out all of it.
        Block::Aloud(said) => say::aloud_in_quotes(said.aloud.as_ref().unwrap_or(&said.text)),
        Block::CallerTypes => texts.caller_types.to_owned(),
        Block::Outcome(said) => fill_in(texts.ending, &[("class", page.result()), ("text", &sentence(&said.shown))]),
        Block::Cause(said) if page.is_found(said) => return Vec::new(),
        Block::Cause(said) => labelled(texts.found, said),
        Block::Open(open) => fill_in(texts.open, &[("text", &open.join(", "))]),
        Block::Now(now) => fill_in(texts.now, &[("text", &sentence(&now.shown))]),
        Block::Contact(said) if page.class() == Some(Class::Solved) && page.role == Role::User => {
            labelled(texts.again, said)
        }
        Block::Contact(said) => sentence(&said.shown),
        Block::After => texts.ended.to_owned(),
        Block::How(said) => match page.kind {
            Kind::Question => labelled(texts.how, said),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => labelled(texts.advice, said),
        },
        Block::Why(said) => labelled(texts.why, said),
        Block::Note(text) | Block::Text(text) => sentence(text),
        Block::Advice(Advice { see, say, address: link, .. }) => {
            let link = link.as_ref().map(|link| address(link, page.role));
            return [labelled(texts.see, see), labelled(texts.say, say)].into_iter().chain(link).collect();
        }
        Block::Verbs(verbs) => return command::help(verbs),
        Block::Source(source) => fill_in(texts.source, &[("text", &source.text)]),
        // Rows are asked, with their numbers; fields have their prompts; other verdicts come when something is judged.
        Block::Choice(_)
        | Block::Step(_)
        | Block::GoOn(_)
        | Block::Field(_)
        | Block::Entry(_)
        | Block::Verdict(_)
        | Block::Caution(_)
        | Block::Limit(_)
        | Block::Good(_)
        | Block::Result(_) => return Vec::new(),
    };
    vec![line]
}

/// What the help of this page reads out: every rule with its signs by name.
pub fn read_out(page: &Page<'_>) -> Vec<String> {
    let help = page.help(page.current_step());
    let is_read_out = |block: &&Block<'_>| matches!(block, Block::AloudHeading(_) | Block::Aloud(_));
    help.blocks.iter().filter(is_read_out).flat_map(|block| of_block(block, page)).collect()
}

/// The step that comes next, in a checklist, and whether it is done; after the last, whether to go on.
pub fn step(page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let row = page.current_step();
    let Some(step) = page.steps().nth(row) else {
        return if page.is_checklist() { vec![texts.steps_done.to_owned()] } else { Vec::new() };
    };
    let mut text = sentence(&step.shown);
    if let Some(link) = &step.address {
        text = format!("{text} {}", address(link, page.role));
    }
    let other = if step.condition.is_some() { Some(command::SKIP) } else { step.checks.then_some(command::CHECK) };
    let text = match other {
        Some(other) => fill_in(texts.step_done_or, &[("text", &text), ("other", other)]),
        None => fill_in(texts.step_done, &[("text", &text)]),
    };
    let (number, of) = ((row + 1).to_string(), page.steps().count().to_string());
    vec![fill_in(texts.step, &[("step", &number), ("steps", &of), ("text", &text)])]
}

/// Why it is asked, and whose facts these are.
pub fn why(page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let why = page.why.as_ref();
    let mut lines = vec![why.map_or_else(|| texts.no_why.to_owned(), |why| labelled(texts.why, why))];
    for source in page.sources() {
        lines.push(fill_in(texts.source, &[("text", source.text.trim_end_matches(':'))]));
    }
    lines
}

/// How a password stands: what is to be done about it first, then the two verdicts.
pub fn verdict(blocks: &[Block<'_>]) -> Vec<String> {
    let texts = &words().plain;
    let filled = |text, say: &str| fill_in(text, &[("text", &sentence(say))]);
    let (mut lines, mut verdicts) = (Vec::new(), Vec::new());
    for block in blocks {
        match block {
            Block::Rules(rules) => {
                lines.extend(rules.judged.says.iter().map(|say| filled(texts.to_fix, say)));
                verdicts.push(rules.verdict.to_owned());
            }
            Block::Rule(rule) if rule.state == RuleState::Unsure => lines.push(filled(texts.unsure, rule.said.heard())),
            Block::Verdict(Verdict { judged, .. }) => {
                let says: Vec<String> = judged.says.iter().map(|say| sentence(say)).collect();
                let values = [("program", judged.name.as_str()), ("word", &judged.word), ("says", &says.join(" "))];
                verdicts.push(fill_in(texts.program, &values));
            }
            Block::Limit(text) => verdicts.push(by_name(text)),
            Block::Good(text) => verdicts.push(by_name(text)),
            Block::Say(_)
            | Block::Ask(_)
            | Block::Explain(_)
            | Block::Purpose(_)
            | Block::Address(_)
            | Block::Choice(_)
            | Block::Field(_)
            | Block::Rule(_)
            | Block::Caution(_)
            | Block::AloudHeading(_)
            | Block::Aloud(_)
            | Block::Confirm(_)
            | Block::CallerTypes
            | Block::Step(_)
            | Block::GoOn(_)
            | Block::Result(_)
            | Block::Outcome(_)
            | Block::Cause(_)
            | Block::Open(_)
            | Block::Now(_)
            | Block::Contact(_)
            | Block::After
            | Block::How(_)
            | Block::Why(_)
            | Block::Note(_)
            | Block::Text(_)
            | Block::Heading(_)
            | Block::Advice(_)
            | Block::Verbs(_)
            | Block::Source(_)
            | Block::Entry(_) => {}
        }
    }
    lines.extend(verdicts);
    lines
}

/// Where one is and what one has answered.
pub fn place(page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let mut lines = vec![fill_in(texts.where_at, &[("about", page.about)])];
    if page.trail.is_empty() {
        lines.push(texts.where_none.to_owned());
    }
    for step in &page.trail {
        lines.push(sentence(&fill_in(texts.where_answer, &[("about", step.about), ("answer", &step.answer)])));
    }
    lines
}

/// The answers, each with its number.
pub fn offers(offers: &[Offer]) -> Vec<String> {
    let offer = |offer: &Offer| {
        let (number, said) = (offer.number?.to_string(), offer.said.as_ref()?);
        Some(fill_in(words().plain.answer, &[("number", &number), ("text", &sentence(said))]))
    };
    offers.iter().filter_map(offer).collect()
}

/// An address, and in the agent's role how it is said.
fn address(link: &Said<'_>, role: Role) -> String {
    let text = sentence(&link.text);
    match &link.aloud {
        Some(aloud) if role == Role::Agent => format!("{text} {}", say::aloud_in_quotes(aloud)),
        Some(_) | None => text,
    }
}

fn labelled(label: &str, said: &Said<'_>) -> String {
    fill_in(label, &[("text", &sentence(&said.shown))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_has_its_final_punctuation_once() {
        for (text, said) in [
            ("Click2Pop", "Click2Pop."),
            ("ACT!", "ACT!"),
            ("Does it?", "Does it?"),
            ("Look there. (our advice)", "Look there (our advice)."),
            ("Yes, Editions (or X Series)", "Yes, Editions (or X Series)."),
            ("say: “It fails.”", "say: “It fails.”"),
            ("choose “Help”", "choose “Help”."),
        ] {
            assert_eq!(sentence(text), said);
        }
    }
}

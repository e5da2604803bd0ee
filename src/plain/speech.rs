//! From pages to sentences: one a line, each with its final punctuation, with a label in front of what matters.

use crate::content::words;
use crate::content::words::fill_in;
use crate::page::{Advice, Block, Kind, Page, RuleBlock, Said, Typist, say};
use crate::walk::rule::{Integrations, RuleState};

use super::command;
use super::reply::Offer;

/// A sentence that ends as one; a remark in brackets at its end is inside it.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if let Some((before, remark)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        return format!("{} ({remark}).", before.trim_end_matches('.'));
    }
    let ends = text.trim_end_matches(['”', '"']).ends_with(['.', '!', '?', ':']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

/// What is said when a page is reached, and of what lies over one. Rows are asked after it.
pub fn page(page: &Page<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    match page.kind {
        Kind::Question | Kind::Password(_) | Kind::Checklist => {
            lines.push(fill_in(&words().plain.about, &[("about", page.about)]));
        }
        // An ending is led by what it is, and what lies over a page was asked for.
        Kind::Ending(_) | Kind::Over(_) => {}
    }
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
        Block::Promise(text)
        | Block::AloudHeading(text)
        | Block::Confirm(text)
        | Block::NoCause(text)
        | Block::Heading(text) => (*text).to_owned(),
        Block::Ask(said) => match page.kind {
            Kind::Question => labelled(&texts.question, said),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => labelled(&texts.task, said),
        },
        Block::Purpose(text) => match page.kind {
            // The prompt says where an empty line leads; there is no key.
            Kind::Password(Typist::SecondLook) => return Vec::new(),
            Kind::Password(_) | Kind::Question | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => {
                (*text).to_owned()
            }
        },
        Block::Address(said) => labelled(&texts.address, said),
        Block::Choice(choice) if choice.given => fill_in(&texts.given, &[("text", &sentence(&choice.shown))]),
        Block::Rules(_) => texts.rules.clone(),
        Block::Rule(rule) => fill_in(&texts.rule, &[("text", &sentence(&rule.by_name))]),
        // Whose wording it is goes without saying: an agent reads out all of it.
        Block::Aloud(said) => say::aloud_in_quotes(said.aloud.as_ref().unwrap_or(&said.text)),
        Block::CallerTypes => texts.caller_types.clone(),
        Block::Outcome(said) => {
            let class = page.class().map_or("", say::class);
            fill_in(&texts.ending, &[("class", class), ("text", &sentence(&said.shown))])
        }
        Block::Cause(said) => labelled(&texts.found, said),
        Block::Open(open) => fill_in(&texts.open, &[("text", &open.join(", "))]),
        Block::Now(now) => fill_in(&texts.now, &[("text", &sentence(&now.shown))]),
        Block::Contact(said) => labelled(&texts.contact, said),
        Block::After => texts.ended.clone(),
        Block::How(said) => match page.kind {
            Kind::Question => labelled(&texts.how, said),
            Kind::Password(_) | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => labelled(&texts.advice, said),
        },
        Block::Why(said) => match page.kind {
            Kind::Password(_) => labelled(&texts.advice, said),
            // It is said when it is asked for.
            Kind::Question | Kind::Checklist | Kind::Ending(_) | Kind::Over(_) => return Vec::new(),
        },
        Block::Note(text) | Block::Text(text) => sentence(text),
        Block::Advice(Advice { see, say }) => return vec![labelled(&texts.see, see), labelled(&texts.say, say)],
        Block::Verbs(verbs) => return command::help(verbs),
        Block::Source(source) => fill_in(&texts.source, &[("text", &source.title)]),
        // Rows are asked, with their numbers; fields have their prompts; a verdict comes when there is something to
        // judge; whose facts these are is said with why it is asked.
        Block::Choice(_)
        | Block::Step(_)
        | Block::GoOn(_)
        | Block::Field(_)
        | Block::Entry(_)
        | Block::Verdict(_)
        | Block::Caution(_)
        | Block::Limit(_)
        | Block::Result(_)
        | Block::PageSource(_) => return Vec::new(),
    };
    vec![line]
}

/// The step that comes next, in a checklist.
pub fn step(page: &Page<'_>) -> Vec<String> {
    let (Some(step), Some((number, of))) = (page.steps().nth(page.current_step()), page.place()) else {
        return Vec::new();
    };
    let (number, of) = (number.to_string(), of.to_string());
    let values = [("step", number.as_str()), ("steps", &of), ("text", &sentence(&step.shown))];
    let mut lines = vec![fill_in(&words().plain.step, &values)];
    lines.extend(step.address.as_ref().map(|address| labelled(&words().plain.address, address)));
    lines
}

/// Why it is asked, and whose facts these are.
pub fn why(page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let why = page.blocks.iter().find_map(|block| if let Block::Why(said) = block { Some(said) } else { None });
    let mut lines = vec![why.map_or_else(|| texts.no_why.clone(), |why| labelled(&texts.why, why))];
    lines.push(say::page_source(page.source).to_owned());
    for source in page.sources() {
        lines.push(fill_in(&texts.source, &[("text", &source.title)]));
    }
    lines
}

/// How a password stands: what is not met first, then the two verdicts.
pub fn verdict(blocks: &[Block<'_>]) -> Vec<String> {
    let texts = &words().plain;
    let mut lines = rules(blocks, RuleState::Unmet);
    lines.extend(rules(blocks, RuleState::Unsure));
    for block in blocks {
        if let Block::Rules(rules) = block {
            let text = if rules.met == 1 { &texts.met_count_one } else { &texts.met_count };
            lines.push(fill_in(text, &[("met", &rules.met.to_string()), ("rules", &rules.rules.to_string())]));
            lines.push(rules.verdict.to_owned());
        }
        if let Block::Verdict(verdict) = block {
            lines.push(match verdict.integrations {
                Integrations::Clear => texts.clear.clone(),
                Integrations::Uncertain => texts.uncertain.clone(),
                Integrations::Trouble => texts.trouble.clone(),
            });
        }
        if let Block::Caution(said) = block {
            lines.push(fill_in(&texts.caution, &[("text", &sentence(&said.text))]));
        }
        if let Block::Limit(text) = block {
            lines.push((*text).to_owned());
        }
    }
    lines
}

/// The rules in this state, where they speak against a password.
fn rules(blocks: &[Block<'_>], state: RuleState) -> Vec<String> {
    let texts = &words().plain;
    let line = |rule: &RuleBlock<'_>| {
        let (label, because) = match state {
            RuleState::Met => return None,
            RuleState::Unmet => (&texts.not_met, ""),
            RuleState::Unsure => (&texts.unsure, words().password.unsure_because.as_str()),
        };
        let text = format!("{} {because}", rule.by_name);
        Some(fill_in(label, &[("text", &sentence(&text))]))
    };
    let rules = blocks.iter().filter_map(|block| if let Block::Rule(rule) = block { Some(rule) } else { None });
    rules.filter(|rule| rule.state == state).filter_map(line).collect()
}

/// Where one is and what one has answered.
pub fn place(page: &Page<'_>) -> Vec<String> {
    let texts = &words().plain;
    let mut lines = vec![fill_in(&texts.where_at, &[("about", page.about)])];
    if page.trail.is_empty() {
        lines.push(texts.where_none.clone());
    }
    for step in &page.trail {
        lines.push(sentence(&fill_in(&texts.where_answer, &[("about", step.about), ("answer", &step.answer)])));
    }
    lines
}

/// The answers, each with its number.
pub fn offers(offers: &[Offer]) -> Vec<String> {
    let offer = |(place, offer): (usize, &Offer)| {
        fill_in(&words().plain.answer, &[("number", &(place + 1).to_string()), ("text", &sentence(&offer.said))])
    };
    offers.iter().enumerate().map(offer).collect()
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

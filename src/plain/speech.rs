//! From pages to sentences: one a line, each with its final punctuation, with a label in front of what matters.

use crate::content::words::fill_in;
use crate::content::{Class, Words};
use crate::walk::page::{Address, Body, EndingBody, Fields, Page, PasswordBody, Said};
use crate::walk::rule::{Integrations, RuleState};
use crate::walk::{Role, say};

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

/// What is said when a page is reached.
pub fn page(page: &Page<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    let mut lines = Vec::new();
    match &page.body {
        Body::Question { given, answers } => {
            lines.push(fill_in(&texts.about, &[("about", page.about)]));
            if page.role == Role::Agent && page.trail.is_empty() {
                lines.push(words.agent.promise.clone());
            }
            lines.push(labelled(&texts.question, &page.ask, page, words));
            lines.extend(page.link.map(|link| address(link, page, words)));
            lines.extend(page.how.iter().map(|how| labelled(&texts.how, how, page, words)));
            if let Some(answer) = given.and_then(|place| answers.get(place)) {
                lines.push(labelled(&texts.given, &answer.said, page, words));
            }
        }
        Body::Password(body) if body.fields == Fields::None => lines.extend(rules_aloud(page, body, words)),
        Body::Password(body) => {
            lines.push(fill_in(&texts.about, &[("about", page.about)]));
            if body.fields == Fields::Caller {
                lines.push(words.agent.for_caller.clone());
            } else if body.fields == Fields::Person {
                lines.push(labelled(&texts.task, &page.ask, page, words));
                lines.extend(page.why.iter().map(|why| labelled(&texts.advice, why, page, words)));
            }
            lines.push(texts.rules.clone());
            let rule = |rule| fill_in(&texts.rule, &[("text", &sentence(&say::rule_aloud(rule, words)))]);
            lines.extend(body.rules.iter().map(rule));
            lines.extend(page.how.iter().map(|how| labelled(&texts.advice, how, page, words)));
        }
        Body::Checklist { .. } => {
            lines.push(fill_in(&texts.about, &[("about", page.about)]));
            lines.push(labelled(&texts.task, &page.ask, page, words));
        }
        Body::Ending(body) => lines.extend(ending(page, body, words)),
    }
    if let Some(note) = &page.note {
        lines.push(sentence(&fill_in(&words.notes.own, &[("note", note)])));
    }
    lines
}

/// What an agent reads out in place of a password prompt: the rules, and what to leave out.
fn rules_aloud(page: &Page<'_>, body: &PasswordBody<'_>, words: &Words) -> Vec<String> {
    let say = |said| fill_in(&words.agent.say, &[("text", say::aloud(said))]);
    let mut lines = vec![fill_in(&words.plain.about, &[("about", page.about)])];
    lines.push(labelled(&words.plain.task, &page.ask, page, words));
    lines.push(words.agent.rules.clone());
    lines.extend(body.rules.iter().map(|rule| say(&rule.said)));
    lines.push(words.agent.leave_out.clone());
    lines.extend(body.cautions.iter().map(|(_, said)| say(said)));
    lines.extend(page.how.iter().map(|how| labelled(&words.plain.advice, how, page, words)));
    lines.push(words.agent.confirm.clone());
    lines.push(words.plain.caller_types.clone());
    lines
}

fn ending(page: &Page<'_>, body: &EndingBody<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    let say = sentence(&say::wording(&page.ask, page, words));
    let mut lines = vec![fill_in(&texts.ending, &[("class", say::class(body.class, words)), ("text", &say)])];
    match &body.cause {
        Some(cause) => lines.push(labelled(&texts.found, cause, page, words)),
        None if body.class == Class::Elsewhere => {}
        None => lines.push(words.ending.cause_none.clone()),
    }
    if !body.open.is_empty() && body.class != Class::Solved {
        lines.push(fill_in(&texts.open, &[("text", &body.open.join(", "))]));
    }
    if page.told {
        lines.push(fill_in(&texts.now, &[("text", &sentence(&say::told(page, body.class, words)))]));
    }
    lines.extend(say::unmarked(page, body, words).map(|text| fill_in(&texts.now, &[("text", &sentence(&text))])));
    lines.extend(body.now.iter().map(|now| labelled(&texts.now, now, page, words)));
    lines.push(labelled(&texts.contact, &body.contact, page, words));
    lines.push(texts.ended.clone());
    lines
}

/// The step that comes next, in a checklist.
pub fn step(page: &Page<'_>, words: &Words) -> Vec<String> {
    let (Body::Checklist { steps, current }, Some((number, of))) = (&page.body, page.place()) else {
        return Vec::new();
    };
    let Some(step) = steps.get(*current) else { return Vec::new() };
    let text = sentence(&say::step(step, page, page.role, words));
    let values = [("step", number.to_string()), ("steps", of.to_string()), ("text", text)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut lines = vec![fill_in(&words.plain.step, &values)];
    lines.extend(step.link.map(|link| address(link, page, words)));
    lines
}

/// Why it is asked, and whose facts these are.
pub fn why(page: &Page<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    // Of what is typed on a page there is nothing to say where nothing can be typed.
    let is_read_aloud = matches!(&page.body, Body::Password(body) if body.fields == Fields::None);
    let mut lines = match page.why.as_ref().filter(|_| !is_read_aloud) {
        Some(why) => vec![labelled(&texts.why, why, page, words)],
        None => vec![texts.no_why.clone()],
    };
    lines.push(say::page_source(page.source, words).to_owned());
    for source in page.sources() {
        lines.push(fill_in(&texts.source, &[("text", &source.title)]));
    }
    lines
}

/// What to do when something else is seen.
pub fn asides(page: &Page<'_>, words: &Words) -> Vec<String> {
    let asides = page.asides_at(page.current_step());
    if asides.is_empty() {
        return vec![words.plain.no_asides.clone()];
    }
    let lines = asides.iter().flat_map(|aside| {
        [labelled(&words.plain.see, &aside.see, page, words), labelled(&words.plain.say, &aside.say, page, words)]
    });
    lines.collect()
}

/// How a password stands: what is not met first, then the two verdicts.
pub fn verdict(body: &PasswordBody<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    let mut lines = Vec::new();
    for (state, label) in [(RuleState::Unmet, &texts.not_met), (RuleState::Unsure, &texts.unsure)] {
        for rule in body.rules.iter().filter(|rule| rule.state == state) {
            let because = if state == RuleState::Unsure { words.password.unsure_because.as_str() } else { "" };
            let text = sentence(format!("{} {because}", say::rule_aloud(rule, words)).trim_end());
            lines.push(fill_in(label, &[("text", &text)]));
        }
    }
    let met = body.count(RuleState::Met);
    let text = if met == 1 { &texts.met_count_one } else { &texts.met_count };
    lines.push(fill_in(text, &[("met", &met.to_string()), ("rules", &body.rules.len().to_string())]));
    let verdict = match (body.has_own_rules(), body.count(RuleState::Unmet) == 0) {
        (false, true) => &texts.keeps_rules,
        (false, false) => &texts.breaks_rules,
        (true, true) => &texts.keeps_own_rules,
        (true, false) => &texts.breaks_own_rules,
    };
    lines.push(verdict.clone());
    lines.push(match body.integrations {
        Integrations::Clear => texts.clear.clone(),
        Integrations::Uncertain => texts.uncertain.clone(),
        Integrations::Trouble => texts.trouble.clone(),
    });
    for (_, caution) in &body.cautions {
        lines.push(fill_in(&texts.caution, &[("text", &sentence(&caution.text))]));
    }
    lines.push(words.password.promise.clone());
    lines
}

/// Where one is and what one has answered.
pub fn place(page: &Page<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    let mut lines = vec![fill_in(&texts.where_at, &[("about", page.about)])];
    if page.trail.is_empty() {
        lines.push(texts.where_none.clone());
    }
    for step in &page.trail {
        let answer = say::answered(&step.answer, words);
        lines.push(sentence(&fill_in(&texts.where_answer, &[("about", step.about), ("answer", answer)])));
    }
    lines
}

pub fn help(page: &Page<'_>, words: &Words) -> Vec<String> {
    let texts = &words.plain;
    let mut lines: Vec<String> = [
        &texts.help,
        &texts.help_change,
        &texts.help_repeat,
        &texts.help_where,
        &texts.help_why,
        &texts.help_not_that,
        &texts.help_full,
        &texts.help_note,
        &texts.help_agent,
        &texts.help_quit,
    ]
    .map(Clone::clone)
    .into();
    if page.role == Role::Agent {
        lines.push(texts.help_told.clone());
    }
    if let Body::Ending(_) = &page.body {
        lines.push(texts.help_results.clone());
        lines.extend((page.role == Role::Agent).then(|| texts.help_new_call.clone()));
    }
    lines
}

/// The answers, each with its number.
pub fn offers(offers: &[Offer], words: &Words) -> Vec<String> {
    let offer = |(place, offer): (usize, &Offer)| {
        fill_in(&words.plain.answer, &[("number", &(place + 1).to_string()), ("text", &sentence(&offer.said))])
    };
    offers.iter().enumerate().map(offer).collect()
}

fn labelled(label: &str, said: &Said<'_>, page: &Page<'_>, words: &Words) -> String {
    fill_in(label, &[("text", &sentence(&say::wording(said, page, words)))])
}

fn address(link: Address<'_>, page: &Page<'_>, words: &Words) -> String {
    fill_in(&words.plain.address, &[("text", &sentence(&say::address(link, page, words)))])
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

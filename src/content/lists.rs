//! Sentences that list the answers of a question: whoever adds an answer is led to each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::file::Reader;
use super::{Answer, Article, MOST_ANSWERS, Node, NodeId, Text};

/// A sentence that names so many answers lists them; one that names fewer picks some out.
pub(super) const LISTED: usize = 3;

/// The answers of one question that lead to the same node.
struct Group<'a> {
    question: &'a str,
    answers: Vec<&'a Answer>,
}

/// By their first word and then by the rest, since few words of a sentence begin a name: in which groups which answers
/// are called so.
type Names<'a> = BTreeMap<&'a str, BTreeMap<Vec<&'a str>, BTreeSet<(usize, usize)>>>;

/// A sentence that lists answers which lead to the same node lists all of them. Each word is looked at once: a sentence
/// is searched for the names, not the names in the sentence.
pub(super) fn check<'a>(article: &'a Article, texts: impl Iterator<Item = &'a Text>, reader: &mut Reader<'_>) {
    let groups = groups(article);
    let mut names = Names::new();
    for (place, group) in groups.iter().enumerate() {
        for (answer, Answer { text, .. }) in group.answers.iter().enumerate() {
            for name in [Some(&text.text), text.aloud.as_ref()].into_iter().flatten() {
                if let [first, rest @ ..] = words(name).as_slice() {
                    names.entry(first).or_default().entry(rest.to_vec()).or_default().insert((place, answer));
                }
            }
        }
    }
    for text in texts {
        let left_out = [Some(&text.text), text.aloud.as_ref()].into_iter().flatten().find_map(|sentence| {
            let named = named(&words(sentence), &names);
            let (place, answers) = named
                .iter()
                .find(|(place, answers)| (LISTED..groups[**place].answers.len()).contains(&answers.len()))?;
            let group = &groups[*place];
            let (_, left_out) = group.answers.iter().enumerate().find(|(answer, _)| !answers.contains(answer))?;
            Some((group.question, &left_out.text.text))
        });
        if let Some((question, answer)) = left_out {
            let says = format!("this lists answers of `{question}`, and leaves out “{answer}”");
            reader.fault(text.at, says, "Name it here, too, in `text` and in `aloud`.");
        }
    }
}

/// Answers that can be listed, and one of them left out.
fn groups(article: &Article) -> Vec<Group<'_>> {
    let mut groups = Vec::new();
    for node in &article.nodes {
        let Node::Question(question) = node else { continue };
        let mut by_lead: BTreeMap<NodeId, BTreeMap<&str, &Answer>> = BTreeMap::new();
        for answer in &question.answers {
            by_lead.entry(answer.to.node).or_default().entry(&answer.text.text).or_insert(answer);
        }
        // Another check refuses a question of too many answers, and this one need not search for them.
        let listed = by_lead.into_values().filter(|answers| (LISTED + 1..=MOST_ANSWERS).contains(&answers.len()));
        groups.extend(
            listed.map(|answers| Group { question: &question.head.name, answers: answers.into_values().collect() }),
        );
    }
    groups
}

/// Which answers of which groups a sentence names.
fn named(words: &[&str], names: &Names<'_>) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut named: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (start, word) in words.iter().enumerate() {
        let Some(rests) = names.get(word) else { continue };
        let after = &words[start + 1..];
        let longest = rests.keys().map(Vec::len).max().unwrap_or_default();
        for length in 0..=after.len().min(longest) {
            for (group, answer) in rests.get(&after[..length]).into_iter().flatten() {
                named.entry(*group).or_default().insert(*answer);
            }
        }
    }
    named
}

/// The words without the signs around them: “ACT!,” is `ACT`.
fn words(text: &str) -> Vec<&str> {
    let bare = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| !word.is_empty()).collect()
}

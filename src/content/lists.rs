//! Sentences that list the answers of a question: whoever adds an answer is led to each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::file::Reader;
use super::{Answer, Article, MOST_ANSWERS, Node, Text};

/// A sentence that names so many answers lists them; one that names fewer picks some out.
pub(super) const LISTED: usize = 3;

/// The answers of one question that lead to the same node.
struct Group<'a> {
    question: &'a str,
    answers: Vec<&'a Answer>,
}

/// What the answers are called.
#[derive(Default)]
struct Names<'a> {
    /// Who is called so: groups, and answers of them, by their places.
    all: BTreeMap<Vec<&'a str>, Places>,
    /// How many words the longest name has that begins with this one: few words of a sentence begin a name.
    longest: BTreeMap<&'a str, usize>,
}

type Places = BTreeSet<(usize, usize)>;

/// A sentence that lists answers which lead to the same node lists all of them. Each word is looked at once: a sentence
/// is searched for the names, not the names in the sentence.
pub(super) fn check<'a>(article: &'a Article, texts: &[&'a Text], reader: &mut Reader<'_>) {
    let groups = groups(article);
    if groups.is_empty() {
        return;
    }
    let names = names(&groups);
    for text in texts {
        if let Some((group, answer)) = sentences(text).find_map(|sentence| left_out(sentence, &groups, &names)) {
            let (question, answer) = (group.question, &answer.text.text);
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
        // Another check refuses a question of too many answers, and this one need not search for them.
        if question.answers.len() > MOST_ANSWERS {
            continue;
        }
        let mut answers: Vec<&Answer> = Vec::new();
        for answer in &question.answers {
            let key = (answer.to.node, &answer.text.text);
            if let Err(place) = answers.binary_search_by(|other| (other.to.node, &other.text.text).cmp(&key)) {
                answers.insert(place, answer);
            }
        }
        for answers in answers.chunk_by(|one, other| one.to.node == other.to.node).filter(|it| it.len() > LISTED) {
            groups.push(Group { question: &question.head.name, answers: answers.to_vec() });
        }
    }
    groups
}

fn names<'a>(groups: &[Group<'a>]) -> Names<'a> {
    let mut names = Names::default();
    for (group, Group { answers, .. }) in groups.iter().enumerate() {
        for (answer, Answer { text, .. }) in answers.iter().enumerate() {
            for name in sentences(text).map(words) {
                let Some(first) = name.first() else { continue };
                let longest = names.longest.entry(first).or_default();
                *longest = name.len().max(*longest);
                names.all.entry(name).or_default().insert((group, answer));
            }
        }
    }
    names
}

/// The group of which this sentence lists some answers and not all, and the first that it leaves out.
fn left_out<'g, 'a>(sentence: &str, groups: &'g [Group<'a>], names: &Names<'_>) -> Option<(&'g Group<'a>, &'a Answer)> {
    let named = named(&words(sentence), names);
    let named: Vec<_> = named.iter().collect();
    named.chunk_by(|(one, _), (other, _)| one == other).filter(|places| places.len() >= LISTED).find_map(|places| {
        let group = &groups[places[0].0];
        let is_named = |answer| places.iter().any(|(_, named)| *named == answer);
        let answer = (0..group.answers.len()).find(|answer| !is_named(*answer))?;
        Some((group, group.answers[answer]))
    })
}

/// Which answers of which groups a sentence names.
fn named(words: &[&str], names: &Names<'_>) -> Places {
    let mut named = Places::new();
    for (start, word) in words.iter().enumerate() {
        let Some(longest) = names.longest.get(word) else { continue };
        let from_here = &words[start..];
        for length in 1..=from_here.len().min(*longest) {
            named.extend(names.all.get(&from_here[..length]).into_iter().flatten());
        }
    }
    named
}

/// The text, and the words to read aloud in its place.
fn sentences(text: &Text) -> impl Iterator<Item = &str> {
    [Some(&text.text), text.aloud.as_ref()].into_iter().flatten().map(String::as_str)
}

/// The words without the signs around them: “ACT!,” is `ACT`.
fn words(text: &str) -> Vec<&str> {
    let bare = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    bare.filter(|word| !word.is_empty()).collect()
}

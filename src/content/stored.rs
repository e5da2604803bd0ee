//! An article as bytes: the one that is built in is read and checked when the program is built, and at a start only put
//! together again, which takes a tenth of the time.

use super::{
    Answer, Article, Aside, AsideId, Cause, CauseId, Characters, Checklist, Class, Ending, Hash, Head, Lead, Line,
    Link, LinkId, Node, NodeId, Password, Question, Rule, RuleKind, RuleName, Rules, RulesId, Source, SourceId, Step,
    StepsId, Task, Text, Whose,
};

/// What can be stored, and taken up again from what was stored; the bytes of anything else give anything.
trait Stored {
    fn store(&self, to: &mut Vec<u8>);
    fn restore(from: &mut &[u8]) -> Self;
}

impl Article {
    /// The article as bytes, for [`Article::restored`].
    pub fn stored(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.store(&mut bytes);
        bytes
    }

    /// The article that was [`stored`](Article::stored) as these bytes.
    pub fn restored(mut bytes: &[u8]) -> Article {
        Article::restore(&mut bytes)
    }
}

/// A structure is its fields, one after the other: one that is left out here does not compile.
macro_rules! stored {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Stored for $name {
            fn store(&self, to: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($field.store(to);)*
            }

            fn restore(from: &mut &[u8]) -> $name {
                $(let $field = Stored::restore(from);)*
                $name { $($field),* }
            }
        }
    )*};
}

stored! {
    Article {
        name, title, version, vendor, stages, hash, start, nodes, sources, links, causes, asides, steps, rules, cautions,
        characters
    }
    Answer { key, text, noted, to, means, refutes }
    Aside { name, see, say, noted, link, to, means, refutes }
    Cause { name, text, noted }
    Characters { special, dash, troublesome }
    Checklist { head, task, steps, to, unfinished }
    Ending { head, class, say, noted, link, now, contact, second_line }
    Head { name, about, stage, source, asides, at }
    Lead { node, at }
    Line { text, after }
    Link { label, address, aloud, source }
    Password { head, task, rules, program, to }
    Question { head, task, reported, answers }
    Rule { kind, text }
    Rules { rules, short, at }
    Source { name, whose, title, address }
    Step { key, title, to_do, only_if, link, asides, check }
    Task { ask, explain, why, how, link }
    Text { text, aloud, source, at }
}

/// A place in the article is its number.
macro_rules! numbers {
    ($($name:ident),*) => {$(
        impl Stored for $name {
            fn store(&self, to: &mut Vec<u8>) {
                self.0.store(to);
            }

            fn restore(from: &mut &[u8]) -> $name {
                $name(Stored::restore(from))
            }
        }
    )*};
}

numbers!(NodeId, SourceId, LinkId, CauseId, AsideId, StepsId, RulesId);

/// A value that has a name is its place among all of them.
macro_rules! places {
    ($($name:ident),*) => {$(
        impl Stored for $name {
            fn store(&self, to: &mut Vec<u8>) {
                to.push(*self as u8);
            }

            fn restore(from: &mut &[u8]) -> $name {
                let [first, ..] = $name::ALL;
                $name::ALL.get(usize::from(byte(from))).copied().unwrap_or(first)
            }
        }
    )*};
}

places!(Class, RuleName, Whose);

impl Stored for Node {
    fn store(&self, to: &mut Vec<u8>) {
        match self {
            Node::Question(question) => (to.push(0), question.store(to)),
            Node::Password(password) => (to.push(1), password.store(to)),
            Node::Checklist(checklist) => (to.push(2), checklist.store(to)),
            Node::Ending(ending) => (to.push(3), ending.store(to)),
        };
    }

    fn restore(from: &mut &[u8]) -> Node {
        match byte(from) {
            0 => Node::Question(Stored::restore(from)),
            1 => Node::Password(Stored::restore(from)),
            2 => Node::Checklist(Stored::restore(from)),
            _ => Node::Ending(Stored::restore(from)),
        }
    }
}

impl Stored for RuleKind {
    fn store(&self, to: &mut Vec<u8>) {
        to.push(self.name() as u8);
        match self {
            RuleKind::Length { least, most } => (least.store(to), most.store(to)).0,
            RuleKind::Special { of } | RuleKind::Only { of } => of.store(to),
            RuleKind::Lower | RuleKind::Upper | RuleKind::Number | RuleKind::NoSpace | RuleKind::NotUsername => {}
        }
    }

    fn restore(from: &mut &[u8]) -> RuleKind {
        match RuleName::restore(from) {
            RuleName::Length => RuleKind::Length { least: Stored::restore(from), most: Stored::restore(from) },
            RuleName::Lower => RuleKind::Lower,
            RuleName::Upper => RuleKind::Upper,
            RuleName::Number => RuleKind::Number,
            RuleName::Special => RuleKind::Special { of: Stored::restore(from) },
            RuleName::NoSpace => RuleKind::NoSpace,
            RuleName::NotUsername => RuleKind::NotUsername,
            RuleName::Only => RuleKind::Only { of: Stored::restore(from) },
        }
    }
}

/// Of the text of its file an article keeps the hash alone.
impl Stored for Hash {
    fn store(&self, to: &mut Vec<u8>) {
        self.digits().to_owned().store(to);
    }

    fn restore(from: &mut &[u8]) -> Hash {
        Hash { digits: String::restore(from).into(), ..Hash::default() }
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, to: &mut Vec<u8>) {
        self.is_some().store(to);
        if let Some(value) = self {
            value.store(to);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<T> {
        bool::restore(from).then(|| T::restore(from))
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, to: &mut Vec<u8>) {
        self.len().store(to);
        self.iter().for_each(|value| value.store(to));
    }

    fn restore(from: &mut &[u8]) -> Vec<T> {
        (0..usize::restore(from)).map(|_| T::restore(from)).collect()
    }
}

impl<T: Stored, U: Stored> Stored for (T, U) {
    fn store(&self, to: &mut Vec<u8>) {
        self.0.store(to);
        self.1.store(to);
    }

    fn restore(from: &mut &[u8]) -> (T, U) {
        (T::restore(from), U::restore(from))
    }
}

impl Stored for String {
    fn store(&self, to: &mut Vec<u8>) {
        self.len().store(to);
        to.extend(self.as_bytes());
    }

    fn restore(from: &mut &[u8]) -> String {
        let length = usize::restore(from).min(from.len());
        let (text, rest) = from.split_at(length);
        *from = rest;
        String::from_utf8_lossy(text).into_owned()
    }
}

impl Stored for bool {
    fn store(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn restore(from: &mut &[u8]) -> bool {
        byte(from) == 1
    }
}

impl Stored for char {
    fn store(&self, to: &mut Vec<u8>) {
        self.to_string().store(to);
    }

    fn restore(from: &mut &[u8]) -> char {
        String::restore(from).chars().next().unwrap_or_default()
    }
}

/// Seven bits a byte, the lowest first; all but the last have the highest bit set.
impl Stored for usize {
    fn store(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            to.push(0x80 | (rest & 0x7f) as u8);
            rest >>= 7;
        }
        to.push(rest as u8);
    }

    fn restore(from: &mut &[u8]) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = byte(from);
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }
}

/// The next byte; behind the last one there are none but 0.
fn byte(from: &mut &[u8]) -> u8 {
    let Some((first, rest)) = from.split_first() else { return 0 };
    *from = rest;
    *first
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, load};
    use super::*;

    #[test]
    fn an_article_that_was_stored_is_the_same_again() {
        for text in [BUILT_IN, include_str!("../../tests/articles/small.toml")] {
            let mut article = load(text).unwrap();
            let mut restored = Article::restored(&article.stored());
            assert_eq!(restored.hash(), article.hash());
            // Of which no more is kept.
            (article.hash, restored.hash) = (Hash::default(), Hash::default());
            assert_eq!(format!("{restored:?}"), format!("{article:?}"));
        }
    }

    #[test]
    fn a_number_takes_as_few_bytes_as_it_needs() {
        for (number, bytes) in [(0, &[0][..]), (1, &[1]), (127, &[127]), (128, &[128, 1]), (300, &[172, 2])] {
            let mut stored = Vec::new();
            usize::store(&number, &mut stored);
            assert_eq!(stored, bytes);
            assert_eq!(usize::restore(&mut &*stored), number);
        }
        assert_eq!(
            usize::restore(&mut &*{
                let mut all = Vec::new();
                usize::MAX.store(&mut all);
                all
            }),
            usize::MAX
        );
    }
}

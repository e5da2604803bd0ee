//! JSON as it is written: each thing names its fields, and one writer knows how they look.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A field of an object: its name and what stands there.
pub type Field<'f> = (&'f str, &'f dyn ToJson);

/// How an object looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Without any space.
    Line,
    /// Each value on a line of its own.
    Lines,
}

/// What can be written.
pub trait ToJson {
    fn write(&self, to: &mut Writer);
}

/// What is written so far.
pub struct Writer {
    text: String,
    layout: Layout,
    /// How many objects and lists are open.
    depth: usize,
}

/// The text of an object with these fields.
pub fn written(fields: &[Field<'_>], layout: Layout) -> String {
    let mut writer = Writer { text: String::new(), layout, depth: 0 };
    writer.object(fields);
    writer.text
}

impl Writer {
    pub fn object(&mut self, fields: &[Field<'_>]) {
        self.open('{');
        for (place, (name, value)) in fields.iter().enumerate() {
            self.next(place);
            self.name(name);
            value.write(self);
        }
        self.close('}', fields.is_empty());
    }

    pub fn list(&mut self, items: &mut dyn ExactSizeIterator<Item = &dyn ToJson>) {
        let is_empty = items.len() == 0;
        self.open('[');
        for (place, item) in items.enumerate() {
            self.next(place);
            item.write(self);
        }
        self.close(']', is_empty);
    }

    pub fn text(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.text += "\\\"",
                '\\' => self.text += "\\\\",
                '\n' => self.text += "\\n",
                '\r' => self.text += "\\r",
                '\t' => self.text += "\\t",
                '\u{8}' => self.text += "\\b",
                '\u{c}' => self.text += "\\f",
                '\0'..' ' => self.plain(format_args!("\\u{:04x}", u32::from(character))),
                _ => self.text.push(character),
            }
        }
        self.text.push('"');
    }

    fn name(&mut self, name: &str) {
        self.text(name);
        self.text += if self.layout == Layout::Lines { ": " } else { ":" };
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
    }

    /// Where the value of this place begins, from 0.
    fn next(&mut self, place: usize) {
        if place > 0 {
            self.text.push(',');
        }
        self.break_line();
    }

    fn close(&mut self, bracket: char, is_empty: bool) {
        self.depth -= 1;
        if !is_empty {
            self.break_line();
        }
        self.text.push(bracket);
    }

    fn break_line(&mut self) {
        if self.layout == Layout::Lines {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    /// What stands in JSON as it is: a number, or a word of its own.
    pub fn plain(&mut self, what: std::fmt::Arguments<'_>) {
        // A text takes all that is written to it.
        _ = self.text.write_fmt(what);
    }
}

impl ToJson for bool {
    fn write(&self, to: &mut Writer) {
        to.plain(format_args!("{self}"));
    }
}

impl ToJson for u8 {
    fn write(&self, to: &mut Writer) {
        u64::from(*self).write(to);
    }
}

impl ToJson for u64 {
    fn write(&self, to: &mut Writer) {
        to.plain(format_args!("{self}"));
    }
}

impl ToJson for &str {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl ToJson for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.plain(format_args!("null")),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.list(&mut self.iter().map(|item| item as &dyn ToJson));
    }
}

impl ToJson for BTreeMap<String, u64> {
    fn write(&self, to: &mut Writer) {
        let fields: Vec<Field<'_>> = self.iter().map(|(name, value)| (name.as_str(), value as &dyn ToJson)).collect();
        to.object(&fields);
    }
}

/// Writes each of these structs as an object that has its fields.
macro_rules! to_json {
    ($($struct:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::json::ToJson for $struct {
            fn write(&self, to: &mut $crate::json::Writer) {
                to.object(&[$((stringify!($field), &self.$field)),*]);
            }
        }
    )*};
}

pub(crate) use to_json;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    struct Page {
        node: String,
        answer: Option<String>,
        seconds: u64,
        is_open: bool,
        notes: Vec<Page>,
        pages: BTreeMap<String, u64>,
    }

    to_json! {
        Page { node, answer, seconds, is_open, notes, pages }
    }

    fn page(text: &str) -> Page {
        let pages = [(text.to_owned(), u64::MAX)].into();
        let (node, notes) = (text.to_owned(), Vec::new());
        Page { node, answer: None, seconds: 7, is_open: true, notes, pages }
    }

    #[test]
    fn an_object_stands_in_one_line_or_in_many() {
        let fields: &[Field<'_>] = &[
            ("a", &"b"),
            ("none", &Vec::<String>::new()),
            ("some", &Some(1_u64)),
            ("pages", &vec![Page { answer: Some("c".into()), pages: BTreeMap::new(), ..page("d") }]),
        ];
        assert_eq!(
            written(fields, Layout::Line),
            concat!(
                r#"{"a":"b","none":[],"some":1,"#,
                r#""pages":[{"node":"d","answer":"c","seconds":7,"is_open":true,"notes":[],"pages":{}}]}"#
            )
        );
        let lines = r#"{
  "a": "b",
  "none": [],
  "some": 1,
  "pages": [
    {
      "node": "d",
      "answer": "c",
      "seconds": 7,
      "is_open": true,
      "notes": [],
      "pages": {}
    }
  ]
}"#;
        assert_eq!(written(fields, Layout::Lines), lines);
        assert_eq!(written(&[], Layout::Lines), "{}");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_json(
            text in proptest::collection::vec(any::<char>(), 0..20),
            number in any::<u64>(),
        ) {
            let text = String::from_iter(text);
            let fields: &[Field<'_>] = &[("number", &number), ("page", &Page { notes: vec![page(&text)], ..page("") })];
            let of = |node: &str, notes: Value| {
                let pages = json!({ node: u64::MAX });
                json!({ "node": node, "answer": null, "seconds": 7, "is_open": true, "notes": notes, "pages": pages })
            };
            let expected = json!({ "number": number, "page": of("", json!([of(&text, json!([]))])) });
            for layout in [Layout::Line, Layout::Lines] {
                let written = written(fields, layout);
                prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), expected.clone());
            }
            // It has the same escapes.
            let mut one = Writer { text: String::new(), layout: Layout::Line, depth: 0 };
            one.text(&text);
            prop_assert_eq!(one.text, serde_json::to_string(&text).unwrap());
        }
    }
}

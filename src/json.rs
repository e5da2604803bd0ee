//! JSON as it is read: a text becomes values once, and whatever is read takes its fields from those by their names.

mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

pub(crate) use write::to_json;
pub use write::{Field, Layout, ToJson, Writer, written};

/// A value of JSON. Its texts stand where they were read, but for those with escapes in them.
#[derive(Debug)]
pub enum Json<'t> {
    Null,
    Bool(bool),
    /// A whole number from 0 on.
    Number(u64),
    /// A number of another kind: nothing is read from one.
    OtherNumber,
    Text(Cow<'t, str>),
    List(Vec<Json<'t>>),
    Object(Vec<(Cow<'t, str>, Json<'t>)>),
}

/// What stands there is not what is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Misfit;

/// What is read from a value.
pub trait FromJson<'t>: Sized {
    /// # Errors
    /// When the value is of another kind, or does not fit.
    fn from_json(json: &'t Json<'t>) -> Result<Self, Misfit>;

    /// What a field is that is not there.
    ///
    /// # Errors
    /// When it must be there.
    fn missing() -> Result<Self, Misfit> {
        Err(Misfit)
    }
}

/// The fields of an object, which are taken by their names.
pub struct Fields<'t> {
    all: &'t [(Cow<'t, str>, Json<'t>)],
    found: usize,
}

impl<'t> Json<'t> {
    /// The value that this text holds, and nothing else.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn read(text: &'t [u8]) -> Result<Json<'t>, Misfit> {
        serde_json::from_slice(text).map_err(|_| Misfit)
    }

    /// # Errors
    /// When it is no object.
    pub fn fields(&'t self) -> Result<Fields<'t>, Misfit> {
        match self {
            Json::Object(all) => Ok(Fields { all, found: 0 }),
            _ => Err(Misfit),
        }
    }
}

impl<'t> Fields<'t> {
    /// # Errors
    /// When the field is not there and must be, is there twice, or does not fit.
    pub fn take<T: FromJson<'t>>(&mut self, name: &str) -> Result<T, Misfit> {
        self.find(name)?.map_or_else(T::missing, T::from_json)
    }

    /// The same of a field that may be left out.
    ///
    /// # Errors
    /// When it is there twice, or does not fit.
    pub fn take_or_default<T: FromJson<'t> + Default>(&mut self, name: &str) -> Result<T, Misfit> {
        self.find(name)?.map_or_else(|| Ok(T::default()), T::from_json)
    }

    /// Called when all that is known was taken.
    ///
    /// # Errors
    /// When there is another field.
    pub fn end(&self) -> Result<(), Misfit> {
        if self.found == self.all.len() { Ok(()) } else { Err(Misfit) }
    }

    fn find(&mut self, name: &str) -> Result<Option<&'t Json<'t>>, Misfit> {
        let mut found = None;
        for (known, value) in self.all {
            if known == name && found.replace(value).is_some() {
                return Err(Misfit);
            }
        }
        self.found += usize::from(found.is_some());
        Ok(found)
    }
}

impl<'t> FromJson<'t> for bool {
    fn from_json(json: &'t Json<'t>) -> Result<bool, Misfit> {
        match json {
            Json::Bool(value) => Ok(*value),
            _ => Err(Misfit),
        }
    }
}

impl<'t> FromJson<'t> for u64 {
    fn from_json(json: &'t Json<'t>) -> Result<u64, Misfit> {
        match json {
            Json::Number(value) => Ok(*value),
            _ => Err(Misfit),
        }
    }
}

impl<'t> FromJson<'t> for u8 {
    fn from_json(json: &'t Json<'t>) -> Result<u8, Misfit> {
        u64::from_json(json)?.try_into().map_err(|_| Misfit)
    }
}

impl<'t> FromJson<'t> for &'t str {
    fn from_json(json: &'t Json<'t>) -> Result<&'t str, Misfit> {
        match json {
            Json::Text(text) => Ok(text),
            _ => Err(Misfit),
        }
    }
}

impl<'t> FromJson<'t> for String {
    fn from_json(json: &'t Json<'t>) -> Result<String, Misfit> {
        <&str>::from_json(json).map(str::to_owned)
    }
}

impl<'t, T: FromJson<'t>> FromJson<'t> for Option<T> {
    fn from_json(json: &'t Json<'t>) -> Result<Option<T>, Misfit> {
        match json {
            Json::Null => Ok(None),
            json => T::from_json(json).map(Some),
        }
    }

    fn missing() -> Result<Option<T>, Misfit> {
        Ok(None)
    }
}

impl<'t, T: FromJson<'t>> FromJson<'t> for Vec<T> {
    fn from_json(json: &'t Json<'t>) -> Result<Vec<T>, Misfit> {
        let Json::List(list) = json else { return Err(Misfit) };
        let mut items = Vec::with_capacity(list.len());
        for item in list {
            items.push(T::from_json(item)?);
        }
        Ok(items)
    }
}

impl<'t> FromJson<'t> for BTreeMap<String, u64> {
    fn from_json(json: &'t Json<'t>) -> Result<BTreeMap<String, u64>, Misfit> {
        let mut map = BTreeMap::new();
        for (name, value) in json.fields()?.all {
            map.insert(name.clone().into_owned(), u64::from_json(value)?);
        }
        Ok(map)
    }
}

/// Reads each of these structs from an object that has a field for each of its own.
macro_rules! from_json {
    ($($struct:ident $(<$text:lifetime>)? { $($field:ident),* $(,)? })*) => {$(
        impl<'t> $crate::json::FromJson<'t> for $struct $(<$text>)? {
            fn from_json(json: &'t $crate::json::Json<'t>) -> Result<Self, $crate::json::Misfit> {
                let mut fields = json.fields()?;
                Ok($struct { $($field: fields.take(stringify!($field))?),* })
            }
        }
    )*};
}

pub(crate) use from_json;

impl<'t> Deserialize<'t> for Json<'t> {
    fn deserialize<D: Deserializer<'t>>(from: D) -> Result<Json<'t>, D::Error> {
        from.deserialize_any(Any)
    }
}

/// Makes a value of whatever comes.
struct Any;

impl<'t> Visitor<'t> for Any {
    type Value = Json<'t>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Json<'t>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'t>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'t>, E> {
        Ok(Json::Number(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json<'t>, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'t>, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Json<'t>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'t>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut from: A) -> Result<Json<'t>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = from.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut from: A) -> Result<Json<'t>, A::Error> {
        let mut object = Vec::new();
        while let Some((Json::Text(name), value)) = from.next_entry()? {
            object.push((name, value));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Place {
        node: String,
        seconds: u64,
        is_open: bool,
        schema: u8,
        note: Option<String>,
        tags: Vec<String>,
        pages: BTreeMap<String, u64>,
    }

    from_json! {
        Place { node, seconds, is_open, schema, note, tags, pages }
    }

    const WHOLE: &str =
        r#"{"node":"a","seconds":7,"is_open":true,"schema":2,"note":"b","tags":["c","d"],"pages":{"e":1,"f":2}}"#;

    fn place(text: &str) -> Result<Place, Misfit> {
        Place::from_json(&Json::read(text.as_bytes())?)
    }

    fn whole() -> Place {
        Place {
            node: "a".into(),
            seconds: 7,
            is_open: true,
            schema: 2,
            note: Some("b".into()),
            tags: vec!["c".into(), "d".into()],
            pages: [("e".into(), 1), ("f".into(), 2)].into(),
        }
    }

    fn with(from: &str, to: &str) -> String {
        assert_eq!(WHOLE.matches(from).count(), 1, "{from}");
        WHOLE.replacen(from, to, 1)
    }

    #[test]
    fn fields_are_read_by_their_names_in_any_order() {
        assert_eq!(place(WHOLE), Ok(whole()));
        assert_eq!(
            place(&format!(" {} \n", with(r#","tags":["c","d"]"#, "").replacen('{', r#"{"tags":["c","d"],"#, 1))),
            Ok(whole())
        );
        assert_eq!(place(&with(r#""b""#, r#""\u00fc\n\ud83d\ude00""#)).map(|it| it.note), Ok(Some("ü\n😀".into())));
        assert_eq!(place(&with(r#""b""#, "null")).map(|it| it.note), Ok(None));
        assert_eq!(
            place(&with(r#","note":"b""#, "")).map(|it| it.note),
            Ok(None),
            "what may be nothing may be left out"
        );
        assert_eq!(place(&with("7", "18446744073709551615")).map(|it| it.seconds), Ok(u64::MAX));
        assert_eq!(
            place(&with(r#""f":2"#, r#""e":2"#)).map(|it| it.pages),
            Ok([("e".into(), 2)].into()),
            "the last counts"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (from, to) in [
            // Of another kind.
            (r#""a""#, "1"),
            (r#""a""#, "null"),
            (r#""a""#, r#"["a"]"#),
            ("7", r#""7""#),
            ("true", "1"),
            (r#""b""#, "false"),
            (r#""c""#, "null"),
            (r#"["c","d"]"#, r#"{"c":"d"}"#),
            (r#"["c","d"]"#, "null"),
            (r#"{"e":1,"f":2}"#, "[1,2]"),
            (r#""e":1"#, r#""e":"1""#),
            // Numbers that are too large, below zero, or not whole.
            ("7", "18446744073709551616"),
            ("7", "1e400"),
            ("7", "-7"),
            ("7", "-0"),
            ("7", "7.0"),
            ("7", "7e0"),
            (r#""schema":2"#, r#""schema":256"#),
            // Not there, and there twice.
            (r#""seconds":7,"#, ""),
            (r#","tags":["c","d"]"#, ""),
            (r#""seconds":7"#, r#""seconds":7,"seconds":7"#),
            (r#""note":"b""#, r#""note":null,"note":"b""#),
            // No JSON.
            ("7", "07"),
            ("7", "+7"),
            ("7", ""),
            ("7", "NaN"),
            (r#"["c","d"]"#, r#"["c","d",]"#),
            (r#""b""#, r#""\ud83d""#),
            (r#""b""#, "\"\n\""),
            (r#""b""#, r#""\x""#),
            (r#""f":2}}"#, r#""f":2}} x"#),
            (r#""f":2}}"#, r#""f":2}"#),
        ] {
            assert_eq!(place(&with(from, to)), Err(Misfit), "{from} {to}");
        }
        for text in ["", "[]", "null", "\"a\"", "{", "\u{feff}{}"] {
            assert_eq!(place(text), Err(Misfit), "{text}");
        }
        assert_eq!(Json::read(b"\"\xff\"").err(), Some(Misfit));
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(Json::read(deep.as_bytes()).err(), Some(Misfit), "it is refused before the stack is full");
    }

    #[test]
    fn other_fields_are_passed_over_or_refused() {
        let more = with("7", r#"7,"more":[{"a":-1.5e3}],"more":null"#);
        assert_eq!(place(&more), Ok(whole()));
        let read = |text: &str| {
            let json = Json::read(text.as_bytes())?;
            let mut fields = json.fields()?;
            let (node, tags): (String, Vec<String>) = (fields.take("node")?, fields.take_or_default("tags")?);
            fields.end().map(|()| (node, tags))
        };
        let (node, tags) = ("a".to_owned(), vec!["c".to_owned()]);
        for (text, expected) in [
            (r#"{"node":"a","tags":["c"]}"#, Ok((node.clone(), tags))),
            (r#"{"node":"a"}"#, Ok((node, vec![]))),
            (r#"{"node":"a","tags":null}"#, Err(Misfit)),
            (r#"{"node":"a","tags":["c"],"tags":["c"]}"#, Err(Misfit)),
            (r#"{"node":"a","more":null}"#, Err(Misfit)),
            (r#"{"node":"a","":0}"#, Err(Misfit)),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

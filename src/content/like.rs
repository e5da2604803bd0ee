//! `like = "NAME"`: a node or a set of rules that is written as another one, but for what differs. What is not written
//! is taken over before anything is read, so that the rest of the loader knows little of it; each value keeps the
//! place where it stands in the file.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Found;
use super::file::{Names, around, did_you_mean};

/// The key stays, so that the loader knows which tables took over what they lack: what no model has either is a fault
/// of the model.
pub(super) const LIKE: &str = "like";
/// The sections whose entries can be like one another.
const SECTIONS: [&str; 5] = ["question", "password", "checklist", "ending", "rules"];

/// Takes over what each entry with `like` does not say itself. Returns what is wrong with those.
pub(super) fn expand(root: &mut DeTable<'_>) -> Vec<Found> {
    let mut faults = Vec::new();
    for section in SECTIONS {
        let Some(DeValue::Table(entries)) = root.get_mut(section).map(Spanned::get_mut) else { continue };
        let mut whole = Vec::new();
        let mut names = Names::new();
        for (name, entry) in entries.iter() {
            let DeValue::Table(entry) = entry.get_ref() else { continue };
            let Some(like) = entry.get(LIKE) else { continue };
            match model(section, name.get_ref(), like, entries, &mut names) {
                Ok(model) => whole.push((name.get_ref().to_string(), joined(entry, model))),
                Err((says, advice)) => faults.push(Found::new(like.span().start, says, advice)),
            }
        }
        for (name, table) in whole {
            if let Some(entry) = entries.get_mut(name.as_str()) {
                *entry.get_mut() = DeValue::Table(table);
            }
        }
    }
    faults
}

/// The entry that this one is like. The names of all entries are gathered where one is looked for that is not there.
fn model<'e, 't>(
    section: &str,
    name: &str,
    like: &Spanned<DeValue<'_>>,
    entries: &'e DeTable<'t>,
    names: &mut Names<'e>,
) -> Result<&'e DeTable<'t>, (String, String)> {
    let DeValue::String(model) = like.get_ref() else {
        return Err((format!("`{LIKE}` of {section}.{name} is no name"), format!("Write {LIKE} = \"NAME\".")));
    };
    match entries.get(model.as_ref()).map(Spanned::get_ref) {
        Some(DeValue::Table(_)) if model == name => {
            Err((format!("{section}.{name} is like itself"), "Name another one, or take the line out.".into()))
        }
        Some(DeValue::Table(table)) if table.get(LIKE).is_some() => {
            let says = format!("{section}.{model} is itself like another one");
            Err((says, "Name the one that is written in full.".into()))
        }
        Some(DeValue::Table(table)) => Ok(table),
        _ => {
            let says = format!("there is no {section}.{model} to be like");
            if names.is_empty() {
                names.extend(entries.keys().map(|key| (key.get_ref().as_ref(), 0)));
            }
            let near = around(names, model).filter(|near| *near != name);
            let advice = did_you_mean(model, near);
            Err((says, advice.unwrap_or_else(|| format!("Name another `[{section}.…]` of this file."))))
        }
    }
}

/// What is written, and of the model what is not.
fn joined<'t>(written: &DeTable<'t>, model: &DeTable<'t>) -> DeTable<'t> {
    let mut whole = written.clone();
    for (key, value) in model.iter() {
        let Some(own) = whole.get_mut(key.get_ref().as_ref()) else {
            whole.insert(key.clone(), value.clone());
            continue;
        };
        if key.get_ref() == "answers"
            && let (DeValue::Array(own), DeValue::Array(theirs)) = (own.get_mut(), value.get_ref())
        {
            let mut answers = theirs.clone();
            for answer in own.iter() {
                join_answer(&mut answers, answer.clone());
            }
            *own = answers;
        }
    }
    whole
}

/// An answer of the same key is written over where they differ; another one comes after them.
fn join_answer<'t>(answers: &mut toml::de::DeArray<'t>, answer: Spanned<DeValue<'t>>) {
    let key = |answer: &Spanned<DeValue<'t>>| match answer.get_ref() {
        DeValue::Table(table) => table.get("key").and_then(|key| key.get_ref().as_str().map(str::to_owned)),
        _ => None,
    };
    let wanted = key(&answer);
    let known = answers.iter_mut().find(|known| wanted.is_some() && key(known) == wanted);
    match (known.map(Spanned::get_mut), answer.get_ref()) {
        (Some(DeValue::Table(known)), DeValue::Table(written)) => {
            known.extend(written.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        _ => answers.push(answer),
    }
}

//! The built-in article as its readers meet it: short sentences, one word for one thing, words that can be read aloud,
//! and our own advice marked as ours.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};
use vo_login_wizard::content::BUILT_IN;

/// What stands under these keys is said to somebody.
const SAID: [&str; 15] = [
    "ask",
    "explain",
    "why",
    "how",
    "say",
    "see",
    "do",
    "title",
    "only-if",
    "short",
    "now",
    "contact",
    "about",
    "noted",
    "second_line",
];
/// A text of the file: where it stands, and its own source.
struct Text {
    path: String,
    text: String,
    aloud: Option<String>,
}

type Table = Map<String, Value>;

fn article() -> Table {
    table(DeTable::parse(BUILT_IN).expect("the article is TOML").get_ref())
}

fn table(table: &DeTable<'_>) -> Table {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref()))).collect()
}

/// A value without its place.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Table(entries) => Value::Object(table(entries)),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        _ => Value::Null,
    }
}

/// Every text that somebody reads or hears.
fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for (section, entries) in &article() {
        if ["source", "link", "characters", "stages"].contains(&section.as_str()) {
            continue;
        }
        gather(entries, section, "", &mut texts);
    }
    assert!(texts.len() > 150, "{}", texts.len());
    texts
}

fn gather(value: &Value, path: &str, key: &str, texts: &mut Vec<Text>) {
    match value {
        Value::String(text) if SAID.contains(&key) => {
            texts.push(Text { path: path.to_owned(), text: text.clone(), aloud: None });
        }
        Value::Object(table) => {
            if let Some(Value::String(text)) = table.get("text") {
                let aloud = table.get("aloud").and_then(Value::as_str).map(str::to_owned);
                texts.push(Text { path: path.to_owned(), text: text.clone(), aloud });
            }
            table.iter().for_each(|(key, value)| gather(value, &format!("{path}.{key}"), key, texts));
        }
        Value::Array(items) => {
            let named = |item: &Value| item.get("key").and_then(Value::as_str).map(str::to_owned);
            for (place, item) in items.iter().enumerate() {
                let name = named(item).unwrap_or_else(|| place.to_string());
                gather(item, &format!("{path}.{name}"), key, texts);
            }
        }
        _ => {}
    }
}

/// A text without its blanks, which stand for other texts.
fn without_blanks(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        bare += before;
        bare += "it";
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    bare + rest
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
    parts.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_lowercase).collect()
}

#[test]
fn a_sentence_has_at_most_twenty_words() {
    for Text { path, text, aloud } in texts() {
        for said in [Some(&text), aloud.as_ref()].into_iter().flatten() {
            let said = without_blanks(said);
            for sentence in said.split_inclusive(['.', '?', '!']) {
                assert!(words(sentence).len() <= 20, "{path}: {sentence}");
            }
        }
    }
}

#[test]
fn words_to_read_aloud_stand_where_they_are_needed_and_can_be_read_aloud() {
    let is_speakable = |c: char| c.is_alphanumeric() || " ,.?!:;'-".contains(c);
    for Text { path, text, aloud } in texts() {
        if let Some(aloud) = &aloud {
            assert_ne!(aloud, &text, "{path}: twins");
            assert!(without_blanks(aloud).chars().all(is_speakable), "{path}: {aloud}");
        }
    }
}

/// A caller sees no page to carry on with.
#[test]
fn nobody_is_told_aloud_to_carry_on_here() {
    for Text { path, text, aloud } in texts() {
        let heard = aloud.unwrap_or(text);
        assert!(!heard.contains("carry on here"), "{path}: {heard}");
    }
}

/// What a program is called may end in a sign: one more after it would read badly.
#[test]
fn no_sign_comes_right_after_the_name_of_the_program() {
    for Text { path, text, aloud } in texts() {
        for said in [Some(text), aloud].into_iter().flatten() {
            let mut after = said.split("{integration}").skip(1);
            assert!(!after.any(|rest| rest.starts_with(['.', '!', '?', ','])), "{path}: {said}");
        }
    }
}

/// Rules that have no text of their own, and a source.
const RULES: [&str; 3] = ["rules.article.number", "rules.careful.special", "rules.careful.only"];

/// What is our own advice or our own reading, by its place in the file. The list is kept by hand: whoever writes a new
/// text says here that it is ours, or where it stands.
const OURS: [&str; 93] = [
    "aside.choice-forgotten.say",
    "aside.link-refused.say",
    "aside.no-confirmation.say",
    "aside.nothing-happens.say",
    "aside.saved-password.say",
    "aside.something-else.say",
    "aside.thrown-out.say",
    "cause.forgotten",
    "cause.locked",
    "cause.password-itself",
    "cause.refused-by-virtual-office",
    "cause.reset-did-not-take",
    "cause.several-extensions",
    "cause.unexplained",
    "caution.dash-only",
    "caution.non-ascii",
    "caution.off-list",
    "ending.editions-unsupported.contact.0",
    "ending.editions-unsupported.contact.1",
    "ending.editions-unsupported.now.0",
    "ending.editions-unsupported.say",
    "ending.integration-refuses.contact",
    "ending.integration-refuses.now.1",
    "ending.integration-refuses.now.2",
    "ending.integration-refuses.say",
    "ending.locked.contact",
    "ending.locked.now.1",
    "ending.locked.say",
    "ending.mail-missing.now.0",
    "ending.mail-missing.say",
    "ending.not-covered.contact",
    "ending.not-covered.now.0",
    "ending.not-covered.now.1",
    "ending.own-login.contact",
    "ending.own-login.now.0",
    "ending.own-login.say",
    "ending.reset-unfinished.contact",
    "ending.reset-unfinished.now.0",
    "ending.reset-unfinished.say",
    "ending.security-answer.now.0",
    "ending.several-extensions.now.0",
    "ending.several-extensions.say",
    "ending.single-sign-on.contact.0",
    "ending.single-sign-on.contact.1",
    "ending.single-sign-on.now.0",
    "ending.solved.contact",
    "ending.solved.now.0",
    "ending.solved.now.1",
    "ending.solved.say",
    "ending.virtual-office-refuses.contact.0",
    "ending.virtual-office-refuses.contact.1",
    "ending.virtual-office-refuses.now.0",
    "ending.virtual-office-refuses.now.1",
    "ending.virtual-office-refuses.now.2",
    "ending.virtual-office-refuses.now.3",
    "ending.virtual-office-refuses.say",
    "password.new-password.ask",
    "password.new-password.explain",
    "password.second-password.ask",
    "password.second-password.explain",
    "question.editions.answers.no",
    "question.editions.answers.unsure",
    "question.editions.answers.x-series",
    "question.editions.why",
    "question.integration.how",
    "question.old-password.answers.unsure",
    "question.old-password.explain",
    "question.old-password.how",
    "question.refused-too.answers.lets-in",
    "question.refused-too.answers.locked",
    "question.refused-too.answers.unsure",
    "question.refused-too.answers.wrong",
    "question.refused-too.ask",
    "question.refused-too.explain",
    "question.refused-too.how",
    "question.refused-too.why",
    "question.sign-in.answers.no",
    "question.sign-in.ask",
    "question.sign-in.explain",
    "question.sign-in.how",
    "question.sign-in.why",
    "question.symptom.answers.own-login",
    "question.symptom.answers.thrown-out",
    "question.symptom.answers.unsure",
    "question.symptom.ask",
    "question.symptom.how",
    "question.symptom.why",
    "question.test.ask",
    "question.test.explain",
    "rules.article.number",
    "rules.careful.only",
    "rules.careful.short",
    "rules.careful.special",
];

/// Whose the text at this place is: its own source, else that of the nearest that it stands in, else that of the page
/// that its own is like.
fn source_of(article: &Table, path: &str) -> String {
    let (section, rest) = path.split_once('.').expect("a section and an entry");
    let (entry, rest) = rest.split_once('.').unwrap_or((rest, ""));
    let entries = &article[section];
    let own = &entries[entry];
    let model = own.get("like").and_then(Value::as_str).map(|like| &entries[like]);
    let found = nearest_source(own, rest).or_else(|| nearest_source(model?, rest));
    found.unwrap_or_else(|| panic!("{path} has a source"))
}

/// The source named last on the way down to this place; none where the way ends before it.
fn nearest_source(entry: &Value, path: &str) -> Option<String> {
    let from = |at: &Value| at.get("from").and_then(Value::as_str).map(str::to_owned);
    let mut found = from(entry);
    let mut at = entry;
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let has_key = |item: &&Value| item.get("key").and_then(Value::as_str) == Some(part);
        let next = match at {
            Value::Array(items) => {
                part.parse::<usize>().map_or_else(|_| items.iter().find(has_key), |at| items.get(at))
            }
            table => table.get(part),
        };
        // A text that stands here and has no source of its own goes by that of the model, if here is none.
        let Some(next) = next else { return found };
        at = next;
        found = from(at).or(found);
    }
    found
}

#[test]
fn what_is_our_own_advice_is_marked_as_ours_and_nothing_else_is() {
    let article = article();
    let ours = |path: &&str| source_of(&article, path) == "ours";
    // A heading and what somebody sees are no facts of anybody.
    let is_fact = |path: &String| !path.ends_with(".about") && !path.ends_with(".see") && !is_for_a_record(path);
    let texts: BTreeSet<String> = texts().into_iter().map(|text| text.path).filter(is_fact).collect();
    let found: BTreeSet<&str> = texts.iter().map(String::as_str).chain(RULES).filter(ours).collect();
    assert_eq!(found, BTreeSet::from(OURS));
}

/// Whether a text is a wording for records alone.
fn is_for_a_record(path: &str) -> bool {
    path.split('.').any(|part| ["noted", "second_line"].contains(&part))
}

#[test]
fn a_wording_for_records_has_the_source_of_what_it_says_and_what_is_handed_over_is_ours() {
    let article = article();
    for Text { path, .. } in texts().into_iter().filter(|text| is_for_a_record(&text.path)) {
        let said = match path.split_once(".noted") {
            Some((ending, _)) if ending.starts_with("ending.") => source_of(&article, &format!("{ending}.say")),
            Some((said, _)) => source_of(&article, said),
            None => "ours".to_owned(),
        };
        assert_eq!(source_of(&article, &path), said, "{path}");
    }
}

#[test]
fn what_the_help_page_says_is_marked_as_its_own() {
    let article = article();
    for path in [
        "rules.article.length",
        "rules.article.special",
        "caution.troublesome",
        "cause.characters",
        "cause.editions",
        "question.integration.ask",
        "question.editions.ask",
        "question.editions.explain",
        "question.old-password.ask",
        "question.old-password.why",
        "password.new-password.why",
        "password.second-password.why",
        "checklist.reset.ask",
        "ending.editions-unsupported.now.1",
        "ending.not-covered.say",
        "ending.integration-refuses.now.0",
    ] {
        assert_eq!(source_of(&article, path), "article", "{path}");
    }
    for step in article["steps"]["reset"].as_array().expect("the ten steps") {
        assert_eq!(step["from"].as_str(), Some("article"));
    }
}

#[test]
fn what_another_page_says_is_marked_as_that_pages() {
    let article = article();
    for (path, source) in [
        ("link.virtual-office", "login-page"),
        ("question.editions.how", "administration-page"),
        ("question.sign-in.answers.sso", "single-sign-on-page"),
        ("question.test.why", "still-signed-in-page"),
        ("aside.no-address.say", "login-page"),
        ("aside.no-help-link.say", "reset-page"),
        ("aside.username-unknown.say", "reset-page"),
        ("aside.passwords-off.say", "single-sign-on-page"),
        ("aside.no-mail.say", "lockout-page"),
        ("aside.answer-refused.say", "security-question-page"),
        ("aside.offers-signs.say", "reset-page"),
        ("aside.page-refuses.say", "password-policy-page"),
        ("ending.single-sign-on.say", "single-sign-on-page"),
        ("ending.several-extensions.now.1", "several-extensions-page"),
        ("ending.several-extensions.contact", "several-extensions-page"),
        ("ending.locked.now.0", "lockout-page"),
        ("ending.mail-missing.contact", "welcome-email-page"),
        ("ending.security-answer.say", "security-question-page"),
    ] {
        assert_eq!(source_of(&article, path), source, "{path}");
    }
}

/// What no source says is never said as a fact.
#[test]
fn what_nobody_knows_is_not_said() {
    for Text { path, text, .. } in texts() {
        let text = text.to_lowercase();
        for unknown in ["@8x8.com", "24 hours", "one hour", "expires", "today", "classic", "passphrase"] {
            assert!(!text.contains(unknown), "{path}: {text}");
        }
        assert!(!text.contains("15 minutes") || text.contains("account manager"), "{path}: {text}");
        assert!(!text.contains("you are on virtual office editions"), "{path}: {text}");
    }
}

//! The program's own words: each text of `words.toml` is said somewhere, so that none is kept, worded and translated
//! for nobody.

use crate::support::source;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::StyledStr;
use clap::{Command, CommandFactory};
use toml::de::{DeTable, DeValue};
use vo_login_wizard::cli::Cli;

const WORDS: &str = include_str!("../assets/en/words.toml");
const ARTICLE: &str = include_str!("../assets/en/article.toml");

/// Every text, by its section and its name.
fn texts() -> Vec<(String, String)> {
    let words = DeTable::parse(WORDS).expect("the words are TOML").into_inner();
    let mut texts = Vec::new();
    for (section, entries) in &words {
        let DeValue::Table(entries) = entries.get_ref() else { panic!("{section} is a section") };
        texts.extend(entries.keys().map(|text| (section.get_ref().to_string(), text.get_ref().to_string())));
    }
    texts
}

/// The code of every file of the program, without comments, texts in quotes and modules of tests; not the list of words.
fn sources(folder: &Path) -> Vec<String> {
    let paths = fs::read_dir(folder).expect("the sources are there").map(|entry| entry.expect("an entry").path());
    let mut sources = Vec::new();
    for path in paths.collect::<Vec<PathBuf>>() {
        if path.is_dir() {
            sources.extend(self::sources(&path));
        } else if !path.ends_with("content/words.rs") {
            sources.push(source::bare(source::own(&fs::read_to_string(&path).expect("a source can be read"))));
        }
    }
    sources
}

/// The texts that a source says, as section and text: by a whole path (`words.page.why`), or by a name that is bound to
/// the section (`let texts = &words.page;`, `texts: &PageWords`, `Words { page: texts, .. }`).
fn said(source: &str) -> BTreeSet<(String, String)> {
    let parts = source.split('.').map(|part| part.trim().trim_end_matches("()"));
    let source = parts.collect::<Vec<&str>>().join(".");
    let paths = source.split(|c| !is_part(c) && c != '.').map(|path| path.split('.').collect::<Vec<&str>>());
    let paths: Vec<Vec<&str>> = paths.collect();
    let bound = bound(&source);
    let mut said = BTreeSet::new();
    for path in &paths {
        said.extend(path.windows(3).filter(|path| path[0] == "words").map(|path| (path[1], path[2])));
        for pair in path.windows(2) {
            said.extend(bound.iter().filter(|(name, _)| *name == pair[0]).map(|(_, section)| (*section, pair[1])));
        }
    }
    // The table of verbs has each with its hint.
    let table = source.split_once("\nverbs! {").and_then(|(_, rest)| rest.split_once("\n}"));
    let hints = table.map_or("", |(table, _)| table).split(|c| !is_part(c) && c != '.');
    said.extend(hints.filter_map(|path| path.split_once('.')));
    said.into_iter().map(|(section, text)| (section.to_lowercase(), text.to_owned())).collect()
}

/// Each name that a source binds, with the names of the sections it may stand for.
fn bound(source: &str) -> BTreeSet<(&str, &str)> {
    let mut bound = BTreeSet::new();
    for statement in source.split(';') {
        let Some((pattern, value)) = statement.rsplit_once("let ").and_then(|(_, it)| it.split_once(" = ")) else {
            continue;
        };
        let names = || pattern.split(|c| !is_part(c));
        let sections = value.split("words.").skip(1).filter_map(|rest| rest.split(|c| !is_part(c)).next());
        let taken_apart = pattern.split_once("Words {").map_or("", |(_, it)| it).split(|c| !is_part(c));
        for section in sections.chain(taken_apart) {
            bound.extend(names().map(|name| (name, section)));
        }
    }
    for (before, after) in source.match_indices(": &").map(|(place, _)| source.split_at(place)) {
        let of_type = after.trim_start_matches(": &").split(|c| !is_part(c) && c != '\'' && c != ' ').next();
        let of_type = of_type.and_then(|it| it.rsplit(' ').next()).and_then(|it| it.strip_suffix("Words"));
        let name = before.rsplit(|c| !is_part(c)).next();
        bound.extend(name.zip(of_type));
    }
    bound
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whom a text of the program is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Somebody in the user's role.
    User,
    /// An agent, or somebody who writes articles or scripts.
    Other,
}

/// Every text that somebody reads, with where it stands: the program's own, those of the article, and the help.
fn read_by(reader: Reader) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let words = DeTable::parse(WORDS).expect("the words are TOML").into_inner();
    let others = ["agent", "error", "results", "usage", "check", "call", "stats"];
    let is_read = |section: &str| others.contains(&section) == (reader == Reader::Other);
    for (section, entries) in words.iter().filter(|(section, _)| is_read(section.get_ref())) {
        let DeValue::Table(entries) = entries.get_ref() else { panic!("{section:?} is a section") };
        for (name, text) in entries {
            let DeValue::String(text) = text.get_ref() else { panic!("{name:?} is a text") };
            let (section, name) = (section.get_ref(), name.get_ref());
            let is_aloud = name.ends_with("_aloud");
            // The head of the case notes is a record, and a sign has its own name.
            let is_record = (section == "record" && name == "article") || section == "sign";
            if !is_aloud && !is_record {
                texts.push((format!("{section}.{name}"), text.to_string()));
            }
        }
    }
    match reader {
        Reader::User => {
            let article = DeTable::parse(ARTICLE).expect("the article is TOML").into_inner();
            let names = ["source", "start"];
            for (section, entries) in article.iter().filter(|(section, _)| !names.contains(&section.get_ref().as_ref()))
            {
                texts_in(section.get_ref(), entries.get_ref(), &mut texts);
            }
            help(&Cli::command(), reader, &mut texts);
        }
        Reader::Other => {
            help(&Cli::command(), reader, &mut texts);
            Cli::command().get_subcommands().for_each(|command| help(command, reader, &mut texts));
        }
    }
    texts
}

/// What the help says of a command and of each of its flags: `-h` to a user, `--help` to others. In its tables each cell
/// stands by itself.
fn help(command: &Command, reader: Reader, texts: &mut Vec<(String, String)>) {
    let name = command.get_name();
    let is_long = reader == Reader::Other;
    let mut push = |of: &str, text: &str| texts.push((format!("{name} {of}"), text.to_owned()));
    let long = |text: Option<&StyledStr>| text.filter(|_| is_long).map(ToString::to_string);
    for about in [command.get_about().map(ToString::to_string), long(command.get_long_about())].into_iter().flatten() {
        push("--help", &about);
    }
    for flag in command.get_arguments().filter(|flag| is_long || !flag.is_hide_short_help_set()) {
        let heading = flag.get_help_heading().map(str::to_owned);
        for says in
            [flag.get_help().map(ToString::to_string), long(flag.get_long_help()), heading].into_iter().flatten()
        {
            push(&format!("--{}", flag.get_id()), &says);
        }
    }
    let tables = [command.get_before_help().map(ToString::to_string), long(command.get_after_long_help())];
    for table in tables.into_iter().flatten() {
        table.lines().flat_map(|line| line.split("  ")).for_each(|cell| push("--help", cell));
    }
}

/// Every text of an article but names, and words to read aloud.
fn texts_in(name: &str, value: &DeValue<'_>, texts: &mut Vec<(String, String)>) {
    const NAMES: [&str; 19] = [
        "refutes",
        // An agent's alone.
        "second_line",
        "aloud",
        "from",
        "to",
        "key",
        "whose",
        "class",
        "link",
        "steps",
        "stage",
        "means",
        "start",
        "like",
        "address",
        "asides",
        "rules",
        "unfinished",
        "for",
    ];
    match value {
        DeValue::String(text) => texts.push((name.to_owned(), text.to_string())),
        DeValue::Array(values) => values.iter().for_each(|value| texts_in(name, value.get_ref(), texts)),
        DeValue::Table(entries) => {
            for (key, value) in entries {
                let is_name = NAMES.contains(&key.get_ref().as_ref()) && !matches!(value.get_ref(), DeValue::Table(_));
                if !is_name {
                    texts_in(&format!("{name}.{}", key.get_ref()), value.get_ref(), texts);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn no_sentence_has_more_than_twenty_words() {
    let texts = [Reader::User, Reader::Other].map(read_by).concat();
    for name in [
        "vo-login-wizard --help",
        "vo-login-wizard --fresh",
        "check --help",
        "refusal.choose_first",
        "agent.told_say",
        "question.integration.ask",
        "summary.next",
    ] {
        assert!(texts.iter().any(|(known, _)| known == name), "{name} is not read");
    }
    for (name, text) in texts {
        for sentence in text.split(['.', '?', '!', ':', ';', '“', '”']) {
            let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            assert!(words <= 20, "{name} has a sentence of {words} words: {sentence}");
        }
    }
}

/// Words of the workshop, which a reader would have to learn, or that are another word for a thing that has one.
const BANNED: [&str; 18] = [
    "walk",
    "walks",
    "article",
    "articles",
    "mark",
    "marks",
    "marked",
    "met",
    "unmet",
    "kept",
    "wiped",
    "anew",
    "integration",
    "integrations",
    "mail",
    "e-mail",
    "present password",
    "log in",
];

#[test]
fn a_user_reads_none_of_the_words_of_the_workshop() {
    for (name, text) in read_by(Reader::User) {
        // What 8x8's own pages are called, and what is typed.
        let typed = ["“Log In”", "“Log in Help”", "integration=act"];
        let spoken = typed.iter().fold(fill_in_nothing(&text), |text, typed| text.replace(typed, " "));
        let words = spoken.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
        let spoken = format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase());
        let found = BANNED.iter().find(|banned| spoken.contains(&format!(" {banned} ")));
        assert_eq!(found, None, "{name}: {text}");
    }
}

/// A text without its blanks, whose names nobody reads.
fn fill_in_nothing(text: &str) -> String {
    text.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest)).collect()
}

/// The program walks any article: what one speaks of stands in its own file.
#[test]
fn the_programs_own_words_name_nothing_of_the_built_in_article() {
    let named = ["8x8", "Virtual Office", "Click2Pop", "ACT!", "eAgent", "Sugar CRM"];
    let found: Vec<&str> = WORDS.lines().filter(|line| named.iter().any(|name| line.contains(name))).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn every_text_is_said_somewhere() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let said: BTreeSet<_> = sources.iter().flat_map(|source| said(source)).collect();
    let unsaid: Vec<_> = texts().into_iter().filter(|text| !said.contains(text)).collect();
    assert_eq!(unsaid, [], "take what nobody says out of words.toml and content/words.rs");
}

#[test]
fn a_text_is_found_however_it_is_reached_and_a_word_of_the_same_name_is_not_taken_for_it() {
    for (source, is_said) in [
        ("say(words.page.why)", true),
        ("let texts = &self.words.page;\n    say(texts\n        .why)", true),
        ("let (texts, theme) = (&words().page, theme); say(texts.why)", true),
        ("let Words { page: texts, .. } = words; say(&texts.why)", true),
        ("fn why(texts: &PageWords) -> &str { &texts.why }", true),
        ("fn why<'a>(&self, texts: &'a PageWords) -> &'a str { &texts.why }", true),
        ("say(words().page.why)", true),
        ("say(words.plain.why)", false),
        ("say(page.why)", false),
        ("let texts = &words.plain; say(texts.why)", false),
        ("let page = &words.page; page.why_not(why)", false),
    ] {
        assert_eq!(said(source).contains(&("page".to_owned(), "why".to_owned())), is_said, "{source}");
    }
}

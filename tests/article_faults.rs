//! The values of an article file: each kind of fault they can have, what is said of it, where, and with which advice.

#![expect(clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/faults.rs"]
mod support;

use support::{SMALL, each_is_reported, edit};
use vo_login_wizard::content::{self, load};

const QUOTES: &str = "Write a text in quotes here.";
const TABLE: &str = "Write a table here.";
const PLAIN: &str = "Use lower-case letters, digits and hyphens only.";
const ALOUD: &str = "A caller hears this: write { text = \"…\", aloud = \"…\" }, with the words an agent can read out.";

#[test]
fn the_small_and_the_built_in_article_are_whole() {
    for text in [SMALL, content::BUILT_IN] {
        assert!(load(text).is_ok(), "{}", load(text).err().map(|faults| faults.to_string()).unwrap_or_default());
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_reported_with_the_kind_it_has() {
    each_is_reported(&[
        edit("version = \"1\"", "version = ▶1", "`version` of the file is of the wrong kind: integer", QUOTES),
        edit(
            "address = \"example.org\"",
            "address = ▶true",
            "`address` of link.page is of the wrong kind: boolean",
            QUOTES,
        ),
        edit(
            "why = \"To know.\"",
            "why = ▶[\"To know.\"]",
            "`why` of question.door is of the wrong kind: array",
            QUOTES,
        ),
        edit(
            "aloud = \"Open?\"",
            "aloud = ▶1.5",
            "`aloud` of `ask` of question.door is of the wrong kind: float",
            QUOTES,
        ),
        edit(
            "asides = [\"other\"]",
            "asides = [▶1]",
            "`asides` of question.door is of the wrong kind: integer",
            QUOTES,
        ),
        edit(
            "asides = [\"other\"]",
            "asides = ▶\"other\"",
            "`asides` of question.door is of the wrong kind: string",
            "Write a list of texts, [\"…\", \"…\"], here.",
        ),
        edit(
            "now = [{ text = \"Rest.\", aloud = \"Rest.\" }]",
            "now = ▶{ text = \"Rest.\", aloud = \"Rest.\" }",
            "`now` of ending.inside is of the wrong kind: table",
            "Write a list of texts here.",
        ),
        edit(
            "least = 8",
            "least = ▶\"8\"",
            "`least` of length is of the wrong kind: string",
            "Write a whole number, 0 or more, here.",
        ),
        edit(
            "most = 25",
            "most = ▶-25",
            "`most` of length is of the wrong kind: integer",
            "Write a whole number, 0 or more, here.",
        ),
        edit("{ of = \"?\", text = \"Only.\", aloud = \"Only.\" }", "▶5", "only is of the wrong kind: integer", TABLE),
        edit(
            "[[steps.turn]]",
            "▶[steps.turn]",
            "steps.turn is of the wrong kind: table",
            "Write a list of tables, [{ … }, { … }], here.",
        ),
    ]);
}

#[test]
fn a_text_that_is_empty_is_reported() {
    let empty = "Write the words, or leave the key out.";
    each_is_reported(&[
        edit("\"A small article\"", "▶\"\"", "`title` of the file is empty", empty),
        edit("why = \"To know.\"", "why = ▶\"  \"", "`why` of question.door is empty", empty),
        edit("aloud = \"In.\"", "aloud = ▶\"\"", "`aloud` of `say` of ending.inside is empty", empty),
        edit("special = \"?\"", "special = ▶\"\"", "`special` of characters is empty", empty),
    ]);
}

/// A character that cannot be seen is reported where it stands; one that is spelled out, at its text.
#[test]
fn a_character_that_steers_turns_or_hides_is_reported() {
    let line = "Keep each text on one line, without tabs or escapes.";
    let turns = "Take it out: a text in any script can do without it.";
    let hides = "Take it out; it often comes along when a text is copied.";
    let why = "`why` of question.door has a control character";
    each_is_reported(&[
        edit("\"To know.\"", "▶\"To\\tknow.\"", &format!("{why} (U+0009)"), line),
        edit("\"To know.\"", "\"To▶\tknow.\"", &format!("{why} (U+0009)"), line),
        edit("\"To know.\"", "▶\"To\\u001b[2Jknow.\"", &format!("{why} (U+001B)"), line),
        edit("\"To know.\"", "\"\"\"To▶\nknow.\"\"\"", &format!("{why} (U+000A)"), line),
        edit("\"To know.\"", "\"To▶\u{2028}know.\"", &format!("{why} (U+2028)"), line),
        edit(
            "\"example.org\"",
            "▶\"example.org\\u007f\"",
            "`address` of link.page has a control character (U+007F)",
            line,
        ),
        edit(
            "\"example.org\"",
            "\"example▶\u{202e}.org\"",
            "`address` of link.page has a character that turns the direction of writing (U+202E)",
            turns,
        ),
        edit(
            "\"A small article\"",
            "\"▶\u{2067}A small article\"",
            "`title` of the file has a character that turns the direction of writing (U+2067)",
            turns,
        ),
        edit(
            "aloud = \"It rusted.\"",
            "aloud = ▶\"\\u200eIt rusted.\"",
            "`aloud` of cause.rust has a character that turns the direction of writing (U+200E)",
            turns,
        ),
        edit(
            "title = \"We\"",
            "title = \"W▶\u{200b}e\"",
            "`title` of source.us has a character that cannot be seen (U+200B)",
            hides,
        ),
        edit(
            "label = \"The page\"",
            "label = \"The▶\u{feff} page\"",
            "`label` of link.page has a character that cannot be seen (U+FEFF)",
            hides,
        ),
        edit(
            "about = \"The word\"",
            "about = \"The wo▶\u{ad}rd\"",
            "`about` of password.word has a character that cannot be seen (U+00AD)",
            hides,
        ),
        edit(
            "special = \"?\"",
            "special = \"?▶\u{2060}\"",
            "`special` of characters has a character that cannot be seen (U+2060)",
            hides,
        ),
        edit(
            "\"example.org\"",
            "\"exam▶\u{200d}ple.org\"",
            "`address` of link.page has a character that cannot be seen (U+200D)",
            hides,
        ),
    ]);
}

#[test]
fn a_script_or_a_sign_that_needs_a_joiner_has_it() {
    for text in ["می\u{200c}شود", "क\u{94d}\u{200d}ष", "👩\u{200d}💻", "עברית, العربية"] {
        assert!(load(SMALL.replace("To know.", text)).is_ok(), "{text}");
    }
}

#[test]
fn a_list_that_is_empty_is_reported() {
    let one = "Give it at least one entry.";
    each_is_reported(&[
        edit(
            "now = [{ text = \"Rest.\", aloud = \"Rest.\" }]",
            "now = ▶[]",
            "`now` of ending.inside is an empty list",
            one,
        ),
        edit(
            "only = { of = \"?\", text = \"Only.\", aloud = \"Only.\" }",
            "\n[rules.▶none]\nfrom = \"us\"",
            "rules.none has no rule",
            "Add one or more of: length, lower, upper, number, special, no-space, not-username, only.",
        ),
    ]);
}

#[test]
fn a_text_that_a_caller_hears_needs_the_words_to_read_aloud() {
    each_is_reported(&[
        edit("text = \"Far.\", aloud = \"Far.\"", "text = ▶\"Far.\"", "caution.non-ascii has no `aloud`", ALOUD),
        edit(
            "text = \"It rusted.\"\naloud = \"It rusted.\"",
            "text = ▶\"It rusted.\"",
            "cause.rust has no `aloud`",
            ALOUD,
        ),
        edit("text = \"Long.\", aloud = \"Long.\"", "text = ▶\"Long.\"", "length has no `aloud`", ALOUD),
        edit(
            "{ text = \"No door.\", aloud = \"No door.\" }",
            "▶\"No door.\"",
            "`see` of aside.other has no `aloud`",
            ALOUD,
        ),
        edit(
            "{ text = \"Turn it.\", aloud = \"Turn it.\" }",
            "▶\"Turn it.\"",
            "`do` of entry 1 of steps.turn has no `aloud`",
            ALOUD,
        ),
        edit(
            "text = \"No\", aloud = \"No\"",
            "text = ▶\"No\"",
            "entry 2 of `answers` of question.door has no `aloud`",
            ALOUD,
        ),
        edit("{ text = \"Rest.\", aloud = \"Rest.\" }", "▶\"Rest.\"", "`now` of ending.inside has no `aloud`", ALOUD),
        edit(
            "{ text = \"Nobody.\", aloud = \"Nobody.\" }",
            "{ text = ▶\"Nobody.\" }",
            "`contact` of ending.inside has no `aloud`",
            ALOUD,
        ),
    ]);
}

#[test]
fn a_name_is_plain_and_stands_once() {
    each_is_reported(&[
        edit("key = \"no\"", "key = ▶\"No\"", "`No` is not a plain name", PLAIN),
        edit("key = \"one\"", "key = ▶\"step one\"", "`step one` is not a plain name", PLAIN),
        edit(
            "[source.us]",
            "[source.▶US]\nwhose = \"ours\"\ntitle = \"Us\"\n\n[source.us]",
            "`US` is not a plain name",
            PLAIN,
        ),
        edit("key = \"no\"", "key = ▶\"yes\"", "the key `yes` is here twice", "Give each entry of a list its own key."),
        edit(
            "[ending.outside]",
            "[ending.▶word]\nabout = \"Word\"\nclass = \"solved\"\nfrom = \"us\"\nsay = { text = \"In.\", aloud = \"In.\" }\nnow = [{ text = \"R.\", aloud = \"R.\" }]\ncontact = { text = \"N.\", aloud = \"N.\" }\n\n[ending.outside]",
            "there is another node `word`: password.word",
            "Give each node its own name, whatever its kind.",
        ),
    ]);
}

//! The values of an article file: each kind of fault they can have, what is said of it, where, and with which advice.

use crate::support::faults::{SMALL, each_is_reported, edit};
use vo_login_wizard::content::{self, load};

const QUOTES: &str = "Write a text in quotes here.";
const TABLE: &str = "Write a table here.";
const PLAIN: &str = "Use lower-case letters, digits and hyphens only.";
const ALOUD: &str = "A caller hears this: write { text = \"…\", aloud = \"…\" }, with words that can be read out.";

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
            "`least` of `length` of rules.plain is of the wrong kind: string",
            "Write a whole number, 0 or more, here.",
        ),
        edit(
            "most = 25",
            "most = ▶-25",
            "`most` of `length` of rules.plain is of the wrong kind: integer",
            "Write a whole number, 0 or more, here.",
        ),
        edit(
            "{ of = \"?\", text = \"Only.\", aloud = \"Only.\" }",
            "▶5",
            "`only` of rules.plain is of the wrong kind: integer",
            TABLE,
        ),
        edit(
            "length = {",
            "lower = ▶false\nlength = {",
            "`lower` of rules.plain is of the wrong kind: boolean",
            "Write true, or a table here.",
        ),
        edit(
            "check = true",
            "check = ▶\"word\"",
            "`check` of entry 1 of steps.turn is of the wrong kind: string",
            "Write true, or leave the key out, here.",
        ),
        edit(
            "contact = { text = \"Nobody.\", aloud = \"Nobody.\" }",
            "contact = [{ text = \"Nobody.\", for = ▶1 }, \"All.\"]",
            "for is of the wrong kind: integer",
            TABLE,
        ),
        edit(
            "contact = { text = \"Nobody.\", aloud = \"Nobody.\" }",
            "contact = [{ text = \"Nobody.\", for = { door = ▶\"yes\" } }, \"All.\"]",
            "`door` of for is of the wrong kind: string",
            "Write a list of keys, [\"…\", \"…\"], here.",
        ),
        edit(
            "[password.word]",
            "[password.word]\nlike = ▶[\"door\"]",
            "`like` of password.word is no name",
            "Write like = \"NAME\".",
        ),
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
        // Of such a text nothing else is told: not that it cannot be read out, and not that its name is none.
        edit(
            "do = \"Turn it.\"",
            "do = \"Turn▶\u{200b} it.\"",
            "`do` of entry 1 of steps.turn has a character that cannot be seen (U+200B)",
            hides,
        ),
        edit(
            "do = \"Turn it.\"",
            "do = ▶\"Turn\\u202e it.\"",
            "`do` of entry 1 of steps.turn has a character that turns the direction of writing (U+202E)",
            turns,
        ),
        edit(
            "to = \"inside\"",
            "to = \"in▶\u{200b}side\"",
            "`to` of checklist.keys has a character that cannot be seen (U+200B)",
            hides,
        ),
        edit(
            "key = \"no\"",
            "key = \"n▶\u{200b}o\"",
            "`key` of entry 2 of `answers` of question.door has a character that cannot be seen (U+200B)",
            hides,
        ),
        edit(
            "only = { of = \"?\", text = \"Only.\", aloud = \"Only.\" }",
            "only = { of = \"?▶\u{200b}\" }",
            "`of` of `only` of rules.plain has a character that cannot be seen (U+200B)",
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
fn a_text_that_a_caller_hears_and_nobody_can_read_out_needs_other_words_to_read_aloud() {
    let has = |what: &str, sign: char| format!("{what} has `{sign}` in it, and no `aloud`");
    each_is_reported(&[
        edit("text = \"Far.\", aloud = \"Far.\"", "text = ▶\"é & ü\"", &has("caution.non-ascii", '&'), ALOUD),
        edit(
            "text = \"It rusted.\"\naloud = \"It rusted.\"",
            "text = ▶\"“It” rusted.\"",
            &has("cause.rust", '“'),
            ALOUD,
        ),
        edit(
            "text = \"Long.\", aloud = \"Long.\"",
            "text = ▶\"Long (8).\"",
            &has("`length` of rules.plain", '('),
            ALOUD,
        ),
        edit(
            "say = { text = \"Look again.\", aloud = \"Look again.\" }",
            "say = ▶\"Look/again.\"",
            &has("`say` of aside.other", '/'),
            ALOUD,
        ),
        edit("title = \"Turn it\"", "title = ▶\"<Turn>\"", &has("`title` of entry 1 of steps.turn", '<'), ALOUD),
        edit("do = \"Turn it.\"", "do = ▶\"Turn {{it}}.\"", &has("`do` of entry 1 of steps.turn", '{'), ALOUD),
        edit(
            "text = \"No\", aloud = \"No\"",
            "text = ▶\"No…\"",
            &has("entry 2 of `answers` of question.door", '…'),
            ALOUD,
        ),
        edit(
            "{ text = \"Rest.\", aloud = \"Rest.\" }",
            "▶\"Rest + sleep.\"",
            &has("`now` of ending.inside", '+'),
            ALOUD,
        ),
        edit(
            "{ text = \"Nobody.\", aloud = \"Nobody.\" }",
            "{ text = ▶\"Say “no”.\" }",
            &has("`contact` of ending.inside", '“'),
            ALOUD,
        ),
        edit(
            "only = { of = \"?\", text = \"Only.\", aloud = \"Only.\" }",
            "▶only = { of = \"?§\" }",
            "`only` of rules.plain has a sign that has no name",
            "Write `aloud = \"…\"` beside it, with the words an agent can read out.",
        ),
    ]);
}

#[test]
fn a_text_that_can_be_read_out_as_it_stands_needs_no_words_to_read_aloud() {
    for text in ["Is it 8x8's, or not?", "Yes - well: no; then!", "Żółć, größer."] {
        let article = SMALL.replace("say = { text = \"Look again.\", aloud = \"Look again.\" }", "say = \"TEXT\"");
        assert!(load(article.replace("TEXT", text)).is_ok(), "{text}");
    }
    assert!(load(SMALL.replace("text = \"Rest.\", aloud = \"Rest.\"", "text = \"Rest, {door}.\"")).is_ok());
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

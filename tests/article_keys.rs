//! The keys of an article file: one that is not known is reported where it stands, with the one that may be meant or
//! else all of them; one that is missing is reported at its table.

use crate::support::faults::{each_is_reported, edit};

#[test]
fn a_key_that_is_not_known_is_reported_with_the_one_that_is_near_or_those_that_are() {
    each_is_reported(&[
        edit(
            "version = \"1\"",
            "version = \"1\"\n▶colour = \"red\"",
            "`colour` is not a key of the file",
            "The keys it can have are: format, name, title, version, vendor, start, stages, source, link, characters, \
             rules, caution, cause, question, password, checklist, ending, steps, aside.",
        ),
        edit(
            "title = \"We\"",
            "title = \"We\"\n▶adress = \"x\"",
            "`adress` is not a key of source.us",
            "Did you mean `address`?",
        ),
        edit(
            "why = \"To know.\"",
            "why = \"To know.\"\n▶explian = \"x\"",
            "`explian` is not a key of question.door",
            "Did you mean `explain`?",
        ),
        edit(
            "label = \"The page\"",
            "label = \"The page\"\n▶url = \"x\"",
            "`url` is not a key of link.page",
            "The keys it can have are: label, address, aloud, from.",
        ),
        edit(
            "dash = \"-\"",
            "dash = \"-\"\n▶other = \"!\"",
            "`other` is not a key of characters",
            "The keys it can have are: special, dash, troublesome.",
        ),
        edit(
            "text = \"A dash.\"",
            "text = \"A dash.\", ▶say = \"x\"",
            "`say` is not a key of caution.dash-only",
            "The keys it can have are: text, aloud, from.",
        ),
        edit(
            "text = \"It rusted.\"",
            "text = \"It rusted.\"\n▶see = \"x\"",
            "`see` is not a key of cause.rust",
            "The keys it can have are: text, aloud, noted, from.",
        ),
        edit(
            "most = 25",
            "most = 25, ▶of = \"x\"",
            "`of` is not a key of `length` of rules.plain",
            "The keys it can have are: text, aloud, from, least, most.",
        ),
        edit(
            "only = { of = \"?\"",
            "only = { of = \"?\", ▶least = 1",
            "`least` is not a key of `only` of rules.plain",
            "The keys it can have are: text, aloud, from, of.",
        ),
        edit(
            "length = {",
            "▶reversed = { text = \"x\", aloud = \"x\" }\nlength = {",
            "`reversed` is not a key of rules.plain",
            "The keys it can have are: like, from, short, length, lower, upper, number, special, no-space, not-username, only.",
        ),
        edit(
            "see = { text = \"No door.\"",
            "▶now = \"page\"\nsee = { text = \"No door.\"",
            "`now` is not a key of aside.other",
            "The keys it can have are: see, say, noted, link, to, means, refutes, from.",
        ),
        edit(
            "key = \"one\"",
            "key = \"one\"\n▶text = \"x\"",
            "`text` is not a key of entry 1 of steps.turn",
            "The keys it can have are: key, title, do, only-if, link, asides, check, from.",
        ),
        edit(
            "key = \"one\"",
            "key = \"one\"\n▶only_if = \"x\"",
            "`only_if` is not a key of entry 1 of steps.turn",
            "Did you mean `only-if`?",
        ),
        edit(
            "steps = \"turn\"",
            "steps = \"turn\"\n▶check = \"word\"",
            "`check` is not a key of checklist.keys",
            "A step has it: `check = true` shows the rules of the password page before it.",
        ),
        edit(
            "class = \"solved\"",
            "class = \"solved\"\n▶stage = \"x\"",
            "`stage` is not a key of ending.inside",
            "The keys it can have are: like, about, class, say, noted, link, now, contact, second_line, asides, from.",
        ),
        edit(
            "why = \"To know.\"",
            "▶wy = \"To know.\"",
            "`wy` is not a key of question.door",
            "The keys it can have are: like, stage, about, ask, explain, why, how, link, asides, from, reported, answers.",
        ),
        edit(
            "key = \"no\", text",
            "key = \"no\", ▶means-not = \"x\", text",
            "`means-not` is not a key of entry 2 of `answers` of question.door",
            "Did you mean `means`?",
        ),
        edit(
            "rules = \"plain\"",
            "rules = \"plain\"\n▶steps = \"turn\"",
            "`steps` is not a key of password.word",
            "The keys it can have are: like, stage, about, ask, explain, why, how, link, asides, from, rules, program, to.",
        ),
        edit(
            "steps = \"turn\"",
            "steps = \"turn\"\n▶rules = \"plain\"",
            "`rules` is not a key of checklist.keys",
            "The keys it can have are: like, stage, about, ask, explain, why, how, link, asides, from, steps, to, unfinished.",
        ),
        edit(
            "class = \"solved\"",
            "class = \"solved\"\n▶to = \"door\"",
            "`to` is not a key of ending.inside",
            "The keys it can have are: like, about, class, say, noted, link, now, contact, second_line, asides, from.",
        ),
        edit(
            "say = { text = \"In.\"",
            "say = { ▶loud = \"x\", text = \"In.\"",
            "`loud` is not a key of `say` of ending.inside",
            "Did you mean `aloud`?",
        ),
    ]);
}

#[test]
fn a_key_that_is_missing_is_reported_at_its_table() {
    each_is_reported(&[
        edit("format = 1", "", "the file has no `format`", "Add `format = …` to it."),
        edit("name = \"Small\"", "", "the file has no `name`", "Add `name = …` to it."),
        edit("whose = \"ours\"", "whose = \"vendor\"", "the file has no `vendor`", "Add `vendor = …` to it."),
        edit("key = \"one\"\nfrom = \"us\"\ntitle = \"Turn it\"", "key = \"one\"\nfrom = \"us\"", "", "").and(
            "[[steps.turn]]",
            "▶[[steps.turn]]",
            "entry 1 of steps.turn has no `title`",
            "Add `title = …` to it.",
        ),
        edit("title = \"A small article\"", "", "the file has no `title`", "Add `title = …` to it."),
        edit("version = \"1\"", "", "the file has no `version`", "Add `version = …` to it."),
        edit("start = \"door\"", "", "the file has no `start`", "Add `start = …` to it."),
        edit("[source.us]\nwhose = \"ours\"", "[source.▶us]", "source.us has no `whose`", "Add `whose = …` to it."),
        edit(
            "us]\nwhose = \"ours\"\ntitle = \"We\"",
            "▶us]\nwhose = \"ours\"",
            "source.us has no `title`",
            "Add `title = …` to it.",
        ),
        edit("page]\nlabel = \"The page\"", "▶page]", "link.page has no `label`", "Add `label = …` to it."),
        edit(
            "dash-only = { text = \"A dash.\", ",
            "▶dash-only = { ",
            "caution.dash-only has no `text`",
            "Add `text = …` to it.",
        ),
        edit("rust]\nfrom = \"us\"", "▶rust]", "cause.rust has no `from`", "Add `from = …` to it."),
        edit("plain]\nfrom = \"us\"", "▶plain]", "rules.plain has no `from`", "Add `from = …` to it."),
        edit(
            "length = { least = 8, ",
            "▶length = { ",
            "`length` of rules.plain has no `least`",
            "Add `least = …` to it.",
        ),
        edit(
            "length = { least = 8, most = 25, ",
            "▶length = { least = 8, ",
            "`length` of rules.plain has no `most`",
            "Add `most = …` to it.",
        ),
        edit("only = { of = \"?\", ", "▶only = { ", "`only` of rules.plain has no `of`", "Add `of = …` to it."),
        edit(
            "[[steps.turn]]\nkey = \"one\"",
            "▶[[steps.turn]]",
            "entry 1 of steps.turn has no `key`",
            "Add `key = …` to it.",
        ),
        edit("door]\nabout = \"The door\"", "▶door]", "question.door has no `about`", "Add `about = …` to it."),
        edit("{ key = \"no\", ", "▶{ ", "entry 2 of `answers` of question.door has no `key`", "Add `key = …` to it."),
        edit(
            "{ key = \"no\", text = \"No\", aloud = \"No\", to = \"outside\" }",
            "▶{ key = \"no\", text = \"No\", aloud = \"No\" }",
            "entry 2 of `answers` of question.door has no `to`",
            "Add `to = …` to it.",
        ),
        edit(
            "word]\nabout = \"The word\"\nfrom = \"us\"\nask = { text = \"Which?\", aloud = \"Which?\" }",
            "▶word]\nabout = \"The word\"\nfrom = \"us\"",
            "password.word has no `ask`",
            "Add `ask = …` to it.",
        ),
        edit(
            "inside]\nabout = \"Inside\"\nclass = \"solved\"",
            "▶inside]\nabout = \"Inside\"",
            "ending.inside has no `class`",
            "Add `class = …` to it.",
        ),
    ]);
}

#[test]
fn a_section_that_is_missing_is_reported_at_the_head_of_the_file() {
    each_is_reported(&[
        edit(
            "[characters]\nspecial = \"?\"\ndash = \"-\"\ntroublesome = \"&\"",
            "",
            "the file has no `characters`",
            "Add `characters = …` to it.",
        ),
        edit(
            "off-list = { text = \"Off.\", aloud = \"Off.\", from = \"us\" }",
            "",
            "the file has no `caution.off-list`",
            "Add `caution.off-list = …` to it.",
        ),
    ]);
}

//! What an article file refers to, and what holds between its pages: unknown names, circles, pages that nothing leads
//! to, and texts that speak of an answer nobody gave.

#![expect(clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/faults.rs"]
mod support;

use support::{SMALL, each_is_reported, edit, faults};

const WORD: &str = "Name a question that every path to this text has passed.";
const ONWARD: &str = "Lead on to another node: a second try is a second node, a side explanation an aside.";

#[test]
fn an_unknown_reference_is_reported_with_what_there_is() {
    let nodes = "There are: door, inside, keys, outside, word.";
    each_is_reported(&[
        edit("rust]\nfrom = \"us\"", "rust]\nfrom = ▶\"them\"", "there is no source `them`", "There are: us."),
        edit("\"No\", to", "\"No\", from = ▶\"them\", to", "there is no source `them`", "There are: us."),
        edit(
            "{ text = \"Rest.\"",
            "{ from = ▶\"them\", text = \"Rest.\"",
            "there is no source `them`",
            "There are: us.",
        ),
        edit("link = \"page\"", "link = ▶\"pages\"", "there is no link `pages`", "There are: page."),
        edit("key = \"one\"", "key = \"one\"\nlink = ▶\"pages\"", "there is no link `pages`", "There are: page."),
        edit("means = \"rust\"", "means = ▶\"frost\"", "there is no cause `frost`", "There are: rust."),
        edit(
            "asides = [\"other\"]",
            "asides = [\"other\", ▶\"more\"]",
            "there is no aside `more`",
            "There are: other.",
        ),
        edit("key = \"one\"", "key = \"one\"\nasides = [▶\"more\"]", "there is no aside `more`", "There are: other."),
        edit("rules = \"plain\"", "rules = ▶\"fancy\"", "there is no set of rules `fancy`", "There are: plain."),
        edit("steps = \"turn\"", "steps = ▶\"turns\"", "there is no list of steps `turns`", "There are: turn."),
        edit("start = \"door\"", "start = ▶\"doors\"", "there is no node `doors`", nodes),
        edit("to = \"outside\"", "to = ▶\"out\"", "there is no node `out`", nodes),
        edit("to = \"keys\"", "to = ▶\"key\"", "there is no node `key`", nodes),
        edit("to = \"inside\"", "to = ▶\"in\"", "there is no node `in`", nodes),
        edit("check = \"word\"\nto", "check = ▶\"words\"\nto", "there is no node `words`", nodes),
        edit("\ncheck = \"word\"\n\n", "\ncheck = ▶\"words\"\n\n", "there is no node `words`", nodes),
    ]);
}

#[test]
fn an_unknown_reference_where_there_is_nothing_yet_says_what_to_add() {
    each_is_reported(&[
        edit("[link.page]\nlabel = \"The page\"\naddress = \"example.org\"\nfrom = \"us\"", "", "", "").and(
            "link = \"page\"",
            "link = ▶\"page\"",
            "there is no link `page`",
            "There is none yet: add [link.page].",
        ),
        edit("[cause.rust]\nfrom = \"us\"\ntext = \"It rusted.\"\naloud = \"It rusted.\"", "", "", "").and(
            "means = \"rust\"",
            "means = ▶\"rust\"",
            "there is no cause `rust`",
            "There is none yet: add [cause.rust].",
        ),
        edit(
            "[rules.plain]\nfrom = \"us\"\nlength = { least = 8, most = 25, text = \"Long.\", aloud = \"Long.\" }\n\
             only = { of = \"?\", text = \"Only.\", aloud = \"Only.\" }",
            "",
            "",
            "",
        )
        .and(
            "rules = \"plain\"",
            "rules = ▶\"plain\"",
            "there is no set of rules `plain`",
            "There is none yet: add [rules.plain].",
        ),
        edit(
            "[[steps.turn]]\nkey = \"one\"\nfrom = \"us\"\ndo = { text = \"Turn it.\", aloud = \"Turn it.\" }\n\
             check = \"word\"\n\n",
            "",
            "",
            "",
        )
        .and(
            "steps = \"turn\"",
            "steps = ▶\"turn\"",
            "there is no list of steps `turn`",
            "There is none yet: add [[steps.turn]].",
        ),
    ]);
}

#[test]
fn a_word_outside_its_vocabulary_is_reported_with_the_vocabulary() {
    each_is_reported(&[
        edit("whose = \"ours\"", "whose = ▶\"mine\"", "nobody is called `mine`", "Write one of: article, 8x8, ours."),
        edit(
            "class = \"solved\"",
            "class = ▶\"done\"",
            "`done` is not a class of ending",
            "Write one of: solved, not-supported, elsewhere, hand-over.",
        ),
        edit(
            "[cause.rust]",
            "[caution.▶rust]\ntext = \"R.\"\naloud = \"R.\"\nfrom = \"us\"\n\n[cause.rust]",
            "there is no caution `rust`",
            "The cautions are: troublesome, dash-only, off-list, non-ascii.",
        ),
        edit(
            "least = 8, most = 25",
            "least = 26, most = ▶25",
            "no length is at least 26 and at most 25",
            "Let `most` be no less than `least`.",
        ),
    ]);
}

#[test]
fn one_digit_chooses_an_answer_so_ten_are_too_many() {
    let answers = |count: usize| {
        let answer = |place| format!("{{ key = \"k{place}\", text = \"K\", aloud = \"K\", to = \"outside\" }},\n  ");
        let more: String = (3..=count).map(answer).collect();
        SMALL.replace("  { key = \"no\"", &format!("  {more}{{ key = \"no\""))
    };
    assert!(vo_login_wizard::content::load(answers(9)).is_ok());
    for count in [10, 11] {
        let found = faults(&answers(count));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].says, "question.door has more than 9 answers");
        assert_eq!(found[0].advice, "One digit chooses an answer: split the question in two.");
        let line = answers(count).lines().position(|line| line.starts_with("answers")).unwrap_or_default() + 1;
        assert_eq!((found[0].line, found[0].column), (line + 10, 3));
    }
}

#[test]
fn a_way_that_leads_round_in_a_circle_is_reported_where_it_closes() {
    each_is_reported(&[
        edit("to = \"inside\"", "to = ▶\"door\"", "this leads back to `door`: the way goes round in a circle", ONWARD),
        edit("to = \"keys\"", "to = ▶\"word\"", "this leads back to `word`: the way goes round in a circle", ONWARD),
        edit("to = \"outside\"", "to = ▶\"door\"", "this leads back to `door`: the way goes round in a circle", ONWARD),
    ]);
}

#[test]
fn a_page_that_no_way_leads_to_is_reported() {
    let advice = "Let an answer lead `to` it, or take the node out.";
    each_is_reported(&[
        edit("\"No\", to = \"outside\"", "\"No\", to = \"inside\"", "", "").and(
            "[ending.outside]",
            "[ending.▶outside]",
            "no way leads to `outside`",
            advice,
        ),
        edit("start = \"door\"", "start = \"word\"", "", "")
            .and("{ text = \"Turn them, {door}.\"", "{ text = \"Turn them.\"", "", "")
            .and("to = \"outside\"", "to = \"inside\"", "", "")
            .and("[question.door]", "[question.▶door]", "no way leads to `door`", advice)
            .and("[ending.outside]", "[ending.▶outside]", "no way leads to `outside`", advice),
    ]);
}

#[test]
fn a_blank_names_a_question_that_every_path_has_passed() {
    each_is_reported(&[
        edit(
            "text = \"Out.\"",
            "text = ▶\"Out, {word}.\"",
            "`{word}` is not answered on every path to `outside`",
            WORD,
        ),
        edit("text = \"Open?\"", "text = ▶\"Open {door}?\"", "`{door}` is not answered on every path to `door`", WORD),
        edit("text = \"In.\"", "text = ▶\"In {keys}.\"", "`{keys}` is not answered on every path to `inside`", WORD),
        edit("text = \"Rest.\"", "text = ▶\"Rest {}.\"", "`{}` is not answered on every path to `inside`", WORD),
        edit("\"Nobody.\" }", "\"Nobody {dor}.\" }", "", "").and(
            "text = \"Nobody.\"",
            "text = ▶\"Nobody.\"",
            "`{dor}` is not answered on every path to `inside`",
            WORD,
        ),
        edit("text = \"It rusted.\"", "text = ▶\"{door}!\"", "`{door}` is not answered on every path to `door`", WORD),
        edit("text = \"Look again.\"", "text = ▶\"{x}\"", "`{x}` is not answered on every path to `door`", WORD),
        edit("text = \"Turn it.\"", "text = ▶\"{x}\"", "`{x}` is not answered on every path to `keys`", WORD),
        edit("text = \"Out.\"", "text = ▶\"Out {door\"", "a `{` is not closed", "Write {NAME}, or {{ for a brace."),
    ]);
}

/// A password is judged outside a walk too, where nothing was answered.
#[test]
fn a_rule_or_a_caution_has_no_blank() {
    let (says, advice) = (
        "a rule or a caution cannot speak of an answer",
        "Say it without the blank: a password is judged outside a walk, too.",
    );
    each_is_reported(&[
        edit("text = \"Long.\"", "text = ▶\"{door}\"", says, advice),
        edit("text = \"Long.\", aloud = \"Long.\"", "text = ▶\"Long.\", aloud = \"{door}\"", says, advice),
        edit("text = \"A dash.\"", "text = ▶\"{x\"", says, advice),
    ]);
}

#[test]
fn a_page_that_a_checklist_looks_at_has_only_the_blanks_of_the_checklist() {
    // The word is looked at from the keys, which another way leads to past the hall.
    let text = SMALL.replace("to = \"outside\" },", "to = \"hall\" },").replace(
        "[password.word]",
        "[question.hall]\nabout = \"The hall\"\nfrom = \"us\"\nask = { text = \"Lit?\", aloud = \"Lit?\" }\n\
         answers = [\n  { key = \"yes\", text = \"Yes\", aloud = \"Yes\", to = \"late\" },\n  { key = \"no\", \
         text = \"No\", aloud = \"No\", to = \"outside\" },\n]\n\n[password.late]\nabout = \"Late\"\nfrom = \"us\"\n\
         ask = { text = \"Late, {hall}?\", aloud = \"Late?\" }\nrules = \"plain\"\nto = \"inside\"\n\n[password.word]",
    );
    assert!(vo_login_wizard::content::load(text.clone()).is_ok());
    let found = faults(&text.replace("\ncheck = \"word\"\n\n", "\ncheck = \"late\"\n\n"));
    let says: Vec<&str> = found.iter().map(|fault| fault.says.as_str()).collect();
    assert_eq!(says, ["`{hall}` is not answered on every path to `keys`"]);
}

#[test]
fn a_blank_is_not_filled_where_another_way_leads_past_its_question() {
    // A second question between the door and the word, which the answer `no` leads past.
    let text = SMALL
        .replace("to = \"word\", means", "to = \"hall\", means")
        .replace("to = \"outside\" },", "to = \"word\" },")
        .replace(
            "[password.word]",
            "[question.hall]\nabout = \"The hall\"\nfrom = \"us\"\nask = { text = \"Lit, {door}?\", aloud = \"Lit?\" }\n\
             answers = [\n  { key = \"yes\", text = \"Yes\", aloud = \"Yes\", to = \"word\" },\n  { key = \"no\", \
             text = \"No\", aloud = \"No\", to = \"outside\" },\n]\n\n[password.word]",
        )
        .replace("text = \"Out.\"", "text = \"Out, {hall}.\"");
    assert!(vo_login_wizard::content::load(text.clone()).is_ok(), "every way to `outside` leads through the hall");
    let found = faults(&text.replace("{ text = \"In.\"", "{ text = \"In, {hall}.\""));
    let says: Vec<&str> = found.iter().map(|fault| fault.says.as_str()).collect();
    assert_eq!(says, ["`{hall}` is not answered on every path to `inside`"]);
}

#[test]
fn only_a_password_page_can_be_looked_at_from_a_checklist() {
    let advice = "`check` opens a password node: name one of those.";
    each_is_reported(&[
        edit("check = \"word\"\nto", "check = \"door\"\nto", "", "").and(
            "[checklist.keys]",
            "[checklist.▶keys]",
            "`door` is not a password node",
            advice,
        ),
        edit(
            "{ text = \"Turn it.\", aloud = \"Turn it.\" }\ncheck = \"word\"",
            "{ text = ▶\"Turn it.\", aloud = \"Turn it.\" }\ncheck = \"inside\"",
            "`inside` is not a password node",
            advice,
        ),
    ]);
}

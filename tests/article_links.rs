//! What an article file refers to, and what holds between its pages: unknown names, circles, pages that nothing leads
//! to, and texts that speak of an answer nobody gave.

use vo_login_wizard::content::{BUILT_IN, load};

use crate::support::faults::{SMALL, each_is_reported, edit, faults};

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
        edit("link = \"page\"", "link = ▶\"pages\"", "there is no link `pages`", "Did you mean `page`?"),
        edit("key = \"one\"", "key = \"one\"\nlink = ▶\"pages\"", "there is no link `pages`", "Did you mean `page`?"),
        edit("means = \"rust\"", "means = ▶\"frost\"", "there is no cause `frost`", "There are: rust."),
        edit(
            "asides = [\"other\"]",
            "asides = [\"other\", ▶\"more\"]",
            "there is no aside `more`",
            "There are: other.",
        ),
        edit("key = \"one\"", "key = \"one\"\nasides = [▶\"more\"]", "there is no aside `more`", "There are: other."),
        edit("rules = \"plain\"", "rules = ▶\"fancy\"", "there is no set of rules `fancy`", "There are: plain."),
        edit("steps = \"turn\"", "steps = ▶\"turns\"", "there is no list of steps `turns`", "Did you mean `turn`?"),
        edit("start = \"door\"", "start = ▶\"doors\"", "there is no node `doors`", "Did you mean `door`?"),
        edit("to = \"outside\"", "to = ▶\"out\"", "there is no node `out`", "Did you mean `outside`?"),
        edit("start = \"door\"", "start = ▶\"attic\"", "there is no node `attic`", nodes),
        edit("to = \"keys\"", "to = ▶\"key\"", "there is no node `key`", "Did you mean `keys`?"),
        edit("to = \"inside\"", "to = ▶\"in\"", "there is no node `in`", "Did you mean `inside`?"),
        edit(
            "steps = \"turn\"",
            "steps = \"turn\"\nunfinished = ▶\"ins\"",
            "there is no node `ins`",
            "Did you mean `inside`?",
        ),
        edit("[aside.other]", "[aside.other]\nto = ▶\"ins\"", "there is no node `ins`", "Did you mean `inside`?"),
        edit("[aside.other]", "[aside.other]\nlink = ▶\"pages\"", "there is no link `pages`", "Did you mean `page`?"),
        edit(
            "class = \"solved\"",
            "class = \"solved\"\nlink = ▶\"pages\"",
            "there is no link `pages`",
            "Did you mean `page`?",
        ),
        edit("start = \"door\"", "start = \"door\"\nstages = [\"In\", \"Out\"]", "", "")
            .and(
                "about = \"The word\"",
                "about = \"The word\"\nstage = ▶\"Up\"",
                "there is no stage `Up`",
                "There are: In, Out.",
            )
            .and("about = \"The door\"", "about = \"The door\"\nstage = \"In\"", "", "")
            .and("about = \"The keys\"", "about = \"The keys\"\nstage = \"Out\"", "", ""),
        edit(
            "about = \"The word\"",
            "about = \"The word\"\nstage = ▶\"Up\"",
            "there is no stage `Up`",
            "There is none yet: add stages = [\"Up\"].",
        ),
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
            "[[steps.turn]]\nkey = \"one\"\nfrom = \"us\"\ntitle = \"Turn it\"\ndo = \"Turn it.\"\ncheck = true\n\n",
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
        edit(
            "whose = \"ours\"",
            "whose = ▶\"8x8\"",
            "nobody is called `8x8`",
            "Write one of: article, vendor, ours. Who the vendor is stands in `vendor`, at the top.",
        ),
        edit(
            "class = \"solved\"",
            "class = ▶\"done\"",
            "`done` is not a class of ending",
            "Write one of: solved, not-supported, elsewhere, waiting, hand-over.",
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
    assert!(load(answers(9)).is_ok());
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
        edit("text = \"Out.\"", "text = ▶\"Out, {word}.\"", "there is no question `word`", WORD),
        edit("text = \"Open?\"", "text = ▶\"Open {door}?\"", "`{door}` is not answered on every path to `door`", WORD),
        edit("text = \"In.\"", "text = ▶\"In {keys}.\"", "there is no question `keys`", WORD),
        edit("text = \"Rest.\"", "text = ▶\"Rest {}.\"", "there is no question ``", WORD),
        edit("\"Nobody.\" }", "\"Nobody {dor}.\" }", "", "").and(
            "text = \"Nobody.\"",
            "text = ▶\"Nobody.\"",
            "there is no question `dor`",
            "Did you mean `door`?",
        ),
        edit("text = \"It rusted.\"", "text = ▶\"{door}!\"", "`{door}` is not answered on every path to `door`", WORD),
        edit("text = \"Look again.\"", "text = ▶\"{x}\"", "there is no question `x`", WORD),
        edit("do = \"Turn it.\"", "do = ▶\"{x}\"", "there is no question `x`", WORD),
        edit("title = \"Turn it\"", "title = ▶\"{x}\"", "there is no question `x`", WORD),
        edit("text = \"Out.\"", "text = ▶\"Out, {rule}.\"", "there is no question `rule`", "Did you mean `rules`?"),
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
    assert!(load(text.clone()).is_ok(), "every way to `outside` leads through the hall");
    let found = faults(&text.replace("{ text = \"In.\"", "{ text = \"In, {hall}.\""));
    let says: Vec<&str> = found.iter().map(|fault| fault.says.as_str()).collect();
    assert_eq!(says, ["`{hall}` is not answered on every path to `inside`"]);
}

/// A second list of steps, on a way of its own to the inside.
const OTHER_WAY: &str = "[[steps.push]]\nkey = \"two\"\nfrom = \"us\"\ntitle = \"Push\"\n\n[checklist.hall]\n\
                         about = \"The hall\"\nfrom = \"us\"\nask = \"Push?\"\nsteps = \"push\"\nto = \"inside\"\n\n\
                         [password.word]";

#[test]
fn the_number_of_a_step_is_said_where_every_path_has_passed_the_step() {
    let (no_number, steps) = ("Say it without the number of a step.", "There are: one.");
    each_is_reported(&[
        edit("text = \"In.\"", "text = ▶\"In, {step.two}.\"", "there is no step `two` before `inside`", steps),
        edit("do = \"Turn it.\"", "do = ▶\"As in {step.two}.\"", "there is no step `two` before `keys`", steps),
        edit(
            "text = \"In.\"",
            "text = ▶\"In, {step.onee}.\"",
            "there is no step `onee` before `inside`",
            "Did you mean `one`?",
        ),
        edit(
            "text = \"Out.\"",
            "text = ▶\"Out, {step.one}.\"",
            "not every path to `outside` has passed a checklist, so `{step.one}` has no number",
            no_number,
        ),
        edit("to = \"outside\" },", "to = \"inside\" },", "", "")
            .and(
                "[ending.outside]",
                "[ending.▶outside]",
                "no way leads to `outside`",
                "Let an answer lead `to` it, or take the node out.",
            )
            .and(
                "text = \"In.\"",
                "text = ▶\"In, {step.one}.\"",
                "not every path to `inside` has passed a checklist, so `{step.one}` has no number",
                no_number,
            ),
        edit("to = \"outside\" },", "to = \"hall\" }, { key = \"off\", text = \"Off\", to = \"outside\" },", "", "")
            .and("[password.word]", OTHER_WAY, "", "")
            .and(
                "text = \"In.\"",
                "text = ▶\"In, {step.one}.\"",
                "paths with different steps lead to `inside`, so `{step.one}` has no one number",
                no_number,
            ),
    ]);
}

#[test]
fn the_rules_are_said_and_looked_at_where_every_path_has_passed_a_password_page() {
    let first = "Lead every path through one first, or say it without.";
    let short = "Add `short = \"…\"`: all of them in a sentence.";
    each_is_reported(&[
        edit(
            "text = \"Out.\"",
            "text = ▶\"Out, {rules}.\"",
            "not every path to `outside` has passed a password page, whose rules `{rules}` says",
            first,
        )
        .and("[rules.plain]", "[rules.▶plain]", "these rules have no `short`, and a text says {rules}", short),
        edit("do = \"Turn it.\"", "do = \"{rules}\"", "", "").and(
            "[rules.plain]",
            "[rules.▶plain]",
            "these rules have no `short`, and a text says {rules}",
            short,
        ),
        edit("to = \"outside\" },", "to = \"keys\" }, { key = \"off\", text = \"Off\", to = \"outside\" },", "", "")
            .and(
                "title = \"Turn it\"",
                "title = ▶\"Turn it\"",
                "not every path to `keys` has passed a password page, whose rules `check` shows",
                "Lead every path through one first, or take `check` out.",
            ),
    ]);
}

#[test]
fn an_aside_that_leads_on_is_an_answer_with_a_key_of_its_own_and_never_of_an_ending() {
    let own = "An aside that leads on is an answer: give it a name of its own.";
    each_is_reported(&[
        edit("[aside.other]", "[aside.yes]\nto = ▶\"outside\"", "`door` has an answer `yes`, too", own).and(
            "asides = [\"other\"]",
            "asides = [\"yes\"]",
            "",
            "",
        ),
        edit("[aside.other]", "[aside.unfinished]\nto = ▶\"outside\"", "`keys` has an answer `unfinished`, too", own)
            .and("asides = [\"other\"]", "", "", "")
            .and("key = \"one\"", "key = \"one\"\nasides = [\"unfinished\"]", "", ""),
        edit(
            "[aside.other]",
            "[aside.other]\nto = ▶\"outside\"",
            "`other` leads on, and it is an aside of the ending `inside`",
            "Take `to` out, or take it out of the ending's `asides`.",
        )
        .and("class = \"solved\"", "class = \"solved\"\nasides = [\"other\"]", "", ""),
        edit(
            "[aside.other]",
            "[aside.other]\nto = ▶\"door\"",
            "this leads back to `door`: the way goes round in a circle",
            ONWARD,
        ),
    ]);
}

#[test]
fn a_line_is_for_answers_that_a_path_to_it_can_give() {
    let contact = "contact = { text = \"Nobody.\", aloud = \"Nobody.\" }";
    let last = "`contact` of ending.inside: here no text is for all other answers";
    each_is_reported(&[
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { ▶gate = [\"yes\"] } }, \"B.\"]",
            "there is no question `gate`",
            "Name a question of this article.",
        ),
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { ▶word = [\"later\"] } }, \"B.\"]",
            "there is no question `word`",
            "`word` is no question: name one.",
        ),
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { door = [▶\"maybe\"] } }, \"B.\"]",
            "`door` has no answer `maybe`",
            "It has: yes, no.",
        ),
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { ▶dor = [\"yes\"] } }, \"B.\"]",
            "there is no question `dor`",
            "Did you mean `door`?",
        ),
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { door = [▶\"yess\"] } }, \"B.\"]",
            "`door` has no answer `yess`",
            "Did you mean `yes`?",
        ),
        // It is near to a page that asks no question.
        edit(
            contact,
            "contact = [{ text = \"A.\", for = { ▶words = [\"later\"] } }, \"B.\"]",
            "there is no question `words`",
            "Name a question of this article.",
        ),
        edit(contact, "contact = [{ text = ▶\"A.\", for = { door = [\"yes\"] } }]", last, "Add a last one without `for`."),
        edit(
            contact,
            "contact = [\"A.\", ▶\"B.\"]",
            "`contact` of ending.inside: no answers lead here",
            "The text before it has no `for`: put that one last.",
        ),
        edit("to = \"outside\" },", "to = \"hall\" },", "", "")
            .and(
                "[password.word]",
                "[question.hall]\nabout = \"Hall\"\nfrom = \"us\"\nask = \"Lit?\"\nanswers = [{ key = \"no\", text = \"No\", \
                 to = \"outside\" }]\n\n[password.word]",
                "",
                "",
            )
            .and(
                "now = [{ text = \"Rest.\", aloud = \"Rest.\" }]",
                "now = [{ text = ▶\"Rest.\", for = { hall = [\"no\"] } }]",
                "no path to `inside` passes `hall`, whose answers this is for",
                "Name a question that lies before it.",
            ),
    ]);
}

#[test]
fn where_there_are_stages_each_has_a_page_and_each_page_one() {
    let stages = "start = \"door\"\nstages = [\"In\", \"Out\"]";
    each_is_reported(&[
        edit("start = \"door\"", stages, "", "")
            .and("about = \"The door\"", "about = \"The door\"\nstage = \"In\"", "", "")
            .and("about = \"The keys\"", "about = \"The keys\"\nstage = \"Out\"", "", "")
            .and(
                "[password.word]",
                "[password.▶word]",
                "password.word has no `stage`",
                "Add `stage = \"…\"` to it: where there are stages, each page but an ending has one.",
            ),
        edit(
            "start = \"door\"",
            "start = \"door\"\nstages = [\"In\", ▶\"Out\"]",
            "no page stands in the stage `Out`",
            "Let a page have `stage = \"Out\"`, or take it out.",
        )
        .and("about = \"The door\"", "about = \"The door\"\nstage = \"In\"", "", "")
        .and("about = \"The word\"", "about = \"The word\"\nstage = \"In\"", "", "")
        .and("about = \"The keys\"", "about = \"The keys\"\nstage = \"In\"", "", ""),
    ]);
}

/// What a page or a set takes over is read twice, and is wrong once.
#[test]
fn a_fault_of_what_another_is_like_is_told_once() {
    let like = "[rules.other]\nlike = \"plain\"\nnumber = true\n\n[rules.plain]";
    let text = SMALL.replace("[rules.plain]", like);
    let text =
        text.replace("[ending.outside]", "[ending.away]\nlike = \"inside\"\nabout = \"Away\"\n\n[ending.outside]");
    for (from, to) in [
        ("least = 8", "least = \"8\""),
        ("text = \"Long.\", aloud = \"Long.\"", "texts = 1"),
        ("[rules.plain]\nfrom = \"us\"", "[rules.plain]"),
        ("[rules.plain]\nfrom = \"us\"", "[rules.plain]\nfrom = \"them\""),
        ("[rules.plain]", "[rules.plain]\nshort = \"9 characters\""),
        ("class = \"solved\"\n", ""),
        ("class = \"solved\"", "class = \"solid\""),
        ("now = [{ text = \"Rest.\"", "now = [{ texts = \"Rest.\", text = \"Rest.\""),
    ] {
        let text =
            text.replace("to = \"outside\" }", "to = \"outside\" },\n  { key = \"so\", text = \"So\", to = \"away\" }");
        assert!(load(text.clone()).is_ok());
        assert_eq!(text.matches(from).count(), 1, "{from}");
        let found = faults(&text.replace(from, to));
        assert_eq!(found.len(), 1, "{to}: {found:?}");
    }
}

#[test]
fn what_a_page_is_like_is_one_of_its_kind_that_is_written_in_full() {
    let other = "Name another `[ending.…]` of this file.";
    each_is_reported(&[
        edit("[ending.outside]", "[ending.outside]\nlike = ▶\"door\"", "there is no ending.door to be like", other),
        edit(
            "[ending.outside]",
            "[ending.outside]\nlike = ▶\"insdie\"",
            "there is no ending.insdie to be like",
            "Did you mean `inside`?",
        ),
        // Nothing is like itself.
        edit("[ending.outside]", "[ending.outside]\nlike = ▶\"outsid\"", "there is no ending.outsid to be like", other),
        edit(
            "[ending.outside]",
            "[ending.outside]\nlike = ▶\"outside\"",
            "ending.outside is like itself",
            "Name another one, or take the line out.",
        ),
        edit(
            "[ending.outside]",
            "[ending.outside]\nlike = ▶\"inside\"",
            "ending.inside is itself like another one",
            "Name the one that is written in full.",
        )
        .and(
            "[ending.inside]",
            "[ending.inside]\nlike = ▶\"outside\"",
            "ending.outside is itself like another one",
            "Name the one that is written in full.",
        ),
    ]);
}

#[test]
fn rules_in_short_that_say_what_the_rules_do_not_are_found() {
    let signs = "\"?\", text = \"Only.\", aloud = \"Only.\"";
    let limits = "They ask for 8 to 25 characters: say so, in `text` and in `aloud`.";
    let alone = "Name their signs alone, in `text` and in `aloud`.";
    let no_limit = |number: usize| format!("`short` of rules.plain says {number}, which is no limit of these rules");
    each_is_reported(&[
        edit("length = {", "short = ▶\"10 to 25 characters\"\nlength = {", &no_limit(10), limits),
        edit("length = {", "short = ▶\"At most nine, then.\"\nlength = {", &no_limit(9), limits),
        edit(
            "length = {",
            "short = { text = ▶\"8 to 25\", aloud = \"Eight to thirty-five.\" }\nlength = {",
            &no_limit(35),
            limits,
        ),
        edit(
            "length = { least = 8, most = 25, text = \"Long.\", aloud = \"Long.\" }",
            "short = ▶\"8 or more\"",
            &no_limit(8),
            "Say it without a number, in `text` and in `aloud`.",
        ),
        edit(
            "length = {",
            "short = { text = ▶\"One of ? %.\", aloud = \"One.\" }\nlength = {",
            "`short` of rules.plain names %, which is no sign of these rules",
            alone,
        ),
        // What is not allowed is not asked for.
        edit(
            "length = {",
            "special = true\nshort = { text = ▶\"One of ? *, no &\", aloud = \"One.\" }\nlength = {",
            "`short` of rules.plain names *, which is no sign of these rules",
            alone,
        )
        .and("special = \"?\"", "special = \"?*\"", "", ""),
        edit(
            "length = {",
            "short = { text = ▶\"Only ? * + – nothing else.\", aloud = \"Few signs.\" }\nlength = {",
            "`short` of rules.plain lists signs of these rules, and leaves out =",
            "Name it here, too, in `text` and in `aloud`.",
        )
        .and(signs, "\"?*+=-–\", text = \"Only.\", aloud = \"Only.\"", "", ""),
    ]);
    // Who names two picks them out; a sentence may leave limits to the list of rules.
    let few = SMALL.replace(signs, "\"?*+=\", text = \"Only.\", aloud = \"Only.\"");
    for short in
        ["Few signs, such as ? or *.", "At least one letter, and so on - no space.", "8 or more", "8-25 characters"]
    {
        let text =
            few.replace("length = {", &format!("short = {{ text = \"{short}\", aloud = \"Few.\" }}\nlength = {{"));
        assert!(load(text).is_ok(), "{short}");
    }
}

/// What a set takes over says what its own rules say.
#[test]
fn the_short_rules_of_the_built_in_article_are_found_when_a_rule_changes() {
    let says = |from: &str, to: &str| {
        assert_eq!(BUILT_IN.matches(from).count(), 1, "{from}");
        let found = faults(&BUILT_IN.replace(from, to));
        found.into_iter().map(|fault| fault.says).collect::<Vec<_>>()
    };
    let of = |set: &str, says: &str| format!("`short` of rules.{set} {says}");
    let (eight, ten) = ("says 8, which is no limit of these rules", "length = { least = 10, most = 40 }");
    assert_eq!(says("length = { least = 8, most = 25 }", ten), [of("article", eight), of("careful", eight)]);
    assert_eq!(says("like = \"article\"\n", &format!("like = \"article\"\n{ten}\n")), [of("careful", eight)]);
    let own = BUILT_IN.split_once("short.text = \"8 to 25 characters, not your username. Only").expect("it is there").1;
    let own = own.split_once("\n\n").expect("it ends").0;
    let own = format!("short.text = \"8 to 25 characters, not your username. Only{own}");
    let lost = "names &, which is no sign of these rules";
    assert_eq!(says("troublesome = \"&<>\"", "troublesome = \"<>\""), [of("article", lost)]);
    let lost = "names #, which is no sign of these rules";
    assert_eq!(says(&own, ""), [of("careful", lost)]);
    let more = "lists signs of these rules, and leaves out %";
    assert_eq!(says("special = \"~@#$^*+–=|:;?\"", "special = \"~@#$^*+–=|:;?%\""), [of("article", more)]);
}

#[test]
fn an_article_of_a_later_format_is_refused_with_that_reason_alone() {
    let text = SMALL.replace("format = 1", "format = 2\nfuture = true").replace("key = \"one\"", "");
    let found = faults(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].says, "this article is of format 2, and this program reads format 1");
    assert_eq!((found[0].line, found[0].column), (3, 10));
    let text = SMALL.replace("format = 1", "format = 0");
    assert_eq!(faults(&text)[0].says, "there is no format 0");
}

#[test]
fn a_sentence_that_lists_answers_and_leaves_one_out_is_found() {
    let answers = |more: &str| {
        let answers = ["Ash!", "Old Birch", "Cedar", "Elm"].map(|name| {
            format!(
                "{{ key = \"{}\", text = \"{name}\", aloud = \"{name}\", to = \"outside\" }},\n",
                name.to_lowercase().replace([' ', '!'], "")
            )
        });
        format!(
            "{{ key = \"yes\", text = \"Yes\", aloud = \"Yes\", to = \"word\", means = \"rust\" }},\n{}{more}",
            answers.concat()
        )
    };
    let list = |says: &str, more: &str| {
        let before = SMALL.split_once("answers = [\n").expect("there are answers");
        let (_, after) = before.1.split_once("]\n").expect("they end");
        let text = format!("{}answers = [\n{}]\n{after}", before.0, answers(more));
        text.replace("text = \"Somebody.\", aloud = \"Somebody.\"", says)
    };
    let told =
        |says: &str, more: &str| faults(&list(says, more)).iter().map(|fault| fault.says.clone()).collect::<Vec<_>>();
    let whole = "text = \"Ash, Old Birch, Cedar and Elm.\", aloud = \"Some trees.\"";
    assert!(load(list(whole, "")).is_ok());
    // Who names two picks them out.
    assert!(load(list("text = \"Ash, or Elm.\", aloud = \"Birch, or Cedar, or a yes.\"", "")).is_ok());
    let fifth = "{ key = \"fir\", text = \"Fir\", aloud = \"Fir\", to = \"outside\" },\n";
    assert_eq!(told(whole, fifth), ["this lists answers of `door`, and leaves out “Fir”"]);
    let aloud = "text = \"Some trees.\", aloud = \"Ash; Old Birch; Elm.\"";
    assert_eq!(told(aloud, ""), ["this lists answers of `door`, and leaves out “Cedar”"]);
    // One that leads elsewhere is not of them.
    assert!(load(list(whole, &fifth.replace("outside", "word"))).is_ok());
}

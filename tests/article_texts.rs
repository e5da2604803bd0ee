//! The texts of an article: their blanks and braces as a person sees them, and the characters they may have.

use crate::support::faults::SMALL;
use vo_login_wizard::content::load;
use vo_login_wizard::page::{Block, Page};
use vo_login_wizard::walk::{Move, Walk};

/// A question whose answer speaks of an earlier one, before the page of the password.
const HALL: &str = "[question.hall]
about = \"The hall\"
from = \"us\"
ask = \"Which?\"
answers = [{ key = \"all\", text = \"all, {door}\", aloud = \"all\", to = \"keys\" }]

[password.word]";

/// What the checklist of the article says with these changes, reached by the first answer of each page.
fn said_by_the_checklist(changes: &[(&str, &str)]) -> String {
    let text = changes.iter().fold(SMALL.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    });
    let article = load(text).unwrap_or_else(|faults| panic!("{faults}"));
    let mut walk = Walk::new(&article);
    while Page::of(&walk).node != "keys" {
        let a_move = if Page::of(&walk).node == "word" { Move::GoOn } else { Move::Choose(0) };
        assert!(walk.make(a_move).is_ok());
    }
    let page = Page::of(&walk);
    let ask = page
        .blocks
        .iter()
        .find_map(|block| if let Block::Ask(said) = block { Some(said.text.to_string()) } else { None });
    ask.unwrap_or_default()
}

#[test]
fn a_blank_is_the_answer_in_its_words_and_two_braces_are_one() {
    let yes = "text = \"Yes\"";
    let ask = "\"Turn them, {door}.\"";
    for (changes, said) in [
        (vec![], "Turn them, Yes."),
        (vec![(ask, "\"Turn {{them}}, {{{door}}}.\"")], "Turn {them}, {Yes}."),
        (vec![(yes, "text = \"Yes {{1}}\"")], "Turn them, Yes {1}."),
        (vec![(ask, "\"Turn } them\"")], "Turn } them"),
        (
            vec![(ask, "\"Turn {hall}\""), ("to = \"keys\"", "to = \"hall\""), ("[password.word]", HALL)],
            "Turn all, Yes",
        ),
    ] {
        assert_eq!(said_by_the_checklist(&changes), said);
    }
}

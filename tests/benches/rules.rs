//! What a keystroke into the password field asks of the rules: under 100 ns and no allocation for the seven rules of the
//! article on sixteen characters.

use divan::{Bencher, black_box};

use vo_login_wizard::content::{Article, Node, RulesId};
use vo_login_wizard::walk::rule::{self, Judgement, RuleState};
use vo_login_wizard::walk::{Draft, Field, Walk};

use super::walk::{article, type_in, walk_at};

const PASSWORD: &str = "Gr4nd*Piano-1979";
const USERNAME: &str = "jane@example.org";

fn typed(article: &Article) -> Walk<'_> {
    let mut walk = walk_at(article, "new-password");
    type_in(&mut walk, Field::Password, PASSWORD);
    type_in(&mut walk, Field::Username, USERNAME);
    walk
}

/// What is typed, and the rules that it is judged by.
fn judged<'w>(walk: &'w Walk<'_>) -> (&'w Draft, RulesId) {
    let Node::Password(page) = walk.article().node(walk.at()) else { panic!("it is a password page") };
    (walk.here().draft().expect("a password page has fields"), page.rules)
}

#[divan::bench(sample_size = 10_000)]
fn seven_rules_on_sixteen_characters(bencher: Bencher) {
    let article = article();
    let walk = typed(&article);
    let (draft, rules) = judged(&walk);
    let rules = &article.rules(rules).rules;
    assert_eq!(rules.len(), 7);
    bencher.bench_local(|| {
        let Draft { password, username } = black_box(draft);
        rules.iter().filter(|rule| rule::state(&rule.kind, password, username) == RuleState::Met).count()
    });
}

/// The same with what speaks against the password in the programs, as a page holds it.
#[divan::bench(sample_size = 1_000)]
fn judgement_of_sixteen_characters(bencher: Bencher) {
    let article = article();
    let walk = typed(&article);
    let (draft, rules) = judged(&walk);
    bencher.bench_local(|| Judgement::of(&article, rules, black_box(draft)));
}

//! The rules once more, for every test that must know what a password page or `check` has to say: written over plain
//! text, character by character, and sharing nothing with the program. A rule that changes is changed here once.

use serde_json::Value;

/// The seven rules of the article, in its order.
pub const RULES: [&str; 7] = ["length", "lower", "upper", "number", "special", "no-space", "not-username"];
/// The special characters that count, without the two dashes.
pub const TWELVE: [char; 12] = ['~', '@', '#', '$', '^', '*', '+', '=', '|', ':', ';', '?'];
pub const DASHES: [char; 2] = ['-', '\u{2013}'];
pub const TROUBLESOME: [char; 3] = ['&', '<', '>'];
/// The other ASCII signs: not on the list, and not forbidden.
pub const OTHERS: [char; 16] = ['!', '"', '%', '\'', '(', ')', ',', '.', '/', '[', '\\', ']', '_', '`', '{', '}'];
/// The signs that the second password page leaves.
pub const CAREFUL: [char; 5] = ['*', '~', '^', ':', '@'];

/// Whose rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSet {
    /// The article's: of the first password page, and of `check`.
    Plain,
    /// The second password page's, which leave fewer signs.
    Careful,
}

impl RuleSet {
    /// The names of its rules, in their order.
    pub fn rules(self) -> Vec<&'static str> {
        match self {
            RuleSet::Plain => RULES.into(),
            RuleSet::Careful => [&RULES[..], &["only"]].concat(),
        }
    }
}

/// What is said of a password, in the words of the JSON form.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Each rule, and whether it is `met`, `unmet` or `unsure`.
    pub states: Vec<(String, String)>,
    pub integrations: String,
    pub cautions: Vec<String>,
}

impl Verdict {
    /// Of the rules that are not met, the username beside it, and what else is said.
    pub fn new(set: RuleSet, unmet: &[&str], username: &str, integrations: &str, cautions: &[&str]) -> Verdict {
        let state = |rule: &str| match rule {
            rule if unmet.contains(&rule) => "unmet",
            "not-username" if username.is_empty() => "unsure",
            _ => "met",
        };
        Verdict {
            states: set.rules().into_iter().map(|rule| (rule.to_owned(), state(rule).to_owned())).collect(),
            integrations: integrations.to_owned(),
            cautions: cautions.iter().map(|caution| (*caution).to_owned()).collect(),
        }
    }

    /// What the JSON form says; it has to agree with itself.
    pub fn read(json: &str) -> Verdict {
        let json: Value = serde_json::from_str(json).expect("it is JSON");
        let text = |value: &Value| value.as_str().expect("it is a text").to_owned();
        let list = |name: &str| json[name].as_array().expect("it is a list").clone();
        let verdict = Verdict {
            states: list("rules").iter().map(|rule| (text(&rule["id"]), text(&rule["state"]))).collect(),
            integrations: text(&json["integrations"]),
            cautions: list("cautions").iter().map(|caution| text(&caution["id"])).collect(),
        };
        assert_eq!((&json["schema"], &json["keeps_rules"]), (&Value::from(1), &Value::from(verdict.unmet() == 0)));
        verdict
    }

    pub fn unmet(&self) -> usize {
        self.states.iter().filter(|(_, state)| state == "unmet").count()
    }

    /// The exit code that `check` has with this verdict.
    pub fn exit_code(&self) -> i32 {
        if self.unmet() == 0 && self.integrations != "trouble" { 0 } else { 3 }
    }
}

/// What has to be said of a password.
pub fn verdict(set: RuleSet, password: &str, username: &str) -> Verdict {
    let unmet: Vec<&str> = set.rules().into_iter().filter(|rule| breaks(rule, set, password, username)).collect();
    let cautions = cautions(password);
    let integrations = match cautions.as_slice() {
        [] => "clear",
        ["troublesome", ..] => "trouble",
        _ => "uncertain",
    };
    Verdict::new(set, &unmet, username, integrations, &cautions)
}

/// The troublesome signs in a password, each once.
pub fn troublesome(password: &str) -> Vec<char> {
    TROUBLESOME.into_iter().filter(|sign| password.contains(*sign)).collect()
}

fn breaks(rule: &str, set: RuleSet, password: &str, username: &str) -> bool {
    let lacks = |range: std::ops::RangeInclusive<u8>| !password.bytes().any(|byte| range.contains(&byte));
    match rule {
        // Every byte of UTF-8 but a continuation begins a code point.
        "length" => !(8..=25).contains(&password.bytes().filter(|byte| byte & 0xc0 != 0x80).count()),
        "lower" => lacks(b'a'..=b'z'),
        "upper" => lacks(b'A'..=b'Z'),
        "number" => lacks(b'0'..=b'9'),
        "special" if set == RuleSet::Careful => !password.contains(CAREFUL),
        "special" => !password.contains(TWELVE) && !password.contains(DASHES),
        "no-space" => password.split_whitespace().collect::<String>() != password,
        "not-username" => !username.is_empty() && lowered(password) == lowered(username),
        "only" => !password.replace(|c: char| c.is_ascii_alphanumeric(), "").replace(CAREFUL, "").is_empty(),
        other => panic!("nothing is known of the rule `{other}`"),
    }
}

/// Lower-cased as a whole; the two small sigmas of Greek differ by their place in a word only.
fn lowered(text: &str) -> String {
    text.to_lowercase().replace('ς', "σ")
}

fn cautions(password: &str) -> Vec<&'static str> {
    let seen = password.split_whitespace().collect::<String>();
    let is_control = |byte: u8| byte < 0x20 || byte == 0x7f;
    let all = [
        ("troublesome", seen.contains(TROUBLESOME)),
        ("dash-only", seen.contains(DASHES) && !seen.contains(TWELVE)),
        ("off-list", seen.contains(OTHERS) || seen.bytes().any(is_control)),
        ("non-ascii", !seen.replace('\u{2013}', "").is_ascii()),
    ];
    all.into_iter().filter(|(_, there)| *there).map(|(caution, _)| caution).collect()
}

//! A verdict on a password as the JSON form has it, and a second formulation of the rules, over plain text.

use serde_json::Value;

pub const RULES: [&str; 7] = ["length", "lower", "upper", "number", "special", "no-space", "not-username"];

/// What is said of a password, in the words of the JSON form.
#[derive(Debug, PartialEq, Eq)]
pub struct Verdict {
    pub states: Vec<(String, String)>,
    pub integrations: String,
    pub cautions: Vec<String>,
    pub keeps_rules: bool,
    pub exit_code: i32,
}

impl Verdict {
    pub fn new(unmet: &[&str], username: &str, integrations: &str, cautions: &[&str], exit_code: i32) -> Verdict {
        let state = |rule: &str| match rule {
            rule if unmet.contains(&rule) => "unmet",
            "not-username" if username.is_empty() => "unsure",
            _ => "met",
        };
        Verdict {
            states: RULES.map(|rule| (rule.to_owned(), state(rule).to_owned())).into(),
            integrations: integrations.to_owned(),
            cautions: cautions.iter().map(|caution| (*caution).to_owned()).collect(),
            keeps_rules: unmet.is_empty(),
            exit_code,
        }
    }

    pub fn read(json: &str, exit_code: i32) -> Verdict {
        let json: Value = serde_json::from_str(json).expect("it is JSON");
        let text = |value: &Value| value.as_str().expect("it is a text").to_owned();
        let list = |name: &str| json[name].as_array().expect("it is a list").clone();
        assert_eq!(json["schema"], 1);
        Verdict {
            states: list("rules").iter().map(|rule| (text(&rule["id"]), text(&rule["state"]))).collect(),
            integrations: text(&json["integrations"]),
            cautions: list("cautions").iter().map(|caution| text(&caution["id"])).collect(),
            keeps_rules: json["keeps_rules"].as_bool().expect("it is yes or no"),
            exit_code,
        }
    }
}

/// The same rules once more, over plain text.
pub fn formulated(password: &str, username: &str) -> Verdict {
    const TWELVE: &str = "~@#$^*+=|:;?";
    let any = |of: &dyn Fn(char) -> bool| password.chars().any(of);
    let is_dash = |c| matches!(c, '-' | '–');
    let broken = [
        !(8..26).contains(&password.chars().count()),
        !any(&|c| c.is_ascii_lowercase()),
        !any(&|c| c.is_ascii_uppercase()),
        !any(&|c| c.is_ascii_digit()),
        !any(&|c| TWELVE.contains(c) || is_dash(c)),
        any(&char::is_whitespace),
        !username.is_empty() && password.to_lowercase() == username.to_lowercase(),
    ];
    let unmet: Vec<&str> = RULES.into_iter().zip(broken).filter(|(_, broken)| *broken).map(|(rule, _)| rule).collect();
    let off_list = |c: char| {
        c.is_ascii() && !c.is_ascii_alphanumeric() && !c.is_whitespace() && !format!("{TWELVE}-&<>").contains(c)
    };
    let cautions = [
        ("troublesome", any(&|c| "&<>".contains(c))),
        ("dash-only", any(&is_dash) && !any(&|c| TWELVE.contains(c))),
        ("off-list", any(&off_list)),
        ("non-ascii", any(&|c| !c.is_ascii() && c != '–' && !c.is_whitespace())),
    ];
    let cautions: Vec<&str> = cautions.into_iter().filter(|(_, there)| *there).map(|(id, _)| id).collect();
    let integrations = match cautions.as_slice() {
        [] => "clear",
        ["troublesome", ..] => "trouble",
        _ => "uncertain",
    };
    let exit_code = if unmet.is_empty() && integrations != "trouble" { 0 } else { 3 };
    Verdict::new(&unmet, username, integrations, &cautions, exit_code)
}

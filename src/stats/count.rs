//! Counts of many calls, and what they come to: each list from what happens most to what happens least.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::json::{Field, Layout, to_json, written};

use super::record::Record;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Counts {
    calls: u64,
    left_out: u64,
    statuses: Tally,
    /// By node and class.
    endings: Pairs,
    causes: Tally,
    /// By the answer to the first question, and that answer in words.
    programs: Pairs,
    /// By node and aside.
    asides: Pairs,
    /// By node, step and title.
    open_steps: BTreeMap<String, Pairs>,
    broken_off: Tally,
    seconds: Times,
    pages: BTreeMap<String, Times>,
}

/// How many calls have each of these.
type Tally = BTreeMap<String, u64>;
type Pairs = BTreeMap<String, Tally>;

/// How often something took so many seconds: what a call or a page takes is a few minutes, so that there are few numbers.
#[derive(Debug, Default)]
struct Times(BTreeMap<u64, u64>);

/// What many calls have in common.
#[derive(Debug)]
pub struct Report {
    pub calls: u64,
    /// Lines that are no record.
    pub left_out: u64,
    pub statuses: Vec<Status>,
    pub endings: Vec<Ending>,
    pub causes: Vec<Cause>,
    pub programs: Vec<Program>,
    pub broken_off: Vec<BrokenOff>,
    pub asides: Vec<Aside>,
    pub open_steps: Vec<OpenStep>,
    /// Half of the calls took this long at most; nothing where there are none.
    pub median_seconds: Option<f64>,
    pub pages: Vec<PageTime>,
}

#[derive(Debug)]
pub struct Status {
    pub status: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct Ending {
    pub node: String,
    pub class: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct Cause {
    pub name: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct Program {
    pub answer: String,
    pub text: String,
    pub calls: u64,
}

/// The page at which calls were broken off.
#[derive(Debug)]
pub struct BrokenOff {
    pub node: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct Aside {
    pub node: String,
    pub aside: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct OpenStep {
    pub node: String,
    pub step: String,
    pub title: String,
    pub calls: u64,
}

#[derive(Debug)]
pub struct PageTime {
    pub node: String,
    pub calls: u64,
    pub median_seconds: f64,
}

to_json! {
    Status { status, calls }
    Ending { node, class, calls }
    Cause { name, calls }
    Program { answer, text, calls }
    BrokenOff { node, calls }
    Aside { node, aside, calls }
    OpenStep { node, step, title, calls }
    PageTime { node, calls, median_seconds }
}

impl Report {
    /// The report as JSON; stable, and described in the README.
    pub fn json(&self) -> String {
        let fields: &[Field<'_>] = &[
            ("schema", &1_u8),
            ("calls", &self.calls),
            ("left_out", &self.left_out),
            ("statuses", &self.statuses),
            ("endings", &self.endings),
            ("causes", &self.causes),
            ("programs", &self.programs),
            ("broken_off", &self.broken_off),
            ("asides", &self.asides),
            ("open_steps", &self.open_steps),
            ("median_seconds", &self.median_seconds),
            ("pages", &self.pages),
        ];
        written(fields, Layout::Lines)
    }
}

impl Counts {
    /// Counts one call.
    pub fn add(&mut self, record: &Record<'_>) {
        self.calls += 1;
        one(&mut self.statuses, record.status);
        if let Some(ending) = &record.ending {
            one(within(&mut self.endings, ending.node), ending.class);
        }
        if let Some(cause) = &record.cause {
            one(&mut self.causes, cause.name);
        }
        let first = record.path.first().and_then(|page| page.answer.zip(page.answer_text));
        if let Some((answer, text)) = first {
            one(within(&mut self.programs, answer), text);
        }
        if record.status == "broken-off" {
            one(&mut self.broken_off, record.at);
        }
        for aside in &record.asides {
            one(within(&mut self.asides, aside.node), aside.aside);
        }
        for step in record.steps.iter().filter(|step| step.state == "open") {
            one(within(within(&mut self.open_steps, step.node), step.step), step.title);
        }
        self.seconds.add(record.seconds);
        for page in &record.path {
            within(&mut self.pages, page.node).add(page.seconds);
        }
    }

    /// Counts a line that is no record.
    pub fn leave_out(&mut self) {
        self.left_out += 1;
    }

    pub fn report(&self) -> Report {
        let open_steps = self.open_steps.iter().flat_map(|(node, steps)| {
            steps.iter().flat_map(move |(step, titles)| {
                let row = move |(title, calls): (&String, &u64)| ([node, step, title].map(Clone::clone), *calls);
                titles.iter().map(row)
            })
        });
        let mut pages: Vec<PageTime> = self.pages.iter().filter_map(|(node, times)| times.of_page(node)).collect();
        pages.sort_by(|one, other| other.median_seconds.total_cmp(&one.median_seconds).then(one.node.cmp(&other.node)));
        Report {
            calls: self.calls,
            left_out: self.left_out,
            statuses: made(of_tally(&self.statuses), |[status, ..], calls| Status { status, calls }),
            endings: made(of_pairs(&self.endings), |[node, class, _], calls| Ending { node, class, calls }),
            causes: made(of_tally(&self.causes), |[name, ..], calls| Cause { name, calls }),
            programs: made(of_pairs(&self.programs), |[answer, text, _], calls| Program { answer, text, calls }),
            broken_off: made(of_tally(&self.broken_off), |[node, ..], calls| BrokenOff { node, calls }),
            asides: made(of_pairs(&self.asides), |[node, aside, _], calls| Aside { node, aside, calls }),
            open_steps: made(sorted(open_steps.collect()), |[node, step, title], calls| OpenStep {
                node,
                step,
                title,
                calls,
            }),
            median_seconds: self.seconds.median(),
            pages,
        }
    }
}

fn one(tally: &mut Tally, name: &str) {
    *within(tally, name) += 1;
}

fn within<'m, T: Default>(map: &'m mut BTreeMap<String, T>, name: &str) -> &'m mut T {
    map.entry(name.to_owned()).or_default()
}

/// A row of a list: the names in it, the last ones empty where it has fewer, and how many calls have them.
type Row = ([String; 3], u64);

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    // What has the same number stays in the order of its names.
    rows.sort_by_key(|(_, calls)| Reverse(*calls));
    rows
}

fn of_tally(tally: &Tally) -> Vec<Row> {
    let row = |(name, calls): (&String, &u64)| ([name.clone(), String::new(), String::new()], *calls);
    sorted(tally.iter().map(row).collect())
}

fn of_pairs(pairs: &Pairs) -> Vec<Row> {
    let rows = pairs.iter().flat_map(|(first, tally)| {
        tally.iter().map(move |(second, calls)| ([first.clone(), second.clone(), String::new()], *calls))
    });
    sorted(rows.collect())
}

fn made<T>(rows: Vec<Row>, row: impl Fn([String; 3], u64) -> T) -> Vec<T> {
    rows.into_iter().map(|(names, calls)| row(names, calls)).collect()
}

impl Times {
    fn add(&mut self, seconds: u64) {
        *self.0.entry(seconds).or_default() += 1;
    }

    fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// The middle one, or what lies between the two in the middle.
    fn median(&self) -> Option<f64> {
        let count = self.count();
        let (lower, upper) = (self.at(count.saturating_sub(1) / 2)?, self.at(count / 2)?);
        Some((lower as f64 + upper as f64) / 2.0)
    }

    /// The one at this place in their order, from 0.
    fn at(&self, place: u64) -> Option<u64> {
        let mut before = 0;
        let (seconds, _) = self.0.iter().find(|(_, count)| {
            before += **count;
            before > place
        })?;
        Some(*seconds)
    }

    fn of_page(&self, node: &str) -> Option<PageTime> {
        let median_seconds = self.median()?;
        Some(PageTime { node: node.to_owned(), calls: self.count(), median_seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        for (all, median) in [
            (&[][..], None),
            (&[7], Some(7.0)),
            (&[1, 9], Some(5.0)),
            (&[1, 2], Some(1.5)),
            (&[9, 1, 4], Some(4.0)),
            (&[3, 3, 3, 9, 1, 1], Some(3.0)),
            (&[0, 0, 10, 10], Some(5.0)),
        ] {
            let mut times = Times::default();
            all.iter().for_each(|seconds| times.add(*seconds));
            assert_eq!(times.median(), median, "{all:?}");
        }
    }
}

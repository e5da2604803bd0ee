//! From where somebody stands to the page they see.

use crate::content::{
    Article, AsideId, Caution, Checklist, Ending, LinkId, Password, Question, RuleName, RulesId, Task, Text,
};

use super::page::{
    Address, Advice, Answered, Body, Choice, EndingBody, Fields, Page, PasswordBody, RuleBody, Said, StepBody, Trail,
};
use super::path::{self, Answer};
use super::rule::{self, Integrations};
use super::{Draft, Here, Look, Node, NodeId, Role, Walk};

/// The answer key that leaves a question open.
const UNSURE: &str = "unsure";

impl<'a> Walk<'a> {
    /// The page as it stands now.
    pub fn page(&self) -> Page<'a> {
        match &self.here {
            Here::Question(question) => self.question(question),
            Here::Password(password, None) => self.password(password, &Draft::default(), Fields::None),
            Here::Password(password, Some(draft)) => {
                let fields = if self.role == Role::Agent { Fields::Caller } else { Fields::Person };
                self.password(password, draft, fields)
            }
            Here::Checklist(_, Some(Look { password, draft })) => self.password(password, draft, Fields::SecondLook),
            Here::Checklist(checklist, None) => self.checklist(checklist),
            Here::Ending(ending) => self.ending(ending),
        }
    }

    fn question(&self, question: &'a Question) -> Page<'a> {
        let answers = question.answers.iter();
        let answers = answers.map(|answer| Choice { key: &answer.key, said: self.said(&answer.text) }).collect();
        let given = match self.answers.last(self.path.at) {
            Some(Answer::Choice(place)) => Some(place),
            Some(Answer::Checked | Answer::Later | Answer::Done | Answer::Unfinished) | None => None,
        };
        self.task(&question.task, Body::Question { answers, given })
    }

    fn password(&self, password: &'a Password, draft: &Draft, fields: Fields) -> Page<'a> {
        let said = |text: &'a Text| self.said(text);
        let mut body = PasswordBody { fields, ..judged(self.article, password.rules, draft, said) };
        if fields == Fields::None {
            // Nothing is typed that could be judged: an agent reads out all there is to leave out, but for what a rule
            // forbids anyhow.
            let is_strict = body.rules.iter().any(|rule| rule.id == RuleName::Only.name());
            let all = Caution::ALL.into_iter().filter(|caution| !is_strict || *caution == Caution::Troublesome);
            body.cautions = all.map(|caution| (caution, self.said(self.article.caution(caution)))).collect();
        }
        Page { about: &password.head.about, ..self.task(&password.task, Body::Password(body)) }
    }

    fn checklist(&self, checklist: &'a Checklist) -> Page<'a> {
        let steps = self.article.steps(checklist.steps).iter().enumerate();
        let steps: Vec<StepBody<'a>> = steps
            .map(|(place, step)| StepBody {
                said: self.said(&step.to_do),
                only_if: step.only_if.as_ref().map(|text| self.said(text)),
                link: self.link(step.link),
                mark: self.mark_at(self.path.at, place),
                asides: self.asides(&step.asides),
                checks: step.check.is_some() && self.role == Role::User,
            })
            .collect();
        let current = steps.iter().position(|step| step.mark.is_none()).unwrap_or(steps.len());
        self.task(&checklist.task, Body::Checklist { steps, current })
    }

    fn ending(&self, ending: &'a Ending) -> Page<'a> {
        let cause = self.path.cause(self.article).map(|cause| self.said(&self.article.cause(cause).text));
        let body = EndingBody {
            class: ending.class,
            cause,
            now: ending.now.iter().map(|text| self.said(text)).collect(),
            contact: self.said(&ending.contact),
            open: self.open_questions(),
            unmarked: self.unmarked(),
        };
        self.shell(self.said(&ending.say), Body::Ending(body))
    }

    /// How many steps of the last checklist on the path were left unmarked.
    fn unmarked(&self) -> usize {
        let last = self.path.answered.iter().rev().find_map(|(node, answer)| match self.article.node(*node) {
            Node::Checklist(checklist) => Some((node, checklist, answer)),
            Node::Question(_) | Node::Password(_) | Node::Ending(_) => None,
        });
        match last {
            Some((node, checklist, Answer::Unfinished)) => self.open_steps(*node, checklist),
            Some(_) | None => 0,
        }
    }

    /// What the questions that were answered "not sure" are about.
    fn open_questions(&self) -> Vec<&'a str> {
        self.open_nodes().into_iter().map(|node| self.article.node(node).head().about.as_str()).collect()
    }

    /// The questions that were answered "not sure".
    pub(super) fn open_nodes(&self) -> Vec<NodeId> {
        let unsure = |question: &Question, place: usize| question.answers.get(place).is_some_and(|it| it.key == UNSURE);
        let open = self.path.answered.iter().filter(|(node, answer)| match (self.article.node(*node), answer) {
            (Node::Question(question), Answer::Choice(place)) => unsure(question, *place),
            _ => false,
        });
        open.map(|(node, _)| *node).collect()
    }

    fn task(&self, task: &'a Task, body: Body<'a>) -> Page<'a> {
        Page {
            why: task.why.as_ref().map(|text| self.said(text)),
            how: task.how.as_ref().map(|text| self.said(text)),
            link: self.link(task.link),
            ..self.shell(self.said(&task.ask), body)
        }
    }

    /// What every page has, with no task yet.
    fn shell(&self, ask: Said<'a>, body: Body<'a>) -> Page<'a> {
        let head = self.article.node(self.path.at).head();
        Page {
            node: &head.name,
            title: &self.article.title,
            about: &head.about,
            ask,
            why: None,
            how: None,
            link: None,
            body,
            asides: self.asides(&head.asides),
            trail: self.trail(),
            source: self.article.source(head.source),
            role: self.role,
            note: self.note().map(str::to_owned),
            told: self.told,
            kept: self.is_kept(),
        }
    }

    fn trail(&self) -> Vec<Trail<'a>> {
        let answered = self.path.answered.iter().map(|(node, answer)| {
            let head = self.article.node(*node).head();
            let answer = match answer {
                Answer::Choice(_) => {
                    Answered::Words(self.answer_text(&head.name).map_or(String::new(), |text| self.said(text).text))
                }
                Answer::Checked => Answered::Checked,
                Answer::Later => Answered::Later,
                Answer::Done => Answered::Done,
                Answer::Unfinished => Answered::Unfinished,
            };
            Trail { node: &head.name, about: &head.about, answer }
        });
        answered.collect()
    }

    fn asides(&self, ids: &[AsideId]) -> Vec<Advice<'a>> {
        let aside = |id: &AsideId| self.article.aside(*id);
        ids.iter().map(aside).map(|aside| Advice { see: self.said(&aside.see), say: self.said(&aside.say) }).collect()
    }

    fn link(&self, link: Option<LinkId>) -> Option<Address<'a>> {
        link.map(|link| {
            let link = self.article.link(link);
            Address { link, source: self.article.source(link.source) }
        })
    }

    fn said(&self, text: &'a Text) -> Said<'a> {
        Said::new(text, self.article.source(text.source), |name| self.answer_text(name))
    }
}

/// How a password stands to these rules, and to the integrations.
fn judged<'a>(
    article: &'a Article,
    rules: RulesId,
    draft: &Draft,
    said: impl Fn(&'a Text) -> Said<'a>,
) -> PasswordBody<'a> {
    let Draft { password, username } = draft;
    let cautions = rule::cautions(password, &article.characters);
    let rules = article.rules(rules).iter();
    PasswordBody {
        password: password.count(),
        username: username.count(),
        rules: rules
            .map(|rule| RuleBody {
                id: rule.kind.name().name(),
                said: said(&rule.text),
                state: rule::state(&rule.kind, password, username),
            })
            .collect(),
        integrations: Integrations::of(&cautions),
        troublesome: rule::troublesome(password, &article.characters),
        cautions: cautions.into_iter().map(|caution| (caution, said(article.caution(caution)))).collect(),
        fields: Fields::Person,
    }
}

/// Judges one password outside a walk, by the rules of the first password page that the article leads to.
pub fn judge<'a>(article: &'a Article, draft: &Draft) -> Option<PasswordBody<'a>> {
    let rules = path::reachable(article, article.start()).into_iter().find_map(|node| match article.node(node) {
        Node::Password(password) => Some(password.rules),
        Node::Question(_) | Node::Checklist(_) | Node::Ending(_) => None,
    })?;
    Some(judged(article, rules, draft, |text| Said::new(text, article.source(text.source), |_| None)))
}

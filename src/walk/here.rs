//! Where somebody stands, and what is typed there: it lives in its place alone, so that leaving it wipes it.

use crate::content::{Article, Checklist, Ending, Node, NodeId, Password, Question};

use super::Role;
use super::secret::Secret;

/// The page somebody is on. What is typed lives in the page: leaving it drops and so wipes it.
pub(super) enum Here<'a> {
    Question(&'a Question),
    /// In the agent's role there is nothing to type into, unless the caller types here themselves.
    Password(&'a Password, Option<Draft>),
    Checklist(&'a Checklist, Option<Look<'a>>),
    Ending(&'a Ending),
}

/// What is typed on a password page; each field is wiped when it is dropped.
#[derive(Default)]
pub struct Draft {
    pub password: Secret,
    pub username: Secret,
}

/// A second look at the rules from within a checklist.
pub(super) struct Look<'a> {
    pub password: &'a Password,
    pub draft: Draft,
}

/// The fields of a password page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Password,
    Username,
}

impl<'a> Here<'a> {
    pub fn at(article: &'a Article, node: NodeId, role: Role) -> Here<'a> {
        match article.node(node) {
            Node::Question(question) => Here::Question(question),
            Node::Password(password) => Here::Password(password, (role == Role::User).then(Draft::default)),
            Node::Checklist(checklist) => Here::Checklist(checklist, None),
            Node::Ending(ending) => Here::Ending(ending),
        }
    }
}

impl Draft {
    pub fn field(&self, field: Field) -> &Secret {
        match field {
            Field::Password => &self.password,
            Field::Username => &self.username,
        }
    }

    pub fn field_mut(&mut self, field: Field) -> &mut Secret {
        match field {
            Field::Password => &mut self.password,
            Field::Username => &mut self.username,
        }
    }
}

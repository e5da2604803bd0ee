//! Where somebody stands, and what is typed there: it lives in its place alone, so that leaving it wipes it.

use crate::content::{Article, Checklist, Ending, Node, NodeId, Password, Question};

use super::Role;
use super::secret::Secret;

/// The page somebody is on. What is typed lives in the page: leaving it drops and so wipes it.
pub enum Here<'a> {
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
pub struct Look<'a> {
    /// The step it was opened from, to come back to.
    pub step: usize,
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
    pub(super) fn at(article: &'a Article, node: NodeId, role: Role) -> Here<'a> {
        match article.node(node) {
            Node::Question(question) => Here::Question(question),
            Node::Password(password) => Here::Password(password, (role == Role::User).then(Draft::default)),
            Node::Checklist(checklist) => Here::Checklist(checklist, None),
            Node::Ending(ending) => Here::Ending(ending),
        }
    }

    /// What is typed here, where something can be.
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) => Some(draft),
            Here::Question(_) | Here::Password(_, None) | Here::Checklist(_, None) | Here::Ending(_) => None,
        }
    }

    pub(super) fn draft_mut(&mut self) -> Option<&mut Draft> {
        match self {
            Here::Password(_, Some(draft)) | Here::Checklist(_, Some(Look { draft, .. })) => Some(draft),
            Here::Question(_) | Here::Password(_, None) | Here::Checklist(_, None) | Here::Ending(_) => None,
        }
    }
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.password.is_empty() && self.username.is_empty()
    }

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

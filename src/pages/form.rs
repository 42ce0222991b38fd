//! What a form carries unseen, and what it says when something is wrong.

use axum::http::StatusCode;

use crate::locale::Say;

/// The hidden fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// `csrf`: the token of this form's route family.
    pub csrf: String,
    /// `flow`: the sealed authorization request this form belongs to.
    pub flow: Option<String>,
    /// `draft`: the sealed fields typed so far.
    pub draft: Option<String>,
    /// `invitation`: the sealed invitation a sign-up answers.
    pub invitation: Option<String>,
    /// `ticket`: the sealed place of a code that a browser asked for.
    pub ticket: Option<String>,
    /// `proof`: the sealed one-time proof that a browser showed.
    pub proof: Option<String>,
    /// `return`: the path on this site to go to afterwards.
    pub return_to: Option<String>,
    /// `request`: the sealed request of an app that wants somebody signed out.
    pub request: Option<String>,
}

impl Hidden {
    /// A form with nothing but its token.
    pub fn csrf(token: impl Into<String>) -> Self {
        Self {
            csrf: token.into(),
            ..Self::default()
        }
    }

    /// The fields that are set, as name and value.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("csrf", Some(&self.csrf)),
            ("flow", self.flow.as_ref()),
            ("draft", self.draft.as_ref()),
            ("invitation", self.invitation.as_ref()),
            ("ticket", self.ticket.as_ref()),
            ("proof", self.proof.as_ref()),
            ("return", self.return_to.as_ref()),
            ("request", self.request.as_ref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?.as_str())))
    }
}

/// One thing that is wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The `id` of the field it is about; empty when it is about none.
    pub field: &'static str,
    /// What is wrong, in the words of the summary: "Enter a name for the app".
    pub message: Say,
    /// More words, shown at the field only: "Check both and try again."
    pub advice: Option<Say>,
}

/// Everything that is wrong with a form: at the top as a list, and again at each field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Nothing is wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes that `field` is wrong.
    pub fn add(&mut self, field: &'static str, message: Say) {
        self.0.push(Problem {
            field,
            message,
            advice: None,
        });
    }

    /// Notes that `field` is wrong, with further words that only appear at the field.
    pub fn add_with_advice(&mut self, field: &'static str, message: Say, advice: Say) {
        self.0.push(Problem {
            field,
            message,
            advice: Some(advice),
        });
    }

    /// The title of a page with this form: whether something is wrong is heard first.
    pub fn title(&self, title: Say) -> Say {
        match self.is_empty() {
            true => title,
            false => Say::new("title-error").saying("title", title),
        }
    }

    /// The status of a page that shows them.
    pub fn status(&self) -> StatusCode {
        match self.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether exactly one thing is wrong.
    pub fn is_one(&self) -> bool {
        self.0.len() == 1
    }

    /// All of them, in the order they were noted.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// Whether something is wrong with this field.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field == field)
    }

    /// What is wrong with this field.
    pub fn at(&self, field: &str) -> impl Iterator<Item = &Problem> {
        self.0.iter().filter(move |problem| problem.field == field)
    }
}

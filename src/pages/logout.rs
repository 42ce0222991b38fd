//! `/logout` and `/logged-out`.

use askama::Template;

use super::form::Hidden;
use super::{AppFace, Ctx, Page};
use crate::accounts::ledger::{Entry, Knows};
use crate::http::headers::FormTarget;

/// Asks before signing out.
#[derive(Template)]
#[template(path = "logout.html")]
pub struct LogoutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// What the form carries unseen.
    pub hidden: Hidden,
    /// E-mail address or login name of the account in use, or of the one that the app means; none when only others are signed in.
    pub account: Option<String>,
    /// What the button that ends only this one sends.
    pub only: Option<String>,
    /// The same of the others that are signed in in this browser.
    pub others: Vec<String>,
    /// The app that asks, when one does.
    pub app: Option<AppFace>,
    /// Where the form leads in the end, when that is to the app.
    pub target: Option<FormTarget>,
}

impl Page for LogoutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }

    fn form_target(&self) -> Option<&FormTarget> {
        self.target.as_ref()
    }
}

/// Says that nobody is signed in here any more, or who still is; the same when nobody was.
#[derive(Template)]
#[template(path = "logged_out.html")]
pub struct LoggedOutPage<'a> {
    /// The context.
    pub ctx: &'a Ctx,
    /// E-mail addresses or login names of the accounts that are still signed in in this browser.
    pub still: Vec<String>,
    /// The way back to the app that asked.
    pub back: Option<Back>,
}

/// An app that people may go back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// Its name.
    pub app: String,
    /// Its address.
    pub url: String,
}

impl Page for LoggedOutPage<'_> {
    fn ctx(&self) -> &Ctx {
        self.ctx
    }
}

/// Names that are said; of more the number is.
const NAMED: usize = 6;

/// Which apps know, and which do not: one sentence for each. None when no app took part.
pub fn who_knows(entries: &[Entry]) -> Option<String> {
    let (mut told, mut waiting, mut deaf) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let those = match entry.knows() {
            Knows::Told | Knows::Asked => &mut told,
            Knows::Waiting(_) => &mut waiting,
            Knows::Refused | Knows::GivenUp | Knows::Deaf => &mut deaf,
        };
        let name = entry.part.client_name.as_str();
        if !those.contains(&name) {
            those.push(name);
        }
    }
    let mut sentences = Vec::new();
    if !told.is_empty() {
        let were = if told.len() == 1 { "was" } else { "were" };
        sentences.push(format!(
            "{} {were} told that you signed out.",
            listed(&told)
        ));
    }
    if !waiting.is_empty() {
        let have = if waiting.len() == 1 { "has" } else { "have" };
        let waiting = listed(&waiting);
        sentences.push(format!(
            "{waiting} {have} not answered yet and will be told again."
        ));
    }
    if !deaf.is_empty() {
        sentences.push(format!(
            "{} cannot be told: sign out there as well.",
            listed(&deaf)
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// "Notes, Photos and 3 others"
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        _ if names.len() > NAMED => {
            let (first, rest) = names.split_at(NAMED);
            format!("{} and {} others", first.join(", "), rest.len())
        }
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        assert_eq!(listed(&["Notes"]), "Notes");
        assert_eq!(
            listed(&["Notes", "Photos", "Mail"]),
            "Notes, Photos and Mail"
        );
        assert_eq!(listed(&["a"; 9]), "a, a, a, a, a, a and 3 others");
    }
}

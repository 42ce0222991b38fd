//! `/logout` and `/logged-out`.

use askama::Template;

use super::form::Hidden;
use super::{AppFace, Ctx, Page};
use crate::accounts::ledger::{Entry, Knows};
use crate::http::headers::FormTarget;
use crate::locale::Say;

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

    fn app(&self) -> Option<&AppFace> {
        self.app.as_ref()
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
pub fn who_knows(entries: &[Entry]) -> Option<Say> {
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
    [
        ("signed-out-told", told),
        ("signed-out-waiting", waiting),
        ("signed-out-deaf", deaf),
    ]
    .into_iter()
    .filter_map(|(id, apps)| {
        let several = Say::new(id).count("n", apps.len());
        Some(several.saying("apps", listed(&apps)?))
    })
    .reduce(|first, second| {
        Say::new("sentences")
            .saying("first", first)
            .saying("second", second)
    })
}

/// "Notes, Photos and 3 others"; none of none.
fn listed(names: &[&str]) -> Option<Say> {
    let (named, rest) = names.split_at(names.len().min(NAMED));
    let others = (!rest.is_empty()).then(|| Say::new("list-others").count("n", rest.len()));
    let named = named.iter().map(|name| Say::verbatim(*name));
    Say::list(named.chain(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        let shown = |names: &[&str]| listed(names).map(|say| say.to_string());
        assert_eq!(shown(&["Notes"]).unwrap(), "Notes");
        let three = shown(&["Notes", "Photos", "Mail"]).unwrap();
        assert_eq!(three, "Notes, Photos and Mail");
        for (n, expected) in [
            (6, "a, a, a, a, a and a"),
            (7, "a, a, a, a, a, a and 1 other"),
            (9, "a, a, a, a, a, a and 3 others"),
        ] {
            assert_eq!(shown(&vec!["a"; n]).unwrap(), expected);
        }
        assert_eq!(shown(&[]), None);
    }
}

//! What an app was told of sign-ins that ended, for its owner.

use crate::locale::Say;
use crate::pages::when::{Times, When};
use crate::store::sign_in_clients::{Part, State};

/// The latest ends, counted by what became of telling the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Ends that it was to be told of.
    pub ends: usize,
    /// Those it took.
    pub took: usize,
    /// Those that wait.
    pub waiting: usize,
    /// Those that nobody tries any more.
    pub given_up: usize,
    /// When it last took one.
    pub last: Option<When>,
    /// What came instead, the last time something did.
    pub trouble: Option<String>,
}

impl Told {
    /// What became of it, sentence by sentence.
    pub(super) fn sentences(&self) -> Vec<Say> {
        let took = match &self.last {
            None => Say::new("apps-told-took"),
            Some(last) => Say::new("apps-told-took-last").saying("when", last.text.clone()),
        };
        let mut said = vec![took.count("ends", self.ends).count("took", self.took)];
        if self.waiting > 0 {
            said.push(Say::new("apps-told-waiting").count("waiting", self.waiting));
        }
        if self.given_up > 0 {
            said.push(Say::new("apps-told-given-up").count("lost", self.given_up));
        }
        if let Some(trouble) = &self.trouble {
            said.push(Say::new("apps-told-trouble").with_english("trouble", trouble));
        }
        said
    }

    /// Of parts that ended, the latest first. None: it was to be told of nothing.
    pub fn of(parts: &[Part], times: &Times) -> Option<Self> {
        let meant: Vec<_> = parts.iter().filter(|part| part.state.is_some()).collect();
        let count = |of: &[State]| {
            let among = |part: &&&Part| part.state.is_some_and(|state| of.contains(&state));
            meant.iter().filter(among).count()
        };
        let took = meant.iter().filter(|part| part.state == Some(State::Told));
        let failed = meant
            .iter()
            .find(|part| part.state != Some(State::Told) && part.tries > 0);
        (!meant.is_empty()).then(|| Self {
            ends: meant.len(),
            took: count(&[State::Told]),
            waiting: count(&[State::Waiting]),
            given_up: count(&[State::Refused, State::GivenUp]),
            last: took
                .filter_map(|part| part.told_at)
                .max()
                .map(|at| times.ago(at)),
            trouble: failed.and_then(|part| part.answer.clone()),
        })
    }
}

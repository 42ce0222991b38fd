//! What apps were refused lately, so that whoever looks after one sees what it ran into. Strangers cause refusals too, so nothing of
//! it is a row: each node remembers a bounded number, grouped by what went wrong, for a week or until it restarts.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use quick_cache::sync::Cache;

use crate::protocol::error::{Cause, ErrorCode, OAuthError, Refusal};
use crate::protocol::ids::ClientId;
use crate::protocol::time::Timestamp;

/// How many apps are remembered.
const MOST_APPS: usize = 512;
/// How many kinds of refusals of one app; the ones that were not seen for longest go.
const MOST_KINDS: usize = 12;
/// The most characters of what would have been right.
const LONGEST: usize = 400;
/// How many days a refusal counts.
pub const DAYS: i64 = 7;
const DAY: i64 = 86_400;

/// A request of an app that was refused. It travels with the answer to where the request has its reference.
#[derive(Debug, Clone)]
pub struct Refused {
    /// Whose request it was.
    pub client: ClientId,
    /// What the app was told; none when only the person was.
    pub code: Option<ErrorCode>,
    /// The same in a sentence.
    pub said: String,
    /// What its owner may know.
    pub refusal: Option<Refusal>,
}

impl Refused {
    /// An answer to the app; none when nothing is wrong with it: a person declined, or we failed.
    pub fn by(client: &ClientId, error: &OAuthError) -> Option<Self> {
        use ErrorCode::{
            AccessDenied, ConsentRequired, LoginRequired, ServerError, TemporarilyUnavailable,
            UnmetAuthenticationRequirements,
        };
        let expected = [
            AccessDenied,
            ConsentRequired,
            LoginRequired,
            ServerError,
            TemporarilyUnavailable,
            UnmetAuthenticationRequirements,
        ];
        (!expected.contains(&error.code)).then(|| Self {
            client: client.clone(),
            code: Some(error.code),
            said: error.description().to_owned(),
            refusal: error.explanation.as_deref().cloned(),
        })
    }

    /// A page that only the person saw.
    pub fn on_a_page(client: &ClientId, refusal: &Refusal) -> Self {
        Self {
            client: client.clone(),
            code: None,
            said: refusal.cause.sentence().to_owned(),
            refusal: Some(refusal.clone()),
        }
    }

    fn kind(&self) -> Kind {
        match &self.refusal {
            Some(refusal) => Kind::Explained(self.code, refusal.cause),
            None => Kind::Said(self.code, self.said.clone()),
        }
    }
}

/// What is counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Explained(Option<ErrorCode>, Cause),
    Said(Option<ErrorCode>, String),
}

/// Refusals of one kind.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The last one.
    pub last: Refused,
    /// When it was.
    pub at: Timestamp,
    /// Its reference, as the log has it.
    pub reference: String,
    /// How many there were in a week.
    pub count: u64,
}

#[derive(Debug)]
struct Group {
    kind: Kind,
    seen: Seen,
    /// Days since 1970, and how many there were on each.
    days: VecDeque<(i64, u64)>,
}

impl Group {
    /// As it is now; none when the last one was too long ago.
    fn now(&mut self, today: i64) -> Option<Seen> {
        self.days.retain(|(day, _)| *day > today - DAYS);
        let count = self.days.iter().map(|(_, count)| count).sum();
        (count > 0).then(|| Seen {
            count,
            ..self.seen.clone()
        })
    }
}

/// An app that was refused something in the last week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Troubled {
    /// Which.
    pub client: ClientId,
    /// How often in the week.
    pub count: u64,
    /// How often today, in UTC.
    pub today: u64,
}

/// The refusals this node remembers.
#[derive(Debug)]
pub struct Refusals(Cache<ClientId, Arc<Mutex<Vec<Group>>>>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Cache::new(MOST_APPS))
    }
}

impl Refusals {
    /// Remembers one.
    pub fn note(&self, mut refused: Refused, reference: String, now: Timestamp) {
        if let Some(refusal) = &mut refused.refusal
            && let Some((cut, _)) = refusal.expected.char_indices().nth(LONGEST)
        {
            refusal.expected.truncate(cut);
            refusal.expected.push('…');
        }
        let client = refused.client.clone();
        let Ok(groups) =
            self.0.get_or_insert_with(
                &client,
                || Ok::<_, std::convert::Infallible>(Arc::default()),
            );
        let mut groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
        let (kind, today) = (refused.kind(), now.0.div_euclid(DAY));
        let known = groups.iter().position(|group| group.kind == kind);
        let mut group = match known {
            Some(at) => groups.remove(at),
            None => Group {
                kind,
                seen: Seen {
                    last: refused.clone(),
                    at: now,
                    reference: String::new(),
                    count: 0,
                },
                days: VecDeque::new(),
            },
        };
        group.seen = Seen {
            last: refused,
            at: now,
            reference,
            count: 0,
        };
        match group.days.back_mut().filter(|(day, _)| *day == today) {
            Some((_, count)) => *count += 1,
            None => group.days.push_back((today, 1)),
        }
        group.now(today);
        groups.insert(0, group);
        groups.truncate(MOST_KINDS);
    }

    /// What an app was refused in the last week, the latest first.
    pub fn of(&self, client: &ClientId, now: Timestamp) -> Vec<Seen> {
        let Some(groups) = self.0.get(client) else {
            return Vec::new();
        };
        let mut groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
        let today = now.0.div_euclid(DAY);
        groups
            .iter_mut()
            .filter_map(|group| group.now(today))
            .collect()
    }

    /// The apps that were refused something in the last week, the most of it today first.
    pub fn troubled(&self, now: Timestamp) -> Vec<Troubled> {
        let today = now.0.div_euclid(DAY);
        let mut troubled = Vec::new();
        for (client, groups) in self.0.iter() {
            let mut groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
            let seen = groups.iter_mut().filter_map(|group| group.now(today));
            let count = seen.map(|seen| seen.count).sum();
            let days = groups.iter().flat_map(|group| &group.days);
            let days = days.filter(|(day, _)| *day == today);
            let today = days.map(|(_, count)| count).sum();
            if count > 0 {
                troubled.push(Troubled {
                    client,
                    count,
                    today,
                });
            }
        }
        troubled.sort_by(|a, b| {
            let order = |one: &Troubled| {
                (
                    std::cmp::Reverse((one.today, one.count)),
                    one.client.clone(),
                )
            };
            order(a).cmp(&order(b))
        });
        troubled
    }

    /// How often an app was refused in the last week.
    pub fn count(&self, client: &ClientId, now: Timestamp) -> u64 {
        self.of(client, now).iter().map(|seen| seen.count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(number: usize) -> ClientId {
        ClientId(format!("app-{number}"))
    }

    fn pkce(client: usize) -> Refused {
        let refusal = Refusal::new(
            Cause::Pkce,
            "RFC 9700 §2.1.1",
            "x".repeat(4_000),
            "none",
            "Switch it on.",
        );
        let error = OAuthError::invalid_request("PKCE needs a challenge.").because(refusal);
        Refused::by(&app(client), &error).unwrap()
    }

    fn other(client: usize, said: &str) -> Refused {
        Refused::by(&app(client), &OAuthError::invalid_grant(said)).unwrap()
    }

    #[test]
    fn refusals_are_counted_by_kind_for_a_week() {
        let refusals = Refusals::default();
        let day = |day: i64| Timestamp(1_000 * DAY + day * DAY);
        for at in [0, 0, 3] {
            refusals.note(pkce(1), format!("R{at}"), day(at));
        }
        refusals.note(other(1, "Used before."), "R4".into(), day(4));
        let counts = |at| -> Vec<_> {
            let seen = refusals.of(&app(1), day(at));
            seen.into_iter()
                .map(|seen| (seen.reference, seen.count))
                .collect()
        };
        let of = |pairs: &[(&str, u64)]| -> Vec<_> {
            pairs
                .iter()
                .map(|(reference, count)| ((*reference).to_owned(), *count))
                .collect()
        };
        assert_eq!(refusals.count(&app(1), day(4)), 4);
        assert_eq!(counts(4), of(&[("R4", 1), ("R3", 3)]));
        assert_eq!(counts(7), of(&[("R4", 1), ("R3", 1)]));
        assert_eq!(counts(10), of(&[("R4", 1)]));
        assert_eq!(counts(11), of(&[]));
        assert!(refusals.of(&app(2), day(4)).is_empty());
    }

    #[test]
    fn apps_with_errors_are_listed_the_most_of_today_first() {
        let refusals = Refusals::default();
        let day = |day: i64| Timestamp(1_000 * DAY + day * DAY);
        for (client, at) in [(1, 2), (1, 2), (1, 3), (1, 4), (2, 4), (2, 4)] {
            refusals.note(pkce(client), String::new(), day(at));
        }
        let troubled = |at| -> Vec<_> {
            let all = refusals.troubled(day(at)).into_iter();
            all.map(|one| (one.client.0, one.count, one.today))
                .collect()
        };
        let of = |client: &str, count, today| (client.to_owned(), count, today);
        assert_eq!(troubled(4), [of("app-2", 2, 2), of("app-1", 4, 1)]);
        assert_eq!(troubled(5), [of("app-1", 4, 0), of("app-2", 2, 0)]);
        assert_eq!(troubled(20), []);
    }

    #[test]
    fn dr_09_strangers_buy_no_memory() {
        let refusals = Refusals::default();
        let now = Timestamp(1_000 * DAY);
        for number in 0..1_000 {
            refusals.note(other(1, &format!("Number {number}.")), String::new(), now);
            refusals.note(pkce(1), String::new(), now);
        }
        let seen = refusals.of(&app(1), now);
        assert_eq!(seen.len(), MOST_KINDS);
        assert_eq!(
            refusals.0.get(&app(1)).unwrap().lock().unwrap().len(),
            MOST_KINDS
        );
        let expected = |seen: &Seen| {
            seen.last
                .refusal
                .as_ref()
                .map(|refusal| refusal.expected.len())
        };
        assert!(
            seen.iter()
                .filter_map(expected)
                .all(|length| length < 2 * LONGEST)
        );
        for number in 0..10 * MOST_APPS {
            refusals.note(pkce(number), String::new(), now);
        }
        assert!(refusals.0.len() <= MOST_APPS);
    }

    #[test]
    fn what_a_person_decides_or_we_fail_at_is_no_error_of_the_app() {
        for error in [
            OAuthError::access_denied("No."),
            OAuthError::login_required("No."),
            OAuthError::consent_required("No."),
            OAuthError::server_error("No."),
        ] {
            assert!(Refused::by(&app(1), &error).is_none(), "{error:?}");
        }
        assert!(Refused::by(&app(1), &OAuthError::invalid_client("No.")).is_some());
    }
}

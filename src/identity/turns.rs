//! Who comes next when many wait (attack row FI-03): people the server knows have places of their own, and nobody has more turns
//! than others because they ask more often.

use std::collections::{HashMap, VecDeque};

use super::throttle::AT_ONCE_OF_A_NETWORK;
use crate::network::Network;
use crate::protocol::ids::UserId;

/// For whom something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Share {
    /// Somebody who is signed in, or signed in with this browser before.
    Person(UserId),
    /// Anybody else, by where they are.
    Stranger(Network),
}

/// How many jobs of one person may wait: in two browsers, as many as are looked at together in each.
const MOST_OF_A_PERSON: usize = 10;
/// How many of one network of strangers: there may be an office behind it, where people sign in and sign up.
const MOST_OF_A_NETWORK: usize = 2 * AT_ONCE_OF_A_NETWORK as usize;
/// Of so many turns people have all but one, as long as both wait.
const CYCLE: u32 = 3;

/// What waits, fairly.
#[derive(Debug)]
pub(super) struct Turns<J> {
    people: Lane<J>,
    strangers: Lane<J>,
    turn: u32,
}

/// Places of one kind. Of each share a few jobs wait, and shares come one after the other.
#[derive(Debug)]
struct Lane<J> {
    places: usize,
    most_of_one: usize,
    taken: usize,
    of: HashMap<Share, VecDeque<J>>,
    order: VecDeque<Share>,
}

impl<J> Turns<J> {
    /// With so many places for people, and as many for strangers.
    pub fn new(places: usize) -> Self {
        Self {
            people: Lane::new(places, MOST_OF_A_PERSON),
            strangers: Lane::new(places, MOST_OF_A_NETWORK),
            turn: 0,
        }
    }

    /// Lets `job` wait. Comes back what does not wait: the job itself, or one of a share that had more waiting than is fair.
    /// `gone` tells of a job whether nobody waits for it any more.
    pub fn wait(&mut self, share: Share, job: J, gone: impl Fn(&J) -> bool) -> Option<J> {
        let lane = match share {
            Share::Person(_) => &mut self.people,
            Share::Stranger(_) => &mut self.strangers,
        };
        lane.wait(share, job, gone)
    }

    /// The next job.
    pub fn next(&mut self) -> Option<J> {
        self.turn = (self.turn + 1) % CYCLE;
        let (first, second) = match self.turn {
            0 => (&mut self.strangers, &mut self.people),
            _ => (&mut self.people, &mut self.strangers),
        };
        first.next().or_else(|| second.next())
    }
}

impl<J> Lane<J> {
    fn new(places: usize, most_of_one: usize) -> Self {
        Self {
            places,
            most_of_one,
            taken: 0,
            of: HashMap::new(),
            order: VecDeque::new(),
        }
    }

    fn wait(&mut self, share: Share, job: J, gone: impl Fn(&J) -> bool) -> Option<J> {
        let own = self.of.get(&share).map_or(0, VecDeque::len);
        if self.taken >= self.places || own >= self.most_of_one {
            // Whoever gave up waiting gives the place back.
            self.retain(|job| !gone(job));
        }
        let own = self.of.get(&share).map_or(0, VecDeque::len);
        if own >= self.most_of_one {
            return Some(job);
        }
        let mut leaves = None;
        if self.taken >= self.places {
            let longest = self.of.iter().max_by_key(|(_, jobs)| jobs.len());
            match longest.map(|(share, jobs)| (*share, jobs.len())) {
                Some((greedy, waiting)) if waiting > own + 1 => leaves = self.take_last(greedy),
                _ => return Some(job),
            }
        }
        let jobs = self.of.entry(share).or_default();
        if jobs.is_empty() {
            self.order.push_back(share);
        }
        jobs.push_back(job);
        self.taken += 1;
        leaves
    }

    fn next(&mut self) -> Option<J> {
        let share = self.order.pop_front()?;
        let jobs = self.of.get_mut(&share)?;
        let job = jobs.pop_front()?;
        self.taken -= 1;
        match jobs.is_empty() {
            true => drop(self.of.remove(&share)),
            false => self.order.push_back(share),
        }
        Some(job)
    }

    fn take_last(&mut self, share: Share) -> Option<J> {
        let job = self.of.get_mut(&share)?.pop_back()?;
        self.taken -= 1;
        self.forget_empty();
        Some(job)
    }

    fn retain(&mut self, keep: impl Fn(&J) -> bool) {
        self.of.values_mut().for_each(|jobs| jobs.retain(&keep));
        self.taken = self.of.values().map(VecDeque::len).sum();
        self.forget_empty();
    }

    fn forget_empty(&mut self) {
        self.of.retain(|_, jobs| !jobs.is_empty());
        self.order.retain(|share| self.of.contains_key(share));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn stranger(n: u8) -> Share {
        Share::Stranger(Network::of([192, 0, 2, n].into()))
    }

    fn person(n: u128) -> Share {
        Share::Person(UserId(Uuid::from_u128(n)))
    }

    fn all<J>(turns: &mut Turns<J>) -> Vec<J> {
        std::iter::from_fn(|| turns.next()).collect()
    }

    #[test]
    fn fi_03_shares_come_one_after_the_other() {
        let mut turns = Turns::new(16);
        for n in 0..4 {
            assert_eq!(turns.wait(stranger(1), (1, n), |_| false), None);
        }
        for n in 0..2 {
            assert_eq!(turns.wait(stranger(2), (2, n), |_| false), None);
        }
        let order = [(1, 0), (2, 0), (1, 1), (2, 1), (1, 2), (1, 3)];
        assert_eq!(all(&mut turns), order);
    }

    #[test]
    fn fi_03_whoever_crowds_makes_room_for_who_comes() {
        let mut turns = Turns::new(6);
        for n in 0..3 {
            for share in [1, 2] {
                assert_eq!(turns.wait(stranger(share), (share, n), |_| false), None);
            }
        }
        let left = turns.wait(stranger(3), (3, 0), |_| false);
        assert!(matches!(left, Some((1 | 2, 2))), "{left:?}");
        // As many as the others have is fair; one more is not.
        assert!(matches!(
            turns.wait(stranger(4), (4, 0), |_| false),
            Some((1 | 2, 2))
        ));
        assert_eq!(turns.wait(stranger(3), (3, 1), |_| false), Some((3, 1)));
        assert_eq!(
            turns.wait(person(1), (9, 0), |_| false),
            None,
            "another lane"
        );
        assert_eq!(all(&mut turns).len(), 7);
        assert_eq!(turns.wait(stranger(3), (3, 1), |_| false), None);
    }

    #[test]
    fn fi_03_people_have_two_turns_of_three_and_nobody_starves() {
        let mut turns = Turns::new(64);
        for n in 0..6 {
            assert_eq!(turns.wait(person(n), "person", |_| false), None);
            assert_eq!(turns.wait(stranger(n as u8), "stranger", |_| false), None);
        }
        let order = all(&mut turns);
        let people = order[..9].iter().filter(|who| **who == "person").count();
        assert_eq!((people, order.len()), (6, 12));
    }

    #[test]
    fn a_share_has_a_few_places_and_gives_back_what_it_gave_up() {
        let mut turns = Turns::new(64);
        for n in 0..MOST_OF_A_PERSON {
            assert_eq!(turns.wait(person(1), n, |_| false), None);
        }
        assert_eq!(turns.wait(person(1), 99, |_| false), Some(99));
        assert_eq!(turns.wait(person(1), 99, |n| *n == 2), None);
        assert_eq!(all(&mut turns), [0, 1, 3, 4, 5, 6, 7, 8, 9, 99]);
        assert_eq!(all(&mut turns), [0; 0]);
    }

    #[test]
    fn without_places_nobody_waits() {
        let mut turns = Turns::new(0);
        assert_eq!(turns.wait(person(1), 1, |_| false), Some(1));
        assert_eq!(turns.next(), None);
    }
}

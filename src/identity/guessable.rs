//! How much of a password is its owner's: what is left beside the words, runs and repetitions that guessing programs try first.
//!
//! The text is covered with pieces, each at the price of one or two characters, in the cheapest way there is. The work is bounded
//! whatever is sent: only so many characters are looked at, and each of them a bounded number of times (attack row FI-01).

use std::collections::HashSet;
use std::sync::LazyLock;

/// Characters that are looked at. Whoever has nothing of their own in so many is refused.
const MOST_CHARACTERS: usize = 256;

/// The shortest word, in characters.
pub(super) const SHORTEST_WORD: usize = 4;
/// The shortest run, and the shortest repetition.
const SHORTEST_PIECE: usize = 3;

/// What a listed word or a run is worth, in characters: there are about a thousand of each.
const WORD: usize = 2;
/// What saying something again is worth.
const AGAIN: usize = 1;

/// Words of leaked lists, as [`look_alike`] has them.
static LISTED: LazyLock<HashSet<Vec<char>>> = LazyLock::new(|| {
    let lists = [
        include_str!("common_passwords.txt"),
        include_str!("common_words.txt"),
    ];
    let lines = lists.into_iter().flat_map(str::lines);
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.chars().map(look_alike).collect())
        .collect()
});

static LONGEST_LISTED: LazyLock<usize> =
    LazyLock::new(|| LISTED.iter().map(Vec::len).max().unwrap_or_default());

/// Rows and runs that fingers find by themselves.
const ROWS: &[&str] = &[
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "!@#$%^&*()_+",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
];

/// Which character follows which, row by row, in both directions.
static NEIGHBOURS: LazyLock<HashSet<(usize, char, char)>> = LazyLock::new(|| {
    let rows = ROWS.iter().enumerate();
    rows.flat_map(|(row, keys)| {
        let pairs = keys.chars().zip(keys.chars().skip(1));
        pairs.flat_map(move |(a, b)| [(2 * row, a, b), (2 * row + 1, b, a)])
    })
    .collect()
});

/// One character for all that people write for each other: `p@ssw0rd` is `password`.
pub(super) fn look_alike(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' | '|' | 'l' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' | '+' => 't',
        other => other,
    }
}

/// A password, folded, without white space.
pub(super) struct Text {
    characters: Vec<char>,
    /// The same with [`look_alike`] applied.
    plain: Vec<char>,
}

impl Text {
    /// The first characters of a folded password; the rest is not looked at.
    pub(super) fn of(folded: &str) -> Self {
        let visible = folded.chars().filter(|c| !c.is_whitespace());
        let characters: Vec<_> = visible.take(MOST_CHARACTERS).collect();
        let plain = characters.iter().copied().map(look_alike).collect();
        Self { characters, plain }
    }

    /// How many characters are its owner's, when `names`, as [`look_alike`] has them, are worth nothing.
    pub(super) fn own(&self, names: &[Vec<char>]) -> usize {
        self.cover(names, &mut 0)
    }

    /// The price of the cheapest cover. `steps` counts comparisons of characters and look-ups of words.
    fn cover(&self, names: &[Vec<char>], steps: &mut usize) -> usize {
        let length = self.characters.len();
        let (runs, repeated) = (self.runs(steps), self.repeated(steps));
        // The price up to each place. A piece may be cut short, so every length of it is a way on.
        let mut price: Vec<usize> = (0..=length).collect();
        for at in 0..length {
            let mut reach = |length: usize, cost: usize| {
                let there = &mut price[at..=at + length];
                let offer = there[0] + cost;
                let last = &mut there[length];
                *last = offer.min(*last);
            };
            reach(1, 1);
            let rest = &self.plain[at..];
            for name in names {
                *steps += 1;
                if rest.starts_with(name) {
                    reach(name.len(), 0);
                }
            }
            for length in SHORTEST_WORD..=rest.len().min(*LONGEST_LISTED) {
                *steps += 1;
                if LISTED.contains(&rest[..length]) {
                    reach(length, WORD);
                }
            }
            for length in SHORTEST_PIECE..=runs[at] {
                *steps += 1;
                reach(length, WORD);
            }
            for length in SHORTEST_PIECE..=repeated[at] {
                *steps += 1;
                reach(length, AGAIN);
            }
        }
        price[length]
    }

    /// For each place how long the run of neighbouring keys is that begins there.
    fn runs(&self, steps: &mut usize) -> Vec<usize> {
        let mut longest = vec![0; self.characters.len()];
        for row in 0..2 * ROWS.len() {
            let mut length = 0;
            for at in (0..self.characters.len()).rev() {
                *steps += 1;
                let next = self.characters.get(at + 1);
                let goes_on = next
                    .is_some_and(|next| NEIGHBOURS.contains(&(row, self.characters[at], *next)));
                length = if goes_on { length + 1 } else { 1 };
                longest[at] = longest[at].max(length);
            }
        }
        longest
    }

    /// For each place how much of what follows was there before, beginning anywhere before it.
    fn repeated(&self, steps: &mut usize) -> Vec<usize> {
        let length = self.plain.len();
        let mut longest = vec![0; length];
        // How much is the same from two places on, from the end to the beginning.
        let mut same = vec![0; length + 1];
        for before in (0..length).rev() {
            for at in before + 1..length {
                *steps += 1;
                // `same[at + 1]` still is of the place after `before`.
                same[at] = match self.plain[before] == self.plain[at] {
                    true => same[at + 1] + 1,
                    false => 0,
                };
                longest[at] = longest[at].max(same[at]);
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn own(text: &str) -> usize {
        Text::of(text).own(&[])
    }

    #[test]
    fn words_runs_and_repetitions_are_worth_little() {
        for (text, worth) in [
            ("", 0),
            ("x", 1),
            ("xkqv", 4),
            ("password", 2),
            ("p@ssw0rd", 2),
            ("passwordxpasswordx", 4),
            ("aaaaaaaaaaaaaaaaaaaa", 2),
            ("abcdefgh", 2),
            ("hgfedcba", 2),
            ("qwertyuiopasdfghjkl", 4),
            ("wortxkwortxkwortxk", 7),
            ("xk qv", 4),
        ] {
            assert_eq!(own(text), worth, "{text}");
        }
    }

    #[test]
    fn a_run_that_leads_into_another_one_is_cut_where_it_must() {
        // `qwertyu` then `uiop[]`: the first run may end anywhere.
        assert_eq!(own("asdfghjkl;lkjhgfdsa"), 4);
        assert_eq!(own("1234qwer"), 2, "listed as a whole");
    }

    /// Whatever is sent, the work stays within what takes a millisecond.
    #[test]
    fn fi_01_hostile_passwords_are_judged_in_bounded_work() {
        const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";
        let rows: String = ROWS.concat();
        let nested = "aaaaaaaabaaaaaaac".repeat(60);
        let words = "passwordpassword1".repeat(60);
        let names: Vec<Vec<char>> = (4..64).map(|length| vec!['a'; length]).collect();
        let mut most = 0;
        for text in [
            &*format!("{}abq", ALPHABET.repeat(4)),
            &format!("{}abq", ALPHABET.repeat(39)),
            &format!("{}~", "0123456789".repeat(102)),
            &rows.repeat(5),
            &"a".repeat(1_024),
            &format!("{}b", "a".repeat(1_023)),
            &nested,
            &words,
            &"abcdabcabcdab".repeat(78),
            &"\u{fdfa}".repeat(341),
        ] {
            let mut steps = 0;
            Text::of(text).cover(&names, &mut steps);
            most = most.max(steps);
        }
        println!("{most} steps at most");
        assert!(most < 250_000, "{most} steps");
    }

    #[test]
    fn the_lists_are_folded_and_sorted() {
        for (list, shortest) in [
            (include_str!("common_passwords.txt"), 8),
            (include_str!("common_words.txt"), SHORTEST_WORD),
        ] {
            let lines: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            let folded = |line: &&str| super::super::login_name::fold_case(line) == **line;
            assert!(lines.iter().all(folded));
            assert!(lines.iter().all(|line| line.chars().count() >= shortest));
            assert!(lines.is_sorted_by(|a, b| a < b), "sorted, each once");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_worth_no_more_than_it_is_long(text in "\\PC{0,300}") {
            prop_assert!(own(&text) <= text.chars().count());
        }

        #[test]
        fn a_repetition_is_found(unit in "[a-zé]{1,5}", times in 4_usize..9) {
            prop_assert!(own(&unit.repeat(times)) <= unit.chars().count() + AGAIN);
        }
    }
}

//! How many guesses a password takes: zxcvbn (Wheeler, USENIX Security 2016), which knows words, names, rows of keys, repetitions and
//! dates, and beside its lists a short one of ours, in other languages.
//!
//! zxcvbn looks at every part of a text, once for each way in which its digits and signs may stand for letters: of a hundred
//! characters it can take seconds. So it is shown pieces, each as long as that work stays within [`MOST_WORK`] (attack row FI-01).

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use zxcvbn::Match;
use zxcvbn::matching::patterns::MatchPattern;

/// What a piece may cost, in [`readings`] × characters². It lets in 45 characters without digits and signs, and 20 digits.
const MOST_WORK: usize = 3 * 45 * 45;
/// Pieces that are looked at until one is enough: a long repetition does no harm to what stands behind it.
const MOST_PIECES: usize = 2;

/// The shortest part of a name that is looked for, in characters.
const SHORTEST_NAME: usize = 4;

/// What zxcvbn does not know, what is tried first before the rest.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("known_words.txt").lines();
    let words = lines.filter(|line| !line.starts_with('#'));
    words.flat_map(str::split_whitespace).collect()
});

/// What zxcvbn may read as one letter, letter by letter.
const LOOK_ALIKES: [&[char]; 12] = [
    &['4', '@'],
    &['8'],
    &['(', '{', '[', '<'],
    &['3'],
    &['6', '9'],
    &['1', '!', '|'],
    &['1', '|', '7'],
    &['0'],
    &['$', '5'],
    &['+', '7'],
    &['%'],
    &['2'],
];

/// What is known of a password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Estimate {
    /// Guesses until it is found, for who knows the names.
    pub(super) guesses: u64,
    /// Whether one of the names makes it easier.
    pub(super) named: bool,
}

/// The estimate for a folded password, of which as much is looked at as makes `enough` guesses. A guess begins with `names`.
pub(super) fn estimate(folded: &str, names: &BTreeSet<String>, enough: u64) -> Estimate {
    let words = WORDS.iter().filter(|word| !names.contains(**word));
    let names_first = names.iter().map(String::as_str);
    let known: Vec<&str> = names_first.chain(words.copied()).collect();
    // So it is where there is nothing but gaps.
    let mut best = Estimate::default();
    for piece in pieces(folded) {
        let found = zxcvbn::zxcvbn(&piece, &known);
        if found.guesses() > best.guesses {
            best = Estimate {
                guesses: found.guesses(),
                named: is_named(found.sequence(), names),
            };
        }
        if best.guesses >= enough {
            break;
        }
    }
    best
}

/// Folded names as they are looked for, whole and in parts: `ada.lovelace@example.com` also as `lovelace`.
pub(super) fn names<'a>(folded: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let whole = folded.into_iter().flat_map(|name| {
        let halves = name.split('@');
        let parts = name.split(|c: char| !c.is_alphanumeric());
        std::iter::once(name).chain(halves).chain(parts)
    });
    let names = whole.map(|name| name.chars().filter(|c| !is_gap(*c)).collect::<String>());
    names
        .filter(|name| name.chars().count() >= SHORTEST_NAME)
        .collect()
}

/// What people put between words counts for nothing: guesses are made with and without.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | ',')
}

fn is_named(sequence: &[Match], names: &BTreeSet<String>) -> bool {
    sequence.iter().any(|part| match &part.pattern {
        MatchPattern::Dictionary(found) => names.contains(&found.matched_word),
        MatchPattern::Repeat(found) => is_named(&found.base_matches, names),
        _ => false,
    })
}

/// The text without gaps, in the pieces that are looked at.
fn pieces(folded: &str) -> impl Iterator<Item = String> {
    let mut visible = folded.chars().filter(|c| !is_gap(*c)).peekable();
    let next = move || {
        let mut piece: Vec<char> = vec![visible.next()?];
        while let Some(c) = visible.peek() {
            piece.push(*c);
            if work(&piece) > MOST_WORK {
                piece.pop();
                break;
            }
            visible.next();
        }
        Some(piece.into_iter().collect())
    };
    std::iter::from_fn(next).take(MOST_PIECES)
}

/// Twice the text as it is, forwards and backwards, and once for each reading.
fn work(piece: &[char]) -> usize {
    (2 + readings(piece)) * piece.len() * piece.len()
}

/// How many texts of letters zxcvbn makes of this one at most: it tries each look-alike of a letter with each of every other.
fn readings(piece: &[char]) -> usize {
    let mut twice = HashSet::new();
    let ways = LOOK_ALIKES.map(|letter| {
        let there = letter.iter().filter(|c| piece.contains(c));
        // One that another letter may have taken is tried with and without.
        let ways = there.map(|c| if twice.insert(*c) { 1 } else { 2 });
        ways.sum::<usize>().max(1)
    });
    ways.into_iter().product()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    fn guesses(text: &str) -> u64 {
        estimate(text, &BTreeSet::new(), u64::MAX).guesses
    }

    #[test]
    fn readings_are_counted_as_they_are_made() {
        for (text, count) in [
            ("letters only", 1),
            ("p@ssw0rd", 1),
            ("1", 2),
            ("0123456789", 12),
            ("4@({[<", 8),
            ("4@8({[<3691!|70$5+%2", 1_440),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(readings(&text), count, "{text:?}");
        }
    }

    /// Each text is what zxcvbn takes longest for, of its kind.
    #[test]
    fn fi_01_hostile_passwords_are_judged_in_bounded_work() {
        let names: Vec<String> = (4..64).map(|length| "a".repeat(length)).collect();
        let names = names.iter().map(String::as_str);
        let names = super::names(names);
        for text in [
            "a".repeat(1_024),
            format!("{}b", "a".repeat(1_023)),
            "4@8({[<3691!|70$5+%2".repeat(51),
            "1234567890".repeat(102),
            "44aa4aaaa4a4444aa44".repeat(53),
            "aaaaaaaabaaaaaaac".repeat(60),
            "aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz".repeat(19),
            "abcdefghijklmnopqrstuvwxyz".repeat(39),
            "passwordpassword1".repeat(60),
            "11/11/1999".repeat(102),
            "\u{fdfa}".repeat(341),
            "x \u{a0}\u{2003}".repeat(256),
        ] {
            let pieces: Vec<_> = pieces(&text).collect();
            assert!(pieces.len() <= MOST_PIECES);
            for piece in pieces {
                let piece: Vec<char> = piece.chars().collect();
                assert!(work(&piece) <= MOST_WORK, "{piece:?}");
            }
            // A debug build, beside other tests. Without the pieces some of these take minutes.
            let timed = || {
                let began = Instant::now();
                estimate(&text, &names, u64::MAX);
                began.elapsed()
            };
            let took = (0..3).map(|_| timed()).min().unwrap();
            let short: String = text.chars().take(24).collect();
            println!("{took:?} for {short}…");
            assert!(took < Duration::from_millis(500), "{took:?} for {short}…");
        }
    }

    #[test]
    fn what_stands_behind_a_long_repetition_counts() {
        let padding = "a".repeat(45);
        assert!(guesses(&format!("{padding}aaa")) < 1_000);
        assert!(guesses(&format!("{padding}weaving algebraic patterns")) > 10_000_000_000);
    }

    #[test]
    fn names_are_looked_for_whole_and_in_parts() {
        let names = names([
            "ada.lovelace@example.com",
            "id.example.org:8443",
            "Zoé & Co",
        ]);
        for name in [
            "adalovelace@examplecom",
            "adalovelace",
            "lovelace",
            "examplecom",
            "example",
            "8443",
            "Zoé&Co",
        ] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("ada"), "too short to tell");
        let one = estimate("3xampl3.com1", &names, u64::MAX);
        assert!(one.named && one.guesses < 100_000, "{one:?}");
        assert!(!estimate("something else", &names, u64::MAX).named);
    }

    #[test]
    fn our_list_has_what_zxcvbn_does_not_know() {
        let mut seen = HashSet::new();
        for word in WORDS.iter() {
            assert_eq!(super::super::login_name::fold_case(word), **word);
            assert!(!word.contains(is_gap), "{word}");
            assert!(seen.insert(word), "{word} is there twice");
            assert!(zxcvbn::zxcvbn(word, &[]).guesses() > 10_000, "{word}");
            assert!(guesses(word) < 1_000, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_an_estimate(text in "\\PC{0,300}", name in "\\PC{0,40}") {
            let _ = estimate(&text, &names([&*name]), u64::MAX);
        }

        #[test]
        fn any_look_alikes_have_an_estimate(text in "[a4@s5$i1!|l7t+() .\\n]{0,120}") {
            let _ = estimate(&text, &names(["alias"]), u64::MAX);
        }

        #[test]
        fn a_repetition_is_found(unit in "[a-zé]{1,5}", times in 4_usize..9) {
            // One that repeats something itself is found up to there.
            let letters: HashSet<char> = unit.chars().collect();
            prop_assume!(letters.len() == unit.chars().count());
            prop_assert!(guesses(&unit.repeat(times)) < 10_000_000_000);
        }
    }
}

//! What a character may hide: invisible code points, mixed scripts, look-alikes (UTS 39).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::MixedScript;
use unicode_security::mixed_script::AugmentedScriptSet;

/// Whether a code point shows nothing, reorders its neighbours, or has no agreed shape: controls, bidirectional
/// marks, zero-width characters, fillers, variation selectors, tags, private use and noncharacters.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The characters in NFC, each with whether it is an invisible one that its script needs: Persian and Indic names are spelled with
/// joiners (RFC 5892, appendices A.1 and A.2, simplified), emoji are joined, varied and tagged (UTS 51 §1.4.3 to §1.4.9).
pub fn with_joiners(typed: &str) -> impl Iterator<Item = (char, bool)> {
    let all: Vec<char> = typed.nfc().collect();
    let keeps: Vec<bool> = (0..all.len()).map(|at| is_needed(&all, at)).collect();
    all.into_iter().zip(keeps)
}

fn is_needed(all: &[char], at: usize) -> bool {
    const VIRAMA: u8 = 9;
    let before = || all[..at].iter().rev().copied();
    let after = || all[at + 1..].iter().copied();
    let last = before().next();
    let virama = || {
        let class = unicode_normalization::char::canonical_combining_class;
        last.is_some_and(|c| class(c) == VIRAMA)
    };
    let base = |c: &char| !is_combining_mark(*c);
    match all[at] {
        '\u{200c}' => {
            virama()
                || before().find(base).is_some_and(joins) && after().find(base).is_some_and(joins)
        }
        '\u{200d}' => {
            let variation = |c: &char| !matches!(c, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
            virama()
                || before().find(variation).is_some_and(is_pictograph)
                    && after().next().is_some_and(is_pictograph)
        }
        '\u{fe0e}' | '\u{fe0f}' => {
            let keycap = last.is_some_and(|c| c.is_ascii_digit() || matches!(c, '#' | '*'))
                && after().next() == Some('\u{20e3}');
            keycap || last.is_some_and(is_pictograph)
        }
        // A flag of a region: tags behind a black flag, ended by the last of them.
        '\u{e0020}'..='\u{e007f}' => {
            let flag = before().find(|c| !matches!(c, '\u{e0020}'..='\u{e007e}'));
            let end = all[at..]
                .iter()
                .find(|c| !matches!(c, '\u{e0020}'..='\u{e007e}'));
            flag == Some('\u{1f3f4}')
                && last != flag.filter(|_| all[at] == '\u{e007f}')
                && end == Some(&'\u{e007f}')
        }
        _ => false,
    }
}

/// Letters that are joined in writing: of Arabic, Syriac, N'Ko and Mongolian.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}' | '\u{710}'..='\u{74a}' | '\u{74d}'..='\u{77f}'
        | '\u{7ca}'..='\u{7ea}' | '\u{840}'..='\u{858}' | '\u{860}'..='\u{8c9}' | '\u{1820}'..='\u{18aa}')
}

/// What emoji are made of (UTS 51, `Extended_Pictographic`, by its blocks).
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}'
        | '\u{24c2}' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b55}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a word mixes scripts in a way no language does (UTS 39 §5.2, "highly restrictive"): Latin may stand
/// beside the scripts of Japanese, Korean or Chinese, nothing else beside anything.
pub fn mixes_scripts(word: &str) -> bool {
    if word.is_single_script() {
        return false;
    }
    let is_latin = |c: &char| AugmentedScriptSet::for_char(*c) == AugmentedScriptSet::for_char('a');
    let rest: String = word.chars().filter(|c| !is_latin(c)).collect();
    let scripts = AugmentedScriptSet::for_str(&rest);
    !(scripts.jpan || scripts.kore || scripts.hanb)
}

/// What a name looks like to a hurried eye: two names with the same skeleton are easily confused (UTS 39 §4).
///
/// Case, accents, spaces and `.`, `_`, `-` do not count, nor does the difference of `l`, `1` and `i`.
pub fn skeleton(name: &str) -> String {
    let plain: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let alike: String = unicode_security::skeleton(&plain)
        .flat_map(char::to_lowercase)
        .collect();
    unicode_security::skeleton(&alike)
        .filter(|c| !is_combining_mark(*c) && !is_invisible(*c) && !c.is_whitespace())
        .filter(|c| !matches!(c, '.' | '_' | '-'))
        .map(|c| if c == 'l' { 'i' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_known() {
        for c in [
            '\0',
            '\u{7}',
            '\r',
            '\n',
            '\u{7f}',
            '\u{85}',
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2066}',
            '\u{2069}',
            '\u{feff}',
            '\u{ad}',
            '\u{e0041}',
            '\u{fe0f}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{e000}',
            '\u{3164}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in ['a', ' ', 'é', '\u{301}', 'я', '漢', '🦀', '’', 'ß'] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }

    #[test]
    fn fc_53_joiners_are_kept_where_scripts_and_emoji_need_them() {
        let invisible = |text: &str| {
            let hidden = |(c, keeps): &(char, bool)| !keeps && is_invisible(*c);
            with_joiners(text).any(|each| hidden(&each))
        };
        for text in [
            "نیک\u{200c}نام",
            "علی\u{200c}رضا",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ක්\u{200d}ෂ",
            "\u{1f469}\u{200d}\u{1f4bb}",
            "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
            "\u{1f469}\u{1f3fd}\u{200d}\u{1f52c}",
            "❤\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        ] {
            assert!(!invisible(text), "{text:?}");
        }
        for text in [
            "a\u{200c}b",
            "a\u{200d}b",
            "نیک\u{200c}",
            "\u{200c}نام",
            "نیک\u{200c}a",
            "\u{1f469}\u{200d}",
            "\u{1f469}\u{200d}a",
            "a\u{fe0f}",
            "1\u{fe0f}",
            "a\u{e0041}",
            "\u{1f3f4}\u{e0067}",
            "\u{1f3f4}\u{e007f}",
            "a\u{202e}b",
            "a\u{200b}b",
        ] {
            assert!(invisible(text), "{text:?}");
        }
    }

    #[test]
    fn scripts_that_no_language_mixes_are_found() {
        for word in ["p\u{430}ypal", "adm\u{456}n", "\u{3b1}dmin", "a\u{5d0}b"] {
            assert!(mixes_scripts(word), "{word}");
        }
        for word in [
            "paypal",
            "Яндекс",
            "Ελένη",
            "ソニーSony",
            "삼성TV",
            "微信Pay",
            "C++",
            "3000",
            "Zoë",
            "",
        ] {
            assert!(!mixes_scripts(word), "{word}");
        }
    }

    #[test]
    fn look_alikes_share_a_skeleton() {
        for name in [
            "Admin",
            "ＡＤＭＩＮ",
            "\u{430}dmin",
            "adm\u{456}n",
            "adrnin",
            "adm1n",
            "admln",
            "ad-min",
            "ádmin",
            "a d m i n",
            "ad\u{200b}min",
        ] {
            assert_eq!(skeleton(name), skeleton("admin"), "{name}");
        }
        assert_eq!(skeleton("r00t"), skeleton("root"));
        for name in ["adam", "madmin", "administrator"] {
            assert_ne!(skeleton(name), skeleton("admin"), "{name}");
        }
    }
}

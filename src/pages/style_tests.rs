//! The stylesheet and templates keep their promises.

use std::fs;
use std::path::Path;

use crate::protocol::colour::{self, Colour};

const STYLE: &str = include_str!("../../static/style.css");
const SCRIPT: &str = include_str!("../../static/copy.js");

/// The two values of a colour token, as linear light.
fn token(name: &str) -> [[f64; 3]; 2] {
    let start = format!("--{name}:light-dark(");
    let rest = STYLE
        .split_once(&start)
        .unwrap_or_else(|| panic!("no token {name}"))
        .1;
    let (pair, _) = rest.split_once(')').unwrap();
    let mut colours = pair.split(',').map(|hex| {
        let number = u32::from_str_radix(hex.trim().trim_start_matches('#'), 16).unwrap();
        [16, 8, 0].map(|shift| linear(f64::from((number >> shift) & 0xff) / 255.0))
    });
    [colours.next().unwrap(), colours.next().unwrap()]
}

/// WCAG 2.2, relative luminance.
fn linear(channel: f64) -> f64 {
    if channel <= 0.040_45 {
        channel / 12.92
    } else {
        ((channel + 0.055) / 1.055).powf(2.4)
    }
}

fn contrast(front: [f64; 3], back: [f64; 3]) -> f64 {
    let luminance = |[r, g, b]: [f64; 3]| 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let (a, b) = (luminance(front) + 0.05, luminance(back) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn every_pair_of_colours_has_the_contrast_it_is_said_to_have() {
    for (front, back, light, dark, needs) in [
        ("ink", "surface", 16.48, 14.30, 4.5),
        ("ink", "canvas", 15.17, 15.88, 4.5),
        ("muted", "surface", 7.09, 8.31, 4.5),
        ("muted", "canvas", 6.53, 9.23, 4.5),
        ("muted", "accent-soft", 6.15, 6.74, 4.5),
        ("accent", "surface", 7.46, 9.15, 4.5),
        ("accent", "canvas", 6.87, 10.16, 4.5),
        ("accent", "accent-soft", 6.47, 7.42, 4.5),
        ("on-accent", "accent", 7.46, 9.07, 4.5),
        ("on-accent", "accent-press", 10.47, 11.05, 4.5),
        ("danger", "surface", 6.59, 8.31, 4.5),
        ("danger", "danger-soft", 5.80, 7.77, 4.5),
        ("ok", "surface", 6.75, 9.71, 4.5),
        ("ok", "ok-soft", 5.99, 8.36, 4.5),
        ("warn", "surface", 6.71, 10.15, 4.5),
        ("warn", "warn-soft", 6.15, 8.91, 4.5),
        ("control", "surface", 4.09, 5.00, 3.0),
        ("control", "canvas", 3.77, 5.56, 3.0),
    ] {
        let (front_pair, back_pair) = (token(front), token(back));
        for (theme, said) in [light, dark].into_iter().enumerate() {
            let measured = contrast(front_pair[theme], back_pair[theme]);
            assert!(
                (measured - said).abs() < 0.01,
                "{front} on {back}, theme {theme}: {measured:.2}, said {said}"
            );
            assert!(
                measured >= needs,
                "{front} on {back}, theme {theme}: {measured:.2} is less than {needs}"
            );
        }
    }
}

#[test]
fn colours_of_others_are_measured_against_our_grounds() {
    for (at, name) in ["surface", "canvas", "sunken", "warn-soft"]
        .into_iter()
        .enumerate()
    {
        let grounds = [colour::LIGHT[at], colour::DARK[at]];
        let measured = grounds.map(|Colour(rgb)| rgb.map(|c| linear(f64::from(c) / 255.0)));
        assert_eq!(measured, token(name), "{name}");
    }
}

#[test]
fn text_is_readable_on_every_ground_it_stands_on() {
    for (front, back) in [
        ("ink", "sunken"),
        ("ink", "accent-soft"),
        ("ink", "danger-soft"),
        ("ink", "ok-soft"),
        ("ink", "warn-soft"),
        ("muted", "sunken"),
        ("accent", "sunken"),
        ("accent", "warn-soft"),
        ("danger", "sunken"),
        ("ok", "warn-soft"),
        ("t1-ink", "t1"),
        ("t2-ink", "t2"),
        ("t3-ink", "t3"),
        ("t4-ink", "t4"),
        ("t5-ink", "t5"),
        ("surface", "danger"),
    ] {
        for theme in 0..2 {
            let measured = contrast(token(front)[theme], token(back)[theme]);
            assert!(
                measured >= 4.5,
                "{front} on {back}, theme {theme}: {measured:.2}"
            );
        }
    }
}

#[test]
fn the_stylesheet_knows_no_left_or_right() {
    for (number, line) in STYLE.lines().enumerate() {
        let physical = line.contains("left") || line.contains("right");
        assert!(!physical, "style.css line {}: {line}", number + 1);
    }
}

#[test]
fn stylesheet_and_script_stay_small_and_ask_nobody() {
    // The console has charts and tables, which no other page has.
    assert!(STYLE.len() <= 21_200, "style.css has {} bytes", STYLE.len());
    assert!(SCRIPT.len() <= 2_000, "copy.js has {} bytes", SCRIPT.len());
    for asked in ["url(", "@import", "http:", "https:"] {
        assert!(!STYLE.contains(asked), "style.css asks for {asked}");
    }
    for sink in [
        "innerHTML",
        "outerHTML",
        "eval",
        "insertAdjacent",
        "document.write",
        "fetch",
        "setTimeout",
    ] {
        assert!(!SCRIPT.contains(sink), "copy.js uses {sink}");
    }
}

#[test]
fn xs_06_no_template_switches_escaping_off() {
    let mut seen = 0;
    each_template(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates")),
        &mut |path, text| {
            seen += 1;
            let squeezed: String = text.split_whitespace().collect();
            // A letter and the demo's view of it have no stylesheet of their own.
            let inside = |folder: &str| path.components().any(|part| part.as_os_str() == folder);
            let styled = inside("mail") || inside("demo");
            let everywhere = ["|safe", "escape(", "autoescape", "onclick", "http-equiv"];
            let of_pages: &[&str] = if styled { &[] } else { &["style=", "<style"] };
            for forbidden in everywhere.iter().chain(of_pages) {
                assert!(
                    !squeezed.contains(forbidden),
                    "{} has {forbidden}",
                    path.display()
                );
            }
            let kind = path.extension().and_then(|kind| kind.to_str());
            let as_text = inside("mail") && kind == Some("txt");
            assert!(
                as_text || kind == Some("html"),
                "only .html is escaped as HTML"
            );
        },
    );
    assert!(seen > 20);
}

fn each_template(dir: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_template(&path, look);
        } else {
            look(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

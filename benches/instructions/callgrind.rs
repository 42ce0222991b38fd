//! Runs this program under callgrind, and reads what it counted.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use super::routes::Route;
use super::stage::copy;

/// Prints a line for each route that is wanted: all of them, or those whose name has one of the words.
pub fn run(stage: &Path, wanted: &[&String]) -> Result<(), String> {
    println!(
        "{:<36} {:>13} {:>13} {:>11}",
        "instructions per request", "first", "second", "difference"
    );
    for route in Route::ALL {
        let name = route.name();
        if !wanted.is_empty() && !wanted.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let (first, second) = (per_request(stage, route)?, per_request(stage, route)?);
        let difference = (first - second).abs() / first * 100.0;
        println!(
            "{name:<36} {:>13} {:>13} {difference:>9.2} %",
            grouped(first),
            grouped(second)
        );
    }
    Ok(())
}

fn per_request(stage: &Path, route: Route) -> Result<f64, String> {
    let requests = route.requests();
    let once = count(stage, route, requests)?;
    let twice = count(stage, route, 2 * requests)?;
    Ok((twice as f64 - once as f64) / requests as f64)
}

/// Whether there is one, and which.
pub fn version() -> Result<String, String> {
    match Command::new("valgrind").arg("--version").output() {
        Ok(output) => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err("valgrind is missing; Debian has it: apt-get install valgrind".into())
        }
        Err(error) => Err(format!("valgrind does not run: {error}")),
    }
}

/// The instructions of a whole run with so many requests.
fn count(stage: &Path, route: Route, requests: usize) -> Result<u64, String> {
    let directory = copy(stage);
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["walk", route.name(), &requests.to_string()])
        .arg(directory.path())
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    // "==4711== Collected : 1234567"
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    match collected {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("{}: {}\n{said}", route.name(), output.status)),
    }
}

/// `1,234,567`
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

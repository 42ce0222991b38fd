//! Whether an answer's time tells who has an account: `cargo bench --bench timing [-- sign-in|reset|sign-up] [SAMPLES]` (AU-01, AU-02).
//!
//! Known and unknown names take turns by lot, 10,000 samples of each, in one process and through the real router; the clock of the
//! provider is moved between samples, so that no budget is ever used up. Printed are the quantiles of both, the shift between their
//! medians, and Welch's t for all samples and for those below the ninth decile of both together, which is free of what else the machine
//! did. |t| above 4.5 says that the two differ; how much, the shift says.
//!
//! The password hash is as small as the settings allow, so that a difference is not buried under it.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on has failed"
)]

use std::time::{Duration, Instant};

use world::browser::replace;
use world::{Browser, ISSUER, Letters, Page, Provider};

#[path = "../tests/world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "tests use the rest of it")]
mod world;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// People with an account; the next sample of one of them comes after all the others.
const PEOPLE: usize = 200;
/// What passes between two samples, for budgets by account, address and installation.
const PAUSE: Duration = Duration::from_secs(600);

/// A form that people without a session fill in with a name.
struct Place {
    name: &'static str,
    path: &'static str,
    form: &'static str,
    /// Where the name or the address goes.
    field: &'static str,
    /// The rest of what is typed.
    typed: &'static [(&'static str, &'static str)],
    /// What it is answered with is in the address that the answer leads to.
    leads_to: &'static str,
}

const PLACES: [Place; 3] = [
    Place {
        name: "sign-in",
        path: "/login",
        form: "login-form",
        field: "login",
        typed: &[("password", "not the password of anybody")],
        leads_to: "refused=",
    },
    Place {
        name: "reset",
        path: "/login/forgot",
        form: "forgot-form",
        field: "login",
        typed: &[],
        leads_to: "/login/forgot/sent",
    },
    Place {
        name: "sign-up",
        path: "/sign-up",
        form: "sign-up-form",
        field: "email",
        typed: &[("name", "Somebody Else"), ("password", world::PASSWORD)],
        leads_to: "/sign-up/sent",
    },
];

fn main() {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build().unwrap();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let samples = words.iter().find_map(|word| word.parse().ok());
    let named = |place: &&Place| words.iter().any(|word| word == place.name);
    let some = PLACES.iter().any(|place| named(&place));
    for place in PLACES.iter().filter(|place| !some || named(place)) {
        runtime.block_on(measure(place, samples.unwrap_or(10_000)));
    }
}

async fn measure(place: &Place, samples: usize) {
    let (data, letters) = (tempfile::tempdir().unwrap(), Letters::new());
    let mut settings = lanyard::config::Settings::for_tests(ISSUER);
    let database = format!("sqlite:{}", data.path().join("lanyard.db").display());
    settings.database = database.parse().unwrap();
    settings.data_dir = data.path().to_path_buf();
    settings.sign_up = lanyard::config::SignUp::Open;
    letters.arrive(&mut settings);
    let provider = Provider::start(settings).await;
    for number in 0..PEOPLE {
        provider.add_user(&known(number)).await;
    }
    let mut browser = Browser::new(&provider);
    let mut page = browser.open(place.path).await;
    let mut times = [const { Vec::new() }; 2];
    let mut lot = 0x9e37_79b9_7f4a_7c15_u64;
    while times.iter().any(|one| one.len() < samples) {
        lot ^= lot << 13;
        lot ^= lot >> 7;
        lot ^= lot << 17;
        let stranger = usize::from(lot >> 40 & 1 == 1);
        if times[stranger].len() == samples {
            continue;
        }
        let count = times[stranger].len();
        // Names of both are equally long.
        let login = match stranger {
            0 => known(count % PEOPLE),
            _ => format!("noone-{:05}", count % PEOPLE),
        };
        let typed = match place.field {
            "email" => format!("{login}@example.org"),
            _ => login,
        };
        if count.is_multiple_of(100) {
            page = browser.open(place.path).await;
        }
        let took = sample(place, &mut browser, &page, &typed).await;
        times[stranger].push(took);
        provider.clock.advance(PAUSE);
        // What an answer leaves to be done beside it belongs to no other sample.
        tokio::time::sleep(Duration::from_micros(500)).await;
        if count.is_multiple_of(500) {
            provider.app.outbox.settle().await;
            let _ = letters.take(&provider).await;
        }
    }
    report(place, times);
    provider.app.db.close().await;
}

fn known(number: usize) -> String {
    format!("mara-{number:06}")
}

async fn sample(place: &Place, browser: &mut Browser, page: &Page, name: &str) -> f64 {
    let (path, fields) = page.form(place.form, None);
    let mut typed = vec![(place.field, name)];
    typed.extend(place.typed);
    let fields = replace(fields, &typed);
    let request = world::browser::form_request(&path, &fields, "same-origin", Some("null"));
    let began = Instant::now();
    let answer = browser.send(request).await;
    let took = began.elapsed();
    let there = answer
        .headers
        .get("location")
        .map(|to| to.to_str().unwrap());
    let right = there.is_some_and(|to| to.contains(place.leads_to));
    assert!(right, "{} {there:?} {}", answer.status, answer.html);
    took.as_secs_f64() * 1e6
}

fn report(place: &Place, mut times: [Vec<f64>; 2]) {
    let mut all = times.concat();
    all.sort_by(f64::total_cmp);
    let decile = at(&all, 0.9);
    let (whole, central) = (welch(&times, f64::INFINITY), welch(&times, decile));
    println!("{}, {} samples of each, µs", place.name, times[0].len());
    for (who, own) in ["known", "unknown"].iter().zip(&mut times) {
        own.sort_by(f64::total_cmp);
        let [low, middle, high, last] = [0.1, 0.5, 0.9, 0.99].map(|part| at(own, part));
        println!("  {who:8} 10 % {low:7.1}  median {middle:7.1}  90 % {high:7.1}  99 % {last:7.1}");
    }
    let [known, unknown] = times.map(|own| at(&own, 0.5));
    let part = (known - unknown) / unknown * 100.0;
    println!(
        "  shift of the median {:+.1} µs ({part:+.2} %); t {whole:+.2}, without the last tenth {central:+.2}",
        known - unknown
    );
}

/// The quantile of sorted samples.
fn at(sorted: &[f64], part: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a place in a list of some thousands"
    )]
    let place = (sorted.len() as f64 * part) as usize;
    sorted[place.min(sorted.len() - 1)]
}

/// Welch's t of the samples below `cut`.
fn welch(times: &[Vec<f64>; 2], cut: f64) -> f64 {
    let [(mean, error), (other, other_error)] = times.each_ref().map(|own| {
        let own = own.iter().filter(|took| **took < cut);
        let (count, sum) = own
            .clone()
            .fold((0.0, 0.0), |(n, sum), took| (n + 1.0, sum + took));
        let mean = sum / count;
        let squares: f64 = own.map(|took| (took - mean).powi(2)).sum();
        (mean, squares / (count - 1.0) / count)
    });
    (mean - other) / (error + other_error).sqrt()
}

//! The mail server, as the server would use it.

use crate::config::{Brand, Settings};
use crate::identity::email::EmailAddress;
use crate::mail::{Letter, Post, Sealed, Sent};
use crate::ops::precondition::Finding;
use crate::protocol::time::Timestamp;
use crate::random;

const CHECK: &str = "mail";

/// Connects, encrypts and signs in as `[mail]` says; with an address, sends a letter there.
pub async fn of_mail(settings: &Settings, to: Option<&str>, now: Timestamp) -> Finding {
    let post = match Post::new(settings, &Brand::of(settings)) {
        Ok(Some(post)) => post,
        Ok(None) if to.is_some() => {
            let fix = "set mail.smtp and mail.from, as lanyard.example.toml explains";
            return Finding::problem(CHECK, "mail is off, so nothing can be sent", fix);
        }
        Ok(None) => return Finding::ok(CHECK, "off: mail.smtp is not set"),
        Err(error) => return Finding::problem(CHECK, format!("{error:#}"), "see `[mail]`"),
    };
    let Some(to) = to else {
        return match post.try_out().await {
            Ok(says) => Finding::ok(CHECK, says),
            Err(why) => Finding::problem(CHECK, why.clone(), fix(&why)),
        };
    };
    let to = match EmailAddress::parse(to) {
        Ok(to) => to,
        Err(error) => {
            return Finding::problem(CHECK, format!("\"{to}\" is no address"), error.to_string());
        }
    };
    let letter = Sealed {
        to: to.into_string(),
        locale: None,
        zone: None,
        letter: Letter::Trial,
        further: Default::default(),
    };
    match post.send(random::uuid_v7(now), now, &letter).await {
        Sent::Taken(answer) => Finding::ok(CHECK, format!("a letter was taken: {answer}")),
        Sent::Refused(why) => {
            let fix = "may this address be written to, and may mail.from be written from?";
            Finding::problem(CHECK, why, fix)
        }
        Sent::NotNow(why) => Finding::problem(CHECK, why.clone(), fix(&why)),
    }
}

/// What to look at first.
fn fix(why: &str) -> &'static str {
    let why = why.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if says(&["535", "530", "534", "538", "authentication", "mechanism"]) {
        return "correct mail.user and mail.password; some providers want a password made for the app";
    }
    if says(&["certificate"]) {
        return "mail.smtp must be the name in the server's certificate; one of your own authority needs outbound.extra_root_file";
    }
    if says(&["tls", "starttls", "corrupt message"]) {
        return "port 587 usually wants mail.encryption \"starttls\", port 465 \"tls\"";
    }
    "is mail.smtp right, does the server run, and does a firewall let this machine out?"
}

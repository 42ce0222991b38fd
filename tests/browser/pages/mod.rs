//! Every page and state of the running server, as people meet them: nothing sticks out of a screen of 320, 390 or 1280 px, or is cut,
//! also with larger text and at 200 %, and nothing meets the content security policy. With `LANYARD_SHOTS` set, a picture of each.

mod account;
mod console;
mod developer;
mod joining;
mod on_the_way;
mod refused;
mod visitors;

use lanyard::store::users::User;
use serde_json::json;

use crate::chromium::{House, PASSWORD, seed};

/// What walks are taken in: German has the longest words, Arabic runs from right to left.
const LANGUAGES: [&str; 3] = ["en", "de", "ar"];

const EVERYTHING: &str = "scope=openid profile email phone address offline_access";

/// Somebody about whom everything is known.
async fn add_somebody(house: &House) {
    let claims = json!({
        "given_name": "Mara", "family_name": "Lindqvist", "nickname": "Mimmi", "birthdate": "1987-04-02",
        "phone_number": "+46 70 123 45 67", "locale": "sv-SE", "zoneinfo": "Europe/Stockholm",
        "address": {"formatted": "Strandvägen 1\n114 51 Stockholm\nSweden"}, "website": "https://mara.example",
    });
    let fill = |user: &mut User| user.claims = claims.as_object().expect("an object").clone();
    seed::add_user_with(&house.app, "mara", PASSWORD, fill).await;
}

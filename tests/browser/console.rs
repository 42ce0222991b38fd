//! The console as who looks after an installation meets it.

use lanyard::accounts::roles;
use lanyard::audit::Actor;
use lanyard::protocol::roles::Role;

use crate::chromium::{Chromium, House, PASSWORD, Script, seed, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_looked_after_with_scripts() {
    tell(Script::On, walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_looked_after_without_scripts() {
    tell(Script::Off, walk).await;
}

/// The longest words.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_looked_after_in_german() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("de").await;
        walk(browser, house).await;
    })
    .await;
}

/// From right to left.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_looked_after_in_arabic() {
    tell(Script::On, async |browser, house| {
        browser.ask_for_language("ar").await;
        walk(browser, house).await;
    })
    .await;
}

async fn walk(browser: &Chromium, house: &House) {
    seed::add_user_with(&house.app, "mara", PASSWORD, |user| user.admin = true).await;
    for login in ["jonas", "grace", "kay"] {
        seed::add_user(&house.app, login, PASSWORD).await;
    }
    let grace = seed::add_user_with(&house.app, "hopper", PASSWORD, |user| {
        user.name = "Grace Brewster Hopper".into();
        user.disabled_at = Some(house.app.clock.now());
    })
    .await;
    let (given, now) = ((Role::Support, true), house.app.clock.now());
    roles::set(&house.app.db, grace.id, given, &Actor::operator(), now)
        .await
        .unwrap();

    browser.open(&house.at("/login?return=/admin")).await;
    browser.sign_in("mara").await;
    browser.arrives_at("/admin").await;
    browser.look("admin").await;
    browser.open(&house.at("/admin/people")).await;
    browser.look("admin-people").await;

    // Somebody new.
    browser.click("#new-person").await;
    browser.arrives_at("/admin/people/new").await;
    browser.look("admin-new-person").await;
    browser.fill("#login", "ingrid").await;
    browser.fill("#email", "ingrid@example.org").await;
    browser.fill("#name", "Ingrid Holm").await;
    browser.click("#save-person").await;
    browser.find("#notice").await;
    browser.look("admin-person-new").await;
    browser.click("#print-reset").await;
    browser.find("#task-form").await;
    browser.look("admin-task").await;
    browser.click("#confirm-task").await;
    browser.find("#link").await;
    browser.look("admin-link").await;

    // Somebody who has been here for long, found by the last word of her name.
    browser.open(&house.at("/admin/people")).await;
    browser.fill("#q", "hopper").await;
    browser.click("#search").await;
    browser.click(".rows h2 a").await;
    browser.find("#enable").await;
    browser.look("admin-person").await;
    browser.click("#enable").await;
    browser.click("#confirm-task").await;
    browser.find("#disable").await;
    browser.click("#edit-person").await;
    browser.find("#profile-form").await;
    browser.look("admin-edit-person").await;
    browser
        .open(&house.at(&format!("/admin/people/{}", grace.id)))
        .await;
    browser.click("#give-auditor").await;
    browser.find("#take-auditor").await;

    // Several at once: first it is said who they are.
    browser.open(&house.at("/admin/people?q=jonas")).await;
    browser.click(".rows [type=checkbox]").await;
    browser.click("#several-disable").await;
    browser.find("#affected").await;
    browser.look("admin-several").await;
    browser.click("#confirm-task").await;
    browser.arrives_at("/admin/people").await;
    browser.find("#notice").await;

    browser.open(&house.at("/admin/sessions")).await;
    browser.look("admin-sessions").await;
    browser.open(&house.at("/admin/audit")).await;
    browser.look("admin-audit").await;
}

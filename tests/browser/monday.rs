//! A Monday of whoever looks after an installation, by the pages alone: somebody is invited into a group, an app is registered, vetted,
//! restricted and told a claim, an error is seen, a key rotated, somebody signed out, and all of it found in the audit.

use crate::chromium::{Chromium, House, PASSWORD, RelyingParty, Script, seed, tell};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monday_with_scripts() {
    tell(Script::On, monday).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monday_without_scripts() {
    tell(Script::Off, monday).await;
}

async fn monday(root: &Chromium, house: &House) {
    seed::add_user_with(&house.app, "root", PASSWORD, |user| {
        user.admin = true;
        user.name = "Ruth Ooi".into();
    })
    .await;
    // Ada sits at a computer of her own.
    let ada = Chromium::start(root.script).await;
    root.open(&house.at("/login?return=/admin")).await;
    root.sign_in("root").await;
    root.arrives_at("/admin").await;

    let group = invite(root, &ada, house).await;
    let app = RelyingParty::open(&house.issuer, "localhost").await;
    let id = register(&ada, house, &app).await;
    look_after(root, house, &id).await;
    use_it(root, &ada, house, &app, &id).await;
    rotate(root, house).await;
    sign_out(root, &ada, house, &group).await;
    find_it(root, house).await;
    ada.assert_no_violation().await;
    ada.quit().await;
}

/// Makes a group, and invites Ada into it. Answers where the group is.
async fn invite(root: &Chromium, ada: &Chromium, house: &House) -> String {
    root.open(&house.at("/admin/groups/new")).await;
    root.look("monday-group-new").await;
    root.fill("#title", "Platform team").await;
    root.fill("#name", "platform").await;
    root.click("#save").await;
    root.find("#join-form").await;
    let group = root.path().await;
    // The people of this group help others back in.
    root.click("#give-support").await;
    root.find("#take-support").await;
    root.look("monday-group").await;

    root.open(&house.at("/admin/people/invite")).await;
    root.fill("#email", "ada@example.org").await;
    root.fill("#groups", "platform").await;
    root.look("monday-invite").await;
    root.click("#save-person").await;
    let link = root.value("#link").await;
    ada.open(&link).await;
    ada.fill("#name", "Ada Lovelace").await;
    ada.fill("#password", PASSWORD).await;
    ada.click("#sign-up").await;
    ada.find("a[href='/admin']").await;
    root.open(&house.at(&group)).await;
    assert!(root.text("#members").await.contains("Ada Lovelace"));
    root.click("#members a").await;
    root.find("#roles-heading").await;
    root.look("monday-person").await;
    let by = format!("a.tag[href='{group}']");
    assert!(root.text(&by).await.contains("Platform team"));
    group
}

/// Ada registers her app. Answers its client id.
async fn register(ada: &Chromium, house: &House, app: &RelyingParty) -> String {
    ada.open(&house.at("/apps/new/web")).await;
    ada.fill("#name", "Wiki").await;
    ada.fill("#redirect_uris", &app.callback()).await;
    ada.click("#register").await;
    let secret = ada.value("#secret").await;
    ada.click("#stored").await;
    let id = ada.text("#client-id").await;
    app.is_registered((id.clone(), secret));
    id
}

/// It is vetted, limited, for one group alone, and told a claim.
async fn look_after(root: &Chromium, house: &House, id: &str) {
    root.open(&house.at("/admin/apps")).await;
    assert!(root.text("main").await.contains("Wiki"));
    root.look("monday-apps").await;
    root.open(&house.at(&format!("/admin/apps/{id}"))).await;
    root.click("#vet-app").await;
    root.find("#notice").await;
    root.fill("#tokens_a_minute", "none").await;
    root.click("#set-limit").await;
    root.find("#tokens_a_minute-error").await;
    root.look("monday-app-limit-wrong").await;
    root.fill("#tokens_a_minute", "600").await;
    root.click("#set-limit").await;
    root.find("#notice").await;
    root.look("monday-app").await;

    root.click("#access").await;
    root.find("#restrict-form").await;
    root.click("[name=only][value=assigned]").await;
    root.click("#save").await;
    root.find("#shut").await;
    root.fill("#who", "platform").await;
    root.fill("#role", "Editor").await;
    root.click("#assign").await;
    assert!(root.text("#assigned").await.contains("Editor"));
    root.look("monday-access").await;
    root.open(&house.at(&format!("/admin/apps/{id}/claims")))
        .await;
    root.fill("#claim", "wiki_role").await;
    root.fill("#from", "roles").await;
    root.click("#map").await;
    assert!(root.text("#mappings").await.contains("wiki_role"));
    root.fill("#person", "ada@example.org").await;
    root.click("#show-preview").await;
    root.find("#preview-heading").await;
    root.look("monday-claims").await;
}

/// Ada uses it, Ruth may not, and what it asks for wrongly is seen.
async fn use_it(root: &Chromium, ada: &Chromium, house: &House, app: &RelyingParty, id: &str) {
    ada.open(&app.start("scope=openid profile")).await;
    ada.arrives_at("/consent").await;
    ada.click("#approve").await;
    ada.arrives_at("/cb").await;
    assert_eq!(ada.heading().await, "Hello Ada Lovelace");
    root.open(&app.start("scope=openid profile")).await;
    root.arrives_at("/login/access").await;
    root.look("monday-no-access").await;
    assert_eq!(app.arrivals().len(), 1);

    let wrong = format!(
        "/authorize?client_id={id}&response_type=code&redirect_uri=https://rp.example/other"
    );
    ada.open(&house.at(&wrong)).await;
    ada.find("h1").await;
    root.open(&house.at(&format!("/admin/apps/{id}"))).await;
    let seen = root.text("#recent-errors").await;
    assert!(seen.contains("rp.example/other"), "{seen}");
    root.look("monday-app-errors").await;
}

async fn rotate(root: &Chromium, house: &House) {
    root.open(&house.at("/admin/keys")).await;
    root.look("monday-keys").await;
    root.open(&house.at("/admin/keys/rotate")).await;
    root.look("monday-rotate").await;
    root.click("#confirm-rotate").await;
    root.find("#notice").await;
    root.arrives_at("/admin/keys").await;
}

async fn sign_out(root: &Chromium, ada: &Chromium, house: &House, group: &str) {
    root.open(&house.at(group)).await;
    root.click("#members a").await;
    root.click("#sign-out").await;
    root.find("#task-form").await;
    root.look("monday-sign-out").await;
    root.click("#confirm-task").await;
    root.find("#notice").await;
    ada.open(&house.at("/account")).await;
    ada.arrives_at("/login").await;
}

async fn find_it(root: &Chromium, house: &House) {
    for act in [
        "group.made",
        "group.role-given",
        "account.invited",
        "account.made",
        "client.registered",
        "client.changed",
        "client.access",
        "client.assigned",
        "consent.given",
        "key.rotated",
        "sign-in.ended",
    ] {
        root.open(&house.at(&format!("/admin/audit?kind={act}")))
            .await;
        let found = root.text("#entries").await;
        assert!(found.contains(act), "{act}: {found}");
    }
    root.open(&house.at("/admin/audit?person=ada@example.org"))
        .await;
    root.find("#entries").await;
    root.look("monday-audit").await;
    root.open(&house.at("/admin")).await;
    root.look("monday-overview").await;
}

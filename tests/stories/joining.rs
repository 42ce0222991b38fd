//! Making an account where letters are sent, and by invitation.

use std::time::Duration;

use lanyard::accounts::joining::{self, Invite, NotInvited};
use lanyard::audit::Actor;
use lanyard::config::{Settings, SignUp};
use lanyard::identity::email::EmailAddress;

use crate::world::matrix::everywhere_with;
use crate::world::{Browser, Letters, PASSWORD, Page, Provider, RelyingParty, everywhere};

const NEW: &str = "another sentence works as well";

async fn signs_up(browser: &mut Browser, site: &Provider, url: &str, email: &str) -> Page {
    let page = browser.open(url).await;
    let typed = [
        ("name", "Ada Lovelace"),
        ("email", email),
        ("password", PASSWORD),
    ];
    let before = site.count("outbox").await;
    let page = browser.submit(&page, "sign-up-form", None, &typed).await;
    // The letter is written beside the answer.
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(4)).await;
        if site.count("outbox").await > before {
            break;
        }
    }
    page
}

/// An invitation, and its link when it is handed over.
async fn invited(site: &Provider, email: &str, by_letter: bool) -> Result<String, NotInvited> {
    let (app, actor) = (&site.app, Actor::operator());
    let invite = Invite {
        groups: Vec::new(),
        email: EmailAddress::parse(email).unwrap(),
        lifetime: app.settings.proofs.invitation,
        link: app.url("/sign-up?invitation="),
        by: Some("Mara Lindqvist".into()),
        by_letter,
    };
    let letters = (&app.keys, &app.mailing);
    let done = joining::invite(&app.db, letters, invite, &actor, site.clock.now()).await;
    done.map(|invited| invited.url)
}

#[tokio::test]
async fn au_01_sign_up_is_answered_the_same_whoever_has_the_address() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        let mut answers = Vec::new();
        for email in ["Mara@Example.org", "ada@example.org"] {
            let mut browser = Browser::new(&site);
            let page = signs_up(&mut browser, &site, "/sign-up", email).await;
            assert_eq!(page.path(), "/sign-up/sent", "{}", page.html);
            assert!(page.html.contains(&email.to_lowercase()));
            let lead = page.texts(".lead").concat();
            let names: Vec<_> = page.headers.keys().map(ToString::to_string).collect();
            let wrong = [("code", "2222-2222")];
            let wrong = browser.submit(&page, "code-form", None, &wrong).await;
            let text = lead.replace(&email.to_lowercase(), "");
            answers.push((
                page.status,
                page.heading(),
                text,
                names,
                wrong.status,
                wrong.text("#code-error"),
            ));
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0].4, 422);
        let arrived = letters.take(&site).await;
        let to = |to: &str| arrived.iter().find(|letter| letter.to == to).unwrap();
        let there = to("mara@example.org");
        assert!(there.subject.contains("You have an account"), "{there:?}");
        there.link("/login");
        to("ada@example.org").code();
        assert_eq!(site.count("users").await, 1, "nobody yet");
        assert_eq!(site.count("invitation").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_code_makes_the_account_and_the_app_is_next() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let app = RelyingParty::registered(&site, "Harbour Notes").await;
        let started = app.start(&["email"], &[]);
        let mut ada = Browser::new(&site);
        let page = ada.open(&started.url).await;
        let link = page.attribute("a[href^='/sign-up']", "href").unwrap();
        let page = signs_up(&mut ada, &site, &link, "ada@example.org").await;
        assert!(page.texts(".lead").concat().contains("Harbour Notes"));
        let empty = ada.submit(&page, "code-form", None, &[("code", " ")]).await;
        assert_eq!(empty.status, 422);
        let first = letters.one(&site).await;

        // Another letter takes the place of the first.
        let page = ada.submit(&page, "again-form", None, &[]).await;
        assert_eq!(page.path(), "/sign-up/sent", "{}", page.html);
        tokio::time::sleep(Duration::from_millis(100)).await;
        let letter = letters.one(&site).await;
        let stale = [("code", &*first.code())];
        let wrong = ada.submit(&page, "code-form", None, &stale).await;
        assert_eq!(wrong.status, 422, "{}", wrong.html);
        let typed = [("code", &*letter.code().replace('-', " "))];
        let page = ada.submit(&page, "code-form", None, &typed).await;
        assert_eq!(page.path(), "/sign-up/welcome", "{}", page.html);
        assert_eq!(page.heading(), "Welcome, Ada Lovelace");
        let onward = page.attribute("#onward", "href").unwrap();
        let page = ada.open(&onward).await;
        assert_eq!(page.path(), "/consent", "{}", page.html);
        let user = site.user("ada@example.org").await;
        assert!(user.email_verified);
        assert_eq!(site.count("invitation").await, 0, "all of the address");
        for letter in [first, letter] {
            let late = Browser::new(&site).open(&letter.link("/sign-up")).await;
            assert_eq!(late.status, 410, "{}", late.html);
        }
        // There is nothing to go back to.
        assert_eq!(ada.open("/sign-up/sent").await.path(), "/sign-up");
    })
    .await;
}

#[tokio::test]
async fn em_13_a_link_read_elsewhere_takes_no_password_of_a_stranger() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let mut eve = Browser::new(&site);
        let sent = signs_up(&mut eve, &site, "/sign-up", "ada@example.org").await;
        let letter = letters.one(&site).await;
        let link = letter.link("/sign-up");

        // Scanners open links, and change nothing.
        let before = site.dump().await;
        let secret = link.split_once("invitation=").unwrap().1.to_owned();
        assert!(
            !format!("{before:?}").contains(&secret),
            "only its hash is kept"
        );
        let first = Browser::new(&site).open_once(&link).await;
        assert_eq!(
            (first.status.as_u16(), &*first.location()),
            (303, "/sign-up?invited=1")
        );
        assert_eq!(first.headers["referrer-policy"], "no-referrer");
        assert_eq!(site.dump().await, before);

        let mut ada = Browser::new(&site);
        let page = ada.open(&link).await;
        assert!(!page.html.contains(&secret), "{}", page.html);
        assert_eq!(
            page.attribute("#email", "value").as_deref(),
            Some("ada@example.org")
        );
        assert!(page.has("#email[readonly]") && page.has("#password"));
        // The address is the letter's, whatever is sent.
        let typed = [
            ("name", "Ada"),
            ("email", "eve@example.org"),
            ("password", NEW),
        ];
        let page = ada.submit(&page, "sign-up-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(site.user("ada@example.org").await.email_verified);

        // Whoever began it has nothing of it: neither the account nor its password.
        let code = [("code", &*letter.code())];
        assert_eq!(
            eve.submit(&sent, "code-form", None, &code).await.status,
            422
        );
        let mut eve = Browser::new(&site);
        let page = eve.open("/login").await;
        let typed = [("login", "ada@example.org"), ("password", PASSWORD)];
        let page = eve.submit(&page, "login-form", None, &typed).await;
        assert_eq!(page.path(), "/login", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn em_02_a_link_and_a_code_make_one_account() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let mut ada = Browser::new(&site);
        let page = signs_up(&mut ada, &site, "/sign-up", "ada@example.org").await;
        let letter = letters.one(&site).await;
        let mut other = Browser::new(&site);
        let form = other.open(&letter.link("/sign-up")).await;
        let (path, fields) = page.form("code-form", None);
        let code = letter.code();
        let fields = crate::world::browser::replace(fields, &[("code", &*code)]);
        let (there, typed) = form.form("sign-up-form", None);
        let new = [("name", "Ada"), ("password", NEW)];
        let typed = crate::world::browser::replace(typed, &new);
        let (one, two) = tokio::join!(ada.post(&path, &fields), other.post(&there, &typed));
        let done = [&one, &two].map(|page| page.path() == "/account");
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
        assert_eq!(site.count("users").await, 1);
        assert_eq!(site.count("invitation").await, 0);

        // In the browser that asked, the link leads to a button.
        let page = signs_up(&mut ada, &site, "/sign-up", "grace@example.org").await;
        let letter = letters.take(&site).await.pop().unwrap();
        assert_eq!(page.path(), "/sign-up/sent");
        let page = ada.open(&letter.link("/sign-up")).await;
        assert_eq!(page.path(), "/sign-up/sent", "{}", page.html);
        assert!(!page.has("#code"), "{}", page.html);
        let page = ada.submit(&page, "code-form", None, &[]).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn em_06_em_12_guesses_and_letters_to_one_address_are_few() {
    let letters = Letters::new();
    let settings = |settings: &mut _| letters.arrive(settings);
    everywhere_with(settings, async |site| {
        let mut ada = Browser::new(&site);
        let page = signs_up(&mut ada, &site, "/sign-up", "ada@example.org").await;
        let letter = letters.one(&site).await;
        for _ in 0..5 {
            let wrong = [("code", "2222-2222")];
            ada.submit(&page, "code-form", None, &wrong).await;
        }
        let typed = [("code", &*letter.code())];
        let late = ada.submit(&page, "code-form", None, &typed).await;
        assert_eq!(late.status, 422, "{}", late.html);
        for _ in 0..6 {
            ada.submit(&page, "again-form", None, &[]).await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(letters.take(&site).await.len() <= 2, "three in an hour");
        assert!(site.count("invitation").await <= 5);
        // The link of the first works on.
        let page = ada.open(&letter.link("/sign-up")).await;
        let (name, password) = (("name", "Ada"), ("password", NEW));
        let page = ada
            .submit(&page, "sign-up-form", None, &[name, password])
            .await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn em_04_an_invitation_works_once_for_its_address_and_for_some_days() {
    let letters = Letters::new();
    let settings = |settings: &mut Settings| {
        letters.arrive(settings);
        settings.sign_up = SignUp::Invited;
    };
    everywhere_with(settings, async |site| {
        site.add_user("mara").await;
        assert!(matches!(
            invited(&site, "mara@example.org", true).await,
            Err(NotInvited::There)
        ));
        let page = Browser::new(&site).open("/sign-up").await;
        assert!(!page.has("#sign-up-form"), "{}", page.html);

        invited(&site, "ada@example.org", true).await.unwrap();
        let letter = letters.one(&site).await;
        assert_eq!(letter.to, "ada@example.org");
        assert!(letter.text.contains("Mara Lindqvist"), "{}", letter.text);
        let mut ada = Browser::new(&site);
        let page = ada.open(&letter.link("/sign-up")).await;
        assert!(
            page.heading().starts_with("You are invited"),
            "{}",
            page.html
        );
        let (path, fields) = page.form("sign-up-form", None);
        let typed = [("name", "Ada"), ("password", PASSWORD)];
        let fields = crate::world::browser::replace(fields, &typed);
        // What one browser showed is nothing in another.
        let mut eve = Browser::new(&site);
        let token = eve.csrf_of("/login").await;
        let stolen = crate::world::browser::replace(fields.clone(), &[("csrf", &*token)]);
        assert!(eve.post(&path, &stolen).await.status.is_client_error());
        let page = ada.post(&path, &fields).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
        assert!(site.user("ada@example.org").await.email_verified);
        assert_eq!(ada.open(&letter.link("/sign-up")).await.status, 410);

        // It does not come back with the address.
        let late = Browser::new(&site).open(&letter.link("/sign-up")).await;
        assert_eq!(late.status, 410);

        // Handed over, taken back, and too late.
        let email = EmailAddress::parse("grace@example.org").unwrap();
        let link = invited(&site, email.as_str(), false).await.unwrap();
        let now = site.clock.now();
        let actor = Actor::operator();
        assert!(
            joining::uninvite(&site.app.db, &email, &actor, now)
                .await
                .unwrap()
        );
        assert!(
            !joining::uninvite(&site.app.db, &email, &actor, now)
                .await
                .unwrap()
        );
        assert_eq!(Browser::new(&site).open(&link).await.status, 410);
        let link = invited(&site, email.as_str(), false).await.unwrap();
        site.clock.advance(site.app.settings.proofs.invitation);
        assert_eq!(Browser::new(&site).open(&link).await.status, 410);
        let audit = site.dump().await["audit"].concat();
        for act in ["account.invited", "account.uninvited"] {
            assert!(audit.contains(act), "{audit}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_of_a_former_version_still_opens() {
    let invited = |settings: &mut Settings| settings.sign_up = SignUp::Invited;
    everywhere_with(invited, async |site| {
        let invitation = lanyard::identity::invitation::Invitation {
            email: "ada@example.org".into(),
        };
        let until = site.clock.now().plus(Duration::from_hours(1));
        let sealed = site.app.keys.seal(until, &invitation);
        let mut ada = Browser::new(&site);
        let page = ada.open(&format!("/sign-up?invitation={sealed}")).await;
        let typed = [("name", "Ada"), ("password", PASSWORD)];
        let page = ada.submit(&page, "sign-up-form", None, &typed).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    })
    .await;
}

#[tokio::test]
async fn without_letters_an_account_is_there_at_once() {
    everywhere(async |site| {
        for path in ["/sign-up/sent", "/sign-up/sent?flow=x"] {
            assert_eq!(Browser::new(&site).open(path).await.status, 404);
        }
        let page = Browser::new(&site).open("/sign-up/welcome").await;
        assert_eq!(page.path(), "/login");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_puts_people_into_groups() {
    everywhere(async |site| {
        let (app, now) = (&site.app, site.clock.now());
        let crew = crate::groups::make(&site, "crew", None).await;
        let gone = crate::groups::make(&site, "gone", None).await;
        let invite = Invite {
            email: EmailAddress::parse("ada@example.org").unwrap(),
            lifetime: app.settings.proofs.invitation,
            link: app.url("/sign-up?invitation="),
            by: None,
            groups: vec![crew.id, gone.id],
            by_letter: false,
        };
        let letters = (&app.keys, &app.mailing);
        let invited = joining::invite(&app.db, letters, invite, &Actor::operator(), now).await;
        // A group that is removed meanwhile keeps nobody out.
        let system = Actor::system();
        let removed = lanyard::accounts::groups::remove(&app.db, &gone, &system, now);
        assert!(removed.await.unwrap());
        let mut ada = Browser::new(&site);
        let page = ada.open(&invited.unwrap().url).await;
        let typed = [("name", "Ada Lovelace"), ("password", PASSWORD)];
        ada.submit(&page, "sign-up-form", None, &typed).await;
        let page = ada.open("/account/data").await;
        assert!(page.text("pre").contains("\"crew\""), "{}", page.html);
        let page = ada.open("/account/activity").await;
        assert!(page.html.contains("Put into a group"), "{}", page.html);
    })
    .await;
}

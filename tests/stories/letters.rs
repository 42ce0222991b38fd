//! Letters that tell people what happened to their accounts.

use lanyard::accounts::mailing::{Mail, Posted, post};
use lanyard::identity::email::EmailAddress;
use lanyard::mail::Letter;
use lanyard::store::outbox;
use lanyard::store::users::User;

use crate::world::matrix::everywhere_with;
use crate::world::{Browser, Letters, PASSWORD};

async fn changes_password(browser: &mut Browser, from: &str, to: &str) {
    let page = browser.open("/account/security/password").await;
    let typed = [("current_password", from), ("password", to)];
    let page = browser.submit(&page, "password-form", None, &typed).await;
    assert_eq!(page.path(), "/account", "{}", page.html);
}

#[tokio::test]
async fn a_new_browser_and_another_password_are_told_to_the_proven_address() {
    let letters = Letters::new();
    everywhere_with(
        |settings| letters.arrive(settings),
        async |site| {
            site.add_user("mara").await;
            let mut own = Browser::new(&site);
            own.sign_in("mara").await;
            assert!(
                letters.take(&site).await.is_empty(),
                "the first browser is no news"
            );
            let mut other = Browser::new(&site);
            other.sign_in("mara").await;
            let told = letters.one(&site).await;
            assert_eq!(told.to, "mara@example.org");
            assert_eq!(
                told.link("/account"),
                "https://id.example.com/account/sessions"
            );
            let page = own.open("/account/sessions").await;
            assert_eq!(page.path(), "/account/sessions", "{}", page.html);
            // Known by now, both of them.
            for browser in [&mut own, &mut other] {
                browser.sign_out().await;
                browser.sign_in("mara").await;
            }
            assert!(letters.take(&site).await.is_empty());

            changes_password(&mut own, PASSWORD, "another sentence works as well").await;
            let told = letters.one(&site).await;
            assert_eq!(told.to, "mara@example.org");
            let head = told.raw.split("\r\n\r\n").next().unwrap();
            for header in [
                "Auto-Submitted: auto-generated",
                "Date: ",
                "MIME-Version: 1.0",
            ] {
                assert!(head.contains(header), "{head}");
            }
            assert!(head.contains("multipart/alternative"), "{head}");
            let message_id = head.lines().find(|line| line.starts_with("Message-ID: <"));
            assert!(
                message_id.is_some_and(|id| id.ends_with("@example.com>")),
                "{head}"
            );
        },
    )
    .await;
}

#[tokio::test]
async fn pages_and_letters_tell_times_as_clocks_show_them_where_their_reader_is() {
    let letters = Letters::new();
    everywhere_with(
        |settings| letters.arrive(settings),
        async |site| {
            for (login, zone, hour, shown, whole) in [
                ("mara", None, 0, "UTC,", "UTC"),
                ("ken", Some("Asia/Tokyo"), 9, "UTC+9,", "UTC+9 (Asia/Tokyo)"),
                ("eve", Some("Europe/Atlantis"), 0, "UTC,", "UTC"),
            ] {
                let before = site.add_user(login).await;
                let mut user = before.clone();
                if let Some(zone) = zone {
                    user.claims.insert("zoneinfo".to_owned(), zone.into());
                    site.change_user(&before, &user).await;
                }
                let mut own = Browser::new(&site);
                own.sign_in(login).await;
                changes_password(&mut own, PASSWORD, "another sentence works as well").await;
                let there = (site.clock.now().0 + hour * 3600).rem_euclid(86_400);
                let time = format!("{:02}:{:02}", there / 3600, there / 60 % 60);
                let told = letters.one(&site).await.text;
                assert!(told.contains(&format!("{time} {shown}")), "{time}: {told}");
                let page = own.open("/account/sessions").await;
                let full = page.attribute("main time", "title").unwrap();
                assert!(
                    full.contains(&time) && full.ends_with(whole),
                    "{time}: {full}"
                );
            }
        },
    )
    .await;
}

/// A letter is in the language its reader chose for pages, or else in the one their profile names.
#[tokio::test]
async fn letters_are_in_the_language_of_who_gets_them() {
    let letters = Letters::new();
    let texts = tempfile::tempdir().unwrap();
    let arabic = texts.path().join("ar");
    std::fs::create_dir(&arabic).unwrap();
    let changed = "تم تغيير كلمة مرورك";
    let text = format!("language-name = العربية\nmail-password-changed = {changed}\n");
    std::fs::write(arabic.join("own.ftl"), text).unwrap();
    everywhere_with(
        |settings| {
            letters.arrive(settings);
            settings.branding.texts = Some(texts.path().to_owned());
        },
        async |site| {
            for (login, chooses, claim) in [
                ("mara", Some("ar"), None),
                ("noor", None, Some("ar-EG")),
                ("iris", None, None),
                ("omar", Some("en"), Some("ar")),
            ] {
                let before = site.add_user(login).await;
                let mut user = before.clone();
                if let Some(tag) = claim {
                    user.claims.insert("locale".to_owned(), tag.into());
                    site.change_user(&before, &user).await;
                }
                let mut own = Browser::new(&site);
                own.sign_in(login).await;
                if let Some(lang) = chooses {
                    let page = own.open("/preferences").await;
                    let chosen = [("lang", lang)];
                    own.submit(&page, "preferences-form", None, &chosen).await;
                }
                changes_password(&mut own, PASSWORD, "another sentence works as well").await;
                let told = letters.one(&site).await;
                let expected = match login {
                    "mara" | "noor" => (changed, "<html lang=\"ar\" dir=\"rtl\">"),
                    _ => (
                        "Your password was changed",
                        "<html lang=\"en\" dir=\"ltr\">",
                    ),
                };
                assert!(
                    told.subject.contains(expected.0),
                    "{login}: {}",
                    told.subject
                );
                assert!(told.text.contains(expected.0), "{login}: {}", told.text);
                assert!(told.html.contains(expected.1), "{login}: {}", told.html);
            }
        },
    )
    .await;
}

/// EM-09: who takes an account over cannot do so unseen.
#[tokio::test]
async fn em_09_the_former_address_is_told_of_another_one() {
    let letters = Letters::new();
    everywhere_with(
        |settings| letters.arrive(settings),
        async |site| {
            let before = site.add_user("mara").await;
            let after = User {
                email: Some("new@example.net".to_owned()),
                email_verified: false,
                ..before.clone()
            };
            site.change_user(&before, &after).await;
            let told = letters.one(&site).await;
            assert_eq!(told.to, "mara@example.org");
            assert!(told.text.contains("new@example.net"), "{}", told.text);
        },
    )
    .await;
}

/// An address that nobody proved may be a stranger's, who is not written to by what somebody does to their own account.
#[tokio::test]
async fn em_12_an_address_that_nobody_proved_is_told_nothing() {
    let letters = Letters::new();
    everywhere_with(
        |settings| letters.arrive(settings),
        async |site| {
            let before = site.add_user("mara").await;
            let unproven = User {
                email_verified: false,
                ..before.clone()
            };
            site.change_user(&before, &unproven).await;
            let mut own = Browser::new(&site);
            own.sign_in("mara").await;
            Browser::new(&site).sign_in("mara").await;
            changes_password(&mut own, PASSWORD, "another sentence works as well").await;
            let before = site.user("mara").await;
            let after = User {
                email: Some("new@example.net".to_owned()),
                ..before.clone()
            };
            site.change_user(&before, &after).await;
            assert!(letters.take(&site).await.is_empty());
        },
    )
    .await;
}

/// EM-10: what people call themselves begins no header and no element.
#[tokio::test]
async fn em_10_names_in_letters_are_only_text() {
    let letters = Letters::new();
    let hostile = "Mara\r\nBcc: victim@example.org\r\n\r\n<b>hi</b>\u{202e}";
    everywhere_with(
        |settings| {
            letters.arrive(settings);
            settings.branding.name = "B\u{fc}cher & <i>S\u{f6}hne</i>".to_owned();
        },
        async |site| {
            let mail = Mail {
                to: EmailAddress::parse("ada@example.com").unwrap(),
                user: None,
                locale: None,
                zone: None,
                letter: Letter::Invitation {
                    link: "https://id.example.com/sign-up?invitation=a&b=c".to_owned(),
                    by: Some(hostile.to_owned()),
                    app: Some(hostile.to_owned()),
                    until: lanyard::protocol::time::Timestamp(4_000_000_000),
                },
            };
            let (mailing, now) = (site.app.mailing.clone(), site.clock.now());
            let job = site.app.db.write(move |c| {
                let (mailing, mail) = (mailing.clone(), mail.clone());
                Box::pin(async move { post(c, &mailing, mail, now).await })
            });
            assert_eq!(job.await.unwrap(), Posted::Put);
            let letter = letters.one(&site).await;
            let head = letter.raw.split("\r\n\r\n").next().unwrap();
            assert_eq!(head.matches("To: ").count(), 1, "{head}");
            assert!(!head.contains("Bcc") && !head.contains("victim"), "{head}");
            assert!(
                letter.subject.contains("B\u{fc}cher & <i>S\u{f6}hne</i>"),
                "{}",
                letter.subject
            );
            assert!(
                !letter.html.contains("<b>hi") && !letter.html.contains("<i>"),
                "{}",
                letter.html
            );
            assert!(!letter.text.contains('\u{202e}') && !letter.html.contains('\u{202e}'));
            letter.link("/sign-up");
            for away in ["<img", "<script", "url(", "http://", "src="] {
                assert!(!letter.html.contains(away), "{away}: {}", letter.html);
            }
        },
    )
    .await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_left_to_be_sent() {
    everywhere_with(
        |_| {},
        async |site| {
            site.add_user("mara").await;
            Browser::new(&site).sign_in("mara").await;
            Browser::new(&site).sign_in("mara").await;
            let job = site.app.db.read(|c| Box::pin(outbox::list(c, true, 10)));
            assert_eq!(job.await.unwrap(), []);
        },
    )
    .await;
}

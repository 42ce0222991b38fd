//! Acts as a page or a command does them, on both engines: what they change, and what they record.

use uuid::Uuid;

use super::administrators::NotEnded;
use super::beginning::{Around, Beginning, Record, begin};
use super::ending::{Which, end};
use super::mailing::Mailing;
use super::make::Taken;
use super::password::Change;
use super::profile::NotChanged;
use super::undo::Undoing;
use super::{EndReason, access, ending, leaving, make, password, profile, state};
use crate::audit::{Actor, Origin, acts_named};
use crate::clients::change::{self, Changed};
use crate::clients::register::{self, New};
use crate::clients::secret::{self, Secret};
use crate::clients::{change::Change as ClientChange, remove};
use crate::identity::failures::FailedBefore;
use crate::protocol::client::AuthMethod;
use crate::protocol::gate;
use crate::protocol::ids::{SignInId, UserId};
use crate::protocol::registration::Registrars;
use crate::store::audit::{self, Filter, Row};
use crate::store::sign_ins::{self, SignIn};
use crate::store::testing::each_engine;
use crate::store::testing::samples::{NOW, at, client, grant, sign_in, user};
use crate::store::users::{self, User};
use crate::store::{Db, clients, grants};

/// Every row there is, the first first.
async fn recorded(db: &Db) -> Vec<Row> {
    let filter = Filter::default();
    let job = db.read(move |c| Box::pin(async move { audit::list(c, &filter, 1_000).await }));
    let mut rows = job.await.unwrap();
    rows.reverse();
    rows
}

async fn acts(db: &Db) -> Vec<String> {
    recorded(db).await.into_iter().map(|row| row.act).collect()
}

fn undoing() -> Undoing {
    Undoing {
        lifetime: std::time::Duration::from_hours(168),
        link: "https://id.example.com/login/undo?token=".into(),
    }
}

fn actor(user: &User) -> Actor {
    let origin = Origin {
        address: Some("192.0.2.7".parse().unwrap()),
        request: None,
    };
    Actor::person(user.id, origin)
}

async fn person(db: &Db, login: &str) -> User {
    let user = User {
        password_hash: Some("hash".into()),
        ..user(login)
    };
    make::make(db, &user, &actor(&user), NOW).await.unwrap();
    user
}

async fn signs_in(db: &Db, user: &User, failed: Option<FailedBefore>) -> SignIn {
    let row = sign_in(user.id);
    let beginning = Beginning {
        second: None,
        row: row.clone(),
        again: false,
        fresh: SignInId(Uuid::now_v7()),
        password_hash: user.password_hash.clone(),
        failed,
        strange: false,
    };
    let around = Around {
        dropped: Vec::new(),
        left: None,
        record: None::<Record<fn(SignInId, i64) -> Vec<u8>>>,
    };
    let begun = begin(db, &Mailing::off(), beginning, around, &actor(user), NOW).await;
    assert_eq!(begun.unwrap(), Some((row.id, 0)));
    row
}

async fn live(db: &Db, user: UserId) -> usize {
    let job = db.read(move |c| Box::pin(sign_ins::of_user(c, user, NOW)));
    job.await.unwrap().len()
}

/// A lasting grant of that sign-in, and whether it holds.
async fn has_grant(db: &Db, sign_in: &SignIn) -> impl AsyncFn() -> bool {
    let client = client(&format!("app-{}", sign_in.id.0.simple()), None);
    let new = grant(sign_in, &client.id);
    let id = new.id;
    let job = db.write(move |c| {
        Box::pin(async move {
            clients::insert(c, &client).await?;
            grants::spend(c, &new).await
        })
    });
    assert!(job.await.unwrap());
    let db = db.clone();
    async move || {
        let found = db
            .read(move |c| Box::pin(grants::by_id(c, id)))
            .await
            .unwrap();
        found.unwrap().revoked_at.is_none()
    }
}

#[tokio::test]
async fn what_is_done_to_an_account_is_recorded_with_who_what_and_where() {
    each_engine(|db| async move {
        let ada = person(&db, "ada").await;
        let other = User {
            email: Some("other@example.com".into()),
            ..user("ada")
        };
        let taken = make::make(&db, &other, &Actor::operator(), NOW).await;
        assert!(matches!(taken, Err(Taken::Login)), "{taken:?}");
        let failed = FailedBefore {
            count: 3,
            since: NOW,
        };
        let first = signs_in(&db, &ada, Some(failed)).await;
        let second = signs_in(&db, &ada, None).await;
        let device = ending::own(&db, ada.id, second.id, &actor(&ada), NOW).await;
        assert!(device.unwrap().is_some());
        let stranger = UserId(Uuid::now_v7());
        let nothing = ending::own(&db, stranger, first.id, &actor(&ada), NOW).await;
        assert_eq!(nothing.unwrap(), None);
        let changed = User {
            name: "Ada King".into(),
            ..ada.clone()
        };
        profile::change(
            &db,
            (&Mailing::off(), &undoing()),
            &ada,
            &changed,
            &Actor::operator(),
            at(1),
        )
        .await
        .unwrap();
        assert!(
            state::remove(&db, ada.id, &Actor::operator(), at(2))
                .await
                .unwrap()
        );
        let rows = recorded(&db).await;
        let acts: Vec<_> = rows.iter().map(|row| row.act.as_str()).collect();
        let expected = [
            "account.made",
            "sign-in.failed",
            "sign-in.made",
            "sign-in.made",
            "sign-in.ended",
            "account.changed",
            "sign-in.ended",
            "account.removed",
        ];
        assert_eq!(acts, expected, "what was refused is not among them");
        let ada_is = Some(ada.id.to_string());
        assert!(rows.iter().all(|row| row.object_id == ada_is));
        assert_eq!((rows[1].count, rows[1].actor.as_str()), (3, "system"));
        assert_eq!(rows[2].actor_id, ada_is);
        assert_eq!(rows[2].address.as_deref(), Some("192.0.2.7"));
        assert_eq!(rows[2].details["sign_in"], first.id.to_string());
        assert_eq!(rows[4].details["reason"], "ended-on-another-device");
        assert_eq!(rows[5].actor, "operator");
        assert_eq!(rows[5].details["changed"], serde_json::json!(["name"]));
        let all = format!("{rows:?}");
        assert!(!all.contains("hash") && !all.contains("Ada King"), "{all}");
    })
    .await;
}

#[tokio::test]
async fn the_reason_says_which_grants_end_with_a_sign_in() {
    each_engine(|db| async move {
        for (number, reason) in EndReason::ALL.into_iter().enumerate() {
            let ada = person(&db, &format!("ada{number}")).await;
            let here = signs_in(&db, &ada, None).await;
            let there = signs_in(&db, &ada, None).await;
            let (of_here, of_there) = (has_grant(&db, &here).await, has_grant(&db, &there).await);
            let actor = actor(&ada);
            let job = db.write(move |c| {
                Box::pin(
                    async move { end(c, Which::These(&[there.id]), reason, &actor, NOW).await },
                )
            });
            assert_eq!(job.await.unwrap(), [there.id]);
            assert_eq!(live(&db, ada.id).await, 1);
            let hold = match reason.grants() {
                super::end_reason::Grants::GoOn => (true, true),
                super::end_reason::Grants::OfSignIn => (true, false),
                super::end_reason::Grants::OfPerson => (false, false),
            };
            assert_eq!((of_here().await, of_there().await), hold, "{reason:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_leaves_one_sign_in_and_no_grant() {
    each_engine(|db| async move {
        let ada = person(&db, "ada").await;
        let here = signs_in(&db, &ada, None).await;
        signs_in(&db, &ada, None).await;
        let grant = has_grant(&db, &here).await;
        let wanted = |verified: &str| Change {
            user: ada.id,
            keep: here.id,
            verified: Some(verified.into()),
            hash: "another".into(),
            device: "Firefox on Linux".into(),
        };
        let late =
            password::change(&db, &Mailing::off(), wanted("no more"), &actor(&ada), NOW).await;
        assert!(!late.unwrap() && grant().await && live(&db, ada.id).await == 2);
        let changed =
            password::change(&db, &Mailing::off(), wanted("hash"), &actor(&ada), NOW).await;
        assert!(changed.unwrap() && !grant().await);
        assert_eq!(live(&db, ada.id).await, 1);
        let last = acts(&db).await.split_off(3);
        assert_eq!(last, ["account.password", "sign-in.ended"]);
        // By the operator: every one.
        password::set(
            &db,
            &Mailing::off(),
            ada.id,
            "third".into(),
            &Actor::operator(),
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(live(&db, ada.id).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_one_and_a_disabled_account_has_no_sign_in() {
    each_engine(|db| async move {
        let admin = User {
            admin: true,
            ..user("ada")
        };
        make::make(&db, &admin, &Actor::operator(), NOW)
            .await
            .unwrap();
        let less = User {
            admin: false,
            ..admin.clone()
        };
        let refused = profile::change(
            &db,
            (&Mailing::off(), &undoing()),
            &admin,
            &less,
            &Actor::operator(),
            NOW,
        )
        .await;
        assert!(
            matches!(refused, Err(NotChanged::LastAdministrator)),
            "{refused:?}"
        );
        let bob = person(&db, "bob").await;
        signs_in(&db, &bob, None).await;
        for expected in [true, false] {
            let done = state::disable(&db, bob.id, &Actor::operator(), NOW).await;
            assert_eq!(done.unwrap(), expected);
        }
        assert_eq!(live(&db, bob.id).await, 0);
        assert!(
            state::enable(&db, bob.id, &Actor::operator(), NOW)
                .await
                .unwrap()
        );
        let acts = acts(&db).await.split_off(3);
        assert_eq!(
            acts,
            ["sign-in.ended", "account.disabled", "account.enabled"]
        );
    })
    .await;
}

/// Neither by taking the right away, nor with the account, and not by two acts at once.
#[tokio::test]
async fn fc_45_the_last_administrator_is_not_lost() {
    each_engine(|db| async move {
        let by = Actor::operator();
        let admins: Vec<_> = ["ada", "bob"]
            .map(|login| User {
                admin: true,
                password_hash: Some("hash".into()),
                ..user(login)
            })
            .into();
        for admin in &admins {
            make::make(&db, admin, &by, NOW).await.unwrap();
        }
        // One who cannot sign in is no help.
        let without = User {
            admin: true,
            ..user("cy")
        };
        make::make(&db, &without, &by, NOW).await.unwrap();
        let (ada, bob) = (admins[0].id, admins[1].id);
        let (one, other) = tokio::join!(
            state::remove(&db, ada, &by, NOW),
            state::disable(&db, bob, &by, NOW),
        );
        let lost = [one, other].map(|done| matches!(done, Err(NotEnded::LastAdministrator)));
        assert_eq!(lost.iter().filter(|lost| **lost).count(), 1, "{lost:?}");
        let left = if lost[0] { ada } else { bob };
        for refused in [
            state::remove(&db, left, &by, NOW).await,
            state::disable(&db, left, &by, NOW).await,
        ] {
            assert!(
                matches!(refused, Err(NotEnded::LastAdministrator)),
                "{refused:?}"
            );
        }
        assert!(state::remove(&db, without.id, &by, NOW).await.unwrap());
        let person = person(&db, "dee").await;
        assert!(state::disable(&db, person.id, &by, NOW).await.unwrap());
    })
    .await;
}

/// Two who change different things at once: neither undoes the other's.
#[tokio::test]
async fn fc_45_a_change_leaves_what_somebody_else_changed() {
    each_engine(|db| async move {
        let by = Actor::operator();
        let before = person(&db, "ada").await;
        let mut name = before.clone();
        name.name = "Ada King".into();
        name.claims
            .insert("zoneinfo".into(), "Europe/London".into());
        let mut address = before.clone();
        address.email = Some("ada@example.org".into());
        address.email_verified = false;
        address.claims.remove("locale");
        for user in [&name, &address] {
            profile::change(&db, (&Mailing::off(), &undoing()), &before, user, &by, NOW)
                .await
                .unwrap();
        }
        let id = before.id;
        let after = db.read(move |c| Box::pin(users::by_id(c, id)));
        let after = after.await.unwrap().unwrap();
        assert_eq!(after.name, "Ada King");
        assert_eq!(after.email.as_deref(), Some("ada@example.org"));
        assert!(!after.email_verified);
        assert_eq!(after.claims["zoneinfo"], "Europe/London");
        assert!(!after.claims.contains_key("locale"));

        let other = person(&db, "bob").await;
        let mut taken = other.clone();
        taken.email = Some("ada@example.org".into());
        let refused =
            profile::change(&db, (&Mailing::off(), &undoing()), &other, &taken, &by, NOW).await;
        assert!(
            matches!(refused, Err(NotChanged::Taken(Taken::Email))),
            "{refused:?}"
        );
        let named = User {
            email: None,
            ..user("x@example.com")
        };
        make::make(&db, &named, &by, NOW).await.unwrap();
        taken.email = Some("x@example.com".into());
        let refused =
            profile::change(&db, (&Mailing::off(), &undoing()), &other, &taken, &by, NOW).await;
        assert!(
            matches!(refused, Err(NotChanged::Taken(Taken::Login))),
            "{refused:?}"
        );
    })
    .await;
}

/// What came first is counted: with a clock that stepped back, what is new stays new and what is old old.
#[tokio::test]
async fn fc_40_a_clock_that_steps_back_ends_nothing_new() {
    each_engine(|db| async move {
        let ada = person(&db, "ada").await;
        let before = signs_in(&db, &ada, None).await;
        let old = has_grant(&db, &before).await;
        let by = Actor::operator();
        password::set(&db, &Mailing::off(), ada.id, "second".into(), &by, NOW)
            .await
            .unwrap();
        assert!(!old().await);
        // A minute and a half before all that.
        let earlier = NOW.minus(std::time::Duration::from_secs(90));
        let ada = User {
            password_hash: Some("second".into()),
            ..ada
        };
        let row = SignIn {
            started_at: earlier,
            last_seen_at: earlier,
            ..sign_in(ada.id)
        };
        let beginning = Beginning {
            second: None,
            row: row.clone(),
            again: false,
            fresh: SignInId(Uuid::now_v7()),
            password_hash: ada.password_hash.clone(),
            failed: None,
            strange: false,
        };
        let around = Around {
            dropped: Vec::new(),
            left: None,
            record: None::<Record<fn(SignInId, i64) -> Vec<u8>>>,
        };
        let begun = begin(
            &db,
            &Mailing::off(),
            beginning,
            around,
            &actor(&ada),
            earlier,
        )
        .await;
        assert!(begun.unwrap().is_some());
        let no_client = crate::protocol::ids::ClientId(String::new());
        let standing = async |id| {
            let no_client = no_client.clone();
            let job = db.read(move |c| {
                Box::pin(async move { sign_ins::standing(c, id, &no_client).await })
            });
            let found = job.await.unwrap().unwrap();
            let (user, sign_in) = (found.user.standing(), found.sign_in.standing());
            gate::may_redeem(&user, None, Some(&sign_in), earlier)
        };
        assert_eq!(standing(row.id).await, Ok(()));
        assert!(standing(before.id).await.is_err());
        // Their own change, still earlier: this sign-in goes on.
        let change = Change {
            user: ada.id,
            keep: row.id,
            verified: Some("second".into()),
            hash: "third".into(),
            device: "Firefox on Linux".into(),
        };
        assert!(
            password::change(&db, &Mailing::off(), change, &by, earlier)
                .await
                .unwrap()
        );
        assert_eq!(standing(row.id).await, Ok(()));
    })
    .await;
}

#[tokio::test]
async fn an_operator_signs_somebody_out_everywhere() {
    each_engine(|db| async move {
        let ada = person(&db, "ada").await;
        let first = signs_in(&db, &ada, None).await;
        signs_in(&db, &ada, None).await;
        let holds = has_grant(&db, &first).await;
        let by = Actor::operator();
        assert_eq!(ending::everywhere(&db, ada.id, &by, NOW).await.unwrap(), 2);
        assert_eq!(live(&db, ada.id).await, 0);
        assert!(!holds().await);
        assert_eq!(ending::everywhere(&db, ada.id, &by, NOW).await.unwrap(), 0);
        let last = recorded(&db).await.pop().unwrap();
        assert_eq!(last.details["reason"], "ended-by-administrator");
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_an_app_is_recorded_without_its_secret() {
    each_engine(|db| async move {
        let ada = person(&db, "ada").await;
        let by = actor(&ada);
        let new = New {
            owner: Some(ada.id),
            name: "Notes".into(),
            metadata: client("sample", None).metadata,
        };
        let everybody = Registrars::Everybody;
        let made = register::once(&db, new.clone(), everybody, [7; 4], &by, NOW)
            .await
            .unwrap();
        let again = register::once(&db, new.clone(), everybody, [7; 4], &by, NOW).await;
        assert!(matches!(again, Err(register::NotRegistered::Before(id)) if id == made.client.id));
        let house = New {
            metadata: crate::protocol::client::Metadata {
                first_party: true,
                ..new.metadata.clone()
            },
            ..new
        };
        let house = register::register(&db, house, &by, NOW).await;
        assert!(matches!(
            house,
            Err(register::NotRegistered::HouseWithOwner)
        ));
        let public = ClientChange {
            name: "Notes".into(),
            metadata: crate::protocol::client::Metadata {
                auth_method: AuthMethod::None,
                ..made.client.metadata.clone()
            },
            on: None,
        };
        let secret = Secret::new(NOW);
        assert!(
            secret::rotate(&db, &made.client, &secret, at(60), &by, NOW)
                .await
                .unwrap()
        );
        assert!(
            !secret::rotate(&db, &made.client, &secret, at(60), &by, NOW)
                .await
                .unwrap(),
            "pressed twice"
        );
        let stale = change::change(&db, &made.client, public.clone(), &by, NOW)
            .await
            .unwrap();
        assert!(matches!(stale, Changed::Elsewhere));
        let id = made.client.id.clone();
        let read = db
            .read(move |c| Box::pin(async move { clients::by_id(c, &id).await }))
            .await
            .unwrap()
            .unwrap();
        let changed = change::change(&db, &read, public, &by, NOW).await.unwrap();
        assert!(matches!(changed, Changed::Done { secret: None }));
        let allowed = access::Allowed {
            user: ada.id,
            client: &read,
            scope: "openid".parse().unwrap(),
            place: "app.example",
        };
        access::allow(&db, &allowed, &by, NOW).await.unwrap();
        for expected in [true, false] {
            let done = access::withdraw(&db, ada.id, read.id.clone(), &by, NOW).await;
            assert_eq!(done.unwrap(), expected);
        }
        assert!(remove::remove(&db, &read, &by, NOW).await.unwrap());
        let rows = recorded(&db).await.split_off(1);
        let acts: Vec<_> = rows.iter().map(|row| row.act.as_str()).collect();
        let expected = [
            "client.registered",
            "client.secret",
            "client.changed",
            "consent.given",
            "consent.withdrawn",
            "client.removed",
        ];
        assert_eq!(acts, expected);
        assert_eq!(
            rows[2].details["changed"],
            serde_json::json!(["auth_method"])
        );
        let all = format!("{rows:?}");
        let secrets = [made.secret.unwrap(), secret.text];
        assert!(secrets.iter().all(|secret| !all.contains(&secret[4..])));
        // Read back by what it was done to, and by kind.
        let filter = Filter {
            since: NOW,
            until: at(1),
            acts: acts_named("client").unwrap(),
            about: read.id.to_string(),
            ..Filter::default()
        };
        let job = db.read(move |c| Box::pin(async move { audit::list(c, &filter, 2).await }));
        let found = job.await.unwrap();
        assert_eq!(
            found.iter().map(|row| row.act.as_str()).collect::<Vec<_>>(),
            ["client.removed", "client.changed"]
        );
    })
    .await;
}

/// Of two nodes that sweep, and a person who keeps it at that moment, one is first, and nothing is half done.
#[tokio::test]
async fn ad_06_an_account_that_is_to_go_is_kept_or_gone() {
    each_engine(|db| async move {
        let off = Mailing::new(
            false,
            &crate::keys::testing::fixed("https://id.example.com", NOW),
        );
        let by = Actor::operator();
        let ada = person(&db, "ada").await;
        let sign_in = signs_in(&db, &ada, None).await;
        let has_grant = has_grant(&db, &sign_in).await;
        let left = leaving::leave(&db, &off, ada.id, at(100), &by, NOW).await;
        assert_eq!(left.unwrap(), Some(at(100)));
        // Asked again it stays with what was settled.
        let again = leaving::leave(&db, &off, ada.id, at(900), &by, at(1)).await;
        assert_eq!(again.unwrap(), Some(at(100)));
        assert_eq!(live(&db, ada.id).await, 0);
        assert!(!has_grant().await);
        assert_eq!(leaving::remove_due(&db, &off, 10, at(99)).await.unwrap(), 0);
        // A proof of an earlier epoch keeps nothing.
        assert!(
            !leaving::stay(&db, ada.id, Some(ada.epoch), &by, at(99))
                .await
                .unwrap()
        );
        let (kept, one, other) = tokio::join!(
            leaving::stay(&db, ada.id, None, &by, at(100)),
            leaving::remove_due(&db, &off, 10, at(100)),
            leaving::remove_due(&db, &off, 10, at(100)),
        );
        one.unwrap();
        other.unwrap();
        let id = ada.id;
        let job = db.read(move |c| Box::pin(users::by_id(c, id)));
        let there = job.await.unwrap();
        assert_eq!(there.is_some(), kept.unwrap());
        assert!(there.is_none_or(|user| user.deletes_at.is_none()));
        let done = acts(&db).await;
        let count = |act: &str| done.iter().filter(|done| *done == act).count();
        assert_eq!(count("account.deletion-begun"), 1);
        assert_eq!(
            count("account.deletion-undone") + count("account.removed"),
            1,
            "{done:?}"
        );
        assert!(
            !leaving::stay(&db, ada.id, None, &by, at(101))
                .await
                .unwrap()
        );
    })
    .await;
}

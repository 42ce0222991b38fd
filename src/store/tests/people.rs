//! Users, sign-ins, consents, browser sessions.

use super::super::testing::each_engine;
use super::super::testing::samples::{NOW, at, client, sign_in, user};
use super::super::{StoreError, browser_sessions, clients, consents, sign_ins, users};
use super::{Scene, read, write};
use crate::protocol::consent::Consented;
use crate::protocol::ids::{SignInId, UserId};
use crate::store::sign_ins::SignIn;

#[tokio::test]
async fn a_user_comes_back_as_stored() {
    each_engine(|db| async move {
        let mut ada = user("ada");
        ada.password_hash = Some("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned());
        ada.password_changed_at = Some(NOW);
        ada.admin = true;
        let mut bo = user("bo");
        bo.email = None;
        let stored = [ada.clone(), bo.clone()];
        write!(db, c => async {
            for user in &stored {
                users::insert(c, user).await?;
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(read!(db, users::by_id(ada.id)).unwrap().unwrap(), ada);
        assert_eq!(
            read!(db, users::by_login_or_email("ada")).unwrap().unwrap(),
            ada
        );
        assert_eq!(
            read!(db, users::by_login_or_email("ada@example.com"))
                .unwrap()
                .unwrap(),
            ada
        );
        assert_eq!(
            read!(db, users::by_login_or_email("bo")).unwrap().unwrap(),
            bo
        );
        assert_eq!(read!(db, users::by_login_or_email("Ada")).unwrap(), None);
        assert_eq!(
            read!(db, users::by_id(UserId(uuid::Uuid::nil()))).unwrap(),
            None
        );
        assert_eq!(
            read!(db, users::list(None, 10)).unwrap(),
            [ada.clone(), bo.clone()]
        );
        assert_eq!(read!(db, users::list(Some(ada.id), 10)).unwrap(), [bo]);
        assert!(read!(db, users::any_admin()).unwrap());
    })
    .await;
}

#[tokio::test]
async fn logins_and_addresses_are_unique_and_two_accounts_may_lack_an_address() {
    each_engine(|db| async move {
        let ada = user("ada");
        write!(db, c => users::insert(c, &ada)).unwrap();
        let mut other = user("other");
        other.email = Some("ada@example.com".to_owned());
        let mut same_login = user("ada");
        same_login.email = None;
        for (user, column) in [(same_login, "users.login"), (other, "users.email")] {
            let refused = write!(db, c => users::insert(c, &user)).unwrap_err();
            assert!(
                matches!(&refused, StoreError::Conflict { column: c } if c == column),
                "{refused:?}"
            );
        }
        let again = read!(db, users::by_login_or_email("ada")).unwrap().unwrap();
        let refused = write!(db, c => users::insert(c, &again)).unwrap_err();
        assert!(
            matches!(refused, StoreError::Conflict { .. }),
            "{refused:?}"
        );
        for login in ["bo", "cy"] {
            let mut user = user(login);
            user.email = None;
            write!(db, c => users::insert(c, &user)).unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_login_is_not_shadowed_by_an_address() {
    each_engine(|db| async move {
        let mut first = user("zoe");
        first.email = Some("ada@example.com".to_owned());
        let mut second = user("ada@example.com");
        second.email = None;
        let both = [first, second.clone()];
        write!(db, c => async { users::insert(c, &both[0]).await?; users::insert(c, &both[1]).await }).unwrap();
        assert_eq!(read!(db, users::by_login_or_email("ada@example.com")).unwrap().unwrap().id, second.id);
    })
    .await;
}

#[tokio::test]
async fn hashes_are_counted_by_how_they_begin() {
    each_engine(|db| async move {
        for (login, hash) in [
            ("ada", Some("$argon2id$v=19$m=8,t=1,p=1$one")),
            ("bo", Some("$argon2id$v=19$m=8,t=1,p=1$two")),
            ("cy", Some("$argon2id$v=19$m=9,t=1,p=1$one")),
            ("di", Some("{SSHA}abc")),
            ("ed", Some("{SSHA}abd")),
            ("flo", None),
        ] {
            let mut one = user(login);
            one.email = None;
            one.password_hash = hash.map(str::to_owned);
            write!(db, c => users::insert(c, &one)).unwrap();
        }
        let current = "$argon2id$v=19$m=8,t=1,p=1$%";
        let mut found = read!(db, users::hashes(current)).unwrap();
        found.sort();
        let found: Vec<_> = found.iter().map(|(head, n)| (head.as_str(), *n)).collect();
        assert_eq!(found, [("", 2), ("$arg", 1), ("{SSH", 2)]);
    })
    .await;
}

#[tokio::test]
async fn passwords_profiles_and_rights_change() {
    each_engine(|db| async move {
        let ada = user("ada");
        let id = ada.id;
        write!(db, c => users::insert(c, &ada)).unwrap();
        assert!(write!(db, c => users::set_password(c, id, "first", at(1))).unwrap());
        assert!(!write!(db, c => users::rehash(c, id, "other", "second")).unwrap());
        assert!(write!(db, c => users::rehash(c, id, "first", "second")).unwrap());
        assert!(write!(db, c => users::set_admin(c, id, true, at(2))).unwrap());
        let mut changed = read!(db, users::by_id(id)).unwrap().unwrap();
        assert_eq!(changed.password_hash.as_deref(), Some("second"));
        assert_eq!(
            (
                changed.password_changed_at,
                changed.updated_at,
                changed.admin
            ),
            (Some(at(1)), at(2), true)
        );

        changed.name = "Ada \u{1f9f7} Lovelace".to_owned();
        changed.email = None;
        changed.email_verified = false;
        changed
            .claims
            .insert("zoneinfo".to_owned(), "Europe/Zurich".into());
        changed.updated_at = at(3);
        let new = changed.clone();
        assert!(write!(db, c => users::update_profile(c, &new, at(3))).unwrap());
        assert_eq!(read!(db, users::by_id(id)).unwrap().unwrap(), changed);
        assert!(
            !write!(db, c => users::set_password(c, UserId(uuid::Uuid::nil()), "x", NOW)).unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn disabling_ends_the_sessions_for_good() {
    each_engine(|db| async move {
        let ada = user("ada");
        let id = ada.id;
        write!(db, c => users::insert(c, &ada)).unwrap();
        assert!(write!(db, c => users::disable(c, id, at(5))).unwrap());
        assert!(!write!(db, c => users::disable(c, id, at(6))).unwrap());
        assert!(write!(db, c => users::enable(c, id, at(7))).unwrap());
        assert!(!write!(db, c => users::enable(c, id, at(8))).unwrap());
        let back = read!(db, users::by_id(id)).unwrap().unwrap();
        assert_eq!((back.disabled_at, back.epoch), (None, 1));
        assert!(!read!(db, users::any_admin()).unwrap());
    })
    .await;
}

#[tokio::test]
async fn removing_a_user_takes_what_is_theirs_and_leaves_their_clients() {
    each_engine(|db| async move {
        let scene = Scene::with_grant(&db).await;
        let (id, client, grant) = (scene.user.id, scene.client.id.clone(), scene.grant.id);
        let openid = allowed("openid");
        let to = client.clone();
        write!(db, c => consents::remember(c, id, &to, &openid, NOW)).unwrap();
        assert!(write!(db, c => users::remove(c, id, NOW)).unwrap());
        assert!(!write!(db, c => users::remove(c, id, NOW)).unwrap());
        assert_eq!(read!(db, sign_ins::by_id(scene.sign_in.id)).unwrap(), None);
        assert_eq!(read!(db, consents::to(id, &client)).unwrap(), None);
        assert_eq!(read!(db, super::grant_rows::by_id(grant)).unwrap(), None);
        assert_eq!(
            read!(db, clients::by_id(&client)).unwrap().unwrap().owner,
            None
        );
    })
    .await;
}

#[tokio::test]
async fn sign_ins_are_listed_touched_and_ended() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let user = scene.user.id;
        let first = scene.sign_in.clone();
        let mut second = sign_in(user);
        second.started_at = at(10);
        let mut third = sign_in(user);
        (third.started_at, third.expires_at) = (at(20), at(30));
        let new = [second.clone(), third.clone()];
        write!(db, c => async { sign_ins::insert(c, &new[0]).await?; sign_ins::insert(c, &new[1]).await }).unwrap();

        let ids = |list: Vec<sign_ins::SignIn>| list.into_iter().map(|s| s.id).collect::<Vec<_>>();
        assert_eq!(ids(read!(db, sign_ins::of_user(user, at(25))).unwrap()), [third.id, second.id, first.id]);
        assert_eq!(ids(read!(db, sign_ins::of_user(user, at(30))).unwrap()), [second.id, first.id]);
        assert_eq!(ids(read!(db, sign_ins::recent(user, 2)).unwrap()), [third.id, second.id]);
        assert_eq!(read!(db, sign_ins::by_id(first.id)).unwrap(), Some(first.clone()));

        assert!(write!(db, c => sign_ins::touch(c, first.id, at(40))).unwrap());
        assert!(!write!(db, c => sign_ins::touch(c, first.id, at(39))).unwrap(), "never moves back");
        assert_eq!(write!(db, c => sign_ins::end(c, first.id, "signed out", at(50))).unwrap().len(), 1);
        assert!(write!(db, c => sign_ins::end(c, first.id, "again", at(51))).unwrap().is_empty());
        let ended = read!(db, sign_ins::by_id(first.id)).unwrap().unwrap();
        assert_eq!((ended.last_seen_at, ended.ended_at), (at(40), Some(at(50))));
        assert_eq!(ended.end_reason.as_deref(), Some("signed out"));
        assert_eq!(ids(read!(db, sign_ins::of_user(user, at(50))).unwrap()), [second.id]);

        let listed = read!(db, sign_ins::ended_since(at(50), at(50))).unwrap();
        assert_eq!(listed, [sign_ins::Ended { id: first.id, expires_at: first.expires_at }]);
        assert_eq!(read!(db, sign_ins::ended_since(at(51), at(51))).unwrap(), []);
        assert_eq!(read!(db, sign_ins::ended_since(at(50), first.expires_at)).unwrap(), [], "expired anyway");
    })
    .await;
}

#[tokio::test]
async fn proving_again_renews_a_sign_in_but_wakes_no_ended_one() {
    each_engine(|db| async move {
        let before = Scene::set(&db).await.sign_in;
        let id = before.id;
        let anew = SignIn {
            amr: "pwd otp".to_owned(),
            expires_at: at(90),
            generation: 1,
            idle_ends: false,
            ..before.clone()
        };
        let row = anew.clone();
        assert!(write!(db, c => sign_ins::renew(c, &row, at(50))).unwrap());
        let renewed = read!(db, sign_ins::by_id(id)).unwrap().unwrap();
        let seen = at(50);
        assert_eq!(
            renewed,
            SignIn {
                last_seen_at: seen,
                ..anew.clone()
            }
        );
        write!(db, c => sign_ins::end(c, id, "signed out", at(60))).unwrap();
        let later = SignIn {
            expires_at: at(99),
            ..anew
        };
        assert!(!write!(db, c => sign_ins::renew(c, &later, at(70))).unwrap());
        assert_eq!(
            read!(db, sign_ins::by_id(id)).unwrap().unwrap().expires_at,
            at(90)
        );
    })
    .await;
}

#[tokio::test]
async fn fi_08_cookies_are_replaced_by_a_number_that_only_goes_up() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let id = scene.sign_in.id;
        let superseded =
            async |since, now| read!(db, sign_ins::superseded_since(at(since), at(now)));
        assert_eq!(superseded(0, 0).await.unwrap(), []);
        for (generation, now, replaced) in
            [(1, 5, true), (1, 6, false), (3, 7, true), (2, 8, false)]
        {
            let done = write!(db, c => sign_ins::supersede(c, id, generation, at(now))).unwrap();
            assert_eq!(done, replaced, "{generation}");
        }
        let row = sign_ins::Superseded {
            id,
            generation: 3,
            expires_at: scene.sign_in.expires_at,
        };
        assert_eq!(
            superseded(7, 7).await.unwrap(),
            [row],
            "one row, however often"
        );
        assert_eq!(superseded(8, 8).await.unwrap(), []);
        write!(db, c => sign_ins::end(c, id, "signed out", at(9))).unwrap();
        assert_eq!(
            superseded(0, 9).await.unwrap(),
            [],
            "it is in the other list"
        );
    })
    .await;
}

#[tokio::test]
async fn ending_others_keeps_this_one_and_other_people() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let (user_id, keep) = (scene.user.id, scene.sign_in.id);
        let bo = user("bo");
        let others = [sign_in(user_id), sign_in(user_id), sign_in(bo.id)];
        let theirs = others[2].id;
        write!(db, c => async {
            users::insert(c, &bo).await?;
            for other in &others {
                sign_ins::insert(c, other).await?;
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(
            write!(db, c => sign_ins::end_others(c, user_id, keep, "password changed", at(1)))
                .unwrap()
                .len(),
            2
        );
        assert_eq!(
            read!(db, sign_ins::of_user(user_id, at(2))).unwrap().len(),
            1
        );
        assert_eq!(
            write!(db, c => sign_ins::end_all(c, user_id, "everywhere", at(2)))
                .unwrap()
                .len(),
            1
        );
        assert_eq!(read!(db, sign_ins::of_user(user_id, at(2))).unwrap(), []);
        assert_eq!(
            read!(db, sign_ins::by_id(theirs))
                .unwrap()
                .unwrap()
                .ended_at,
            None
        );
        let orphan = sign_in(UserId(uuid::Uuid::now_v7()));
        let refused = write!(db, c => sign_ins::insert(c, &orphan)).unwrap_err();
        assert!(matches!(refused, StoreError::Orphan), "{refused:?}");
    })
    .await;
}

/// A consent of an app on two addresses.
fn allowed(scope: &str) -> Consented {
    let scope = scope.parse().unwrap();
    let once = Consented::default().and(&scope, "App", "a.example");
    once.and(&scope, "App", "b.example:8443")
}

#[tokio::test]
async fn one_read_tells_who_is_signed_in_and_what_they_allowed() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let (user, id) = (scene.user.id, scene.client.id.clone());
        let standing = read!(db, sign_ins::standing(scene.sign_in.id, &id))
            .unwrap()
            .unwrap();
        assert_eq!(
            (standing.sign_in, standing.user, standing.consented),
            (scene.sign_in.clone(), scene.user.clone(), None)
        );
        let (to, allowed) = (id.clone(), allowed("openid email"));
        let expected = allowed.clone();
        write!(db, c => consents::remember(c, user, &to, &allowed, NOW)).unwrap();
        let standing = read!(db, sign_ins::standing(scene.sign_in.id, &id))
            .unwrap()
            .unwrap();
        assert_eq!(standing.consented, Some(expected));
        let unknown = SignInId(uuid::Uuid::nil());
        assert_eq!(read!(db, sign_ins::standing(unknown, &id)).unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_consent_is_remembered_replaced_listed_and_forgotten() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let user = scene.user.id;
        let second = client("second-xyz567", None);
        let ids = [scene.client.id.clone(), second.id.clone()];
        write!(db, c => clients::insert(c, &second)).unwrap();
        for (seconds, which, scope) in [
            (0, 0, "openid"),
            (5, 1, "openid profile"),
            (9, 0, "openid email"),
        ] {
            let (id, allowed) = (ids[which].clone(), allowed(scope));
            write!(db, c => consents::remember(c, user, &id, &allowed, at(seconds))).unwrap();
        }
        let list = read!(db, consents::of_user(user)).unwrap();
        assert_eq!(
            list.iter().map(|k| k.client.clone()).collect::<Vec<_>>(),
            ids
        );
        assert_eq!((list[0].granted_at, list[0].updated_at), (NOW, at(9)));
        assert_eq!(
            (list[0].scope.to_string(), &*list[0].client_name),
            ("openid email".to_owned(), "App app-abc234")
        );
        assert_eq!(
            read!(db, consents::to(user, &ids[1])).unwrap(),
            Some(allowed("openid profile"))
        );
        assert_eq!(read!(db, consents::people(&ids[1])).unwrap(), 1);
        let id = ids[1].clone();
        assert!(write!(db, c => consents::forget(c, user, &id)).unwrap());
        assert_eq!(read!(db, consents::to(user, &ids[1])).unwrap(), None);
        let nobody = UserId(uuid::Uuid::now_v7());
        let id = ids[1].clone();
        let refused = write!(db, c => consents::remember(c, nobody, &id, &Default::default(), NOW))
            .unwrap_err();
        assert!(matches!(refused, StoreError::Orphan), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_browser_session_lives_until_it_expires_or_is_removed() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let (user, sign_in) = (scene.user.id, scene.sign_in.id);
        let (one, two) = ([1; 32], [2; 32]);
        assert!(
            write!(db, c => browser_sessions::create(c, &one, None, b"first", at(60))).unwrap()
        );
        assert!(
            !write!(db, c => browser_sessions::create(c, &one, None, b"other", at(90))).unwrap()
        );
        assert_eq!(
            read!(db, browser_sessions::load(&one, at(59))).unwrap(),
            Some(b"first".to_vec())
        );
        assert_eq!(
            read!(db, browser_sessions::load(&one, at(60))).unwrap(),
            None
        );
        assert!(
            write!(db, c => browser_sessions::save(c, &one, Some(sign_in), b"second", at(120)))
                .unwrap()
        );
        assert_eq!(
            read!(db, browser_sessions::load(&one, at(60))).unwrap(),
            Some(b"second".to_vec())
        );
        assert!(!write!(db, c => browser_sessions::save(c, &two, None, b"late", at(120))).unwrap());
        assert_eq!(
            read!(db, browser_sessions::load(&two, NOW)).unwrap(),
            None,
            "a removed one does not come back"
        );
        assert_eq!(
            write!(db, c => browser_sessions::remove_of_sign_in(c, sign_in)).unwrap(),
            1
        );
        write!(db, c => browser_sessions::create(c, &two, Some(sign_in), b"x", at(60))).unwrap();
        assert_eq!(
            write!(db, c => browser_sessions::remove_of_user(c, user)).unwrap(),
            1
        );
        write!(db, c => browser_sessions::create(c, &one, None, b"x", at(60))).unwrap();
        assert!(write!(db, c => browser_sessions::remove(c, &one)).unwrap());
        assert!(!write!(db, c => browser_sessions::remove(c, &one)).unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_seen_ends_if_it_ends_so() {
    each_engine(|db| async move {
        let scene = Scene::set(&db).await;
        let kept = SignIn {
            idle_ends: false,
            ..sign_in(scene.user.id)
        };
        let late = SignIn {
            last_seen_at: at(11),
            ..sign_in(scene.user.id)
        };
        for row in [kept, late.clone()] {
            write!(db, c => sign_ins::insert(c, &row)).unwrap();
        }
        let end = async |seen| {
            let ended = write!(db, c => sign_ins::end_idle(c, seen, 9, "idle", at(40))).unwrap();
            ended.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(end(at(10)).await, [scene.sign_in.id]);
        assert_eq!(end(at(10)).await, []);
        assert_eq!(end(at(11)).await, [late.id]);
        assert_eq!(end(at(9_999)).await, []);
    })
    .await;
}

//! Clients and keys.

use super::super::testing::each_engine;
use super::super::testing::samples::{NOW, at, client, user};
use super::super::{StoreError, clients, seal_keys, signing_keys, users};
use super::{read, write};
use crate::keys::rotation::{SealKeyRow, SigningKeyRow};
use crate::protocol::client::{Client, PreviousSecret, SecretRecord, SigningAlg};
use crate::protocol::ids::{ClientId, UserId};
use crate::store::clients::Place;

#[tokio::test]
async fn a_client_comes_back_as_stored() {
    each_engine(|db| async move {
        let ada = user("ada");
        let mut full = client("full-abc234", Some(ada.id));
        full.previous_secret = Some(PreviousSecret {
            hash: SecretRecord::new("an older one", NOW).hash,
            expires_at: at(9),
        });
        full.disabled_at = Some(at(3));
        let mut bare = client("bare-abc234", None);
        bare.secret = None;
        let all = [bare.clone(), full.clone()];
        let owner = ada.id;
        write!(db, c => async {
            users::insert(c, &ada).await?;
            clients::insert(c, &all[0]).await?;
            clients::insert(c, &all[1]).await
        })
        .unwrap();
        assert_eq!(
            read!(db, clients::by_id(&full.id)).unwrap(),
            Some(full.clone())
        );
        assert_eq!(
            read!(db, clients::by_id(&bare.id)).unwrap(),
            Some(bare.clone())
        );
        assert_eq!(
            read!(db, clients::by_id(&ClientId("BARE-abc234".to_owned()))).unwrap(),
            None
        );
        let found = read!(db, clients::page(Some(owner), "", &Place::Start, 9)).unwrap();
        assert_eq!(found, std::slice::from_ref(&full));
        assert_eq!(read!(db, clients::count_of_owner(owner)).unwrap(), 1);
        assert_eq!(
            read!(db, clients::list(None, 9)).unwrap(),
            [bare.clone(), full.clone()]
        );
        assert_eq!(read!(db, clients::list(Some(&bare.id), 9)).unwrap(), [full]);

        let taken = bare.clone();
        let refused = write!(db, c => clients::insert(c, &taken)).unwrap_err();
        assert!(
            matches!(&refused, StoreError::Conflict { column } if column == "client.primary_key"),
            "{refused:?}"
        );
        let orphan = client("orphan", Some(UserId(uuid::Uuid::now_v7())));
        let refused = write!(db, c => clients::insert(c, &orphan)).unwrap_err();
        assert!(matches!(refused, StoreError::Orphan), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn un_02_un_04_apps_are_searched_and_paged_newest_first() {
    each_engine(|db| async move {
        let made = |id: &str, name: &str, seconds: i64| {
            let mut app = client(id, None);
            app.name = name.to_owned();
            app.created_at = at(seconds);
            app
        };
        let apps = [
            made("tide-aaaaaa", "Tide Table", 1),
            made("tide-bbbbbb", "Tide Table", 1),
            made("half-cccccc", "Half_100%", 2),
            made("other-dddddd", "TIDE", 3),
        ];
        let rows = apps.clone();
        write!(db, c => async {
            for app in &rows {
                clients::insert(c, app).await?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
        let ids = |apps: Vec<Client>| -> Vec<_> {
            apps.into_iter()
                .map(|app| app.id.0[..6].to_owned())
                .collect()
        };
        let place = |app: &Client, below| match below {
            true => Place::Below(app.created_at, app.id.clone()),
            false => Place::Above(app.created_at, app.id.clone()),
        };
        for (searched, place, expected) in [
            ("", Place::Start, vec!["other-", "half-c"]),
            ("", place(&apps[2], true), vec!["tide-b", "tide-a"]),
            ("", place(&apps[1], true), vec!["tide-a"]),
            ("", place(&apps[0], false), vec!["half-c", "tide-b"]),
            ("tide", Place::Start, vec!["other-", "tide-b"]),
            (" Tide T", Place::Start, vec!["tide-b", "tide-a"]),
            ("CCCC", Place::Start, vec!["half-c"]),
            ("100%", Place::Start, vec!["half-c"]),
            ("0_", Place::Start, vec![]),
            ("f_1", Place::Start, vec!["half-c"]),
        ] {
            let found = read!(db, clients::page(None, searched, &place, 2)).unwrap();
            assert_eq!(ids(found), expected, "{searched} {place:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn metadata_changes_and_a_client_is_switched_off_and_on_and_removed() {
    each_engine(|db| async move {
        let mut app = client("app", None);
        let new = app.clone();
        write!(db, c => clients::insert(c, &new)).unwrap();
        app.name = "Renamed".to_owned();
        app.metadata.first_party = true;
        app.metadata.id_token_signed_response_alg = SigningAlg::EdDSA;
        app.updated_at = at(4);
        let (read, new) = (client("app", None), app.clone());
        let change = |read: Client, new: Client| {
            let db = db.clone();
            async move {
                let changed = write!(db, c => clients::update_metadata(c, &read, &new.name, &new.metadata, at(4)));
                changed.unwrap()
            }
        };
        assert!(change(read.clone(), new).await);
        assert_eq!(read!(db, clients::by_id(&app.id)).unwrap().unwrap(), app);
        // Whoever read it before that overwrites nothing, not even within the same second.
        let second = Client {
            name: "Again".to_owned(),
            ..app.clone()
        };
        assert!(!change(read, second.clone()).await);
        assert_eq!(read!(db, clients::by_id(&app.id)).unwrap().unwrap(), app);
        assert!(change(app.clone(), second.clone()).await);
        assert!(!change(app.clone(), app.clone()).await);
        app.name = second.name;
        for (off, changed) in [(true, true), (true, false), (false, true), (false, false)] {
            let id = app.id.clone();
            let done = if off {
                write!(db, c => clients::disable(c, &id, at(5)))
            } else {
                write!(db, c => clients::enable(c, &id, at(6)))
            };
            assert_eq!(done.unwrap(), changed);
            let stored = read!(db, clients::by_id(&app.id)).unwrap().unwrap();
            assert_eq!(stored.disabled_at, off.then_some(at(5)));
        }
        for there in [true, false] {
            let id = app.id.clone();
            assert_eq!(write!(db, c => clients::remove(c, &id)).unwrap(), there);
        }
    })
    .await;
}

#[tokio::test]
async fn a_rotated_secret_leaves_the_old_one_for_a_while_or_not_at_all() {
    each_engine(|db| async move {
        let app = client("app", None);
        let (id, first) = (app.id.clone(), app.secret.clone().unwrap());
        write!(db, c => clients::insert(c, &app)).unwrap();
        let second = SecretRecord::new("the second secret", at(10));
        let (key, new) = (id.clone(), second.clone());
        assert!(write!(db, c => clients::rotate_secret(c, &key, &new, at(100))).unwrap());
        let stored = read!(db, clients::by_id(&id)).unwrap().unwrap();
        assert_eq!(stored.secret, Some(second.clone()));
        assert_eq!(
            stored.previous_secret,
            Some(PreviousSecret {
                hash: first.hash,
                expires_at: at(100)
            })
        );
        let (key, third) = (id.clone(), SecretRecord::new("the third", at(12)));
        assert!(write!(db, c => clients::rotate_secret(c, &key, &third, at(12))).unwrap());
        assert_eq!(
            read!(db, clients::by_id(&id))
                .unwrap()
                .unwrap()
                .previous_secret,
            None,
            "ended at once"
        );
        let key = id.clone();
        assert!(write!(db, c => clients::forget_secrets(c, &key, at(13))).unwrap());
        assert_eq!(
            read!(db, clients::by_id(&id)).unwrap().unwrap().secret,
            None
        );
        let (key, fourth) = (id.clone(), SecretRecord::new("the fourth", at(14)));
        assert!(write!(db, c => clients::rotate_secret(c, &key, &fourth, at(90))).unwrap());
        let stored = read!(db, clients::by_id(&id)).unwrap().unwrap();
        assert_eq!(
            (stored.secret.unwrap().created_at, stored.previous_secret),
            (at(14), None),
            "there was none"
        );
    })
    .await;
}

#[tokio::test]
async fn keys_are_stored_rescheduled_once_and_removed() {
    each_engine(|db| async move {
        let key = SigningKeyRow {
            kid: "kid-1".to_owned(),
            alg: SigningAlg::PS256,
            private_key: vec![0, 1, 255],
            public_jwk: serde_json::json!({ "kty": "RSA", "n": "AQAB" }),
            announced_at: NOW,
            active_at: at(1),
            retiring_at: at(2),
            gone_at: at(3),
        };
        let mut later = key.clone();
        (later.retiring_at, later.gone_at) = (at(20), at(30));
        for stored in [true, false] {
            let new = key.clone();
            assert_eq!(
                write!(db, c => signing_keys::insert(c, &new)).unwrap(),
                stored
            );
        }
        assert!(read!(db, signing_keys::all()).unwrap() == [key.clone()]);
        for won in [true, false] {
            let (old, new) = (key.clone(), later.clone());
            assert_eq!(
                write!(db, c => signing_keys::reschedule(c, &old, &new)).unwrap(),
                won
            );
        }
        assert!(read!(db, signing_keys::all()).unwrap() == [later]);
        assert_eq!(
            write!(db, c => signing_keys::remove_gone(c, at(29))).unwrap(),
            0
        );
        assert_eq!(
            write!(db, c => signing_keys::remove_gone(c, at(30))).unwrap(),
            1
        );

        let key = SealKeyRow {
            id: 255,
            secret: vec![7; 48],
            created_at: NOW,
            active_at: NOW,
            gone_at: at(9),
        };
        let mut later = key.clone();
        later.gone_at = at(99);
        for stored in [true, false] {
            let new = key.clone();
            assert_eq!(write!(db, c => seal_keys::insert(c, &new)).unwrap(), stored);
        }
        for won in [true, false] {
            let (old, new) = (key.clone(), later.clone());
            assert_eq!(
                write!(db, c => seal_keys::reschedule(c, &old, &new)).unwrap(),
                won
            );
        }
        assert!(read!(db, seal_keys::all()).unwrap() == [later]);
        assert_eq!(
            write!(db, c => seal_keys::remove_gone(c, at(98))).unwrap(),
            0
        );
        assert_eq!(
            write!(db, c => seal_keys::remove_gone(c, at(99))).unwrap(),
            1
        );
    })
    .await;
}

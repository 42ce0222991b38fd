//! The first administrator of a fresh installation, made on a page by whoever reads what the server printed when it started.

use std::fmt;
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};

use super::make::Taken;
use crate::audit::{Act, Actor, Deed, Object};
use crate::protocol::time::Timestamp;
use crate::random::letters;
use crate::store::users::{self, User};
use crate::store::{Db, StoreError, setup_codes};

/// How long a code is good for.
pub const CODE_LIFETIME: Duration = Duration::from_hours(1);
/// 31¹⁶ codes: 79 bits.
const LENGTH: usize = 16;

/// `7QK2-M4FD-9XWT-3HBN`: sixteen letters and digits in groups of four. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SetupCode([u8; LENGTH]);

impl SetupCode {
    /// A fresh one.
    fn random() -> Self {
        Self(letters::random())
    }

    /// What somebody typed or pasted; `None` when it can be no code.
    pub fn parse(typed: &str) -> Option<Self> {
        letters::parse(typed).map(Self)
    }

    fn hash(&self) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        hash
    }
}

impl fmt::Display for SetupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&letters::in_groups(&self.0))
    }
}

impl fmt::Debug for SetupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetupCode")
    }
}

/// A code for an installation without people; none when there are some: who runs it knows the commands, and its log may have more
/// readers by now. Codes of other nodes stay good.
///
/// # Errors
/// When the database does not answer.
pub async fn open(db: &Db, now: Timestamp) -> Result<Option<SetupCode>, StoreError> {
    let code = SetupCode::random();
    let hash = code.hash();
    let job = db.write(move |c| {
        Box::pin(async move {
            if !users::list(c, None, 1).await?.is_empty() {
                return Ok(false);
            }
            let until = now.plus(CODE_LIFETIME);
            setup_codes::insert(c, &hash, until).await?;
            let opened = Deed::new(Act::SetupOpened, Object::Server).with("until", until.0);
            opened.record(c, &Actor::system(), now).await?;
            Ok(true)
        })
    });
    Ok(job.await?.then_some(code))
}

/// How the first administrator is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// With a code, or by command.
    Open,
    /// No code is in force; the next start prints one.
    Shut,
    /// By command alone: there are people already.
    Closed,
}

/// How the first administrator is made at this moment, where there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn door(db: &Db, now: Timestamp) -> Result<Door, StoreError> {
    let job = db.read(move |c| {
        Box::pin(async move {
            Ok(if setup_codes::any(c, now).await? {
                Door::Open
            } else if users::list(c, None, 1).await?.is_empty() {
                Door::Shut
            } else {
                Door::Closed
            })
        })
    });
    job.await
}

/// Whether the code can be used.
///
/// # Errors
/// When the database does not answer.
pub async fn is_right(db: &Db, code: &SetupCode, now: Timestamp) -> Result<bool, StoreError> {
    let hash = code.hash();
    let job = db.read(move |c| Box::pin(async move { setup_codes::holds(c, &hash, now).await }));
    job.await
}

/// Why no administrator is made.
#[derive(Debug, thiserror::Error)]
pub enum NotMade {
    /// There is an administrator.
    #[error("there is an administrator")]
    Over,
    /// No such code is in force.
    #[error("the setup code is not right, or its time is over")]
    Code,
    /// Somebody has the address.
    #[error(transparent)]
    Taken(#[from] Taken),
}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> Self {
        Self::Taken(error.into())
    }
}

/// Stores the first administrator. The codes of all nodes end with it: of two at once one is made.
///
/// # Errors
/// [`NotMade`].
pub async fn make(
    db: &Db,
    code: &SetupCode,
    user: &User,
    actor: &Actor,
    now: Timestamp,
) -> Result<(), NotMade> {
    let (hash, actor) = (code.hash(), actor.clone());
    let user = User {
        admin: true,
        ..user.clone()
    };
    let job = db.write(move |c| {
        Box::pin(async move {
            if users::any_admin(c).await? {
                return Ok(Err(NotMade::Over));
            }
            if !setup_codes::holds(c, &hash, now).await? {
                return Ok(Err(NotMade::Code));
            }
            // As for every account: whoever signs in with this address would be somebody else.
            if let Some(email) = &user.email
                && users::has_login(c, email, user.id).await?
            {
                return Ok(Err(Taken::Login.into()));
            }
            if !setup_codes::take_all(c).await? {
                return Ok(Err(NotMade::Over));
            }
            users::insert(c, &user).await?;
            let made = Deed::new(Act::AccountMade, Object::Account(user.id));
            let made = made.with("administrator", true).with("by", "setup code");
            made.record(c, &actor, now).await?;
            Ok(Ok(()))
        })
    });
    job.await?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Origin;
    use crate::store::testing::each_engine;
    use crate::store::testing::samples::{NOW, at, user};

    #[test]
    fn ad_12_a_code_is_long_and_read_as_people_type_it() {
        let code = SetupCode::random();
        let text = code.to_string();
        assert_eq!(text.len(), 19);
        assert_ne!(SetupCode::random(), code);
        let spaced = format!("  {} ", text.replace('-', " ").to_lowercase());
        for typed in [
            &text,
            &text.replace('-', ""),
            &spaced,
            &text.replace('-', "–"),
        ] {
            assert_eq!(SetupCode::parse(typed).as_ref(), Some(&code), "{typed:?}");
        }
        for wrong in [
            "",
            "7QK2-M4FD-9XWT",
            "0QK2-M4FD-9XWT-3HBN",
            "ÄQK2-M4FD-9XWT-3HBN",
        ] {
            assert_eq!(SetupCode::parse(wrong), None, "{wrong:?}");
        }
        assert_eq!(SetupCode::parse(&format!("{text}2")), None);
        assert!(!format!("{code:?}").contains(&text[..4]));
    }

    #[tokio::test]
    async fn ad_12_one_code_makes_one_administrator_and_ends_all() {
        each_engine(|db| async move {
            let one = open(&db, NOW).await.unwrap().unwrap();
            let other = open(&db, NOW).await.unwrap().unwrap();
            let actor = Actor::somebody(Origin::default());
            let (ada, eve) = (user("ada"), user("eve"));
            let guess = SetupCode::random();
            assert!(matches!(
                make(&db, &guess, &ada, &actor, NOW).await,
                Err(NotMade::Code)
            ));
            let late = at(3_600);
            assert_eq!(door(&db, late).await.unwrap(), Door::Shut);
            assert!(matches!(
                make(&db, &one, &ada, &actor, late).await,
                Err(NotMade::Code)
            ));
            make(&db, &one, &ada, &actor, NOW).await.unwrap();
            assert_eq!(door(&db, NOW).await.unwrap(), Door::Closed);
            for code in [&one, &other] {
                assert!(!is_right(&db, code, NOW).await.unwrap());
                assert!(matches!(
                    make(&db, code, &eve, &actor, NOW).await,
                    Err(NotMade::Over)
                ));
            }
            assert!(open(&db, NOW).await.unwrap().is_none(), "never again");
        })
        .await;
    }

    #[tokio::test]
    async fn ad_12_a_code_is_not_used_up_by_an_address_that_somebody_has() {
        each_engine(|db| async move {
            let code = open(&db, NOW).await.unwrap().unwrap();
            let actor = Actor::somebody(Origin::default());
            // Sign-up is open, and somebody was quicker.
            let squatter = user("ada");
            super::super::make::make(&db, &squatter, &actor, NOW)
                .await
                .unwrap();
            let mut ada = User {
                login: "ada@example.com".into(),
                ..user("ada")
            };
            assert!(matches!(
                make(&db, &code, &ada, &actor, NOW).await,
                Err(NotMade::Taken(Taken::Email))
            ));
            ada.email = Some("ada@work.example".into());
            ada.login = "ada@work.example".into();
            make(&db, &code, &ada, &actor, NOW).await.unwrap();
            let (id, other) = (ada.id, squatter.id);
            let made = db.read(move |c| Box::pin(users::by_id(c, id))).await;
            assert!(made.unwrap().unwrap().admin);
            let before = db.read(move |c| Box::pin(users::by_id(c, other))).await;
            assert!(!before.unwrap().unwrap().admin);
        })
        .await;
    }
}

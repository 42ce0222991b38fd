//! Roles that come with a group, on both engines.

use super::groups::{self, Described};
use super::roles::{may_lend, of, set_of_group};
use crate::audit::{Actor, Origin};
use crate::protocol::ids::GroupId;
use crate::protocol::roles::{Role, Roles};
use crate::store::groups::Group;
use crate::store::testing::each_engine;
use crate::store::testing::samples::{NOW, user};
use crate::store::users::{self, User};
use crate::store::{Db, user_roles};

async fn person(db: &Db, login: &str) -> User {
    let account = User {
        admin: false,
        ..user(login)
    };
    let stored = account.clone();
    let job = db.write(move |c| Box::pin(async move { users::insert(c, &stored).await }));
    job.await.unwrap();
    account
}

async fn group(db: &Db, name: &str, parent: Option<GroupId>) -> Group {
    let described = Described {
        name: name.parse().unwrap(),
        title: name.to_owned(),
        parent,
    };
    groups::make(db, described, &Actor::operator(), NOW)
        .await
        .unwrap()
}

async fn roles(db: &Db, user: &User) -> Roles {
    let user = user.clone();
    let job = db.read(move |c| Box::pin(async move { of(c, &user).await }));
    job.await.unwrap()
}

async fn lends(db: &Db, by: &User, group: &Group) -> bool {
    let (by, group) = (Actor::person(by.id, Origin::default()), group.id);
    let job = db.read(move |c| Box::pin(async move { may_lend(c, &by, group).await }));
    job.await.unwrap()
}

#[tokio::test]
async fn ad_04_a_group_lends_its_roles_and_only_who_gives_roles_lends_them() {
    each_engine(|db| async move {
        let (ada, kay) = (person(&db, "ada").await, person(&db, "kay").await);
        let house = group(&db, "house", None).await;
        let desk = group(&db, "desk", Some(house.id)).await;
        let other = group(&db, "other", None).await;
        let operator = Actor::operator();
        for one in [&desk, &other] {
            let joined = groups::join(&db, one, kay.id, &operator, NOW).await;
            assert!(joined.unwrap());
        }
        assert!(lends(&db, &ada, &desk).await, "it carries nothing yet");

        // Given to the whole, it is of those in the part as well, and of nobody else.
        let given = (Role::Support, true);
        for changed in [true, false] {
            let set = set_of_group(&db, house.id, given, &operator, NOW).await;
            assert_eq!(set.unwrap(), changed);
        }
        assert_eq!(roles(&db, &kay).await, Roles::NONE.with(Role::Support));
        assert_eq!(roles(&db, &ada).await, Roles::NONE);
        let id = kay.id;
        let by = db.read(move |c| Box::pin(user_roles::by_group(c, id)));
        let by = by.await.unwrap();
        assert_eq!(
            (by.len(), by[0].role, by[0].group),
            (1, Role::Support, house.id)
        );
        for (group, free) in [(&house, false), (&desk, false), (&other, true)] {
            // Support has rights, but not the one to give roles.
            assert_eq!(lends(&db, &kay, group).await, free, "{}", group.name);
        }
        let set = set_of_group(&db, other.id, (Role::Administrator, true), &operator, NOW);
        assert!(set.await.unwrap());
        assert!(roles(&db, &kay).await.has(Role::Administrator));
        assert!(
            lends(&db, &kay, &house).await,
            "an administrator gives roles"
        );

        let taken = (Role::Support, false);
        assert!(
            set_of_group(&db, house.id, taken, &operator, NOW)
                .await
                .unwrap()
        );
        assert!(!roles(&db, &kay).await.has(Role::Support));
        assert!(groups::remove(&db, &other, &operator, NOW).await.unwrap());
        assert_eq!(roles(&db, &kay).await, Roles::NONE);
    })
    .await;
}

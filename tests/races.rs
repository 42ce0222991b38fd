//! One code, one refresh token, sixty-four requests at once, on several nodes (attack rows CD-02 and RT-02).
//!
//! `LANYARD_TEST_RACE_ROUNDS` is the number of rounds on each engine. Every test prints what it counted.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use axum::http::StatusCode;
use lanyard::config::SessionMode;
use lanyard::store::Engine;
use tokio::sync::Barrier;

#[path = "world/mod.rs"]
#[expect(dead_code, unused_imports, reason = "stories use the rest of it")]
mod world;

use world::matrix::each_engine;
use world::scene::Fields;
use world::{Provider, Scene};

/// Requests that start together.
const AT_ONCE: usize = 64;

fn rounds() -> usize {
    match std::env::var("LANYARD_TEST_RACE_ROUNDS") {
        Ok(text) => text.parse().expect("LANYARD_TEST_RACE_ROUNDS is a number"),
        Err(_) => 20,
    }
}

/// The scene, in front of several nodes. Each round's code costs one redirect.
struct Race {
    scene: Scene,
    /// All on one database. SQLite has a second one too, as while one server replaces another.
    nodes: Vec<Provider>,
}

/// What one successful token request brought.
#[derive(Debug, Clone)]
struct Bought {
    access: String,
    refresh: String,
}

impl Race {
    async fn set(provider: Provider) -> Self {
        let scene = Scene::new(&provider).await;
        let more = match provider.app.db.engine() {
            Engine::Sqlite => 1,
            Engine::Postgres => 2,
        };
        let mut nodes = vec![provider];
        for _ in 0..more {
            nodes.push(nodes[0].another_node().await);
        }
        Self { scene, nodes }
    }

    /// A fresh code, in the token request that redeems it.
    async fn redemption(&mut self) -> Fields {
        let (started, code) = self.scene.code().await;
        self.scene.redemption(&started, &code)
    }

    fn refresh(&self, token: &str) -> Fields {
        Fields::from([
            ("grant_type", "refresh_token".into()),
            ("refresh_token", token.into()),
        ])
    }

    /// One token request, on the first node.
    async fn ask(&self, form: &Fields) -> Result<Bought, String> {
        token(&self.nodes[0], &self.scene.basic, form).await
    }

    async fn is_active(&self, token: &str) -> bool {
        self.scene.is_active(token).await
    }

    /// All of them at once, on the nodes in turn.
    async fn run(&self, forms: Vec<Fields>) -> Vec<Result<Bought, String>> {
        let start = Arc::new(Barrier::new(forms.len()));
        let runners: Vec<_> = forms
            .into_iter()
            .zip(self.nodes.iter().cycle())
            .map(|(form, node)| {
                let (start, node, basic) = (start.clone(), node.clone(), self.scene.basic.clone());
                tokio::spawn(async move {
                    start.wait().await;
                    token(&node, &basic, &form).await
                })
            })
            .collect();
        let mut answers = Vec::new();
        for runner in runners {
            answers.push(runner.await.expect("no request panics"));
        }
        answers
    }

    async fn restart(&mut self) {
        let first = self.nodes[0].restart().await;
        for node in self.nodes.drain(1..) {
            node.app.db.close().await;
        }
        self.scene = self.scene.at(&first).await;
        self.nodes = vec![first];
    }

    async fn close(&self) {
        for node in &self.nodes {
            node.app.db.close().await;
        }
    }

    /// Nothing that was bought is good for anything.
    async fn assert_dead(&self, bought: &Bought) {
        assert!(!self.is_active(&bought.access).await, "the access token");
        assert!(!self.is_active(&bought.refresh).await, "the refresh token");
        let refused = self.ask(&self.refresh(&bought.refresh)).await;
        assert_eq!(refused.unwrap_err(), "invalid_grant");
    }
}

/// What was bought, or the error code.
async fn token(node: &Provider, basic: &str, form: &Fields) -> Result<Bought, String> {
    let fields = form.iter().map(|(name, value)| (*name, &**value));
    let answer = node.post("/token", fields, Some(basic)).await;
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    match answer.status {
        StatusCode::OK => Ok(Bought {
            access: text("access_token"),
            refresh: text("refresh_token"),
        }),
        // Sixty-four at once may be more than a small machine can do in the time a request waits (FT-18).
        StatusCode::BAD_REQUEST | StatusCode::SERVICE_UNAVAILABLE => Err(text("error")),
        status => panic!("{status}: {body}"),
    }
}

/// Who got tokens, and how many were told that what they have is not good. The others could not be answered in time.
fn outcome(answers: &[Result<Bought, String>]) -> (Vec<&Bought>, usize) {
    let (mut winners, mut refused) = (Vec::new(), 0);
    for answer in answers {
        match answer.as_ref().map_err(|error| &**error) {
            Ok(bought) => winners.push(bought),
            Err("invalid_grant") => refused += 1,
            Err("temporarily_unavailable") => {}
            Err(error) => panic!("{error}"),
        }
    }
    (winners, refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn cd_02_a_code_redeemed_by_many_at_once_has_one_winner_and_its_grant_dies() {
    each_engine(SessionMode::Database, async |provider| {
        let engine = provider.app.db.engine();
        let mut race = Race::set(provider).await;
        let alone = race.redemption().await;
        let alone = race.ask(&alone).await.expect("nobody races");
        assert!(race.is_active(&alone.access).await && race.is_active(&alone.refresh).await);

        let (began, mut past) = (Instant::now(), Vec::new());
        for round in 0..rounds() {
            let form = race.redemption().await;
            let answers = race.run(vec![form.clone(); AT_ONCE]).await;
            let (winners, refused) = outcome(&answers);
            assert_eq!(winners.len(), 1, "round {round}");
            assert!(refused > 0, "nobody else was answered in round {round}");
            race.assert_dead(winners[0]).await;
            past.push((form, winners[0].clone()));
        }
        let took = began.elapsed();

        race.restart().await;
        for (form, bought) in &past {
            race.assert_dead(bought).await;
            assert_eq!(race.ask(form).await.unwrap_err(), "invalid_grant");
        }
        assert!(
            race.is_active(&alone.refresh).await,
            "who raced nobody is left alone"
        );
        eprintln!(
            "CD-02 on {engine:?}: {} rounds of {AT_ONCE}, one winner in each, every grant dead, also after a restart; {took:.1?}",
            past.len()
        );
        race.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rt_02_a_refresh_token_used_by_many_at_once_has_one_successor() {
    each_engine(SessionMode::Database, async |provider| {
        let engine = provider.app.db.engine();
        let mut race = Race::set(provider).await;
        let form = race.redemption().await;
        let mut live = race.ask(&form).await.expect("nobody races").refresh;
        let (began, mut answered) = (Instant::now(), 0);
        for round in 0..rounds() {
            let answers = race.run(vec![race.refresh(&live); AT_ONCE]).await;
            let (winners, refused) = outcome(&answers);
            assert_eq!(refused, 0, "round {round}");
            let successors: BTreeSet<_> = winners.iter().map(|bought| &bought.refresh).collect();
            assert_eq!(successors.len(), 1, "round {round}: {successors:?}");
            let successor = winners[0].refresh.clone();
            assert_ne!(successor, live);
            assert!(!race.is_active(&live).await && race.is_active(&successor).await);
            answered += winners.len();
            live = successor;
        }
        let took = began.elapsed();
        race.restart().await;
        assert!(race.is_active(&live).await);
        eprintln!(
            "RT-02 on {engine:?}: {} rounds of {AT_ONCE}, {answered} answers, one successor in each round; {took:.1?}",
            rounds()
        );
        race.close().await;
    })
    .await;
}

/// The predecessor is forgiven only while its successor is unused, and here the successor is used at the same moment.
#[tokio::test(flavor = "multi_thread")]
async fn rt_02_a_token_and_its_successor_at_once_leave_one_live_leaf_or_none() {
    each_engine(SessionMode::Database, async |provider| {
        let engine = provider.app.db.engine();
        let mut race = Race::set(provider).await;
        let (began, mut revoked) = (Instant::now(), 0);
        for round in 0..rounds() {
            let form = race.redemption().await;
            let first = race.ask(&form).await.expect("nobody races");
            let second = race.ask(&race.refresh(&first.refresh)).await.unwrap();
            let mut forms = vec![race.refresh(&first.refresh); AT_ONCE / 2];
            forms.extend(vec![race.refresh(&second.refresh); AT_ONCE / 2]);
            let answers = race.run(forms).await;
            let (winners, refused) = outcome(&answers);
            let mut leaves: BTreeSet<_> = winners.iter().map(|b| b.refresh.clone()).collect();
            leaves.extend([first.refresh, second.refresh]);
            let mut live = 0;
            for leaf in &leaves {
                live += usize::from(race.is_active(leaf).await);
            }
            // Someone was refused: that is theft, and then nothing may live on.
            let theft = refused > 0;
            assert_eq!(live, usize::from(!theft), "round {round}: {leaves:?}");
            for bought in winners {
                assert_eq!(race.is_active(&bought.access).await, !theft);
            }
            revoked += usize::from(theft);
        }
        eprintln!(
            "RT-02 on {engine:?}: {} rounds of token against successor, {revoked} grants revoked, never two live leaves; {:.1?}",
            rounds(),
            began.elapsed()
        );
        race.close().await;
    })
    .await;
}

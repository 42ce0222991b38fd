//! The people and apps of stories, and shortcuts a story takes when something is not its point.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lanyard::accounts::profile;
use lanyard::accounts::undo::Undoing;
use lanyard::audit::Actor;
use lanyard::protocol::client::Kind;
use lanyard::protocol::registration::Draft;
use lanyard::store::users::{self, User};

use super::relying_party::Tokens;
use super::{Browser, CALLBACK, PASSWORD, Provider, RelyingParty, seed};

impl Provider {
    /// A person with an account: `mara@example.org`, Mara Lindqvist, [`PASSWORD`].
    pub async fn add_user(&self, login: &str) -> User {
        seed::add_user(&self.app, login, PASSWORD).await
    }

    /// The account with this login.
    pub async fn user(&self, login: &str) -> User {
        let login = login.to_owned();
        let job = self
            .app
            .db
            .read(move |c| Box::pin(async move { users::by_login_or_email(c, &login).await }));
        job.await.unwrap().expect("the person has an account")
    }

    /// Changes an account as an operator does.
    pub async fn change_user(&self, before: &User, after: &User) {
        let undoing = Undoing {
            lifetime: self.app.settings.proofs.undo,
            link: self.app.url("/login/undo?token="),
        };
        let (actor, now) = (Actor::operator(), self.clock.now());
        let letters = (&self.app.mailing, &undoing);
        profile::change(&self.app.db, letters, before, after, &actor, now)
            .await
            .unwrap();
    }

    /// A web app with the redirect URI [`CALLBACK`] and every standard scope; its id and secret.
    pub async fn add_client(&self, name: &str) -> (String, String) {
        self.register(Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..standard(name, Kind::Web)
        })
        .await
    }

    /// As [`Provider::add_client`], belonging to the house.
    pub async fn add_first_party(&self, name: &str) -> (String, String) {
        let draft = Draft {
            redirect_uris: vec![CALLBACK.into()],
            first_party: true,
            ..standard(name, Kind::Web)
        };
        self.register(draft).await
    }

    /// A single-page app; its id.
    pub async fn add_public_client(&self, name: &str) -> String {
        self.register(Draft {
            redirect_uris: vec![CALLBACK.into()],
            ..standard(name, Kind::Spa)
        })
        .await
        .0
    }

    /// A native app with the redirect URI `http://127.0.0.1/cb`; its id.
    pub async fn add_native_client(&self, name: &str) -> String {
        self.register(Draft {
            redirect_uris: vec!["http://127.0.0.1/cb".into()],
            ..standard(name, Kind::Native)
        })
        .await
        .0
    }

    /// An app without people.
    pub async fn add_service(&self, name: &str, scope: &str) -> (String, String) {
        self.register(Draft {
            scope: Some(scope.into()),
            ..Draft::new(name, Kind::Service)
        })
        .await
    }

    /// Registers `draft`; the id and, for a public client meaningless, the secret.
    pub async fn register(&self, draft: Draft) -> (String, String) {
        seed::register(&self.app, draft, None).await
    }

    /// An `Authorization: Basic` header value.
    pub fn basic(&self, id: &str, secret: &str) -> String {
        format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
    }
}

fn standard(name: &str, kind: Kind) -> Draft {
    let scope = "openid profile email phone address offline_access".to_owned();
    Draft {
        scope: Some(scope),
        ..Draft::new(name, kind)
    }
}

impl RelyingParty {
    /// A web app that is registered and has discovered the provider.
    pub async fn registered(provider: &Provider, name: &str) -> Self {
        let (id, secret) = provider.add_client(name).await;
        Self::discover(provider, &id, Some(&secret)).await
    }

    /// As [`RelyingParty::registered`], belonging to the house.
    pub async fn of_the_house(provider: &Provider, name: &str) -> Self {
        let (id, secret) = provider.add_first_party(name).await;
        Self::discover(provider, &id, Some(&secret)).await
    }
}

impl Browser {
    /// Signs in on the provider's own page.
    pub async fn sign_in(&mut self, login: &str) {
        let page = self.open("/login").await;
        let page = self.log_in(&page, login).await;
        assert_eq!(page.path(), "/account", "{}", page.html);
    }

    /// The whole way to an app, answering whatever page comes.
    pub async fn sign_in_to(&mut self, app: &RelyingParty, login: &str, scopes: &[&str]) -> Tokens {
        let started = app.start(scopes, &[("prompt", "consent")]);
        let mut page = self.open(&started.url).await;
        if page.path() == "/login" {
            page = self.log_in(&page, login).await;
        }
        if page.path() == "/consent" {
            page = self.approve(&page).await;
        }
        let code = app.code(&started, &page);
        app.redeem(&started, &code)
            .await
            .expect("the code buys tokens")
    }
}

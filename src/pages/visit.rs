//! Who is looking at a page, with what browser, from where: what every page handler starts from.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::form::Hidden;
use super::look::Look;
use super::page_error::PageError;
use super::when::Times;
use super::{Ctx, Viewer};
use crate::accounts::mailing::Mailing;
use crate::accounts::{profile, roles};
use crate::app::App;
use crate::audit::Actor;
use crate::http::client_address::ClientAddress;
use crate::http::redirect::see_other;
use crate::identity::device;
use crate::identity::known_device::{self, KnownDevice};
use crate::identity::profile::zone_name;
use crate::locale::{Lang, Locales, Say, Words, Zone};
use crate::pages::guard::Form;
use crate::protocol::acr::Level;
use crate::protocol::ids::UserId;
use crate::protocol::params::Params;
use crate::protocol::roles::Roles;
use crate::protocol::time::Timestamp;
use crate::session::draft::{Draft, Kept};
use crate::session::{BrowserSession, Over, SignedIn, csrf};
use crate::store::StoreError;
use crate::store::users::User;

/// `?why=` of a sign-in page that is shown because the browser had lost its sign-in under a form.
pub(crate) const LOST: &str = "lost";

/// A request for a page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The server.
    pub app: App,
    /// The browser's session.
    pub session: BrowserSession,
    /// Who is signed in, if the session holds and the account may be used.
    pub person: Option<(SignedIn, User)>,
    /// What roles they have. Those besides an administrator's are known where a page asked for them ([`Visit::know_roles`]).
    pub roles: Roles,
    /// How pages look in this browser.
    pub look: Look,
    /// The languages that the browser asks for.
    accepts: Option<Lang>,
    /// The language that the app on whose behalf they come asks for (`ui_locales`), once it is known.
    asked: Arc<OnceLock<Lang>>,
    /// Whether somebody chose that, here or with their account.
    pub look_is_chosen: bool,
    /// Path and query.
    pub here: String,
    /// Where the request came from.
    pub address: ClientAddress,
    /// "Firefox on Linux".
    pub device: String,
    /// Who signed in with this browser before, so that strangers' failures do not lock them out.
    pub known_device: Option<KnownDevice>,
}

impl Visit {
    /// Reads session, account and look of a request.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(parts: &Parts, app: &App) -> Result<Self, PageError> {
        let mut visit = Self::of_stranger(parts, app)?;
        visit.person = person(app, &visit.session).await?;
        let admin = visit.person.as_ref().is_some_and(|(_, user)| user.admin);
        visit.roles = Roles::of_administrator(admin);
        Ok(visit)
    }

    /// Reads the roles of who is signed in.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn know_roles(&mut self) -> Result<(), StoreError> {
        if let Some((_, user)) = &self.person
            && !user.admin
        {
            self.roles = roles::read(&self.app.db, user).await?;
        }
        Ok(())
    }

    /// As [`Visit::of`], without asking who is signed in.
    ///
    /// # Errors
    /// When the route has no session layer.
    pub fn of_stranger(parts: &Parts, app: &App) -> Result<Self, PageError> {
        let session = parts
            .extensions
            .get::<BrowserSession>()
            .cloned()
            .ok_or_else(|| PageError::server("visit", &"no session layer on this route"))?;
        let user_agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        let look_cookie = app.look_cookie.value(&parts.headers).one();
        let device_cookie = app.device_cookie.value(&parts.headers).one();
        let known_device =
            device_cookie.and_then(|value| KnownDevice::open(&app.keys, value, app.clock.now()));
        Ok(Self {
            app: app.clone(),
            session,
            person: None,
            roles: Roles::NONE,
            look: look_cookie
                .map(|value| Look::from_cookie(value, &app.brand.locales))
                .unwrap_or_default(),
            accepts: parts
                .headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|value| app.brand.locales.accepted(value.to_str().ok()?)),
            asked: Arc::default(),
            look_is_chosen: look_cookie.is_some(),
            here: parts
                .uri
                .path_and_query()
                .map_or("/", |here| here.as_str())
                .to_owned(),
            address: parts.extensions.get().copied().unwrap_or_default(),
            device: device::label(user_agent),
            known_device,
        })
    }

    /// Whether `user` signed in with this browser before, and since their sign-ins were last ended.
    pub fn knows(&self, user: &User) -> bool {
        let device = self.known_device.as_ref();
        device.is_some_and(|device| device.subject(user).is_some())
    }

    /// What a browser learns when `user` signed in with it: that it is theirs, and how they want pages to look. The device as it is
    /// known from now on.
    ///
    /// # Errors
    /// When the database does not answer, or there is no randomness.
    pub async fn welcome(
        &self,
        user: &User,
        response: &mut Response,
    ) -> Result<KnownDevice, PageError> {
        self.bring_preferences(user, response).await?;
        let now = self.app.clock.now();
        let device =
            KnownDevice::after_sign_in(self.known_device.clone(), (user.id, user.epoch), now)
                .map_err(|error| PageError::server("random", &error))?;
        let sealed = device.seal(&self.app.keys, now);
        let lifetime = Some(known_device::LIFETIME);
        let cookie = self.app.device_cookie.set(&sealed, lifetime);
        response.headers_mut().append(SET_COOKIE, cookie);
        Ok(device)
    }

    /// Makes pages look as `user` chose, if they ever did: the account's choice wins over the browser's. What was chosen here
    /// signed out becomes theirs, unless somebody else signed in here before, whose choice it may be.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn bring_preferences(
        &self,
        user: &User,
        response: &mut Response,
    ) -> Result<(), PageError> {
        match self.preferences(user) {
            Some(theirs) if theirs != self.look || !self.look_is_chosen => {
                let cookie = theirs.to_cookie();
                let cookie = self.app.look_cookie.set(&cookie, Some(Look::LIFETIME));
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Some(_) => {}
            None => {
                let theirs = self
                    .known_device
                    .as_ref()
                    .is_none_or(|device| device.is_only_of(user.id));
                if self.look_is_chosen && theirs {
                    let look = self.look.to_cookie();
                    profile::prefer_at_first(&self.app.db, user, look).await?;
                }
            }
        }
        Ok(())
    }

    /// How `user` wants pages to look, if they ever chose.
    fn preferences(&self, user: &User) -> Option<Look> {
        let cookie = user.preferences.as_deref()?;
        Some(Look::from_cookie(cookie, self.locales()))
    }

    /// Every language of this installation.
    pub fn locales(&self) -> &Locales {
        &self.app.brand.locales
    }

    /// The app on whose behalf they come asks for one of these languages (`ui_locales`, OIDC Core §3.1.2.1): the first that is here.
    pub fn ask_for<'a>(&self, ui_locales: impl IntoIterator<Item = &'a str>) {
        if let Some(lang) = self.locales().best(ui_locales) {
            // The first request that a page is about counts.
            let _ = self.asked.set(lang);
        }
    }

    /// The language of the page: what the app asks for, what the account says, what the browser was told here, what it asks for.
    pub fn words(&self) -> Arc<Words> {
        let lang = self.asked.get().copied().or_else(|| self.chosen_language());
        let lang = lang.or(self.accepts).unwrap_or(self.app.brand.lang);
        self.locales().words(lang)
    }

    /// The language that the person chose: what the account says, else what the browser was told here.
    pub fn chosen_language(&self) -> Option<Lang> {
        let account = || {
            let (_, user) = self.person.as_ref()?;
            self.preferences(user)?.lang
        };
        account().or(self.look.lang)
    }

    /// What is now, and what clocks show where whoever is signed in says they are; UTC for everybody else.
    pub fn times(&self) -> Times {
        self.times_of(self.person.as_ref().map(|(_, user)| user))
    }

    /// The same where `user` says they are.
    pub fn times_of(&self, user: Option<&User>) -> Times {
        let zone = user.and_then(|user| zone_name(&user.claims));
        let zone = zone.and_then(Zone::named).unwrap_or_default();
        Times::new(self.app.clock.now(), zone)
    }

    /// The context of the page.
    pub fn ctx(&self) -> Ctx {
        let viewer = self.person.as_ref().map(|(_, user)| Viewer {
            name: user.name.clone(),
            email: user.email.clone().unwrap_or_else(|| user.login.clone()),
            roles: self.roles,
            sign_out_csrf: self.csrf("logout"),
            others: self.session.others(Some(user.id)),
        });
        Ctx {
            notice: self.session.told(self.who()),
            ..Ctx::new(
                &self.app.brand,
                (self.look, self.words()),
                viewer,
                &self.here,
            )
        }
    }

    /// Who is signed in.
    fn who(&self) -> Option<UserId> {
        self.person.as_ref().map(|(_, user)| user.id)
    }

    /// Has the next page say `sentence` to whoever is here, once: "Password changed."
    pub fn tell(&self, sentence: Say) {
        let sentence = self.words().text(&sentence);
        self.session.tell(self.who(), sentence);
    }

    /// Letters from here: in the language of this page to people who chose none.
    pub fn mailing(&self) -> Mailing {
        self.app.mailing.speaking(self.words().lang().code())
    }

    /// Who acts here: who is signed in, or somebody.
    pub fn actor(&self) -> Actor {
        match &self.person {
            Some((_, user)) => self.session.actor(user.id),
            None => self.session.somebody(),
        }
    }

    /// The token of forms that post to `family`.
    pub fn csrf(&self, family: &str) -> String {
        let signed_in = self.person.as_ref().map(|(signed_in, _)| signed_in);
        csrf::token(&self.session, signed_in, family)
    }

    /// The sign-in page that leads back here with `typed` kept, and says why it is shown.
    pub(super) async fn login_address(
        &self,
        typed: Option<&Form>,
        why: Option<&str>,
    ) -> Result<String, PageError> {
        let path = self.here.split('?').next().unwrap_or_default();
        let kept = match typed {
            Some(Form(fields)) => {
                let here = self.person.as_ref().map(|(_, user)| user.id);
                let told = || csrf::person(&self.session, fields).or(self.session.was());
                match here.or_else(told) {
                    Some(person) => Some(Draft::keep(&self.session, person, path, fields).await?),
                    None => Some(Kept::Nothing),
                }
            }
            None => None,
        };
        let lost = if kept == Some(Kept::TooLong) {
            "&lost=1"
        } else {
            ""
        };
        let back = match kept {
            Some(Kept::As(kept)) => format!("{path}?kept={kept}"),
            Some(Kept::Nothing | Kept::TooLong) => path.to_owned(),
            None => self.here.clone(),
        };
        let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        let why = why.map(|why| format!("&why={why}")).unwrap_or_default();
        Ok(format!("/login?return={back}{why}{lost}"))
    }

    /// What was typed into this form before a sign-in interrupted it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn kept(&self) -> Result<Option<Params>, PageError> {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let Some((_, text)) =
            form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "kept")
        else {
            return Ok(None);
        };
        let Some((_, user)) = &self.person else {
            return Ok(None);
        };
        Ok(Draft::fields(&self.session, user.id, path, &text).await?)
    }

    /// The hidden fields of a form that posts to `family`.
    pub fn hidden(&self, family: &str) -> Hidden {
        Hidden::csrf(self.csrf(family))
    }
}

async fn person(
    app: &App,
    session: &BrowserSession,
) -> Result<Option<(SignedIn, User)>, PageError> {
    let Some(signed_in) = session.signed_in().await? else {
        return Ok(None);
    };
    let user = app.sessions.standing(&signed_in).await?;
    if user.is_none() {
        // Nobody is signed in, so the session must not say otherwise to the check of form tokens.
        session.drop_record().await?;
    }
    Ok(user.map(|user| (signed_in, user)))
}

impl FromRequestParts<App> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        Self::of(parts, app).await
    }
}

/// A visit to a page that has something to show to anybody: when the database is away it does not say who is signed in.
#[derive(Debug, Clone)]
pub struct Anybody(pub Visit);

impl FromRequestParts<App> for Anybody {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        match Visit::of(parts, app).await {
            Ok(visit) => Ok(Self(visit)),
            Err(_) => Visit::of_stranger(parts, app).map(Self),
        }
    }
}

/// A visit by somebody who is signed in. Others are sent to the sign-in page, and come back to what they asked for.
#[derive(Debug, Clone)]
pub struct Member {
    /// The visit.
    pub visit: Visit,
    /// The sign-in.
    pub signed_in: SignedIn,
    /// The account.
    pub user: User,
}

impl FromRequestParts<App> for Member {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = async {
            let mut visit = Visit::of(parts, app).await?;
            visit.know_roles().await?;
            Ok::<_, PageError>(visit)
        };
        let visit = visit.await.map_err(IntoResponse::into_response)?;
        match visit.person.clone() {
            Some((signed_in, user)) => Ok(Self {
                visit,
                signed_in,
                user,
            }),
            None => {
                let form = parts.extensions.get::<Form>();
                let why = visit.session.over().map(Over::code);
                let why = why.or(form.map(|_| LOST));
                let address = visit.login_address(form, why).await;
                Err(see_other(&address.map_err(IntoResponse::into_response)?))
            }
        }
    }
}

/// How long ago a sign-in may be for what is sensitive: passwords, secrets, deletion (attack row AD-09).
const RECENT: Duration = Duration::from_secs(5 * 60);

/// Whether somebody proved who they are a moment ago.
pub(super) fn is_recent(signed_in: &SignedIn, now: Timestamp) -> bool {
    now < signed_in.auth_time.plus(RECENT)
}

/// A member who proved a moment ago who they are. Others are asked again, and find their form as it was.
#[derive(Debug, Clone)]
pub struct RecentMember(pub Member);

impl FromRequestParts<App> for RecentMember {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let member = Member::from_request_parts(parts, app).await?;
        let recent = member.is_recent().await;
        match recent.map_err(|error| PageError::from(error).into_response())? {
            true => Ok(Self(member)),
            false => Err(member.prove_again(parts).await),
        }
    }
}

impl Member {
    /// Whether they proved who they are a moment ago, by all that they can.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn is_recent(&self) -> Result<bool, StoreError> {
        let now = self.visit.app.clock.now();
        Ok(is_recent(&self.signed_in, now) && self.is_strong().await?)
    }

    /// Whether they proved all that they can: who has a second factor, both.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) async fn is_strong(&self) -> Result<bool, StoreError> {
        let reached = Level::of(&self.signed_in.amr).unwrap_or_default();
        if reached >= Level::TwoFactors {
            return Ok(true);
        }
        let held = self.visit.app.held(self.user.id).await?;
        Ok(reached >= held.reach())
    }

    /// Sends them to the sign-in page, from where they come back to what they asked for.
    pub(super) async fn prove_again(&self, parts: &Parts) -> Response {
        let typed = parts.extensions.get::<Form>();
        let address = self.visit.login_address(typed, Some("recent")).await;
        address.map_or_else(IntoResponse::into_response, |address| see_other(&address))
    }
}

/// A path of ours that a person may be sent to after signing in: a page that shows something, never one that does
/// something, and never another site (attack rows OR-01 to OR-04).
pub fn safe_return(path: &str) -> Option<&str> {
    const AREAS: [&str; 4] = ["/account", "/apps", "/admin", "/preferences"];
    let plain = path.len() <= 4_096
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let clean = path.split('?').next().unwrap_or_default();
    let inside = AREAS.iter().any(|area| {
        clean
            .strip_prefix(area)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let straight = !clean.contains("//") && !clean.contains("..") && !clean.contains('%');
    (plain && inside && straight).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::safe_return;

    #[test]
    fn or_01_or_02_or_04_only_our_own_pages_are_returned_to() {
        for good in [
            "/account",
            "/apps/new/web?x=1",
            "/account/sessions",
            "/apps/notes-1/redirect-uris/add?uri=https%3A%2F%2Fa",
        ] {
            assert_eq!(safe_return(good), Some(good));
        }
        for bad in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\\/\\/evil",
            "/%5cevil",
            "/%2f/evil",
            "/\t/evil",
            "",
            "/logout",
            "/authorize?x",
            "/account//evil",
            "/account/../logout",
            "/accountx",
            "/apps/%2e%2e/logout",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe_return(bad), None, "{bad}");
        }
    }
}

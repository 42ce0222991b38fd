//! What somebody typed who is to have an account, checked and hashed; and how many may be made.

use zeroize::Zeroizing;

use crate::accounts::make::New;
use crate::identity::attempts::{Attempt, NotNow, Waiting};
use crate::identity::display_name::PersonName;
use crate::identity::email::EmailAddress;
use crate::identity::password::{PasswordError, Share};
use crate::identity::password_policy::Context;
use crate::network::Network;
use crate::pages::form::Problems;
use crate::pages::page_error::PageError;
use crate::pages::visit::Visit;
use crate::pages::wrong;
use crate::protocol::params::Params;
use crate::protocol::time::Timestamp;
use crate::store::users::User;

/// What somebody wants to make.
#[derive(Clone, Copy)]
pub(in crate::pages::routes) enum Making {
    Account,
    Administrator,
}

/// Asks whether another account may be made from this address (attack rows AU-06, AU-12): each costs as much as a sign-in. For an
/// administrator, whether another setup code may be tried.
pub(in crate::pages::routes) async fn begin(
    visit: &Visit,
    making: Making,
    now: Timestamp,
) -> Result<Attempt, NotNow> {
    let mut waiting = Waiting::default();
    loop {
        let asked = {
            let mut reader = visit.app.db.reader().await?;
            let (attempts, network) = (&visit.app.sign_in.attempts, Network::of(visit.address.0));
            match making {
                Making::Account => attempts.at_sign_up(&mut reader.conn(), network, now).await,
                Making::Administrator => attempts.at_setup(&mut reader.conn(), network, now).await,
            }
        };
        match asked {
            Err(NotNow::InLine(line)) => waiting.in_line(line).await?,
            begun => return begun,
        }
    }
}

/// Who is to have an account: name, address and password are by the rules.
pub(in crate::pages::routes) struct Newcomer {
    name: PersonName,
    pub(super) email: EmailAddress,
    password: Zeroizing<String>,
}

/// Checks everything at once and notes what is wrong; somebody when nothing is.
pub(in crate::pages::routes) fn newcomer(
    visit: &Visit,
    params: &Params,
    email: &str,
    problems: &mut Problems,
) -> Option<Newcomer> {
    let name = PersonName::parse(params.one("name").unwrap_or_default());
    if let Err(error) = &name {
        problems.add("name", wrong::person_name(error));
    }
    let email = EmailAddress::parse(email);
    if let Err(error) = &email {
        problems.add("email", wrong::email(*error));
    }
    let password = params.one("password").unwrap_or_default();
    let context = Context {
        login: email.as_ref().map(EmailAddress::as_str).unwrap_or_default(),
        email: email.as_ref().map(EmailAddress::as_str).unwrap_or_default(),
        issuer_host: &visit.app.brand.host,
        operator: &visit.app.brand.operator,
    };
    let weak = visit.app.password_policy.check(password, &context);
    if let Err(weakness) = &weak {
        problems.add("password", wrong::password(*weakness));
    }
    weak.ok()?;
    Some(Newcomer {
        name: name.ok()?,
        email: email.ok()?,
        password: Zeroizing::new(password.to_owned()),
    })
}

impl Newcomer {
    /// Their account; its password takes its time.
    pub(in crate::pages::routes) async fn account(
        self,
        visit: &Visit,
        email_verified: bool,
        now: Timestamp,
    ) -> Result<User, PageError> {
        let share = Share::Stranger(Network::of(visit.address.0));
        let hash = match visit.app.passwords.hash(&self.password, share).await {
            Ok(hash) => hash,
            Err(PasswordError::Busy { retry_after }) => return Err(PageError::busy(retry_after)),
            Err(error) => return Err(PageError::server("password", &error)),
        };
        let new = New {
            login: self.email.as_str().to_owned(),
            email_verified,
            email: self.email,
            name: self.name.into_string(),
        };
        Ok(User {
            password_hash: Some(hash),
            password_changed_at: Some(now),
            ..new.account(now)
        })
    }
}

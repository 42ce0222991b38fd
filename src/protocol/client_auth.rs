//! Client authentication (RFC 6749 §2.3, OIDC Core §9).

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::client::{AuthMethod, Client};
use super::error::{Cause, OAuthError, Refusal};
use super::params::{Params, decode};
use super::time::Timestamp;

/// What a client presented to prove who it is; not yet checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The `client_id`, for looking the client up.
    pub client_id: String,
    /// How it was presented.
    pub method: AuthMethod,
    secret: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("client_id", &self.client_id)
            .field("method", &self.method)
            .finish()
    }
}

/// Reads the credentials of a request. `authorization` is the value of its only `Authorization` header.
/// # Errors
/// `invalid_request` for two methods at once (CA-01), `invalid_client` for what cannot be read or is missing.
pub fn parse(authorization: Option<&str>, params: &Params) -> Result<Credentials, OAuthError> {
    params.check_unique_of(&[
        "client_id",
        "client_secret",
        "client_assertion",
        "client_assertion_type",
    ])?;
    let (id, secret) = (params.one("client_id"), params.one("client_secret"));
    let assertion = params
        .one("client_assertion")
        .or(params.one("client_assertion_type"));
    let methods = [
        authorization.is_some(),
        secret.is_some(),
        assertion.is_some(),
    ];
    if methods.into_iter().filter(|used| *used).count() > 1 {
        return Err(
            OAuthError::invalid_request("The client authenticated in more than one way.").because(
                explain(
                    "one way of client authentication",
                    "more than one at once",
                    "Use either the Authorization header or client_secret in the form.",
                ),
            ),
        );
    }
    if assertion.is_some() {
        return Err(
            OAuthError::invalid_client("Client assertions are not supported.").because(explain(
                "client_secret_basic, client_secret_post or none",
                "client_assertion",
                "Register one of these methods and use it.",
            )),
        );
    }
    if let Some(header) = authorization {
        let basic = parse_basic(header)?;
        // CA-20, RFC 6749 §3.2.1.
        if id.is_some_and(|id| id != basic.client_id) {
            return Err(OAuthError::invalid_request(
                "client_id and the Authorization header name different clients.",
            ));
        }
        return Ok(basic);
    }
    let Some(id) = id else {
        return Err(
            OAuthError::invalid_client("The client did not say who it is.").because(explain(
                "an Authorization header, or client_id in the form",
                "neither",
                "Configure the client id, and the secret if there is one.",
            )),
        );
    };
    let method = if secret.is_some() {
        AuthMethod::ClientSecretPost
    } else {
        AuthMethod::None
    };
    Ok(Credentials {
        client_id: id.to_owned(),
        method,
        secret: secret.map(str::to_owned),
    })
}

/// `Basic` with both halves form-encoded before they were joined (RFC 6749 §2.3.1, CA-05).
fn parse_basic(header: &str) -> Result<Credentials, OAuthError> {
    let unreadable = |why: &str| {
        OAuthError::invalid_client("The Authorization header cannot be read.").because(explain(
            "Basic and the base64 of client_id:client_secret, both form-encoded first",
            why,
            "Let your HTTP library build the header.",
        ))
    };
    let (scheme, encoded) = header
        .split_once(' ')
        .ok_or_else(|| unreadable("no credentials after the scheme"))?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(unreadable("another scheme than Basic"));
    }
    let bytes = STANDARD
        .decode(encoded.trim())
        .map_err(|_| unreadable("text that is not base64"))?;
    let colon = bytes
        .iter()
        .position(|b| *b == b':')
        .ok_or_else(|| unreadable("no colon"))?;
    let (id, secret) = (decode(&bytes[..colon]), decode(&bytes[colon + 1..]));
    let (Ok(client_id), Ok(secret)) = (id, secret) else {
        return Err(unreadable("a broken form-encoding"));
    };
    Ok(Credentials {
        client_id,
        method: AuthMethod::ClientSecretBasic,
        secret: Some(secret),
    })
}

/// A client that said who it is, recognised by [`verify`]. Whatever acts in its name takes one of these, so that the check
/// cannot be left out:
///
/// ```
/// # use lanyard::protocol::client_auth::{Caller, Credentials, verify};
/// # use lanyard::protocol::{client::Client, error::OAuthError, time::Timestamp};
/// # use std::sync::Arc;
/// fn recognised(client: &Arc<Client>, said: &Credentials, now: Timestamp) -> Result<Caller, OAuthError> {
///     verify(client, said, now)
/// }
/// ```
/// ```compile_fail,E0423
/// # use lanyard::protocol::client_auth::{Authenticated, Caller, Credentials, verify};
/// # use lanyard::protocol::{client::Client, error::OAuthError, time::Timestamp};
/// # use std::sync::Arc;
/// fn recognised(client: &Arc<Client>, said: &Credentials, now: Timestamp) -> Result<Caller, OAuthError> {
///     Ok(Caller::Authenticated(Authenticated(client.clone())))
/// }
/// ```
#[derive(Debug)]
pub enum Caller {
    /// It proved it.
    Authenticated(Authenticated),
    /// A public client, which has nothing to prove it with (RFC 6749 §2.1).
    Identified(Identified),
}

/// A client that proved who it is, as it registered to. What a public client may not do asks for one:
///
/// ```
/// # use lanyard::protocol::client_auth::Authenticated;
/// # use lanyard::protocol::gate::{Allowed, Denied, allow_client};
/// fn alone(caller: &Authenticated) -> Result<Allowed<'_, Authenticated>, Denied> {
///     allow_client(caller)
/// }
/// ```
/// ```compile_fail,E0308
/// # use lanyard::protocol::client_auth::{Authenticated, Identified};
/// # use lanyard::protocol::gate::{Allowed, Denied, allow_client};
/// fn alone(caller: &Identified) -> Result<Allowed<'_, Authenticated>, Denied> {
///     allow_client(caller)
/// }
/// ```
#[derive(Debug)]
pub struct Authenticated(Arc<Client>);

/// A public client that named itself.
#[derive(Debug)]
pub struct Identified(Arc<Client>);

impl Caller {
    /// Its record.
    pub fn client(&self) -> &Arc<Client> {
        match self {
            Self::Authenticated(Authenticated(client)) | Self::Identified(Identified(client)) => {
                client
            }
        }
    }

    /// Itself, when it proved who it is.
    pub fn authenticated(&self) -> Option<&Authenticated> {
        match self {
            Self::Authenticated(caller) => Some(caller),
            Self::Identified(_) => None,
        }
    }
}

impl Authenticated {
    /// Its record.
    pub fn client(&self) -> &Arc<Client> {
        &self.0
    }
}

/// Checks the credentials against the record of the client they name.
/// # Errors
/// `invalid_client`, with the difference explained for the log and the owner.
pub fn verify(
    client: &Arc<Client>,
    presented: &Credentials,
    now: Timestamp,
) -> Result<Caller, OAuthError> {
    let registered = client.metadata.auth_method;
    if presented.client_id != client.id.as_str() {
        return Err(failed());
    }
    if !client.metadata.accepts(presented.method) {
        // CA-02; for a public client with a made-up secret: CD-16.
        return Err(failed().because(explain(
            registered.as_str(),
            presented.method.as_str(),
            "Set the method in the app's settings, or change its registration here.",
        )));
    }
    if let Some(secret) = &presented.secret {
        check_secret(client, secret, now)?;
    }
    match (client.disabled_at, &presented.secret) {
        (None, Some(_)) => Ok(Caller::Authenticated(Authenticated(client.clone()))),
        (None, None) => Ok(Caller::Identified(Identified(client.clone()))),
        // Told only to who proved to be the client.
        (Some(_), Some(_)) => Err(OAuthError::invalid_client(
            "This client has been switched off.",
        )),
        (Some(_), None) => Err(failed()),
    }
}

fn check_secret(client: &Client, secret: &str, now: Timestamp) -> Result<(), OAuthError> {
    let live = client
        .secret
        .as_ref()
        .is_some_and(|record| record.hash.matches(secret));
    let previous = client.previous_secret.as_ref();
    let previous =
        previous.is_some_and(|record| record.hash.matches(secret) && now < record.expires_at);
    if live | previous {
        return Ok(());
    }
    let (received, fix) = likeness(client, secret);
    Err(failed().because(explain(
        client
            .secret
            .as_ref()
            .map_or("no secret is registered", |record| record.hint.as_str()),
        received,
        fix,
    )))
}

/// What a wrong secret probably is, for the log and the owner; it says nothing of the secret itself.
fn likeness(client: &Client, secret: &str) -> (&'static str, &'static str) {
    let right = |text: &str| {
        client
            .secret
            .as_ref()
            .is_some_and(|own| own.hash.matches(text))
    };
    let quoted = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let decoded = decode(secret.as_bytes());
    if client
        .previous_secret
        .as_ref()
        .is_some_and(|own| own.hash.matches(secret))
    {
        return (
            "the former secret, whose day is over",
            "Give the app the secret that was made last, or make a new one.",
        );
    }
    if right(secret.trim_matches(quoted)) {
        return (
            "the right secret with spaces or quotation marks around it",
            "Take them away where the app is configured.",
        );
    }
    if decoded.is_ok_and(|decoded| decoded != secret && right(&decoded)) {
        return (
            "the right secret, percent-encoded once too often",
            "Configure the secret as it was shown; the library encodes it.",
        );
    }
    if secret == client.id.as_str() {
        return (
            "the client id in place of the secret",
            "Give the app the secret, which was shown when it was made.",
        );
    }
    (
        "another secret",
        "Copy the secret again, or make a new one: its first and last characters are shown with the app.",
    )
}

/// The same whether there is no such client, its secret is another, or it registered another method (attack row FI-13).
pub fn failed() -> OAuthError {
    OAuthError::invalid_client("Client authentication failed.")
}

fn explain(expected: &str, received: &str, fix: &str) -> Refusal {
    Refusal::new(
        Cause::ClientAuthentication,
        "RFC 6749 §2.3 and §3.2.1",
        expected,
        received,
        fix,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::client::{PreviousSecret, SecretHash, SecretRecord, samples};
    use crate::protocol::error::ErrorCode;
    use crate::protocol::params::Limits;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn basic(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    fn outcome(client: &Client, header: Option<&str>, form: &str) -> Result<AuthMethod, ErrorCode> {
        let params = Params::parse(form.as_bytes(), Limits::FORM).unwrap();
        let presented = parse(header, &params).map_err(|error| error.code)?;
        verify(&Arc::new(client.clone()), &presented, NOW).map_err(|error| error.code)?;
        Ok(presented.method)
    }

    fn posting() -> Client {
        let mut client = samples::web(&["https://rp.example/cb"]);
        client.metadata.auth_method = AuthMethod::ClientSecretPost;
        client
    }

    #[test]
    fn each_registered_method_works() {
        let (web, public) = (samples::web(&[]), samples::native(&[]));
        assert_eq!(
            outcome(&web, Some(&basic("rp1-abcdef:secret")), ""),
            Ok(AuthMethod::ClientSecretBasic)
        );
        let same = outcome(
            &web,
            Some(&basic("rp1-abcdef:secret")),
            "client_id=rp1-abcdef",
        );
        assert_eq!(same, Ok(AuthMethod::ClientSecretBasic));
        let form = "client_id=rp1-abcdef&client_secret=secret";
        assert_eq!(
            outcome(&posting(), None, form),
            Ok(AuthMethod::ClientSecretPost)
        );
        assert_eq!(
            outcome(&public, None, "client_id=rp1-abcdef"),
            Ok(AuthMethod::None)
        );
    }

    #[test]
    fn ca_01_two_methods_at_once_are_refused() {
        let header = basic("rp1-abcdef:secret");
        for form in [
            "client_secret=secret",
            "client_assertion=x",
            "client_assertion_type=x",
        ] {
            assert_eq!(
                outcome(&samples::web(&[]), Some(&header), form),
                Err(ErrorCode::InvalidRequest),
                "{form}"
            );
        }
        let form = "client_id=rp1-abcdef&client_secret=secret&client_assertion=x";
        assert_eq!(
            outcome(&posting(), None, form),
            Err(ErrorCode::InvalidRequest)
        );
    }

    #[test]
    fn fc_02_either_way_of_sending_the_secret_is_the_client_unless_one_was_named() {
        let (form, header) = (
            "client_id=rp1-abcdef&client_secret=secret",
            basic("rp1-abcdef:secret"),
        );
        let mut client = samples::web(&[]);
        let both = |client: &Client| {
            let by_form = outcome(client, None, form).is_ok();
            (outcome(client, Some(&header), "").is_ok(), by_form)
        };
        assert_eq!(both(&client), (true, true));
        client.metadata.auth_method_named = true;
        assert_eq!(both(&client), (true, false));
        client.metadata.auth_method = AuthMethod::ClientSecretPost;
        assert_eq!(both(&client), (false, true));
        // Registered by a version that did not ask: nobody has the form alone without having named it.
        client.metadata.auth_method_named = false;
        assert_eq!(both(&client), (false, true));
        let public = samples::native(&[]);
        assert_eq!(both(&public), (false, false));
    }

    #[test]
    fn ca_02_only_the_registered_method_counts() {
        let (mut web, refused) = (samples::web(&[]), Err(ErrorCode::InvalidClient));
        web.metadata.auth_method_named = true;
        assert_eq!(
            outcome(&web, None, "client_id=rp1-abcdef&client_secret=secret"),
            refused
        );
        assert_eq!(outcome(&web, None, "client_id=rp1-abcdef"), refused);
        assert_eq!(
            outcome(&posting(), Some(&basic("rp1-abcdef:secret")), ""),
            refused
        );
        assert_eq!(
            outcome(&web, None, "client_id=rp1-abcdef&client_assertion=x"),
            refused
        );
        assert_eq!(outcome(&web, None, ""), refused);
    }

    #[test]
    fn ca_05_basic_is_form_decoded_strictly() {
        let mut client = samples::web(&[]);
        client.secret = Some(SecretRecord::new("a:b%c+d é", NOW));
        let right = "rp1-abcdef:a%3Ab%25c%2Bd+%C3%A9";
        for header in [
            basic(right),
            basic(right).replace("Basic", "basic"),
            basic(right).replace("Basic", "BASIC"),
        ] {
            assert!(outcome(&client, Some(&header), "").is_ok(), "{header}");
        }
        for header in [
            basic("rp1-abcdef:a:b%c+d é"),
            basic("rp1-abcdef"),
            basic("rp1-abcdef:%ff"),
            basic("rp1-abcdef:%00"),
            basic(""),
            "Basic".to_owned(),
            "Basic ".to_owned(),
            "Basic !!!".to_owned(),
            "Bearer abc".to_owned(),
            String::new(),
        ] {
            assert_eq!(
                outcome(&client, Some(&header), ""),
                Err(ErrorCode::InvalidClient),
                "{header}"
            );
        }
    }

    #[test]
    fn ca_20_the_form_may_not_name_another_client() {
        let got = outcome(
            &samples::web(&[]),
            Some(&basic("rp1-abcdef:secret")),
            "client_id=other",
        );
        assert_eq!(got, Err(ErrorCode::InvalidRequest));
    }

    #[test]
    fn cd_16_a_public_client_has_no_secret() {
        let got = outcome(
            &samples::native(&[]),
            None,
            "client_id=rp1-abcdef&client_secret=made-up",
        );
        assert_eq!(got, Err(ErrorCode::InvalidClient));
    }

    #[test]
    fn the_previous_secret_is_good_until_it_expires() {
        let mut client = samples::web(&[]);
        let with = |expires_at| {
            Some(PreviousSecret {
                hash: SecretHash::of("old"),
                expires_at,
            })
        };
        client.previous_secret = with(Timestamp(NOW.0 + 1));
        assert!(outcome(&client, Some(&basic("rp1-abcdef:old")), "").is_ok());
        client.previous_secret = with(NOW);
        assert!(outcome(&client, Some(&basic("rp1-abcdef:old")), "").is_err());
    }

    #[test]
    fn the_owner_learns_what_a_wrong_secret_probably_is() {
        let mut client = samples::web(&[]);
        client.secret = Some(SecretRecord::new("lys_abcdefghijklmnopqrstuvwxyz+/", NOW));
        client.previous_secret = Some(PreviousSecret {
            hash: SecretHash::of("old"),
            expires_at: NOW,
        });
        let received = |secret: &str| {
            let body = form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("client_id", "rp1-abcdef"), ("client_secret", secret)])
                .finish();
            let params = Params::parse(body.as_bytes(), Limits::FORM).unwrap();
            let presented = parse(None, &params).unwrap();
            let error = verify(&Arc::new(client.clone()), &presented, NOW).unwrap_err();
            assert_eq!(
                error.description(),
                failed().description(),
                "told to nobody"
            );
            error.explanation.unwrap().received
        };
        for (secret, told) in [
            ("old", "former"),
            (" lys_abcdefghijklmnopqrstuvwxyz+/\n", "around it"),
            ("\"lys_abcdefghijklmnopqrstuvwxyz+/\"", "around it"),
            ("lys_abcdefghijklmnopqrstuvwxyz%2B%2F", "too often"),
            ("rp1-abcdef", "client id"),
            ("lys_guessed", "another"),
        ] {
            assert!(received(secret).contains(told), "{secret}");
        }
    }

    #[test]
    fn wrong_empty_and_disabled_are_refused() {
        let mut client = samples::web(&[]);
        for text in ["rp1-abcdef:wrong", "rp1-abcdef:", "other:secret"] {
            assert_eq!(
                outcome(&client, Some(&basic(text)), ""),
                Err(ErrorCode::InvalidClient),
                "{text}"
            );
        }
        client.disabled_at = Some(NOW);
        assert_eq!(
            outcome(&client, Some(&basic("rp1-abcdef:secret")), ""),
            Err(ErrorCode::InvalidClient)
        );
        let twice = outcome(&client, None, "client_id=a&client_id=b");
        assert_eq!(twice, Err(ErrorCode::InvalidRequest));
    }

    #[test]
    fn a_secret_does_not_print() {
        let params = Params::parse(b"client_id=a&client_secret=hush", Limits::FORM).unwrap();
        assert!(!format!("{:?}", parse(None, &params).unwrap()).contains("hush"));
    }
}

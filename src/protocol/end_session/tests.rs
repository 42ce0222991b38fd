use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::protocol::client::samples;
use crate::protocol::params::Limits;
use crate::protocol::redirect::RegisteredUri;
use crate::protocol::time::Timestamp;

const RP1: &str = "rp1-abcdef";

fn sign_in(number: u128) -> SignInId {
    SignInId(Uuid::from_u128(number))
}

type Verified = Result<(HintClaims, UserId), String>;

fn claims(aud: Value, azp: Option<&str>) -> (HintClaims, UserId) {
    let user = UserId(Uuid::from_u128(1));
    let claims = json!({"sub": user, "aud": aud, "azp": azp, "sid": sign_in(7), "nonce": "n"});
    (serde_json::from_value(claims).unwrap(), user)
}

fn read(query: &str, hint: Verified) -> Result<EndSession, Cause> {
    let params = Params::parse(query.as_bytes(), Limits::QUERY).unwrap();
    let verified = params.one("id_token_hint").map(|_| hint);
    parse(&params, verified).map_err(|wrong| wrong.refusal.cause)
}

fn ours() -> Verified {
    Ok(claims(json!(RP1), None))
}

#[test]
fn everything_may_be_left_out() {
    assert_eq!(read("", ours()), Ok(EndSession::default()));
    assert_eq!(
        read("state=&x=y&id_token_hint=", ours()),
        Ok(EndSession::default())
    );
    let said = read("logout_hint=mara&ui_locales=de+en&state=s", ours()).unwrap();
    assert_eq!(said.logout_hint.as_deref(), Some("mara"));
    assert_eq!(said.ui_locales.as_deref(), Some("de en"));
}

#[test]
fn who_asks_is_whom_the_id_token_was_issued_to() {
    let many = || json!([RP1, "api-1"]);
    for (aud, azp, named, client) in [
        (json!(RP1), None, None, Some(RP1)),
        (json!([RP1]), None, None, Some(RP1)),
        (json!(RP1), None, Some(RP1), Some(RP1)),
        (json!(RP1), Some(RP1), Some(RP1), Some(RP1)),
        (many(), Some(RP1), None, Some(RP1)),
        (many(), None, Some(RP1), Some(RP1)),
        // OIDC Core §2: azp says to whom it was issued, the others only read it.
        (many(), Some(RP1), Some("api-1"), None),
        (many(), None, None, None),
        (many(), None, Some("other"), None),
        (json!(RP1), None, Some("other"), None),
        (json!(RP1), None, Some("rp1-abcde"), None),
        (json!(RP1), None, Some("RP1-ABCDEF"), None),
        (json!(RP1), Some("other"), Some(RP1), None),
        (json!(RP1), None, Some("a b"), None),
        (json!([]), None, Some(RP1), None),
    ] {
        let named = named.map(|id| format!("&client_id={id}"));
        let query = format!("id_token_hint=x{}", named.unwrap_or_default());
        let asks = read(&query, Ok(claims(aud.clone(), azp)));
        let asks = asks.map(|request| request.client.unwrap().0);
        let expected = client.map(str::to_owned).ok_or(Cause::HintOfAnotherClient);
        assert_eq!(asks, expected, "{aud} {azp:?} {query}");
    }
    let asks = read(&format!("client_id={RP1}"), ours()).unwrap();
    assert_eq!(asks.client.unwrap().as_str(), RP1);
    assert_eq!(read("client_id=a+b", ours()), Err(Cause::ClientMissing));
}

#[test]
fn lo_04_what_is_not_in_order_is_refused() {
    let forged = || Err("the signature is wrong".to_owned());
    for (query, hint, cause) in [
        ("id_token_hint=x", forged(), Cause::IdTokenHint),
        (
            "id_token_hint=x&client_id=rp1-abcdef",
            forged(),
            Cause::IdTokenHint,
        ),
        (
            "post_logout_redirect_uri=https://a.example/",
            ours(),
            Cause::ClientMissing,
        ),
        (
            "logout_hint=mara&post_logout_redirect_uri=x",
            ours(),
            Cause::ClientMissing,
        ),
        ("state=a&state=a", ours(), Cause::Repeated),
        ("id_token_hint=a&id_token_hint=b", ours(), Cause::Repeated),
        ("client_id=a&client_id=a", ours(), Cause::Repeated),
        (
            "post_logout_redirect_uri=a&post_logout_redirect_uri=b",
            ours(),
            Cause::Repeated,
        ),
    ] {
        assert_eq!(read(query, hint), Err(cause), "{query}");
    }
}

#[test]
fn the_owner_is_named_with_the_refusal() {
    let params = Params::parse(b"id_token_hint=x&client_id=rp1-abcdef", Limits::QUERY).unwrap();
    let wrong = parse(&params, Some(Err("the signature is wrong".into()))).unwrap_err();
    assert_eq!(wrong.client.unwrap().as_str(), RP1);
    assert_eq!(
        wrong.refusal.received, "the signature is wrong",
        "never the token"
    );
}

#[test]
fn only_a_sign_in_of_this_browser_ends_without_a_question() {
    let (one, two) = (sign_in(7), sign_in(8));
    let hint = |sign_in| {
        let user = UserId(Uuid::from_u128(1));
        Some(Hint { user, sign_in })
    };
    for (hint, here, step) in [
        (hint(Some(one)), vec![one], Step::End(one)),
        (hint(Some(one)), vec![two, one], Step::End(one)),
        (hint(Some(one)), vec![two], Step::Ask),
        (hint(Some(one)), vec![], Step::Nothing),
        (hint(None), vec![one], Step::Ask),
        (None, vec![one], Step::Ask),
        (None, vec![], Step::Nothing),
    ] {
        let request = EndSession {
            hint,
            ..EndSession::default()
        };
        assert_eq!(request.step(&here), step, "{hint:?} {here:?}");
    }
}

fn to(uri: &str) -> EndSession {
    EndSession {
        redirect_uri: Some(uri.to_owned()),
        ..EndSession::default()
    }
}

fn with_addresses(mut client: Client, uris: &[&str]) -> Client {
    let kind = client.metadata.kind;
    let uris = uris.iter().map(|uri| RegisteredUri::parse(uri, kind));
    client.metadata.post_logout_redirect_uris = uris.map(Result::unwrap).collect();
    client
}

#[test]
fn only_the_registered_octets_are_the_address() {
    let web = with_addresses(
        samples::web(&["https://rp.example/cb"]),
        &["https://rp.example/bye", "http://localhost:3000/"],
    );
    let goes = |uri: &str| to(uri).target(&web).map(|target| target.is_some());
    assert_eq!(goes("https://rp.example/bye"), Ok(true));
    for uri in [
        "https://rp.example/bye?foo=bar",
        "https://rp.example/bye?",
        "https://rp.example/bye/",
        "https://rp.example/bye#x",
        "https://rp.example/BYE",
        // Where codes go is not where people go after signing out.
        "https://rp.example/cb",
        "https://evil.example/",
        "http://localhost:3001/",
        "javascript:alert(1)",
        "//rp.example/bye",
    ] {
        assert_eq!(
            goes(uri).unwrap_err().cause,
            Cause::PostLogoutUnregistered,
            "{uri}"
        );
    }
    assert_eq!(EndSession::default().target(&web), Ok(None));
    let off = Client {
        disabled_at: Some(Timestamp(1)),
        ..web
    };
    let refused = to("https://rp.example/bye").target(&off).unwrap_err();
    assert_eq!(refused.cause, Cause::ClientDisabled);
}

#[test]
fn ru_08_a_native_app_may_listen_on_another_port() {
    let native = with_addresses(
        samples::native(&["http://127.0.0.1/cb"]),
        &["http://127.0.0.1/bye", "com.example.app:/bye"],
    );
    assert!(to("http://127.0.0.1:51004/bye").target(&native).is_ok());
    assert!(to("com.example.app:/bye").target(&native).is_ok());
    for uri in [
        "http://[::1]:51004/bye",
        "http://127.0.0.1:51004/bye?x",
        "com.example.app:/bye2",
    ] {
        assert!(to(uri).target(&native).is_err(), "{uri}");
    }
}

#[test]
fn a_hint_needs_the_claims_of_an_id_token() {
    let user = UserId(Uuid::from_u128(1));
    for (good, claims) in [
        (true, json!({"sub": user, "aud": "a"})),
        (true, json!({"sub": user, "aud": ["a"], "sid": sign_in(1)})),
        (false, json!({"aud": "a"})),
        (true, json!({"sub": "auth0|1", "aud": "a"})),
        (false, json!({"sub": 1, "aud": "a"})),
        (false, json!({"sub": user})),
        (false, json!({"sub": user, "aud": "a", "sid": "x"})),
        (false, json!({"sub": user, "aud": 7})),
    ] {
        assert_eq!(
            serde_json::from_value::<HintClaims>(claims.clone()).is_ok(),
            good,
            "{claims}"
        );
    }
}

proptest! {
    #[test]
    fn the_state_goes_back_as_it_came_and_alone(state in ".{1,60}") {
        let client = with_addresses(samples::web(&["https://rp.example/cb"]), &["https://rp.example/bye?a=1"]);
        let request = EndSession { state: Some(state.clone()), ..to("https://rp.example/bye?a=1") };
        let target = request.target(&client).unwrap().unwrap();
        let location = request.location(&target);
        let query = location.strip_prefix("https://rp.example/bye?").unwrap();
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        prop_assert_eq!(pairs, [("a".to_owned(), "1".to_owned()), ("state".to_owned(), state)]);
        let without = to("https://rp.example/bye?a=1");
        prop_assert_eq!(without.location(&target), "https://rp.example/bye?a=1");
    }

    #[test]
    fn an_unregistered_address_never_becomes_a_target(uri in "(https?://)?(rp|127)[a-z0-9.:/@?#%\\\\]{0,30}") {
        let client = with_addresses(samples::web(&["https://rp.example/cb"]), &["https://rp.example/bye"]);
        let target = to(&uri).target(&client);
        prop_assert!(target.is_err() || uri == "https://rp.example/bye");
    }
}

//! Claims about a person (OIDC Core §5): which there are, which scope asks for which, and the userinfo answer.

use chrono::{DateTime, Utc};
use openidconnect::core::CoreGenderClaim;
use openidconnect::{
    AdditionalClaims, AddressClaim, AddressCountry, AddressLocality, AddressPostalCode,
    AddressRegion, Audience, AuthenticationContextClass, AuthenticationMethodReference,
    EndUserEmail, EndUserFamilyName, EndUserGivenName, EndUserMiddleName, EndUserName,
    EndUserNickname, EndUserPhoneNumber, EndUserPictureUrl, EndUserProfileUrl, EndUserTimezone,
    EndUserUsername, EndUserWebsiteUrl, FormattedAddress, IdTokenClaims, IssuerUrl, LanguageTag,
    Nonce, StandardClaims, StreetAddress, SubjectIdentifier, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::client::{Client, IdTokenClaims as IdTokenClaimsOf};
use super::grant_context::GrantContext;
use super::membership::Membership;
use super::scope::ScopeSet;
use super::subject::Subject;
use super::time::Timestamp;

mod check;
pub mod mapping;
pub mod names;
pub mod request;

use mapping::{Place, mapped};
use names::{MEMBERSHIP, scope_of};
use request::ClaimsRequest;

pub use check::ClaimError;

/// Every standard claim but `sub` (OIDC Core §5.1). An absent one is never written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub struct UserClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoneinfo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<i64>,
}

/// The `address` claim (OIDC Core §5.1.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Address {
    /// The address as a person reads it in a sentence: `formatted` without line breaks, else its parts.
    pub fn one_line(&self) -> Option<String> {
        let parts = [
            &self.street_address,
            &self.postal_code,
            &self.locality,
            &self.region,
            &self.country,
        ];
        let text = match &self.formatted {
            Some(formatted) => vec![formatted.as_str()],
            None => parts.into_iter().filter_map(Option::as_deref).collect(),
        };
        let lines: Vec<_> = text
            .into_iter()
            .flat_map(str::lines)
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }
}

/// What the claims crate does not write by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtraClaims {
    /// The sign-in (`sid`), so that a client can match a logout to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// openidconnect 4.1 reads this standard claim but forgets to write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    /// Groups, roles, and what was mapped for the client.
    #[serde(flatten)]
    pub further: Map<String, Value>,
}

impl AdditionalClaims for ExtraClaims {}

/// The claims of our ID tokens.
pub type OurIdTokenClaims = IdTokenClaims<ExtraClaims, CoreGenderClaim>;
/// The claims of our userinfo answers.
pub type OurUserInfoClaims = UserInfoClaims<ExtraClaims, CoreGenderClaim>;

macro_rules! each_claim {
    ($with:ident) => {
        $with!(
            name,
            given_name,
            family_name,
            middle_name,
            nickname,
            preferred_username,
            profile,
            picture,
            website,
            email,
            email_verified,
            gender,
            birthdate,
            zoneinfo,
            locale,
            phone_number,
            phone_number_verified,
            address,
            updated_at
        )
    };
}

impl UserClaims {
    /// The claims as a JSON object.
    pub fn to_json(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(claims)) => claims,
            _ => Map::new(),
        }
    }

    /// Only those claims that the predicate lets through.
    fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        macro_rules! keep {
            ($($claim:ident),*) => {
                Self { $($claim: self.$claim.clone().filter(|_| wanted(stringify!($claim)))),* }
            };
        }
        each_claim!(keep)
    }
}

/// The userinfo answer (OIDC Core §5.3.2): what the scope stands for (§5.4), what was asked for one by one (§5.5), and what was mapped for
/// the client.
pub fn userinfo(
    client: &Client,
    granted: Granted<'_>,
    request: &ClaimsRequest,
) -> OurUserInfoClaims {
    let wanted = |claim: &str| {
        scope_of(claim).is_some_and(|word| granted.scope.contains(word))
            || request.userinfo.iter().any(|asked| asked == claim)
    };
    let (standard, extra) = released(client, Place::Userinfo, granted, wanted);
    OurUserInfoClaims::new(standard, extra)
}

/// What an access token says of groups, roles and whatever else was mapped for the client.
pub fn access_token(client: &Client, granted: &Granted<'_>) -> Map<String, Value> {
    mapped(&client.metadata.claim_mappings, Place::AccessToken, granted)
}

/// Whether tokens of this scope for this client say what somebody is among others, so that it has to be read.
pub fn ask_membership(client: &Client, scope: &ScopeSet, request: &ClaimsRequest) -> bool {
    let one_by_one = || request.userinfo.iter().chain(&request.id_token);
    MEMBERSHIP.iter().any(|name| scope.contains(name))
        || one_by_one().any(|claim| MEMBERSHIP.contains(&claim.as_str()))
        || client
            .metadata
            .claim_mappings
            .iter()
            .any(mapping::ClaimMapping::asks_membership)
}

/// What tokens ask about somebody beside their own claims, which has to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// What they are among others.
    pub membership: bool,
    /// The device that their sign-in is bound to.
    pub device: bool,
}

impl Asked {
    /// What tokens of this scope ask for this client.
    pub fn of(client: &Client, scope: &ScopeSet, request: &ClaimsRequest) -> Self {
        let mut mappings = client.metadata.claim_mappings.iter();
        Self {
            membership: ask_membership(client, scope, request),
            device: mappings.any(|one| one.from == mapping::Source::DeviceKey),
        }
    }
}

/// What is told in one place: the claims that are `wanted`, under what was mapped for the client.
fn released(
    client: &Client,
    place: Place,
    granted: Granted<'_>,
    wanted: impl Fn(&str) -> bool,
) -> (StandardClaims<CoreGenderClaim>, ExtraClaims) {
    let mut further = mapped(&client.metadata.claim_mappings, place, &granted);
    let own = granted
        .claims
        .only(|claim| wanted(claim) && !further.contains_key(claim));
    let Membership { groups, roles, .. } = granted.membership;
    for (name, values) in MEMBERSHIP.into_iter().zip([groups, roles]) {
        if wanted(name) && !further.contains_key(name) {
            further.insert(name.to_owned(), values.clone().into());
        }
    }
    let (standard, birthdate) = standard(granted.subject, own);
    let extra = ExtraClaims {
        sid: None,
        birthdate,
        further,
    };
    (standard, extra)
}

/// When an ID token is made and how long it holds.
#[derive(Debug, Clone, Copy)]
pub struct Validity {
    /// `iat`.
    pub now: Timestamp,
    /// `exp`.
    pub until: Timestamp,
}

/// The person of an ID token, and what was granted about them.
#[derive(Debug, Clone, Copy)]
pub struct Granted<'a> {
    /// Who.
    pub subject: &'a Subject,
    /// Everything that is known.
    pub claims: &'a UserClaims,
    /// What they are among others; empty when nobody [asks](ask_membership).
    pub membership: &'a Membership,
    /// What the tokens are for.
    pub scope: &'a ScopeSet,
}

/// The claims of an ID token that comes with an access token (OIDC Core §2, §3.1.3.3): who signed in, when and how,
/// plus what was asked for one by one. Claims of a scope are left to userinfo (§5.4), unless the client wants those of the granted
/// `scope` here as well. `at_hash` is added on signing.
/// `nonce` is that of the request, and is left out of refreshed tokens (§12.2).
pub fn id_token(
    issuer: &IssuerUrl,
    client: &Client,
    granted: Granted<'_>,
    context: &GrantContext,
    nonce: Option<&str>,
    validity: Validity,
) -> OurIdTokenClaims {
    let of_scopes = client.metadata.id_token_claims == IdTokenClaimsOf::Scopes;
    let wanted = |claim: &str| {
        let of_scope = || scope_of(claim).is_some_and(|word| granted.scope.contains(word));
        // Groups and roles are what most apps ask an ID token for; they say nothing that userinfo would tell more of.
        (of_scopes || MEMBERSHIP.contains(&claim)) && of_scope()
            || context.claims.id_token.iter().any(|asked| asked == claim)
    };
    let (standard, extra) = released(client, Place::IdToken, granted, wanted);
    let sid = context.sign_in.map(|id| id.to_string());
    let audience = vec![Audience::new(client.id.to_string())];
    let (until, now) = (date(validity.until), date(validity.now));
    let amr = context
        .amr
        .iter()
        .cloned()
        .map(AuthenticationMethodReference::new)
        .collect::<Vec<_>>();
    OurIdTokenClaims::new(
        issuer.clone(),
        audience,
        until,
        now,
        standard,
        ExtraClaims { sid, ..extra },
    )
    .set_nonce(nonce.map(|nonce| Nonce::new(nonce.to_owned())))
    .set_auth_time(Some(date(context.auth_time)))
    .set_auth_context_ref(context.acr.clone().map(AuthenticationContextClass::new))
    .set_auth_method_refs((!amr.is_empty()).then_some(amr))
}

/// The claims crate's form of our claims, and the one that it would lose.
fn standard(
    subject: &Subject,
    claims: UserClaims,
) -> (StandardClaims<CoreGenderClaim>, Option<String>) {
    let address = claims.address.map(|address| AddressClaim {
        formatted: address.formatted.map(FormattedAddress::new),
        street_address: address.street_address.map(StreetAddress::new),
        locality: address.locality.map(AddressLocality::new),
        region: address.region.map(AddressRegion::new),
        postal_code: address.postal_code.map(AddressPostalCode::new),
        country: address.country.map(AddressCountry::new),
    });
    let standard = StandardClaims::new(SubjectIdentifier::new(subject.to_string()))
        .set_name(claims.name.map(|text| EndUserName::new(text).into()))
        .set_given_name(
            claims
                .given_name
                .map(|text| EndUserGivenName::new(text).into()),
        )
        .set_family_name(
            claims
                .family_name
                .map(|text| EndUserFamilyName::new(text).into()),
        )
        .set_middle_name(
            claims
                .middle_name
                .map(|text| EndUserMiddleName::new(text).into()),
        )
        .set_nickname(
            claims
                .nickname
                .map(|text| EndUserNickname::new(text).into()),
        )
        .set_preferred_username(claims.preferred_username.map(EndUserUsername::new))
        .set_profile(
            claims
                .profile
                .map(|text| EndUserProfileUrl::new(text).into()),
        )
        .set_picture(
            claims
                .picture
                .map(|text| EndUserPictureUrl::new(text).into()),
        )
        .set_website(
            claims
                .website
                .map(|text| EndUserWebsiteUrl::new(text).into()),
        )
        .set_email(claims.email.map(EndUserEmail::new))
        .set_email_verified(claims.email_verified)
        .set_gender(claims.gender.map(CoreGenderClaim::new))
        .set_zoneinfo(claims.zoneinfo.map(EndUserTimezone::new))
        .set_locale(claims.locale.map(LanguageTag::new))
        .set_phone_number(claims.phone_number.map(EndUserPhoneNumber::new))
        .set_phone_number_verified(claims.phone_number_verified)
        .set_address(address)
        .set_updated_at(claims.updated_at.map(|seconds| date(Timestamp(seconds))));
    (standard, claims.birthdate)
}

/// The claims crate keeps time with chrono. A moment out of its range becomes its end.
fn date(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(at.0, 0).unwrap_or(if at.0 < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    })
}

#[cfg(test)]
mod tests;

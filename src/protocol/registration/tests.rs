use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::protocol::scope::STANDARD;

fn good() -> Draft {
    Draft {
        redirect_uris: vec!["https://rp.example/cb".to_owned()],
        ..Draft::new("Photo Album", Kind::Web)
    }
}

fn fields(draft: &Draft) -> Vec<Field> {
    draft
        .check()
        .map(|_| Vec::new())
        .unwrap_or_else(|errors| errors.into_iter().map(|error| error.field).collect())
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn each_kind_has_its_defaults() {
    let metadata = |kind, uris: &[&str]| {
        let draft = Draft {
            redirect_uris: owned(uris),
            ..Draft::new("x", kind)
        };
        draft.check().unwrap().1
    };
    let web = metadata(Kind::Web, &["https://rp.example/cb"]);
    assert_eq!(
        (web.auth_method, web.id_token_signed_response_alg),
        (AuthMethod::ClientSecretBasic, SigningAlg::RS256)
    );
    assert_eq!(
        web.grant_types,
        [GrantType::AuthorizationCode, GrantType::RefreshToken]
    );
    assert_eq!(web.scope.to_string(), "openid profile email offline_access");
    assert_eq!(
        metadata(Kind::Spa, &["https://rp.example/cb"]).auth_method,
        AuthMethod::None
    );
    assert_eq!(
        metadata(Kind::Native, &["com.example.app:/cb"]).auth_method,
        AuthMethod::None
    );
    let service = metadata(Kind::Service, &[]);
    assert_eq!(service.grant_types, [GrantType::ClientCredentials]);
    assert!(service.response_types.is_empty() && service.scope.is_empty());
}

#[test]
fn every_mistake_is_told_at_its_field() {
    let draft = Draft {
        name: " ".to_owned(),
        redirect_uris: owned(&[
            "https://rp.example/cb",
            "http://rp.example/cb",
            "https://rp.example/cb#x",
        ]),
        scope: Some("a\"b".to_owned()),
        homepage: Some("javascript:alert(1)".to_owned()),
        ..good()
    };
    assert_eq!(
        fields(&draft),
        [
            Field::Name,
            Field::RedirectUri(1),
            Field::RedirectUri(2),
            Field::Scope,
            Field::Homepage
        ]
    );
    assert_eq!(fields(&Draft::new("x", Kind::Web)), [Field::RedirectUris]);
    let many = (0..33).map(|i| format!("https://rp.example/{i}")).collect();
    assert_eq!(
        fields(&Draft {
            redirect_uris: many,
            ..good()
        }),
        [Field::RedirectUris]
    );
}

#[test]
fn the_same_address_twice_is_kept_once() {
    let draft = Draft {
        redirect_uris: owned(&["https://rp.example/cb", "https://rp.example/cb"]),
        ..good()
    };
    assert_eq!(draft.check().unwrap().1.redirect_uris.len(), 1);
}

#[test]
fn un_05_and_08_names_are_what_they_look_like() {
    for name in [
        "Photo Album",
        "Café №1 (beta)",
        "写真アプリ",
        "LINE ログイン",
        "Фото",
        "Ünïcode & Söhne",
        "7",
        " trimmed ",
        // FC-53
        "نیک\u{200c}نام",
        "Яндекс Browser",
        "µTorrent",
        "Rainbow \u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
        "क्\u{200d}ष",
    ] {
        let kept = Draft {
            name: name.to_owned(),
            ..good()
        }
        .check()
        .unwrap()
        .0;
        assert_eq!(kept, name.trim());
    }
    for name in [
        "",
        "   ",
        "!!!",
        "pаypal",
        "gοοgle",
        "a\u{202e}b",
        "a\u{200b}b",
        "a\u{feff}b",
        "a\u{7}b",
        "a\nb",
        "a\u{e0041}b",
        &"x".repeat(129),
    ] {
        assert_eq!(
            fields(&Draft {
                name: name.to_owned(),
                ..good()
            }),
            [Field::Name],
            "{name:?}"
        );
    }
}

#[test]
fn dr_08_links_are_https_and_of_the_same_site() {
    for (link, right) in [
        ("https://rp.example/privacy", true),
        ("https://www.rp.example/privacy", true),
        ("https://docs.rp.example", true),
        ("https://evil.example/", false),
        ("https://evilrp.example/", false),
        ("https://rp.example.evil.example/", false),
        ("https://example/", false),
        ("http://rp.example/", false),
        ("javascript:alert(1)", false),
        ("//rp.example/", false),
        ("https://rp.example/a b", false),
    ] {
        for field in [
            Field::Homepage,
            Field::LogoUri,
            Field::PolicyUri,
            Field::TosUri,
        ] {
            let mut draft = good();
            let slot = match field {
                Field::Homepage => &mut draft.homepage,
                Field::LogoUri => &mut draft.logo_uri,
                Field::PolicyUri => &mut draft.policy_uri,
                _ => &mut draft.tos_uri,
            };
            *slot = Some(link.to_owned());
            assert_eq!(
                fields(&draft),
                if right { vec![] } else { vec![field] },
                "{link}"
            );
        }
    }
    let app = Draft {
        redirect_uris: owned(&["com.example.app:/cb"]),
        homepage: Some("https://example.com/".to_owned()),
        ..Draft::new("x", Kind::Native)
    };
    assert_eq!(fields(&app), []);
}

#[test]
fn fc_67_a_list_in_one_text_is_refused_with_the_right_spelling() {
    let fixed = |draft: Draft| draft.check().unwrap_err().remove(0);
    for scope in ["openid,profile", "openid, profile", "openid;profile"] {
        let error = fixed(Draft {
            scope: Some(scope.to_owned()),
            ..good()
        });
        assert_eq!(error.field, Field::Scope);
        assert!(error.refusal.fix.ends_with("openid profile"), "{scope}");
    }
    for text in [
        "https://a.example,https://b.example",
        "api-1,api-2",
        "a@rp.example;b@rp.example",
    ] {
        let error = fixed(Draft {
            audiences: owned(&[text]),
            ..good()
        });
        assert_eq!(error.field, Field::Audiences, "{text}");
        let error = fixed(Draft {
            contacts: owned(&[text]),
            ..good()
        });
        assert_eq!(error.field, Field::Contacts, "{text}");
    }
    let error = fixed(Draft {
        homepage: Some("https://rp.example/,https://b.rp.example/".to_owned()),
        ..good()
    });
    assert_eq!(error.field, Field::Homepage);
}

#[test]
fn dr_12_what_does_not_work_together_is_refused() {
    use AuthMethod::{ClientSecretBasic, None as Public};
    use GrantType::{AuthorizationCode, ClientCredentials, RefreshToken};
    for (kind, method, grants, wrong) in [
        (
            Kind::Web,
            Public,
            vec![AuthorizationCode, ClientCredentials],
            vec![Field::GrantTypes],
        ),
        (Kind::Web, Public, vec![AuthorizationCode], vec![]),
        (
            Kind::Web,
            ClientSecretBasic,
            vec![RefreshToken],
            vec![Field::GrantTypes, Field::Scope],
        ),
        (
            Kind::Web,
            ClientSecretBasic,
            vec![],
            vec![Field::GrantTypes, Field::Scope],
        ),
        (
            Kind::Web,
            ClientSecretBasic,
            vec![AuthorizationCode, ClientCredentials],
            vec![],
        ),
        (
            Kind::Spa,
            ClientSecretBasic,
            vec![AuthorizationCode],
            vec![Field::AuthMethod],
        ),
        (
            Kind::Service,
            Public,
            vec![ClientCredentials],
            vec![Field::AuthMethod, Field::GrantTypes, Field::Scope],
        ),
    ] {
        let draft = Draft {
            kind,
            auth_method: Some(method),
            grant_types: Some(grants.clone()),
            scope: Some("openid".to_owned()),
            ..good()
        };
        assert_eq!(fields(&draft), wrong, "{kind:?} {method:?} {grants:?}");
    }
}

fn document(changes: Value) -> Value {
    let mut document =
        json!({"redirect_uris": ["https://rp.example/cb"], "client_name": "Photo Album"});
    for (name, value) in changes.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

fn read(changes: Value) -> Result<(String, Metadata), Refusal> {
    parse(&document(changes), Profile::Modern)
}

/// As a stranger would register it.
fn parse(document: &Value, profile: Profile) -> Result<(String, Metadata), Refusal> {
    let draft = document::read(document, profile)?;
    draft
        .check()
        .map_err(|mut errors| errors.swap_remove(0).refusal)
}

#[test]
fn rfc_7591_metadata_is_read() {
    let (name, metadata) = read(json!({
        "token_endpoint_auth_method": "client_secret_post",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": "openid email",
        "contacts": ["ve7jtb@example.com"],
        "policy_uri": "https://rp.example/privacy",
        "id_token_signed_response_alg": "ES256",
        "jwks_uri": "https://rp.example/jwks",
        "client_name#ja": "写真",
        "unknown": {"a": 1}
    }))
    .unwrap();
    assert_eq!((name.as_str(), metadata.kind), ("Photo Album", Kind::Web));
    assert_eq!(metadata.auth_method, AuthMethod::ClientSecretPost);
    assert_eq!(metadata.scope.to_string(), "openid email");
    assert_eq!(metadata.id_token_signed_response_alg, SigningAlg::ES256);
}

#[test]
fn a_document_that_says_little_gets_the_standard_s_defaults() {
    let metadata = read(json!({})).unwrap().1;
    assert_eq!(metadata.auth_method, AuthMethod::ClientSecretBasic);
    assert_eq!(metadata.grant_types, [GrantType::AuthorizationCode]);
    assert_eq!(metadata.id_token_signed_response_alg, SigningAlg::RS256);
    assert_eq!(metadata.scope.to_string(), STANDARD.join(" "));
    let (name, _) = parse(
        &json!({"redirect_uris": ["https://rp.example/cb"]}),
        Profile::Oidc,
    )
    .unwrap();
    assert_eq!(name, "rp.example");
    assert_eq!(
        read(json!({"token_endpoint_auth_method": "none"}))
            .unwrap()
            .1
            .kind,
        Kind::Spa
    );
    let native =
        read(json!({"application_type": "native", "redirect_uris": ["com.example.app:/cb"]}));
    assert_eq!(native.unwrap().1.kind, Kind::Native);
    let service = parse(
        &json!({"client_name": "Job", "grant_types": ["client_credentials"]}),
        Profile::Modern,
    );
    assert_eq!(service.unwrap().1.kind, Kind::Service);
}

#[test]
fn dr_04_what_only_an_operator_may_set_is_ignored() {
    let metadata = read(json!({
        "first_party": true, "skip_consent": true, "trusted": true, "audiences": ["https://api.example"], "profile": "oidc",
        "vetted": true, "verified_host": {"host": "rp.example", "at": 1}
    }));
    let metadata = metadata.unwrap().1;
    assert!(!metadata.first_party && metadata.audiences.is_empty());
    assert!(!metadata.vetted && metadata.verified_host.is_none());
    assert_eq!(metadata.profile, Profile::Modern);
}

#[test]
fn a_document_that_cannot_be_honoured_is_refused() {
    for (changes, cause) in [
        (json!({"redirect_uris": []}), Cause::RedirectInvalid),
        (
            json!({"redirect_uris": ["https://rp.example/cb#x"]}),
            Cause::RedirectInvalid,
        ),
        (
            json!({"redirect_uris": "https://rp.example/cb"}),
            Cause::Metadata,
        ),
        (json!({"redirect_uris": [1]}), Cause::Metadata),
        (
            json!({"token_endpoint_auth_method": "private_key_jwt"}),
            Cause::Metadata,
        ),
        (json!({"grant_types": ["implicit"]}), Cause::Metadata),
        (json!({"grant_types": ["password"]}), Cause::Metadata),
        (json!({"response_types": ["token"]}), Cause::Metadata),
        (
            json!({"response_types": ["code id_token"]}),
            Cause::Metadata,
        ),
        (
            json!({"id_token_signed_response_alg": "none"}),
            Cause::Metadata,
        ),
        (
            json!({"id_token_signed_response_alg": "HS256"}),
            Cause::Metadata,
        ),
        (
            json!({"id_token_encrypted_response_alg": "RSA-OAEP"}),
            Cause::Metadata,
        ),
        (
            json!({"userinfo_signed_response_alg": "RS256"}),
            Cause::Metadata,
        ),
        (
            json!({"require_pushed_authorization_requests": true}),
            Cause::Metadata,
        ),
        (json!({"subject_type": "pairwise"}), Cause::Metadata),
        (json!({"application_type": "fridge"}), Cause::Metadata),
        (json!({"client_name": 7}), Cause::Metadata),
        (
            json!({"policy_uri": "https://evil.example/"}),
            Cause::Metadata,
        ),
    ] {
        assert_eq!(read(changes.clone()).unwrap_err().cause, cause, "{changes}");
    }
    assert_eq!(
        parse(&json!([]), Profile::Modern).unwrap_err().cause,
        Cause::Metadata
    );
    assert!(
        read(json!({"require_pushed_authorization_requests": false, "subject_type": "public"}))
            .is_ok()
    );
}

#[test]
fn metadata_is_stored_as_json_and_read_back() {
    let metadata = read(json!({"scope": "openid api:read"})).unwrap().1;
    let text = serde_json::to_string(&metadata).unwrap();
    assert_eq!(serde_json::from_str::<Metadata>(&text).unwrap(), metadata);
    assert!(
        text.contains(r#""id_token_signed_response_alg":"RS256""#),
        "{text}"
    );
}

#[test]
fn a_client_id_is_made_from_the_name() {
    assert_eq!(
        client_id("Photo Album", [0; 4]).as_str(),
        "photo-album-aaaaaa"
    );
    assert_eq!(client_id("  --Ünï!! ", [255; 4]).as_str(), "n-777777");
    assert_eq!(client_id("写真", [0, 0, 0, 1]).as_str(), "app-baaaaa");
    assert_eq!(
        client_id(&"long name ".repeat(9), [0; 4]).as_str(),
        "long-name-long-name-long-aaaaaa"
    );
}

proptest! {
    #[test]
    fn dr_10_and_rt_24_a_client_id_is_plain_and_never_a_person_s(name in ".{0,60}", random: [u8; 4]) {
        let id = client_id(&name, random);
        prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!((8..=31).contains(&id.as_str().len()) && !id.as_str().starts_with('-'));
        prop_assert!(id.as_str().parse::<crate::protocol::ids::UserId>().is_err());
    }

    #[test]
    fn checking_never_panics(name in ".{0,40}", uri in ".{0,60}", scope in ".{0,30}", link in ".{0,40}") {
        let draft = Draft {
            redirect_uris: vec![uri],
            scope: Some(scope),
            homepage: Some(link),
            ..Draft::new(name, Kind::Native)
        };
        let _ = draft.check();
    }
}

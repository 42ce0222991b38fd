//! Floors: the least a server does for an answer of the same size.

use std::sync::{Arc, Mutex};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey,
};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

struct Floor {
    random: SystemRandom,
    rsa: RsaKeyPair,
    ec: EcdsaKeyPair,
    document: String,
    signed: Vec<u8>,
    memory: Mutex<Vec<Block>>,
}

impl Floor {
    fn token(&self, alg: &str) -> String {
        let head = URL_SAFE_NO_PAD.encode(format!(
            "{{\"alg\":\"{alg}\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}}"
        ));
        let claims = serde_json::json!({
            "iss": "http://127.0.0.1:1", "aud": "http://127.0.0.1:1", "sub": "bench", "client_id": "bench",
            "iat": 1_800_000_000, "exp": 1_800_000_300, "jti": "01980000-0000-7000-8000-000000000000", "scope": "api:read",
        });
        let input = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = match alg {
            "RS256" => {
                let mut signature = vec![0; self.rsa.public_modulus_len()];
                self.rsa
                    .sign(
                        &RSA_PKCS1_SHA256,
                        &self.random,
                        input.as_bytes(),
                        &mut signature,
                    )
                    .unwrap();
                signature
            }
            _ => self
                .ec
                .sign(&self.random, input.as_bytes())
                .unwrap()
                .as_ref()
                .to_vec(),
        };
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn answer(floor: &Floor, headers: &HeaderMap, alg: &str, body: String) -> String {
    let basic = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let secret = STANDARD
        .decode(basic.trim_start_matches("Basic "))
        .unwrap_or_default();
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &secret);
    let form: Vec<_> = form_urlencoded::parse(body.as_bytes()).collect();
    std::hint::black_box((hash, form));
    serde_json::json!({ "access_token": floor.token(alg), "token_type": "Bearer", "expires_in": 300, "scope": "api:read" })
        .to_string()
}

/// Serves the floors on a free port and prints it.
pub async fn serve() {
    let keys = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
    let pkcs8 = rsa::pkcs8::EncodePrivateKey::to_pkcs8_der(&keys).unwrap();
    let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let random = SystemRandom::new();
    let signed = ec.sign(&random, &[7; 69]).unwrap().as_ref().to_vec();
    let floor = Arc::new(Floor {
        signed,
        random,
        rsa: RsaKeyPair::from_pkcs8(pkcs8.as_bytes()).unwrap(),
        ec,
        document: serde_json::json!({ "pad": "x".repeat(2_500) }).to_string(),
        memory: Mutex::new(Vec::new()),
    });
    let router = Router::new()
        .route(
            "/document",
            get(|State(floor): State<Arc<Floor>>| async move {
                (
                    [(header::CONTENT_TYPE, "application/json")],
                    floor.document.clone(),
                )
            }),
        )
        .route(
            "/es256",
            post(
                |State(floor): State<Arc<Floor>>, headers: HeaderMap, body: String| async move {
                    answer(&floor, &headers, "ES256", body).await
                },
            ),
        )
        .route(
            "/rs256",
            post(
                |State(floor): State<Arc<Floor>>, headers: HeaderMap, body: String| async move {
                    answer(&floor, &headers, "RS256", body).await
                },
            ),
        )
        .route(
            "/es256-rs256",
            post(
                |State(floor): State<Arc<Floor>>, headers: HeaderMap, body: String| async move {
                    let first = answer(&floor, &headers, "ES256", body).await;
                    format!("{first}{}", floor.token("RS256"))
                },
            ),
        )
        .route(
            "/es256-es256",
            post(
                |State(floor): State<Arc<Floor>>, headers: HeaderMap, body: String| async move {
                    let first = answer(&floor, &headers, "ES256", body).await;
                    format!("{first}{}", floor.token("ES256"))
                },
            ),
        )
        .route(
            "/verify",
            post(|State(floor): State<Arc<Floor>>| async move {
                let key = floor.ec.public_key().as_ref();
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key);
                key.verify(&[7; 69], &floor.signed).is_ok().to_string()
            }),
        )
        .route(
            "/argon2",
            post(|State(floor): State<Arc<Floor>>| async move {
                let hashed = tokio::task::spawn_blocking(move || {
                    let params = Params::new(19_456, 2, 1, None).unwrap();
                    let mut memory = floor.memory.lock().unwrap();
                    memory.resize(params.block_count(), Block::default());
                    let mut out = [0; 32];
                    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                    argon2
                        .hash_password_into_with_memory(
                            b"a sentence works well",
                            b"saltsaltsaltsalt",
                            &mut out,
                            &mut memory[..],
                        )
                        .unwrap();
                    out[0]
                });
                hashed.await.unwrap().to_string()
            }),
        )
        .with_state(floor);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    let listener =
        axum::serve::ListenerExt::tap_io(listener, |stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await.unwrap();
}

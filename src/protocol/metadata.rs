//! The provider's metadata (OIDC Discovery §3, RFC 8414 §2): it advertises what works, and nothing else.

use serde_json::Value;

/// The metadata document of both well-known addresses. `issuer` has no trailing slash.
pub fn provider_metadata(issuer: &str) -> Value {
    let _ = issuer;
    unimplemented!()
}

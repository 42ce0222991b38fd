//! Which standard claims there are, and which scope word asks for each.

/// The names of the standard claims but `sub`, which is always there (OIDC Core §5.1).
pub const STANDARD: [&str; 19] = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
    "email_verified",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "phone_number_verified",
    "address",
    "updated_at",
];

/// What somebody is among others: each is asked for by the scope word of its name (RFC 9068 §2.2.3.1).
pub const MEMBERSHIP: [&str; 2] = ["groups", "roles"];

/// The scope word that asks for a claim (OIDC Core §5.4). A claim that is asked for on its own is released under the
/// same word: the client must have registered it, and the person is asked about it.
pub fn scope_of(claim: &str) -> Option<&'static str> {
    match claim {
        "email" | "email_verified" => Some("email"),
        "phone_number" | "phone_number_verified" => Some("phone"),
        "address" => Some("address"),
        "groups" => Some("groups"),
        "roles" => Some("roles"),
        _ if STANDARD.contains(&claim) => Some("profile"),
        _ => None,
    }
}

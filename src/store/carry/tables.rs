//! The list of tables, parents before those that refer to them.

use serde::{Deserialize, Serialize};

/// What a column holds, on either engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// UUID; BLOB of 16 bytes.
    Uuid,
    /// TEXT.
    Text,
    /// BIGINT; INTEGER.
    Int,
    /// BOOLEAN; INTEGER that is 0 or 1.
    Bool,
    /// BYTEA; BLOB.
    Bytes,
    /// JSONB; TEXT.
    Json,
}

/// A table: its columns, the first `key` of which are its primary key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    #[serde(rename = "table")]
    pub name: String,
    pub key: usize,
    pub columns: Vec<(String, Kind)>,
}

type Table = (&'static str, usize, &'static [(&'static str, Kind)]);

use Kind::{Bool, Bytes, Int, Json, Text, Uuid};

/// Every table that is carried.
const TABLES: &[Table] = &[
    (
        "users",
        1,
        &[
            ("id", Uuid),
            ("login", Text),
            ("email", Text),
            ("email_verified", Bool),
            ("name", Text),
            ("password_hash", Text),
            ("password_changed_at", Int),
            ("claims", Json),
            ("preferences", Text),
            ("admin", Bool),
            ("disabled_at", Int),
            ("sessions_not_before", Int),
            ("created_at", Int),
            ("updated_at", Int),
            ("epoch", Int),
            ("deletes_at", Int),
            ("terms_version", Text),
            ("terms_accepted_at", Int),
            ("subject", Text),
        ],
    ),
    (
        "user_role",
        2,
        &[("user_id", Uuid), ("role", Text), ("given_at", Int)],
    ),
    (
        "user_picture",
        1,
        &[
            ("user_id", Uuid),
            ("name", Text),
            ("jpeg", Bytes),
            ("created_at", Int),
        ],
    ),
    (
        "totp",
        1,
        &[
            ("user_id", Uuid),
            ("secret", Bytes),
            ("last_step", Int),
            ("created_at", Int),
            ("last_used_at", Int),
        ],
    ),
    ("recovery_code", 2, &[("user_id", Uuid), ("hash", Bytes)]),
    (
        "passkey_holder",
        1,
        &[("user_id", Uuid), ("handle", Bytes), ("declined_at", Int)],
    ),
    (
        "passkey",
        1,
        &[
            ("id", Uuid),
            ("user_id", Uuid),
            ("credential_id", Bytes),
            ("credential", Text),
            ("model", Uuid),
            ("name", Text),
            ("sign_count", Int),
            ("synced", Bool),
            ("backed_up", Bool),
            ("created_at", Int),
            ("last_used_at", Int),
        ],
    ),
    (
        "second_factor_due",
        1,
        &[("user_id", Uuid), ("asked_at", Int)],
    ),
    (
        "spent_challenge",
        1,
        &[("hash", Bytes), ("expires_at", Int)],
    ),
    (
        "trusted_browser",
        1,
        &[
            ("id", Uuid),
            ("user_id", Uuid),
            ("device", Text),
            ("epoch", Int),
            ("created_at", Int),
            ("used_at", Int),
            ("expires_at", Int),
        ],
    ),
    (
        "client",
        1,
        &[
            ("id", Text),
            ("owner_id", Uuid),
            ("name", Text),
            ("metadata", Json),
            ("secret_hash", Bytes),
            ("secret_hint", Text),
            ("secret_created_at", Int),
            ("previous_secret_hash", Bytes),
            ("previous_secret_expires_at", Int),
            ("disabled_at", Int),
            ("created_at", Int),
            ("updated_at", Int),
            ("restricted", Bool),
        ],
    ),
    (
        "user_group",
        1,
        &[
            ("id", Uuid),
            ("name", Text),
            ("title", Text),
            ("parent_id", Uuid),
            ("created_at", Int),
            ("updated_at", Int),
        ],
    ),
    (
        "group_member",
        2,
        &[("user_id", Uuid), ("group_id", Uuid), ("joined_at", Int)],
    ),
    (
        "group_role",
        2,
        &[("group_id", Uuid), ("role", Text), ("given_at", Int)],
    ),
    (
        "user_assignment",
        3,
        &[
            ("client_id", Text),
            ("user_id", Uuid),
            ("role", Text),
            ("assigned_at", Int),
        ],
    ),
    (
        "group_assignment",
        3,
        &[
            ("client_id", Text),
            ("group_id", Uuid),
            ("role", Text),
            ("assigned_at", Int),
        ],
    ),
    (
        "co_owner",
        2,
        &[("client_id", Text), ("user_id", Uuid), ("since", Int)],
    ),
    (
        "co_owner_group",
        2,
        &[("client_id", Text), ("group_id", Uuid), ("since", Int)],
    ),
    (
        "scope_text",
        2,
        &[
            ("word", Text),
            ("language", Text),
            ("title", Text),
            ("description", Text),
            ("updated_at", Int),
        ],
    ),
    (
        "resource_server",
        1,
        &[
            ("id", Uuid),
            ("identifier", Text),
            ("title", Text),
            ("scope", Text),
            ("access_token_format", Text),
            ("access_token_alg", Text),
            ("asks_as", Text),
            ("created_at", Int),
            ("updated_at", Int),
        ],
    ),
    (
        "client_logo",
        1,
        &[
            ("client_id", Text),
            ("digest", Text),
            ("png", Bytes),
            ("created_at", Int),
        ],
    ),
    (
        "consent",
        2,
        &[
            ("user_id", Uuid),
            ("client_id", Text),
            ("scope", Text),
            ("granted_at", Int),
            ("updated_at", Int),
            ("client_name", Text),
            ("destinations", Text),
        ],
    ),
    (
        "sign_in",
        1,
        &[
            ("id", Uuid),
            ("user_id", Uuid),
            ("started_at", Int),
            ("last_seen_at", Int),
            ("amr", Text),
            ("device", Text),
            ("address", Text),
            ("ended_at", Int),
            ("end_reason", Text),
            ("expires_at", Int),
            ("generation", Int),
            ("renewed_at", Int),
            ("idle_ends", Bool),
            ("epoch", Int),
            ("device_id", Uuid),
            ("device_key", Bytes),
            ("bound_at", Int),
            ("proven_at", Int),
            ("shown", Int),
        ],
    ),
    (
        "sign_in_client",
        2,
        &[
            ("sign_in_id", Uuid),
            ("client_id", Text),
            ("user_id", Uuid),
            ("since", Int),
            ("ended_at", Int),
            ("state", Text),
            ("tries", Int),
            ("answer", Text),
            ("told_at", Int),
            ("framed_at", Int),
        ],
    ),
    (
        "outbox",
        1,
        &[
            ("id", Uuid),
            ("kind", Text),
            ("receiver", Text),
            ("user_id", Uuid),
            ("sign_in_id", Uuid),
            ("body", Bytes),
            ("created_at", Int),
            ("expires_at", Int),
            ("tries", Int),
            ("last_error", Text),
            ("set_aside_at", Int),
        ],
    ),
    (
        "browser_session",
        1,
        &[
            ("id_hash", Bytes),
            ("sign_in_id", Uuid),
            ("data", Bytes),
            ("expires_at", Int),
        ],
    ),
    (
        "grants",
        1,
        &[
            ("id", Uuid),
            ("user_id", Uuid),
            ("client_id", Text),
            ("sign_in_id", Uuid),
            ("scope", Text),
            ("context", Json),
            ("refresh_generation", Int),
            ("refreshed_at", Int),
            ("created_at", Int),
            ("expires_at", Int),
            ("revoked_at", Int),
            ("revoke_reason", Text),
            ("code_spent", Bool),
        ],
    ),
    (
        "retired_subject",
        1,
        &[("digest", Bytes), ("retired_at", Int)],
    ),
    ("revoked_token", 1, &[("id", Uuid), ("expires_at", Int)]),
    (
        "parcel",
        1,
        &[
            ("id_hash", Bytes),
            ("content", Bytes),
            ("source", Bytes),
            ("expires_at", Int),
            ("ends_at", Int),
        ],
    ),
    (
        "throttle",
        1,
        &[
            ("key", Bytes),
            ("failures", Int),
            ("not_before", Int),
            ("expires_at", Int),
        ],
    ),
    (
        "one_time_proof",
        1,
        &[
            ("id", Uuid),
            ("purpose", Text),
            ("secret_hash", Bytes),
            ("code_mac", Bytes),
            ("user_id", Uuid),
            ("address", Text),
            ("epoch", Int),
            ("tries", Int),
            ("expires_at", Int),
        ],
    ),
    (
        "invitation",
        1,
        &[
            ("id", Uuid),
            ("secret_hash", Bytes),
            ("code_mac", Bytes),
            ("address", Text),
            ("asked_for", Bool),
            ("tries", Int),
            ("expires_at", Int),
        ],
    ),
    (
        "invitation_group",
        2,
        &[("invitation_id", Uuid), ("group_id", Uuid)],
    ),
    (
        "mail_budget",
        1,
        &[("id_hash", Bytes), ("count", Int), ("expires_at", Int)],
    ),
    (
        "signing_key",
        1,
        &[
            ("kid", Text),
            ("alg", Text),
            ("private_key", Bytes),
            ("public_jwk", Json),
            ("announced_at", Int),
            ("active_at", Int),
            ("retiring_at", Int),
            ("gone_at", Int),
        ],
    ),
    (
        "seal_key",
        1,
        &[
            ("id", Int),
            ("secret", Bytes),
            ("created_at", Int),
            ("active_at", Int),
            ("gone_at", Int),
        ],
    ),
    (
        "audit",
        1,
        &[
            ("id", Uuid),
            ("at", Int),
            ("actor", Text),
            ("actor_id", Text),
            ("act", Text),
            ("object", Text),
            ("object_id", Text),
            ("address", Text),
            ("request", Text),
            ("count", Int),
            ("details", Json),
        ],
    ),
];

/// The list as shapes.
pub(super) fn shapes() -> Vec<Shape> {
    let shape = |(name, key, columns): &Table| Shape {
        name: (*name).to_owned(),
        key: *key,
        columns: columns
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), *kind))
            .collect(),
    };
    TABLES.iter().map(shape).collect()
}

impl Shape {
    /// Names are names, and the key is some of the columns: what comes from a file goes into statements.
    pub(super) fn is_sound(&self) -> bool {
        let name = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        name(&self.name)
            && self.columns.iter().all(|(column, _)| name(column))
            && (1..=self.columns.len()).contains(&self.key)
            && self.columns.len() <= 200
    }
}

/// Tables that stay behind, and why. For tests.
#[cfg(test)]
pub(super) const LEFT_BEHIND: &[(&str, &str)] = &[
    ("heartbeat", "written to see whether writing works"),
    ("node", "says which processes serve"),
    ("outbox_receiver", "which node tells whom, for seconds"),
    ("setup_code", "good for an hour, where there is nobody yet"),
];

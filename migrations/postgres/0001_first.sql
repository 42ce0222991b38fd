-- Times are seconds since 1970 UTC, set by the server. Short-lived rows carry expires_at.
CREATE TABLE users (
    id                  UUID PRIMARY KEY,
    login               TEXT NOT NULL UNIQUE,       -- canonical: NFKC, lower case
    email               TEXT UNIQUE,                -- canonical
    email_verified      BOOLEAN NOT NULL,
    name                TEXT NOT NULL,
    password_hash       TEXT,                       -- PHC string
    password_changed_at BIGINT,
    claims              JSONB NOT NULL,             -- further standard claims, OIDC Core 5.1
    preferences         TEXT,                       -- language, theme, text size; as in the cookie
    admin               BOOLEAN NOT NULL,
    disabled_at         BIGINT,
    sessions_not_before BIGINT NOT NULL,            -- sign-ins that began before are over
    created_at          BIGINT NOT NULL,
    updated_at          BIGINT NOT NULL
);
CREATE INDEX users_signed_out ON users (sessions_not_before) WHERE sessions_not_before > 0;

CREATE TABLE client (
    id                        TEXT PRIMARY KEY,
    owner_id                  UUID REFERENCES users (id) ON DELETE SET NULL,
    name                      TEXT NOT NULL,
    metadata                  JSONB NOT NULL,       -- protocol::client::Metadata
    secret_hash               BYTEA,                -- SHA-256 of 256 random bits
    secret_hint               TEXT,                 -- first and last four characters
    secret_created_at         BIGINT,
    previous_secret_hash      BYTEA,
    previous_secret_expires_at BIGINT,
    disabled_at               BIGINT,
    created_at                BIGINT NOT NULL,
    updated_at                BIGINT NOT NULL
);
CREATE INDEX client_owner ON client (owner_id, created_at);

CREATE TABLE consent (
    user_id    UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id  TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    scope      TEXT NOT NULL,                       -- space separated
    granted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, client_id)
);

-- One row per sign-in of a person on a device, in both session modes.
CREATE TABLE sign_in (
    id           UUID PRIMARY KEY,
    user_id      UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    started_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    amr          TEXT NOT NULL,                     -- space separated, RFC 8176
    device       TEXT NOT NULL,                     -- "Firefox on Linux"
    address      TEXT NOT NULL,
    ended_at     BIGINT,
    end_reason   TEXT,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX sign_in_user ON sign_in (user_id, started_at);
CREATE INDEX sign_in_expiry ON sign_in (expires_at);
CREATE INDEX sign_in_ended ON sign_in (ended_at) WHERE ended_at IS NOT NULL;

-- Session mode `database`: the record behind a cookie.
CREATE TABLE browser_session (
    id_hash    BYTEA PRIMARY KEY,                   -- SHA-256 of the cookie's id
    sign_in_id UUID,
    data       BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX browser_session_sign_in ON browser_session (sign_in_id);
CREATE INDEX browser_session_expiry ON browser_session (expires_at);

-- Session mode `cookie`: sealed sessions that were ended before their time.
CREATE TABLE ended_session (
    id         UUID PRIMARY KEY,
    ended_at   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ended_session_since ON ended_session (ended_at);
CREATE INDEX ended_session_expiry ON ended_session (expires_at);

-- A grant's id is the id of the code that bought it: inserting it spends the code.
CREATE TABLE grants (
    id                 UUID PRIMARY KEY,
    user_id            UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id          TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    sign_in_id         UUID,
    scope              TEXT NOT NULL,
    context            JSONB NOT NULL,              -- protocol::grant_context::GrantContext
    refresh_generation BIGINT,                      -- NULL: no refresh token; the one live generation
    refreshed_at       BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    expires_at         BIGINT NOT NULL,
    revoked_at         BIGINT,
    revoke_reason      TEXT
);
CREATE INDEX grants_user ON grants (user_id, client_id);
CREATE INDEX grants_client ON grants (client_id);
CREATE INDEX grants_sign_in ON grants (sign_in_id);
CREATE INDEX grants_expiry ON grants (expires_at);

-- Access tokens that were revoked one by one (RFC 7009).
CREATE TABLE revoked_token (
    id         UUID PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);

-- Authorization requests too long for a URL.
CREATE TABLE pushed_request (
    id_hash    BYTEA PRIMARY KEY,
    request    BYTEA NOT NULL,                      -- sealed
    expires_at BIGINT NOT NULL
);
CREATE INDEX pushed_request_expiry ON pushed_request (expires_at);

-- Failed attempts, by a hash of what is counted.
CREATE TABLE throttle (
    key        BYTEA PRIMARY KEY,
    failures   BIGINT NOT NULL,
    not_before BIGINT NOT NULL,                     -- no attempt is looked at before
    expires_at BIGINT NOT NULL
);
CREATE INDEX throttle_expiry ON throttle (expires_at);

CREATE TABLE signing_key (
    kid          TEXT PRIMARY KEY,
    alg          TEXT NOT NULL,
    private_key  BYTEA NOT NULL,                    -- PKCS#8, wrapped by the master key
    public_jwk   JSONB NOT NULL,
    announced_at BIGINT NOT NULL,
    active_at    BIGINT NOT NULL,
    retiring_at  BIGINT NOT NULL,
    gone_at      BIGINT NOT NULL
);

CREATE TABLE seal_key (
    id         BIGINT PRIMARY KEY,                  -- 1 to 255, in every sealed text
    secret     BYTEA NOT NULL,                      -- wrapped by the master key
    created_at BIGINT NOT NULL,
    active_at  BIGINT NOT NULL,                     -- seals from then on; opens before as well
    gone_at    BIGINT NOT NULL
);

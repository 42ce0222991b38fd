-- Passkeys (Web Authentication). Times in seconds since 1970.
CREATE TABLE passkey_holder (
    user_id     UUID PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    handle      BYTEA NOT NULL UNIQUE,               -- random: what authenticators know the account by
    declined_at BIGINT                             -- a passkey was offered, and is not to be offered again
);
CREATE TABLE passkey (
    id              UUID PRIMARY KEY,
    user_id         UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id   BYTEA NOT NULL UNIQUE,           -- chosen by the authenticator
    credential      TEXT NOT NULL,                  -- its public key and what else was registered, as JSON
    model           UUID,                           -- of the authenticator (AAGUID), if it says so
    name            TEXT,                           -- chosen by the person
    sign_count      BIGINT NOT NULL,               -- the highest that was shown
    synced          BOOLEAN NOT NULL,               -- it may be copied to the person's other devices (backup eligible)
    backed_up       BOOLEAN NOT NULL,               -- it was, when it was last used (backup state)
    created_at      BIGINT NOT NULL,
    last_used_at    BIGINT
);
CREATE INDEX passkey_user ON passkey (user_id);
-- Challenges that were answered, until they expire: each is answered once.
CREATE TABLE spent_challenge (
    hash       BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX spent_challenge_expiry ON spent_challenge (expires_at);
-- When somebody was first asked to set a second factor up, who must have one.
CREATE TABLE second_factor_due (
    user_id  UUID PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    asked_at BIGINT NOT NULL
);

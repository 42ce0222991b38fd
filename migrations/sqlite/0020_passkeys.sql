-- Passkeys (Web Authentication). Times in seconds since 1970.
CREATE TABLE passkey_holder (
    user_id     BLOB PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    handle      BLOB NOT NULL UNIQUE,               -- random: what authenticators know the account by
    declined_at INTEGER                             -- a passkey was offered, and is not to be offered again
) STRICT, WITHOUT ROWID;
CREATE TABLE passkey (
    id              BLOB PRIMARY KEY,
    user_id         BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id   BLOB NOT NULL UNIQUE,           -- chosen by the authenticator
    credential      TEXT NOT NULL,                  -- its public key and what else was registered, as JSON
    model           BLOB,                           -- of the authenticator (AAGUID), if it says so
    name            TEXT,                           -- chosen by the person
    sign_count      INTEGER NOT NULL,               -- the highest that was shown
    synced          INTEGER NOT NULL,               -- it may be copied to the person's other devices (backup eligible)
    backed_up       INTEGER NOT NULL,               -- it was, when it was last used (backup state)
    created_at      INTEGER NOT NULL,
    last_used_at    INTEGER
) STRICT;
CREATE INDEX passkey_user ON passkey (user_id);
-- Challenges that were answered, until they expire: each is answered once.
CREATE TABLE spent_challenge (
    hash       BLOB PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_challenge_expiry ON spent_challenge (expires_at);
-- When somebody was first asked to set a second factor up, who must have one.
CREATE TABLE second_factor_due (
    user_id  BLOB PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

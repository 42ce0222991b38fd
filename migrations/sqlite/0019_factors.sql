-- Second factors. Times in seconds since 1970.
CREATE TABLE totp (
    user_id      BLOB PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret       BLOB NOT NULL,                     -- wrapped with the master key
    last_step    INTEGER NOT NULL,                  -- the newest time step whose code was used: no code works twice
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE TABLE recovery_code (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BLOB NOT NULL,                          -- SHA-256 of the account's id and the code's 79 random bits
    PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE trusted_browser (
    id         BLOB PRIMARY KEY,                    -- stands in the browser's sealed cookie
    user_id    BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device     TEXT NOT NULL,                       -- "Firefox on Linux"
    epoch      INTEGER NOT NULL,                    -- the account's: in another one the browser is trusted no more
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX trusted_browser_user ON trusted_browser (user_id);
CREATE INDEX trusted_browser_expiry ON trusted_browser (expires_at);

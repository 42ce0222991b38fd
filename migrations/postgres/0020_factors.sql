-- Second factors. Times in seconds since 1970.
CREATE TABLE totp (
    user_id      UUID PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret       BYTEA NOT NULL,                     -- wrapped with the master key
    last_step    BIGINT NOT NULL,                  -- the newest time step whose code was used: no code works twice
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE TABLE recovery_code (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BYTEA NOT NULL,                          -- SHA-256 of the account's id and the code's 79 random bits
    PRIMARY KEY (user_id, hash)
);
CREATE TABLE trusted_browser (
    id         UUID PRIMARY KEY,                    -- stands in the browser's sealed cookie
    user_id    UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device     TEXT NOT NULL,                       -- "Firefox on Linux"
    epoch      BIGINT NOT NULL,                    -- the account's: in another one the browser is trusted no more
    created_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX trusted_browser_user ON trusted_browser (user_id);
CREATE INDEX trusted_browser_expiry ON trusted_browser (expires_at);

-- Who holds its secret may make an account with its address, once.
CREATE TABLE invitation (
    id          UUID PRIMARY KEY,
    secret_hash BYTEA NOT NULL UNIQUE,             -- SHA-256 of the link's secret
    code_mac    BYTEA,                             -- of the code to type: id of the key, and HMAC-SHA256; NULL: there is none
    address     TEXT NOT NULL,                     -- canonical
    asked_for   BOOLEAN NOT NULL,                  -- by whoever signs up with the address; else somebody invited them
    tries       BIGINT NOT NULL,                   -- codes that were typed
    expires_at  BIGINT NOT NULL
);
CREATE INDEX invitation_address ON invitation (address, asked_for);
CREATE INDEX invitation_expiry ON invitation (expires_at);

-- The terms that a person agreed to last.
ALTER TABLE users ADD COLUMN terms_version TEXT;
ALTER TABLE users ADD COLUMN terms_accepted_at BIGINT;

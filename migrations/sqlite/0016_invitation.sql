-- Who holds its secret may make an account with its address, once.
CREATE TABLE invitation (
    id          BLOB PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE,              -- SHA-256 of the link's secret
    code_mac    BLOB,                              -- of the code to type: id of the key, and HMAC-SHA256; NULL: there is none
    address     TEXT NOT NULL,                     -- canonical
    asked_for   INTEGER NOT NULL,                  -- 1: by whoever signs up with the address; 0: somebody invited them
    tries       INTEGER NOT NULL,                  -- codes that were typed
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_address ON invitation (address, asked_for);
CREATE INDEX invitation_expiry ON invitation (expires_at);

-- The terms that a person agreed to last.
ALTER TABLE users ADD COLUMN terms_version TEXT;
ALTER TABLE users ADD COLUMN terms_accepted_at INTEGER;

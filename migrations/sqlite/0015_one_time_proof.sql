-- What shows once that somebody reads an address, or was given a link by the operator.
CREATE TABLE one_time_proof (
    id          BLOB PRIMARY KEY,
    purpose     TEXT NOT NULL,                      -- reset-password, confirm-address, change-address
    secret_hash BLOB NOT NULL UNIQUE,              -- SHA-256 of the link's secret
    code_mac    BLOB,                              -- of the code to type: id of the key, and HMAC-SHA256
    user_id     BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    address     TEXT,                               -- what it shows to be theirs; NULL: it went to nobody's address
    epoch       INTEGER NOT NULL,                  -- the account's when it was made: of another one it is worthless
    tries       INTEGER NOT NULL,                  -- codes that were typed
    expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_proof_user ON one_time_proof (user_id, purpose);
CREATE INDEX one_time_proof_expiry ON one_time_proof (expires_at);

-- What whoever started a fresh installation may make its first administrator with.
CREATE TABLE setup_code (
    code_hash  BLOB PRIMARY KEY,                   -- SHA-256
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

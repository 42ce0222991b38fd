-- What apps know a person by, when they were brought along with a `sub` that is no id of ours; NULL: it is the id (OIDC Core 2).
ALTER TABLE users ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX users_subject ON users (subject) WHERE subject IS NOT NULL;

-- Such a `sub` of an account that was removed: nobody has it ever again. Ids of removed accounts are in the audit.
CREATE TABLE retired_subject (
    digest     BLOB PRIMARY KEY,              -- SHA-256: it may be an e-mail address
    retired_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

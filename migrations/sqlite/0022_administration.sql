-- Roles of people besides `users.admin`, which stays what it is: support, auditor.
CREATE TABLE user_role (
    user_id  BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role     TEXT NOT NULL,                         -- protocol::roles::Role
    given_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_role_role ON user_role (role, user_id);

-- What people are found by, compared byte by byte: beginnings of names, of their last words, of user names and of addresses.
ALTER TABLE users ADD COLUMN name_key TEXT GENERATED ALWAYS AS (lower(name)) VIRTUAL;
ALTER TABLE users ADD COLUMN last_name_key TEXT
    GENERATED ALWAYS AS (lower(substr(name, length(rtrim(name, replace(name, ' ', ''))) + 1))) VIRTUAL;
ALTER TABLE users ADD COLUMN login_key TEXT GENERATED ALWAYS AS (login) VIRTUAL;
ALTER TABLE users ADD COLUMN email_key TEXT GENERATED ALWAYS AS (email) VIRTUAL;
CREATE INDEX users_by_name ON users (name_key);
CREATE INDEX users_by_last_name ON users (last_name_key);
CREATE INDEX users_by_login ON users (login_key);
CREATE INDEX users_by_email ON users (email_key);
-- The few, in the order of the list.
CREATE INDEX users_admins ON users (id) WHERE admin = TRUE;
CREATE INDEX users_disabled ON users (id) WHERE disabled_at IS NOT NULL;
CREATE INDEX users_leaving ON users (id) WHERE deletes_at IS NOT NULL;

-- Who is signed in, the latest first.
CREATE INDEX sign_in_live ON sign_in (started_at, id) WHERE ended_at IS NULL;

-- The audit, asked for by what was done, by the reference of a request, by where it came from.
CREATE INDEX audit_act ON audit (act, id);
CREATE INDEX audit_request ON audit (request, id) WHERE request IS NOT NULL;
CREATE INDEX audit_address ON audit (address, id) WHERE address IS NOT NULL;

-- When an account is removed for good whose person asked for it. Until then nobody uses it, and its person may keep it.
ALTER TABLE users ADD COLUMN deletes_at INTEGER;
CREATE INDEX users_deletes ON users (deletes_at) WHERE deletes_at IS NOT NULL;

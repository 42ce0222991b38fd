-- How many letters went lately, by the hash of what they were about and to whom they went (attack row EM-12).
CREATE TABLE mail_budget (
    id_hash BLOB PRIMARY KEY,
    count   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL               -- of the window; the next letter begins a new one
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_budget_ends ON mail_budget (expires_at);

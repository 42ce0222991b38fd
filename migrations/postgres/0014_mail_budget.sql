-- How many letters went lately, by the hash of what they were about and to whom they went (attack row EM-12).
CREATE TABLE mail_budget (
    id_hash BYTEA PRIMARY KEY,
    count   BIGINT NOT NULL,
    expires_at BIGINT NOT NULL                -- of the window; the next letter begins a new one
);
CREATE INDEX mail_budget_ends ON mail_budget (expires_at);

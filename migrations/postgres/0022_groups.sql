-- Groups of people, and who may use which app. Times in seconds since 1970.
CREATE TABLE user_group (
    id         UUID PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL UNIQUE,         -- lower case; what apps read in the claim
    title      TEXT NOT NULL,                       -- for people
    parent_id  UUID,                            -- the group whose members its own are as well; one level
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX user_group_parent ON user_group (parent_id);
CREATE TABLE group_member (
    user_id   UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id  UUID NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, group_id)
);
CREATE INDEX group_member_group ON group_member (group_id, user_id);
-- Only people with a row below may use it.
ALTER TABLE client ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE user_assignment (
    client_id   TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    user_id     UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role        TEXT NOT NULL,                      -- what they are there; empty: they may use it
    assigned_at BIGINT NOT NULL,
    PRIMARY KEY (client_id, user_id, role)
);
CREATE INDEX user_assignment_user ON user_assignment (user_id);
CREATE TABLE group_assignment (
    client_id   TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    group_id    UUID NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    role        TEXT NOT NULL,                      -- what its members are there; empty: they may use it
    assigned_at BIGINT NOT NULL,
    PRIMARY KEY (client_id, group_id, role)
);
CREATE INDEX group_assignment_group ON group_assignment (group_id);
-- The groups that whoever takes an invitation is in from the beginning.
CREATE TABLE invitation_group (
    invitation_id UUID NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    group_id      UUID NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, group_id)
);
CREATE INDEX invitation_group_group ON invitation_group (group_id);

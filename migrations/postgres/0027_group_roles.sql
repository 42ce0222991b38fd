-- Roles of groups: whoever is in one, or in a part of it, has them as well.
CREATE TABLE group_role (
    group_id UUID NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    role     TEXT NOT NULL,                         -- protocol::roles::Role
    given_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, role)
);
CREATE INDEX group_role_role ON group_role (role, group_id);

-- Sign-ins that are bound to the device they began on. Times in seconds since 1970.
ALTER TABLE sign_in ADD COLUMN device_id UUID;                        -- what its browser calls the binding; random
ALTER TABLE sign_in ADD COLUMN device_key BYTEA;                       -- public: its kind, then x and y, or the modulus
ALTER TABLE sign_in ADD COLUMN bound_at BIGINT;
ALTER TABLE sign_in ADD COLUMN proven_at BIGINT;                        -- when its key was last shown
ALTER TABLE sign_in ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;         -- how often it was: each challenge is answered once
CREATE UNIQUE INDEX sign_in_device ON sign_in (device_id) WHERE device_id IS NOT NULL;

-- A consent is given to what was shown. Rows from before know the name of today and no place, so people are asked once more.
ALTER TABLE consent ADD COLUMN client_name TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN destinations TEXT NOT NULL DEFAULT '';
UPDATE consent SET client_name = (SELECT name FROM client WHERE client.id = consent.client_id);
-- Counting the people of an app, and removing one, looks for its consents.
CREATE INDEX consent_client ON consent (client_id);

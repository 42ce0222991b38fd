//! What must fail safely, by the id of its row in the catalogue of attacks.

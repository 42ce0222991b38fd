//! Names of the models of authenticators, to call a passkey by (AAGUID; Web Authentication §6.5.1). What a browser says of its model is
//! believed for nothing else.

use uuid::Uuid;

/// The most used ones, as their makers publish them: an AAGUID and a name in each line. Names of products are the same in every language.
const MODELS: &str = include_str!("models.txt");

/// What a model is called; none when it is not known here.
pub fn name(model: Uuid) -> Option<&'static str> {
    let id = model.to_string();
    let mut models = MODELS.lines().filter_map(|line| line.split_once(' '));
    models.find(|(known, _)| *known == id).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_found_by_its_id() {
        for line in MODELS.lines() {
            let (id, known) = line.split_once(' ').unwrap();
            let parsed: Uuid = id.parse().unwrap();
            assert_eq!(name(parsed), Some(known), "{line}");
        }
        assert_eq!(name(Uuid::nil()), None);
    }
}

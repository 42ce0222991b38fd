//! What is wrong with what somebody typed, in the words of forms. The errors' own words are for the command line.

use crate::identity::display_name::{MAX_NAME_CHARS, NameError};
use crate::identity::email::{EmailError, MAX_EMAIL_BYTES};
use crate::identity::password::MAX_PASSWORD_BYTES;
use crate::identity::password_policy::Weakness;
use crate::locale::Say;

/// With the name of a person.
pub fn person_name(error: &NameError) -> Say {
    let say = Say::new(match error {
        NameError::Missing(_) => "name-missing",
        NameError::TooLong(_) => "name-too-long",
        NameError::Invisible(_) => "name-invisible",
        NameError::Marks(_) => "name-marks",
        NameError::MixedScripts(_) => "name-mixed",
        NameError::Resembles { .. } => "name-resembles",
    });
    of_name(say, error)
}

/// With the name of an app.
pub fn app_name(error: &NameError) -> Say {
    let say = Say::new(match error {
        NameError::Missing(_) => "app-name-missing",
        NameError::TooLong(_) => "app-name-too-long",
        NameError::Invisible(_) => "app-name-invisible",
        NameError::Marks(_) => "app-name-marks",
        NameError::MixedScripts(_) => "app-name-mixed",
        NameError::Resembles { .. } => "app-name-resembles",
    });
    of_name(say, error)
}

fn of_name(say: Say, error: &NameError) -> Say {
    match error {
        NameError::TooLong(_) => say.count("most", MAX_NAME_CHARS),
        NameError::Resembles { like, .. } => say.with("like", like),
        _ => say,
    }
}

/// With an e-mail address.
pub fn email(error: EmailError) -> Say {
    match error {
        EmailError::Missing => Say::new("email-missing"),
        EmailError::TooLong => Say::new("email-too-long").count("most", MAX_EMAIL_BYTES),
        EmailError::Form => Say::new("email-form"),
    }
}

/// With a new password.
pub fn password(weakness: Weakness) -> Say {
    match weakness {
        Weakness::Missing => Say::new("password-missing"),
        Weakness::TooShort { min } => Say::new("password-too-short").count("least", min),
        Weakness::TooLong => Say::new("password-too-long").count("most", MAX_PASSWORD_BYTES),
        Weakness::Common => Say::new("password-common"),
        Weakness::Context => Say::new("password-context"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_say_what_the_command_line_says() {
        for error in [EmailError::Missing, EmailError::TooLong, EmailError::Form] {
            assert_eq!(email(error).to_string(), error.to_string());
        }
        for weakness in [
            Weakness::Missing,
            Weakness::TooShort { min: 15 },
            Weakness::TooLong,
            Weakness::Common,
            Weakness::Context,
        ] {
            let said = password(weakness).to_string();
            assert_eq!(said, weakness.to_string());
        }
        const APP: &str = "a name for the app";
        for error in [
            NameError::Missing(APP),
            NameError::TooLong(APP),
            NameError::Invisible(APP),
            NameError::Marks(APP),
            NameError::MixedScripts(APP),
            NameError::Resembles {
                what: APP,
                like: "Lanyard".into(),
            },
        ] {
            assert_eq!(app_name(&error).to_string(), error.to_string());
        }
        let long = NameError::TooLong("your name");
        let said = "Enter your name in at most 128 characters";
        assert_eq!(person_name(&long).to_string(), said);
    }
}

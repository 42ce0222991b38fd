//! Hands a letter to the mail server.

use super::Inner;
use super::turn::Outcome;
use crate::mail::{Sealed, Sent};
use crate::store::outbox::Message;

/// Sends the letter, unless what is in it stopped working while it waited.
pub(super) async fn tell(own: &Inner, message: &Message) -> Outcome {
    let Some(post) = &own.post else {
        return Outcome::Failed("mail is off".to_owned());
    };
    let now = own.clock.now();
    let text = message.body.as_deref().map(std::str::from_utf8);
    let Some(Ok(text)) = text else {
        return Outcome::Refused("the row holds no letter".to_owned());
    };
    // A newer version may know the letter; it is left for a node of that.
    let Ok(opened) = own.keys.open::<Sealed>(text, now) else {
        return Outcome::Failed("its seal does not open here".to_owned());
    };
    let letter = opened.value;
    if letter.letter.until().is_some_and(|until| until <= now) {
        return Outcome::Refused("its code stopped working before it could be sent".to_owned());
    }
    match post.send(message.id, message.created_at, &letter).await {
        Sent::Taken(answer) => Outcome::Took(answer),
        Sent::Refused(answer) => Outcome::Refused(answer),
        Sent::NotNow(why) => Outcome::Failed(why),
    }
}

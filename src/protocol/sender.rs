//! Who a token is for: whoever holds it (RFC 6750), until a client can bind its tokens to a key (RFC 9449, RFC 8705).

use super::client_auth::Caller;

/// Who sends a request, and what its tokens are bound to. [`Sender::of`] decides that and nothing else does; a key that a
/// client registers, or that a grant is bound to, is asked for there, and then no token comes about without its proof:
///
/// ```
/// # use lanyard::protocol::{client_auth::Caller, sender::Sender};
/// fn sender(caller: &Caller) -> Sender<'_> {
///     Sender::of(caller)
/// }
/// ```
/// ```compile_fail,E0451
/// # use lanyard::protocol::{client_auth::Caller, sender::Sender};
/// fn sender(caller: &Caller) -> Sender<'_> {
///     Sender { caller, token_type: "Bearer" }
/// }
/// ```
#[derive(Debug)]
pub struct Sender<'a> {
    caller: &'a Caller,
    token_type: &'static str,
}

impl<'a> Sender<'a> {
    /// No client can register a key yet, so whoever holds its tokens may use them.
    pub fn of(caller: &'a Caller) -> Self {
        Self {
            caller,
            token_type: "Bearer",
        }
    }

    /// The client, as it was recognised.
    pub fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// `token_type` of the answer (RFC 6749 §7.1).
    pub fn token_type(&self) -> &'static str {
        self.token_type
    }
}

//! Where a client wants to be told that a sign-in ended.

use serde::{Deserialize, Serialize};

/// The members of OpenID Connect Back-Channel Logout §2.2 and Front-Channel Logout §2.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogoutAddresses {
    /// `backchannel_logout_uri`: logout tokens are posted to it.
    pub backchannel_logout_uri: Option<String>,
    /// `backchannel_logout_session_required`: a token has to name the session (`sid`). Ours always do.
    pub backchannel_logout_session_required: bool,
    /// `frontchannel_logout_uri`: opened in a frame of the browser that signs out.
    pub frontchannel_logout_uri: Option<String>,
    /// `frontchannel_logout_session_required`: the frame's address has to have `iss` and `sid`. Ours always has.
    pub frontchannel_logout_session_required: bool,
}

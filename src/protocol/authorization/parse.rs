//! Parsing the parameters of an authorization request.

use super::*;

/// The `client_id` of a request, before its client is looked up. Whoever it names, nothing is redirected yet.
pub fn client_id(params: &Params) -> Result<&str, Box<Refusal>> {
    let _ = params;
    unimplemented!()
}

/// Parses a request of `client`: first the address, then everything else, so that other mistakes are told to the
/// client itself.
pub fn parse(params: &Params, client: &Client) -> Result<AuthorizationRequest, AuthorizeRefusal> {
    let _ = (params, client);
    unimplemented!()
}

pub(super) fn revalidate(request: &AuthorizationRequest, client: &Client) -> Result<RedirectTarget, AuthorizeRefusal> {
    let _ = (request, client);
    unimplemented!()
}

//! What requests and answers have in common, whoever asks and whoever answers. It knows nothing of accounts, clients or pages.

pub mod answer;
pub mod client_address;
pub mod cookie;
pub mod form;
pub mod headers;
pub mod prepared;
pub mod redirect;
pub mod request_id;

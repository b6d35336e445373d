//! A request as it arrives: by which address, host and realm, with which number, how long and until when its body may come.
//!
//! Nothing here answers: what acts on a request is `web/middleware`.

pub mod access;
pub mod caller;
pub mod front;
pub mod head;
pub mod id;
pub mod names;
pub mod network;
pub mod reached;
pub mod realm_path;
pub mod token;
pub mod unseen;

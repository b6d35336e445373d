//! Owns life under a consent of the digital profile: who is in by which, how the diary hears of changes, what it does at night.
//!
//! `book` holds what the portal said of each account; `standing` and `family` judge by it, on every page; `inbox` keeps the
//! portal's messages; `look`, `admit`, `renewal`, `notices` and `night` ask the portal and put the answers into the book.
//!
//! **Invariant:** a message of the portal is a hint. What is believed is the list of the consent platform, asked by the diary.

pub(crate) mod admit;
pub(crate) mod book;
pub(crate) mod family;
pub(crate) mod inbox;
pub(crate) mod look;
pub(crate) mod night;
pub(crate) mod notices;
pub(crate) mod renewal;
pub(crate) mod standing;

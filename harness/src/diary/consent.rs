//! Owns life under a consent of the digital profile: who is in by which, how the diary hears of changes, what it does at night.
//!
//! The world's `book` holds what the portal said of each account, and its `inbox` the portal's messages: `standing` and
//! `family` judge by the book, on every page; `look`, `admit`, `renewal`, `notices` and `night` ask the portal and put the
//! answers into the book.
//!
//! **Invariant:** a message of the portal is a hint. What is believed is the list of the consent platform, asked by the diary.

pub(crate) mod admit;
pub(crate) mod family;
pub(crate) mod look;
pub(crate) mod night;
pub(crate) mod notices;
pub(crate) mod renewal;
pub(crate) mod standing;

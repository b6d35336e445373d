//! Accounts: commands on them, their contacts, logins and links, what the registers say, how they end.

pub mod accounts;
pub mod contacts;
pub mod farewell;
pub mod links;
pub mod logins;
pub mod registers;

//! What the provider is: values and rules, without clocks, chance, transport or storage.

pub mod person;
pub mod ruling;
pub mod time;

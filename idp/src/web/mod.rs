//! What speaks HTTP: the pages people see.

pub mod pages;

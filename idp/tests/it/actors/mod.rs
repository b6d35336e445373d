//! Who acts in the tests: a tester at the control API, the program as a process.

mod program;
mod tester;
mod web;

pub(crate) use program::{Folder, Program, signal};
pub(crate) use tester::{Reply, Tester, description, operations};
pub(crate) use web::{client, client_trusting, trusting};

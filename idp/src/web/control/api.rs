//! What the operations of the control API are made of: types of input and answer that act and describe themselves.

pub mod answer;
pub mod at;
pub mod document;
pub mod draft;
pub mod events;
pub mod input;
pub mod operation;
pub mod owner;
pub mod page;
pub mod routes;
pub mod run;
pub mod tagged;
pub mod words;

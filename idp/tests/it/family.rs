//! Owns tests of the family: cards, children's accounts, consent, the fourteenth birthday, kid scopes.

mod birthday;
mod child_data;
mod control;
mod farewell;
mod kids;
mod kit;
mod pages;
mod wire;

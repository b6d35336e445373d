//! Owns the proofs that are also documents: what is refused and what is accepted, in tables made by doing it.

mod compatibility;
mod mutation;
mod negative;
mod page;
mod scene;
mod seeded;
mod strictness;

//! The explainer: for a failed signature, what could have been meant, and what to change.

mod bare;
mod facts;
mod guesses;
mod hash;
mod owner;
mod pkcs7;
mod tolerances;

pub(crate) use bare::why as bare;
pub(crate) use hash::why as hash;
pub(crate) use pkcs7::why as pkcs7;
pub(crate) use tolerances::why as tolerances;

//! The parameter set that an order means.

use gost3410::ParameterSet;

use super::algorithm::KeyAlgorithm;
use super::fault::KeysFault;
use super::set_names::{SHORT, default_set, size_of};

/// The set an order means.
pub(super) fn of(algorithm: KeyAlgorithm, name: Option<&str>) -> Result<Option<ParameterSet>, KeysFault> {
    let Some(name) = name else { return Ok(default_set(algorithm)) };
    let Some(size) = size_of(algorithm) else { return Err(KeysFault::NoSets { algorithm }) };
    let is_named = |set: ParameterSet| set.name().eq_ignore_ascii_case(name) || set.oid().to_string() == name;
    let short = SHORT.into_iter().filter(|(short, _)| short.eq_ignore_ascii_case(name)).map(|(_, set)| set);
    let long = ParameterSet::ALL.into_iter().filter(|set| is_named(*set));
    let found = short.chain(long).find(|set| set.size() == size);
    found.map(Some).ok_or_else(|| KeysFault::UnknownSet { name: name.to_owned(), algorithm })
}

//! Keys that no token should be signed with now.

use crate::app::Moment;
use crate::crypto::keyring::RingKey;

/// A key of the same algorithm that is not in force: nobody was told of it.
pub(super) fn stranger(moment: &Moment<'_>, key: &RingKey) -> Option<RingKey> {
    others(moment, key).next()
}

/// The key that was retired last; one that waits when none was.
pub(super) fn retired(moment: &Moment<'_>, key: &RingKey) -> Option<RingKey> {
    others(moment, key).max_by_key(RingKey::retired_at)
}

fn others(moment: &Moment<'_>, key: &RingKey) -> impl Iterator<Item = RingKey> {
    let (algorithm, public) = (key.algorithm(), key.public().clone());
    let all = moment.realm.keyring.all().into_iter();
    all.filter(move |one| one.algorithm() == algorithm && *one.public() != public)
}

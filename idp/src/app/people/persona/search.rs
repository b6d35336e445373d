//! People of a population looked through for a name, without making each of them up.

use crate::app::people::persona::chance::Chance;
use crate::app::people::persona::naming::{self, Parts};
use crate::app::people::persona::wish::Wish;
use crate::domain::person::Gender;

/// A search for names.
pub(crate) struct Search<'s> {
    seed: u64,
    wish: &'s Wish,
    /// The gender that everybody has, when the wish tells one.
    told: Option<Gender>,
    /// How the surname begins.
    last: &'s str,
    /// How the first name begins.
    first: &'s str,
}

impl<'s> Search<'s> {
    /// A search among people of a seed and a wish, by how surname and first name begin.
    pub(crate) fn new(seed: u64, wish: &'s Wish, (last, first): (&'s str, &'s str)) -> Self {
        Self { seed, wish, told: naming::told_gender(wish), last, first }
    }

    /// Whether the person of a sequence number has such a name.
    pub(crate) fn fits(&self, sequence: u32) -> bool {
        let chance = Chance::new(self.seed, sequence);
        if !self.wish.is_foreign() && self.wish.last_name.is_none() && !naming::may_begin(chance, self.last) {
            return false;
        }
        let gender = self.told.unwrap_or_else(|| naming::drawn_gender(chance));
        let is_first_drawn = !self.wish.is_foreign() && self.wish.first_name.is_none();
        if is_first_drawn && !Parts::of(chance).first(gender).starts_with(self.first) {
            return false;
        }
        let citizenship = self.wish.citizenship.unwrap_or_else(|| naming::citizenship(chance, self.wish));
        let name = naming::full_name(chance, gender, citizenship, self.wish);
        name.last.as_str().starts_with(self.last) && name.first.as_str().starts_with(self.first)
    }
}

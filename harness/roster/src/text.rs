//! Owns the texts of a roster: each different one is kept once, in one piece of memory.
//!
//! **Invariant:** text 0 is the empty one, so an absent cell costs nothing.

use std::hash::{BuildHasher as _, RandomState};

/// A text of a roster, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Text(u32);

impl Text {
    /// The empty text.
    pub const EMPTY: Self = Self(0);

    /// Whether it is the empty one.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// All texts of a roster.
///
/// A million rows have a few million texts, most of them again and again: a `String` each would cost gigabytes.
#[derive(Clone)]
pub struct Texts {
    /// All texts, one after another.
    octets: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// An open table of numbers plus one; a power of two long, at most half full. Empty where nothing more is looked for.
    table: Vec<u32>,
    hasher: RandomState,
}

impl std::fmt::Debug for Texts {
    /// What people are called is nobody's to log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({} texts)", self.ends.len())
    }
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            octets: String::new(),
            ends: Vec::new(),
            table: vec![0; 1024],
            hasher: RandomState::new(),
        };
        texts.keep("");
        texts
    }
}

impl Texts {
    /// The number of a text, which is kept if it is new.
    pub fn keep(&mut self, text: &str) -> Text {
        if let Some(known) = self.find(text) {
            return known;
        }
        if self.ends.len() * 2 >= self.table.len() {
            self.grow();
        }
        let number = u32::try_from(self.ends.len()).expect("invariant: a roster has fewer than 2^32 texts");
        self.octets.push_str(text);
        self.ends.push(u32::try_from(self.octets.len()).expect("invariant: limits keep texts below 4 GB"));
        self.put(text, number);
        Text(number)
    }

    /// Gives back what only looking for texts needs: a seventh of a region's list. Looking goes on, slowly.
    pub fn close(&mut self) {
        self.table = Vec::new();
        self.octets.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The number of a text that is kept.
    pub fn find(&self, text: &str) -> Option<Text> {
        if self.table.is_empty() {
            let mut all = (0..self.ends.len() as u32).map(Text);
            return all.find(|number| self.of(*number) == text);
        }
        let mut slot = self.slot(text);
        loop {
            let number = self.table.get(slot)?.checked_sub(1)?;
            if self.of(Text(number)) == text {
                return Some(Text(number));
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
    }

    /// A text by its number.
    pub fn of(&self, text: Text) -> &str {
        let index = text.0 as usize;
        let from =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let to = self.ends.get(index).map_or(0, |end| *end as usize);
        self.octets.get(from..to).unwrap_or_default()
    }

    /// How many different texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none beside the empty one.
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    fn slot(&self, text: &str) -> usize {
        // A prime number of octets of the hash would do; the low ones are as good as any.
        (self.hasher.hash_one(text) as usize) & (self.table.len() - 1)
    }

    fn put(&mut self, text: &str, number: u32) {
        let mut slot = self.slot(text);
        while self.table.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & (self.table.len() - 1);
        }
        if let Some(free) = self.table.get_mut(slot) {
            *free = number + 1;
        }
    }

    fn grow(&mut self) {
        self.table = vec![0; (self.ends.len() * 4).next_power_of_two()];
        for number in 0..self.ends.len() as u32 {
            let mut slot = self.slot(self.of(Text(number)));
            while self.table.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & (self.table.len() - 1);
            }
            if let Some(free) = self.table.get_mut(slot) {
                *free = number + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_kept_once_and_found_again() {
        let mut texts = Texts::default();
        let numbers: Vec<_> =
            (0..5000).map(|number| texts.keep(&format!("Иванов {}", number % 2500))).collect();
        assert_eq!(texts.len(), 2501);
        for (number, text) in numbers.iter().enumerate() {
            assert_eq!(texts.of(*text), format!("Иванов {}", number % 2500));
        }
        assert!(texts.keep("").is_empty());
        assert_eq!(texts.find("Петров"), None);
    }

    #[test]
    fn after_the_end_texts_are_found_and_kept_all_the_same() {
        let mut texts = Texts::default();
        let (one, other) = (texts.keep("Иванов"), texts.keep("Петров"));
        texts.close();
        assert_eq!([texts.find("Иванов"), texts.find("Сидоров")], [Some(one), None]);
        assert_eq!([texts.keep("Сидоров").number(), texts.keep("Петров").number()], [3, other.number()]);
        assert_eq!(texts.find("Сидоров").map(Text::number), Some(3));
    }
}

//! Owns the pseudonyms of numbers, phones and mail addresses: numbers nobody has, in the form that was written.

use crate::letters::lowered;
use crate::pseudonym::distinct::Distinct;
use crate::pseudonym::key::Key;
use crate::snils::Snils;
use crate::value::{Written, is_mail, phone_key, snils};

/// The numbers given so far.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    right: Distinct,
    /// `000-000-6…`.
    published: Distinct,
    phones: Distinct,
}

impl Numbers {
    /// A cell of SNILS.
    pub(super) fn snils(&mut self, key: &Key, written: &str) -> String {
        let made = match snils(written) {
            Written::Nothing | Written::Placeholder | Written::Scientific => return masked_exponent(written),
            Written::Right(number) => self.right(key, number),
            Written::WrongDigits(number) => self.wrong(key, number),
            Written::ZerosLost => return self.zeros_lost(key, written),
            Written::Malformed => return malformed(key, written),
        };
        replaced(written, &format!("{:011}", made.number()))
    }

    /// `901-…` and what follows it: the fund has not come so far. Published numbers stay among the published ones.
    fn right(&mut self, key: &Key, number: Snils) -> Snils {
        let chance = key.chance("number", &number.number().to_string());
        let base = if number.is_published() {
            self.published.of(number.number(), chance, 600, 100)
        } else {
            self.right.of(number.number(), chance, 901_000_000, 98_000_000)
        };
        let base = u64::from(base);
        Snils::with_check(base).expect("invariant: the ranges have nine digits")
    }

    /// The distance of its check digits from the right ones stays, so equal wrong numbers stay equal.
    fn wrong(&mut self, key: &Key, number: Snils) -> Snils {
        let right = Snils::with_check(number.base()).expect("invariant: a base has nine digits");
        let off = (number.number() % 100 + 100 - right.number() % 100) % 100;
        let made = self.right(key, right);
        let wrong = made.number() - made.number() % 100 + (made.number() % 100 + off) % 100;
        Snils::of_number(wrong).unwrap_or(made)
    }

    /// As many digits, right again with zeros before them.
    fn zeros_lost(&mut self, key: &Key, written: &str) -> String {
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let mut chance = key.chance("zeros lost", &digits);
        let power = 10_u64.pow(u32::try_from(digits.len()).unwrap_or(10).clamp(3, 10) - 3);
        loop {
            let base = power + chance.below(power * 9);
            let made = Snils::with_check(base).filter(|_| base > 1_001_998 || digits.len() < 9);
            let made = made.map(|made| made.number().to_string()).unwrap_or_default();
            if made.len() == digits.len() && snils(&made) == Written::ZerosLost {
                return replaced(written, &made);
            }
        }
    }

    /// A cell of phones. Code 000 has no subscribers.
    pub(super) fn phones(&mut self, key: &Key, written: &str) -> String {
        pieces(written, &[';', ',', '/', '\n'], |phone| match phone_key(phone) {
            Some(number) => {
                let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
                let chance = key.chance("phone", &number.to_string());
                let made = self.phones.of(number, chance, 0, 10_000_000);
                let tail = format!("{made:07}");
                let head = digits.len().min(15).saturating_sub(10);
                let is_ten = digits.len() >= 10;
                let kept: String = digits.chars().take(head).collect();
                let made = if is_ten {
                    format!("{kept}000{tail}")
                } else {
                    tail.chars().cycle().take(digits.len()).collect()
                };
                replaced(phone, &made)
            }
            None => malformed_phone(key, phone),
        })
    }

    /// A cell of mail addresses. `example.test` is nobody's.
    pub(super) fn mails(&mut self, key: &Key, written: &str) -> String {
        pieces(written, &[';', ',', '\n'], |mail| {
            if !is_mail(mail) {
                return malformed(key, mail);
            }
            let lower = lowered(mail);
            let mut chance = key.chance("mail", &lower);
            format!("p{:010}{:05}@example.test", chance.below(10_000_000_000), chance.below(100_000))
        })
    }
}

/// Each piece of a cell, with the separators and blanks as they are.
fn pieces(written: &str, separators: &[char], mut made: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(written.len());
    for piece in written.split_inclusive(separators) {
        let (piece, separator) = match piece.chars().last().filter(|c| separators.contains(c)) {
            Some(c) => (piece.get(..piece.len() - c.len_utf8()).unwrap_or_default(), Some(c)),
            None => (piece, None),
        };
        let trimmed = piece.trim();
        let from = piece.find(trimmed).unwrap_or_default();
        out.push_str(piece.get(..from).unwrap_or_default());
        if !trimmed.is_empty() {
            out.push_str(&made(trimmed));
        }
        out.push_str(piece.get(from + trimmed.len()..).unwrap_or_default());
        out.extend(separator);
    }
    out
}

/// New digits in the place of the old ones.
fn replaced(written: &str, digits: &str) -> String {
    let mut digits = digits.chars();
    written.chars().map(|c| if c.is_ascii_digit() { digits.next().unwrap_or('0') } else { c }).collect()
}

/// What has no form: other digits for digits, other letters for letters, the signs as they are.
pub(super) fn malformed(key: &Key, written: &str) -> String {
    let mut chance = key.chance("malformed", &lowered(written));
    let is_formula = matches!(written.chars().next(), Some('=' | '+' | '@' | '-'))
        && written.contains(['(', '|', '!', '=']);
    let made: String = written
        .chars()
        .map(|c| match c {
            '1'..='9' => char::from(b'1' + chance.below(9) as u8),
            'a'..='z' => char::from(b'a' + chance.below(26) as u8),
            'A'..='Z' if !is_formula => char::from(b'A' + chance.below(26) as u8),
            'а'..='я' | 'ё' => char::from_u32(u32::from('а') + chance.below(32) as u32).unwrap_or('а'),
            'А'..='Я' | 'Ё' => char::from_u32(u32::from('А') + chance.below(32) as u32).unwrap_or('А'),
            c => c,
        })
        .collect();
    made
}

/// No phone stays none: by its first digit, with + before it or not, it is told how many have to follow.
fn malformed_phone(key: &Key, written: &str) -> String {
    let begins = written.find(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (head, tail) = written.split_at(begins);
    head.to_owned() + &malformed(key, tail)
}

/// `9,01E+10` says three digits of a number; they become others.
fn masked_exponent(written: &str) -> String {
    match written.find(['E', 'e', 'Е', 'е']).filter(|at| *at > 0 && written.contains('+')) {
        Some(at) => {
            let (head, tail) = written.split_at(at);
            let head: String = head.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
            head + tail
        }
        None => written.to_owned(),
    }
}

//! Owns which words are known as names of people, so that swapped surname and name are seen.
//!
//! Pseudonyms of known names must be known too, and be nobody's: a fixed share of all words of the same form is reserved for them.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::name::sort;

/// Names that are common in Russia, folded, in order.
const KNOWN: [&str; 176] = [
    "агата",
    "аделина",
    "азамат",
    "айдар",
    "айгуль",
    "александр",
    "александра",
    "алексей",
    "алена",
    "алина",
    "алиса",
    "алия",
    "алла",
    "альбина",
    "амина",
    "анастасия",
    "анатолий",
    "андрей",
    "анжелика",
    "анна",
    "антон",
    "антонина",
    "арина",
    "аркадий",
    "арсений",
    "артем",
    "артур",
    "богдан",
    "борис",
    "булат",
    "вадим",
    "валентин",
    "валентина",
    "валерий",
    "валерия",
    "варвара",
    "василий",
    "василиса",
    "вера",
    "вероника",
    "виктор",
    "виктория",
    "виталий",
    "влад",
    "владимир",
    "владислав",
    "владислава",
    "всеволод",
    "вячеслав",
    "галина",
    "геннадий",
    "георгий",
    "герман",
    "глеб",
    "григорий",
    "гульнара",
    "давид",
    "дамир",
    "данил",
    "данила",
    "даниил",
    "дарина",
    "дарья",
    "демид",
    "денис",
    "диана",
    "дина",
    "динара",
    "дмитрий",
    "ева",
    "евгений",
    "евгения",
    "евдокия",
    "егор",
    "екатерина",
    "елена",
    "елизавета",
    "елисей",
    "ефим",
    "жанна",
    "захар",
    "зинаида",
    "зоя",
    "иван",
    "игнат",
    "игорь",
    "ильдар",
    "илья",
    "инга",
    "инна",
    "ирина",
    "камиль",
    "карина",
    "каролина",
    "кира",
    "кирилл",
    "клавдия",
    "константин",
    "кристина",
    "ксения",
    "лариса",
    "лев",
    "леонид",
    "лиана",
    "лидия",
    "лилия",
    "лука",
    "любовь",
    "людмила",
    "магомед",
    "макар",
    "максим",
    "маргарита",
    "марина",
    "мария",
    "марк",
    "марсель",
    "марта",
    "мария-анна",
    "матвей",
    "милана",
    "милена",
    "мирон",
    "мирослава",
    "михаил",
    "надежда",
    "назар",
    "наталия",
    "наталья",
    "никита",
    "николай",
    "нина",
    "оксана",
    "олег",
    "олеся",
    "ольга",
    "павел",
    "петр",
    "платон",
    "полина",
    "прохор",
    "раиса",
    "рамиль",
    "регина",
    "ренат",
    "ринат",
    "роберт",
    "родион",
    "роман",
    "руслан",
    "рустам",
    "савелий",
    "савва",
    "светлана",
    "святослав",
    "семен",
    "сергей",
    "софия",
    "софья",
    "станислав",
    "степан",
    "таисия",
    "тамара",
    "татьяна",
    "тимофей",
    "тимур",
    "ульяна",
    "федор",
    "филипп",
    "эдуард",
    "эльвира",
    "эмилия",
    "юлия",
    "юлиана",
    "юрий",
    "яна",
];

/// Whether a folded word is known as a name, or reserved for pseudonyms of names.
pub(crate) fn is_given(word: &str) -> bool {
    NAMES.contains(word) || is_reserved(word)
}

/// Whether a folded word is reserved: of the form of a known name, and one of the fixed share.
pub(crate) fn is_reserved(word: &str) -> bool {
    if !FORMS.contains(form_of(word).as_slice()) || NAMES.contains(word) {
        return false;
    }
    let room: f64 =
        word.chars().map(|c| sort::members(c).map_or(1.0, |members| members.len() as f64)).product();
    // Of a short form a larger share is reserved, so that each name has several pseudonyms to choose from.
    let share = (12.0 / room).clamp(1.0 / 16.0, 0.5);
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| {
        (hash ^ u64::from(octet)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40;
    (mixed as f64) < share * 16_777_216.0
}

static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| KNOWN.into_iter().collect());

/// The forms of all known names.
static FORMS: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| KNOWN.iter().map(|name| form_of(name)).collect());

fn form_of(word: &str) -> Vec<u8> {
    word.chars().map(sort::number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_has_reserved_words_of_its_form() {
        for name in KNOWN.iter().filter(|name| name.chars().count() < 6) {
            let mut words = vec![String::new()];
            for c in name.chars() {
                let letters = sort::members(c).map_or(vec![c], <[char]>::to_vec);
                words =
                    words.iter().flat_map(|word| letters.iter().map(move |c| format!("{word}{c}"))).collect();
            }
            let reserved = words.iter().filter(|word| is_reserved(word)).count();
            assert!(reserved >= 3, "{name}: {reserved} of {}", words.len());
        }
    }

    #[test]
    fn names_are_known_and_surnames_are_not() {
        for name in ["анна", "петр", "лев", "ева"] {
            assert!(is_given(name), "{name}");
        }
        for surname in ["иванова", "петров", "ли", "королев", "кузнецова"] {
            assert!(!is_given(surname), "{surname}");
        }
    }
}

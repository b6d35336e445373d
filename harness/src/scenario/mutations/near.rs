//! Owns near misses: texts that a careless comparison takes for another one.

/// Letters of the Latin alphabet beside Cyrillic ones that look the same.
const LOOK_ALIKE: [(char, char); 18] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Near misses of a text, each with what it is: no one of them is the text itself.
pub(crate) fn misses(text: &str) -> Vec<(&'static str, String)> {
    let mut chars = text.chars();
    let without_last = chars.next_back().map(|_| chars.as_str().to_owned());
    let mut chars = text.chars();
    let without_first = chars.next().map(|_| chars.as_str().to_owned());
    let mut all = vec![
        ("with a letter more", format!("{text}X")),
        ("with a letter before", format!("X{text}")),
        ("with more behind a blank", format!("{text} OTHER")),
        ("with more before a blank", format!("OTHER {text}")),
        ("with more behind a comma", format!("OTHER,{text}")),
        ("twice", format!("{text}{text}")),
        ("with a NUL and more behind", format!("{text}\0X")),
        ("any text, as a wildcard", "*".to_owned()),
        ("any text, as an expression", ".*".to_owned()),
    ];
    all.extend(without_last.filter(|text| !text.is_empty()).map(|text| ("without its last letter", text)));
    all.extend(without_first.filter(|text| !text.is_empty()).map(|text| ("without its first letter", text)));
    let (lower, upper) = (text.to_lowercase(), text.to_uppercase());
    all.extend(
        [lower, upper].into_iter().filter(|other| other != text).map(|other| ("in other case", other)),
    );
    all.extend(look_alike(text).map(|other| ("with a letter of another alphabet", other)));
    all
}

/// The text with one letter that only looks the same.
fn look_alike(text: &str) -> Option<String> {
    let of = |letter: char| LOOK_ALIKE.iter().find(|(latin, _)| *latin == letter).map(|(_, other)| *other);
    let (at, letter) = text.char_indices().find(|(_, letter)| of(*letter).is_some())?;
    let (before, rest) = text.split_at(at);
    Some(format!("{before}{}{}", of(letter)?, rest.strip_prefix(letter)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_near_miss_is_the_text_itself_and_all_differ() {
        for text in ["SCHOOL_DIARY", "http://esia.gosuslugi.ru/", "a"] {
            let mut all: Vec<String> = misses(text).into_iter().map(|(_, miss)| miss).collect();
            assert!(all.len() >= 10 && !all.contains(&text.to_owned()), "{all:?}");
            all.sort();
            all.dedup();
            assert_eq!(all.len(), misses(text).len(), "{text}");
        }
        assert_eq!(look_alike("SCHOOL_DIARY").as_deref(), Some("S\u{421}HOOL_DIARY"));
    }
}

//! Owns the sorts of letters: a pseudonym has letters of the same sorts at the same places, so that what can be mistyped stays so.

/// Letters within a sort stand for each other. Only letters of the first two have Latin look-alikes; е, ь, ъ and й stay what they are.
const SORTS: [&[char]; 4] = [
    &['а', 'о', 'у'],
    &['в', 'к', 'м', 'н', 'р', 'с', 'т', 'х'],
    &['и', 'ы', 'э', 'ю', 'я'],
    &['б', 'г', 'д', 'ж', 'з', 'л', 'п', 'ф', 'ц', 'ч', 'ш', 'щ'],
];

/// Latin letters, likewise.
const LATIN: [&[char]; 2] = [
    &['a', 'e', 'i', 'o', 'u', 'y'],
    &['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'z'],
];

/// The letters of the sort of a small letter; none for one that stays.
pub(crate) fn members(c: char) -> Option<&'static [char]> {
    SORTS.iter().chain(&LATIN).find(|sort| sort.contains(&c)).copied()
}

/// The number of the sort of a small letter; a letter that stays is a sort of its own.
pub(crate) fn number(c: char) -> u8 {
    let place = SORTS.iter().chain(&LATIN).position(|sort| sort.contains(&c));
    place.map_or((u32::from(c) % 200) as u8 + 20, |place| place as u8)
}

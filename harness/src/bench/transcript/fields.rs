//! Owns how the fields of a form are kept: masked, and within bounds.

use crate::bench::mask::Mask;
use crate::bench::words::shorten;

/// How many fields of a form are kept, and how much of a name, a value or an address.
const FIELDS_MAX: usize = 100;
pub(super) const FIELD_CHARS_MAX: usize = 4_000;
/// How large all fields of a form that are kept may be. Of a larger field only the size is kept: a part of it could show
/// a part of a secret.
pub(super) const FORM_OCTETS_MAX: usize = 32_000;
/// How much of a name is kept all the same.
const NAME_CHARS_MIN: usize = 40;

/// The fields of a form as a report keeps them.
pub(super) fn fields_shown(mask: &Mask, fields: &[(String, String)]) -> Vec<(String, String)> {
    let (mut shown, mut octets_left) = (Vec::new(), FORM_OCTETS_MAX);
    for (name, value) in fields.iter().take(FIELDS_MAX) {
        match octets_left.checked_sub(name.len() + value.len()) {
            Some(left) => {
                octets_left = left;
                let value = shorten(&mask.field(name, value), FIELD_CHARS_MAX);
                shown.push((shorten(name, FIELD_CHARS_MAX), value));
            }
            None => shown.push((shorten(name, NAME_CHARS_MIN), format!("({} bytes)", value.len()))),
        }
    }
    if let Some(more @ 1..) = fields.len().checked_sub(FIELDS_MAX) {
        shown.push(("…".to_owned(), format!("{more} more fields")));
    }
    shown
}

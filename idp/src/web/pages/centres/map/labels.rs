//! Where names of streets find room between the marks of a town.

use crate::web::pages::centres::map::area::{Area, Marker};

/// Half of the side of what a mark covers.
const PIN: i32 = 22;
/// The height of a line of text.
const LINE: i32 = 16;

/// A line of text.
#[derive(Clone, PartialEq, Eq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// Where it begins, from the left.
    pub x: i32,
    /// Its base line, from the top.
    pub y: i32,
}

/// The units that a line of text takes, a little more than it needs.
pub(super) fn width_of(text: &str) -> i32 {
    text.chars().count() as i32 * 8
}

/// What is not covered yet in a town.
pub(super) struct Free {
    area: Area,
    covered: Vec<Area>,
}

impl Free {
    /// A town in which only the marks cover something.
    pub(super) fn around(area: Area, markers: &[Marker]) -> Self {
        let pin =
            |marker: &Marker| Area { x: marker.x - PIN, y: marker.y - PIN, width: 2 * PIN, height: 2 * PIN };
        Self { area, covered: markers.iter().map(pin).collect() }
    }

    /// The name of a mark's street at the first place near the mark that is free: below, above, at its sides.
    pub(super) fn label(&mut self, text: &str, marker: &Marker) -> Label {
        let width = width_of(text);
        let last_x = (self.area.x + self.area.width - width - 6).max(self.area.x + 6);
        let centred = (marker.x - width / 2).clamp(self.area.x + 6, last_x);
        let beside = [marker.x + PIN + 4, marker.x - PIN - 4 - width];
        let tops = [PIN + 2, -PIN - 2 - LINE, PIN + 20, -PIN - 20 - LINE];
        let around = tops.map(|top| (centred, marker.y + top)).into_iter();
        let around = around.chain(beside.map(|x| (x, marker.y + 8)));
        let places = around.map(|(x, y)| Area { x, y, width, height: LINE });
        let inside = |place: &Area| {
            let right = place.x + place.width <= self.area.x + self.area.width;
            place.x >= self.area.x
                && right
                && place.y >= self.area.y
                && place.y + LINE <= self.area.y + self.area.height
        };
        let is_free = |place: &Area| !self.covered.iter().any(|other| other.meets(*place, 0));
        let below = Area { x: centred, y: marker.y + PIN + 2, width, height: LINE };
        let found = places.into_iter().find(|place| inside(place) && is_free(place)).unwrap_or(below);
        self.covered.push(found);
        Label { text: text.to_owned(), x: found.x, y: found.y + LINE - 4 }
    }
}

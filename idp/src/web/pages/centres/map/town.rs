//! Towns of the plan: which centres stand in one, how much room it takes, its streets as the addresses name them.

use crate::web::pages::centres::map::area::{Area, BARE, HEIGHT, Marker, Place, Scale, WIDTH, fit};
use crate::web::pages::centres::map::labels::{self, Free, Label};

/// How far a mark stands from the edge of its town.
const INSET: i32 = 44;

/// Places of one town, each with its number in the list.
pub(super) struct Group<'a> {
    name: &'a str,
    places: Vec<(usize, &'a Place)>,
}

/// A town with its streets.
#[derive(Clone, PartialEq, Eq)]
pub struct Town {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub area: Area,
    /// The streets that addresses name.
    pub streets: Vec<Street>,
    /// Streets without a name, as a path.
    pub lanes: String,
}

/// A street, or a square.
#[derive(Clone, PartialEq, Eq)]
pub struct Street {
    /// The name, and where it is written.
    pub label: Label,
    /// The street as a path.
    pub path: String,
}

/// The town and the street of an address such as `г. Примерск, ул. Тестовая, д. 36`.
fn parts(address: &str) -> (&str, &str) {
    let mut parts = address.split(',').map(str::trim);
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

impl<'a> Group<'a> {
    /// The places by their towns; those without an address each stand alone.
    pub(super) fn all(places: &'a [Place]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for (index, place) in places.iter().enumerate() {
            let (name, _) = parts(&place.address);
            let same = groups.iter_mut().find(|group| !name.is_empty() && group.name == name);
            match same {
                Some(group) => group.places.push((index + 1, place)),
                None => groups.push(Self { name, places: vec![(index + 1, place)] }),
            }
        }
        groups
    }

    /// The middle of its places, in degrees.
    pub(super) fn middle(&self) -> (f64, f64) {
        let number = self.places.len() as f64;
        let sum = |value: fn(&Place) -> f64| self.places.iter().map(|(_, place)| value(place)).sum::<f64>();
        (sum(|place| place.latitude) / number, sum(|place| place.longitude) / number)
    }

    /// The room it takes around a spot: the more centres, the more; a town alone takes most of the drawing.
    pub(super) fn area(&self, (x, y): (i32, i32), towns: usize) -> Area {
        let more = self.places.len().min(5) as i32 - 1;
        let (width, height) = match (self.name.is_empty(), towns) {
            (true, _) => (BARE, BARE),
            (false, 1) => (WIDTH - 160, HEIGHT - 100),
            (false, _) => (150 + 62 * more, 100 + 48 * more),
        };
        Area { x: x - width / 2, y: y - height / 2, width, height }
    }

    /// Its marks within its area.
    pub(super) fn markers(&self, area: Area) -> Vec<Marker> {
        let points: Vec<_> = self.places.iter().map(|(_, place)| (place.latitude, place.longitude)).collect();
        let spots = fit(&points, area, INSET.min(area.width / 2), Scale::Each);
        let mut markers: Vec<Marker> = Vec::new();
        for ((order, place), (x, y)) in self.places.iter().zip(spots) {
            let mut marker = Marker { id: place.id, order: *order, name: place.name.clone(), x, y };
            step_aside(&mut marker, &markers, area);
            markers.push(marker);
        }
        markers
    }
}

/// Two marks nearer than this hide one another's numbers.
const APART: i32 = 50;

/// Moves a mark sideways until it hides none of those before it; one that finds no room in its area goes out of it.
fn step_aside(own: &mut Marker, before: &[Marker], area: Area) {
    let hides = |x: i32, other: &Marker| (other.x - x).pow(2) + (other.y - own.y).pow(2) < APART.pow(2);
    let is_free = |x: &i32| !before.iter().any(|other| hides(*x, other));
    let steps = || (0..WIDTH).flat_map(|step| [own.x + step, own.x - step]);
    let near = area.x + APART / 2..=area.x + area.width - APART / 2;
    let far = APART / 2..=WIDTH - APART / 2;
    let free = steps().filter(|x| near.contains(x)).find(is_free);
    let free = free.or_else(|| steps().filter(|x| far.contains(x)).find(is_free));
    own.x = free.unwrap_or(own.x);
}

impl Town {
    /// The town of a group; places without an address have none.
    pub(super) fn of(group: &Group<'_>, area: Area, markers: &[Marker]) -> Option<Self> {
        if group.name.is_empty() {
            return None;
        }
        let of_order = |order: usize| markers.iter().find(|marker| marker.order == order);
        let mut free = Free::around(area, markers);
        let mut streets: Vec<Street> = Vec::new();
        for (order, place) in &group.places {
            let (_, name) = parts(&place.address);
            let is_new = !name.is_empty() && !streets.iter().any(|street| street.label.text == name);
            if let Some(marker) = of_order(*order).filter(|_| is_new) {
                let path = street_path(name, streets.len(), area, marker);
                streets.push(Street { label: free.label(name, marker), path });
            }
        }
        Some(Self { name: group.name.to_owned(), area, streets, lanes: lanes(area) })
    }

    /// The middle of its name, from the left.
    pub fn name_x(&self) -> i32 {
        let half = labels::width_of(&self.name) * 3 / 4;
        self.area.middle().0.clamp(half, (WIDTH - half).max(half))
    }
}

/// A square lies around its centre; streets run across the town and down it in turn.
fn street_path(name: &str, index: usize, area: Area, marker: &Marker) -> String {
    let (x, y) = (marker.x, marker.y);
    if name.starts_with("пл.") {
        return format!("M{} {}h60v60h-60zM{x} {}V{}", x - 30, y - 30, area.y, area.y + area.height);
    }
    if index.is_multiple_of(2) {
        format!("M{} {y}H{}", area.x, area.x + area.width)
    } else {
        format!("M{x} {}V{}", area.y, area.y + area.height)
    }
}

/// Quarters of the town: streets nobody asks about.
fn lanes(area: Area) -> String {
    let down =
        [18, 50, 82].map(|part| format!("M{} {}v{}", area.x + area.width * part / 100, area.y, area.height));
    let across =
        [22, 78].map(|part| format!("M{} {}h{}", area.x, area.y + area.height * part / 100, area.width));
    down.concat() + &across.concat()
}

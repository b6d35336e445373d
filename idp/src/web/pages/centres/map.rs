//! The plan of service centres: places on the globe become marks on a drawing without outside tiles.

/// A place to mark.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The centre's number.
    pub id: u32,
    /// The centre's name.
    pub name: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// A mark on the drawing, in its units.
#[derive(Clone, PartialEq, Eq)]
pub struct Marker {
    /// The centre's number.
    pub id: u32,
    /// Its place in the list, from one: what the mark shows.
    pub order: usize,
    /// The centre's name.
    pub name: String,
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// The drawing: [`Plan::WIDTH`] by [`Plan::HEIGHT`].
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    /// The marks.
    pub markers: Vec<Marker>,
}

impl Plan {
    /// Units across.
    pub const WIDTH: i32 = 600;
    /// Units down.
    pub const HEIGHT: i32 = 400;
    const MARGIN: f64 = 44.0;

    /// Fits the places into the drawing, north up, both directions to one scale.
    pub fn of(places: &[Place]) -> Self {
        let middle = Self::middle(places);
        // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
        let shrink = middle.0.to_radians().cos();
        let offsets: Vec<(f64, f64)> = places
            .iter()
            .map(|place| ((place.longitude - middle.1) * shrink, middle.0 - place.latitude))
            .collect();
        let scale = Self::scale(&offsets);
        let markers =
            places.iter().zip(&offsets).enumerate().map(|(index, (place, &(right, down)))| Marker {
                id: place.id,
                order: index + 1,
                name: place.name.clone(),
                x: (f64::from(Self::WIDTH) / 2.0 + right * scale).round() as i32,
                y: (f64::from(Self::HEIGHT) / 2.0 + down * scale).round() as i32,
            });
        let mut markers: Vec<Marker> = markers.collect();
        (1..markers.len()).for_each(|index| step_aside(&mut markers, index));
        Self { markers }
    }

    fn middle(places: &[Place]) -> (f64, f64) {
        let between = |value: fn(&Place) -> f64| {
            let least = places.iter().map(value).fold(f64::INFINITY, f64::min);
            let most = places.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
            if least <= most { f64::midpoint(least, most) } else { 0.0 }
        };
        (between(|place| place.latitude), between(|place| place.longitude))
    }

    fn scale(offsets: &[(f64, f64)]) -> f64 {
        let room = |size: i32| f64::from(size) / 2.0 - Self::MARGIN;
        let farthest = |value: fn(&(f64, f64)) -> f64| {
            offsets.iter().map(value).fold(0.0, |far: f64, offset| far.max(offset.abs()))
        };
        let across = room(Self::WIDTH) / farthest(|offset| offset.0).max(f64::MIN_POSITIVE);
        let down = room(Self::HEIGHT) / farthest(|offset| offset.1).max(f64::MIN_POSITIVE);
        // One place alone stands in the middle whatever the scale is.
        across.min(down).min(1.0e6)
    }
}

/// Two marks nearer than this hide one another's numbers.
const APART: i32 = 50;

/// Moves a mark sideways until it hides none of those before it; one that finds no room stays where it is.
fn step_aside(markers: &mut [Marker], index: usize) {
    let (before, rest) = markers.split_at_mut(index);
    let Some(own) = rest.first_mut() else {
        return;
    };
    let hides = |x: i32, other: &Marker| (other.x - x).pow(2) + (other.y - own.y).pow(2) < APART.pow(2);
    let room = APART / 2..=Plan::WIDTH - APART / 2;
    let steps = (0..Plan::WIDTH).flat_map(|step| [own.x + step, own.x - step]);
    let free = steps.filter(|x| room.contains(x)).find(|x| !before.iter().any(|other| hides(*x, other)));
    own.x = free.unwrap_or(own.x);
}

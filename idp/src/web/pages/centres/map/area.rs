//! The drawing's measures: places in degrees, marks and areas in units, and how the first become the second.

/// Units across the drawing.
pub(super) const WIDTH: i32 = 720;
/// Units down the drawing.
pub(super) const HEIGHT: i32 = 480;
/// The side of the area of a place without an address: a mark alone.
pub(super) const BARE: i32 = 52;

/// A place to mark.
#[derive(Clone, PartialEq)]
pub struct Place {
    /// The centre's number.
    pub id: u32,
    /// The centre's name.
    pub name: String,
    /// The town, the street and the house, with commas between; may be empty.
    pub address: String,
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

/// A rectangle on the drawing, in its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// Units across.
    pub width: i32,
    /// Units down.
    pub height: i32,
}

/// How degrees become units.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// Both directions alike.
    Equal,
    /// Each direction fills its room.
    Each,
}

/// Where points (north, east) stand in an area, `margin` away from its edges.
pub(super) fn fit(points: &[(f64, f64)], area: Area, margin: i32, scale: Scale) -> Vec<(i32, i32)> {
    let span = |value: fn(&(f64, f64)) -> f64| {
        let least = points.iter().map(value).fold(f64::INFINITY, f64::min);
        let most = points.iter().map(value).fold(f64::NEG_INFINITY, f64::max);
        if least <= most { (f64::midpoint(least, most), (most - least) / 2.0) } else { (0.0, 0.0) }
    };
    let (north, tall) = span(|point| point.0);
    let (east, wide) = span(|point| point.1);
    // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    let shrink = north.to_radians().cos();
    // One point alone stands in the middle whatever the scale is.
    let room = |size: i32, far: f64| (f64::from(size / 2 - margin) / far.max(f64::MIN_POSITIVE)).min(1.0e6);
    let (mut across, mut down) = (room(area.width, wide * shrink), room(area.height, tall));
    if scale == Scale::Equal {
        across = across.min(down);
        down = across;
    }
    let (middle_x, middle_y) = area.middle();
    let units = |offset: f64| offset.round() as i32;
    let place = |point: &(f64, f64)| {
        (middle_x + units((point.1 - east) * shrink * across), middle_y + units((north - point.0) * down))
    };
    points.iter().map(place).collect()
}

impl Area {
    /// Its middle.
    pub(super) fn middle(self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }

    /// Whether two areas share anything, a gap of so many units between them included.
    pub(super) fn meets(self, other: Self, gap: i32) -> bool {
        let apart =
            |from: i32, size: i32, to: i32, other: i32| from + size + gap <= to || to + other + gap <= from;
        !apart(self.x, self.width, other.x, other.width) && !apart(self.y, self.height, other.y, other.height)
    }

    /// The same area within the drawing, the line of a town's name above it included.
    fn inside(self) -> Self {
        let least_y = if self.height > BARE { 30 } else { 2 };
        let x = self.x.min(WIDTH - self.width - 2).max(2);
        Self { x, y: self.y.min(HEIGHT - self.height - 2).max(least_y), ..self }
    }

    /// The nearest place at which it meets none of those before it; where there is none, it stays.
    pub(super) fn aside(self, before: &[Self]) -> Self {
        let own = self.inside();
        let rings = (0..WIDTH).step_by(10).flat_map(|far| {
            [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)]
                .map(|(x, y)| (x * far, y * far))
        });
        let moved = rings.map(|(x, y)| Self { x: own.x + x, y: own.y + y, ..own }.inside());
        let gap = |one: &Self| if own.height > BARE || one.height > BARE { 34 } else { 0 };
        moved.into_iter().find(|area| !before.iter().any(|one| area.meets(*one, gap(one)))).unwrap_or(own)
    }
}

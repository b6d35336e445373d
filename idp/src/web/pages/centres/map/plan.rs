//! The whole plan: towns, marks and roads.

use crate::web::pages::centres::map::area::{Area, HEIGHT, Marker, Place, Scale, WIDTH, fit};
use crate::web::pages::centres::map::town::{Group, Town};

/// The drawing: [`Plan::WIDTH`] by [`Plan::HEIGHT`].
#[derive(Clone, PartialEq, Eq)]
pub struct Plan {
    /// The marks, in the order of the list.
    pub markers: Vec<Marker>,
    /// The towns around them.
    pub towns: Vec<Town>,
    /// The roads from town to town.
    pub roads: Vec<Road>,
}

impl Plan {
    /// Units across.
    pub const WIDTH: i32 = WIDTH;
    /// Units down.
    pub const HEIGHT: i32 = HEIGHT;
    const MARGIN: i32 = 80;

    /// Lays out the towns of the places, and the places within their towns.
    pub fn of(places: &[Place]) -> Self {
        let groups = Group::all(places);
        let middles: Vec<_> = groups.iter().map(Group::middle).collect();
        let whole = Area { x: 0, y: 0, width: Self::WIDTH, height: Self::HEIGHT };
        let spots = fit(&middles, whole, Self::MARGIN, Scale::Equal);
        let mut areas: Vec<Area> = Vec::new();
        for (group, spot) in groups.iter().zip(spots) {
            areas.push(group.area(spot, groups.len()).aside(&areas));
        }
        let mut markers: Vec<Marker> =
            groups.iter().zip(&areas).flat_map(|(group, area)| group.markers(*area)).collect();
        markers.sort_by_key(|marker| marker.order);
        let towns: Vec<Town> =
            groups.iter().zip(&areas).filter_map(|(group, area)| Town::of(group, *area, &markers)).collect();
        Self { roads: Road::between(&towns), towns, markers }
    }
}

/// A road between two towns.
#[derive(Clone, PartialEq, Eq)]
pub struct Road {
    /// As a path.
    pub path: String,
}

impl Road {
    /// Each town is joined to the nearest of those before it.
    pub(super) fn between(towns: &[Town]) -> Vec<Self> {
        let far = |one: &Town, other: &Town| {
            let ((x, y), (other_x, other_y)) = (one.area.middle(), other.area.middle());
            (x - other_x).pow(2) + (y - other_y).pow(2)
        };
        let nearest = towns.iter().enumerate().filter_map(|(index, town)| {
            let before = towns.iter().take(index);
            before.min_by_key(|other| far(town, other)).map(|other| (town.area.middle(), other.area.middle()))
        });
        // A road leaves one town down and comes to the other across, as roads between fields do.
        nearest
            .map(|((x, y), (to_x, to_y))| Self { path: format!("M{x} {y}Q{x} {to_y} {to_x} {to_y}") })
            .collect()
    }
}

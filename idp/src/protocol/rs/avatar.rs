//! The picture of a profile (MR А.10): where it lies, and its bytes.

use serde::Serialize;
use sha1::{Digest, Sha1};

use crate::domain::id::Oid;
use crate::domain::person::extras::Tint;

mod png;

/// Where a picture lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AvatarResource {
    /// The address below `/useravatar`.
    pub url: String,
}

/// The form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The small round one.
    Circle,
    /// The original, which is square.
    Square,
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Circle, Self::Square];

    /// The form of a word in the address.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
        }
    }

    const fn side(self) -> usize {
        match self {
            Self::Circle => 48,
            Self::Square => 96,
        }
    }
}

/// Where the picture of a person lies.
// SIM: how real addresses come about is not told; ours name the account and change with the picture.
pub fn address(person: Oid, tint: Tint, form: Form) -> AvatarResource {
    let folder = |place: u32| (person.number() / 1_000_u64.pow(place) % 1_000).to_string();
    let folders: Vec<_> = (0..7).rev().map(folder).collect();
    let mut bytes = [0; 16];
    let name = Sha1::digest(format!("{person} {tint} {}", form.word()));
    bytes.iter_mut().zip(name).for_each(|(to, from)| *to = from);
    let name = uuid::Builder::from_sha1_bytes(bytes).into_uuid();
    AvatarResource { url: format!("/{}/{name}.png", folders.join("/")) }
}

/// The account that an address below `/useravatar` names.
pub fn person_of(address: &str) -> Option<Oid> {
    let (folders, _) = address.trim_start_matches('/').rsplit_once('/')?;
    let parts: Vec<_> = folders.split('/').collect();
    if parts.len() != 7 {
        return None;
    }
    let part = |part: &&str| part.parse::<u64>().ok().filter(|number| *number < 1_000);
    let numbers = parts.iter().map(part).collect::<Option<Vec<_>>>()?;
    let number = numbers.into_iter().try_fold(0_u64, |sum, one| sum.checked_mul(1_000)?.checked_add(one))?;
    Some(Oid::new(number))
}

/// The picture itself.
pub fn picture(tint: Tint, form: Form) -> Vec<u8> {
    let side = form.side();
    let radius = side as i64;
    let [red, green, blue] = tint.parts();
    let inside = |x: usize, y: usize| {
        // Twice the distance from the middle, so that it is a whole number.
        let (dx, dy) = (2 * x as i64 + 1 - radius, 2 * y as i64 + 1 - radius);
        form == Form::Square || dx * dx + dy * dy <= radius * radius
    };
    let point = |x, y| if inside(x, y) { [red, green, blue, 255] } else { [0; 4] };
    png::encode(side, point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_account_and_changes_with_the_picture() {
        let (blue, red) = ("#0000ff".parse().unwrap(), "#ff0000".parse().unwrap());
        let url = address(Oid::new(1_000_299_282), blue, Form::Circle).url;
        assert!(url.starts_with("/0/0/0/1/0/299/282/") && url.ends_with(".png"), "{url}");
        assert_eq!(person_of(&url), Some(Oid::new(1_000_299_282)));
        assert_ne!(url, address(Oid::new(1_000_299_282), red, Form::Circle).url);
        assert_ne!(url, address(Oid::new(1_000_299_282), blue, Form::Square).url);
        for other in [
            "",
            "/1/2.png",
            "/0/0/0/0/0/1000/1/a.png",
            "/a/0/0/0/0/1/1/a.png",
            "/999/999/999/999/999/999/999/a.png",
        ] {
            assert_eq!(person_of(other), None, "{other}");
        }
    }
}

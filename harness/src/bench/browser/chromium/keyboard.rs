//! Owns the use of a page by keyboard: focus with Tab, and keys.

use serde_json::{Value, json};

use crate::bench::browser::page::PLACES;
use crate::bench::chromedriver::session::Session;
use crate::bench::halt::Halt;

// WebDriver 2, section 15.4.2: keys without a character of their own.
const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const DOWN: char = '\u{E015}';
const UP: char = '\u{E013}';
const SPACE: char = ' ';

/// No page has as many stops.
const STOPS_MAX: usize = 300;

/// Where the focus is, seen from the wanted element: on it, on another circle of its group, or elsewhere.
const STANDING: &str = "const wanted = document.querySelectorAll(arguments[0])[arguments[1]];
    const own = document.activeElement;
    if (own === wanted) {
        const style = getComputedStyle(own);
        return own.matches(':focus-visible') && style.outlineStyle !== 'none' ? 'here' : 'unseen';
    }
    return own.type === 'radio' && wanted.type === 'radio' && own.name === wanted.name ? 'beside' : 'away';";
const CHOSEN: &str = "return document.querySelectorAll(arguments[0])[arguments[1]].selectedIndex;";

/// Goes to one of the page's places with Tab, stop by stop.
pub(crate) fn reach(session: &Session, place: usize, words: &str) -> Result<(), Halt> {
    for _ in 0..STOPS_MAX {
        match standing(session, place)?.as_str() {
            "here" => return Ok(()),
            "unseen" => return Err(Halt::Missing(format!("the focus on «{words}» cannot be seen"))),
            "beside" => session.key(DOWN)?,
            _ => session.key(TAB)?,
        }
    }
    Err(Halt::Missing(format!("«{words}» cannot be reached without a mouse")))
}

/// Follows a link or presses a button.
pub(crate) fn enter(session: &Session, place: usize, words: &str) -> Result<(), Halt> {
    reach(session, place, words)?;
    Ok(session.key(ENTER)?)
}

/// Ticks a box, or chooses a radio button, which an arrow key has chosen already.
pub(crate) fn tick(session: &Session, place: usize, words: &str) -> Result<(), Halt> {
    reach(session, place, words)?;
    Ok(session.key(SPACE)?)
}

/// Chooses from a list, one line after another.
pub(crate) fn choose(session: &Session, place: usize, words: &str, wanted: usize) -> Result<(), Halt> {
    reach(session, place, words)?;
    for _ in 0..STOPS_MAX {
        let own = session.script(CHOSEN, json!([PLACES, place]))?.as_u64();
        match own.map(|own| own.cmp(&(wanted as u64))) {
            Some(std::cmp::Ordering::Equal) => return Ok(()),
            Some(std::cmp::Ordering::Greater) => session.key(UP)?,
            _ => session.key(DOWN)?,
        }
    }
    Err(Halt::Missing(format!("nothing can be chosen in «{words}» without a mouse")))
}

fn standing(session: &Session, place: usize) -> Result<String, Halt> {
    let text: Value = session.script(STANDING, json!([PLACES, place]))?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

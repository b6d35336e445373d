//! Owns the text of elements as a reader sees it.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node};

use crate::bench::words::squeeze;

/// Elements whose text no one sees.
pub(super) const UNSEEN: &[&str] = &["script", "style", "head", "template", "noscript"];
/// Elements whose text runs on with what is around them.
const INLINE: &[&str] = &["a", "b", "strong", "em", "i", "span", "code", "small", "u", "sup", "sub"];
/// Longer texts are no name of a button, a link or a field.
const NAME_OCTETS_MAX: usize = 2_000;

/// The text of an element that a reader sees.
pub(super) fn seen(element: ElementRef<'_>) -> String {
    read(element, UNSEEN, usize::MAX)
}

/// The words on a button or a link, the beginning of a longer text.
pub(super) fn name(element: ElementRef<'_>) -> String {
    let words = read(element, UNSEEN, NAME_OCTETS_MAX);
    if words.is_empty() { spoken(element).unwrap_or_default() } else { words }
}

/// What a picture in the place of words says to whoever does not see it.
fn spoken(element: ElementRef<'_>) -> Option<String> {
    let own = |one: ElementRef<'_>| {
        let words = ["aria-label", "alt", "title"].iter().find_map(|name| one.attr(name));
        words.map(squeeze).filter(|words| !words.is_empty())
    };
    own(element).or_else(|| element.descendants().filter_map(ElementRef::wrap).find_map(own))
}

/// The words of a label without those of the field inside it.
pub(super) fn beside(label: ElementRef<'_>) -> String {
    read(label, &["select", "textarea", "button"], NAME_OCTETS_MAX)
}

/// Goes over the tree without recursion, and squeezes blanks on the way.
fn read(element: ElementRef<'_>, skipped: &[&str], octets_max: usize) -> String {
    let mut text = CollapsedText::default();
    let mut skipping = None;
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) if skipping.is_none() => match node.value() {
                Node::Text(piece) => text.push(piece),
                Node::Element(one) if skipped.contains(&one.name()) || one.attr("hidden").is_some() => {
                    skipping = Some(node.id());
                }
                one if stands_apart(one) => text.blank(),
                // What a template holds, and comments.
                Node::Fragment | Node::Comment(_) => skipping = Some(node.id()),
                _ => {}
            },
            Edge::Close(node) if skipping == Some(node.id()) => skipping = None,
            Edge::Close(node) if skipping.is_none() && stands_apart(node.value()) => text.blank(),
            _ => {}
        }
        if text.0.len() > octets_max {
            break;
        }
    }
    text.0.trim_end().to_owned()
}

/// Whether blanks are seen around an element.
fn stands_apart(node: &Node) -> bool {
    node.as_element().is_some_and(|one| !INLINE.contains(&one.name()))
}

/// A text with one blank between words and none before them.
#[derive(Default)]
struct CollapsedText(String);

impl CollapsedText {
    fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            if c.is_whitespace() { self.blank() } else { self.0.push(c) }
        }
    }

    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }
}

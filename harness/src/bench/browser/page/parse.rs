//! Owns the reading of HTML into a tree, given up as soon as the page is too deep, too large or too slow to read.

use html5ever::driver;
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};

use crate::bench::limits::Limits;
use crate::stopwatch::Stopwatch;

/// How much is read before the tree is looked at again. A few hundred octets can multiply by the depth at most.
const PIECE_OCTETS: usize = 512;

/// Reads a page.
///
/// # Errors
/// The limit that it goes beyond.
pub(super) fn html(body: &str, limits: &Limits) -> Result<Html, String> {
    let watch = Stopwatch::start();
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), Default::default());
    let (mut rest, mut known) = (body, 0);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_OCTETS).max(first_char(rest)));
        parser.process(piece.into());
        rest = after;
        known = within(&parser.tokenizer.sink.sink.0.borrow(), known, limits)?;
        if watch.elapsed() > limits.exchange {
            return Err(format!("the page took longer than {} s to be read", limits.exchange.as_secs_f64()));
        }
    }
    let html = parser.finish();
    // The parser moves some elements after it has made them, so that the whole tree is looked at once more.
    within(&html, 0, limits)?;
    Ok(html)
}

fn first_char(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Looks at the nodes that have come since; gives how many there are now.
fn within(html: &Html, known: usize, limits: &Limits) -> Result<usize, String> {
    let nodes = html.tree.nodes();
    let count = nodes.len();
    if count > limits.nodes_max {
        return Err(format!("the page has more than {} elements and texts", limits.nodes_max));
    }
    let too_deep = |node: ego_tree::NodeRef<'_, scraper::Node>| {
        node.ancestors().take(limits.depth_max + 1).count() > limits.depth_max
    };
    match nodes.rev().take(count - known).any(too_deep) {
        true => Err(format!("the page is nested more than {} elements deep", limits.depth_max)),
        false => Ok(count),
    }
}

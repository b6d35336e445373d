//! Owns the lines of a text file, none of which costs more than the limit.

use std::collections::VecDeque;
use std::io::{self, BufRead};

/// One line without its end.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u32,
    /// What stands in it; only the beginning of one that is too long.
    pub(super) text: String,
    /// Whether it was longer than the limit.
    pub(super) is_cut: bool,
}

/// The lines, with those given back coming first.
#[derive(Debug)]
pub(super) struct Lines<R> {
    from: R,
    end: u8,
    octets_max: usize,
    number: u32,
    back: VecDeque<Line>,
    /// Buffers of lines that are done with.
    spare: Vec<String>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(from: R, end: u8, octets_max: usize) -> Self {
        Self { from, end, octets_max, number: 0, back: VecDeque::new(), spare: Vec::new() }
    }

    /// The next line.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.back.pop_front() {
            return Ok(Some(line));
        }
        let mut octets = self.spare.pop().unwrap_or_default().into_bytes();
        octets.clear();
        let mut is_cut = false;
        let mut is_any = false;
        loop {
            let piece = self.from.fill_buf()?;
            if piece.is_empty() {
                break;
            }
            is_any = true;
            let at = piece.iter().position(|octet| *octet == self.end);
            let taken = piece.get(..at.unwrap_or(piece.len())).unwrap_or_default();
            let room = self.octets_max.saturating_sub(octets.len());
            is_cut |= taken.len() > room;
            octets.extend_from_slice(taken.get(..taken.len().min(room)).unwrap_or_default());
            let used = at.map_or(piece.len(), |at| at + 1);
            self.from.consume(used);
            if at.is_some() {
                break;
            }
        }
        if !is_any {
            return Ok(None);
        }
        self.number += 1;
        if octets.last() == Some(&b'\r') {
            octets.pop();
        }
        let text = String::from_utf8(octets)
            .unwrap_or_else(|cut| String::from_utf8_lossy(cut.as_bytes()).into_owned());
        Ok(Some(Line { number: self.number, text, is_cut }))
    }

    /// Puts lines back, in their order.
    pub(super) fn give_back(&mut self, lines: Vec<Line>) {
        lines.into_iter().rev().for_each(|line| self.back.push_front(line));
    }

    /// A line that is done with.
    pub(super) fn done(&mut self, line: Line) {
        if self.spare.len() < 4 {
            self.spare.push(line.text);
        }
    }
}

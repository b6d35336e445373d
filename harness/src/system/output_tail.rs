//! Owns what a child process wrote: the last lines, to explain why it did not do its part, and all of them, to be judged.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many lines are kept, and how much of each.
const LINES_MAX: usize = 30;
const LINE_OCTETS_MAX: usize = 2_000;
/// How much of a line is read at once, and how much of the whole output is kept: what was written first goes first.
const PIECE_OCTETS_MAX: u64 = 64 << 10;
const WHOLE_OCTETS_MAX: usize = 2 << 20;

/// How long to wait for the rest of an ended process's output: a process it started may keep the streams open.
const ECHO: Duration = Duration::from_secs(2);

/// The last lines of a process. Clones are of the same process.
#[derive(Debug, Clone, Default)]
pub(crate) struct OutputTail(Arc<Buffer>);

#[derive(Debug, Default)]
struct Buffer {
    said: Mutex<Tail>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct Tail {
    lines: VecDeque<String>,
    whole: VecDeque<String>,
    whole_octets: usize,
    /// How many streams are still open.
    open: usize,
}

impl OutputTail {
    /// Reads a stream to its end, in a thread of its own, so that the process never waits for a reader.
    pub(crate) fn listen(&self, stream: impl Read + Send + 'static) {
        self.said().open += 1;
        let own = self.clone();
        std::thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            while let Some(line) = line(&mut stream) {
                own.said().keep(line);
            }
            own.said().open -= 1;
            own.0.ended.notify_all();
        });
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.said().lines.iter().cloned().collect()
    }

    /// Every line, as far as they are kept.
    pub(crate) fn everything(&self) -> Vec<String> {
        self.said().whole.iter().cloned().collect()
    }

    /// The lines of a process that has ended, after waiting for the rest of its output.
    pub(crate) fn to_the_end(&self) -> Vec<String> {
        drop(self.0.ended.wait_timeout_while(self.said(), ECHO, |said| said.open > 0));
        self.lines()
    }

    /// The lines, each on a line of its own behind a bar.
    pub(crate) fn text(&self) -> String {
        quoted_lines(&self.lines())
    }

    /// The same of a process that has ended.
    pub(crate) fn full_text(&self) -> String {
        quoted_lines(&self.to_the_end())
    }

    fn said(&self) -> MutexGuard<'_, Tail> {
        self.0.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tail {
    fn keep(&mut self, line: String) {
        let octets = line.as_bytes();
        let pieces = octets.chunks(LINE_OCTETS_MAX).map(|piece| String::from_utf8_lossy(piece).into_owned());
        for piece in pieces.chain(octets.is_empty().then(String::new)) {
            if self.lines.len() == LINES_MAX {
                self.lines.pop_front();
            }
            self.lines.push_back(piece);
        }
        self.whole_octets += line.len();
        self.whole.push_back(line);
        while self.whole_octets > WHOLE_OCTETS_MAX {
            let Some(first) = self.whole.pop_front() else { break };
            self.whole_octets -= first.len();
        }
    }
}

fn quoted_lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  | {line}\n")).collect()
}

/// The next line in any encoding; a very long one comes in pieces.
fn line(stream: &mut impl BufRead) -> Option<String> {
    let mut octets = Vec::new();
    let count = stream.take(PIECE_OCTETS_MAX).read_until(b'\n', &mut octets).ok()?;
    (count > 0).then(|| String::from_utf8_lossy(&octets).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_heard_to_its_end_whatever_it_says() {
        let words = OutputTail::default();
        words.listen(&b"one\nt\xffwo\n\x00\nthree"[..]);
        assert_eq!(words.full_text(), "  | one\n  | t\u{fffd}wo\n  | \0\n  | three\n");
        let endless = OutputTail::default();
        endless.listen(std::io::repeat(b'x').take(70_000));
        assert!(endless.full_text().lines().count() == LINES_MAX);
    }

    #[test]
    fn every_line_is_kept_for_judging_whole_and_long_after_the_last_ones() {
        let words = OutputTail::default();
        let long = "y".repeat(5_000);
        let said = format!("{long}\n{}", "another\n".repeat(100));
        words.listen(std::io::Cursor::new(said.into_bytes()));
        assert_eq!(words.to_the_end().len(), LINES_MAX);
        let everything = words.everything();
        assert!(everything.len() == 101 && everything[0] == long);
    }
}

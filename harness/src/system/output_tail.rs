//! Owns what a child process wrote last, to explain why it did not do its part.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many lines are kept, and how much of each.
const LINES_MAX: usize = 30;
const LINE_OCTETS_MAX: u64 = 2_000;

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
                let mut said = own.said();
                if said.lines.len() == LINES_MAX {
                    said.lines.pop_front();
                }
                said.lines.push_back(line);
            }
            own.said().open -= 1;
            own.0.ended.notify_all();
        });
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.said().lines.iter().cloned().collect()
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

fn quoted_lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  | {line}\n")).collect()
}

/// The next line in any encoding; a very long one comes in pieces.
fn line(stream: &mut impl BufRead) -> Option<String> {
    let mut octets = Vec::new();
    let count = stream.take(LINE_OCTETS_MAX).read_until(b'\n', &mut octets).ok()?;
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
}

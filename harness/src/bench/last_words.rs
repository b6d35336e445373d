//! Owns what a child process wrote last, to explain why it did not do its part.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// How many lines are kept.
const LINES_MAX: usize = 30;

/// The last lines of a process. Clones are of the same process.
#[derive(Debug, Clone, Default)]
pub(crate) struct LastWords(Arc<Mutex<VecDeque<String>>>);

impl LastWords {
    /// Reads a stream to its end, in a thread of its own, so that the process never waits for a reader.
    pub(crate) fn listen(&self, stream: impl Read + Send + 'static) {
        let said = Arc::clone(&self.0);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
                if said.len() == LINES_MAX {
                    said.pop_front();
                }
                said.push_back(line);
            }
        });
    }

    /// The lines, each on a line of its own behind a bar.
    pub(crate) fn told(&self) -> String {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.iter().map(|line| format!("  | {line}\n")).collect()
    }
}

//! Owns a server that answers as a test says, byte by byte: what it does is no HTTP more often than not.

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// How far a drop is from the next. The server waits for the other side to hang up meanwhile.
const DROP: Duration = Duration::from_millis(100);

/// A listening server. It ends with the test process.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    next: Sender<&'static [u8]>,
}

struct Shared {
    answers: BTreeMap<&'static str, fn(&mut Connection)>,
    seen: Mutex<Seen>,
    asked: Condvar,
    next: Mutex<Receiver<&'static [u8]>>,
}

#[derive(Default)]
struct Seen {
    requests: usize,
    bodies: HashMap<String, String>,
    written: HashMap<String, u64>,
}

/// One request, to be answered.
pub(crate) struct Connection {
    stream: TcpStream,
    /// Which request of the server it is.
    pub(crate) number: usize,
    written: u64,
}

/// A page with a form and its button; `more` stands among the fields.
pub(crate) fn page(more: &str) -> String {
    format!("<form action=/entered method=post>{more}<button>Войти</button></form>")
}

/// The same, to be sent.
pub(crate) fn html(more: &str) -> &'static [u8] {
    page(more).leak().as_bytes()
}

impl Server {
    /// Listens; the first step of a request's path says which answer it gets.
    pub(crate) fn start(answers: BTreeMap<&'static str, fn(&mut Connection)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (next, queue) = mpsc::channel();
        let shared = Arc::new(Shared {
            answers,
            seen: Mutex::default(),
            asked: Condvar::new(),
            next: Mutex::new(queue),
        });
        let own = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&own);
                std::thread::spawn(move || shared.serve(stream));
            }
        });
        Self { address, shared, next }
    }

    pub(crate) fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.address)
    }

    /// The next request is answered by exactly these octets, and the connection closed.
    pub(crate) fn say_next(&self, octets: &'static [u8]) {
        self.next.send(octets).unwrap();
    }

    /// The body of the last request under a name.
    pub(crate) fn body_of(&self, name: &str) -> String {
        self.shared.seen.lock().unwrap().bodies.get(name).cloned().unwrap_or_default()
    }

    /// How much was written in answer to a name.
    pub(crate) fn written(&self, name: &str) -> u64 {
        self.shared.seen.lock().unwrap().written.get(name).copied().unwrap_or_default()
    }

    pub(crate) fn wait_for_request(&self) {
        let seen = self.shared.seen.lock().unwrap();
        drop(self.shared.asked.wait_while(seen, |seen| seen.requests == 0).unwrap());
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) {
        let Some((name, body)) = request(&mut stream) else {
            return;
        };
        let mut seen = self.seen.lock().unwrap();
        seen.requests += 1;
        seen.bodies.insert(name.clone(), body);
        let mut connection = Connection { stream, number: seen.requests, written: 0 };
        drop(seen);
        self.asked.notify_all();
        if let Ok(octets) = self.next.lock().unwrap().try_recv() {
            connection.say(octets);
        } else if let Some(answer) = self.answers.get(name.as_str()) {
            answer(&mut connection);
        }
        self.seen.lock().unwrap().written.insert(name, connection.written);
    }
}

/// The first step of the path, and the body.
fn request(stream: &mut TcpStream) -> Option<(String, String)> {
    let (mut octets, mut piece) = (Vec::new(), [0; 65_536]);
    loop {
        let count = stream.read(&mut piece).ok().filter(|count| *count > 0)?;
        octets.extend_from_slice(piece.get(..count)?);
        let text = String::from_utf8_lossy(&octets);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        if body.len() >= length.unwrap_or_default() {
            let name = head.split(['/', ' ', '?']).nth(2)?;
            return Some((name.to_owned(), body.to_owned()));
        }
    }
}

impl Connection {
    /// Writes, and says whether anybody reads.
    pub(crate) fn say(&mut self, octets: &[u8]) -> bool {
        self.written += octets.len() as u64;
        self.stream.write_all(octets).is_ok()
    }

    pub(crate) fn say_all(&mut self, octets: &[u8]) {
        self.say(octets);
    }

    /// An answer 200 with these headers and this body, and the end of the connection.
    pub(crate) fn head(&mut self, headers: &str, body: &[u8]) {
        let kind = if headers.contains("Content-Type") { "" } else { "Content-Type: text/html\r\n" };
        self.say(format!("HTTP/1.1 200 OK\r\nConnection: close\r\n{kind}{headers}\r\n").as_bytes());
        self.say(body);
    }

    pub(crate) fn html(&mut self, page: &str) {
        self.typed("text/html; charset=utf-8", page);
    }

    pub(crate) fn typed(&mut self, kind: &str, body: impl AsRef<[u8]>) {
        let length = body.as_ref().len();
        self.head(&format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n"), body.as_ref());
    }

    pub(crate) fn redirect(&mut self, to: &str) {
        let head =
            format!("HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
        self.say(head.as_bytes());
    }

    /// An answer whose body never ends.
    pub(crate) fn endlessly(&mut self, octets: &[u8]) {
        self.head("", b"");
        self.repeat(octets);
    }

    /// The same over and over, until no one reads it any more.
    pub(crate) fn repeat(&mut self, octets: &[u8]) {
        let many = octets.repeat(1_000);
        while self.say(&many) {}
    }

    /// One octet after another, until the other side hangs up.
    pub(crate) fn drip(&mut self, octets: &[u8]) {
        self.stream.set_read_timeout(Some(DROP)).unwrap();
        for octet in octets.iter().cycle() {
            if !self.say(&[*octet]) || self.has_hung_up() {
                return;
            }
        }
    }

    /// Nothing, until the other side hangs up.
    pub(crate) fn wait(&mut self) {
        while !self.has_hung_up() {}
    }

    fn has_hung_up(&mut self) -> bool {
        match self.stream.read(&mut [0; 1_024]) {
            Ok(0) => true,
            Ok(_) => false,
            Err(error) => {
                !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
            }
        }
    }
}

//! Owns the proof of compatibility: every form that real clients send is sent, and `docs/COMPATIBILITY.md` says what came of it.

mod bare;
mod carriers;
mod data;
mod libraries;
mod messages;

use super::page::Page;
use super::scene::{ACCEPTED, Scene};

/// A form that is sent twice: as a client sends it, and spoilt.
struct Form {
    /// What it is.
    what: &'static str,
    /// Which clients send it.
    who: &'static str,
    /// Sends it, sound or spoilt; tells what came of it.
    send: fn(&Scene, Spoilt) -> String,
    /// What a strict registration must come to.
    strict: &'static str,
}

/// Whether a request is changed after it was signed, or carries something invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spoilt {
    No,
    Yes,
}

impl Form {
    /// A form that is accepted by a strict registration.
    const fn new(what: &'static str, who: &'static str, send: fn(&Scene, Spoilt) -> String) -> Self {
        Self { what, who, send, strict: ACCEPTED }
    }

    /// A form that only a tolerant registration accepts.
    const fn tolerated(what: &'static str, who: &'static str, send: fn(&Scene, Spoilt) -> String) -> Self {
        Self::new(what, who, send).refused("ESIA-007053")
    }

    /// The same, but a strict registration refuses it with this code.
    const fn refused(self, strict: &'static str) -> Self {
        Self { strict, ..self }
    }
}

const ABOUT: &str = "\
Every form that real clients are known to send, made by OpenSSL and its GOST engine or by the clients themselves, and what it comes to. \
Each form is sent once more with something changed after signing, or with something invented in it: that must be refused. \
Where `strict` refuses, the real system is believed to refuse too, and a registration may allow it (`tolerant`, or a single tolerance). \
A code is explained in [ERRORS.md](ERRORS.md). What must not be done at all is in [STRICTNESS.md](STRICTNESS.md).";

#[test]
fn every_form_of_the_real_clients_is_accepted_and_refused_when_spoilt() {
    let mut page = Page::new("Compatibility", ABOUT);
    let mut wrong = Vec::new();
    let (strict, tolerant) = (Scene::start("strict"), Scene::start("tolerant"));
    messages::tell(&strict, &mut page, &mut wrong);
    let parts = [
        ("Bare signatures of versions 2 and 3", bare::FORMS),
        ("How requests are carried and spelled", carriers::FORMS),
        ("Data and sign-out", data::FORMS),
    ];
    for (heading, forms) in parts {
        page.table(heading, "", &["form", "sent by", "strict", "tolerant", "spoilt"]);
        for form in forms {
            let seen = (form.send)(&strict, Spoilt::No);
            let lenient = (form.send)(&tolerant, Spoilt::No);
            let spoilt = (form.send)(&tolerant, Spoilt::Yes);
            page.row(&[form.what, form.who, &seen, &lenient, &spoilt]);
            if seen != form.strict || lenient != ACCEPTED || spoilt == ACCEPTED {
                wrong.push(format!("{}: {seen}, {lenient}, spoilt {spoilt}", form.what));
            }
        }
    }
    libraries::tell(&mut page, &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    page.compare("docs/COMPATIBILITY.md");
}

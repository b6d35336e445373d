//! Owns the way into the files a provider begins with.

use idp::app::realms::fixtures::Fixtures;
use idp::builtin;
use idp::domain::settings::Settings;

use super::text;

/// The same text as people, as relying parties and as service centres.
pub(super) fn fixtures(bytes: &[u8]) {
    let own = || ("own.toml".to_owned(), text(bytes));
    let usual = builtin::texts();
    for place in 0..3 {
        let mut texts = builtin::texts();
        (texts.people, texts.clients) = (Vec::new(), Vec::new());
        texts.centres.clone_from(&usual.centres);
        match place {
            0 => texts.people.push(own()),
            1 => texts.clients.push(own()),
            _ => texts.centres = own(),
        }
        if let Err(fault) = Fixtures::parse(&texts, Settings::default()) {
            let _ = fault.to_string();
        }
    }
}

//! Owns the attack on the form by which a user changes the diary's own password.

use crate::bench::Bench;
use crate::bench::browser::PHISHING;
use crate::bench::browser::form::{Field, Form, Kind};
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::scenario::steps::{settle, user};
use crate::scenario::universal::binding::sent;
use crate::scenario::universal::forged::with_tokens;
use crate::scenario::universal::others::visited;
use crate::scenario::universal::passwords::opened;

const CLAUSE: &str = "OWASP ASVS 6.2.3: whoever changes a password proves the old one";

/// Passwords that any rule of length and letters takes; each is tried once.
const NEW: [&str; 4] =
    ["Zimnij-Veter-2025!a", "Vesennij-Dozhd-2025!b", "Letnij-Polden-2025!c", "Osennij-List-2025!d"];

/// Parts of the names and the labels of fields that hold the old password.
const OLD: &[&str] = &["old", "cur", "prev", "star", "tek", "стар", "прежн", "текущ"];

/// The form, where it stands, and what its fields of passwords are for.
struct Changing {
    address: String,
    form: Form,
    old: Option<String>,
    new: Vec<String>,
}

/// Whoever sits at a user's open computer, or sends the form from another site, takes the user over for good.
pub(crate) fn changed(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.only_if_started("it changes a password, and a party that runs already would keep it")?;
    let none = || Halt::NotApplicable("no page of a user has a form that changes the password".to_owned());
    let own = *user(bench, 0)?;
    let known = bench.transcript().control(|| settle(bench, 0))?;
    let mut browser = bench.browser(own.who);
    bench.party().enter_with_password(&mut browser, &own)?;
    let Presence::In(_) = bench.party().who_is_in(&mut browser)? else {
        return Err(Halt::NotApplicable(format!("the password of {} opens nothing", own.who)));
    };
    let pages = visited(bench, &mut browser, &known)?;
    let mut all =
        pages.iter().flat_map(|(address, page)| page.forms().into_iter().map(move |form| (address, form)));
    let changing = all.find_map(|(address, form)| Changing::of(address, form)).ok_or_else(none)?;
    // That it is the form: with the old password and its own token it changes the password.
    let fields = changing.filled(own.password, NEW[0]);
    browser.send_forged(&changing.address, &changing.form, fields)?;
    if !opens(bench, &own, NEW[0])? {
        return Err(none());
    }
    let now = NEW[0];
    let mut browser = bench.browser(own.who);
    bench.party().enter_with_password(&mut browser, &LegacyUser { password: now, ..own })?;
    // The token of this session, in the place of that of the first one.
    let page = browser.peek(&changing.address)?;
    let again = page.forms().into_iter().find_map(|form| Changing::of(&changing.address, form));
    let changing = again.ok_or_else(none)?;
    let mut attack = |from: &str, fields, new, must: &str| {
        browser.send_forged(from, &changing.form, fields)?;
        let is_changed = opens(bench, &own, new)?;
        let seen = if is_changed { "the new password opens the diary" } else { "it is not changed" };
        bench.transcript().judge(CLAUSE, must, "it is not changed", seen, !is_changed);
        Ok(())
    };
    let Some(old) = &changing.old else {
        let must = "a password is changed by a form that asks for the old one:";
        bench.transcript().judge(CLAUSE, must, "a field for it", "there is none", false);
        let fields = with_tokens(changing.filled(now, NEW[3]), &changing.form, |_| None);
        return attack(PHISHING, fields, NEW[3], "a form of another site changes no password:");
    };
    let wrong = changing.filled("Ne-tot-parol-1", NEW[1]);
    attack(&changing.address, wrong, NEW[1], "a password is changed with the right old password only:")?;
    let mut without = changing.filled(now, NEW[2]);
    without.retain(|(name, _)| name != old);
    attack(&changing.address, without, NEW[2], "a password is not changed without the old one:")
}

impl Changing {
    /// A form that changes a password: two fields of passwords or more, or one that is named as the new one.
    fn of(address: &str, form: Form) -> Option<Self> {
        let fields: Vec<_> = form.fields.iter().filter(|field| field.kind == Kind::Password).collect();
        let is_old = |field: &&Field| {
            let words = [&field.name, &field.label].map(|words| words.to_lowercase());
            OLD.iter().any(|part| words.iter().any(|words| words.contains(part)))
        };
        let mut new: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let first = (new.len() > 2).then_some(0);
        let old = fields.iter().position(is_old).or(first).filter(|_| new.len() > 1).map(|at| new.remove(at));
        let is_changing =
            old.is_some() || new.len() > 1 || new.iter().any(|name| name.to_lowercase().contains("new"));
        (form.method == "post" && is_changing && !new.is_empty()).then(|| Self {
            address: address.to_owned(),
            form,
            old,
            new,
        })
    }

    fn filled(&self, old: &str, new: &str) -> Vec<(String, String)> {
        let mut fields = sent(&self.form);
        // A field of a password is empty on its page, and is sent all the same.
        let missing: Vec<String> = self
            .old
            .iter()
            .chain(&self.new)
            .filter(|name| !fields.iter().any(|(own, _)| own == *name))
            .cloned()
            .collect();
        fields.extend(missing.into_iter().map(|name| (name, String::new())));
        for (name, value) in &mut fields {
            if Some(&*name) == self.old.as_ref() {
                old.clone_into(value);
            } else if self.new.contains(name) {
                new.clone_into(value);
            }
        }
        fields
    }
}

fn opens(bench: &Bench<'_>, own: &LegacyUser, password: &'static str) -> Result<bool, Halt> {
    Ok(matches!(opened(bench, &LegacyUser { password, ..*own })?, Presence::In(_)))
}

//! Owns the terms of a party that a file describes: as it says, else as its policy or its hook lets one conclude.

use jiff::Timestamp;

use crate::bench::party::blanks;
use crate::bench::party::file::description::Description;
use crate::bench::party::terms::Terms;
use crate::diary::Policy;

impl Description {
    /// On which terms the party lets people in at a moment.
    pub(crate) fn terms(&self, now: Timestamp) -> Terms {
        let policy = self.own_policy.clone().or_else(|| self.policy.as_deref().and_then(Policy::named));
        let implied = policy.map_or_else(Terms::unknown, |policy| Terms::of_policy(&policy, now));
        let said = &self.demands;
        let asks_for_snils = self.client.scopes.iter().any(|scope| scope == "snils");
        let mut needs = said.needs.clone();
        needs.extend(asks_for_snils.then(|| "snils".to_owned()));
        let is_matched = |wanted: &str| said.matched.as_ref().map(|all| all.iter().any(|one| one == wanted));
        Terms {
            level: said.level.or(implied.level),
            snils: is_matched("snils").unwrap_or(implied.snils || self.puts_by("snils")),
            name: is_matched("name").unwrap_or(implied.name),
            keeps: !said.keeps.is_empty() || self.puts_in("snils") || self.puts_in("last_name"),
            needs,
            attempt_minutes: said.attempt_minutes,
            session_minutes: said.session_minutes,
            password_tries: said.password_tries,
            several_devices: said.several_devices,
        }
    }

    /// Whether people are put in by this part of theirs, and not by the number of their account.
    fn puts_by(&self, part: &str) -> bool {
        self.puts_in(part) && !self.puts_in("oid")
    }

    /// Whether the party is told this part of the people who are put in.
    fn puts_in(&self, part: &str) -> bool {
        let texts = self.put.iter().flat_map(|hook| {
            let command = hook.command.iter().flatten();
            hook.path.iter().chain(&hook.body).chain(command)
        });
        texts.flat_map(|text| blanks::names(text)).any(|name| name == part)
    }
}

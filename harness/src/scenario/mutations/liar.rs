//! Owns the telling of lies: one realm and one started party, a fresh browser for each lie, and what came of it.

use std::time::Duration;

use serde_json::Value;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::limits::Mutations;
use crate::bench::party::Presence;
use crate::cause;
use crate::event::Grade;
use crate::scenario::mutations::lie::{Lie, May};
use crate::scenario::mutations::orders::{TIMES, answer, change, value};
use crate::scenario::mutations::subject::Subject;
use crate::scenario::steps::known::{comes_in, stranger_is_out};
use crate::scenario::steps::{KnownUser, allow_if_asked, settle, sign_in_at_portal};

/// After so many lies the citizen signs in honestly: a party that locks out whoever was refused proves nothing.
const HONEST_EVERY: usize = 30;

/// The provider, one citizen who signs in again and again, and another whom nobody may become.
pub(crate) struct Liar<'b, 'r> {
    pub(crate) bench: &'b Bench<'r>,
    pub(crate) subject: &'static Subject,
    pub(crate) herself: KnownUser,
    pub(crate) other: KnownUser,
    /// The browser in which she is signed in at the portal.
    home: Browser,
}

/// What a sign-in came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Who is in afterwards.
    pub(crate) presence: Presence,
    /// The status of the page on which it ended; nothing where there was none.
    pub(crate) status: Option<u16>,
}

/// How many lies were told, and what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Score {
    told: usize,
    refused: usize,
    believed: usize,
    crashed: usize,
    left_out: usize,
    is_proved: bool,
}

impl<'b, 'r> Liar<'b, 'r> {
    /// Settles both, and checks that each signs in as themselves while a stranger is nobody.
    ///
    /// # Errors
    /// When one cannot.
    pub(crate) fn settled(bench: &'b Bench<'r>, subject: &'static Subject) -> Result<Self, Halt> {
        let clause = subject.clause();
        bench.transcript().control(|| {
            let [herself, other] = [settle(bench, 0)?, settle(bench, 1)?];
            let home = comes_in(bench, &herself, clause)?;
            comes_in(bench, &other, clause)?;
            stranger_is_out(bench, clause)?;
            Ok(Self { bench, subject, herself, other, home })
        })
    }

    /// Signs in once while these orders stand.
    pub(crate) fn comes_while(&self, orders: &[Value]) -> Result<Seen, Halt> {
        let idp = self.bench.idp();
        orders.iter().try_for_each(|order| idp.arm(order))?;
        let seen = self.comes();
        idp.disarm()?;
        seen
    }

    /// Signs in once in a fresh browser: the portal knows her, the party does not.
    pub(crate) fn comes(&self) -> Result<Seen, Halt> {
        let mut browser = self.bench.browser_beside(&self.home)?;
        let status = match self.enters(&mut browser) {
            Ok(()) => Some(browser.page()?.status),
            // She ends nowhere: in a circle of redirects, or without an answer.
            Err(Halt::Unanswered(_) | Halt::Missing(_)) => None,
            Err(other) => return Err(other),
        };
        Ok(Seen { presence: self.bench.party().who_is_in(&mut browser)?, status })
    }

    fn enters(&self, browser: &mut Browser) -> Result<(), Halt> {
        self.bench.party().enter_through_portal(browser)?;
        if browser.page()?.forms().iter().any(|form| form.has("login") && form.has("password")) {
            sign_in_at_portal(browser, &self.herself.person)?;
        }
        allow_if_asked(browser)
    }

    /// Whether she is in.
    pub(crate) fn is_in(&self, seen: &Seen) -> bool {
        seen.presence == Presence::In(self.herself.id.clone())
    }

    /// Goes on only where the party looks at that token: `id_token` or `access_token` of the answer.
    ///
    /// # Errors
    /// When it lets the right person in although the token is worthless as a whole.
    pub(crate) fn looks_at(&self, member: &str) -> Result<(), Halt> {
        let worthless = [answer(member, value("worthless"))];
        let seen = self.bench.transcript().quietly(|| self.comes_while(&worthless))?;
        if self.is_in(&seen) {
            let why = format!(
                "the party does not look at the {}: it lets the right person in when it is worthless as a whole, so a lie \
                 in it cannot hurt",
                member.replace('_', " ")
            );
            return Err(Halt::NotApplicable(why));
        }
        Ok(())
    }

    /// Goes on only where the party needs that member of the answer.
    ///
    /// # Errors
    /// When it lets the right person in without.
    pub(crate) fn uses(&self, member: &str) -> Result<(), Halt> {
        let missing = [answer(member, change("absent"))];
        let seen = self.bench.transcript().quietly(|| self.comes_while(&missing))?;
        if !self.is_in(&seen) {
            return Ok(());
        }
        let name = member.replace('_', " ");
        let why = format!("the party does not need the {name}: it lets the right person in without");
        Err(Halt::NotApplicable(why))
    }

    /// Goes on only where the party looks at the token of the subject; both are told of when it looks at one at least.
    pub(crate) fn looks_at_its_token(&self) -> Result<(), Halt> {
        match self.subject.token {
            "id" => self.looks_at("id_token"),
            "access" => self.looks_at("access_token"),
            _ => Ok(()),
        }
    }

    /// Tells all lies that are wanted, and checks what came of each.
    pub(crate) fn tells(&self, lies: Vec<Lie>) -> Result<(), Halt> {
        let limits = *self.bench.transcript().limits();
        let (begun, mut score) = (self.bench.transcript().elapsed(), Score::default());
        let (first, rest): (Vec<Lie>, Vec<Lie>) = lies.into_iter().partition(|lie| lie.is_quick);
        let rest = if limits.mutations == Mutations::All { rest } else { Vec::new() };
        for (number, lie) in first.into_iter().chain(rest).enumerate() {
            if self.bench.transcript().elapsed().saturating_sub(begun) > limits.mutations_for {
                score.left_out += 1;
                continue;
            }
            if number > 0 && number.is_multiple_of(HONEST_EVERY) {
                self.comes_honestly()?;
            }
            self.tell(&lie, &mut score)?;
        }
        self.comes_honestly()?;
        self.bench.transcript().did("bench", &score.to_string())
    }

    /// Without a lie she is in: what was refused was the lie.
    pub(crate) fn comes_honestly(&self) -> Result<(), Halt> {
        let transcript = self.bench.transcript();
        let seen = transcript.quietly(|| self.comes())?;
        transcript.control(|| {
            let expected = Presence::In(self.herself.id.clone()).to_string();
            let must = "between the lies, without one, she signs in";
            let holds = self.is_in(&seen);
            transcript.check(self.subject.clause(), must, &expected, &seen.presence.to_string(), holds);
            Ok(())
        })
    }

    fn tell(&self, lie: &Lie, score: &mut Score) -> Result<(), Halt> {
        let transcript = self.bench.transcript();
        let idp = self.bench.idp();
        lie.orders.iter().try_for_each(|order| idp.arm(order))?;
        let seen = transcript.quietly(|| self.comes())?;
        let is_in = matches!(seen.presence, Presence::In(_));
        let was_told = !is_in || idp.faults_left()? < TIMES * u64::try_from(lie.orders.len()).unwrap_or(1);
        idp.disarm()?;
        if !was_told {
            let why = format!("the party never made the request in which it would be told: {}", lie.what);
            return Err(Halt::NotApplicable(why));
        }
        score.count(&seen);
        let holds = self.judge(lie, &seen)?;
        if is_in && !holds && !score.is_proved {
            score.is_proved = true;
            self.prove(lie)?;
        }
        Ok(())
    }

    /// Checks what came of a lie; whether it is as it must be.
    fn judge(&self, lie: &Lie, seen: &Seen) -> Result<bool, Halt> {
        let (transcript, clause) = (self.bench.transcript(), self.subject.clause());
        let is_in = self.is_in(seen);
        let (expected, allowed, grade) = match lie.may {
            May::Refuse(grade) => ("nobody is in", seen.presence == Presence::Nobody, grade),
            May::Either => {
                ("she is in herself, or nobody is", is_in || seen.presence == Presence::Nobody, Grade::Must)
            }
        };
        let mut shown = seen.presence.to_string();
        if !allowed && matches!(seen.presence, Presence::In(_)) {
            shown = self.subject.without_guard(&shown);
        }
        // Whoever becomes somebody else is past every weight.
        let grade = if is_in || allowed { grade } else { Grade::Must };
        // A lie that is believed shows the lack of the guard that the scenario tries; one that ends in a crash does not.
        let crashed = matches!(seen.presence, Presence::Crashed(_)).then_some(&cause::CRASH);
        transcript.perhaps_about(crashed, || {
            transcript.weigh(grade, clause, &lie.what, expected, &shown, allowed);
            Ok(())
        })?;
        if let Some(status @ 500) = seen.status {
            let grade = if lie.is_odd { Grade::Should } else { Grade::Must };
            let must = format!("{}: she reads", lie.what);
            let shown = format!("an answer with status {status}");
            transcript.about(&cause::CRASH, || {
                transcript.weigh(grade, clause, &must, "a refusal, no failure of the party", &shown, false);
                Ok(())
            })?;
        }
        Ok(allowed)
    }

    /// Tells a lie once more and records it: the request and the answer that prove it.
    fn prove(&self, lie: &Lie) -> Result<(), Halt> {
        let transcript = self.bench.transcript();
        self.bench.skip_back_channel();
        transcript.did("provider", &format!("lies once more, for the record: {}", lie.what))?;
        self.comes_while(&lie.orders).map(drop)
    }

    /// How long something takes that is done quietly.
    pub(crate) fn timed<T>(&self, done: impl FnOnce() -> Result<T, Halt>) -> Result<(T, Duration), Halt> {
        let transcript = self.bench.transcript();
        let begun = transcript.elapsed();
        let made = transcript.quietly(done)?;
        Ok((made, transcript.elapsed().saturating_sub(begun)))
    }
}

impl Score {
    fn count(&mut self, seen: &Seen) {
        self.told += 1;
        match &seen.presence {
            _ if seen.status == Some(500) => self.crashed += 1,
            Presence::In(_) => self.believed += 1,
            Presence::Nobody => self.refused += 1,
            Presence::Crashed(_) => self.crashed += 1,
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { told, refused, believed, crashed, left_out, .. } = self;
        write!(
            f,
            "told {told} lies: {refused} refused, {believed} let pass, {crashed} answered with a failure"
        )?;
        if *left_out > 0 {
            write!(f, "; {left_out} were left out: the time was up")?;
        }
        Ok(())
    }
}

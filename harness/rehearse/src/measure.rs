//! Owns what could be done before the day, and how many people each measure lets in.

use jiff::civil::Date;
use lang::Said;

use crate::account::{Account, Facts, Kind, OWN_ACCOUNT};
use crate::forecast::Forecast;
use crate::member::{Entered, Role};
use crate::parts::in_parts;
use crate::policy::{Level, Policy, years};
use crate::school::School;

/// Something that could be done.
#[derive(Debug)]
pub struct Measure {
    /// Its word in files.
    pub id: &'static str,
    /// In a line.
    pub title: Said,
    change: fn(&mut World, Date),
}

/// A school and its accounts, to be changed.
#[derive(Debug)]
struct World<'s> {
    school: &'s School,
    entered: Vec<Entered>,
    spelt: bool,
    accounts: Vec<Account>,
}

/// How many a measure lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    /// The number of the measure in [`MEASURES`].
    pub measure: usize,
    /// How many more get in.
    pub saved: usize,
    /// How many stay out.
    pub left: usize,
}

/// What could be done, in no order.
pub const MEASURES: &[Measure] = &[
    Measure {
        id: "all-snils-entered",
        title: Said {
            ru: "Внести и исправить все СНИЛС", en: "Enter and correct every SNILS"
        },
        change: |world, _| {
            for index in world.school.indices() {
                let person = world.school.member(index).person as usize;
                world.entered[index as usize] = Entered::Number(world.accounts[person].snils);
            }
        },
    },
    Measure {
        id: "all-names-corrected",
        title: Said {
            ru: "Сверить ФИО с паспортами", en: "Compare every name with the passport"
        },
        change: |world, _| world.spelt = true,
    },
    Measure {
        id: "all-child-accounts",
        title: Said {
            ru: "Создать все детские учётные записи и дать согласия",
            en: "Make every child account and give the consents",
        },
        change: child_accounts,
    },
    Measure {
        id: "centre-day",
        title: Said {
            ru: "День центра обслуживания в школе: подтвердить тех, у кого запись есть",
            en: "A service centre's day at school: confirm those who have an account",
        },
        change: |world, day| {
            for account in grown(&mut world.accounts, day).filter(|account| account.kind != Kind::None) {
                account.kind = Kind::Own(Level::Confirmed);
                account.facts = account.facts.with(Facts::SECOND, false);
            }
        },
    },
    Measure {
        id: "everybody-registered",
        title: Said {
            ru: "Зарегистрировать и подтвердить тех, у кого записи нет",
            en: "Register and confirm those who have no account",
        },
        change: |world, day| {
            for account in grown(&mut world.accounts, day).filter(|account| account.kind == Kind::None) {
                account.kind = Kind::Own(Level::Confirmed);
            }
        },
    },
    Measure {
        id: "all-consents",
        title: Said {
            ru: "Получить все согласия родителей", en: "Get every parent's consent"
        },
        change: |world, _| consents(world),
    },
    Measure {
        id: "access-recovered",
        title: Said {
            ru: "Восстановить доступ: новые номера, одна запись на человека",
            en: "Recover access: new numbers, one account a person",
        },
        change: |world, _| {
            for account in &mut world.accounts {
                account.facts = account.facts.with(Facts::UNREACHABLE, false).with(Facts::SECOND, false);
            }
        },
    },
    Measure {
        id: "all-activated",
        title: Said {
            ru: "Активировать все профили дневника", en: "Activate every profile of the diary"
        },
        change: |world, _| {
            world.accounts.iter_mut().for_each(|one| one.facts = one.facts.with(Facts::INACTIVE, false));
        },
    },
    Measure {
        id: "all-bound",
        title: Said {
            ru: "Привязать учётные записи, пока действует пароль",
            en: "Bind every account while the password works",
        },
        change: |world, _| {
            world.accounts.iter_mut().for_each(|one| one.facts = one.facts.with(Facts::BINDS, true));
        },
    },
];

/// Everything that measures are tried on.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// The school.
    pub school: &'a School,
    /// The policy.
    pub policy: &'a Policy,
    /// The accounts as they are.
    pub accounts: &'a [Account],
    /// The day on which accounts are bound, and the day that counts.
    pub days: (Date, Date),
}

impl Trial<'_> {
    /// Each measure alone, the best first; those that help nobody are left out.
    pub fn alone(&self, out: &[u32]) -> Vec<Gain> {
        let mut gains: Vec<Gain> = (0..MEASURES.len()).map(|measure| self.gain(&[], measure, out)).collect();
        gains.retain(|gain| gain.saved > 0);
        gains.sort_by_key(|gain| (std::cmp::Reverse(gain.saved), gain.measure));
        gains
    }

    /// One after another, at each step the one that helps most.
    pub fn ladder(&self, out: &[u32]) -> Vec<Gain> {
        let (mut done, mut steps) = (Vec::new(), Vec::new());
        loop {
            let rest = (0..MEASURES.len()).filter(|measure| !done.contains(measure));
            let all: Vec<Gain> = rest.map(|measure| self.gain(&done, measure, out)).collect();
            let best = all.into_iter().min_by_key(|gain| (gain.left, gain.measure));
            let before = steps.last().map_or(out.len(), |gain: &Gain| gain.left);
            let Some(best) = best.filter(|best| best.left < before) else { return steps };
            done.push(best.measure);
            steps.push(Gain { saved: before - best.left, ..best });
        }
    }

    /// How many of those who are out get in after some measures and one more.
    fn gain(&self, done: &[usize], measure: usize, out: &[u32]) -> Gain {
        let entered = self.school.members.iter().map(|member| member.snils).collect();
        let mut world =
            World { school: self.school, entered, spelt: false, accounts: self.accounts.to_vec() };
        let (binding, target) = self.days;
        // A parent who is confirmed by one measure makes the account of another: the order is that of the catalogue reversed.
        let mut all: Vec<usize> = done.iter().copied().chain([measure]).collect();
        all.sort_by_key(|number| {
            MEASURES[*number].id.contains("child") || MEASURES[*number].id.contains("consent")
        });
        all.iter().for_each(|number| (MEASURES[*number].change)(&mut world, target));
        let changed = self.school.with(&world.entered, world.spelt);
        let mut accounts = world.accounts;
        if world.spelt {
            for index in changed.indices() {
                accounts[changed.member(index).person as usize].name = changed.names_of(index).written;
            }
        }
        let forecast = Forecast::new(&changed, self.policy, &accounts, binding);
        let is_out = |index: &&u32| forecast.verdict(**index, target).cause().is_some();
        let left = in_parts(out.len(), |part| out[part].iter().filter(is_out).count()).into_iter().sum();
        Gain { measure, saved: out.len() - left, left }
    }
}

fn grown(accounts: &mut [Account], day: Date) -> impl Iterator<Item = &mut Account> {
    accounts.iter_mut().filter(move |account| years(account.born, day) >= OWN_ACCOUNT)
}

fn child_accounts(world: &mut World<'_>, day: Date) {
    for index in world.school.indices().filter(|index| world.school.member(*index).role == Role::Pupil) {
        let is_backed = is_backed(world, index);
        let account = &mut world.accounts[world.school.member(index).person as usize];
        if is_backed && years(account.born, day) < OWN_ACCOUNT {
            account.kind = Kind::Child;
            account.facts = account.facts.with(Facts::CONSENT, true);
        }
    }
}

fn consents(world: &mut World<'_>) {
    for index in world.school.indices().filter(|index| world.school.member(*index).role == Role::Pupil) {
        if is_backed(world, index) {
            let account = &mut world.accounts[world.school.member(index).person as usize];
            account.facts = account.facts.with(Facts::CONSENT, true);
        }
    }
}

fn is_backed(world: &World<'_>, child: u32) -> bool {
    let mut parents = world.school.parents(child).map(|parent| world.school.member(parent).person);
    parents.any(|parent| world.accounts[parent as usize].speaks_for_children())
}

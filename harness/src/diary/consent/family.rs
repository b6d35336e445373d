//! Owns which children a parent sees: pupils of the school, found by the insurance numbers of the parent's cards.

use crate::diary::admission;
use crate::diary::consent::standing::acting;
use crate::diary::esia::Oid;
use crate::diary::esia::kids::Card;
use crate::diary::guard::Guard;
use crate::diary::policy::age;
use crate::diary::roster::{Pupil, Role, User};
use crate::diary::world::World;
use crate::diary::world::book::Known;

/// From this age on a parent's consent opens nothing (DP 4).
const OF_AGE: i16 = 18;

/// A child on a parent's card, as the parent's page shows it.
pub(crate) struct Child<'w> {
    pub(crate) name: String,
    pub(crate) state: State,
    /// What is left to do on the portal for the child's own way in.
    pub(crate) step: Option<Step>,
    /// Whose marks are shown.
    pub(crate) pupil: Option<&'w Pupil>,
}

/// What a card opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// The marks.
    Open,
    /// The registers have not agreed with the card.
    Unchecked,
    /// The parent gave no consent for this child.
    NoConsent,
    /// The child decides for itself now.
    OfAge,
    /// No pupil has this number, or the school does not let this parent see the pupil.
    NotAtSchool,
}

/// What the parent has to do so that the child gets in too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The child has no account yet.
    Create,
    /// The child has one that only another adult is linked to.
    Link,
}

/// The pupils whose marks a user sees who signed in with that account.
pub(crate) fn pupils<'w>(world: &'w World, user: &'w User, account: Option<Oid>) -> Vec<&'w Pupil> {
    match known_parent(world, user, account) {
        Some(known) => children(world, user, &known).into_iter().filter_map(|child| child.pupil).collect(),
        None => world.school.seen_by(user).collect(),
    }
}

/// The children of a parent who signed in with that account; none for anybody else.
pub(crate) fn of<'w>(world: &'w World, user: &User, account: Option<Oid>) -> Vec<Child<'w>> {
    known_parent(world, user, account).map(|known| children(world, user, &known)).unwrap_or_default()
}

fn known_parent(world: &World, user: &User, account: Option<Oid>) -> Option<Known> {
    let account = account.filter(|_| world.policy.consent.is_some() && user.role == Role::Parent)?;
    world.book.of(account)
}

/// The cards that are shown: a hidden one is the parent's wish, and one of a child who is dead is nobody's business.
fn children<'w>(world: &'w World, user: &User, known: &Known) -> Vec<Child<'w>> {
    let shown = known.cards.iter().filter(|card| !card.hidden_by_parent && !card.dead_kid);
    shown.map(|card| child(world, user, known, card)).collect()
}

fn child<'w>(world: &'w World, user: &User, known: &Known, card: &Card) -> Child<'w> {
    let pupil = world.school.pupils.iter().find(|pupil| user.may_see(&pupil.id) && is_of(world, card, pupil));
    let given = acting(world, &known.consents).any(|one| one.kid_id == Some(card.id));
    let is_of_age = |pupil: &&Pupil| age(pupil.birth_date, admission::today(world)) >= OF_AGE;
    let state = match pupil {
        None => State::NotAtSchool,
        Some(pupil) if is_of_age(&pupil) => State::OfAge,
        Some(_) if !card.trusted && world.guards.up(Guard::CardChecked) => State::Unchecked,
        Some(_) if !given && world.guards.up(Guard::ConsentForEach) => State::NoConsent,
        Some(_) => State::Open,
    };
    let step = match (state, card.has_account, card.linked_to_child_account) {
        (State::Open | State::NoConsent, false, _) => Some(Step::Create),
        (State::Open | State::NoConsent, true, false) if card.count_parent_link > 0 => Some(Step::Link),
        _ => None,
    };
    Child { name: card.name(), state, step, pupil: pupil.filter(|_| state == State::Open) }
}

fn is_of(world: &World, card: &Card, pupil: &Pupil) -> bool {
    if world.guards.up(Guard::KidBySnils) {
        return card.snils().is_some() && card.snils() == pupil.snils;
    }
    // What a twin does that knows of no `kid_snils`: it cuts the name of the list at its blanks.
    let (text, name) = (card.name(), &pupil.name);
    let parts: Vec<&str> = text.split_whitespace().collect();
    matches!(parts.as_slice(), [last, first, ..] if *last == name.last && *first == name.first)
}

impl State {
    /// A short stable name, for tests.
    pub(crate) fn word(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Unchecked => "unchecked",
            State::NoConsent => "no-consent",
            State::OfAge => "of-age",
            State::NotAtSchool => "not-at-school",
        }
    }

    /// What the parent's page says of the child.
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            State::Open => "Дневник открыт.",
            State::Unchecked => "Карточка ребёнка на портале не проверена, поэтому оценки не показаны.",
            State::NoConsent => "Согласия на сведения об этом ребёнке нет, поэтому оценки не показаны.",
            State::OfAge => "Ученику исполнилось 18 лет: теперь он даёт согласие сам.",
            State::NotAtSchool => "В этой школе такого ученика нет, или школа не открывала Вам его оценки.",
        }
    }

    /// What the parent can do about it.
    pub(crate) fn what_to_do(self) -> &'static str {
        match self {
            State::Open => "",
            State::Unchecked => {
                "Проверьте СНИЛС и свидетельство о рождении в разделе «Семья и дети» портала."
            }
            State::NoConsent => {
                "Выйдите из дневника, войдите через портал ещё раз и отметьте ребёнка на странице согласия."
            }
            State::OfAge => "Если ученик разрешит, школа откроет Вам оценки.",
            State::NotAtSchool => "Если это ошибка, сообщите администратору дневника СНИЛС ребёнка.",
        }
    }
}

impl Step {
    /// What the parent's page advises.
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            Step::Create => {
                "У ребёнка нет своей учётной записи, поэтому сам он в дневник не войдёт. Создайте её на портале: «Семья и дети», «Создать учётную запись»."
            }
            Step::Link => {
                "Учётная запись у ребёнка уже есть, её завёл другой взрослый. Не создавайте новую: привяжите эту на портале, «Семья и дети»."
            }
        }
    }

    /// A short stable name, for tests.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Step::Create => "create",
            Step::Link => "link",
        }
    }
}

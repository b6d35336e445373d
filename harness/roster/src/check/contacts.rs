//! Owns whose phones and mail addresses are whose: on the portal each belongs to one account.

use crate::check::policy::{Answer, Policy};
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::person::{Person, PersonId, Role, Roster};
use crate::reading::hash;
use crate::value::{is_mail, mail_key, phone_key};

pub(super) fn check(roster: &Roster, policy: &Policy, sink: &mut Sink<'_>) {
    let phones = |person: Person<'_>| person.phones().filter_map(phone_key).collect::<Vec<u64>>();
    shared(roster, policy, phones, [Kind::PhoneShared, Kind::PhoneDoubled], Field::Phone, sink);
    let mails = |person: Person<'_>| {
        person.mails().filter(|mail| is_mail(mail)).map(|mail| hash(&mail_key(mail))).collect::<Vec<u64>>()
    };
    shared(roster, policy, mails, [Kind::MailShared, Kind::MailDoubled], Field::Mail, sink);
}

/// Tells everybody but the first who has a contact that somebody else has: a stranger, or the other parent.
fn shared(
    roster: &Roster,
    policy: &Policy,
    contacts: impl Fn(Person<'_>) -> Vec<u64>,
    [stranger, family]: [Kind; 2],
    field: Field,
    sink: &mut Sink<'_>,
) {
    let mut keyed: Vec<(u64, PersonId)> = Vec::new();
    for person in roster.mentions() {
        keyed.extend(contacts(person).into_iter().map(|key| (key, person.id())));
    }
    keyed.sort_unstable();
    keyed.dedup();
    for run in keyed.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1) {
        let Some(first) = run.first().map(|(_, id)| roster.person(*id)) else { continue };
        // A number of the school's own office would be compared with itself a thousand times.
        for person in run.iter().skip(1).map(|(_, id)| roster.person(*id)) {
            match relation(first, person) {
                Relation::Same | Relation::ChildAndParent => {}
                Relation::Family if policy.shared_in_family == Answer::Right => {}
                Relation::Family => sink.tell_with(person, family, field, first.id()),
                Relation::Strangers => sink.tell_with(person, stranger, field, first.id()),
            }
        }
    }
}

/// Who two people are to each other.
enum Relation {
    Same,
    ChildAndParent,
    Family,
    Strangers,
}

fn relation(one: Person<'_>, other: Person<'_>) -> Relation {
    if one.first() == other.first() {
        return Relation::Same;
    }
    let is_parent =
        |parent: Person<'_>, child: Person<'_>| child.parents().any(|one| one.id() == parent.first());
    if is_parent(one, other) || is_parent(other, one) {
        return Relation::ChildAndParent;
    }
    let have_child = one.children().any(|child| other.children().any(|its| its.id() == child.id()));
    let have_parent = one.parents().any(|parent| other.parents().any(|its| its.id() == parent.id()));
    match () {
        () if have_parent && one.role() == Role::Pupil && other.role() == Role::Pupil => {
            Relation::ChildAndParent
        }
        () if have_child || have_parent => Relation::Family,
        () => Relation::Strangers,
    }
}

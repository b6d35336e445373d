"""The story of a tester, told with the generated Python client: it must pass the type checker and a live server."""

import sys
from typing import TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from esia_control import Client
from esia_control.api.clients import register_client
from esia_control.api.clock import advance_clock, set_clock, show_clock
from esia_control.api.journal import read_journal
from esia_control.api.outbox import read_outbox
from esia_control.api.people import command_contact, command_person, make_person, show_person
from esia_control.api.realms import make_realm, remove_realm
from esia_control.api.sign_ins import sign_in
from esia_control.models import (
    Clock,
    ClockAdvance,
    ClockMode,
    ContactCommandChange,
    ContactList,
    Journal,
    Level,
    Lifetimes,
    ManyMade,
    MovedClock,
    NewRealm,
    Outbox,
    Outcome,
    Person,
    PersonCommandBlock,
    PersonForm,
    Problem,
    Realm,
    RelyingParty,
    SignatureCheck,
    SignedIn,
    SignIn,
)
from esia_control.models.command_contact_kind import CommandContactKind

T = TypeVar("T")


def got(kind: type[T], answer: object) -> T:
    """The answer, which must be of the expected type."""
    assert isinstance(answer, kind), answer
    return answer


def authorize_url(realm: Realm, now: str, **changed: str) -> str:
    """An authorization request of the story's relying party; its signature is not checked."""
    day, time = now.split("T")
    moment = f"{day.replace('-', '.')} {time[:8]} +0000"
    asked = {
        "client_id": "STORY",
        "client_secret": "AAAA",
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": "http://127.0.0.1/back",
        "state": "a-state",
        "access_type": "online",
        "timestamp": moment,
    }
    return f"{realm.base_url}/aas/oauth2/ac?{urlencode(asked | changed)}"


def story(server: str) -> None:
    """A realm, a person, a relying party, a sign-in, a message, the clock, the journal, an error with its field."""
    base = Client(base_url=f"{server}/control/v1")
    realm = got(Realm, make_realm.sync(client=base, body=NewRealm(id="python-story", seed=7)))
    control = Client(base_url=realm.control_url)

    frozen = Clock(mode=ClockMode.FROZEN, now="2024-09-02T07:00:00Z")
    clock = got(Clock, set_clock.sync(client=control, body=frozen))
    assert clock.mode is ClockMode.FROZEN and isinstance(clock.now, str), clock

    person = got(Person, make_person.sync(client=control, body=PersonForm(level=Level.CONFIRMED)))
    assert person.level is Level.CONFIRMED and person.password, person
    many = got(ManyMade, make_person.sync(client=control, body=PersonForm(count=2)))
    assert many.count == 2 and many.last.oid == many.first.oid + 1, many

    party = RelyingParty(
        redirect_hosts=["127.0.0.1"],
        scopes=["openid", "fullname"],
        signature_check=SignatureCheck.OFF,
        lifetimes=Lifetimes(code=60),
    )
    kept = got(RelyingParty, register_client.sync("STORY", client=control, body=party))
    assert isinstance(kept.lifetimes, Lifetimes) and kept.lifetimes.code == 60, kept

    asked = SignIn(person=person.oid, authorize_url=authorize_url(realm, clock.now))
    signed_in = got(SignedIn, sign_in.sync(client=control, body=asked))
    back = parse_qs(urlsplit(signed_in.redirect_to).query)
    assert back["state"] == ["a-state"] and back["code"], back

    change = ContactCommandChange(command="change", value="+7(000)1234567")
    contacts = got(ContactList, command_contact.sync(person.oid, CommandContactKind.MOBILE, client=control, body=change))
    assert any(one.pending for one in contacts.contacts), contacts
    outbox = got(Outbox, read_outbox.sync(client=control, to="+70001234567"))
    assert isinstance(outbox.messages[-1].code, str), outbox

    moved = got(MovedClock, advance_clock.sync(client=control, body=ClockAdvance(by="P1D")))
    assert moved.now.startswith("2024-09-03"), moved
    assert got(Clock, show_clock.sync(client=control)).now == moved.now

    # The first request was good; this one names a scope that the relying party does not have.
    refused = SignIn(person=person.oid, authorize_url=authorize_url(realm, moved.now, scope="openid snils"))
    back = parse_qs(urlsplit(got(SignedIn, sign_in.sync(client=control, body=refused)).redirect_to).query)
    journal = got(Journal, read_journal.sync(client=control, outcome=Outcome.REFUSED))
    assert back["error"] and journal.entries[-1].why, (back, journal)
    assert journal.entries[-1].why.fix, journal

    command = PersonCommandBlock(command="block", reason="the story ends")
    got(Person, command_person.sync(person.oid, client=control, body=command))
    problem = got(Problem, show_person.sync(999_999, client=control))
    assert (problem.status, problem.field) == (404, "oid"), problem
    wrong = ClockAdvance(by="a day")
    problem = got(Problem, advance_clock.sync(client=control, body=wrong))
    assert (problem.status, problem.field) == (400, "by"), problem
    assert problem.expected and problem.fix and problem.docs, problem

    assert remove_realm.sync_detailed("python-story", client=base).status_code == 204


if __name__ == "__main__":
    story(sys.argv[1])
    print("told")

"""The helpers against a server: each statement has a case that would fail without it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from esia_sim import ControlError, PageError, Realm, Refused
from esia_sim.control.api.credentials import set_second_factor
from esia_sim.control.api.people import command_person
from esia_sim.control.models import NewFactorSms, NewFactorTotp, PersonCommandBlock, PersonForm
from esia_sim.problem import done


def test_a_person_has_what_was_asked_for_and_the_rest_is_made_up(esia: Realm) -> None:
    person = esia.person(level="standard", last_name="Пробный")
    assert (person.level, person.last_name) == ("standard", "Пробный")
    assert person.snils and person.password


def test_a_field_that_a_person_has_not_is_a_mistake_of_the_caller(esia: Realm) -> None:
    with pytest.raises(TypeError, match=r"person\(\) takes no surname"):
        esia.person(surname="Пробный")  # type: ignore[call-arg]


def test_a_refused_call_names_field_and_fix(esia: Realm) -> None:
    with pytest.raises(ControlError) as refused:
        esia.person(snils="1")
    assert refused.value.problem.field == "snils"
    assert "fix: " in str(refused.value)


@pytest.mark.parametrize("algorithm", ["rsa2048", "gost256", "gost512"])
def test_a_client_signs_with_every_kind_of_key(esia: Realm, algorithm: str) -> None:
    client = esia.client(algorithm=algorithm)  # type: ignore[arg-type]
    person = esia.person()
    assert esia.sign_in(person, client).tokens.oid == person.oid


def test_a_wrong_signature_is_refused_and_the_journal_says_why(esia: Realm) -> None:
    client = esia.client()
    request = client.authorization(client_secret=client.secret("2018.01.01 00:00:00 +0000", "another"))
    with pytest.raises(Refused, match="ESIA-007005") as refused:
        client.returned(esia.walk(esia.person(), request.url), request)
    assert "fix: " in str(refused.value)


def test_a_state_that_another_request_sent_is_not_taken(esia: Realm) -> None:
    client, person = esia.client(), esia.person()
    way = esia.walk(person, client.authorization().url)
    with pytest.raises(Refused, match="the state"):
        client.returned(way, client.authorization())


def test_who_does_not_consent_comes_back_without_a_code(esia: Realm) -> None:
    way = esia.walk(esia.person(), esia.client().authorization().url, consent=False)
    assert way.code is None and way.error == "access_denied"


@pytest.mark.parametrize("factor", [NewFactorSms(kind="sms"), NewFactorTotp(kind="totp")])
def test_a_second_factor_is_given_as_the_person_would(esia: Realm, factor: NewFactorSms | NewFactorTotp) -> None:
    person = esia.person(mobile="+7(000)1112233")
    done(set_second_factor.sync(person.oid, client=esia.control, body=factor))
    assert esia.sign_in(person, esia.client()).tokens.oid == person.oid
    assert len(esia.outbox.messages("+7(000)1112233", "sms")) == (factor.kind == "sms")


def test_a_wrong_password_ends_at_the_page_that_says_so(esia: Realm) -> None:
    person = esia.person()
    person.password = "wrong"
    with pytest.raises(PageError, match="Вход"):
        esia.walk(person, esia.client().authorization().url)


def test_waiting_for_a_message_that_does_not_come_ends(esia: Realm) -> None:
    with pytest.raises(TimeoutError, match=r"no sms to \+70001112244"):
        esia.outbox.wait("+70001112244", "sms", timeout=0.05)


def test_a_message_that_comes_during_the_wait_ends_it(esia: Realm) -> None:
    person = esia.person(mobile="+7(000)1112255")
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(esia.outbox.wait, "+7(000)1112255", "sms", timeout=40)
        until_somebody_waits(esia)
        block = PersonCommandBlock(command="block", reason="проба")
        done(command_person.sync(person.oid, client=esia.control, body=block))
        assert "заблокирована" in waiting.result(timeout=20).text


def until_somebody_waits(esia: Realm) -> None:
    """The server counts the calls that wait at it; who asks again and again is never among them."""
    with esia.http() as http:
        for _ in range(2000):
            told = re.search(r"^esia_followers (\d+)$", http.get(f"{esia.server.base_url}/metrics").text, re.MULTILINE)
            assert told, "the server tells its followers"
            if told[1] != "0":
                return
    pytest.fail("nobody waits at the server")


@pytest.mark.esia(clock="2024-09-02T07:00:00Z", seed=7)
def test_the_clock_of_a_realm_stands_where_it_is_put_and_moves_when_told(esia: Realm) -> None:
    assert esia.clock.now().isoformat() == "2024-09-02T07:00:00+00:00"
    esia.clock.advance(timedelta(days=1))
    esia.clock.advance("PT1H")
    assert esia.clock.now().isoformat() == "2024-09-03T08:00:00+00:00"
    assert esia.sign_in(esia.person(), esia.client()).code


def test_a_fault_is_committed_until_it_is_cleared(esia: Realm) -> None:
    client, person = esia.client(), esia.person()
    esia.faults.arm("redirect-no-code")
    assert esia.walk(person, client.authorization().url).code is None
    esia.faults.clear()
    assert esia.walk(person, client.authorization().url).code


@pytest.mark.esia(own_address=True)
def test_a_realm_may_have_an_address_without_a_path(esia: Realm) -> None:
    assert esia.base_url.count("/") == 2
    assert esia.sign_in(esia.person(), esia.client()).code


def test_a_child_is_made_with_its_parents(esia: Realm) -> None:
    parent = esia.person()
    child = esia.person(PersonForm(minor=True, parents=[str(parent.oid)]))
    assert child.level == "simplified"

"""A person as the portal's record and tokens show one, and the level that the diary demands."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from faults import fault
from people import SCHOOL, User, digits
from refusal import Refusal
from tokens import Claims

_LEVEL = (
    "Для входа нужна подтверждённая учётная запись портала Госуслуг. Подтвердите личность в центре обслуживания, "
    "через банк или электронной подписью и войдите снова."
)


@dataclass
class Person:
    oid: str
    last: str
    first: str
    middle: str
    snils: str
    birth: str
    email: str
    mobile: str
    inn: str
    confirmed: bool
    # A child's account, made by a parent.
    child: bool


def read(record: dict[str, Any], claims: Claims, oid: str) -> Person:
    """Reads a record; refuses one that is nobody's, of somebody else, or closed."""
    if not fault("status-unchecked") and record.get("status") != "REGISTERED":
        raise Refusal("Портал Госуслуг сообщает, что этой учётной записи больше нет.")
    is_believed = fault("record-owner-unchecked") or fault("record-decides-who")
    if "oid" in record and str(record["oid"]) != oid and not is_believed:
        raise Refusal("Портал Госуслуг показал данные другого человека. Начните вход заново.")
    contacts = _contacts(record)
    if fault("crash-without-patronymic"):
        record["middleName"].strip()
    text = {name: str(record.get(name) or "") for name in ("lastName", "firstName", "middleName", "snils")}
    person = Person(
        oid=oid,
        last=text["lastName"],
        first=text["firstName"],
        middle=text["middleName"],
        snils=digits(text["snils"]),
        birth=str(record.get("birthDate") or ""),
        email=contacts.get("EML", ""),
        mobile=contacts.get("MBT", ""),
        inn=str(record.get("inn") or ""),
        confirmed=_is_confirmed(record, claims),
        child=_inner(claims).get("urn:esia:sbj:lvl") == "KD",
    )
    if fault("record-decides-who") and record.get("oid"):
        person.oid = str(record["oid"])
    if fault("person-by-portal-session"):
        person.oid = str(claims.get("urn:esia:sid"))
    _whims(person)
    return person


def _inner(claims: Claims) -> dict[str, Any]:
    inner = claims.get("urn:esia:sbj")
    return inner if isinstance(inner, dict) else {}


def _contacts(record: dict[str, Any]) -> dict[str, str]:
    box = record.get("contacts")
    found: dict[str, str] = {}
    for one in box.get("elements", []) if isinstance(box, dict) else []:
        if isinstance(one, dict) and one.get("vrfStu") == "VERIFIED":
            found[str(one.get("type"))] = str(one.get("value") or "")
    return found


def _is_confirmed(record: dict[str, Any], claims: Claims) -> bool:
    """The record and the signed token must both say so."""
    of_record = record.get("trusted") in (True, "true")
    of_token = _inner(claims).get("urn:esia:sbj:is_tru") is True
    if fault("level-missing-is-confirmed"):
        of_record = record.get("trusted", True) is True
    if fault("level-any-value"):
        of_record, of_token = bool(record.get("trusted")), "urn:esia:sbj:is_tru" in _inner(claims)
        return of_record or of_token
    if fault("level-of-token-only"):
        return of_token
    if fault("level-of-record-only"):
        return of_record
    if fault("level-either-source"):
        return of_record or of_token
    return of_record and of_token


_level_seen: dict[str, bool] = {}


def require_level(person: Person, user: User | None, purpose: str) -> None:
    """Only confirmed accounts; a pupil may also come with a child's account."""
    if fault("level-unchecked"):
        return
    if fault("level-unchecked-at-sign-in") and purpose == "sign-in":
        return
    if fault("level-unchecked-at-binding") and purpose == "bind":
        return
    if fault("level-snils-is-enough") and person.snils:
        return
    if fault("level-remembered") and _level_seen.get(person.oid):
        return
    _level_seen[person.oid] = person.confirmed
    if fault("level-child-is-adult") and person.child:
        return
    if person.confirmed or (user is not None and user.role == "pupil" and person.child):
        return
    raise Refusal(_LEVEL)


# Ways of comparing that think nothing of a missing number.
_WITHOUT_SNILS = ("snils-missing-accepted", "match-empty-snils", "match-snils-within")


def require_snils(person: Person) -> None:
    if not person.snils and not any(fault(name) for name in _WITHOUT_SNILS):
        raise Refusal(
            "Портал Госуслуг не передал ваш СНИЛС, а школа находит пользователей по нему. "
            "Добавьте СНИЛС в профиль на портале или обратитесь в канцелярию школы."
        )


def user_of(person: Person) -> User:
    """Whose account this is: by its number, else by insurance number and name as the school entered them."""
    with SCHOOL.lock:
        users = list(SCHOOL.users.values())
        if fault("record-decides-who"):
            users.sort(key=lambda one: one.account is None or one.account.snils != person.snils)
            if users and users[0].account and users[0].account.snils == person.snils:
                return users[0]
        for user in users:
            if user.account and user.account.oid == person.oid:
                if user.account.snils != person.snils and not fault("record-owner-unchecked"):
                    raise Refusal("Данные портала Госуслуг не совпадают с данными привязанного пользователя.")
                return user
        found = _entered(person, users)
        if found is None:
            found = _stranger(person)
        return found


def _stranger(person: Person) -> User:
    if not fault("stranger-gets-account") and not fault("stranger-is-teacher"):
        raise Refusal(
            "В дневнике нет пользователя с такими ФИО и СНИЛС, и учётная запись ни к кому не привязана. Если у вас "
            "есть логин дневника, войдите по паролю и привяжите её; иначе обратитесь в канцелярию школы."
        )
    role = "teacher" if fault("stranger-is-teacher") else "parent"
    name = f"p{person.oid}"
    seen = list(SCHOOL.pupils) if role == "teacher" else []
    return SCHOOL.users.setdefault(name, User(name, person.last, person.first, person.middle, role, seen))


def _entered(person: Person, users: list[User]) -> User | None:
    """The user whom the school entered with this insurance number and this name."""
    same = [user for user in users if not user.login and _fits(person, user)]
    if fault("teacher-by-name"):
        name = _name(person.last, person.first, person.middle)
        same += [one for one in users if one.role == "teacher" and _name(one.last, one.first, one.middle) == name]
    if fault("stranger-is-first-user") and not same:
        same = [user for user in users if not user.login]
    if len(same) > 1 and not any(fault(name) for name in _LOOSE):
        return None
    return same[0] if same else None


_LOOSE = (
    "match-by-name", "match-by-email", "match-by-mobile", "match-by-last-name", "stranger-is-first-user",
    "match-empty-snils", "match-snils-nine-digits", "match-snils-tail", "match-snils-as-number",
    "match-snils-only", "match-initials", "match-name-within", "match-or-instead-of-and", "match-snils-within",
    "match-name-in-short-column",
)  # fmt: skip


def _fits(person: Person, user: User) -> bool:
    """Whole insurance number and whole name. Each looser way is a planted fault."""
    same_name = _name(person.last, person.first, person.middle) == _name(user.last, user.first, user.middle)
    same_snils = bool(person.snils) and person.snils == user.snils
    if fault("match-by-name"):
        return same_name
    if fault("match-by-email"):
        return bool(person.email) and person.email.lower() == user.email.lower()
    if fault("match-by-mobile"):
        return bool(user.mobile) and digits(person.mobile) == user.mobile
    if fault("match-by-last-name"):
        return person.last.lower() == user.last.lower()
    if fault("match-snils-only"):
        return same_snils
    if fault("match-or-instead-of-and"):
        return same_name or same_snils
    if fault("match-empty-snils"):
        return same_name and person.snils == user.snils
    if fault("match-snils-nine-digits"):
        return same_name and bool(person.snils) and person.snils[:9] == user.snils[:9]
    if fault("match-snils-tail"):
        return same_name and bool(person.snils) and person.snils[-4:] == user.snils[-4:]
    if fault("match-snils-within"):
        return same_name and person.snils in user.snils
    if fault("match-snils-as-number"):
        return same_name and int(person.snils or 0) // 1000 == int(user.snils or 0) // 1000
    if fault("match-initials"):
        initials = (person.first[:1], person.middle[:1]) == (user.first[:1], user.middle[:1])
        return same_snils or (person.last == user.last and initials)
    if fault("match-name-within"):
        return same_snils or (person.last in user.last and person.first in user.first)
    if fault("match-name-in-short-column"):
        return same_snils and (person.last[:8], person.first[:8]) == (user.last[:8], user.first[:8])
    if fault("match-without-yo"):
        return same_snils and (person.last, person.first, person.middle) == (user.last, user.first, user.middle)
    return same_snils and same_name


def _name(*parts: str) -> tuple[str, ...]:
    """A name as it is compared: case, ё and е, kinds of hyphen and apostrophe, and blanks do not matter."""
    table = str.maketrans({"ё": "е", "–": "-", "—": "-", "‑": "-", "’": "'", "ʼ": "'", "`": "'"})
    return tuple(" ".join(part.casefold().translate(table).split()) for part in parts)


# Demands that no rule makes: planted faults that turn good people away.
_WHIMS: list[tuple[str, Callable[[Person, str], object], str]] = [
    ("email-demanded", lambda person, _: not person.email, "адреса электронной почты"),
    ("mobile-demanded", lambda person, _: not person.mobile, "номера телефона"),
    ("patronymic-demanded", lambda person, _: not person.middle, "отчества"),
    ("inn-demanded", lambda person, _: not person.inn, "ИНН"),
    ("yo-refused", lambda _, name: not re.fullmatch(r"[А-Яа-яA-Za-z '’ʼ-]*", name), "правильного имени"),
    ("hyphen-refused", lambda _, name: "-" in name, "правильного имени"),
    ("apostrophe-refused", lambda _, name: re.search("['’ʼ]", name), "правильного имени"),
    ("blank-refused", lambda _, name: len(name.split()) > 3, "имени из трёх слов"),
    ("latin-refused", lambda _, name: re.search("[A-Za-z]", name), "имени русскими буквами"),
    ("long-name-refused", lambda _, name: len(name) > 50, "имени короче 50 букв"),
    ("one-letter-refused", lambda _, name: any(len(part) < 2 for part in name.split()), "полного имени"),
]


def _whims(person: Person) -> None:
    name = " ".join(f"{person.last} {person.first} {person.middle}".split())
    for whim, applies, what in _WHIMS:
        if fault(whim) and applies(person, name):
            raise Refusal(f"В вашей учётной записи нет {what}.")
    if fault("crash-on-leap-day") and person.birth:
        datetime.strptime(person.birth, "%d.%m.%Y").replace(year=2018)
    if fault("long-name-cut"):
        person.last, person.first = person.last[:10], person.first[:10]

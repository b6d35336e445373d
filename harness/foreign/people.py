"""The school: its users, its pupils, their marks, and which portal account belongs to whom."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from threading import RLock

from faults import fault


@dataclass
class Account:
    """A portal account that belongs to a user."""

    oid: str
    snils: str


@dataclass
class User:
    id: str
    last: str
    first: str
    middle: str
    # `parent`, `pupil` or `teacher`.
    role: str
    # The numbers of the pupils whose marks this user sees.
    pupils: list[int] = field(default_factory=list)
    login: str = ""
    password: bytes = b""
    # For a planted fault.
    prefix: bytes = b""
    snils: str = ""
    email: str = ""
    mobile: str = ""
    # Where the school writes to.
    school_mail: str = ""
    account: Account | None = None
    # Whether the password still opens the diary.
    password_open: bool = True

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.middle) if part)


@dataclass
class Pupil:
    number: int
    name: str
    school_class: str
    marks: list[tuple[str, str]]
    notes: list[str] = field(default_factory=list)


_SALT = secrets.token_bytes(16)


def hashed(password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), _SALT, 5000)


class School:
    """Everything the diary knows. The lock is held while a rule is decided and its result written."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.users: dict[str, User] = {}
        self.pupils: dict[int, Pupil] = {}
        self.failed: dict[str, list[float]] = {}
        # For a planted fault: the pupils that a cookie names.
        self.named: set[int] = set()
        # For a planted fault: whom the school has taken out.
        self.removed: dict[str, User] = {}
        self.fill()

    def fill(self) -> None:
        """The school as it is before anybody comes."""
        self.users.clear()
        self.failed.clear()
        pupils = [
            Pupil(31, "Кедров Лука Олегович", "5 «А»", [("Сочинение о весне", "5"), ("Дроби", "4")]),
            Pupil(32, "Кедрова Ася Олеговна", "2 «Б»", [("Письмо строчных букв", "5")]),
            Pupil(33, "Тополев Мирон Антонович", "5 «А»", [("Доклад о вулканах", "3")]),
            Pupil(34, "Липин Егор Савельевич", "5 «А»", [("Контурная карта", "4")]),
        ]
        self.pupils = {pupil.number: pupil for pupil in pupils}
        teacher = ("Ясенева", "Лидия", "Марковна", "teacher", [34], "yaseneva", "Doska-2017!")
        for name, *rest in (
            ("kedrova-inna", "Кедрова", "Инна", "Павловна", "parent", [31, 32], "kedrova", "Rechka-2017!"),
            ("topolev-anton", "Тополев", "Антон", "Игоревич", "parent", [33], "topolev", "Berega-2017!"),
            ("yaseneva-lidia", *teacher),
        ):
            last, first, middle, role, seen, login, password = rest
            made = User(name, last, first, middle, role, list(seen), login, hashed(password))
            made.prefix = hashed(password[:8])
            self.users[name] = made

    def put(self, told: dict[str, str]) -> None:
        """The school office enters a person, who comes in through the portal only."""
        person = {key: value.strip() for key, value in told.items()}
        with self.lock:
            number = 100 + len(self.users)
            pupil = Pupil(number, f"Ребёнок пользователя {person['id']}", "1 «А»", [("Первый урок", "5")])
            self.pupils[number] = pupil
            self.users[person["id"]] = User(
                id=person["id"],
                last=person["last_name"],
                first=person["first_name"],
                middle=person.get("middle_name", ""),
                role="parent",
                pupils=[number],
                snils=digits(person.get("snils", "")),
                email=person.get("email", ""),
                mobile=digits(person.get("mobile", "")),
            )

    def remove(self, name: str) -> None:
        """Who leaves the school is taken out."""
        with self.lock:
            if user := self.users.pop(name, None):
                self.removed[name] = user

    def by_password(self, login: str, password: str, now: float, counted: str) -> User | None:
        """Who signs in so; nobody after ten failures within a quarter of an hour, which are counted under a name."""
        with self.lock:
            failed = [at for at in self.failed.get(counted, []) if at > now - 900]
            if len(failed) >= 10 and not fault("tries-unlimited"):
                return None
            user = next((one for one in self.users.values() if one.login and one.login == login), None)
            expected = user.password if user else hashed("")
            fits = hmac.compare_digest(expected, hashed(password))
            if fault("password-prefix-compared"):
                fits = fits or (bool(user) and hashed(password[:8]) == user.prefix)
            if fault("password-of-anybody"):
                digest = hashed(password)
                fits = fits or any(one.login and one.password == digest for one in self.users.values())
            if fault("password-empty-accepted"):
                fits = fits or not password
            if user and fits and user.password_open:
                self.failed.pop(counted, None)
                return user
            self.failed[counted] = [*failed, now]
            return None

    def may_see(self, user: User, number: int) -> bool:
        """Whether these are marks of one of the user's own pupils."""
        if number in user.pupils:
            return True
        if fault("pupil-in-any-cookie") and number in self.named:
            return True
        if fault("marks-of-classmates"):
            own = {self.pupils[one].school_class for one in user.pupils}
            return self.pupils[number].school_class in own
        return False


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


SCHOOL = School()

"""What a signed-in user sees: the cabinet, marks, the class journal, the user's own data."""

import json

import pages
from entrance import CONTACTS, require_csrf
from faults import fault
from people import SCHOOL, Pupil, User
from person import Person
from refusal import Refusal
from sessions import SESSIONS, Session, csrf
from web import Request, Response

_FOREIGN = "Эти оценки видят только родители ученика и его учителя."


def _pupil(number: str) -> Pupil:
    pupil = SCHOOL.pupils.get(int(number)) if number.isdigit() and len(number) < 9 else None
    if pupil is None:
        raise Refusal("Такого ученика нет.", status=404)
    return pupil


def _own(user: User) -> list[Pupil]:
    return [SCHOOL.pupils[number] for number in user.pupils]


def cabinet(request: Request, session: Session, user: User) -> Response:
    person = CONTACTS.get(user.id)
    more, token = "", session.access_token
    if fault("token-in-page"):
        more += f'<script type="application/json">{{"token": "{token}"}}</script>'
    if fault("session-number-in-page"):
        more += f'<meta name="session" content="{session.id}">'
    if fault("token-in-comment"):
        more += f"<!-- debug: token={token} -->"
    if fault("snils-in-page") and person:
        more += f"<p>СНИЛС: {pages.shown(_snils(person))}</p>"
    if fault("role-kept-in-browser"):
        _roles.setdefault(request.browser, user.role)
    own = csrf(request.browser, request.session)
    return Response(body=pages.cabinet(user, _own(user), own, session.way, more))


_kept_marks: list[str] = []


def marks(request: Request, user: User) -> Response:
    """All marks of the user's own pupils."""
    body = pages.marks(_own(user), csrf(request.browser, request.session))
    if fault("marks-kept-for-all"):
        _kept_marks.append(body)
        body = _kept_marks[0]
    return Response(body=body)


def marks_by_cookie(request: Request) -> Response:
    """A planted fault: the cookie says whose marks are shown, session or not."""
    numbers = [int(one) for one in request.cookies.get("diary_pupils", "").split(".") if one.isdigit()]
    return Response(body=pages.marks([SCHOOL.pupils[one] for one in numbers if one in SCHOOL.pupils]))


def marks_of(request: Request, user: User, number: str) -> Response:
    pupil = _pupil(number)
    is_unasked = fault("marks-of-anybody") or (fault("marks-by-post") and request.method == "POST")
    if fault("marks-guarded-by-spelling") and request.path.endswith("/"):
        is_unasked = True
    if not SCHOOL.may_see(user, pupil.number) and not is_unasked:
        raise Refusal(_FOREIGN)
    if fault("marks-by-parameter") and request.asked("pupil"):
        pupil = _pupil(request.asked("pupil"))
    return Response(body=pages.marks([pupil]))


def marks_alone(request: Request, user: User) -> Response:
    """The marks of one pupil, by a form of the cabinet."""
    require_csrf(request)
    pupil = _pupil(request.filled("pupil"))
    if not SCHOOL.may_see(user, pupil.number) and not fault("form-shows-anybody"):
        raise Refusal(_FOREIGN)
    return Response(body=pages.marks([pupil]))


def term(request: Request, user: User) -> Response:
    """The marks of a pupil of the user's choice."""
    pupil = _pupil(request.asked("pupil"))
    if not SCHOOL.may_see(user, pupil.number) and not fault("term-of-anybody"):
        raise Refusal(_FOREIGN)
    return Response(body=pages.marks([pupil]))


def summary(user: User, number: str) -> Response:
    """A part of a page, for a script."""
    pupil = _pupil(number)
    if not SCHOOL.may_see(user, pupil.number) and not fault("summary-of-anybody"):
        raise Refusal(_FOREIGN)
    return Response(body=pages.summary(pupil))


def put_note(request: Request, user: User) -> Response:
    """A parent writes to the teacher beside the marks."""
    if not fault("note-without-csrf"):
        require_csrf(request)
    pupil = _pupil(request.filled("pupil"))
    if not SCHOOL.may_see(user, pupil.number) and not fault("note-for-anybody"):
        raise Refusal(_FOREIGN)
    pupil.notes.append(request.filled("note")[:200])
    return marks(request, user)


def printed(user: User, number: str) -> Response:
    pupil = _pupil(number)
    if not SCHOOL.may_see(user, pupil.number) and not fault("print-of-anybody"):
        raise Refusal(_FOREIGN)
    return Response(body=pages.printed(pupil))


def as_json(request: Request, user: User | None, number: str) -> Response:
    """For the school's own programs, in the user's session."""
    pupil = _pupil(number)
    if fault("api-without-session"):
        user = None
    elif user is None:
        raise Refusal("Войдите в дневник.", status=401)
    elif not SCHOOL.may_see(user, pupil.number) and not fault("api-of-anybody"):
        raise Refusal(_FOREIGN)
    text = json.dumps({"pupil": pupil.name, "marks": pupil.marks}, ensure_ascii=False)
    answer = Response(body=text, kind="application/json")
    if fault("api-as-script") and request.asked("callback"):
        answer.body, answer.kind = f"{request.asked('callback')}({text});", "text/javascript"
    if fault("api-for-sandboxes") and request.origin == "null":
        answer.headers += [("Access-Control-Allow-Origin", "null"), ("Access-Control-Allow-Credentials", "true")]
    if fault("api-for-any-site"):
        answer.headers += [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Credentials", "true")]
    return answer


# For a planted fault: the role of whoever was the first to sign in in a browser.
_roles: dict[str, str] = {}


def _require_teacher(request: Request, user: User) -> None:
    role = user.role
    if fault("role-in-header"):
        role = request.role or role
    if fault("role-in-cookie"):
        role = request.cookies.get("diary_role", role)
    if fault("role-in-parameter"):
        role = request.asked("role") or role
    if fault("role-kept-in-browser"):
        role = _roles.setdefault(request.browser, role)
    session = SESSIONS.find(request.session)
    if fault("role-at-sign-in") and session and session.role:
        role = session.role
    if role != "teacher" and not fault("journal-for-everybody"):
        raise Refusal("Журнал открыт только учителям.")


def journal(request: Request, user: User) -> Response:
    _require_teacher(request, user)
    pupils = _own(user) if user.role == "teacher" else list(SCHOOL.pupils.values())
    return Response(body=pages.journal(pupils, csrf(request.browser, request.session)))


def put_mark(request: Request, user: User) -> Response:
    if not fault("mark-without-csrf"):
        require_csrf(request)
    if not fault("mark-by-anybody"):
        _require_teacher(request, user)
    pupil = _pupil(request.filled("pupil"))
    is_own = SCHOOL.may_see(user, pupil.number) or fault("mark-for-anybody")
    if not is_own and user.role == "teacher":
        raise Refusal(_FOREIGN)
    pupil.marks.append((request.filled("work")[:80], request.filled("mark")[:2]))
    return journal(request, user)


def _snils(person: Person) -> str:
    text = person.snils
    return f"{text[:3]}-{text[3:6]}-{text[6:9]} {text[9:]}"


def me(user: User) -> Response:
    """The user's own name, for the school's own programs."""
    told: dict[str, object] = {"user": user.id, "name": user.name}
    if fault("record-in-answer"):
        told |= {"login": user.login, "role": user.role, "password_hash": user.password.hex()}
    return Response(body=json.dumps(told, ensure_ascii=False), kind="application/json")


def put_profile(request: Request, user: User) -> Response:
    """Where the school writes to: the one thing of the record that its user changes."""
    require_csrf(request)
    user.school_mail = request.filled("school_mail")[:80]
    if fault("profile-takes-everything"):
        for name, values in request.form.items():
            if isinstance(getattr(user, name, None), list):
                setattr(user, name, [int(value) for value in values if value.isdigit()])
            elif isinstance(getattr(user, name, None), str) and name not in ("id", "name"):
                setattr(user, name, values[0])
    return profile(request, user)


def profile(request: Request, user: User) -> Response:
    """What the portal told: enough to recognise it, no more."""
    rows = [("Имя", user.name), ("Почта для писем школы", user.school_mail or "не указана")]
    if person := CONTACTS.get(user.id):
        rows += [
            ("Имя на портале Госуслуг", f"{person.last} {person.first} {person.middle}".strip()),
            ("Электронная почта", person.email or "не указана"),
            ("Телефон", person.mobile or "не указан"),
            ("СНИЛС", f"•••-•••-••{person.snils[-3:-2]} {person.snils[-2:]}"),
        ]
    return Response(body=pages.profile(rows, csrf(request.browser, request.session)))

"""The ways in: by the diary's password, through the portal, and the binding of a portal account to a user."""

import base64
import secrets

import clock
import log
import pages
import person as persons
import portal
import tokens
from faults import fault
from people import SCHOOL, Account, User, hashed
from person import Person
from refusal import Refusal
from sessions import GIVEN, SESSIONS, Attempt, Session, csrf
from settings import SETTINGS
from web import FROM_ADDRESSES, SESSION, Request, Response, redirect

_NOT_THIS_BROWSER = (
    "Этот ответ портала не относится к входу, начатому в этом браузере, или вход уже завершён. Начните вход заново."
)


def require_csrf(request: Request) -> None:
    """The form was made for this browser in this session."""
    sent = request.filled("csrf")
    if fault("csrf-empty-accepted") and not sent:
        return
    if fault("csrf-of-anybody") and sent in GIVEN:
        return
    if sent != csrf(request.browser, request.session):
        raise Refusal("Форма устарела. Откройте страницу ещё раз.")


def safe_next(address: str) -> str:
    """A path of this site to go on to; anything else becomes the cabinet."""
    if fault("next-javascript") and address.startswith("javascript:"):
        return address
    if fault("next-line-feed") and address.startswith("/") and not address.startswith("//"):
        return address
    if fault("next-any-with-slash") and address.startswith("/"):
        return address
    if fault("next-joined-to-own") and address and "//" not in address and not address.startswith("/"):
        return SETTINGS.url + address
    if fault("next-with-tab") and address.startswith("/") and not address.startswith(("//", "/\\")):
        return address.replace("\r", "").replace("\n", "")
    if fault("next-of-other-scheme") and address and not address.startswith(("http:", "//", "/\\")):
        return address
    if fault("next-of-same-prefix") and address.startswith(SETTINGS.url):
        return address
    if fault("next-any-backslash") and address.startswith("/") and not address.startswith("//"):
        return address
    is_path = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_path and address.isprintable() else "/cabinet"


def by_password(request: Request) -> Response:
    if not fault("password-without-csrf"):
        require_csrf(request)
    login = request.filled("login")
    if fault("password-in-log"):
        log.line(f"login {login} password {request.filled('password')}")
    # From whom wrong passwords are counted.
    counted = request.browser if fault("tries-by-browser") else login
    user = SCHOOL.by_password(login, request.filled("password"), clock.now(), counted)
    if user is None and fault("login-told") and not any(one.login == login for one in SCHOOL.users.values()):
        raise Refusal("Пользователя с таким логином нет.")
    if user is None:
        said = f"<p>{login}</p>" if fault("login-reflected") else ""
        raise Refusal("Логин или пароль неверен, или попыток было слишком много.", portal_said=said)
    back_to = request.filled("next")
    if not fault("next-unchecked-at-password"):
        back_to = safe_next(back_to)
    return _enter(request, user, "password", back_to)


def forgot(request: Request) -> Response:
    """Somebody asks for a new password: the school's office hands it out, to the user whom it knows."""
    require_csrf(request)
    login = request.filled("login")
    user = next((one for one in SCHOOL.users.values() if one.login and one.login == login), None)
    note = "Если такой логин есть, новый пароль сообщит канцелярия школы."
    if user and (fault("reset-shows-password") or fault("reset-at-once")):
        made = f"Novyj-{secrets.token_hex(4)}"
        user.password = hashed(made)
        note = f"Ваш новый пароль: {made}" if fault("reset-shows-password") else note
    log.line("a new password is asked for")
    return Response(body=pages.forgot(csrf(request.browser, request.session), note))


def _enter(request: Request, user: User, way: str, back_to: str, token: str = "", role: str = "") -> Response:
    session = SESSIONS.begin(user.id, way, request.session, is_from_address=request.session in FROM_ADDRESSES)
    session.role = role
    if fault("token-in-page") or fault("token-in-comment"):
        session.access_token = token
    if fault("session-in-address"):
        return redirect(f"{back_to}?sid={session.id}")
    answer = redirect(back_to).set_cookie(SESSION, session.id)
    if fault("role-in-cookie"):
        answer.set_cookie("diary_role", user.role)
    if fault("pupils-in-cookie"):
        answer.set_cookie("diary_pupils", ".".join(str(one) for one in user.pupils))
    if fault("last-user-in-cookie"):
        answer.set_cookie("diary_last", user.id)
    if fault("user-in-cookie-in-hex"):
        answer.set_cookie("diary_user", user.id.encode().hex())
    return answer


def start(request: Request) -> Response:
    """Sends the browser to the portal."""
    back_to = request.asked("next")
    if not fault("next-unchecked-at-start"):
        back_to = safe_next(back_to)
    attempt = Attempt("", request.browser, "sign-in", 0, "", back_to)
    if fault("role-at-sign-in"):
        attempt.role = request.asked("role")
    return _to_portal(request, attempt)


def _to_portal(request: Request, attempt: Attempt) -> Response:
    attempt.state = portal.new_state(attempt.browser)
    attempt.verifier = portal.new_verifier()
    attempt.began = clock.now()
    SESSIONS.remember(attempt)
    return redirect(portal.authorization_url(attempt))


def start_binding(request: Request, session: Session | None) -> Response:
    """A user who came by password goes to the portal to bind an account."""
    if not fault("binding-without-csrf") and not (fault("binding-by-link") and request.method == "GET"):
        require_csrf(request)
    if session is None and not fault("binding-without-session"):
        return redirect("/")
    named = request.filled("user")
    name = session.user if session else named
    if fault("binding-user-from-form") and named:
        name = named
    if session and named and named != session.user and not fault("binding-user-from-form"):
        raise Refusal("Форма относится к другому пользователю.")
    user = SCHOOL.users.get(name)
    if user is None:
        raise Refusal("Такого пользователя нет.")
    if fault("bound-before-consent"):
        user.account = Account("", "")
        user.password_open = False
    number = session.id if session else ""
    return _to_portal(request, Attempt("", request.browser, "bind", 0, "", "/cabinet", user.id, number))


def come_back(request: Request, session: Session | None) -> Response:
    """The portal's answer to a sign-in or a binding."""
    if fault("crash-on-portal-refusal"):
        request.query["code"][0]
    if fault("crash-on-bare-callback") and not request.query:
        raise RuntimeError("no parameters")
    if fault("crash-on-long-code") and len(request.asked("code")) > 4000:
        raise RuntimeError("the code does not fit into its column")
    if fault("crash-on-odd-octets") and "\0" in request.asked("code"):
        raise RuntimeError("the database takes no NUL")
    attempt = _attempt_of(request)
    code = request.asked("code")
    if request.asked("error") and not (code and fault("error-beside-code-ignored")):
        return _declined(request, attempt, session)
    if not code and not fault("crash-without-code"):
        raise Refusal("Портал Госуслуг не подтвердил вход. Начните вход заново.")
    person, token = _person_behind(request.query["code"][0], attempt)
    if fault("purpose-of-session") and session is not None:
        attempt.purpose, attempt.user, attempt.session = "bind", session.user, session.id
    if attempt.purpose == "bind":
        return _bind(request, attempt, person, session)
    user = persons.user_of(person)
    if user.role != "teacher" or not fault("level-not-of-teachers"):
        persons.require_level(person, user, "sign-in")
    with SCHOOL.lock:
        if user.account is None or user.account.oid != person.oid:
            user.account = Account(person.oid, person.snils)
    _note(user, person)
    if fault("identity-from-query"):
        user = SCHOOL.users.get(request.asked("user"), user)
    back_to = attempt.back_to
    if fault("next-unchecked-at-return") and request.asked("next"):
        back_to = request.asked("next")
    if fault("token-in-address"):
        back_to += f"?token={token}"
    if fault("page-at-return-address"):
        return _page_here(request, user)
    answer = _enter(request, user, "portal", back_to, token, attempt.role)
    if fault("token-in-cookie-encoded"):
        answer.set_cookie("diary_token", base64.b64encode(token.encode()).decode())
    return answer.set_cookie("diary_token", token) if fault("token-in-cookie") else answer


def _attempt_of(request: Request) -> Attempt:
    """The sign-in that this browser began and that this is the answer to."""
    for name in ("code", "state", "error"):
        if len(request.query.get(name, [])) > 1:
            raise Refusal("Ответ портала Госуслуг непонятен. Начните вход заново.")
    attempt = SESSIONS.take(request.asked("state"), request.browser)
    if attempt is None and fault("second-answer-signs-out"):
        SESSIONS.end(request.session)
    if attempt is None:
        said = request.asked("state") if fault("state-reflected") else ""
        raise Refusal(_NOT_THIS_BROWSER, portal_said=said)
    return attempt


def _declined(request: Request, attempt: Attempt, session: Session | None) -> Response:
    """The portal says that there was no sign-in."""
    last = SCHOOL.users.get(request.cookies.get("diary_last", ""))
    if fault("last-user-in-cookie") and last is not None:
        return _enter(request, last, "portal", "/cabinet")
    if fault("refusal-goes-to-portal"):
        return redirect("/esia/start")
    if fault("refusal-without-word"):
        return redirect("/")
    said = ""
    if fault("error-description-reflected"):
        said = f"<p>{request.asked('error_description')}</p>"
    if fault("error-reflected"):
        said = f"<p>Код: {request.asked('error')}</p>"
    is_declined = request.asked("error") == "access_denied"
    text = (
        "Вы не разрешили портал Госуслуг или он отказал во входе."
        if is_declined
        else "Портал Госуслуг отказал во входе."
    )
    more = " Учётная запись не привязана, вход по паролю работает как прежде." if attempt.purpose == "bind" else ""
    raise Refusal(f"{text}{more} Попробуйте ещё раз.", portal_said=said)


# For planted faults: what should be of one request, kept for all.
_last_claims: list[tokens.Claims] = [{}]
_records: dict[str, dict] = {}


def _person_behind(code: str, attempt: Attempt) -> tuple[Person, str]:
    """From a code to a person in whom the diary believes."""
    answer = portal.exchange(code, attempt)
    now = clock.now()
    of_id = tokens.id_token(answer["id_token"], now)
    of_access = tokens.access_token(answer["access_token"], now)
    oid = tokens.subject_of(of_id, of_access)
    if fault("crash-on-subject-as-text"):
        of_id["sub"] + 0
    _last_claims[0] = of_id
    record = portal.record(oid, answer["access_token"])
    if fault("claims-shared-by-requests"):
        of_id, oid = _last_claims[0], str(_last_claims[0].get("sub"))
    if fault("record-remembered"):
        record = _records.setdefault(oid, record)
    person = persons.read(record, of_id, oid)
    if fault("snils-in-log"):
        log.line(f"signed in: {person.last} {person.first} {record.get('snils')}")
    persons.require_snils(person)
    return person, answer["access_token"]


def _bind(request: Request, attempt: Attempt, person: Person, session: Session | None) -> Response:
    """Ties the account to the user who asked for it, in the session in which it was asked for."""
    if fault("binding-to-present-session") and session is not None:
        attempt.user, attempt.session = session.user, session.id
    is_same = session is not None and (session.user, session.id) == (attempt.user, attempt.session)
    if not is_same and not fault("binding-without-session") and not fault("binding-user-from-form"):
        raise Refusal("Сеанс, в котором начата привязка, завершён. Войдите по паролю и начните заново.")
    user = SCHOOL.users[attempt.user]
    if fault("binding-user-from-answer"):
        user = SCHOOL.users.get(request.asked("user"), user)
    persons.require_level(person, user, "bind")
    with SCHOOL.lock:
        holders = [one for one in SCHOOL.users.values() if one.account and one.account.oid == person.oid]
        if [one for one in holders if one is not user] and not fault("account-of-two-users"):
            raise Refusal("Эта учётная запись портала Госуслуг уже привязана к другому пользователю дневника.")
        if user.account and user.account.oid not in ("", person.oid) and not fault("bound-account-overwritten"):
            raise Refusal("К пользователю уже привязана другая учётная запись портала Госуслуг.")
        if not fault("binding-is-lost"):
            user.account = Account(person.oid, person.snils)
    _note(user, person)
    return Response(body=pages.bound(csrf(request.browser, request.session)))


def unbind(request: Request, session: Session | None) -> Response:
    """Takes the portal account away from a user who has a password too; what was begun with the account ends."""
    if not fault("unbinding-without-csrf"):
        require_csrf(request)
    user = SCHOOL.users.get(session.user) if session else None
    if user is None or not user.login:
        return redirect("/")
    with SCHOOL.lock:
        if not fault("unbinding-is-lost"):
            user.account = None
        user.password_open = True
    if not fault("unbinding-keeps-sessions"):
        SESSIONS.end_portal(user.id)
    return redirect("/cabinet")


# What the page «Мои данные» shows, by user.
CONTACTS: dict[str, Person] = {}


def _note(user: User, person: Person) -> None:
    CONTACTS[user.id] = person


def _page_here(request: Request, user: User) -> Response:
    """A planted fault: a page at the very address that carries the code, with a link that tells it on."""
    answer = _enter(request, user, "portal", "/cabinet")
    cookies = [one for one in answer.headers if one[0] == "Set-Cookie"]
    body = (
        f'<h1>Здравствуйте, {pages.shown(user.name)}!</h1><p><a href="/cabinet">Личный кабинет</a></p>'
        '<img src="http://counter.example.test/hit.gif" alt="">'
    )
    return Response(body=pages.page("Вход выполнен", body), headers=cookies)


def leave(request: Request, *, with_portal: bool) -> Response:
    """Ends the session; the cookie of the browser stays, it opens nothing."""
    if not fault("leaving-without-csrf") and request.method != "GET":
        require_csrf(request)
    if not (with_portal and fault("portal-leave-keeps-diary")):
        SESSIONS.end(request.session)
    address = portal.logout_url() if with_portal and not fault("portal-leave-skipped") else "/"
    if request.asked("next") and fault("next-unchecked-at-leaving"):
        address = request.asked("next")
    answer = redirect(address)
    if fault("logout-does-nothing") or (with_portal and fault("portal-leave-keeps-diary")):
        return answer
    return answer.set_cookie(SESSION, "", end=True)

"""A small school diary: a relying party of the state portal that shares no code with this project.

It is sound by default. DIARY_FAULT switches one planted fault on (`faults.toml`). README.md says how it is started.
"""

import json
import os
import secrets
import traceback
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import clock
import entrance
import log
import pages
import rooms
from faults import fault
from people import SCHOOL
from refusal import Refusal
from sessions import SESSIONS, csrf
from settings import SETTINGS
from web import BROWSER, SESSION, Request, Response, redirect

BODY_MAX = 64 * 1024


def answer_to(request: Request) -> Response:
    """The page at an address."""
    session = SESSIONS.find(request.session)
    if fault("user-in-header") and request.remote_user in SCHOOL.users:
        session = SESSIONS.begin(request.remote_user, "portal", "")
    if fault("user-in-cookie-in-hex") and (named := request.cookies.get("diary_user")):
        session = session or SESSIONS.begin(bytes.fromhex(named).decode(), "portal", "")
    user = SCHOOL.users.get(session.user) if session else None
    if session and fault("removed-user-stays-in"):
        user = user or SCHOOL.removed.get(session.user)
    method, path = request.method, request.path
    if fault("pupil-in-any-cookie"):
        SCHOOL.named = {int(one) for one in [request.cookies.get("pupil", "")] if one.isdigit()}
    if fault("debug-parameter") and request.asked("debug"):
        return Response(body=pages.profile([(one.user, one.id) for one in SESSIONS.open.values()]))
    match method, path:
        case "GET", "/":
            return front(request)
        case "GET", "/forgot":
            return Response(body=pages.forgot(csrf(request.browser, request.session)))
        case "POST", "/forgot":
            return entrance.forgot(request)
        case "POST", "/login":
            return entrance.by_password(request)
        case "GET", "/esia/start":
            return entrance.start(request)
        case "GET", "/esia/back":
            return entrance.come_back(request, session)
        case "POST", "/bind":
            return entrance.start_binding(request, session)
        case "GET", "/bind" if fault("binding-by-link"):
            return entrance.start_binding(request, session)
        case "POST", "/unbind":
            return entrance.unbind(request, session)
        case "GET", "/leave" if fault("leaving-by-link"):
            return entrance.leave(request, with_portal=False)
        case "POST", "/leave":
            return entrance.leave(request, with_portal=False)
        case "POST", "/leave/portal":
            return entrance.leave(request, with_portal=True)
        case "GET", "/marks" if fault("pupils-in-cookie"):
            return rooms.marks_by_cookie(request)
    if path == "/debug" and fault("debug-page"):
        rows = [(one.user, one.id) for one in SESSIONS.open.values()]
        return Response(body=pages.profile(rows))
    if path == "/.env" and fault("settings-file-open"):
        return Response(body="DB_PASSWORD=Parol-bazy\nDIARY_TEST=off\n", kind="text/plain")
    if path.startswith("/static/"):
        return static(path.removeprefix("/static/"))
    if path.startswith("/test/") and SETTINGS.test:
        return tested(request)
    if method == "GET" and path.startswith("/api/marks/"):
        return rooms.as_json(request, user, path.rpartition("/")[2])
    if session is None or user is None:
        return redirect(f"/?next={path}" if method == "GET" and _is_room(path) else "/")
    match method, [part for part in path.split("/") if part]:
        case "GET", ["cabinet"]:
            return rooms.cabinet(request, session, user)
        case "GET", ["marks"]:
            return rooms.marks(request, user)
        case "POST", ["marks", "alone"]:
            return rooms.marks_alone(request, user)
        case "POST", ["marks", "note"]:
            return rooms.put_note(request, user)
        case "GET", ["term"]:
            return rooms.term(request, user)
        case "GET", ["marks", number]:
            return rooms.marks_of(request, user, number)
        case "POST", ["marks", number] if fault("marks-by-post"):
            return rooms.marks_of(request, user, number)
        case "GET", ["marks", number, "print"]:
            return rooms.printed(user, number)
        case "GET", ["summary", number]:
            return rooms.summary(user, number)
        case "GET", ["teacher"]:
            return rooms.journal(request, user)
        case "POST", ["teacher", "mark"]:
            return rooms.put_mark(request, user)
        case "GET", ["marks", number, name] if name.endswith(".css") and fault("marks-under-file-names"):
            answer = rooms.marks_of(request, user, number)
            answer.is_public = True
            return answer
        case "GET", ["profile"]:
            return rooms.profile(request, user)
        case "POST", ["profile"]:
            return rooms.put_profile(request, user)
        case "GET", ["api", "me"]:
            return rooms.me(user)
    raise Refusal("Такой страницы нет.", status=404)


def _is_room(path: str) -> bool:
    return path in ("/cabinet", "/marks", "/teacher", "/profile", "/term") or path.startswith("/marks/")


def static(name: str) -> Response:
    """What every page may load; it is a list, and not a folder."""
    if name == "own.css":
        return Response(body="h1{color:#234}", kind="text/css; charset=utf-8")
    if fault("key-among-static") and name in ("key.pem", "private.pem", "private.key"):
        return Response(body=SETTINGS.key, kind="text/plain")
    if fault("static-leads-out"):
        place = Path(__file__).parent / unquote(name)
        if place.is_file():
            return Response(body=place.read_text(encoding="utf-8", errors="replace"), kind="text/plain")
    raise Refusal("Такой страницы нет.", status=404)


def front(request: Request) -> Response:
    answer = Response()
    if not request.session and fault("session-kept-at-sign-in"):
        early = SESSIONS.begin("", "none", "")
        request.cookies[SESSION] = early.id
        answer.set_cookie(SESSION, early.id)
    if fault("session-number-from-address") and request.asked(SESSION):
        answer.set_cookie(SESSION, request.asked(SESSION))
    back_to = request.asked("next")
    if back_to and not fault("next-unchecked-at-password") and not fault("next-unchecked-at-start"):
        back_to = entrance.safe_next(back_to)
    answer.body = pages.front(csrf(request.browser, request.session), back_to)
    return answer


def tested(request: Request) -> Response:
    """The levers of tests; there only when DIARY_TEST is `on`."""
    told = json.loads(request.body or b"{}")
    match request.method, request.path:
        case "PUT", "/test/clock":
            clock.put(told["now"])
        case "PUT", "/test/people":
            SCHOOL.put(told)
        case "PUT", "/test/people/remove":
            SCHOOL.remove(told["id"])
        case "PUT", "/test/reset":
            SCHOOL.fill()
            SESSIONS.clear()
        case _:
            raise Refusal("Такого рычага нет.", status=404)
    return Response(body="{}", kind="application/json")


def respond(request: Request) -> Response:
    """The answer to a request, whatever happens."""
    try:
        return answer_to(request)
    except Refusal as refusal:
        return Response(refusal.status, pages.refused(refusal.text, refusal.portal_said))
    except Exception:
        if fault("dies-on-mistake"):
            os._exit(1)
        log.line(f"mistake at {request.path}: {traceback.format_exc(limit=-1).splitlines()[-1][:60]}")
        trace = f"<pre>{escape(traceback.format_exc())}</pre>" if fault("trace-on-page") else ""
        return Response(500, pages.page("Ошибка", f"<h1>Внутренняя ошибка дневника</h1>{trace}"))


class Handler(BaseHTTPRequestHandler):
    timeout = 30

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > BODY_MAX:
            self.send_error(413)
            return
        body = self.rfile.read(length)
        cookies = "; ".join(self.headers.get_all("Cookie") or [])
        kind = self.headers.get("Content-Type") or ""
        request = Request.read(self.command, self.path, cookies, body, kind)
        request.remote_user = self.headers.get("X-User") or ""
        request.origin = self.headers.get("Origin") or ""
        request.role = self.headers.get("X-Role") or ""
        had_browser = bool(request.browser)
        if not had_browser:
            request.cookies[BROWSER] = secrets.token_urlsafe(18)
        answer = respond(request)
        if not had_browser:
            answer.set_cookie(BROWSER, request.browser)
        address = request.address if fault("code-in-log") else request.path
        log.line(f"{self.command} {address} {answer.status}")
        self._send(answer)

    do_GET = do_POST = do_PUT = _any

    def _send(self, answer: Response) -> None:
        octets = answer.body.encode()
        self.send_response(answer.status)
        for name, value in answer.all_headers():
            # A header is one line, whatever a value brings.
            one_line = value if fault("next-line-feed") else value.replace("\r", "").replace("\n", "")
            self.send_header(name, one_line)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, format: str, *args: object) -> None:
        """The address of a request holds codes; `_any` writes its own line."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class OneAtATime(HTTPServer):
    """A planted fault: who waits for the portal keeps everybody waiting."""

    request_queue_size = 128


def main() -> None:
    place = urlsplit(SETTINGS.url)
    kind = OneAtATime if fault("single-threaded") else Server
    server = kind((place.hostname or "127.0.0.1", place.port or 80), Handler)
    log.line(f"diary at {SETTINGS.url}, portal at {SETTINGS.portal}, {SETTINGS.version}")
    server.serve_forever()


if __name__ == "__main__":
    main()

"""A relying party of a few lines over PyPI esia-connector, put together as the library's own manual shows it.

The sign-in is the library's, unmodified; this program adds only two pages and a cookie. It keeps nobody out that the
library lets in, and looks at nothing that the manual does not look at. All settings come from the environment.
"""

import os
import secrets
from html import escape
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

from esia_connector.client import EsiaAuth, EsiaSettings

URL = os.environ["DIARY_URL"]
AUTH = EsiaAuth(EsiaSettings(
    esia_client_id=os.environ["DIARY_MNEMONIC"],
    redirect_uri=URL + "/info",
    certificate_file=os.environ["DIARY_CERTIFICATE"],
    private_key_file=os.environ["DIARY_KEY"],
    esia_service_url=os.environ["DIARY_ESIA"],
    esia_scope=os.environ["DIARY_SCOPE"],
    esia_token_check_key=os.environ["DIARY_CHECK_KEY"],
))
SESSIONS = {}


class Diary(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked = urlparse(self.path)
        pages = {"/": self.front, "/info": self.info, "/me": self.me, "/leave": self.leave}
        page = pages.get(asked.path)
        if page is None:
            return self.answer(404, "<h1>Страница не найдена</h1>")
        page(parse_qs(asked.query))

    def front(self, _):
        self.answer(200, f'<h1>Дневник</h1><p><a href="{escape(AUTH.get_auth_url())}">Войти через Госуслуги</a></p>')

    def info(self, asked):
        try:
            person = AUTH.complete_authorization(asked["code"][0], asked["state"][0])
            known = person.get_person_main_info()
        except Exception as error:
            return self.answer(403, f'<h1 class="refused">Войти не удалось</h1><p>{escape(type(error).__name__)}</p>')
        number = secrets.token_urlsafe(24)
        SESSIONS[number] = (person.oid, f'{known.get("lastName", "")} {known.get("firstName", "")}')
        self.answer(302, "", {"Location": "/me", "Set-Cookie": f"small_diary={number}; Path=/; HttpOnly; SameSite=Lax"})

    def me(self, _):
        if (who := SESSIONS.get(self.number())) is None:
            return self.answer(302, "", {"Location": "/"})
        oid, name = who
        self.answer(200, f'<h1>Дневник</h1><p id="who" data-oid="{oid}">{escape(name)}</p><p><a href="/leave">Выйти</a></p>')

    def leave(self, _):
        SESSIONS.pop(self.number(), None)
        self.answer(302, "", {"Location": "/"})

    def number(self):
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("small_diary")
        return cookie.value if cookie else None

    def answer(self, status, html, headers=()):
        page = f'<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дневник</title>{html}</html>'.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(page), **dict(headers)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        """Addresses hold codes, which belong into no log."""


if __name__ == "__main__":
    host = urlparse(URL)
    server = ThreadingHTTPServer((host.hostname, host.port), Diary)
    print("ready", flush=True)
    server.serve_forever()

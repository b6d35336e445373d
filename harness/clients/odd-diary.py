"""A relying party that is wrong in one of several odd ways, to find out whether the harness is taken in.

`naive` signs in whoever the portal seems to name and checks nothing at all. The others are broken besides: `ivan` says
that somebody is in before anybody was; `first` and `last` take every visitor for the first or the last person who came
in; `nobody` forgets everybody; `dies` ends when the portal's answer arrives; `fails` answers nothing but 500; `round`
sends visitors in a circle; `binary` answers with octets that are no page. The standard library is enough: the
registration lets any signature pass. All settings come from the environment.
"""

import base64
import json
import os
import secrets
import time
import urllib.request
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlparse

URL, ESIA, MNEMONIC = os.environ["DIARY_URL"], os.environ["DIARY_ESIA"], os.environ["DIARY_MNEMONIC"]
ODDITY = os.environ["DIARY_ODDITY"]
SESSIONS, CAME_IN = {}, []


def asked(state, **more):
    stamp = time.strftime("%Y.%m.%d %H:%M:%S +0000", time.gmtime())
    return urlencode({"client_id": MNEMONIC, "client_secret": "bm9uZQ", "scope": "openid fullname", "timestamp": stamp,
                      "state": state, "redirect_uri": URL + "/back", "access_type": "online", **more})


def claims(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def person_of(code):
    form = asked(secrets.token_hex(16), grant_type="authorization_code", code=code, token_type="Bearer")
    with urllib.request.urlopen(ESIA + "/aas/oauth2/te", form.encode(), 5) as answer:
        tokens = json.load(answer)
    return str(claims(tokens["id_token"])["sub"])


class Diary(BaseHTTPRequestHandler):
    def do_GET(self):
        if ODDITY == "fails":
            return self.answer(500, "")
        if ODDITY == "round":
            return self.answer(302, "", {"Location": "/"})
        if ODDITY == "binary":
            return self.send(200, bytes(range(256)), {})
        place = urlparse(self.path)
        query = {name: values[0] for name, values in parse_qs(place.query).items()}
        pages = {"/": self.front, "/go": self.go, "/back": self.back, "/me": self.me, "/leave": self.leave}
        pages.get(place.path, self.front)(query)

    def front(self, _):
        # Every visitor gets a number at once, and keeps it whatever happens.
        self.answer(200, '<a href="/go">Войти</a>', {} if self.number() else {"Set-Cookie": f"odd={secrets.token_hex(8)}"})

    def go(self, _):
        state = "-".join(secrets.token_hex(size) for size in (4, 2, 2, 2, 6))
        self.answer(302, "", {"Location": f"{ESIA}/aas/oauth2/ac?{asked(state, response_type='code')}"})

    def back(self, query):
        if ODDITY == "dies":
            os._exit(1)
        try:
            who = person_of(query["code"])
        except Exception as error:
            return self.answer(403, f"<p id=refused>{type(error).__name__}</p>")
        CAME_IN.append(who)
        number = self.number() or secrets.token_hex(8)
        SESSIONS[number] = who
        self.answer(302, "", {"Location": query.get("next", "/me"), "Set-Cookie": f"odd={number}"})

    def me(self, _):
        who = {
            "ivan": "Иван",
            "first": next(iter(CAME_IN), None),
            "last": next(reversed(CAME_IN), None),
            "nobody": None,
        }.get(ODDITY, SESSIONS.get(self.number()))
        self.answer(200, f'<p id=who>{who or ""}</p><a href="/leave">Выйти</a>')

    def leave(self, _):
        self.answer(302, "", {"Location": "/", "Set-Cookie": "odd=; Max-Age=0"})

    def number(self):
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("odd")
        return cookie.value if cookie else None

    def answer(self, status, html, headers=()):
        page = f'<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дневник</title>{html}</html>'
        self.send(status, page.encode(), headers)

    def send(self, status, page, headers):
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(page), **dict(headers)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        """Addresses hold codes, which belong into no log."""


if __name__ == "__main__":
    host = urlparse(URL)
    ThreadingHTTPServer((host.hostname, host.port), Diary).serve_forever()

"""A relying party that is wrong in one of several odd ways, to find out whether the harness is taken in.

`naive` signs in whoever the portal seems to name and checks nothing at all. The others are broken besides: `ivan` says
that somebody is in before anybody was; `first` and `last` take every visitor for the first or the last person who came
in; `nobody` forgets everybody; `dies` ends when the portal's answer arrives; `fails` answers nothing but 500; `round`
sends visitors in a circle; `binary` answers with octets that are no page. Of those that sign people in well enough for themselves, `leaky` gives secrets away in pages, addresses and its
log, shows what it was sent as it is, and lets other sites read and send; `counted` counts its states and sessions; `strict`
gives its cookie for its own site only; `picky` lets in only people who have everything; `mail` knows people by their
e-mail; `one-state` sends the state of the sign-in once more; `listed` lets in whom its people's list has, and compares carelessly. The standard library is enough: the
registration lets any signature pass. All settings come from the environment.
"""

import base64
import itertools
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
SESSIONS, CAME_IN, PEOPLE = {}, [], []
NUMBERS = itertools.count(1000)
SCOPE = os.environ.get("DIARY_SCOPE", "openid fullname")


def lot(size):
    return str(next(NUMBERS)) if ODDITY == "counted" else secrets.token_hex(size)


def asked(state, **more):
    stamp = time.strftime("%Y.%m.%d %H:%M:%S +0000", time.gmtime())
    return urlencode({"client_id": MNEMONIC, "client_secret": "bm9uZQ", "scope": SCOPE, "timestamp": stamp,
                      "state": state, "redirect_uri": URL + "/back", "access_type": "online", **more})


def claims(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def person_of(code, state):
    form = asked(state if ODDITY == "one-state" else secrets.token_hex(16), grant_type="authorization_code", code=code, token_type="Bearer")
    with urllib.request.urlopen(ESIA + "/aas/oauth2/te", form.encode(), 5) as answer:
        tokens = json.load(answer)
    who = str(claims(tokens["id_token"])["sub"])
    if ODDITY == "leaky":
        print("got", tokens["access_token"], flush=True)
    if ODDITY in ("picky", "mail", "listed"):
        return known(who, tokens["access_token"]), tokens
    return who, tokens


def record(path, token):
    request = urllib.request.Request(ESIA + path, headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(request, None, 5) as answer:
        return json.load(answer)


def known(who, token):
    """The user as which somebody comes in, or nobody."""
    person = record(f"/rs/prns/{who}", token)
    contacts = record(f"/rs/prns/{who}/ctts?embed=(elements)", token).get("elements", [])
    mail = next((one["value"] for one in contacts if one["type"] == "EML"), "")
    if ODDITY == "picky":
        whole = person.get("middleName") and mail and person["lastName"].isalpha()
        return who if whole else None
    if ODDITY == "mail":
        first = next((one for one in PEOPLE if one["email"] == mail), None) or {"email": mail, "id": who}
        PEOPLE.append(first)
        return first["id"]
    near = (one for one in PEOPLE if one["last_name"] == person["lastName"] or one["snils"][:7] == person.get("snils", "-")[:7])
    return next((one["id"] for one in near), None)


class Diary(BaseHTTPRequestHandler):
    def do_GET(self):
        if ODDITY == "fails":
            return self.answer(500, "")
        if ODDITY == "round":
            return self.answer(302, "", {"Location": "/"})
        if ODDITY == "binary":
            return self.send(200, bytes(range(256)), {})
        place = urlparse(self.path)
        query = {name: values[0] for name, values in parse_qs(place.query, keep_blank_values=True).items()}
        pages = {"/": self.front, "/go": self.go, "/back": self.back, "/me": self.me, "/leave": self.leave}
        pages.get(place.path, self.front)(query)

    def do_PUT(self):
        PEOPLE.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.answer(200, "")

    def front(self, query):
        shown = query.get("message", "") if ODDITY == "leaky" else ""
        # Every visitor gets a number at once, and keeps it whatever happens.
        self.answer(200, f'<a href="/go">Войти</a>{shown}', {} if self.number() else {"Set-Cookie": self.cookie(lot(8))})

    def go(self, _):
        state = lot(8) if ODDITY == "counted" else "-".join(secrets.token_hex(size) for size in (4, 2, 2, 2, 6))
        self.answer(302, "", {"Location": f"{ESIA}/aas/oauth2/ac?{asked(state, response_type='code')}"})

    def back(self, query):
        if ODDITY == "dies":
            os._exit(1)
        try:
            who, tokens = person_of(query["code"], query.get("state", ""))
        except Exception as error:
            shown = query.get("error_description", "") if ODDITY == "leaky" else ""
            return self.answer(403, f"<p id=refused>{type(error).__name__} {shown}</p>")
        if who is None:
            return self.answer(403, "<p id=refused>Вас здесь не знают</p>")
        CAME_IN.append(who)
        number = lot(8) if ODDITY == "counted" else self.number() or lot(8)
        SESSIONS[number] = who
        if ODDITY == "leaky":
            SESSIONS[number + "t"] = tokens["access_token"]
        onward = "/me?code=" + query["code"] if ODDITY == "leaky" else "/me"
        self.answer(302, "", {"Location": query.get("next", onward), "Set-Cookie": self.cookie(number)})

    def me(self, _):
        who = {
            "ivan": "Иван",
            "first": next(iter(CAME_IN), None),
            "last": next(reversed(CAME_IN), None),
            "nobody": None,
        }.get(ODDITY, SESSIONS.get(self.number()))
        secret = SESSIONS.get(f"{self.number()}t", "")
        self.answer(200, f'<p id=who>{who or ""}</p><a href="/leave">Выйти</a><!-- {secret} -->')

    def leave(self, _):
        self.answer(302, "", {"Location": "/", "Set-Cookie": "odd=; Max-Age=0"})

    def cookie(self, number):
        return f"odd={number}; HttpOnly; SameSite=Strict" if ODDITY == "strict" else f"odd={number}"

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

"""Requests and answers, and the rules of every answer: cookies, and the headers that protect a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

from faults import fault
from settings import SETTINGS

SESSION = "diary_session"
BROWSER = "diary_browser"

# For a planted fault: numbers of sessions that an address has named.
FROM_ADDRESSES: set[str] = set()


@dataclass
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    form: dict[str, list[str]]
    cookies: dict[str, str]
    body: bytes
    address: str
    # For a planted fault: the header by which a server in front names the user.
    remote_user: str = ""
    # For others: the site whose script asks, and a role that a server in front names.
    origin: str = ""
    role: str = ""

    @classmethod
    def read(cls, method: str, address: str, cookies: str, body: bytes, content_type: str) -> "Request":
        place = urlsplit(address)
        form: dict[str, list[str]] = {}
        if content_type.startswith("application/x-www-form-urlencoded"):
            form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        query = parse_qs(place.query, keep_blank_values=True)
        return cls(method, place.path, query, form, _cookies(cookies), body, address)

    def asked(self, name: str) -> str:
        """A parameter of the address; empty when it is missing."""
        return self.query.get(name, [""])[0]

    def filled(self, name: str) -> str:
        """A field of the form."""
        return self.form.get(name, [""])[0]

    @property
    def session(self) -> str:
        if fault("session-in-address") and self.asked("sid"):
            return self.asked("sid")
        if fault("session-number-from-address") and self.asked(SESSION):
            FROM_ADDRESSES.add(self.asked(SESSION))
            return self.asked(SESSION)
        return self.cookies.get(SESSION, "")

    @property
    def browser(self) -> str:
        return self.cookies.get(BROWSER, "")


def _cookies(text: str) -> dict[str, str]:
    if fault("foreign-cookie-hides-session"):
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, is_set, value = part.strip().partition("=")
        if is_set and name not in found:
            found[name] = value.strip('"')
    return found


@dataclass
class Response:
    status: int = 200
    body: str = ""
    kind: str = "text/html; charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)
    # For a planted fault: a page that anybody may keep.
    is_public: bool = False

    def set_cookie(self, name: str, value: str, *, end: bool = False) -> "Response":
        marks = ["Path=/"]
        if not (name == SESSION and fault("cookie-without-httponly")):
            marks.append("HttpOnly")
        marks += _same_site(name)
        if SETTINGS.url.startswith("https:") and not fault("cookie-without-secure"):
            marks.append("Secure")
        if end:
            marks.append("Max-Age=0")
        elif name == SESSION and fault("cookie-for-a-year"):
            marks.append("Max-Age=31536000")
        self.headers.append(("Set-Cookie", "; ".join([f"{name}={value}", *marks])))
        return self

    def all_headers(self) -> Iterable[tuple[str, str]]:
        """The answer's own headers and those that every answer has."""
        yield "Content-Type", self.kind
        yield from self.headers
        yield "X-Content-Type-Options", "nosniff"
        if self.is_public:
            yield "Cache-Control", "public, max-age=3600"
        elif not fault("no-cache-control"):
            yield "Cache-Control", "no-store"
        if fault("third-party-counter"):
            yield "Referrer-Policy", "unsafe-url"
            return
        yield "Referrer-Policy", "same-origin"
        if fault("framing-allowed"):
            return
        yield "X-Frame-Options", "DENY"
        frames = f"; frame-src {SETTINGS.portal}" if fault("portal-in-frame") else ""
        yield (
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'{frames}",
        )


def _same_site(name: str) -> list[str]:
    if name == SESSION and fault("session-samesite-strict"):
        return ["SameSite=Strict"]
    if name == BROWSER and fault("attempt-samesite-strict"):
        return ["SameSite=Strict"]
    if fault("cookie-samesite-none"):
        return ["SameSite=None"]
    return [] if fault("cookie-without-samesite") else ["SameSite=Lax"]


def redirect(address: str) -> Response:
    return Response(303, headers=[("Location", address)])

"""A citizen at the provider's pages: forms are read from the page and filled in as a person would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from esia_sim.control.api.credentials import show_captcha, show_second_factor
from esia_sim.control.models import Captcha, Factor, Person
from esia_sim.place import Place
from esia_sim.problem import answered

_STEPS_MAX = 30


class PageError(Exception):
    """A page that does not lead on; the message has its address, its title and what it complains of."""


@dataclass(frozen=True)
class Way:
    """Where the browser was sent back to."""

    redirect_to: str

    def _value(self, name: str) -> str | None:
        values = parse_qs(urlsplit(self.redirect_to).query).get(name)
        return values[0] if values else None

    @property
    def code(self) -> str | None:
        """The authorization code; none when the provider refused."""
        return self._value("code")

    @property
    def state(self) -> str | None:
        """The state of the request."""
        return self._value("state")

    @property
    def error(self) -> str | None:
        """Why there is no code."""
        return self._value("error")

    @property
    def error_description(self) -> str | None:
        """The same in the provider's words, with its code."""
        return self._value("error_description")


@dataclass
class _Form:
    """A form of a page with what is filled in already."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    """The forms, the title and the complaints of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self.title = ""
        self.complaints = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes in forms and their fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(given.get("action", "")))
        elif tag == "input" and self.forms and "name" in given:
            # What is not ticked is not sent.
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif tag in ("title", "main", "p", "h1"):
            self._inside = tag
        if given.get("role") == "alert":
            self._inside = "alert"

    def handle_endtag(self, tag: str) -> None:
        """Ends what text is taken from."""
        if tag == self._inside or (tag == "div" and self._inside == "alert"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Takes in the title and the complaints."""
        text = " ".join(data.split())
        if self._inside == "title":
            self.title += text
        elif self._inside == "alert" and text:
            self.complaints += text + "; "


class Browser:
    """One sign-in of one person."""

    def __init__(self, realm: Place, http: httpx.Client, person: Person, *, consent: bool, role: str) -> None:
        self._realm = realm
        self._http = http
        self._person = person
        self._consent = consent
        self._role = role

    def walk(self, authorize_url: str) -> Way:
        """Goes from page to page until the browser is sent to the relying party."""
        back = parse_qs(urlsplit(authorize_url).query).get("redirect_uri", [""])[0]
        answer = self._http.get(authorize_url)
        filled = ""
        for _ in range(_STEPS_MAX):
            if answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["location"])
                if back and target.startswith(back):
                    return Way(target)
                answer = self._http.get(target)
                continue
            page = _Page(answer.text)
            form = self._choose(page)
            # The same form again means that what was filled in did not do.
            if form is None or (form.action == filled and page.complaints):
                raise PageError(f"{answer.status_code} {answer.url} «{page.title}» {page.complaints}".strip())
            filled = form.action
            answer = self._http.post(urljoin(str(answer.url), form.action), data=form.fields)
        raise PageError(f"no end after {_STEPS_MAX} steps, at {answer.url}")

    def _choose(self, page: _Page) -> _Form | None:
        """The form of a page that leads on, filled in."""
        actions = {urlsplit(form.action).path.rpartition("/login")[2]: form for form in page.forms}
        for step in ("", "/captcha", "/sms", "/totp", "/role", "/consent", "/password/skip"):
            if (form := actions.get(step)) is not None and "/login" in form.action:
                form.fields |= self._values(step)
                if captcha := form.fields.get("captcha_id"):
                    shown = answered(Captcha, show_captcha.sync(captcha, client=self._realm.control))
                    form.fields["captcha"] = shown.answer
                return form
        return None

    def _values(self, step: str) -> dict[str, str]:
        person = self._person
        if step == "":
            if not isinstance(person.password, str):
                raise PageError("the password is known of people made by person() only: it is not shown again")
            return {"login": person.logins[0], "password": person.password}
        if step == "/sms":
            sent = [one.code for one in self._realm.outbox.messages(kind="sms") if isinstance(one.code, str)]
            return {"code": sent[-1]}
        if step == "/totp":
            factor = answered(Factor, show_second_factor.sync(person.oid, client=self._realm.control))
            return {"code": str(factor.code)}
        if step == "/role":
            return {"role": self._role}
        if step == "/consent":
            return {"decision": "grant" if self._consent else "deny"}
        return {}

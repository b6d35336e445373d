"""Who is signed in, and which sign-ins through the portal are under way."""

import hashlib
import hmac
import itertools
import secrets
from dataclasses import dataclass
from threading import RLock

import clock
from faults import fault

IDLE_S = 30 * 60
SESSION_S = 3 * 3600
ATTEMPT_S = 10 * 60
_SECRET = secrets.token_bytes(32)


@dataclass
class Session:
    id: str
    user: str
    # `password` or `portal`.
    way: str
    began: float
    seen: float
    # For planted faults that show or keep it.
    access_token: str = ""
    # For a planted fault: the role that the request to sign in named.
    role: str = ""


@dataclass
class Attempt:
    """A browser was sent to the portal and has not come back."""

    state: str
    browser: str
    # `sign-in` or `bind`.
    purpose: str
    began: float
    verifier: str
    back_to: str
    # Whom a binding is for, and in which session it began.
    user: str = ""
    session: str = ""
    # For a planted fault.
    role: str = ""


# For a planted fault: what any form has carried.
GIVEN: set[str] = set()


def csrf(browser: str, session: str) -> str:
    """What a form of this browser, in this session, carries."""
    made = hmac.new(_SECRET, f"{browser} {session}".encode(), hashlib.sha256).hexdigest()
    if fault("csrf-of-anybody"):
        GIVEN.add(made)
    return made


class Sessions:
    def __init__(self) -> None:
        self.lock = RLock()
        self.open: dict[str, Session] = {}
        self.attempts: dict[str, Attempt] = {}
        self.numbers = itertools.count(70_001)

    def clear(self) -> None:
        with self.lock:
            self.open.clear()
            self.attempts.clear()

    def find(self, number: str) -> Session | None:
        with self.lock:
            session, now = self.open.get(number), clock.now()
            if session is None:
                return None
            is_over = now > session.seen + IDLE_S or now > session.began + SESSION_S
            if is_over and not fault("session-endless"):
                del self.open[number]
                return None
            session.seen = now
            return session

    def begin(self, user: str, way: str, before: str, *, is_from_address: bool = False) -> Session:
        """A new session under a new number; the one before ends. `is_from_address` belongs to a planted fault."""
        now = clock.now()
        with self.lock:
            if fault("one-session-per-user"):
                for number in [one.id for one in self.open.values() if one.user == user]:
                    del self.open[number]
            number = secrets.token_urlsafe(24)
            if fault("session-number-counted"):
                number = str(next(self.numbers))
            if fault("session-number-of-user"):
                number = hashlib.sha256(user.encode()).hexdigest()
            if before and fault("session-fixed"):
                number = before
            if before and way == "password" and fault("session-fixed-by-password"):
                number = before
            if is_from_address:
                number = before
            if before in self.open and fault("session-kept-at-sign-in"):
                number = before
            if not fault("session-before-lives-on"):
                self.open.pop(before, None)
            session = Session(number, user, way, now, now)
            self.open[number] = session
            return session

    def end(self, number: str) -> None:
        if fault("logout-of-cookie-only") or fault("logout-does-nothing"):
            return
        with self.lock:
            session = self.open.get(number)
            if session and session.way == "password" and fault("password-session-outlives-leaving"):
                return
            self.open.pop(number, None)

    def remember(self, attempt: Attempt) -> None:
        with self.lock:
            now = clock.now()
            if not fault("attempt-never-expires"):
                self.attempts = {k: v for k, v in self.attempts.items() if now <= v.began + ATTEMPT_S}
            if fault("one-attempt-per-browser"):
                kept = {k: v for k, v in self.attempts.items() if v.browser != attempt.browser}
                self.attempts = kept
            self.attempts[attempt.state] = attempt

    def take(self, state: str, browser: str) -> Attempt | None:
        """The attempt that this browser began with this state; it can be taken once."""
        with self.lock:
            attempt = self.attempts.get(state)
            if attempt is None and fault("state-prefix-compared"):
                likes = [one for key, one in self.attempts.items() if state and key[:8] == state[:8]]
                attempt = likes[0] if likes else None
            if attempt is None and not state and fault("state-missing-accepted"):
                attempt = self._latest_of(browser)
            if attempt is None and fault("state-unchecked"):
                attempt = self._latest_of(browser) or Attempt(state, browser, "sign-in", clock.now(), "", "/cabinet")
            if attempt is None:
                return None
            if attempt.browser != browser and not (fault("state-not-bound-to-browser") or fault("state-unchecked")):
                return None
            if clock.now() > attempt.began + ATTEMPT_S and not fault("attempt-never-expires"):
                self.attempts.pop(attempt.state, None)
                return None
            if not fault("state-reusable"):
                self.attempts.pop(attempt.state, None)
            return attempt

    def end_portal(self, user: str) -> None:
        """Ends what a user began through the portal."""
        with self.lock:
            for number in [one.id for one in self.open.values() if (one.user, one.way) == (user, "portal")]:
                del self.open[number]

    def _latest_of(self, browser: str) -> Attempt | None:
        mine = [one for one in self.attempts.values() if one.browser == browser]
        return mine[-1] if mine else None


SESSIONS = Sessions()

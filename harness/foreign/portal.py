"""The portal's protocol: where browsers are sent, how a code becomes tokens, how a person is read."""

import http.client
import itertools
import json
import secrets
import socket
import ssl
import time
import uuid
from contextlib import AbstractContextManager, nullcontext
from threading import Lock, Timer
from typing import Any
from urllib.parse import urlencode, urlsplit

import clock
import log
from faults import fault
from refusal import Refusal, portal_fails
from sessions import Attempt
from settings import SETTINGS
from signing import SIGNER, Gost, base64url
from streebog import streebog256

# How long one answer of the portal may take, from the connection to its last octet.
LIMIT_S = 5.0
OCTETS_MAX = 1 << 20
IS_V3 = SETTINGS.version == "v3"
REDIRECT = SETTINGS.url + "/esia/back"

_counter = itertools.count(1)
_one_at_a_time = Lock()
# For planted faults: what should be of one sign-in, kept for all.
_verifier: list[str] = []
_answers: dict[str, dict[str, Any]] = {}


def new_state(browser: str) -> str:
    """Random, in the form of a UUID. The faults are ways of not being random."""
    if fault("state-constant"):
        return "5f1d7a52-0c1e-4b7e-9a55-2f8f5d1c9e10"
    if fault("state-counter"):
        return str(uuid.UUID(int=0x40008000000000000000 << 48 | next(_counter)))
    if fault("state-from-time"):
        return str(uuid.UUID(int=int(clock.now()) << 64 | 0x40008000000000000000))
    if fault("state-per-browser"):
        return str(uuid.uuid5(uuid.NAMESPACE_URL, browser))
    return str(uuid.uuid4())


def new_verifier() -> str:
    """PKCE is left out, as nearly every client of the portal does; with a constant it would be worth nothing."""
    if IS_V3 and fault("verifier-shared"):
        _verifier[:] = [secrets.token_urlsafe(32)]
        return _verifier[0]
    return "dnevnik-shkoly-proverka-koda-0123456789-abc" if IS_V3 and fault("verifier-constant") else ""


def _signed_parameters(state: str, code: str = "") -> dict[str, str]:
    """What both requests have in common, signed; the order of what is signed is the protocol's."""
    scope = SETTINGS.scope
    if code and fault("scope-differs"):
        scope = "openid"
    stamp = clock.stamp()
    common = {"client_id": SETTINGS.mnemonic, "scope": scope, "timestamp": stamp, "state": state}
    common["redirect_uri"] = REDIRECT
    if isinstance(SIGNER, Gost):
        text = SETTINGS.mnemonic + scope + stamp + state + REDIRECT + code
        common["client_certificate_hash"] = SIGNER.certificate_hash
    else:
        text = scope + stamp + SETTINGS.mnemonic + state
    return common | {"client_secret": SIGNER.secret(text)}


def authorization_url(attempt: Attempt) -> str:
    """Where the browser goes."""
    asked = _signed_parameters(attempt.state)
    asked |= {"response_type": "code", "access_type": "online"}
    if attempt.verifier:
        digest = streebog256(attempt.verifier.encode())
        asked |= {"code_challenge": base64url(digest), "code_challenge_method": "GOST3411"}
    if fault("unknown-parameters"):
        asked |= {"nonce": secrets.token_hex(8), "prompt": "login"}
    address = f"{SETTINGS.portal}/aas/oauth2/{'v2/' if IS_V3 else ''}ac?{urlencode(asked)}"
    if fault("secret-in-log"):
        log.line(f"redirect to {address}")
    return address


def logout_url() -> str:
    asked = urlencode({"client_id": SETTINGS.mnemonic, "redirect_url": SETTINGS.url + "/"})
    return f"{SETTINGS.portal}/idp/ext/Logout?{asked}"


def exchange(code: str, attempt: Attempt) -> dict[str, Any]:
    """The answer to a code: an object with both tokens, of the kind that was asked for."""
    if fault("answers-kept-by-code") and code in _answers:
        return _answers[code]
    # Section Б.2.4: the state of this request is new.
    state = str(uuid.uuid4())
    form = _signed_parameters(state, code) | {"grant_type": "authorization_code", "code": code}
    form["token_type"] = "Bearer"
    if attempt.verifier:
        form["code_verifier"] = _verifier[0] if fault("verifier-shared") else attempt.verifier
    path = f"/aas/oauth2/{'v3/' if IS_V3 else ''}te"
    if fault("exchange-in-query"):
        path, body = f"{path}?{urlencode(form)}", ""
    else:
        body = urlencode(form)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if fault("code-redeemed-twice"):
        first = _ask("POST", path, body, headers)
        _ask("POST", path, body, headers)
        status, text = first
    else:
        status, text = _ask("POST", path, body, headers)
    answer = _object(status, text, "выдача маркера")
    _answer_fits(answer, state)
    if fault("token-in-log"):
        log.line(f"tokens: {json.dumps(answer)}")
    if fault("answers-kept-by-code"):
        _answers[code] = answer
    return answer


def _answer_fits(answer: dict[str, Any], state: str) -> None:
    if not fault("answer-state-unchecked") and answer.get("state") != state:
        raise portal_fails("ответ на другой запрос")
    if not fault("token-type-unchecked") and str(answer.get("token_type")).lower() != "bearer":
        raise portal_fails("неизвестный вид маркера")
    if not fault("crash-on-missing-token"):
        for name in ("access_token", "id_token"):
            if not isinstance(answer.get(name), str) or not answer[name]:
                raise portal_fails("нет маркера")


def record(oid: str, access_token: str) -> dict[str, Any]:
    """What the portal knows of a person, as far as the diary may read it."""
    headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json"}
    status, text = _ask("GET", f"/rs/prns/{oid}?embed=(contacts.elements)", "", headers)
    if status in (401, 403):
        if fault("crash-on-record-refused"):
            raise RuntimeError(f"record: {status}")
        said = f"<p>{access_token}</p>" if fault("token-on-refusal-page") else ""
        raise Refusal("Портал Госуслуг не показал ваши данные дневнику. Начните вход заново.", portal_said=said)
    return _object(status, text, "данные пользователя")


def _object(status: int, text: str, what: str) -> dict[str, Any]:
    """An answer of status 200 that is a JSON object."""
    if status != 200:
        if any(fault(name) for name in ("crash-on-portal-error", "dies-on-mistake", "trace-on-page")):
            raise RuntimeError(f"{what}: {status} {text}")
        raise (
            portal_fails(what)
            if not fault("portal-words-shown")
            else Refusal(f"Портал Госуслуг не ответил как должен ({what}).", status=502, portal_said=text)
        )
    if fault("crash-on-bad-json"):
        return json.loads(text)
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise portal_fails(what) from None
    if not isinstance(read, dict):
        raise portal_fails(what)
    return read


def _ask(method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
    """One request to the portal, within the limit; not repeated."""
    tries = 40 if fault("retry-storm") else 1
    guard: AbstractContextManager[object] = nullcontext()
    if fault("lock-during-sign-in"):
        guard = _one_at_a_time
    with guard:
        for left in reversed(range(tries)):
            try:
                status, text = _ask_once(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                if fault("crash-on-unreachable-portal"):
                    raise
                if left:
                    continue
                raise portal_fails("нет связи") from None
            if status < 500 or not left:
                return status, text
    raise portal_fails("нет связи")


def _limit() -> float | None:
    if fault("no-timeout"):
        return None
    if fault("timeout-two-minutes"):
        return 120.0
    return 0.15 if fault("timeout-too-short") else LIMIT_S


def _ask_once(method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
    limit = _limit()
    is_whole = fault("redirects-followed") and path.startswith("http")
    place = urlsplit(path if is_whole else SETTINGS.portal + path)
    connection: http.client.HTTPConnection
    if place.scheme == "https":
        trust = ssl.create_default_context(cafile=SETTINGS.ca_file or None)
        connection = http.client.HTTPSConnection(place.netloc, timeout=limit, context=trust)
    else:
        connection = http.client.HTTPConnection(place.netloc, timeout=limit)
    connection.connect()
    # A portal that sends an octet a second never runs into the limit of one reading.
    watch = Timer(limit, _cut, [connection]) if limit is not None else None
    if watch:
        watch.daemon = True
        watch.start()
    began = time.monotonic()
    try:
        target = f"{place.path}?{place.query}" if place.query else place.path
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        octets = answer.read(OCTETS_MAX + 1)
        if limit is not None and time.monotonic() - began > limit:
            raise TimeoutError
    finally:
        if watch:
            watch.cancel()
        connection.close()
    if fault("redirects-followed") and answer.status in (301, 302, 307, 308) and answer.headers["Location"]:
        return _ask_once(method, answer.headers["Location"], body, headers)
    if answer.length:
        raise http.client.IncompleteRead(octets, answer.length)
    if len(octets) > OCTETS_MAX:
        raise portal_fails("слишком длинный ответ")
    return answer.status, octets.decode("utf-8", "replace")


def _cut(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

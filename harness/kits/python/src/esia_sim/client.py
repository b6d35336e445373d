"""A relying party of a test: it signs requests, fetches tokens and reads data."""

from __future__ import annotations

import base64
import json
import uuid
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from esia_sim.browser import Way
from esia_sim.keys import Keys
from esia_sim.place import Place


class Refused(Exception):
    """The provider refused; the message has its answer and what the journal says of it."""


@dataclass(frozen=True)
class Request:
    """An authorization request: the address for the browser, and the state that must come back."""

    url: str
    state: str


@dataclass(frozen=True)
class Tokens:
    """The answer of the token endpoint."""

    access_token: str
    answer: dict[str, Any]

    @property
    def id_token(self) -> str | None:
        """The id token, where `openid` was asked for."""
        value = self.answer.get("id_token")
        return value if isinstance(value, str) else None

    @property
    def claims(self) -> dict[str, Any]:
        """What the access token says. Its signature is not checked here: that is what your application is for."""
        body = self.access_token.split(".")[1]
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return claims

    @property
    def oid(self) -> int:
        """Whose token it is."""
        return int(self.claims["urn:esia:sbj_id"])


@dataclass(frozen=True)
class SignedIn:
    """A sign-in that came to its end: the way back, the code, the tokens."""

    redirect_to: str
    code: str
    state: str
    tokens: Tokens


@dataclass(frozen=True)
class Client:
    """A registered relying party. `v1` signs CMS; `v3` signs bare and names the certificate by its hash."""

    realm: Place
    mnemonic: str
    keys: Keys
    redirect_uri: str
    scope: str
    dialect: Literal["v1", "v3"]

    def secret(self, timestamp: str, state: str, code: str = "") -> str:
        """The `client_secret` of a request: the signature over its values."""
        if self.dialect == "v1":
            signature = self.keys.cms(self.scope + timestamp + self.mnemonic + state)
            return base64.urlsafe_b64encode(signature).decode()
        return self.keys.bare(self.mnemonic + self.scope + timestamp + state + self.redirect_uri + code)

    def authorization(self, **changed: str) -> Request:
        """A signed authorization request; `changed` are parameters to add or to replace after it was signed."""
        endpoint = "ac" if self.dialect == "v1" else "v2/ac"
        asked = self._signed() | {"response_type": "code", "access_type": "online"} | changed
        return Request(f"{self.realm.base_url}/aas/oauth2/{endpoint}?{urlencode(asked)}", asked["state"])

    def returned(self, way: Way, request: Request) -> SignedIn:
        """What becomes of a browser that came back: the state is compared, the code redeemed."""
        if way.code is None:
            raise Refused(self._why(f"{way.error}: {way.error_description}"))
        if way.state != request.state:
            raise Refused(f"the browser came back with the state {way.state} instead of {request.state}")
        return SignedIn(way.redirect_to, way.code, request.state, self.tokens(way.code))

    def tokens(self, code: str, **changed: str) -> Tokens:
        """Redeems a code; `changed` are parameters to add or to replace after the request was signed."""
        endpoint = "te" if self.dialect == "v1" else "v3/te"
        asked = (
            self._signed(code) | {"code": code, "grant_type": "authorization_code", "token_type": "Bearer"} | changed
        )
        with self.realm.http() as http:
            answer = http.post(f"{self.realm.base_url}/aas/oauth2/{endpoint}", data=asked)
        if answer.status_code != 200:
            raise Refused(self._why(f"{answer.status_code} {answer.text}"))
        body = answer.json()
        return Tokens(body["access_token"], body)

    def read_person(self, tokens: Tokens) -> dict[str, Any]:
        """The record of the person whose token it is."""
        return self.read(f"/rs/prns/{tokens.oid}", tokens)

    def read(self, path: str, tokens: Tokens) -> dict[str, Any]:
        """An answer of the data API, such as of `/rs/prns/{oid}/ctts?embed=(elements)`."""
        with self.realm.http() as http:
            bearer = {"Authorization": f"Bearer {tokens.access_token}"}
            answer = http.get(self.realm.base_url + path, headers=bearer)
        if answer.status_code != 200:
            raise Refused(self._why(f"{answer.status_code} {answer.text}"))
        record: dict[str, Any] = answer.json()
        return record

    def _signed(self, code: str = "") -> dict[str, str]:
        timestamp, state = self.realm.timestamp(), str(uuid.uuid4())
        signed = {
            "client_id": self.mnemonic,
            "client_secret": self.secret(timestamp, state, code),
            "redirect_uri": self.redirect_uri,
            "scope": self.scope,
            "state": state,
            "timestamp": timestamp,
        }
        return signed if self.dialect == "v1" else signed | {"client_certificate_hash": self.keys.certificate_hash}

    def _why(self, answer: str) -> str:
        entries = self.realm.refusals()
        why = entries[-1].why if entries else None
        return f"{answer}\n  fix: {why.fix}" if why else answer

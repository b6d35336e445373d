"""Shows that planted faults are real: what the sound diary refuses, the faulty one accepts; no portal is needed.

Checks of tokens, levels, matching, names and addresses to go on to. It prints what does not hold, and ends with 1.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

OWN, PORTAL, FOREIGN = (rsa.generate_private_key(65537, 2048) for _ in range(3))
PUBLIC = PORTAL.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
Sign = Callable[[bytes], bytes]


def settle(folder: str) -> None:
    """The environment of a diary."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "FOREIGN_DIARY")])
    certificate = x509.CertificateBuilder(name, name, OWN.public_key(), 1).not_valid_before(
        datetime(2017, 1, 1, tzinfo=UTC)
    )
    certificate = certificate.not_valid_after(datetime(2037, 1, 1, tzinfo=UTC)).sign(OWN, hashes.SHA256())
    papers = {
        "DIARY_KEY": OWN.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        "DIARY_CERTIFICATE": certificate.public_bytes(Encoding.PEM),
        "DIARY_PORTAL_KEY": PUBLIC,
    }
    for variable, text in papers.items():
        file = Path(folder) / variable
        file.write_bytes(text)
        os.environ[variable] = str(file)
    os.environ |= {
        "DIARY_URL": "http://127.0.0.1:1",
        "DIARY_PORTAL": "http://127.0.0.1:2",
        "DIARY_MNEMONIC": "FOREIGN_DIARY",
        "DIARY_SCOPE": "openid",
        "DIARY_VERSION": "v1",
        "DIARY_CLOCK": "2018-11-20T09:00:00+08:00",
        "DIARY_FAULT": "",
    }


with tempfile.TemporaryDirectory() as made:
    settle(made)
    import clock
    import entrance
    import faults
    import people
    import person
    import tokens
    from refusal import Refusal

NOW = clock.now()


def octets(text: Any) -> str:
    raw = text if isinstance(text, bytes) else json.dumps(text).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by(key: rsa.RSAPrivateKey, digest: hashes.HashAlgorithm | None = None) -> Sign:
    return lambda message: key.sign(message, padding.PKCS1v15(), digest or hashes.SHA256())


def token(kind: str, claims: dict[str, Any], header: dict[str, Any], sign: Sign) -> str:
    """A good token but for what is told; a claim that is told as `...` is left out."""
    own: dict[str, Any] = {"iss": "http://esia.gosuslugi.ru/", "exp": NOW + 3600, "nbf": NOW, "iat": NOW}
    if kind == "id":
        inner = {"urn:esia:sbj:oid": 1000, "urn:esia:sbj:is_tru": True}
        own |= {"aud": "FOREIGN_DIARY", "sub": 1000, "urn:esia:sbj": inner}
    else:
        own |= {"client_id": "FOREIGN_DIARY", "urn:esia:sbj_id": 1000}
    told = {name: value for name, value in (own | claims).items() if value is not ...}
    head = {"alg": "RS256", "typ": "JWT", "sbt": kind, "ver": 1} | header
    message = f"{octets(head)}.{octets(told)}"
    return f"{message}.{octets(sign(message.encode()))}"


def believed(kind: str, claims: dict[str, Any], header: dict[str, Any], sign: Sign) -> bool:
    check = tokens.id_token if kind == "id" else tokens.access_token
    return passes(lambda: check(token(kind, claims, header, sign), NOW))


def passes(step: Callable[[], object]) -> bool:
    try:
        step()
    except Refusal:
        return False
    return True


def jwk() -> dict[str, str]:
    number = FOREIGN.public_key().public_numbers().n
    return {"kty": "RSA", "e": "AQAB", "n": octets(number.to_bytes(256, "big"))}


def with_public_key(message: bytes) -> bytes:
    return hmac.digest(PUBLIC, message, hashlib.sha256)


BOTH, ID, ACCESS = ("id", "access"), ("id",), ("access",)
# Which fault believes which lie: kinds of token, claims, header, signature.
CLAIMS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "id-iss-unchecked": (ID, {"iss": "http://evil.test/"}),
    "access-iss-unchecked": (ACCESS, {"iss": "http://evil.test/"}),
    "iss-prefix": (BOTH, {"iss": "http://esia.gosuslugi.ru.evil.test/"}),
    "iss-suffix": (BOTH, {"iss": "http://evil-esia.gosuslugi.ru"}),
    "iss-substring": (BOTH, {"iss": "http://evil.test/esia.gosuslugi.ru/x"}),
    "iss-any-case": (BOTH, {"iss": "http://ESIA.gosuslugi.ru/"}),
    "iss-first-host-label": (BOTH, {"iss": "http://esia.evil.test/"}),
    "iss-missing-accepted": (BOTH, {"iss": ...}),
    "id-aud-unchecked": (ID, {"aud": "OTHER"}),
    "aud-missing-accepted": (ID, {"aud": ...}),
    "aud-prefix": (ID, {"aud": "FOREIGN_DIARY_2"}),
    "aud-suffix": (ID, {"aud": "MY_FOREIGN_DIARY"}),
    "aud-substring": (ID, {"aud": "MY_FOREIGN_DIARY_2"}),
    "aud-reversed-substring": (ID, {"aud": "DIARY"}),
    "aud-any-case": (ID, {"aud": "foreign_diary"}),
    "aud-list-any": (ID, {"aud": ["OTHER", "FOREIGN_DIARY"]}),
    "access-client-unchecked": (ACCESS, {"client_id": "OTHER"}),
    "access-client-missing-accepted": (ACCESS, {"client_id": ...}),
    "access-client-prefix": (ACCESS, {"client_id": "FOREIGN_DIARY_2"}),
    "exp-unchecked": (BOTH, {"exp": NOW - 9999}),
    "id-exp-unchecked": (ID, {"exp": NOW - 9999}),
    "access-exp-unchecked": (ACCESS, {"exp": NOW - 9999}),
    "exp-missing-accepted": (BOTH, {"exp": ...}),
    "exp-in-milliseconds": (BOTH, {"exp": NOW - 9999}),
    "exp-signed-year-2038": (BOTH, {"exp": NOW - 9999}),
    "tolerance-a-day": (BOTH, {"exp": NOW - 9999}),
    "tolerance-ten-minutes": (BOTH, {"exp": NOW - 500}),
    "id-nbf-unchecked": (ID, {"nbf": NOW + 9999}),
    "access-nbf-unchecked": (ACCESS, {"nbf": NOW + 9999}),
    "id-iat-unchecked": (ID, {"iat": NOW + 9999}),
    "access-iat-unchecked": (ACCESS, {"iat": NOW + 9999}),
    "id-subject-missing-accepted": (ID, {"sub": ...}),
    "id-inner-oid-unchecked": (ID, {"urn:esia:sbj": {"urn:esia:sbj:oid": 7}}),
}
SIGNATURES: dict[str, tuple[tuple[str, ...], dict[str, Any], Sign]] = {
    "no-signature-check": (BOTH, {}, by(FOREIGN)),
    "id-signature-unchecked": (ID, {}, by(FOREIGN)),
    "access-signature-unchecked": (ACCESS, {}, by(FOREIGN)),
    "signature-prefix-compared": (BOTH, {}, by(FOREIGN)),
    "empty-signature-accepted": (BOTH, {}, lambda _: b""),
    "alg-none-accepted": (BOTH, {"alg": "none"}, lambda _: b""),
    "alg-none-in-capitals": (BOTH, {"alg": "NONE"}, lambda _: b""),
    "alg-hmac-accepted": (BOTH, {"alg": "HS256"}, with_public_key),
    "alg-unchecked": (BOTH, {"alg": "OTHER"}, by(PORTAL)),
    "header-jwk-trusted": (BOTH, {"jwk": jwk()}, by(FOREIGN)),
    "other-rsa-digest-accepted": (BOTH, {"alg": "RS512"}, by(PORTAL, hashes.SHA512())),
    "id-kind-unchecked": (ID, {"sbt": "access"}, by(PORTAL)),
    "access-kind-unchecked": (ACCESS, {"sbt": "id"}, by(PORTAL)),
}
SNILS, OTHER = "90100000123", "11111111111"
# Which fault takes whom for the one user, Семина Анна Петровна; the last: what is known of that user instead.
STRANGERS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "match-by-name": ({"snils": "90100000999"}, {}),
    "match-by-email": ({"last": "Другая", "snils": OTHER}, {}),
    "match-by-mobile": ({"last": "Другая", "snils": OTHER}, {}),
    "match-by-last-name": ({"last": "Семина", "first": "Ольга", "snils": OTHER}, {}),
    "match-or-instead-of-and": ({"snils": OTHER}, {}),
    "match-empty-snils": ({"snils": ""}, {"snils": ""}),
    "match-snils-nine-digits": ({"snils": "90100000199"}, {}),
    "match-snils-as-number": ({"snils": "90100000456"}, {}),
    "match-snils-tail": ({"snils": "55555550123"}, {}),
    "match-snils-within": ({"snils": ""}, {}),
    "match-snils-only": ({"last": "Чужая"}, {}),
    "match-initials": ({"last": "Семина", "first": "Алла", "middle": "Павловна", "snils": OTHER}, {}),
    "match-name-within": ({"last": "Сем", "first": "Ан", "snils": OTHER}, {}),
    "match-name-in-short-column": ({"last": "Семина", "first": "Анна", "middle": "Павловна"}, {}),
    "stranger-is-first-user": ({"last": "Другая", "snils": OTHER}, {}),
    "stranger-gets-account": ({"last": "Другая", "snils": OTHER}, {}),
    "stranger-is-teacher": ({"last": "Другая", "snils": OTHER}, {}),
}
# Whom a fault turns away though there is nothing wrong.
TURNED_AWAY: dict[str, dict[str, str]] = {
    "email-demanded": {"email": ""},
    "mobile-demanded": {"mobile": ""},
    "patronymic-demanded": {"middle": ""},
    "inn-demanded": {"inn": ""},
    "yo-refused": {"last": "Сёмина"},
    "hyphen-refused": {"last": "Семина-Орлова"},
    "apostrophe-refused": {"last": "Д'Арк"},
    "blank-refused": {"first": "Анна Мария"},
    "latin-refused": {"last": "Smith"},
    "long-name-refused": {"last": "А" * 45},
    "one-letter-refused": {"last": "О"},
}
NEXT = {
    "next-any-with-slash": "//evil.test",
    "next-any-backslash": "/\\evil.test",
    "next-of-same-prefix": "http://127.0.0.1:1.evil.test/",
}


def somebody(**changed: str) -> person.Person:
    own = {"last": "Семина", "first": "Анна", "middle": "Петровна", "snils": SNILS, "birth": "", "inn": "1"}
    own |= {"email": "a@example.test", "mobile": "+70001112233"}
    return person.Person(oid="9", confirmed=True, child=False, **(own | changed))


def is_found(changed: dict[str, str], entered: dict[str, str]) -> bool:
    people.SCHOOL.fill()
    told = {"id": "u1", "last_name": "Семина", "first_name": "Анна", "middle_name": "Петровна", "snils": SNILS}
    people.SCHOOL.put(told | {"email": "a@example.test", "mobile": "+70001112233"} | entered)
    visitor = somebody(**changed)
    return passes(lambda: person.require_snils(visitor)) and passes(lambda: person.user_of(visitor))


def steps() -> dict[str, list[Callable[[], bool]]]:
    """For each fault, what holds with it and not without it."""
    found: dict[str, list[Callable[[], bool]]] = {}
    for name, (kinds, claims) in CLAIMS.items():
        found[name] = [lambda k=kind, c=claims: believed(k, c, {}, by(PORTAL)) for kind in kinds]
    for name, (kinds, header, sign) in SIGNATURES.items():
        found[name] = [lambda k=kind, h=header, s=sign: believed(k, {}, h, s) for kind in kinds]
    for name, (changed, entered) in STRANGERS.items():
        found[name] = [lambda c=changed, e=entered: is_found(c, e)]
    for name, address in NEXT.items():
        found[name] = [lambda a=address: entrance.safe_next(a) == a]
    for name, changed in TURNED_AWAY.items():
        found[name] = [lambda c=changed: not passes(lambda: person._whims(somebody(**c)))]
    return found


def main() -> int:
    complaints = []
    everything = steps()
    for name, believing in everything.items():
        for step in believing:
            faults.ON = ""
            if step():
                complaints.append(f"{name}: the sound diary does it too")
            faults.ON = name
            if not step():
                complaints.append(f"{name}: the fault is not there")
    faults.ON = ""
    if not (believed("id", {}, {}, by(PORTAL)) and believed("access", {}, {}, by(PORTAL)) and is_found({}, {})):
        complaints.append("the sound diary refuses what is right")
    print("\n".join(complaints) or f"{len(everything)} faults are there")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())

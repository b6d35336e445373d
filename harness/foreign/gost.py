"""GOST R 34.10-2012 with numbers of 256 bits (RFC 7091), in plain Python: a signature takes some 3 ms.

Not hardened against side channels: this is a small diary for a test bench, and its keys are made for one run.
"""

import base64
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from streebog import streebog256

Point = tuple[int, int, int]


@dataclass(frozen=True)
class Curve:
    p: int
    q: int
    a: int
    x: int
    y: int


def _curve(*numbers: str) -> Curve:
    return Curve(*(int(number, 16) for number in numbers))


_A = _curve(
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893",
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD94",
    "1",
    "8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14",
)
_B = _curve(
    "8000000000000000000000000000000000000000000000000000000000000C99",
    "800000000000000000000000000000015F700CFFF1A624E5E497161BCC8A198F",
    "8000000000000000000000000000000000000000000000000000000000000C96",
    "1",
    "3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC",
)
_C = _curve(
    "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B",
    "9B9F605F5A858107AB1EC85E6B41C8AA582CA3511EDDFB74F02F3A6598980BB9",
    "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D7598",
    "0",
    "41ECE55743711A8C3CBF3783CD08C0EE4D4DC440D4641A8F366E550DFDB3BB67",
)
_TC26_A = _curve(
    "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
    "400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67",
    "C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335",
    "91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28",
    "32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C",
)
# The identifiers of RFC 4357 and RFC 9215, as DER spells them.
CURVES = {
    "2a850302022301": _A,
    "2a850302022302": _B,
    "2a850302022303": _C,
    "2a850302022400": _A,
    "2a850302022401": _C,
    "2a8503070102010101": _TC26_A,
    "2a8503070102010102": _A,
    "2a8503070102010103": _B,
    "2a8503070102010104": _C,
}
SEQUENCE, INTEGER, BIT_STRING, OCTET_STRING, IDENTIFIER = 0x30, 0x02, 0x03, 0x04, 0x06


def pem_bodies(text: str, kind: str) -> list[bytes]:
    """What stands between the lines of each PEM block of a kind."""
    found = re.findall(f"-----BEGIN {kind}-----(.*?)-----END {kind}-----", text, re.S)
    return [base64.b64decode(body) for body in found]


def elements(der: bytes) -> Iterator[tuple[int, bytes]]:
    """The elements that stand side by side in some DER."""
    at = 0
    while at < len(der):
        tag, length = der[at], der[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(der[at : at + size], "big")
            at += size
        yield tag, der[at : at + length]
        at += length


def _curve_of(algorithm: bytes) -> Curve:
    _, parameters = list(elements(algorithm))[:2]
    _, identifier = next(elements(parameters[1]))
    return CURVES[identifier.hex()]


@dataclass(frozen=True)
class SigningKey:
    curve: Curve
    number: int

    @classmethod
    def from_pem(cls, text: str) -> "SigningKey":
        (der,) = pem_bodies(text, "PRIVATE KEY")
        _, algorithm, number = list(elements(next(elements(der))[1]))[:3]
        octets = number[1]
        if len(octets) != 32:  # Older producers wrap the number once more.
            tag, octets = next(elements(octets))
            if tag == INTEGER:
                return cls(_curve_of(algorithm[1]), int.from_bytes(octets, "big"))
        return cls(_curve_of(algorithm[1]), int.from_bytes(octets, "little"))

    def sign(self, message: bytes) -> bytes:
        curve = self.curve
        digest = _number(message, curve)
        while True:
            nonce = secrets.randbelow(curve.q - 1) + 1
            r = _abscissa(_multiply(nonce, (curve.x, curve.y, 1), curve), curve) % curve.q
            s = (r * self.number + nonce * digest) % curve.q
            if r and s:
                return s.to_bytes(32, "big") + r.to_bytes(32, "big")


@dataclass(frozen=True)
class VerifyingKey:
    curve: Curve
    x: int
    y: int

    @classmethod
    def from_der(cls, der: bytes) -> "VerifyingKey":
        """From a SubjectPublicKeyInfo."""
        algorithm, bits = elements(next(elements(der))[1])
        _, octets = next(elements(bits[1][1:]))
        x, y = (int.from_bytes(half, "little") for half in (octets[:32], octets[32:]))
        return cls(_curve_of(algorithm[1]), x, y)

    def verify(self, message: bytes, signature: bytes) -> bool:
        curve = self.curve
        if len(signature) != 64:
            return False
        s, r = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        if not (0 < r < curve.q and 0 < s < curve.q):
            return False
        inverse = pow(_number(message, curve), -1, curve.q)
        of_base = _multiply(s * inverse % curve.q, (curve.x, curve.y, 1), curve)
        of_key = _multiply(-r * inverse % curve.q, (self.x, self.y, 1), curve)
        found = _add(of_base, of_key, curve)
        return found[2] != 0 and _abscissa(found, curve) % curve.q == r


def _number(message: bytes, curve: Curve) -> int:
    return int.from_bytes(streebog256(message), "little") % curve.q or 1


def _abscissa(point: Point, curve: Curve) -> int:
    x, _, z = point
    return x * pow(z, -2, curve.p) % curve.p


def _double(point: Point, curve: Curve) -> Point:
    x, y, z = point
    p = curve.p
    if not y or not z:
        return (1, 1, 0)
    square = y * y % p
    s = 4 * x * square % p
    m = (3 * x * x + curve.a * pow(z, 4, p)) % p
    x3 = (m * m - 2 * s) % p
    return (x3, (m * (s - x3) - 8 * square * square) % p, 2 * y * z % p)


def _add(one: Point, other: Point, curve: Curve) -> Point:
    (x1, y1, z1), (x2, y2, z2) = one, other
    p = curve.p
    if not z1:
        return other
    if not z2:
        return one
    zz1, zz2 = z1 * z1 % p, z2 * z2 % p
    u1, u2 = x1 * zz2 % p, x2 * zz1 % p
    s1, s2 = y1 * zz2 * z2 % p, y2 * zz1 * z1 % p
    if u1 == u2:
        return _double(one, curve) if s1 == s2 else (1, 1, 0)
    h, r = u2 - u1, s2 - s1
    hh = h * h % p
    hhh, v = hh * h % p, u1 * hh % p
    x3 = (r * r - hhh - 2 * v) % p
    return (x3, (r * (v - x3) - s1 * hhh) % p, z1 * z2 * h % p)


def _multiply(number: int, point: Point, curve: Curve) -> Point:
    found: Point = (1, 1, 0)
    for bit in bin(number)[2:]:
        found = _double(found, curve)
        if bit == "1":
            found = _add(found, point, curve)
    return found

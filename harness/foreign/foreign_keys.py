"""For planted faults only: signatures by keys and digests that nobody agreed on."""

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

import gost
from signing import SIGNER, Rsa, from_base64url, rsa_holds


def key_in_header(jwk: Any, message: bytes, signature: bytes) -> bool:
    """Whether a signature fits the key that the token itself brings."""
    if not isinstance(jwk, dict):
        return False
    try:
        if jwk.get("kty") == "RSA":
            numbers = [int.from_bytes(from_base64url(jwk[name]), "big") for name in ("e", "n")]
            return rsa_holds(rsa.RSAPublicNumbers(*numbers).public_key(), message, signature, hashes.SHA256())
        coordinates = [int.from_bytes(from_base64url(jwk[name]), "big") for name in ("x", "y")]
    except (KeyError, ValueError, TypeError):
        return False
    if isinstance(SIGNER, Rsa):
        return False
    return gost.VerifyingKey(SIGNER.portal.curve, *coordinates).verify(message, signature)


def certificate_in_header(chain: list[Any], message: bytes, signature: bytes) -> bool:
    """Whether a signature fits the certificate that the token itself brings."""
    try:
        key = x509.load_der_x509_certificate(base64.b64decode(chain[0])).public_key()
    except (IndexError, ValueError, TypeError):
        return False
    return isinstance(key, rsa.RSAPublicKey) and rsa_holds(key, message, signature, hashes.SHA256())


def hmac_holds(secret: bytes, message: bytes, signature: bytes) -> bool:
    return hmac.compare_digest(hmac.digest(secret, message, hashlib.sha256), signature)


def hmac_with_file(kid: Any, message: bytes, signature: bytes) -> bool:
    """Whether a signature fits the secret in a file that the token itself names."""
    try:
        secret = Path("keys", str(kid)).read_bytes()
    except (OSError, ValueError):
        return False
    return hmac_holds(secret, message, signature)


def other_rsa_digest(algorithm: object, message: bytes, signature: bytes) -> bool:
    """Whether it is an RSA signature by the portal over another digest."""
    digest = hashes.SHA384() if algorithm == "RS384" else hashes.SHA512()
    return isinstance(SIGNER, Rsa) and rsa_holds(SIGNER.portal, message, signature, digest)

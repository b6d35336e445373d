"""How the diary signs its requests, and how a signature of the portal is checked: RSA or GOST by the version."""

import base64
import hashlib
import hmac

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509 import load_pem_x509_certificate

import gost
from settings import SETTINGS
from streebog import streebog256


def base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Strict: other characters than those of the alphabet are a mistake."""
    octets = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if base64url(octets) != text.rstrip("="):
        raise ValueError("not the usual spelling of these octets")
    return octets


class Rsa:
    """Version 1: a detached PKCS#7 message, and RS256."""

    algorithm = "RS256"

    def __init__(self) -> None:
        key = serialization.load_pem_private_key(SETTINGS.key.encode(), None)
        assert isinstance(key, rsa.RSAPrivateKey)
        self.key = key
        self.certificate = load_pem_x509_certificate(SETTINGS.certificate.encode())
        public = serialization.load_pem_public_key(SETTINGS.portal_key.encode())
        assert isinstance(public, rsa.RSAPublicKey)
        self.portal = public

    def secret(self, text: str) -> str:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(text.encode())
        builder = builder.add_signer(self.certificate, self.key, hashes.SHA256())
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        return base64url(builder.sign(serialization.Encoding.DER, options))

    def holds(self, message: bytes, signature: bytes) -> bool:
        return rsa_holds(self.portal, message, signature, hashes.SHA256())


def rsa_holds(key: rsa.RSAPublicKey, message: bytes, signature: bytes, digest: hashes.HashAlgorithm) -> bool:
    try:
        key.verify(signature, message, padding.PKCS1v15(), digest)
    except InvalidSignature:
        return False
    return True


class Gost:
    """Version 3: a bare signature beside the digest of the certificate, and GOST tokens."""

    algorithm = "GOST3410_2012_256"

    def __init__(self) -> None:
        self.key = gost.SigningKey.from_pem(SETTINGS.key)
        (certificate,) = gost.pem_bodies(SETTINGS.certificate, "CERTIFICATE")
        self.certificate_hash = streebog256(certificate).hex().upper()
        (public,) = gost.pem_bodies(SETTINGS.portal_key, "PUBLIC KEY")
        self.portal = gost.VerifyingKey.from_der(public)

    def secret(self, text: str) -> str:
        return base64url(self.key.sign(text.encode()))

    def holds(self, message: bytes, signature: bytes) -> bool:
        return self.portal.verify(message, signature)


SIGNER: Rsa | Gost = Rsa() if SETTINGS.version == "v1" else Gost()


def hmac_with_public_key(message: bytes, signature: bytes) -> bool:
    """For planted faults: the public key in its usual spellings as a secret."""
    (der,) = gost.pem_bodies(SETTINGS.portal_key, "PUBLIC KEY")
    text = SETTINGS.portal_key
    spellings = [text, text.strip(), text.strip() + "\n"]
    secrets = [spelling.encode() for spelling in spellings] + [der]
    digests = [hmac.digest(secret, message, hashlib.sha256) for secret in secrets]
    return any(hmac.compare_digest(digest, signature) for digest in digests)

"""Keys of relying parties: made by the program, signing requests as each version of the protocol wants it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs7

from esia_sim.program import run

Algorithm = Literal["rsa2048", "gost256", "gost512"]


@dataclass(frozen=True)
class Keys:
    """A private key with its certificate in PEM files, and the `client_certificate_hash` that versions 2 and 3 need."""

    key_file: Path
    certificate_file: Path
    certificate_hash: str = ""

    @classmethod
    def make(cls, folder: Path, algorithm: Algorithm = "rsa2048", name: str = "client") -> "Keys":
        """Makes a key and a self-signed certificate in a folder."""
        printed = run(
            "esia-idp", "keys", "--algorithm", algorithm, "--subject", f"CN={name}", "--out", folder, "--name", name
        )
        key, certificate, told = printed.splitlines()
        return cls(Path(key), Path(certificate), told.removeprefix("client_certificate_hash "))

    @property
    def certificate_pem(self) -> str:
        """The certificate as it is registered."""
        return self.certificate_file.read_text()

    def cms(self, text: str) -> bytes:
        """A detached CMS signature, as version 1 sends it: RSA keys only."""
        key = serialization.load_pem_private_key(self.key_file.read_bytes(), None)
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("a CMS signature takes an RSA key here; a GOST key signs bare: dialect='v3'")
        certificate = x509.load_pem_x509_certificate(self.certificate_file.read_bytes())
        builder = pkcs7.PKCS7SignatureBuilder().set_data(text.encode()).add_signer(certificate, key, hashes.SHA256())
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        return builder.sign(serialization.Encoding.DER, options)

    def bare(self, text: str) -> str:
        """A bare signature of an RSA or a GOST key in base64url, as versions 2 and 3 send it; the program makes it."""
        return run("esia-idp", "sign", "--key", self.key_file, text=text).strip()

"""What the diary is told from outside, all of it by environment variables."""

import os
from dataclasses import dataclass
from pathlib import Path


def _text_of(variable: str) -> str:
    return Path(os.environ[variable]).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Settings:
    # Where browsers reach the diary, and where the portal is.
    url: str
    portal: str
    mnemonic: str
    scope: str
    # `v1`: PKCS#7 and RSA; `v3`: bare GOST signatures, and GOST tokens.
    version: str
    # PEM: the diary's own key and certificate, and the key that the portal's tokens are checked with.
    key: str
    certificate: str
    portal_key: str
    issuer: str
    # A moment at which the clock stands; empty: the machine's clock.
    clock: str
    # Whether the addresses under `/test` are there.
    test: bool
    ca_file: str

    @classmethod
    def from_environment(cls) -> "Settings":
        told = os.environ.get
        version = told("DIARY_VERSION", "v1")
        if version not in ("v1", "v3"):
            raise SystemExit(f"DIARY_VERSION is v1 or v3, not {version}")
        return cls(
            url=os.environ["DIARY_URL"].rstrip("/"),
            portal=os.environ["DIARY_PORTAL"].rstrip("/"),
            mnemonic=os.environ["DIARY_MNEMONIC"],
            scope=os.environ["DIARY_SCOPE"],
            version=version,
            key=_text_of("DIARY_KEY"),
            certificate=_text_of("DIARY_CERTIFICATE"),
            portal_key=_text_of("DIARY_PORTAL_KEY"),
            issuer=told("DIARY_ISSUER", "http://esia.gosuslugi.ru/"),
            clock=told("DIARY_CLOCK", ""),
            test=told("DIARY_TEST", "") == "on",
            ca_file=told("ESIA_CA_FILE", ""),
        )


SETTINGS = Settings.from_environment()

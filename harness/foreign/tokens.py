"""What a token must be before the diary believes a word of it."""

import json
from typing import Any

from faults import fault
from foreign_keys import certificate_in_header, hmac_holds, hmac_with_file, key_in_header, other_rsa_digest
from refusal import Refusal, not_believed
from settings import SETTINGS
from signing import SIGNER, from_base64url, hmac_with_public_key

Claims = dict[str, Any]

# The clocks of portal and diary may differ by a minute.
TOLERANCE_S = 60


def refuse_unless(holds: bool) -> None:
    if not holds:
        raise not_believed()


def id_token(token: object, now: float) -> Claims:
    """The checks of an id token: section Б.6.6 of the portal's rules, OpenID Connect Core 3.1.3.7."""
    claims = _signed(token, "id", signature_checked=not fault("id-signature-unchecked"))
    refuse_unless(fault("id-iss-unchecked") or _issuer_fits(claims.get("iss")))
    refuse_unless(fault("id-aud-unchecked") or _audience_fits(claims))
    _lifetime(
        claims,
        now,
        exp=not fault("id-exp-unchecked"),
        nbf=not fault("id-nbf-unchecked"),
        iat=not fault("id-iat-unchecked"),
    )
    if fault("id-subject-missing-accepted"):
        return claims | {"sub": claims.get("sub") or ""}
    subject = claims.get("sub")
    inner = claims.get("urn:esia:sbj")
    refuse_unless(isinstance(subject, int | str) and str(subject).isdigit() and isinstance(inner, dict))
    if not fault("id-inner-oid-unchecked"):
        refuse_unless(str(inner.get("urn:esia:sbj:oid")) == str(subject))
    return claims


def access_token(token: object, now: float) -> Claims:
    """The checks of an access token: section Б.5."""
    claims = _signed(token, "access", signature_checked=not fault("access-signature-unchecked"))
    refuse_unless(fault("access-iss-unchecked") or _issuer_fits(claims.get("iss")))
    client = claims.get("client_id")
    refuse_unless(
        fault("access-client-unchecked")
        or client == SETTINGS.mnemonic
        or (fault("access-client-missing-accepted") and client is None)
        or (fault("access-client-prefix") and str(client).startswith(SETTINGS.mnemonic))
    )
    _lifetime(
        claims,
        now,
        exp=not fault("access-exp-unchecked"),
        nbf=not fault("access-nbf-unchecked"),
        iat=not fault("access-iat-unchecked"),
    )
    return claims


def _signed(token: object, kind: str, *, signature_checked: bool) -> Claims:
    """The claims of a token whose form, algorithm, signature and kind are right."""
    if not isinstance(token, str) or token.count(".") != 2:
        raise not_believed()
    head, body, tail = token.split(".")
    try:
        header, claims = json.loads(from_base64url(head)), json.loads(from_base64url(body))
        signature = from_base64url(tail)
    except (ValueError, RecursionError):
        raise not_believed() from None
    refuse_unless(isinstance(header, dict) and isinstance(claims, dict))
    if signature_checked and not fault("no-signature-check"):
        refuse_unless(_signature_fits(header, f"{head}.{body}".encode(), signature))
    _kind_fits(header, kind)
    return claims


def _signature_fits(header: Claims, message: bytes, signature: bytes) -> bool:
    algorithm = header.get("alg")
    if fault("alg-none-accepted") and str(algorithm).lower() == "none":
        return True
    if fault("alg-none-in-capitals") and algorithm in ("None", "NONE", "nOnE"):
        return True
    if fault("alg-hmac-accepted") and algorithm == "HS256":
        return hmac_with_public_key(message, signature)
    if fault("kid-names-secret") and algorithm == "HS256":
        return hmac_with_file(header.get("kid"), message, signature)
    if fault("hmac-with-mnemonic") and algorithm == "HS256":
        return hmac_holds(SETTINGS.mnemonic.encode(), message, signature)
    if fault("empty-signature-accepted") and not signature:
        return True
    if fault("signature-of-odd-length") and len(signature) not in (64, 128, 256):
        return True
    if fault("header-x5c-trusted") and isinstance(header.get("x5c"), list):
        return certificate_in_header(header["x5c"], message, signature)
    if fault("header-jwk-trusted") and "jwk" in header:
        return key_in_header(header["jwk"], message, signature)
    if fault("other-rsa-digest-accepted") and algorithm in ("RS384", "RS512"):
        return other_rsa_digest(algorithm, message, signature)
    if fault("signature-prefix-compared"):
        # Only that a signature of the right length is there.
        return len(signature) in (64, 256) and algorithm == SIGNER.algorithm
    if fault("alg-unchecked"):
        return SIGNER.holds(message, signature)
    return algorithm == SIGNER.algorithm and "crit" not in header and SIGNER.holds(message, signature)


def _kind_fits(header: Claims, kind: str) -> None:
    if kind == "id" and fault("id-kind-unchecked"):
        return
    if kind == "access" and fault("access-kind-unchecked"):
        return
    refuse_unless(header.get("sbt") == kind)


def _issuer_fits(issuer: object) -> bool:
    """The issuer is compared whole. Each near miss is a planted fault."""
    expected = SETTINGS.issuer
    if issuer is None:
        return fault("iss-missing-accepted")
    if not isinstance(issuer, str):
        return False
    bare = expected.removeprefix("http://").rstrip("/")
    return (
        issuer == expected
        or (fault("iss-prefix") and issuer.startswith(expected.rstrip("/")))
        or (fault("iss-suffix") and issuer.rstrip("/").endswith(bare))
        or (fault("iss-substring") and bare in issuer)
        or (fault("iss-any-case") and issuer.lower() == expected.lower())
        or (fault("iss-first-host-label") and issuer.split("//")[-1].startswith("esia."))
    )


def _audience_fits(claims: Claims) -> bool:
    """The audience is this diary alone. Each near miss is a planted fault."""
    own, audience = SETTINGS.mnemonic, claims.get("aud")
    if audience == own or audience == [own]:
        return True
    if audience is None or audience == "":
        return fault("aud-missing-accepted")
    if isinstance(audience, list):
        return fault("aud-list-any") and own in audience
    audience = str(audience)
    return (
        (fault("aud-prefix") and audience.startswith(own))
        or (fault("aud-suffix") and audience.endswith(own))
        or (fault("aud-substring") and own in audience)
        or (fault("aud-reversed-substring") and audience in own)
        or (fault("aud-any-case") and audience.lower() == own.lower())
    )


def _lifetime(claims: Claims, now: float, *, exp: bool, nbf: bool, iat: bool) -> None:
    """The token is valid now: all three moments must be there, and fit within the tolerance."""
    tolerance = 0 if fault("tolerance-zero") else TOLERANCE_S
    if fault("tolerance-a-day"):
        tolerance = 86_400
    if fault("tolerance-ten-minutes"):
        tolerance = 600
    if exp and not fault("exp-unchecked"):
        end = claims.get("exp")
        if end is None and fault("exp-missing-accepted"):
            end = now
        if fault("exp-in-milliseconds") and _is_number(end):
            end = end * 1000
        if fault("exp-on-wall-clock") and _is_number(end):
            # The end by the clock on the wall in Moscow, compared with Greenwich.
            end = end + 3 * 3600
        if fault("exp-signed-year-2038") and _is_number(end):
            end = max(end, 2**31)
        refuse_unless(_is_number(end) and now <= end + tolerance)
    if nbf:
        start = claims.get("nbf")
        refuse_unless(_is_number(start) and now >= start - tolerance)
    if iat:
        made = claims.get("iat")
        refuse_unless(_is_number(made) and now >= made - tolerance)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def subject_of(of_id: Claims, of_access: Claims) -> str:
    """Whose sign-in this is; both tokens must agree."""
    subject, other = str(of_id.get("sub")), str(of_access.get("urn:esia:sbj_id"))
    if fault("subject-from-access-token"):
        return other
    if not fault("subjects-not-compared") and subject != other:
        raise Refusal("Ответ портала Госуслуг противоречит сам себе. Начните вход заново.")
    return subject

"""Signs in and reads a person with PyPI requests-oauthlib, unmodified, through its public interface.

Argument: JSON with url, client_id, redirect_uri, scope, certificate, key (files).
Prints {"authorize_url"} on a line, reads the address that the citizen came back to, prints what it read.
The library knows nothing of ESIA: what ESIA adds to OAuth 2.0 are further parameters, signed here.
"""

import base64
import json
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from requests_oauthlib import OAuth2Session

told = json.loads(sys.argv[1])
certificate = x509.load_pem_x509_certificate(Path(told["certificate"]).read_bytes())
key = serialization.load_pem_private_key(Path(told["key"]).read_bytes(), None)


def signed(state):
    """The parameters that ESIA adds, for a request with this state."""
    timestamp = datetime.now(timezone.utc).strftime("%Y.%m.%d %H:%M:%S +0000")
    text = told["scope"] + timestamp + told["client_id"] + state
    builder = pkcs7.PKCS7SignatureBuilder().set_data(text.encode())
    builder = builder.add_signer(certificate, key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    secret = builder.sign(serialization.Encoding.DER, options)
    return {"timestamp": timestamp, "client_secret": base64.urlsafe_b64encode(secret).decode()}


session = OAuth2Session(told["client_id"], redirect_uri=told["redirect_uri"], scope=told["scope"].split())
state = str(uuid.uuid4())
address, _ = session.authorization_url(
    told["url"] + "/aas/oauth2/ac", state=state, access_type="online", **signed(state)
)
print(json.dumps({"authorize_url": address}), flush=True)

answer = parse_qs(urlparse(sys.stdin.readline().strip()).query)
assert answer["state"] == [state]
state = str(uuid.uuid4())
token = session.fetch_token(
    told["url"] + "/aas/oauth2/te",
    code=answer["code"][0],
    include_client_id=True,
    state=state,
    scope=told["scope"],
    token_type="Bearer",
    **signed(state),
)
middle = token["access_token"].split(".")[1]
claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
oid = claims["urn:esia:sbj_id"]
person = session.get(f"{told['url']}/rs/prns/{oid}")
person.raise_for_status()
print(json.dumps({"oid": oid, "issuer": claims["iss"], "person": person.json()}))

"""Signs in and reads a person with PyPI esia-connector, unmodified, through its public interface.

Argument: JSON with url, client_id, redirect_uri, scope, certificate, key, check_key (files).
Prints {"authorize_url"} on a line, reads the address that the citizen came back to, prints what it read.
"""

import json
import sys
from urllib.parse import parse_qs, urlparse

from esia_connector.client import EsiaAuth, EsiaSettings

told = json.loads(sys.argv[1])
settings = EsiaSettings(
    esia_client_id=told["client_id"],
    redirect_uri=told["redirect_uri"],
    certificate_file=told["certificate"],
    private_key_file=told["key"],
    esia_service_url=told["url"],
    esia_scope=told["scope"],
    esia_token_check_key=told["check_key"],
)
auth = EsiaAuth(settings)
print(json.dumps({"authorize_url": auth.get_auth_url()}), flush=True)

answer = parse_qs(urlparse(sys.stdin.readline().strip()).query)
person = auth.complete_authorization(answer["code"][0], answer["state"][0])
print(json.dumps({
    "oid": person.oid,
    "person": person.get_person_main_info(),
    "contacts": person.get_person_contacts(),
    "addresses": person.get_person_addresses(),
    "documents": person.get_person_documents(),
}))

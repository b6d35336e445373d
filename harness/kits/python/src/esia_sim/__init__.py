"""The ESIA simulator for tests: start a server, make a realm, people and relying parties, sign them in.

The names are loaded when they are first used: pytest loads the plugin in runs that never touch ESIA.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from esia_sim.browser import PageError as PageError
    from esia_sim.client import Client as Client
    from esia_sim.client import Refused as Refused
    from esia_sim.client import SignedIn as SignedIn
    from esia_sim.client import Tokens as Tokens
    from esia_sim.keys import Keys as Keys
    from esia_sim.problem import ControlError as ControlError
    from esia_sim.server import Realm as Realm
    from esia_sim.server import Server as Server
    from esia_sim.server import StartError as StartError

_HOMES = {
    "Client": "client",
    "ControlError": "problem",
    "Keys": "keys",
    "PageError": "browser",
    "Realm": "server",
    "Refused": "client",
    "Server": "server",
    "SignedIn": "client",
    "StartError": "server",
    "Tokens": "client",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"esia_sim.{_HOMES[name]}"), name)

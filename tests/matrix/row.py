"""One line of the table: an address, what a GET and a POST answer, and whose object it is about."""

import dataclasses
from collections.abc import Callable

from tests.matrix.people import ALL, mirrored


@dataclasses.dataclass(frozen=True)
class Case:
    """`opens`: who gets `status`. `sees`: who may know of the object; without being in `opens` they get 403, all others
    404. `send(stage, side)` gives the POST data. `outside`: the status of people who are not signed in, None for the
    way to sign-in."""

    opens: frozenset
    sees: frozenset = ALL
    status: int = 200
    send: Callable | None = None
    outside: int | None = None

    def expected(self, name):
        if name in self.opens:
            return self.status
        return 403 if name in self.sees else 404

    def mirrored(self):
        return dataclasses.replace(self, opens=mirrored(self.opens), sees=mirrored(self.sees))


@dataclasses.dataclass(frozen=True)
class Row:
    """`args(stage, side)` gives the arguments of the address. `two_sided`: asked for both departments' objects.

    A method without a case must answer 405.
    """

    name: str
    get: Case | None = None
    post: Case | None = None
    args: Callable = lambda stage, side: ()
    note: str = ""
    two_sided: bool = False
    query: Callable = lambda stage, side: ""

    def cases(self, side_name):
        """{"get": Case, "post": Case} for this side."""
        turn = Case.mirrored if side_name == "syt" else lambda case: case
        return {method: turn(case) for method, case in (("get", self.get), ("post", self.post)) if case}


def reads(opens, sees=ALL, **more):
    return Case(frozenset(opens), frozenset(sees), **more)


def writes(opens, sees=ALL, status=302, **more):
    return Case(frozenset(opens), frozenset(sees), status, **more)

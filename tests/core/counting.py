"""How often a page asks the database. The shell around it is others' work, so counts are compared, not written down."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, address):
    """The number of queries of a second visit; the first fills what a process keeps (content types and the like)."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)

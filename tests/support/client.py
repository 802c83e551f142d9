"""The test client: looks at every answer, and speaks htmx when asked."""

from django.test import Client

from tests.support.inline import assert_clean

BACKEND = "django.contrib.auth.backends.ModelBackend"


class PageClient(Client):
    """Django's client; each HTML answer must be clean (`support/inline.py`). `htmx=True` asks for a fragment."""

    def request(self, **request):
        response = super().request(**request)
        assert_clean(response)
        return response

    def generic(self, method, path, *args, htmx=False, **kwargs):
        if htmx:
            kwargs["headers"] = {**(kwargs.get("headers") or {}), "HX-Request": "true"}
        return super().generic(method, path, *args, **kwargs)


def signed_in(person):
    """A client of its own for this person."""
    client = PageClient()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client

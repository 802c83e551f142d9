"""One stage for all rows: built once per module in a transaction of its own; whoever asks takes back what was written."""

import functools

import pytest
from django.conf import urls
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState

from core.documents import pdf
from tests.matrix import stage as stages
from tests.support import commit, network


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("matrix-files")


@pytest.fixture(autouse=True)
def _own_files(settings, folder):
    """The files of the stage stay where they were stored."""
    settings.MEDIA_ROOT = folder


@pytest.fixture(scope="module")
def whole_module(django_db_setup, django_db_blocker, folder):
    """What module-wide fixtures write stays for the module and goes after it; pytest-django wraps each test inside."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=folder):
        commit.install(patch)
        network.install(patch)
        quicken(patch)
        block = transaction.atomic()
        block._from_testcase = True
        with block:
            yield
            transaction.set_rollback(True)


def refused(request, exception=None):
    """Refusals say here only what the view said; `test_the_pages_of_refusal_tell_nothing` reads the pages themselves."""
    return HttpResponse(str(exception), status=404 if isinstance(exception, Http404) else 403)


def quicken(patch):
    """The same paper for the next reader is not drawn again, refusals are not decorated, and nobody here asks which
    templates made a page."""
    patch.setattr(urls, "handler404", refused)
    patch.setattr(urls, "handler403", refused)
    patch.setattr(pdf, "written", functools.cache(pdf.written))
    patch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.fixture(scope="module")
def stage(whole_module):
    return stages.build()

"""When something goes wrong the page says so in the product's own words and tells what to do next."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.views.defaults import bad_request, server_error

from config.urls import urlpatterns as product
from tests.support.inline import assert_clean, inline_code


def denied(request):
    raise PermissionDenied


def broken(request):
    raise RuntimeError("on purpose")


urlpatterns = [*product, path("khong-duoc/", denied), path("hong/", broken)]
pytestmark = pytest.mark.urls(__name__)


def test_a_missing_page_for_somebody_signed_in(world, client_for):
    response = client_for(world.lan).get("/khong-co-trang-nay/")
    html = response.content.decode()

    assert response.status_code == 404
    assert "<h1>Không có trang này </h1>" in html
    assert 'aria-label="Điều hướng chính"' in html


def test_a_missing_page_for_a_stranger_shows_no_navigation(db, client):
    response = client.get("/khong-co-trang-nay/")
    html = response.content.decode()

    assert response.status_code == 404
    assert "<h1>Không có trang này</h1>" in html
    assert "Điều hướng chính" not in html


def test_a_forbidden_step_says_whom_to_ask(world, client_for):
    response = client_for(world.lan).get("/khong-duoc/")

    assert response.status_code == 403
    assert "hãy báo quản trị hệ thống kiểm tra phân công" in response.content.decode()


def test_a_broken_page_needs_no_database_and_no_request():
    response = server_error(RequestFactory().get("/"))
    html = response.content.decode()

    assert response.status_code == 500
    assert "Việc vừa làm chưa được ghi nhận." in html
    assert inline_code(html) == []


def test_a_broken_view_answers_with_that_page(world, client_for):
    client = client_for(world.lan)
    client.raise_request_exception = False

    response = client.get("/hong/")

    assert response.status_code == 500
    assert "Máy chủ gặp lỗi" in response.content.decode()


def test_an_unreadable_request_says_nothing_was_saved():
    response = bad_request(RequestFactory().get("/"), SuspiciousOperation("x"))

    assert response.status_code == 400
    assert "chưa có gì được ghi nhận" in response.content.decode()


def test_a_form_from_an_older_sign_in_says_the_text_is_kept(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.lan, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(reverse("home"), {"csrfmiddlewaretoken": "old"})
    html = response.content.decode()

    assert response.status_code == 403
    assert "Phiên làm việc đã đổi, chưa lưu được" in html
    assert "Nội dung biểu mẫu dài vẫn được giữ trên máy này" in html
    response.request = {"PATH_INFO": "/"}
    assert_clean(response)


# Lost sessions ----------------------------------------------------------------------------------------------------
def test_a_form_sent_without_a_session_comes_back_to_its_own_page(db, client):
    page = "http://testserver/ke-hoach/nam/?muc=2"

    response = client.post("/khong-duoc/", headers={"Referer": page})

    assert response["Location"] == f"{reverse('units:sign-in')}?next=/ke-hoach/nam/%3Fmuc%3D2"


def test_the_sign_in_page_then_says_what_happened(db, client):
    response = client.post("/khong-duoc/", follow=True)

    assert "Phiên làm việc đã hết nên lần gửi vừa rồi chưa được ghi nhận." in response.content.decode()


def test_a_page_from_elsewhere_is_not_followed(db, client):
    response = client.post("/khong-duoc/", headers={"Referer": "https://evil.example/"})

    assert response["Location"] == f"{reverse('units:sign-in')}?next=/khong-duoc/"


def test_a_fragment_without_a_session_sends_the_window_to_the_page_it_belongs_to(db, client):
    response = client.get("/khong-duoc/", htmx=True, headers={"HX-Current-URL": "http://testserver/viec/"})

    assert response.status_code == 204
    assert response["HX-Redirect"] == f"{reverse('units:sign-in')}?next=/viec/"

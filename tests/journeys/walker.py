"""One person with a browser of their own. Every page they come to is looked at, once per kind of page."""

import contextlib
import re
import shutil

from django.urls import reverse

from tests.journeys import looks
from units.demo import PASSWORD

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Debian's own; elsewhere None lets Playwright take the one it brought (deploy/setup.sh).
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
# The parts a page is made of: two pages with the same parts look alike to axe, whatever the words.
PARTS = """() => [...new Set([...document.querySelectorAll("main *, dialog *, header *")].map(
  (e) => `${e.tagName}.${e.getAttribute("class") || ""}${e.getAttribute("role") || ""}`))].sort().join(" ")"""
REFUSED = re.compile(r"the server responded with a status of (\d{3})")


class Walker:
    """`faults` gathers what was wrong on the way; the `walk` fixture fails the journey with it at the end.

    `seen` is shared by all walkers of a run: each kind of page (address without numbers, the parts it is made of) is
    looked at once, at both widths. None: nothing is looked at.
    """

    def __init__(self, browser, stage, seen, *, size=looks.DESK, javascript=True, phone=False):
        self.stage, self.seen, self.faults, self.allowed = stage, seen, [], set()
        self.javascript, self.username = javascript, "-"
        self.context = browser.new_context(
            base_url=stage.url,
            viewport=looks.PHONE if phone else size,
            has_touch=phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
        )
        self.context.set_default_timeout(45_000)
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._fault(f"script failed: {error}"))
        self.page.on("request", self._asked)

    def _fault(self, text):
        self.faults.append(f"{self.username} on {self.page.url}: {text}")

    def _said(self, message):
        if message.type != "error":
            return
        refused = REFUSED.search(message.text)
        if refused and int(refused.group(1)) in self.allowed:
            return
        self._fault(f"console: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.stage.url, "data:", "blob:", "about:")):
            self._fault(f"asked for {request.url}")

    @contextlib.contextmanager
    def refusals(self, *statuses):
        """Answers with these statuses are part of the journey inside this block."""
        self.allowed |= set(statuses)
        yield
        self.page.wait_for_load_state()
        self.allowed -= set(statuses)

    # Going about -------------------------------------------------------------------------------------------------------
    def sign_in(self, username, password=PASSWORD):
        """Through the sign-in page, to the desk."""
        self.open("units:sign-in")
        self.fill("Tên đăng nhập", username).fill("Mật khẩu", password)
        self.username = username
        return self.press("Đăng nhập")

    def open(self, name, *args, query="", status=200):
        """Go to an address by its name and look."""
        with self.refusals(status) if status != 200 else contextlib.nullcontext():
            answer = self.page.goto(reverse(name, args=args) + query)
            assert answer.status == status, f"{self.page.url} answered {answer.status}"
        return self.look()

    def field(self, label):
        """The first field with this label, with or without the words that it may stay empty."""
        labelled = self.page.get_by_label(re.compile(rf"^{re.escape(label)}\s*(không bắt buộc)?\s*$"))
        return labelled.and_(self.page.locator("input, textarea, select")).first

    def fill(self, label, text):
        self.field(label).fill(text)
        return self

    def press(self, name, *, within=None):
        """Press a button by its words; the page that follows is looked at."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=name, exact=True).first.click()
        return self.look()

    def follow(self, name, *, within=None):
        """Follow a link by its words."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("link", name=name, exact=True).first.click()
        return self.look()

    def ask(self, name):
        """Follow a link whose question opens in a dialog; without JavaScript it is a page. Returns the question."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        question = self.page.locator("dialog" if self.javascript else "main").last
        question.locator("form.confirm").wait_for()
        self.look()
        return question

    def answer(self, name, *, reason=None, confirm=None):
        """Ask, give the reason if one is wanted, and confirm."""
        question = self.ask(name)
        if reason is not None:
            question.get_by_role("textbox").fill(reason)
        return self.press(confirm or name, within=question)

    # Seeing ------------------------------------------------------------------------------------------------------------
    @property
    def text(self):
        return self.page.inner_text("main")

    def says(self, words):
        """The page shows these words somewhere in its content."""
        assert words in self.text, f"“{words}” is not on {self.page.url}:\n{self.text[:3000]}"
        return self

    def look(self):
        """Look at the page at both widths unless this kind of page has been looked at already."""
        self.page.wait_for_load_state()
        if not self.javascript or self.seen is None:
            return self
        kind = re.sub(r"\d+|[0-9a-f-]{36}", "#", self.page.url.removeprefix(self.stage.url).partition("?")[0])
        key = kind, self.page.evaluate(PARTS)
        if key in self.seen:
            return self
        self.seen.add(key)
        before = self.page.viewport_size
        for size in (looks.DESK, looks.PHONE):
            self.page.set_viewport_size(size)
            self.faults += looks.faults(self.page)
        self.page.set_viewport_size(before)
        return self

    def close(self):
        self.context.close()

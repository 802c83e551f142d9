"""Draw the pictures of the documentation: `make screens` writes docs/screens/*.png from the demo world."""

import io
import os
import subprocess
import tempfile
from pathlib import Path

import django
from django.urls import reverse
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.journeys.pages import arguments
from tests.journeys.stage import BEGINNING, serving, worlds
from tests.journeys.walker import ARGUMENTS, CHROMIUM, Walker
from tests.support.environments import BASE_DIR

FOLDER = BASE_DIR / "docs" / "screens"
LIMIT = 200_000  # bytes of one picture
DESK, TALL, PHONE = {"width": 1440, "height": 900}, {"width": 1440, "height": 1280}, {"width": 390, "height": 844}
# name, role (None: a stranger), unit of the person, size, address, arguments (see pages.py)
SCREENS = [
    ("sign-in", None, None, DESK, "units:sign-in"),
    ("desk", "staff", None, TALL, "home"),
    ("year-plan", "staff", None, TALL, "plans:plan-detail", 2022),
    ("board", "staff", None, TALL, "plans:unit-plan-board", 2022),
    ("unit-plan", "staff", None, DESK, "plans:unit-plan-detail", "plan-filed"),
    ("campaigns", "staff", None, TALL, "campaigns:campaign-list"),
    ("campaign", "staff", None, TALL, "campaigns:campaign-detail", "campaign-asked", "?tab=ket-qua"),
    ("exemplars", "staff", None, DESK, "campaigns:exemplar-list"),
    ("exemplar", None, None, DESK, "campaigns:exemplar-public", "to-hop-tac-ca-phe-ban-pa-sang"),
    ("clusters", "staff", None, TALL, "clusters:cluster-list"),
    ("cluster", "staff", None, TALL, "clusters:cluster-detail", "cluster"),
    ("covenant", "staff", None, TALL, "clusters:covenant-detail", "cluster"),
    ("score-sheet", "staff", None, TALL, "clusters:sheet-detail", "sheet"),
    ("ranking", "staff", None, TALL, "clusters:ranking-detail", "cluster-ranked"),
    ("summary-form", "staff", None, DESK, "clusters:summary-detail", "cluster-between-past", "03"),
    ("awards", "staff", None, TALL, "awards:grant-list"),
    ("decision", "staff", None, TALL, "awards:decision-detail", "decision"),
    ("fund", "staff", None, TALL, "awards:fund-detail", "fund"),
    ("reminders", "staff", None, DESK, "core:delivery-list"),
    ("rights", "admin", None, DESK, "units:rights-on-day"),
    ("phone-desk", "officer", "098", PHONE, "home"),
    ("phone-plan", "officer", "STC", PHONE, "plans:unit-plan-edit", "plan-draft"),
]
SEED = BASE_DIR / "plans" / "data" / "ke-hoach-102-ubnd-2022.txt"


def small(png):
    """The same picture with a palette, as small as `LIMIT` asks."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        kept = io.BytesIO()
        reduced = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        reduced.save(kept, "PNG", optimize=True)
        if kept.tell() < LIMIT:
            break
    return kept.getvalue()


def keep(walker, name):
    walker.page.wait_for_load_state("networkidle")
    walker.page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
    (FOLDER / f"{name}.png").write_bytes(small(walker.page.screenshot()))


def read_plan(browser, stage):
    """What was read of the plan's text, at the first line the reader doubted; in a world that has no plan yet."""
    stage.reset(BEGINNING)
    walker = Walker(browser, stage, None, size=TALL)
    walker.sign_in(stage.person("staff")).open("plans:plan-import")
    walker.page.set_input_files("input[type=file]", SEED)
    walker.press("Đọc tệp")
    doubtful = walker.page.locator(".task-row", has=walker.page.locator(".doubts")).first
    doubtful.evaluate("(row) => scrollTo(0, row.getBoundingClientRect().top + scrollY - 320)")
    keep(walker, "import")
    walker.close()


def print_plan(browser, stage, folder):
    """The first two pages of the issued paper, side by side."""
    walker = Walker(browser, stage, None)
    walker.sign_in(stage.person("staff"))
    paper = folder / "paper.pdf"
    paper.write_bytes(walker.page.request.get(reverse("plans:plan-document", args=[2022, "pdf"])).body())
    walker.close()
    draw = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "2", paper, folder / "paper"]
    subprocess.run(draw, check=True, stdin=subprocess.DEVNULL)
    pages = [Image.open(path) for path in sorted(folder.glob("paper-*.png"))]
    gap = 24
    sheet = Image.new("RGB", (sum(p.width for p in pages) + gap * 3, pages[0].height + gap * 2), "#e7e2da")
    for number, drawn in enumerate(pages):
        sheet.paste(drawn, (gap + number * (drawn.width + gap), gap))
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    (FOLDER / "document.png").write_bytes(small(kept.getvalue()))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="thidua-screens-") as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serving(worlds(folder / "worlds"), folder) as stage:
            for picture, role, unit, size, address, *given in SCREENS:
                walker = Walker(browser, stage, None, size=size)
                if role:
                    walker.sign_in(stage.person(role, unit))
                values, query = arguments(stage, given)
                walker.open(address, *values, query=query)
                keep(walker, picture)
                walker.close()
            print_plan(browser, stage, folder)
            read_plan(browser, stage)
        browser.close()
    for path in sorted(FOLDER.glob("*.png")):
        print(f"{path.relative_to(BASE_DIR)}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # for the addresses
    main()

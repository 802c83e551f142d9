"""Pictures for the demonstration, drawn from simple shapes: nobody is photographed, and each run draws the same."""

import io
import math
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1080, 720)
SKIES = {"morning": ("#f7d9b0", "#e9eef2"), "noon": ("#9cc4dd", "#eaf3f6"), "evening": ("#d98a5b", "#f3dcc0")}


def picture(scene, *, sky="noon", seed=1):
    """The scene as an uploaded JPEG; scene: coffee, terraces, school, weaving, meeting or road."""
    dice = random.Random(f"{scene}-{seed}")
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    _sky(pen, *SKIES[sky])
    _mountains(pen, dice)
    SCENES[scene](pen, dice)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88)
    return SimpleUploadedFile(f"{scene}-{seed}.jpg", buffer.getvalue(), content_type="image/jpeg")


def _sky(pen, top, bottom):
    first, last = (tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in (top, bottom))
    for y in range(0, SIZE[1], 4):
        share = y / SIZE[1]
        shade = tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
        pen.rectangle((0, y, SIZE[0], y + 4), fill=shade)
    pen.ellipse((800, 70, 890, 160), fill="#fdf3d8")


def _mountains(pen, dice):
    for depth, shade in enumerate(("#9fb3bd", "#7d9a94", "#5d8069")):
        base, phase = 300 + depth * 60, dice.random() * 6
        ridge = [
            (x, base - 90 * abs(math.sin(x / (190 - depth * 30) + phase)) - 25 * math.sin(x / 57 + phase))
            for x in range(0, SIZE[0] + 20, 20)
        ]
        pen.polygon([(0, SIZE[1]), *ridge, (SIZE[0], SIZE[1])], fill=shade)


def _house(pen, x, y, width, roof="#7a4a2e"):
    """A house on stilts."""
    height = width * 0.42
    for post in range(4):
        left = x + width * (0.06 + 0.28 * post)
        pen.rectangle((left, y - height * 0.55, left + width * 0.04, y), fill="#4d3424")
    pen.rectangle((x, y - height * 1.3, x + width, y - height * 0.5), fill="#b98a5a")
    pen.rectangle((x + width * 0.42, y - height * 1.15, x + width * 0.56, y - height * 0.5), fill="#5b3a26")
    pen.polygon(
        [
            (x - width * 0.12, y - height * 1.25),
            (x + width / 2, y - height * 2.2),
            (x + width * 1.12, y - height * 1.25),
        ],
        fill=roof,
    )


def _person(pen, x, y, size, shirt):
    pen.ellipse((x - size * 0.14, y - size, x + size * 0.14, y - size * 0.72), fill="#c99a74")
    pen.rounded_rectangle((x - size * 0.2, y - size * 0.7, x + size * 0.2, y - size * 0.25), size * 0.08, fill=shirt)
    pen.rectangle((x - size * 0.16, y - size * 0.26, x + size * 0.16, y), fill="#2c2f3a")


def _coffee(pen, dice):
    pen.rectangle((0, 470, *SIZE), fill="#7c6a3f")
    for row in range(5):
        y = 490 + row * 50
        for x in range(-20, SIZE[0], 92):
            x_here = x + row % 2 * 46
            pen.ellipse((x_here, y - 34, x_here + 76, y + 22), fill=("#2f5d3a", "#3a6d44")[row % 2])
            for _ in range(7):
                bx, by = x_here + dice.randrange(12, 64), y + dice.randrange(-26, 12)
                pen.ellipse((bx, by, bx + 8, by + 8), fill="#b3261e")
    _person(pen, 300, 660, 170, "#24577d")
    _person(pen, 720, 640, 160, "#9b1c1f")


def _terraces(pen, dice):
    for step in range(9):
        y, shade = 420 + step * 34, ("#b9a13a", "#a8953a", "#8fa04a")[step % 3]
        curve = [(x, y + 14 * math.sin(x / 160 + step)) for x in range(0, SIZE[0] + 20, 20)]
        pen.polygon([(0, SIZE[1]), *curve, (SIZE[0], SIZE[1])], fill=shade)
        pen.line(curve, fill="#6d6a2e", width=4)
    _house(pen, 690, 500, 210)
    _person(pen, 240, 640, 120, "#7a5a10")


def _school(pen, dice):
    pen.rectangle((0, 520, *SIZE), fill="#b99b6b")
    pen.rectangle((170, 330, 900, 560), fill="#e8d9a8")
    pen.polygon([(140, 335), (535, 230), (930, 335)], fill="#a4442f")
    for window in range(5):
        x = 210 + window * 140
        pen.rectangle((x, 385, x + 80, 470), fill="#5c8aa6")
        pen.line((x + 40, 385, x + 40, 470), fill="#e8d9a8", width=5)
    pen.line((990, 560, 990, 210), fill="#6b6b6b", width=8)
    pen.rectangle((994, 215, 1066, 262), fill="#c3272b")
    for child in range(6):
        _person(pen, 230 + child * 110, 660, 96, dice.choice(["#24577d", "#9b1c1f", "#1d6638", "#b58a2e"]))


def _weaving(pen, dice):
    pen.rectangle((0, 470, *SIZE), fill="#8a6a48")
    pen.rectangle((180, 250, 220, 640), fill="#5b3a26")
    pen.rectangle((860, 250, 900, 640), fill="#5b3a26")
    for band in range(12):
        y, shade = 290 + band * 26, dice.choice(["#9b1c1f", "#b58a2e", "#24577d", "#1d6638", "#f1eee8"])
        pen.rectangle((220, y, 860, y + 26), fill=shade)
        for x in range(236, 850, 44):
            pen.polygon([(x, y + 13), (x + 14, y + 3), (x + 28, y + 13), (x + 14, y + 23)], fill="#1f1b18")
    _person(pen, 540, 710, 190, "#2c2f3a")


def _meeting(pen, dice):
    pen.rectangle((0, 500, *SIZE), fill="#9c8257")
    _house(pen, 330, 540, 420, roof="#8a3f2a")
    for place in range(9):
        _person(
            pen, 150 + place * 98, 665 + place % 3 * 14, 110, dice.choice(["#24577d", "#9b1c1f", "#1d6638", "#574f47"])
        )


def _road(pen, dice):
    pen.rectangle((0, 480, *SIZE), fill="#6d8a55")
    pen.polygon([(470, 480), (560, 480), (860, 720), (170, 720)], fill="#cfcac0")
    pen.line((515, 480, 515, 720), fill="#efece6", width=6)
    for place in range(5):
        _person(pen, 300 + place * 120, 690 - place % 2 * 40, 120, dice.choice(["#24577d", "#b58a2e", "#1d6638"]))
    _house(pen, 60, 540, 190)
    _house(pen, 850, 540, 170)


SCENES = {
    "coffee": _coffee,
    "terraces": _terraces,
    "school": _school,
    "weaving": _weaving,
    "meeting": _meeting,
    "road": _road,
}

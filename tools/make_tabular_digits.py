"""Be Vietnam Pro has no tabular figures: make a digits-only companion in which every digit is equally wide.

pip install fonttools brotli && python make_tabular.py
"""

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WIDTH = {400: 680, 500: 686, 600: 692, 700: 700}

for weight, width in WIDTH.items():
    font = TTFont(f"be-vietnam-pro-latin-{weight}-normal.woff2")
    subsetter = Subsetter(Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 4, 6, 13, 14]))
    subsetter.populate(text="0123456789")
    subsetter.subset(font)
    for char in "0123456789":
        name = font.getBestCmap()[ord(char)]
        glyph = font["glyf"][name]
        old, bearing = font["hmtx"][name]
        shift = (width - old) // 2
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, bearing + shift)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = "BeVietnamProTabular" if record.nameID == 6 else "Be Vietnam Pro Tabular"
    font.flavor = "woff2"
    font.save(f"be-vietnam-pro-tabular-{weight}.woff2")

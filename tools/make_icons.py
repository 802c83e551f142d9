"""Write static/img/icons.svg: the Tabler icons the product uses, as one sprite of symbols.

npm pack @tabler/icons@3.31.0 && python tools/make_icons.py tabler-icons-3.31.0.tgz
"""

import re
import sys
import tarfile
from pathlib import Path

NAMES = """
alert-triangle archive arrow-back-up arrow-left arrow-right award ban bell building-community calendar calendar-due
calendar-event calendar-plus cash chart-bar check checkbox checklist chevron-down chevron-left chevron-right circle-check
circle-dashed circle-x clipboard-list clock copy corner-down-right device-floppy device-mobile dots download edit
external-link eye file file-check file-download file-export file-import file-text file-type-docx file-type-pdf files
filter folder git-merge help-circle history home hourglass id info-circle inbox key link list list-check list-search
lock lock-open login logout mail mail-check mail-forward mail-x menu-2 message notes paperclip pencil phone plus
printer progress progress-check refresh report report-analytics school search send settings shield-check shield-lock
sitemap sort-ascending sort-descending rubber-stamp table target target-arrow trash upload user user-check user-circle
user-minus user-off user-plus users x
""".split()


def main(package):
    with tarfile.open(package) as tar:
        symbols = [symbol(name, tar.extractfile(f"package/icons/outline/{name}.svg").read().decode()) for name in NAMES]
    target = Path(__file__).resolve().parent.parent / "static/img/icons.svg"
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n")
    print(f"{len(symbols)} icons in {target}")


def symbol(name, svg):
    """The drawing only: colour and line come from the page, so one symbol serves every state."""
    paths = re.findall(r"<path[^>]*>", svg)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(paths)}</symbol>'


if __name__ == "__main__":
    main(sys.argv[1])

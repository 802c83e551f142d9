"""Write static/img/icons.svg: the Tabler icons the product uses, as one sprite of symbols.

npm pack @tabler/icons@3.31.0 && python tools/make_icons.py tabler-icons-3.31.0.tgz
"""

import re
import sys
import tarfile
from pathlib import Path

NAMES = """
alert-triangle archive arrow-back-up arrow-down arrow-left arrow-right arrow-up award ban ballpen bell bell-off book
briefcase building building-community calendar calendar-due calendar-event calendar-plus calendar-stats certificate
chart-bar check checkbox checklist chevron-down chevron-left chevron-right chevron-up circle-check circle-dashed
circle-plus circle-x clipboard-check clipboard-list clipboard-text clock clock-play copy corner-down-right database
device-floppy device-mobile dots download edit external-link eye eye-off file file-alert file-check file-download
file-export file-import file-plus file-search file-spreadsheet file-text file-type-docx file-type-pdf file-type-xls
file-x files filter flag folder gavel git-merge hand-stop help-circle history home hourglass id info-circle inbox key
link list list-check list-details list-search loader lock lock-open login logout mail mail-check mail-forward
mail-opened mail-x map-pin menu-2 message message-report notes paperclip pencil phone player-play plus power printer
progress progress-alert progress-check qrcode question-mark refresh report report-analytics rotate scale school search
send settings shield-check shield-lock sitemap sort-ascending sort-descending rubber-stamp star table target target-arrow
timeline-event trash unlink upload user user-check user-circle user-cog user-minus user-off user-plus users
users-group world x zoom-in
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

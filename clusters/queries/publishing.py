"""What is worth knowing, and what must be put right, before a ranking is published."""

from clusters.enums import ProposalKind
from clusters.queries.votes import open_vote_of
from core.findings import blocker, warning


def publishing_findings(board):
    """Findings about a live board; those that stop must be put right first."""
    if board.table is None:
        return [blocker("table", "Chưa có bảng điểm đã chốt.")]
    if not board.placed:
        return [blocker("sheets", "Chưa có phiếu chấm nào đã chốt, không xếp hạng được.")]
    return [*_sheets(board), *_vote(board), *_ties(board), *_proposals(board)]


def _sheets(board):
    waiting = [f"{name} ({reason.rstrip('.').lower()})" for member, name, reason in board.apart if not _left(member)]
    if not waiting:
        return []
    return [warning("apart", f"Không có hạng: {'; '.join(waiting)}. Các đơn vị này được ghi riêng.")]


def _left(member):
    return member is not None and member.left_on is not None


def _vote(board):
    if open_vote_of(board.year) is not None:
        return [blocker("vote", "Đang bỏ phiếu suy tôn. Hãy kiểm phiếu hoặc hủy đợt bỏ phiếu trước.")]
    if board.vote is None:
        return [warning("no-vote", "Chưa bỏ phiếu suy tôn; xếp hạng chỉ dựa vào điểm.")]
    return []


def _ties(board):
    equal = [one.name for one in board.placed if sum(other.place == one.place for other in board.placed) > 1]
    return [warning("ties", f"Đồng hạng: {', '.join(equal)}.")] if equal else []


def _proposals(board):
    placed = {one.entry.key: one for one in board.placed}
    found = []
    for key in board.proposals:
        if key not in placed:
            found.append(blocker("gone", "Có đơn vị được đề nghị nay không còn hạng. Hãy chọn lại đề nghị."))
        elif placed[key].entry.bars:
            found.append(
                blocker("barred", f"{placed[key].name} không được đề nghị: {' '.join(placed[key].entry.bars)}")
            )
    split = [placed[key].name for one in board.suggested().values() for key in one.split]
    wanted = {ProposalKind.FLAG: board.year.flags, ProposalKind.CERTIFICATE: board.year.certificates}
    for kind, number in wanted.items():
        chosen = sum(value == kind for value in board.proposals.values())
        if number is not None and chosen != number:
            words = "vượt" if chosen > number else "chưa đủ"
            found.append(warning("number", f"{kind.label}: chọn {chosen}, {words} số được đề nghị là {number}."))
    if split and not board.proposals:
        found.append(
            warning("split", f"Đồng hạng ở ranh giới đề nghị: {', '.join(split)}. Cần người chọn, máy không tự chọn.")
        )
    return found

"""Clusters, their years and members; how they score, vote, rank; what they write."""

from clusters.models.clusters import (
    Change,
    Cluster,
    ClusterYear,
    ClusterYearGroupGrant,
    ClusterYearPersonGrant,
    Milestone,
)
from clusters.models.covenants import Covenant, CovenantCampaign, CovenantIndicator, Signature
from clusters.models.links import TaskLink
from clusters.models.members import Follower, Membership, OutsideUnit
from clusters.models.papers import Attendance, ClusterPaper, ClusterSession, SummaryForm
from clusters.models.rankings import Proposal, Ranking, RankingRow
from clusters.models.score_sheets import CrossScore, LineChange, LineScore, ScoreLine, ScoreSheet
from clusters.models.score_tables import Criterion, CriterionGroup, ScoreTable
from clusters.models.votes import Ballot, PeerVote, VoteCandidate, Voter

__all__ = [
    "Attendance",
    "Ballot",
    "Change",
    "Cluster",
    "ClusterPaper",
    "ClusterSession",
    "ClusterYear",
    "ClusterYearGroupGrant",
    "ClusterYearPersonGrant",
    "Covenant",
    "CovenantCampaign",
    "CovenantIndicator",
    "Criterion",
    "CriterionGroup",
    "CrossScore",
    "Follower",
    "LineChange",
    "LineScore",
    "Membership",
    "Milestone",
    "OutsideUnit",
    "PeerVote",
    "Proposal",
    "Ranking",
    "RankingRow",
    "ScoreLine",
    "ScoreSheet",
    "ScoreTable",
    "Signature",
    "SummaryForm",
    "TaskLink",
    "VoteCandidate",
    "Voter",
]

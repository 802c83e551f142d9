"""Clusters, their years, members and followers."""

from clusters.models.clusters import (
    Change,
    Cluster,
    ClusterYear,
    ClusterYearGroupGrant,
    ClusterYearPersonGrant,
    Milestone,
)
from clusters.models.links import TaskLink
from clusters.models.members import Follower, Membership, OutsideUnit

__all__ = [
    "Change",
    "Cluster",
    "ClusterYear",
    "ClusterYearGroupGrant",
    "ClusterYearPersonGrant",
    "Follower",
    "Membership",
    "Milestone",
    "OutsideUnit",
    "TaskLink",
]

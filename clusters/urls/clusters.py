"""Clusters, their years and members."""

from django.urls import path

from clusters.views import clusters, member_sheets, members, opening

urlpatterns = [
    path("", clusters.cluster_list, name="cluster-list"),
    path("xuat/", member_sheets.cluster_export, name="cluster-export"),
    path("them/", clusters.cluster_create, name="cluster-create"),
    path("nam/<int:year>/mo/", opening.cluster_open, name="cluster-open"),
    path("nam/<int:year>/nhiem-vu/", opening.cluster_tasks, name="cluster-tasks"),
    path("nam/<int:year>/nhap/", member_sheets.cluster_import, name="cluster-import"),
    path("<int:pk>/", clusters.cluster_detail, name="cluster-detail"),
    path("<int:pk>/sua/", clusters.cluster_edit, name="cluster-edit"),
    path("<int:pk>/buoc/<slug:action>/", clusters.cluster_step, name="cluster-step"),
    path("<int:pk>/moc/<slug:kind>/", clusters.cluster_milestone, name="cluster-milestone"),
    path("<int:pk>/thanh-vien/", members.cluster_members, name="cluster-members"),
    path("<int:pk>/thanh-vien/them/", members.cluster_member_add, name="cluster-member-add"),
    path("<int:pk>/thanh-vien/<int:member>/roi/", members.cluster_member_leave, name="cluster-member-leave"),
    path("<int:pk>/theo-doi/", members.cluster_followers, name="cluster-followers"),
    path("<int:pk>/theo-doi/<int:follower>/thoi/", members.cluster_follower_remove, name="cluster-follower-remove"),
]

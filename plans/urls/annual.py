"""The province's plan and its tasks."""

from django.urls import path

from plans.views import annual, readings, tasks

urlpatterns = [
    path("", annual.plan_list, name="plan-list"),
    path("nap/", readings.plan_import, name="plan-import"),
    path("nap/<int:pk>/", readings.plan_import_review, name="plan-import-review"),
    path("nap/<int:pk>/luu-tam/", readings.plan_import_keep, name="plan-import-keep"),
    path("nam/<int:year>/", annual.plan_detail, name="plan-detail"),
    path("nam/<int:year>/sua/", annual.plan_edit, name="plan-edit"),
    path("nam/<int:year>/ban-hanh/", annual.plan_issue, name="plan-issue"),
    path("nam/<int:year>/tong-ket/", annual.plan_close, name="plan-close"),
    path("nam/<int:year>/nam-sau/", annual.plan_clone, name="plan-clone"),
    path("nam/<int:year>/van-ban.<str:form>", annual.plan_document, name="plan-document"),
    path("nam/<int:year>/xuat/", annual.plan_export, name="plan-export"),
    path("nhiem-vu/<int:pk>/", tasks.task_detail, name="task-detail"),
    path("nhiem-vu/<int:pk>/tien-do/", tasks.task_update, name="task-update"),
    path("nhiem-vu/<int:pk>/buoc/<slug:action>/", tasks.task_step, name="task-step"),
    path("nhiem-vu/<int:pk>/tep/", tasks.task_file, name="task-evidence"),
    path("nhiem-vu/<int:pk>/minh-chung/", tasks.task_link, name="task-link"),
    path("nhiem-vu/<int:pk>/minh-chung/<int:evidence_pk>/bo/", tasks.task_link_remove, name="task-link-remove"),
]

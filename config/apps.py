from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class HomeConfig(AppConfig):
    name = "config"
    label = "home"
    verbose_name = "Bàn làm việc"

    def ready(self):
        from config import checks  # noqa: F401, PLC0415  registers the checks once the apps are ready


class SupportConfig(AdminConfig):
    default_site = "config.support.SupportSite"

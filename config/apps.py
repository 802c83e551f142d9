from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "config"
    label = "home"
    verbose_name = "Bàn làm việc"

    def ready(self):
        from config import checks  # noqa: F401, PLC0415  registers the checks once the apps are ready

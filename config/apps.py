from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "config"
    label = "home"
    verbose_name = "Bàn làm việc"

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "jdb_site.demo"
    verbose_name = "Demonstration"

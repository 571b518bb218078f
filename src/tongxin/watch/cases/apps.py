from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tongxin.watch.cases"
    label = "cases"
    verbose_name = "工单"

    def ready(self) -> None:
        import_module("tongxin.watch.cases.recounts")
        import_module("tongxin.watch.cases.rights")
        followers = import_module("tongxin.ground.orgs.followers")
        following = import_module("tongxin.watch.cases.following")
        followers.register(followers.Follower("cases", following.follow, following.back))

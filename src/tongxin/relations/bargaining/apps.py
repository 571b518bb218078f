from importlib import import_module

from django.apps import AppConfig


class BargainingConfig(AppConfig):
    name = "tongxin.relations.bargaining"
    label = "bargaining"
    verbose_name = "集体合同"

    def ready(self) -> None:
        followers = import_module("tongxin.ground.orgs.followers")
        following = import_module("tongxin.relations.bargaining.following")
        followers.register(followers.Follower("contracts", following.follow, following.back))

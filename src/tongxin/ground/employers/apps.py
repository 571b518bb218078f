from importlib import import_module

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "tongxin.ground.employers"
    label = "employers"
    verbose_name = "用人单位"

    def ready(self) -> None:
        followers = import_module("tongxin.ground.orgs.followers")
        following = import_module("tongxin.ground.employers.following")
        followers.register(followers.Follower("employers", following.follow, following.back))

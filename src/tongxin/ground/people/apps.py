from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tongxin.ground.people"
    label = "people"
    verbose_name = "人员"

    def ready(self) -> None:
        import_module("tongxin.ground.people.rights")  # registers the permissions
        followers = import_module("tongxin.ground.orgs.followers")
        merging = import_module("tongxin.ground.people.merging")
        followers.register(followers.Follower("posts", merging.follow, merging.back))

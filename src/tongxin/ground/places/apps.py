from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "tongxin.ground.places"
    label = "places"
    verbose_name = "区划"

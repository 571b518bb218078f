from django.urls import path

from tongxin.ground.notices import views

urlpatterns = [
    path("", views.listing, name="notice-list"),
    path("read/", views.read, name="notice-read"),
    path("read-all/", views.read_all, name="notice-read-all"),
    path("<int:pk>/", views.open_notice, name="notice-open"),
    path("outbox/", views.outbox_page, name="outbox-list"),
    path("outbox/retry/", views.retry, name="outbox-retry"),
    path("channels/", views.channels, name="channel-list"),
    path("channels/<int:pk>/test/", views.test_channel, name="channel-test"),
    path("channels/<int:pk>/remove/", views.remove_channel, name="channel-remove"),
]

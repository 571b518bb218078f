from django.urls import path

from tongxin.ground.people import own_views, views

urlpatterns = [
    path("", views.listing, name="person-list"),
    path("new/", views.create, name="person-create"),
    path("me/", own_views.me, name="person-me"),
    path("me/edit/", own_views.edit_me, name="person-me-edit"),
    path("me/sessions/end-others/", own_views.end_other_sessions, name="session-end-others"),
    path("me/sessions/<int:pk>/end/", own_views.end_session, name="session-end"),
    path("posts/<int:pk>/end/", views.end_post, name="post-end"),
    path("<int:pk>/", views.detail, name="person-detail"),
    path("<int:pk>/edit/", views.edit, name="person-edit"),
    path("<int:pk>/activate/", views.activate, name="person-activate"),
    path("<int:pk>/deactivate/", views.deactivate, name="person-deactivate"),
    path("<int:pk>/reset-password/", views.reset_password, name="person-reset-password"),
    path("<int:pk>/reset-factors/", views.reset_factors, name="person-reset-factors"),
    path("<int:pk>/unlock/", views.unlock, name="person-unlock"),
    path("<int:pk>/posts/", views.give_post, name="post-give"),
    path("<int:pk>/unmask/", views.unmask, name="person-unmask"),
]

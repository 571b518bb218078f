from django.urls import path

from tongxin.relations.bargaining import sheet_views, views
from tongxin.relations.bargaining.acts import ACTS

urlpatterns = [
    path("", views.listing, name="contract-list"),
    path("new/", views.create, name="contract-create"),
    path("<int:pk>/", views.detail, name="contract-detail"),
    path("<int:pk>/edit/", views.change, name="contract-edit"),
    *(path(f"<int:pk>/{verb}/", views.act, {"verb": verb}, name=act.url_name) for verb, act in ACTS.items()),
    path("import/", sheet_views.upload, name="contract-import"),
    path("import/template.xlsx", sheet_views.template, name="contract-import-template"),
    path("imports/", sheet_views.listing, name="contract-import-list"),
    path("imports/<int:pk>/", sheet_views.detail, name="contract-import-detail"),
    path("imports/<int:pk>/withdraw/", sheet_views.withdraw, name="contract-import-withdraw"),
    path("imports/<int:pk>/rejected.xlsx", sheet_views.rejected, name="contract-import-rejected"),
]

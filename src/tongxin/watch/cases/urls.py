from django.urls import path

from tongxin.watch.cases import views
from tongxin.watch.cases.acts import ACTS

urlpatterns = [
    path("", views.cases, name="case-list"),
    path("<int:pk>/", views.case, name="case-detail"),
    path("<int:pk>/print/", views.print_sheet, name="case-print"),
    path("<int:pk>/attach/", views.attach, name="case-attach"),
    *(
        path(f"<int:pk>/{act.slug}/", views.act, {"verb": verb}, name=act.url_name)
        for verb, act in ACTS.items()
    ),
]

from django.urls import path

from tongxin.ground.orgs import sheet_views, views

urlpatterns = [
    path("", views.listing, name="org-list"),
    path("tree/", views.tree, name="org-tree"),
    path("options/", views.options, name="org-options"),
    path("export/", sheet_views.export, name="org-export"),
    path("import/", sheet_views.upload, name="org-import"),
    path("import/template/", sheet_views.template, name="org-import-template"),
    path("import/<int:pk>/", sheet_views.preview, name="org-import-preview"),
    path("import/<int:pk>/commit/", sheet_views.commit, name="org-import-commit"),
    path("import/<int:pk>/rejects/", sheet_views.rejects, name="org-import-rejects"),
    path("<int:pk>/", views.detail, name="org-detail"),
    path("<int:pk>/branch/", views.branch, name="org-branch"),
    path("<int:pk>/new/", views.create, name="org-create"),
    path("<int:pk>/edit/", views.edit, name="org-edit"),
    path("<int:pk>/move/", views.move, name="org-move"),
    path("<int:pk>/merge/", views.merge, name="org-merge"),
    path("<int:pk>/merge/undo/", views.undo_merge, name="org-merge-undo"),
]

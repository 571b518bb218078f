from django.urls import path

from tongxin.watch.signals.views import imports, report, signals, sources

urlpatterns = [
    path("", signals.index, name="signal-list"),
    path("<int:pk>/", signals.detail, name="signal-detail"),
    path("<int:pk>/unmask/", signals.unmask, name="signal-unmask"),
    path("<int:pk>/correct/", signals.correct, name="signal-correct"),
    path("report/", report.report, name="signal-report"),
    path("near/", report.near_options, name="signal-near"),
    path("streets/", report.street_options, name="signal-streets"),
    path("import/", imports.upload, name="batch-import"),
    path("import/template/<slug:kind>/", imports.template, name="signal-template"),
    path("batches/", imports.listing, name="batch-list"),
    path("batches/<int:pk>/", imports.batch, name="batch-detail"),
    path("batches/<int:pk>/commit/", imports.commit, name="batch-commit"),
    path("batches/<int:pk>/cancel/", imports.cancel, name="batch-cancel"),
    path("batches/<int:pk>/rejected/", imports.rejected, name="batch-rejected"),
    path("sources/", sources.index, name="source-list"),
    path("sources/register/", sources.register, name="source-register"),
    path("sources/<int:pk>/", sources.detail, name="source-detail"),
    path("sources/<int:pk>/rotate/", sources.rotate, name="source-rotate"),
    path("sources/<int:pk>/switch/", sources.switch, name="source-switch"),
]

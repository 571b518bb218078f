from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from tongxin.ground.files import services
from tongxin.ground.files.models import File
from tongxin.ground.files.owners import readable
from tongxin.kit.requests import SignedIn


@require_GET
@login_required
def download(request: SignedIn, pk: int) -> FileResponse:
    """The file as an attachment, never shown inside a page of ours."""
    file = get_object_or_404(File, pk=pk, removed_at=None)
    if not readable(request.user, file.kind, file.key):
        raise Http404
    content = services.download(file, by=request.user, at=localtime())
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response

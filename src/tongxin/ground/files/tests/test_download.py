import os
from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.files import owners, services
from tongxin.ground.files.jobs import drop_orphans
from tongxin.ground.files.tests import makers
from tongxin.project.testing import FRIDAY


@pytest.fixture
def file(cast, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(owners.ACCESS, "orgs.org", lambda user, key: user == cast.xi)
    return services.store(makers.upload("说明.txt", b"text"), owner=cast.xihu, by=cast.xi, at=FRIDAY)


def test_it_gives_the_file_as_an_attachment_and_writes_it_down(client, cast, file):
    client.force_login(cast.xi)
    answer = client.get(f"/files/{file.pk}/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"text"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.get(kind="files.file", verb="download").actor_id == cast.xi.pk


def test_it_hides_the_file_from_those_whom_the_rule_of_its_owner_does_not_name(client, cast, file):
    for user in (cast.yu, cast.nobody, cast.chen):
        client.force_login(user)
        assert client.get(f"/files/{file.pk}/").status_code == 404


def test_it_sends_a_stranger_to_the_login(client, file):
    assert client.get(f"/files/{file.pk}/").status_code == 302


def test_it_hides_a_removed_file(client, cast, file):
    services.remove(file, by=cast.xi, at=FRIDAY)
    client.force_login(cast.xi)
    assert client.get(f"/files/{file.pk}/").status_code == 404


def test_it_keeps_files_of_owners_without_a_rule_closed_whatever_the_scope(client, cast, file, monkeypatch):
    monkeypatch.delitem(owners.ACCESS, "orgs.org")
    for user in (cast.xi, cast.chen, cast.guan, cast.ao):
        client.force_login(user)
        assert client.get(f"/files/{file.pk}/").status_code == 404
    assert not owners.readable(cast.guan, "gone.model", "1")


def test_it_sweeps_content_no_row_knows(cast, file, tmp_path):
    lost = tmp_path / "ab" / "ab12"
    lost.parent.mkdir(exist_ok=True)
    lost.write_bytes(b"x")
    old = (FRIDAY - timedelta(days=2)).timestamp()
    os.utime(lost, (old, old))
    os.utime(services.path_of(file.stored_as), (old, old))
    drop_orphans(FRIDAY)
    assert not lost.exists()
    assert services.path_of(file.stored_as).exists()

"""What people see while the database is away."""

from unittest.mock import patch

from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper


def test_a_page_says_503_and_when_to_come_back(client, cast):
    client.force_login(cast.chen)
    client.raise_request_exception = False
    with patch.object(DatabaseWrapper, "cursor", side_effect=OperationalError("gone")):
        answer = client.get("/cases/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


def test_readiness_says_503(client, db):
    with patch.object(DatabaseWrapper, "cursor", side_effect=OperationalError("gone")):
        assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200

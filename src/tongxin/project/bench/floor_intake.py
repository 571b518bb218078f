"""The floor of the intake: a bare Django view that stores a signal by one or two INSERTs."""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tongxin.project import postgres
from tongxin.project.database import parse

TABLES = """
CREATE TABLE IF NOT EXISTS floor_signal (id bigserial PRIMARY KEY, key text NOT NULL,
  heard_at timestamptz NOT NULL,
  text text NOT NULL, employer text NOT NULL, received_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS floor_entry (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL, key text NOT NULL, verb text NOT NULL)"""
SIGNAL = "INSERT INTO floor_signal (key, heard_at, text, employer) VALUES (%s, %s, %s, %s) RETURNING id"
ENTRY = "INSERT INTO floor_entry (kind, key, verb) VALUES ('signal', %s, 'receive')"


def two(request: HttpRequest) -> HttpResponse:
    heard = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            SIGNAL, [heard["external_key"], heard["heard_at"], heard["text"], heard["employer_name"]]
        )
        (pk,) = cursor.fetchone()
        cursor.execute(ENTRY, [str(pk)])
    return _answer(pk)


def one(request: HttpRequest) -> HttpResponse:
    heard = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute(
            SIGNAL, [heard["external_key"], heard["heard_at"], heard["text"], heard["employer_name"]]
        )
        (pk,) = cursor.fetchone()
    return _answer(pk)


def well(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


def _answer(pk: int) -> HttpResponse:
    body = json.dumps({"id": pk}).encode()
    return HttpResponse(body, content_type="application/json", headers={"Content-Length": str(len(body))})


urlpatterns = [path("two", two), path("one", one), path("healthz", well)]

if not settings.configured:
    settings.configure(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="floor", USE_TZ=True,
        DATABASES={"default": parse(postgres.locate(Path(os.environ["TONGXIN_DATA"]) / "postgres").url)
                   | {"CONN_MAX_AGE": None}},
    )  # fmt: skip
    django.setup()
application = get_wsgi_application()

"""Second factors: their secrets are stored as tokens of `kit.crypto`, never in the clear."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet

from tongxin.kit.crypto import current_prefix, decrypt, encrypt

CONTEXT = "mfa.authenticator.data"  # for ever: renamed, no second factor opens
SECRETS = ("secret", "seed")  # of a one-time password, of the recovery codes


class FactorAdapter(DefaultMFAAdapter):
    """What allauth calls around every secret of a one-time password or of recovery codes."""

    def encrypt(self, text: str) -> str:
        return encrypt(text, CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, CONTEXT)


def stale() -> QuerySet[Authenticator]:
    """The factors with a secret that is not under the current key and algorithm."""
    condition = Q(pk__in=[])
    for name in SECRETS:
        under = Q(**{f"data__{name}__startswith": current_prefix()})
        condition |= Q(data__has_key=name) & ~under
    return Authenticator.objects.filter(condition)


def rotate(batch: int = 500) -> Iterator[int]:
    """Bring stale factors under the current key, `batch` a transaction; yields how many in each."""
    while True:
        with transaction.atomic():
            found = list(stale().order_by("pk").select_for_update()[:batch])
            for factor in found:
                factor.data = _renewed(factor.data)
            Authenticator.objects.bulk_update(found, ["data"])
        if not found:
            return
        yield len(found)


def _renewed(data: dict[str, Any]) -> dict[str, Any]:
    return data | {name: encrypt(decrypt(data[name], CONTEXT), CONTEXT) for name in SECRETS if name in data}

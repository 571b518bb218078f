"""Model fields stored encrypted, the blind index by which their values are found, and key rotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, FieldError
from django.db import models, transaction
from django.db.models import Lookup, Model, Q
from django.db.models.lookups import IsNull
from django.db.models.signals import pre_save

from tongxin.kit.crypto import blind_candidates, blind_index, current_prefix, decrypt, encrypt


class EncryptedTextField(models.TextField):
    """Text in Python, a token of `kit.crypto` in the database; empty text stays empty.

    `context` names the column for ever, such as `people.account.phone`: renamed, old rows are unreadable.
    Only `isnull` can be looked up; to find a value, give it a BlindIndexField and ask with `blind`.
    """

    def __init__(self, *args: Any, context: str, **kwargs: Any) -> None:
        self.context = context
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "context": self.context}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value, self.context) if value else value

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return encrypt(plain, self.context) if isinstance(plain, str) and plain else plain

    def get_lookup(self, lookup_name: str) -> type[Lookup] | None:
        if lookup_name in OPEN_LOOKUPS:
            return OPEN_LOOKUPS[lookup_name]
        raise FieldError(f"{self.name} is encrypted: use blind() for equality; {lookup_name} cannot be asked")


class NotUnder(Lookup):
    """`field__not_under="k1:a:"`: there is a token, and it does not start so."""

    lookup_name = "not_under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        sql = f"({left} <> '' AND SUBSTR({left}, 1, %s) <> %s)"
        return sql, (*params, *params, len(self.rhs), self.rhs)


OPEN_LOOKUPS: dict[str, type[Lookup]] = {"isnull": IsNull, "not_under": NotUnder}


class BlindIndexField(models.CharField):
    """64 hex digits computed from the encrypted field `source` at each save; null when that is empty.

    `QuerySet.update` and `bulk_update` do not compute it: change the source through `save`.
    """

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs.update(max_length=64, null=True, blank=True, editable=False)
        if not kwargs.get("unique"):
            kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        fixed = ("max_length", "null", "blank", "editable")
        said = {k: v for k, v in kwargs.items() if k not in fixed} | {"source": self.source}
        return name, path, args, said if "db_index" in kwargs or self.unique else said | {"db_index": False}

    def contribute_to_class(self, cls: type[Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        pre_save.connect(self._refuse_half_a_save, sender=cls)

    def pre_save(self, model_instance: Model, add: bool) -> str | None:
        index = self.index_of(model_instance)
        setattr(model_instance, self.attname, index)
        return index

    def index_of(self, row: Model) -> str | None:
        """What the index of `row` must be under the current key."""
        plain = getattr(row, self.source)
        return blind_index(plain, _encrypted(type(row), self.source).context) if plain else None

    def _refuse_half_a_save(self, update_fields: frozenset[str] | None = None, **_: Any) -> None:
        if update_fields and self.source in update_fields and self.name not in update_fields:
            raise ValueError(f"update_fields with {self.source} must name {self.name} too, or it goes stale")


def blind(model: type[Model], **wanted: str) -> Q:
    """The condition for rows whose encrypted fields equal the plain values, whichever key they are under.

    `Account.objects.filter(blind(Account, phone="13812341234"))`; spaces and width do not matter.
    """
    condition = Q()
    for source, plain in wanted.items():
        index = next((f for f in _indexes(model) if f.source == source), None)
        if index is None:
            raise FieldError(f"{model.__name__}.{source} has no blind index")
        condition &= Q(**{f"{index.name}__in": blind_candidates(plain, _encrypted(model, source).context)})
    return condition


def encrypted_models(models_: Any) -> list[type[Model]]:
    """Those of the given models (`apps.get_models()`) that hold an encrypted column."""
    return [model for model in models_ if _tokens(model)]


def stale(model: type[Model]) -> Q:
    """The condition for rows with a token that is not under the current key and algorithm."""
    condition = Q(pk__in=[])
    for field in _tokens(model):
        condition |= Q(**{f"{field.name}__not_under": current_prefix()})
    return condition


def rotate(model: type[Model], batch: int = 500) -> Iterator[int]:
    """Bring stale rows under the current key, `batch` rows a transaction; yields the rows done in each.

    Can be stopped and started again at any time, also beside other writers. Raises Undecipherable for a row
    whose key is gone; the batches before it stay done.
    """
    rows = model._base_manager.filter(stale(model)).order_by("pk")
    indexes = _indexes(model)
    names = [field.name for field in (*_tokens(model), *indexes)]
    while True:
        with transaction.atomic():
            found = list(rows.select_for_update(of=("self",))[:batch])
            for row in found:
                for index in indexes:
                    setattr(row, index.attname, index.index_of(row))
            model._base_manager.bulk_update(found, names)
        if not found:
            return
        yield len(found)


def _encrypted(model: type[Model], name: str) -> EncryptedTextField:
    field = model._meta.get_field(name)
    if not isinstance(field, EncryptedTextField):
        raise FieldDoesNotExist(f"{model.__name__}.{name} is not encrypted")
    return field


def _tokens(model: type[Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def _indexes(model: type[Model]) -> list[BlindIndexField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, BlindIndexField)]

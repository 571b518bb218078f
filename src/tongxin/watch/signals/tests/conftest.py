import pytest

from tongxin.watch.signals import quota, verifying


@pytest.fixture(autouse=True)
def fresh_process():
    """Nothing remembered of the sources of an earlier test."""
    verifying.forget()
    quota._shares.clear()

"""Who may open the files of a batch and of a signal."""

from tongxin.ground.files import owners
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import RIGHTS
from tongxin.watch.signals.models import Batch, Signal
from tongxin.watch.signals.queries import may_read_photos


def may_read_sheet(user: Account, key: str) -> bool:
    """The sheet as it came names people unmasked, those who asked for secrecy among them: it goes back to the
    union that delivered it, to who may import there; unions above read the masked signals."""
    batch = Batch.objects.visible_to(user).filter(pk=key).first()
    return batch is not None and any(
        post.org_id == batch.org_id and post.role in RIGHTS["signals.import"] for post in user.current_posts
    )


def may_read_signal(user: Account, key: str) -> bool:
    signal = Signal.objects.visible_to(user).select_related("org").filter(pk=key).first()
    return signal is not None and may_read_photos(user, signal)


owners.register("signals.batch", may_read_sheet)
owners.register("signals.signal", may_read_signal)

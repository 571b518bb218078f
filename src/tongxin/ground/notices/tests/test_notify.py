from datetime import timedelta

from tongxin.ground.notices import queries, services
from tongxin.ground.notices.models import Channel, Notice, Sending
from tongxin.ground.people.models import Account, Post
from tongxin.project.testing import FRIDAY

NIGHT = FRIDAY.replace(hour=23)


def channel(account, **over) -> Channel:
    fields = {"kind": "sms", "address": "13800000000"} | over
    return Channel.objects.create(account=account, **fields)


def test_it_gives_each_active_person_one_notice(cast):
    cast.lu.is_active = False
    people = [cast.xi, cast.xi, cast.wang, cast.lu]
    assert services.notify(people, "新工单", url="/cases/1/", at=FRIDAY) == 2
    assert queries.unread(cast.xi) == queries.unread(cast.wang) == 1
    assert queries.unread(cast.lu) == 0


def test_it_queues_for_active_channels_and_leaves_urgent_ones_alone(cast):
    plain = channel(cast.xi)
    channel(cast.xi, active=False)
    urgent = channel(cast.xi, urgent_only=True)
    services.notify([cast.xi], "一般", at=FRIDAY)
    assert list(Sending.objects.values_list("channel", flat=True)) == [plain.pk]
    services.notify([cast.xi], "紧急", urgent=True, at=FRIDAY)
    assert set(Sending.objects.filter(notice__title="紧急").values_list("channel", flat=True)) == {
        plain.pk,
        urgent.pk,
    }


def test_it_waits_for_the_morning_unless_urgent(cast):
    channel(cast.xi)
    services.notify([cast.xi], "一般", at=NIGHT)
    services.notify([cast.xi], "紧急", urgent=True, at=NIGHT)
    due = dict(Sending.objects.values_list("notice__title", "due_at"))
    assert due["一般"] == FRIDAY.replace(hour=7) + timedelta(days=1)
    assert due["紧急"] == NIGHT


def test_it_takes_three_statements_for_many_people(cast, django_assert_max_num_queries):
    people = Account.objects.bulk_create([Account(username=f"u{n}", name="某") for n in range(200)])
    with django_assert_max_num_queries(5):
        assert services.notify(people, "通知", at=FRIDAY) == 200


def test_it_finds_the_holders_of_current_posts_at_the_union_itself(cast):
    assert set(services.holders(cast.xihu)) == {cast.xi, cast.wang, cast.lu}
    assert set(services.holders(cast.xihu, {"mediator"})) == {cast.wang}
    Post.objects.filter(account=cast.wang).update(until=FRIDAY.date() - timedelta(days=1))
    assert set(services.holders(cast.xihu, ["mediator"], on=FRIDAY.date())) == set()
    Account.objects.filter(pk=cast.xi.pk).update(is_active=False)
    assert set(services.holders(cast.xihu)) == {cast.lu}


def test_it_reads_once_and_reads_all(cast):
    services.notify([cast.xi], "一", at=FRIDAY)
    services.notify([cast.xi], "二", at=FRIDAY)
    notice = Notice.objects.get(title="一")
    services.read(notice, at=FRIDAY)
    assert services.read(notice, at=NIGHT).read_at == FRIDAY
    assert services.read_all(cast.xi, at=NIGHT) == 1
    assert queries.unread(cast.xi) == 0

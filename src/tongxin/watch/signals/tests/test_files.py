"""Files of batches and signals go to those who may read what stands in them."""

import pytest
from django.core.files.base import ContentFile

from tongxin.ground.audit.models import Entry
from tongxin.ground.files.services import store
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import imports
from tongxin.watch.signals.tests.makers import make_sheet, make_signal, make_source


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def status(client, user, file):
    client.force_login(user)
    return client.get(f"/files/{file.pk}/").status_code


def colleague(org, role):
    person = Account.objects.create_user(f"{role}-at-{org.pk}", name="同事")
    Post.objects.create(account=person, org=org, role=role, since=FRIDAY.date().replace(year=2020))
    return person


@pytest.fixture
def sheet(cast):
    """The weekly sheet of Xihu, with a name and a phone in it."""
    source = make_source(cast.city, key="weekly", kind="weekly")
    data = make_sheet({"编号": "1", "反映人": "张三", "联系电话": "13812341234", "要求保密": "是"})
    return imports.preview(source, data, "周报.xlsx", org=cast.xihu, by=cast.xi, at=FRIDAY).file


def photo(cast, **over):
    signal = make_signal(make_source(cast.xihu, key="form", kind="patrol"), **over)
    return store(ContentFile(b"a photo", name="现场.txt"), owner=signal, by=cast.li, at=FRIDAY)


class TestSheet:
    def test_the_union_that_delivered_it_gets_it_back_and_that_is_written_down(self, client, cast, sheet):
        assert status(client, cast.xi, sheet) == 200
        entry = Entry.objects.get(kind="files.file", verb="download")
        assert (entry.actor_id, entry.facts["owner"].split(":")[0]) == (cast.xi.pk, "signals.batch")

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.DESK_MANAGER, Role.COUNTER, Role.INFORMANT}))
    def test_a_duty_that_may_not_import_does_not_get_it(self, client, cast, sheet, role):
        assert status(client, colleague(cast.xihu, role), sheet) == 404

    def test_neither_the_union_above_nor_a_sibling_gets_names_and_phones(self, client, cast, sheet):
        for person in (cast.chen, cast.guan, cast.ao, cast.yu, cast.li, cast.nobody):
            assert status(client, person, sheet) == 404, person


class TestPhoto:
    def test_who_may_view_the_signal_sees_its_photo(self, client, cast):
        file = photo(cast)
        for person in (cast.xi, cast.wang, cast.chen, cast.guan):
            assert status(client, person, file) == 200, person

    def test_a_duty_without_signals_does_not(self, client, cast):
        file = photo(cast)
        for role in (Role.BARGAINING_ADVISER, Role.SAFETY_INSPECTOR, Role.ADMINISTRATOR):
            assert status(client, colleague(cast.city, role), file) == 404
        assert status(client, cast.yu, file) == 404

    def test_where_secrecy_was_asked_only_the_handling_union_sees_it(self, client, cast):
        file = photo(cast, reporter="张三", anonymous=True)
        assert status(client, cast.wang, file) == 200
        for person in (cast.chen, cast.guan, colleague(cast.xihu, Role.LEADER)):
            assert status(client, person, file) == 404, person

    def test_the_page_offers_no_photo_that_would_be_refused(self, client, cast):
        file = photo(cast, anonymous=True)
        for person, offered in ((cast.wang, True), (cast.chen, False)):
            client.force_login(person)
            page = client.get(f"/signals/{file.key}/").content.decode()
            assert (f"/files/{file.pk}/" in page) == offered

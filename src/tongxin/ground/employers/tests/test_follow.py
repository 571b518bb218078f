from tongxin.ground.employers.tests.makers import make_employer
from tongxin.ground.orgs.services import merge, plant, undo_merge
from tongxin.project.testing import FRIDAY


def test_employers_go_along_when_their_union_is_merged_and_come_back(cast):
    other = plant("HZ-XH-XX", "西溪街道总工会", level="township", parent=cast.xihu, region="330106004")
    employer = make_employer(cast.lingyin)
    merged = merge(cast.lingyin, into=other, by=cast.ao, at=FRIDAY)
    employer.refresh_from_db()
    assert employer.org == other
    undo_merge(merged, by=cast.ao, at=FRIDAY)
    employer.refresh_from_db()
    assert employer.org == cast.lingyin

import pytest
from click.testing import CliRunner

from tongxin.ground.audit.models import Entry
from tongxin.ground.statutes import importing
from tongxin.ground.statutes.importing import import_folder
from tongxin.ground.statutes.models import Article, Statute
from tongxin.ground.statutes.parsing import Unreadable
from tongxin.ground.statutes.tests.makers import NAME, TEXT, titled, write
from tongxin.kit.refused import Refused
from tongxin.project.cli.main import cli
from tongxin.project.testing import FRIDAY
from tongxin.project.tests.installing import data_folder, tongxin

pytestmark = pytest.mark.django_db


def take_in(folder):
    return import_folder(folder, by=None, at=FRIDAY)


def acts() -> list[tuple[str, str]]:
    entries = Entry.objects.filter(kind="statutes.statute").order_by("pk")
    return list(entries.values_list("verb", "facts__name"))


def test_a_statute_comes_in_with_its_articles(tmp_path):
    outcome = take_in(write(tmp_path))
    assert outcome.statutes == {"new": 1} and outcome.articles["new"] == 4 and not outcome.refused
    statute = Statute.objects.get()
    assert (statute.short, statute.get_rank_display(), statute.source) == ("云杉劳动条例", "行政法规", NAME)
    assert [a.label for a in statute.articles.all()] == ["第一条", "第二条", "第二条之一", "第三条"]
    assert acts() == [("import", "《云杉劳动条例》（2020-05-01）")]


def test_the_same_file_again_changes_nothing(tmp_path):
    take_in(write(tmp_path))
    before = list(Article.objects.values_list("pk", "text"))
    outcome = take_in(tmp_path)
    assert outcome.statutes == {"same": 1} and outcome.articles["same"] == 4
    assert list(Article.objects.values_list("pk", "text")) == before
    assert len(acts()) == 1


def test_a_changed_text_takes_the_place_of_that_version(tmp_path):
    take_in(write(tmp_path))
    outcome = take_in(
        write(
            tmp_path,
            text=TEXT.replace("按年计算", "按月计算").replace("附录：", "第四条 云杉施行。\n\n附录："),
        )
    )
    counts = outcome.articles
    assert outcome.statutes == {"replaced": 1}
    assert (counts["new"], counts["replaced"], counts["same"], counts["removed"]) == (1, 1, 3, 0)
    assert Article.objects.get(branch=1).text == "补偿按月计算。" and Statute.objects.count() == 1
    assert acts()[1][0] == "change"


def test_a_heading_changed_alone_is_a_change(tmp_path):
    take_in(write(tmp_path))
    assert take_in(write(tmp_path, text=TEXT.replace("2020年5月1日 修正", "修正"))).statutes == {
        "replaced": 1
    }
    assert Statute.objects.get().issued.endswith("修正")


def test_an_article_taken_out_is_counted(tmp_path):
    take_in(write(tmp_path))
    outcome = take_in(write(tmp_path, text=TEXT.replace("第二条之一 补偿按年计算。", "")))
    assert outcome.articles["removed"] == 1 and Article.objects.count() == 3


def test_another_version_stands_beside_the_first(tmp_path):
    take_in(write(tmp_path))
    take_in(write(tmp_path, name="云杉劳动条例(2024-05-01).md"))
    assert Statute.objects.count() == 2
    assert Statute.objects.current(FRIDAY.date()).get().version.year == 2024
    assert Statute.objects.current(FRIDAY.date().replace(year=2023)).get().version.year == 2020


def test_a_bad_file_is_named_and_the_rest_goes_in(tmp_path):
    write(tmp_path)
    write(tmp_path, "甲法(2020-01-01).md", titled("甲法").encode("gb18030"))
    write(tmp_path, "乙法(2020-01-01).md", titled("乙法").replace("第三条 ", "第九条 "))
    write(tmp_path, "丙法(2020-01-01).md", b"\xff\xfe\x00\x00")
    write(tmp_path, "丁法(2020-01-01).md", b"# " + b"\xe4\xb8\x81" * 800_000)
    (tmp_path / "戊法(2020-01-01).md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "己法(2020-01-01).md").mkdir()
    (tmp_path / "说明.txt").write_text("x")
    outcome = take_in(tmp_path)
    assert outcome.statutes == {"new": 1}
    assert dict(outcome.refused) == {
        "甲法(2020-01-01).md": "文件不是 UTF-8 编码",
        "乙法(2020-01-01).md": "条号不连续：第二条之一之后是第九条",
        "丙法(2020-01-01).md": "文件不是 UTF-8 编码",
        "丁法(2020-01-01).md": "文件超过 2 MB",
    }


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(Unreadable, match="文件打不开"):
        importing.read_file(tmp_path / NAME)


def test_a_mark_of_byte_order_and_control_signs_are_left_out(tmp_path):
    text = "\ufeff" + TEXT.replace("为了云杉", "为了\x00云\u200b杉\x1b")
    assert take_in(write(tmp_path, text=text)).statutes == {"new": 1}
    assert Article.objects.get(number=1).text == "为了云杉，制定本条例。"


@pytest.mark.parametrize("files", [0, 3])
def test_a_folder_of_none_or_too_many_is_refused(tmp_path, monkeypatch, files):
    monkeypatch.setattr(importing, "MOST_FILES", 2)
    for n in range(files):
        write(tmp_path, f"{n}.md")
    with pytest.raises(Refused):
        take_in(tmp_path)


def command(folder):
    return CliRunner().invoke(cli, ["law", "import", str(folder)])


def test_the_command_tells_what_became_of_everything(tmp_path):
    answer = command(write(tmp_path))
    assert answer.exit_code == 0, answer.output
    assert "法规：新增 1 · 更新 0 · 不变 0 · 退回 0" in answer.output
    assert "条文：新增 4 · 更新 0 · 不变 0 · 删去 0" in answer.output
    write(tmp_path, "README.md", "x")
    answer = command(tmp_path)
    assert answer.exit_code == 3 and "不变 1 · 退回 1" in answer.output
    assert "退回：README.md：文件名应为“题名(年-月-日).md”" in answer.output


def test_the_command_refuses_an_empty_folder(tmp_path):
    answer = command(tmp_path)
    assert answer.exit_code == 1 and "没有 .md 文件" in answer.output


def test_the_command_stands_on_its_own_and_says_what_is_lacking(tmp_path):
    with data_folder() as place:
        assert "tongxin migrate" in tongxin(place, "law", "import", str(write(tmp_path)), code=2)

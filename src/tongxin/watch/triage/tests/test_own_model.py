"""A model file of the operator's choice reads in place of the shipped weights; the rules go on extracting."""

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from tongxin.watch.triage import own_model
from tongxin.watch.triage.verdicts import read_texts
from tongxin.watch.triage.weights import weights

TEXT = "我们厂拖欠工资三个月了，一共三十多个工友，每人欠一万多"


def write_model(path: Path, *, categories: int = 5, outputs: tuple[str, ...] = own_model.OUTPUTS) -> Path:
    """A graph that says the same of every text: union .9, insurance."""
    shares = [0.1, 0.1, 0.6, 0.1, 0.1][:categories]
    constants = [
        helper.make_tensor("one", TensorProto.FLOAT, [1], [0.9]),
        helper.make_tensor("shares", TensorProto.FLOAT, [1, categories], shares),
        helper.make_tensor("width", TensorProto.INT64, [1], [categories]),
    ]
    nodes = [
        helper.make_node("Shape", ["text"], ["count"]),
        helper.make_node("Concat", ["count", "width"], ["wanted"], axis=0),
        helper.make_node("Expand", ["shares", "wanted"], ["categories"]),
        *(helper.make_node("Expand", ["one", "count"], [name]) for name in ("labour", "union", "collective")),
    ]
    shapes = {"categories": ["n", categories]}
    graph = helper.make_graph(
        nodes,
        "told",
        [helper.make_tensor_value_info("text", TensorProto.STRING, ["n"])],
        [helper.make_tensor_value_info(one, TensorProto.FLOAT, shapes.get(one, ["n"])) for one in outputs],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, path)
    return path


def test_it_gives_the_probabilities_and_its_name(tmp_path, monkeypatch):
    monkeypatch.setenv(own_model.FILE, str(write_model(tmp_path / "city.onnx")))
    reading = read_texts([TEXT] * 3, scorer=own_model.own_model())[2]
    assert (reading.category, reading.union, reading.persons, reading.months) == ("insurance", 0.9, 30, 3)
    assert reading.model.startswith("city-")


def test_a_file_without_an_output_is_refused_by_name(tmp_path):
    path = write_model(tmp_path / "half.onnx", outputs=("labour", "union", "collective"))
    with pytest.raises(ValueError, match="缺少输入或输出：categories"):
        own_model.OwnModel(path)


def test_a_file_with_four_categories_is_refused(tmp_path):
    model = own_model.OwnModel(write_model(tmp_path / "four.onnx", categories=4))
    with pytest.raises(ValueError, match="形状"):
        read_texts([TEXT], scorer=model)


def test_without_a_file_the_shipped_weights_read(monkeypatch):
    monkeypatch.delenv(own_model.FILE, raising=False)
    assert own_model.own_model() is None
    assert read_texts([TEXT])[0].model == weights().name

// From our small chart description to an ECharts option.
// {preset: "bar"|"rows"|"line"|"stacked", labels, series: [{name, values, category?|level?, dashed?}],
//  stacked?: true for rows of parts, unit?, axis?, categories?: [category of each label], whole?: false where values are fractions}
import { colour } from "./palette.js";

const DASHES = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle"];
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif';

function theme(night, size) {
  return {
    text: night ? "#c9d6ea" : "#3d4754",
    line: night ? "rgba(140,170,215,.22)" : "#dde2e8",
    size: size ?? (night ? 18 : 13),
  };
}

// chart.categories names the category of each label, where the labels are the categories.
function values(chart, one, night) {
  if (!chart.categories) return one.values;
  return one.values.map((value, at) => ({ value, itemStyle: { color: colour({ category: chart.categories[at] }, 0, night) } }));
}

function serie(chart, one, index, night, look) {
  const line = chart.preset === "line";
  const tint = colour(one, index, night);
  return {
    name: one.name,
    type: line ? "line" : "bar",
    data: values(chart, one, night),
    stack: chart.preset === "stacked" || chart.stacked ? "total" : undefined,
    barMaxWidth: look.size * 2.1,
    symbol: SYMBOLS[index % SYMBOLS.length],
    symbolSize: look.size * 0.46,
    showSymbol: chart.labels.length <= 31,
    lineStyle: { width: look.size * 0.16, type: one.dashed ? "dashed" : DASHES[night ? 0 : index % DASHES.length] },
    itemStyle: { color: tint },
    label: { show: chart.preset === "rows" && chart.series.length === 1, position: "right", color: look.text, fontSize: look.size },
    emphasis: { disabled: true },
  };
}

function axes(chart, look) {
  const text = { color: look.text, fontSize: look.size };
  const name = { nameTextStyle: text, axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: look.line } } };
  const kinds = { ...name, type: "category", data: chart.labels, axisTick: { show: false }, name: chart.axis ?? "" };
  const amounts = { ...name, type: "value", min: chart.preset === "line" ? undefined : 0, minInterval: chart.whole === false ? 0 : 1, name: chart.unit ? `单位：${chart.unit}` : "", splitLine: { lineStyle: { color: look.line } } };
  const middle = { nameLocation: "middle", nameGap: 6 };
  if (chart.preset !== "rows") return { xAxis: { ...kinds, ...middle }, yAxis: amounts };
  return { xAxis: { ...amounts, ...middle }, yAxis: { ...kinds, inverse: true, nameLocation: "start" } };
}

export function option(chart, { night = false, size } = {}) {
  if (chart.option) return chart.option;
  const look = theme(night, size);
  const legend = chart.series.length > 1;
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: look.text, fontSize: look.size },
    aria: { enabled: true, decal: { show: !night && chart.series.length > 1 && chart.preset !== "line" }, label: { description: chart.title } },
    tooltip: { trigger: "axis", confine: true, axisPointer: { type: chart.preset === "line" ? "line" : "shadow" } },
    legend: legend ? { top: 0, type: "scroll", textStyle: { color: look.text, fontSize: look.size } } : undefined,
    grid: { left: 8, right: 24, top: legend ? look.size * 2.4 : 6, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
    ...axes(chart, look),
    series: chart.series.slice(0, 5).map((one, index) => serie(chart, one, index, night, look)),
  };
}

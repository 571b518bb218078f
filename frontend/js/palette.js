// The same colour for the same thing everywhere; the hexes are those of css/tokens.css.
export const CATEGORIES = {
  wages: "#1f5fa8",
  injury: "#c04a17",
  insurance: "#14796a",
  contract: "#8a4fa3",
  other: "#6b7280",
};

export const LEVELS = { red: "#c8281e", orange: "#e07a1f", yellow: "#e3b505", blue: "#3b82d6" };

// For what is neither: told apart in grey print by their lightness.
export const SERIES = ["#1f4e79", "#c98a2b", "#5b9aa0", "#8c3b3b", "#9aa3ad"];

const NIGHT = {
  "#1f5fa8": "#5aa9ff",
  "#c04a17": "#ff8a5c",
  "#14796a": "#3ed6bd",
  "#8a4fa3": "#c79bf2",
  "#6b7280": "#a9b4c6",
  "#1f4e79": "#6cb2ff",
  "#c98a2b": "#ffc861",
  "#5b9aa0": "#6fe0e6",
  "#8c3b3b": "#ff9a9a",
  "#9aa3ad": "#c0cad8",
};

export function colour(series, index, night) {
  const day = CATEGORIES[series.category] ?? LEVELS[series.level] ?? SERIES[index % SERIES.length];
  return night ? NIGHT[day] ?? day : day;
}

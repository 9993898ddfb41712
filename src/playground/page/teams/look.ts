const color = (name: string) => ({
  default: `var(--ac-${name})`,
  subtle: `var(--ac-${name}-subtle)`,
});
const foregrounds = {
  default: color("text"),
  dark: color("text"),
  light: color("text"),
  accent: color("accent"),
  good: color("good"),
  warning: color("warning"),
  attention: color("attention"),
};
const style = (background: string) => ({
  backgroundColor: `var(--ac-${background})`,
  // A table's lines.
  borderColor: "var(--ac-line)",
  foregroundColors: foregrounds,
});
const size = (small: number, normal: number, medium: number, large: number, extraLarge: number) => ({
  small,
  default: normal,
  medium,
  large,
  extraLarge,
});

/** How Teams draws a card: its type, spacing and colours. The colours are the style sheet's, for light and dark. */
export const teamsLook = {
  supportsInteractivity: true,
  fontFamily: "inherit",
  fontSizes: size(12, 14, 16, 18, 24),
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  fontTypes: {
    default: {
      fontFamily: "inherit",
      fontSizes: size(12, 14, 16, 18, 24),
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: "Consolas, Menlo, 'Liberation Mono', monospace",
      fontSizes: size(12, 14, 16, 18, 24),
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
  },
  lineHeights: size(16, 20, 22, 24, 32),
  spacing: { ...size(8, 10, 16, 20, 28), padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--ac-line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: style("card"),
    emphasis: style("emphasis"),
    good: style("good-back"),
    attention: style("attention-back"),
    warning: style("warning-back"),
    accent: style("accent-back"),
  },
  actions: {
    maxActions: 6,
    spacing: "default",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    preExpandSingleShowCardAction: false,
    showCard: { actionMode: "inline", inlineTopMargin: 12 },
  },
  adaptiveCard: { allowCustomStyle: false },
  textStyles: { heading: { size: "medium", weight: "bolder", color: "default", isSubtle: false, fontType: "default" } },
  factSet: {
    title: { color: "default", size: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 140 },
    value: { color: "default", size: "default", isSubtle: false, weight: "default", wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { spacing: "small", weight: "default", color: "attention" },
  },
} as const;

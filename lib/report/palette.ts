/** The few styles that reports use, with colour or without. */
import pc from 'picocolors';

type Style = (text: string) => string;

export interface Palette {
  readonly strong: Style;
  readonly dim: Style;
  readonly proved: Style;
  readonly refuted: Style;
  readonly undecided: Style;
  readonly warning: Style;
  readonly accent: Style;
}

/** @param color whether to write terminal colours at all; without them every style leaves the text as it is */
export function paletteOf(color: boolean): Palette {
  const { bold, cyan, dim, green, magenta, red, yellow } = pc.createColors(color);
  return {
    strong: (text) => bold(text),
    dim: (text) => dim(text),
    proved: (text) => green(text),
    refuted: (text) => red(text),
    undecided: (text) => magenta(text),
    warning: (text) => yellow(text),
    accent: (text) => cyan(text),
  };
}

/** Whether standard output shows colours: a terminal that does, and neither `NO_COLOR` (no-color.org) nor `--no-color` against it. */
export const colorSupported = (): boolean => pc.isColorSupported;

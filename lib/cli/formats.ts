/** The forms that `agent-identity check` can write. */
import { checkToText } from '../report/check-text';
import type { CheckReport } from '../report/judged-path';
import { toJson } from '../report/to-json';
import { toJunit } from '../report/to-junit';
import { toMarkdown } from '../report/to-markdown';
import { toSarif } from '../report/to-sarif';
import { PRESETS, type PresetName } from '../rules/presets';
import { version } from './version';

export const FORMATS = ['text', 'json', 'sarif', 'markdown', 'junit'] as const;

export type Format = (typeof FORMATS)[number];

export interface Rendering {
  readonly color: boolean;
  /** Columns of the terminal; undefined where there is none. */
  readonly columns: number | undefined;
  readonly preset: PresetName;
  readonly failOn: 'undecided' | 'refuted';
  readonly hasBaseline: boolean;
}

export function render(report: CheckReport, format: Format, { color, columns, preset, failOn, hasBaseline }: Rendering): string {
  const { rules, warningsCount } = PRESETS[preset];
  switch (format) {
    case 'text':
      return checkToText(report, { color, ...(columns === undefined ? {} : { width: columns }) });
    case 'json':
      return toJson(report);
    case 'sarif':
      return toSarif(report, { rules, version: version(), hasBaseline });
    case 'markdown':
      return toMarkdown(report);
    case 'junit':
      return toJunit(report, { rules, warningsCount, undecidedFails: failOn === 'undecided' });
  }
}

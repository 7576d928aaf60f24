/** Gathers the findings of planning, so that all of them are told at once. */
import { PLANNING, type PlanningCode } from './catalogue';
import type { Finding, Place } from './finding';

export interface Told {
  readonly what: string;
  readonly fix: string;
  readonly shown?: string;
  /** Property path within the declaration, such as `components.crm.trust`. */
  readonly pointer?: string;
  readonly component?: string;
}

const LONGEST_QUOTE = 160;

/** A sentence with long quotations of the user's input cut short: enough of them is left to be found again. */
const clipped = (sentence: string): string =>
  sentence.replace(/`([^`]*)`/g, (quotation, quoted: string) =>
    quoted.length > LONGEST_QUOTE ? `\`${quoted.slice(0, LONGEST_QUOTE)}…\`` : quotation,
  );

/** Makes one finding of planning; name, severity and reason come from the catalogue. */
export function planningFinding(code: PlanningCode, { what, fix, shown, pointer, component }: Told): Finding {
  const { rule, severity, why } = PLANNING[code];
  const where: Place = { ...(component === undefined ? {} : { component }), ...(pointer === undefined ? {} : { pointer }) };
  return {
    code,
    rule,
    severity,
    verdict: 'refuted',
    what: clipped(what),
    where,
    why,
    fix: clipped(fix),
    ...(shown === undefined ? {} : { shown }),
  };
}

/** Where checks tell what they find. */
export class FindingList {
  private readonly told: Finding[] = [];

  constructor(
    private readonly component?: string,
    private readonly prefix?: string,
    private readonly parent?: FindingList,
  ) {}

  /** Tells a finding; its pointer is taken to stand below this list's own place. */
  add(code: PlanningCode, told: Told): void {
    const pointer = [this.prefix, told.pointer].filter((part) => part !== undefined && part !== '').join('.');
    this.push(
      planningFinding(code, {
        ...(this.component === undefined ? {} : { component: this.component }),
        ...told,
        ...(pointer === '' ? {} : { pointer }),
      }),
    );
  }

  /** A list for what stands below a place; what it is told is told here too. */
  below(prefix: string, component?: string): FindingList {
    const path = [this.prefix, prefix].filter((part) => part !== undefined && part !== '').join('.');
    return new FindingList(component ?? this.component, path, this);
  }

  get findings(): readonly Finding[] {
    return this.told;
  }

  /** How many errors have been told, here and everywhere else. */
  get errors(): number {
    return this.parent?.errors ?? this.told.filter(({ severity }) => severity === 'error').length;
  }

  private push(finding: Finding): void {
    if (this.parent === undefined) this.told.push(finding);
    else this.parent.push(finding);
  }
}

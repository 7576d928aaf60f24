/** What other constructs want of one role, held against its declaration. */

import type { Finding, Place } from '../finding/finding';
import { bindValue } from '../plan/bind';
import type { IdentityPlan, PlannedComponent } from '../plan/plan';
import { declarationText } from './declaration-text';
import { type EngineCode, type EngineTold, engineFinding } from './engine-findings';
import type { GivenValues } from './filled-text';
import { GrantJudge, type Judgement } from './judge-grant';
import type { LateNames } from './late-names';

/** How sealed roles answer to grants. */
export const GRANT_MODES = ['sealed', 'accept'] as const;
export type GrantMode = (typeof GRANT_MODES)[number];

/** How a statement came to the role. */
export type Arrival =
  /** A grant, such as `bucket.grantRead(role)`. */
  | { readonly by: 'grant' }
  /** A policy of its own that is attached to the role. */
  | { readonly by: 'policy'; readonly policy: string }
  /** A policy that was attached to the role by its name, past the role. */
  | { readonly by: 'outside'; readonly policy: string }
  /** A grant to a view of the role that sets grants aside. */
  | { readonly by: 'view' };

interface Entry {
  readonly arrival: Arrival;
  /** The statements as CDK has them at synthesis; policies can grow until then. */
  readonly statements: () => readonly unknown[];
}

interface Undeclared {
  readonly arrival: Arrival;
  readonly statement: object;
  /** The same, with holes for late values. */
  readonly named: Readonly<Record<string, unknown>>;
  readonly judgement: Judgement & { readonly declared: false };
}

export interface LedgerOptions {
  /** What late values read as. */
  readonly names: () => LateNames;
  /** Construct path of the role. */
  readonly path: string;
  readonly plan: IdentityPlan;
  readonly component: PlannedComponent;
  readonly given: GivenValues;
  readonly mode: GrantMode;
  /** Why nothing can be added to the role, in words; undefined where it can. */
  readonly closed: string | undefined;
}

/** A statement that joins a role that is open. */
export interface AcceptedStatement {
  /** As CDK has it. */
  readonly statement: object;
  /** The same, with holes for late values. */
  readonly named: object;
  /** Whether a policy of its own, attached to the role, holds it already. */
  readonly attached: boolean;
}

const FIX_ELSEWHERE = 'or give the construct a role of its own';

export class GrantLedger {
  private readonly entries: Entry[] = [];
  private readonly sources = new WeakSet<object>();
  private readonly told: Finding[] = [];
  private judged: { readonly key: string; readonly undeclared: readonly Undeclared[] } | undefined;
  private judge: GrantJudge | undefined;

  constructor(private readonly options: LedgerOptions) {}

  /** Takes down statements, as CDK has them once it synthesizes. `source` tells where they come from, where that could be told twice. */
  record(arrival: Arrival, statements: () => readonly unknown[], source?: object): void {
    this.entries.push({ arrival, statements });
    if (source !== undefined) this.sources.add(source);
  }

  /** Whether the statements of this source are taken down already. */
  knows(source: object): boolean {
    return this.sources.has(source);
  }

  /** Takes down a finding that needs no judging. What it shows may hold tokens. */
  tell(code: EngineCode, { shown, ...told }: Omit<EngineTold, 'where'>): void {
    const text = shown === undefined ? {} : { shown: this.options.names().textOf(shown) };
    this.told.push(engineFinding(code, { ...told, ...text, where: this.where }));
  }

  /** Everything that another construct wants and the declaration does not say. Call at synthesis. */
  findings(): readonly Finding[] {
    return [...this.told, ...this.undeclared().map((one) => this.findingOf(one))];
  }

  /** The statements that join role and boundary; none while the role is sealed. */
  accepted(): readonly AcceptedStatement[] {
    if (!this.isOpen) return [];
    return this.undeclared()
      .filter(({ arrival }) => arrival.by === 'grant' || arrival.by === 'policy')
      .map(({ arrival, statement, named }) => ({
        statement: withoutSid(statement),
        named: withoutSid(named),
        attached: arrival.by === 'policy',
      }));
  }

  private get isOpen(): boolean {
    return this.options.mode === 'accept' && this.options.closed === undefined;
  }

  private get where(): Place {
    const { component, path } = this.options;
    return { component: component.name, path };
  }

  private undeclared(): readonly Undeclared[] {
    if (this.entries.length === 0) return [];
    const wanted = this.entries.flatMap(({ arrival, statements }) => statements().map((statement) => ({ arrival, statement })));
    const names = this.options.names();
    const named = wanted.map(({ arrival, statement }) => ({ arrival, statement: statement as object, named: names.jsonOf(statement) }));
    const key = JSON.stringify(named.map((one) => [one.arrival, one.named]));
    if (this.judged?.key === key) return this.judged.undeclared;
    const seen = new Set<string>();
    const undeclared = named.flatMap((one): readonly Undeclared[] => {
      const same = JSON.stringify([one.arrival, one.named]);
      if (seen.has(same)) return [];
      seen.add(same);
      const judgement = this.grantJudge().judge(one.named);
      return judgement.declared ? [] : [{ ...one, named: one.named as Readonly<Record<string, unknown>>, judgement }];
    });
    this.judged = { key, undeclared };
    return undeclared;
  }

  private grantJudge(): GrantJudge {
    const { plan, component, given } = this.options;
    const names = this.options.names();
    const known = [...Object.keys(plan.inputs), 'account', 'region', 'partition'].flatMap((name) => {
      const value = given(name);
      return value === undefined ? [] : [[name, names.textOf(value)]];
    });
    this.judge ??= new GrantJudge(bindValue(component.permissions, Object.fromEntries(known)));
    return this.judge;
  }

  /** How the declaration would say it. */
  private advice(named: Readonly<Record<string, unknown>>, list: string): string {
    const paste = declarationText(named, this.options.plan.inputs, this.options.names());
    if ('cannot' in paste) return `declare what it needs in ${list}; the statement itself cannot be declared: ${paste.cannot}`;
    const inputs = paste.inputs.map(({ name, shape, value }) => `\`${name}: '${shape}'\` to the inputs (${value})`);
    return [`add \`${paste.text}\` to ${list}`, ...inputs].join(', and ');
  }

  private findingOf({ arrival, named, judgement }: Undeclared): Finding {
    const { component, mode, closed } = this.options;
    const denies = named.Effect === 'Deny';
    const where = this.where;
    const declare = this.advice(named, `\`${denies ? 'cannot' : 'can'}\` of \`${component.name}\``);
    const actions = actionsOf(named);
    const shown = judgement.shown ?? JSON.stringify(named);
    if (arrival.by === 'view') {
      return engineFinding('WI808', {
        what: `${actions} ${denies ? 'denied' : 'granted'} to \`${component.name}\` is set aside`,
        fix: `where the workload needs it, ${declare}`,
        shown,
        where,
      });
    }
    if (arrival.by === 'outside') {
      return engineFinding('WI804', {
        what: `the policy \`${arrival.policy}\`, attached past the role of \`${component.name}\` by its name, ${denies ? 'denies' : 'allows'} ${actions}, which its declaration does not say`,
        fix: `${declare} and leave the policy out; or attach it with \`addManagedPolicy\` or \`attachInlinePolicy\` of the role`,
        shown,
        where,
        verdict: judgement.verdict,
      });
    }
    if (this.isOpen) {
      const what = `\`${component.name}\` is ${denies ? 'denied' : 'granted'} ${actions}, which its declaration does not say`;
      return engineFinding('WI806', { what, fix: `so that it is reviewed with the rest, ${declare}`, shown, where });
    }
    const open = closed === undefined ? "; or open the role on purpose with `grants: 'accept'`" : '';
    const cannot = mode === 'accept' && closed !== undefined ? `, and cannot be opened: ${closed}` : '';
    const verdict = judgement.verdict;
    if (arrival.by === 'policy') {
      return engineFinding('WI804', {
        what: `the policy \`${arrival.policy}\`, attached to \`${component.name}\`, ${denies ? 'denies' : 'allows'} ${actions}, which its declaration does not say${cannot}`,
        fix: `${declare} and leave the policy out${open}`,
        shown,
        where,
        verdict,
      });
    }
    return engineFinding('WI801', {
      what: `\`${component.name}\` is ${denies ? 'denied' : 'granted'} ${actions}, which its declaration does not say${cannot}`,
      fix: `${declare}${open}, ${FIX_ELSEWHERE}`,
      shown,
      where,
      verdict,
    });
  }
}

function actionsOf({ Action, NotAction }: Readonly<Record<string, unknown>>): string {
  const list = [Action ?? NotAction].flat().map((action) => `\`${String(action)}\``);
  const [first = '`*`', second, ...rest] = list;
  const named = second === undefined ? first : rest.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${rest.length} more`;
  return Action === undefined ? `everything but ${named}` : named;
}

function withoutSid(statement: object): object {
  const { Sid: _sid, ...rest } = statement as Readonly<Record<string, unknown>>;
  return rest;
}

/** Whether what another construct wants of a role stands in its declaration already. */
import type { FindingVerdict } from '../finding/finding';
import type { PlanDocument } from '../plan/plan';
import type { PolicyDocument } from '../policy/document';
import { parsePolicy } from '../policy/parse';
import { contains } from '../policy/prove';
import type { AuthorizationRequest } from '../policy/request';
import type { Verdict } from '../policy/verdict';

/** Declared: nothing is to be done. Otherwise the verdict of the finding, and what shows it. */
export type Judgement =
  | { readonly declared: true }
  | { readonly declared: false; readonly verdict: FindingVerdict; readonly shown?: string };

const VERSION = '2012-10-17';

const shownBy = (verdict: Verdict<AuthorizationRequest>): string | undefined => {
  if (verdict.verdict === 'refuted') return `\`${verdict.witness.action}\` on \`${verdict.witness.resource}\``;
  return verdict.verdict === 'undecided' ? verdict.reasons.join('; ') : undefined;
};

function judgementOf(verdict: Verdict<AuthorizationRequest>): Judgement {
  if (verdict.verdict === 'proved') return { declared: true };
  const shown = shownBy(verdict);
  return { declared: false, verdict: verdict.verdict, ...(shown === undefined ? {} : { shown }) };
}

/** Judges statements against the permissions of one component; both with the same holes for the same values. */
export class GrantJudge {
  private readonly allowed: PolicyDocument;
  private readonly permitted: PolicyDocument;

  /** @param permissions - Everything that the component may be granted. */
  constructor(private readonly permissions: PlanDocument) {
    // A grant of what the declaration denies would be refused at run time, so denials must not make a grant look contained.
    this.allowed = parsed({ Version: VERSION, Statement: permissions.Statement.filter(({ Effect }) => Effect === 'Allow') });
    this.permitted = parsed(permissions);
  }

  judge(statement: unknown): Judgement {
    const wanted = parsePolicy({ Version: VERSION, Statement: [statement] }, 'identity');
    if (!wanted.ok) return { declared: false, verdict: 'undecided', shown: wanted.faults.map(({ what }) => what).join('; ') };
    const [{ effect } = { effect: 'Allow' }] = wanted.document.statements;
    if (effect === 'Allow') return judgementOf(contains(wanted.document, this.allowed));
    // A denial changes nothing where all that is permitted stays permitted under it.
    const under = parsePolicy({ Version: VERSION, Statement: [...this.permissions.Statement.map(withoutSid), statement] }, 'identity');
    return under.ok ? judgementOf(contains(this.permitted, under.document)) : { declared: false, verdict: 'undecided' };
  }
}

const withoutSid = ({ Sid: _sid, ...rest }: PlanDocument['Statement'][number]): object => rest;

function parsed(document: PlanDocument): PolicyDocument {
  const policy = parsePolicy({ Version: document.Version, Statement: document.Statement.map(withoutSid) }, 'identity');
  if (!policy.ok) throw new Error(`a planned document cannot be read: ${policy.faults.map(({ what }) => what).join('; ')}`);
  return policy.document;
}

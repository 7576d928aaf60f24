/** Declarations to be spoilt, and the laws that every message about them keeps. */
import { type Agent, defineAgent, type Trust, trust } from 'agent-workload-identity';
import type { Finding } from '../../lib/finding/finding';

export type Loose = Record<string, unknown>;

export const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/tickets';
export const OBJECT = 'arn:aws:s3:::handbook/public/index.json';

/** What the compiler would refuse. */
export const loose = (value: unknown): never => value as never;

/** A sound agent of a caller, a tool and the host of both; warnings aside nothing is to be said about it. */
export const sound = defineAgent({
  name: 'support',
  owner: 'platform',
  inputs: { tickets: 'dynamodb-table-arn', handbook: 's3-bucket-arn', target: 'account-id' },
  components: () => ({
    planner: { kind: 'orchestrator', trust: trust.lambda({ functionName: 'planner' }), calls: ['crm'] },
    crm: { kind: 'tool', trust: trust.lambda({ functionName: 'crm' }) },
    nodes: { kind: 'environment', trust: trust.eksNode(), hosts: ['planner'] },
  }),
  evidence: { retainDays: 400 },
});

/** The sound agent with other members, as somebody without a compiler could write them. */
export const agentWith = (members: Loose): Agent => loose({ ...sound, ...members });

/** The sound agent with other components beside its own, or in their place. */
export const withComponents = (components: Loose): Agent => agentWith({ components: { ...sound.components, ...components } });

/** The sound agent whose tool has other members. */
export const withCrm = (members: Loose): Agent => withComponents({ crm: { ...sound.components.crm, ...members } });

export const withTrust = (given: Trust | Loose): Agent => withCrm({ trust: given });

/** What is wrong with the wording of a finding; nothing where it keeps the laws. */
export function wordingFaults({ code, what, why, fix, shown }: Finding): readonly string[] {
  const faults: string[] = [];
  const withoutQuotes = (text: string): string => text.replaceAll(/`[^`]*`/g, '`x`');
  for (const [name, text] of Object.entries({ what, why, fix })) {
    const say = (fault: string): void => void faults.push(`${code} ${name} ${fault}: ${text}`);
    if (text.trim() === '') say('says nothing');
    if (text.endsWith('.')) say('ends with a period');
    // Names of services are written as their owners write them.
    if (/^[A-Z]/.test(text) && !/^(?:IAM|AWS|STS|CloudWatch|Lambda|GitHub)\b/.test(text)) say('begins with a capital');
    if (/\b(?:undefined|null|NaN|string\[\]|Record<|Late<|ArnOf|readonly|TypeError|object Object|Symbol\()/.test(withoutQuotes(text)))
      say('speaks TypeScript');
    if (text.length > 800) say('is too long');
    if (/[\n\t]/.test(withoutQuotes(text))) say('has more than one line');
  }
  if (what.includes('cannot read') && shown?.includes('at ')) faults.push(`${code} shows a stack`);
  return faults;
}

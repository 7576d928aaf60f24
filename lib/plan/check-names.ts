/** Whether names, tags, inputs, deployment, sessions and retention are ones that AWS accepts. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import { SHAPES } from '../policy/shapes';
import type { Agent } from '../spec/agent';
import { type EvidenceSpec, RETENTIONS } from '../spec/evidence';
import { hasShape } from '../spec/has-shape';
import { INPUT_SHAPES } from '../spec/late';
import { checkTagKeys, type SessionSpec } from '../spec/session';
import type { Deployment } from './plan';
import { checkResponse } from './response/check-response';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const DESCRIPTION = /^[\u0020-\u007E\u00A1-\u00FF]{0,200}$/;

function checkAgent({ name, owner, purpose }: Agent, findings: FindingList): void {
  if (!/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,31}$/.test(name)) {
    findings.add('WI101', {
      what: `\`${name}\` cannot name an agent`,
      fix: 'use up to 32 lower-case letters, digits and single hyphens, beginning with a letter',
      pointer: 'name',
    });
  }
  if (!TAG_VALUE.test(owner)) {
    findings.add(owner.trim() === '' ? 'WI102' : 'WI122', {
      what: owner.trim() === '' ? 'the owner is empty' : `the owner \`${owner}\` cannot be a tag`,
      fix: 'use 1 to 256 letters, digits, spaces and `_ . : / = + - @`',
      pointer: 'owner',
    });
  }
  if (purpose !== undefined && !DESCRIPTION.test(purpose)) {
    findings.add('WI122', {
      what: 'the purpose cannot stand in a role\u2019s description',
      fix: 'use one line of at most 200 Latin-1 characters',
      pointer: 'purpose',
    });
  }
}

function checkInputs(inputs: Agent['inputs'], findings: FindingList): void {
  for (const [name, shape] of Object.entries(inputs)) {
    if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name) || ['account', 'region', 'partition'].includes(name)) {
      findings.add('WI108', {
        what: `\`${name}\` cannot name an input`,
        fix: 'use a letter, then up to 63 letters, digits and `_`; not account, region or partition',
        pointer: name,
      });
    }
    if (!INPUT_SHAPES.includes(shape)) {
      const near = didYouMean(String(shape), INPUT_SHAPES);
      findings.add('WI109', {
        what: `there is no shape \`${String(shape)}\``,
        fix: near === undefined ? `one of ${INPUT_SHAPES.map((known) => `\`${known}\``).join(', ')}` : `did you mean \`${near}\`?`,
        pointer: name,
      });
    }
  }
}

/** Tells a session that IAM or STS would refuse. `cap` is the longest that makes sense for the component, in minutes. */
export function checkSession(session: SessionSpec | undefined, cap: number | undefined, findings: FindingList): void {
  const minutes = session?.maxMinutes;
  if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 60 && minutes <= 720)) {
    findings.add('WI120', {
      what: `a session of \`${minutes}\` minutes is not possible`,
      fix: 'give a whole number of minutes from 60 to 720; shorter credentials are asked for by the caller, with `DurationSeconds`',
      pointer: 'session.maxMinutes',
    });
  } else if (minutes !== undefined && cap !== undefined && minutes > cap) {
    findings.add('WI120', {
      what: `a session of \`${minutes}\` minutes is longer than role chaining allows`,
      fix: `give at most ${cap} minutes: a role reached through another role lives for one hour`,
      pointer: 'session.maxMinutes',
    });
  }
  if (session?.requiredTags !== undefined) checkTagKeys(session.requiredTags, 'session.requiredTags', findings);
}

function checkUnmasked({ dangerouslyUnmasked }: EvidenceSpec, findings: FindingList): void {
  if (dangerouslyUnmasked === undefined) return;
  if (dangerouslyUnmasked.trim() === '')
    findings.add('WI111', {
      what: '`dangerouslyUnmasked` gives no reason',
      fix: 'say why credentials may stand in the logs',
      pointer: 'dangerouslyUnmasked',
    });
  else
    findings.add('WI196', {
      what: 'credentials that end up in a log stay readable there',
      shown: dangerouslyUnmasked,
      fix: 'leave out `dangerouslyUnmasked` where logs are read by more people than may hold the credentials',
      pointer: 'dangerouslyUnmasked',
    });
}

function checkEvidence(evidence: EvidenceSpec, findings: FindingList): void {
  // The compiler refuses false; other callers may still give it.
  const { immutable } = evidence as { readonly immutable?: boolean };
  if (immutable === false)
    findings.add('WI100', {
      what: 'evidence is not made mutable by a flag',
      fix: 'leave `immutable` out, or say why in `dangerouslyDisposable`',
      pointer: 'immutable',
    });
  if (immutable === true && evidence.dangerouslyDisposable !== undefined)
    findings.add('WI100', {
      what: '`immutable` and `dangerouslyDisposable` exclude each other',
      fix: 'leave one of them out',
      pointer: 'dangerouslyDisposable',
    });
  if (!RETENTIONS.some((days) => days === evidence.retainDays)) {
    findings.add('WI119', {
      what:
        evidence.retainDays === undefined
          ? 'the agent does not say how long its evidence is kept'
          : `evidence cannot be kept for \`${evidence.retainDays}\` days`,
      fix: `one of ${RETENTIONS.join(', ')}`,
      pointer: 'retainDays',
    });
  }
  if (evidence.key !== undefined && !hasShape(evidence.key, 'kms-key-arn'))
    findings.add('WI195', {
      what: `\`${evidence.key}\` is no ARN of a KMS key`,
      fix: `declare an input of shape \`kms-key-arn\` and give it, or an ARN such as \`${SHAPES['kms-key-arn'].example}\``,
      pointer: 'key',
    });
  checkUnmasked(evidence, findings);
  if (evidence.dangerouslyDisposable !== undefined) {
    if (evidence.dangerouslyDisposable.trim() === '') {
      findings.add('WI111', {
        what: '`dangerouslyDisposable` gives no reason',
        fix: 'say why the evidence of this deployment may be deleted',
        pointer: 'dangerouslyDisposable',
      });
    } else {
      findings.add('WI142', {
        what: 'log groups are deleted together with the stack',
        shown: evidence.dangerouslyDisposable,
        fix: 'leave out `dangerouslyDisposable` where evidence matters',
        pointer: 'dangerouslyDisposable',
      });
    }
  }
}

/** Tells a deployment that cannot be part of names and ARNs. */
export function checkDeployment(deployment: Deployment, findings: FindingList): void {
  const wrong = (key: keyof Deployment, fix: string): void =>
    findings.add('WI116', { what: `the deployment\u2019s ${key} \`${String(deployment[key])}\` is not possible`, fix, pointer: key });
  const { stage, region, account, partition } = deployment;
  if (stage !== undefined && !/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,15}$/.test(stage)) {
    wrong('stage', 'use up to 16 lower-case letters, digits and single hyphens, beginning with a letter');
  }
  if (region !== undefined && !SHAPES.region.pattern.test(region)) wrong('region', 'write a literal region such as `eu-central-1`');
  if (account !== undefined && !SHAPES.account.pattern.test(account)) wrong('account', 'write 12 literal digits');
  if (partition !== undefined && !SHAPES.partition.pattern.test(partition)) wrong('partition', 'write `aws`, `aws-cn` or `aws-us-gov`');
}

/** Tells everything about the agent as a whole that AWS would not accept. */
export function checkNames(agent: Agent, deployment: Deployment, findings: FindingList): void {
  checkAgent(agent, findings);
  checkInputs(agent.inputs, findings.below('inputs'));
  checkSession(agent.session, undefined, findings);
  checkEvidence(agent.evidence, findings.below('evidence'));
  checkResponse(agent.access, findings.below('access'));
  checkDeployment(deployment, findings.below('deployment'));
  const { region } = deployment;
  if (region !== undefined && agent.access?.regions !== undefined && !agent.access.regions.includes(region)) {
    findings.add('WI121', {
      what: `the agent is deployed to \`${region}\`, which is not among its regions`,
      fix: 'add the region to `access.regions`, or deploy elsewhere',
      pointer: 'deployment.region',
    });
  }
  for (const [name, component] of Object.entries(agent.components)) {
    const below = findings.below(`components.${name}`, name);
    if (!/^[A-Za-z](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,31}$/.test(name)) {
      below.add('WI104', {
        what: `\`${name}\` cannot name a component`,
        fix: 'use a letter, then up to 31 letters, digits and single hyphens',
      });
    }
    if (component.purpose !== undefined && !DESCRIPTION.test(component.purpose)) {
      below.add('WI122', {
        what: 'the purpose cannot stand in a role\u2019s description',
        fix: 'use one line of at most 200 Latin-1 characters',
        pointer: 'purpose',
      });
    }
  }
}

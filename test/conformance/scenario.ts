/** A declaration with everything needed to deploy it: what both engines are given, and what both must make of it. */
import type { Deployment } from '../../lib/plan/plan';
import type { Agent } from '../../lib/spec';

export interface Scenario {
  readonly name: string;
  readonly agent: Agent;
  /** A value for each input. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the engines get the inputs as their own late values (parameters, Outputs) or as text. */
  readonly late: boolean;
  readonly deployment?: Deployment;
  /** The parts of the agent that live in other accounts, by input; each is deployed by a construct of its own. */
  readonly accounts?: readonly string[];
  /** What the AWS provider of Pulumi cannot make of it, in words of its refusal; absent where both engines make all of it. */
  readonly pulumiCannot?: string;
  /** What only the engine knows of workloads, by component. */
  readonly bindings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The account, region and partition that late scenarios are deployed to. */
export const PLACE = { account: '111122223333', region: 'eu-central-1', partition: 'aws' } as const;

/** The deployment of literal scenarios: nothing is left to the engine. */
export const LITERAL: Deployment = { stage: 'prod', ...PLACE };

/** The ARN that a trust anchor made by a scenario gets. */
export const MADE_ANCHOR = `arn:aws:rolesanywhere:${PLACE.region}:${PLACE.account}:trust-anchor/0a1b2c3d-1111-4222-8333-444455556666`;

export const TOOLS_ACCOUNT = '444455556666';

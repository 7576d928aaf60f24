/** Reads a CloudFormation template. */
import { buildGraph } from './build-graph';
import { resourceSource } from './cloudformation/any-resource';
import { attachments } from './cloudformation/attachments';
import { bindings } from './cloudformation/bindings';
import type { Deployed } from './cloudformation/deployed';
import { grants, memberships, principals } from './cloudformation/principals';
import { kindReaders } from './cloudformation/readers';
import { type CfnReading, readResource } from './cloudformation/reading';
import { resourcePolicies } from './cloudformation/resource-policies';
import { type CfnTemplate, takeApart } from './cloudformation/template';
import type { IdentityGraph, Unread } from './identity-graph';
import { type See, type Sightings, seeAll } from './sightings';

/** What is known of a template beside its text. */
export interface CloudFormationOptions {
  /** The file as the caller named it, for places. */
  readonly file?: string;
  /** On which line of the file each resource begins, by logical id. */
  readonly lines?: ReadonlyMap<string, number>;
  /** Literal account, region and partition, where the stack is deployed to known ones; they stay `⟨account⟩`, `⟨region⟩` and `⟨partition⟩` otherwise. */
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
}

/** Read alone, a template says nothing of what its nested stacks hold. */
const nestedUnread = ({ resources }: CfnTemplate): readonly Unread[] =>
  [...resources.values()]
    .filter(({ type }) => type === 'AWS::CloudFormation::Stack')
    .map(({ place }) => ({ place, why: 'the template of the nested stack is not at hand' }));

/** Everything seen in one template. */
export function seeTemplate(template: CfnTemplate, deployed: Deployed): Sightings {
  const unread: Unread[] = [...template.unread];
  const see: See<CfnReading> = ({ types, read }) =>
    [...template.resources.values()]
      .filter(({ type }) => types.includes(type))
      .flatMap((resource) => {
        const { seen, unread: left } = readResource(resource, template, deployed, read);
        unread.push(...left);
        return seen;
      });
  if (deployed.others === undefined) unread.push(...nestedUnread(template));
  const seen = seeAll(kindReaders, { attachments, bindings, resourcePolicies, principals, grants, memberships }, see);
  return { ...seen, sources: [resourceSource(template, deployed)], unread };
}

/**
 * Reads a CloudFormation template, in parsed form, into the identity graph.
 *
 * Values that only the deployment settles are holes; a resource that the template's conditions leave open is read in every way it can be. What cannot be
 * read is listed as unread. Never throws.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function fromCloudFormation(template: unknown, { file, lines, ...deployed }: CloudFormationOptions = {}): IdentityGraph {
  return buildGraph(seeTemplate(takeApart(template, file, lines === undefined ? {} : { lines }), { scope: '', ...deployed }));
}

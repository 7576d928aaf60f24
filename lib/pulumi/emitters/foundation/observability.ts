import * as oam from '@pulumi/aws/oam';
import type { PlannedLink, PlannedSink } from '../../../plan/foundation/kinds';
import type { PulumiContext } from '../../context';

export function sink({ id, name, document, tags }: PlannedSink, context: PulumiContext): void {
  context.register(oam.Sink, id, { name, tags: context.tags(tags) });
  const sinkIdentifier = context.computed(oam.Sink, id, ({ arn }) => arn);
  context.register(oam.SinkPolicy, `${id}/policy`, { sinkIdentifier, policy: context.document(document) }, { parent: id });
}

export const link = ({ id, sinkArn, resourceTypes, tags }: PlannedLink, context: PulumiContext): void =>
  context.register(oam.Link, id, {
    labelTemplate: '$AccountName',
    resourceTypes: [...resourceTypes],
    sinkIdentifier: context.text(sinkArn),
    tags: context.tags(tags),
  });

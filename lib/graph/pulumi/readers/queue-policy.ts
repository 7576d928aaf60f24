import { planForm } from '../../document';
import { queueArnOf } from '../../function-permission';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import type { PulumiReading } from '../reading';

/** The resource policy of a queue. */
export const queuePolicy: ResourceReader<SeenResourcePolicy<'queue-policy'>, PulumiReading> = {
  types: ['aws:sqs/queuePolicy:QueuePolicy'],
  read: (reading) => {
    const document = reading.document('policy');
    const queueUrl = reading.text('queueUrl') ?? '';
    const resourceArn = queueArnOf(queueUrl, reading.deployedText('⟨partition⟩')) ?? queueUrl;
    return [{ model: { kind: 'queue-policy', queueUrl, document: planForm(document) }, place: reading.place, resourceArn, document }];
  },
};

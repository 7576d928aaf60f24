import { planForm } from '../../document';
import { queueArnOf } from '../../function-permission';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import type { CfnReading } from '../reading';

/** The resource policy of queues. */
export const queuePolicy: ResourceReader<SeenResourcePolicy<'queue-policy'>, CfnReading> = {
  types: ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'],
  read: (reading) => {
    const document = reading.document('PolicyDocument');
    const queues = reading.type === 'AWS::SQS::QueuePolicy' ? reading.texts('Queues') : reading.texts('Queue');
    return queues.map((queueUrl) => ({
      model: { kind: 'queue-policy', queueUrl, document: planForm(document) },
      place: reading.place,
      resourceArn: queueArnOf(queueUrl, reading.deployedText('⟨partition⟩')) ?? queueUrl,
      document,
    }));
  },
};
